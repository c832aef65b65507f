"""A formula is shown once, whatever it was drawn by, and no tag begins in it."""

from __future__ import annotations

import pytest

from tests.conftest import body

MATHML = "<math><mi>x</mi><mo>+</mo><mn>1</mn></math>"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<span class='ztext-math' data-tex='x^2'><span>x2</span><script type='math/tex'>x^2</script></span>", "$x^2$"),
        ("<span class='ql-formula' data-value='x^2'><span class='katex'>x2</span></span>", "$x^2$"),
        (
            "<span class='mwe-math-element'><span style='display:none'><math alttext='x^2'><mi>x</mi></math></span>"
            "<img src='https://a.example/1.svg' alt='x^2'></span>",
            "$x^2$",
        ),
        (f"<span class='katex'><span>{MATHML}</span><span class='katex-html'>x+1</span></span>", "x+1"),
        ("<span class='katex'><span class='katex-html'>x+1</span></span>", "x+1"),
        ("<span class='math inline'>\\(x^2\\)</span>", "$x^2$"),
        ("<span class='math notranslate nohighlight'>\\(x &lt; y\\)</span>", "$x < y$"),
        ("<span class='arithmatex'>\\[x^2\\]</span>", "$$x^2$$"),
        ("<span class='math'>x^2</span>", "x^2"),
        ("<span class='math'>\\\\(x<sup>2</sup>\\\\)</span>", "\\\\\\\\(x<sup>2</sup>\\\\\\\\)"),
        (f"<span class='MathJax'><nobr>x+1</nobr><span class='MJX_Assistive_MathML'>{MATHML}</span></span>", "x+1"),
        (f"<span class='MathJax_SVG'><svg></svg><span class='MJX_Assistive_MathML'>{MATHML}</span></span>", "x+1"),
    ],
)
def test_a_formula_is_shown_once(html: str, markdown: str) -> None:
    assert body(f"<p>Let {html} be.</p>") == f"Let {markdown} be."


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        ("a&lt;b and b&gt;c", "a< b and b>c"),
        ("a&lt;/b&gt;", "a< /b>"),
        ("a &lt; b &lt;1", "a < b <1"),
    ],
)
def test_no_tag_begins_in_a_formula(tex: str, shown: str) -> None:
    html = f"<p>Let <math alttext='{tex}'><mi>x</mi></math> be.</p>"
    assert body(html) == f"Let ${shown}$ be."


def test_a_tag_that_is_no_formula_stays_text() -> None:
    html = "<p>Let <math alttext='&lt;img src=x onerror=ring()&gt;'><mi>x</mi></math> be.</p>"
    assert "<img" not in body(html)


@pytest.mark.parametrize(
    ("mathml", "markdown"),
    [
        ("<mi>x</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac>", r"$x=\frac{1}{2}$"),
        (
            "<msqrt><msup><mi>a</mi><mn>2</mn></msup><mo>+</mo><msub><mi>b</mi><mi>i</mi></msub></msqrt>",
            r"$\sqrt{a^{2}+b_{i}}$",
        ),
        ("<msup><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mn>2</mn></msup>", "${a+1}^{2}$"),
        (
            "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr>"
            "</mtable>",
            r"$\begin{matrix} 1 & 2 \\ a & b \end{matrix}$",
        ),
        ("<mfrac><mtext>5% of</mtext><mi>n</mi></mfrac>", r"$\frac{\text{5\% of}}{n}$"),
        ("<mfrac><mi>&lt;img src=x&gt;</mi><mn>2</mn></mfrac>", r"$\frac{< img src=x>}{2}$"),
        ("<mfrac><mn>1</mn></mfrac>", "$1$"),
        ("<mi>x</mi><mo>=</mo><mn>1</mn>", "x=1"),
    ],
)
def test_a_formula_of_mathml_alone(mathml: str, markdown: str) -> None:
    assert body(f"<p>So <math>{mathml}</math> it is.</p>") == f"So {markdown} it is."


@pytest.mark.parametrize("classes", ["math display", "arithmatex", "math notranslate nohighlight"])
def test_a_displayed_formula_keeps_its_lines(classes: str) -> None:
    html = f"<p>Let</p><div class='{classes}'>\n\\[\na = b % the mill\n  + c\n\\]\n</div><p>be.</p>"
    assert body(html) == "Let\n\n$$\na = b % the mill\n  + c\n$$\n\nbe."


@pytest.mark.parametrize(
    "element",
    [
        "<span data-latex='a^2' data-type='inline-math'></span>",
        "<span class='Tiptap-mathematics-render' data-latex='a^2'></span>",
        "<span class=math data-formula='a^2'></span>",
        "<formula latex='a^2'></formula>",
        "<i data-equation=' a^2 '></i>",
    ],
)
def test_a_formula_that_an_empty_element_states(element: str) -> None:
    assert body(f"<p>Let {element} be.</p>") == "Let $a^2$ be."


def test_a_formula_in_the_data_of_an_empty_element() -> None:
    data = r'{"persistentExpression":"\\frac{a}{b} \"c\"","id":"Q"}'
    assert body(f"<p>Let</p><div class=latex-rendered data-attrs='{data}'></div>") == 'Let\n\n$$\\frac{a}{b} "c"$$'


@pytest.mark.parametrize("tex", [r"\alpha", r"\ud800", r"\quad a"])
def test_data_that_are_not_json_are_the_formula_as_they_stand(tex: str) -> None:
    data = f'{{"persistentExpression":"{tex}"}}'
    assert body(f"<p>Let</p><div class=latex-rendered data-attrs='{data}'></div>") == f"Let\n\n$${tex}$$"


@pytest.mark.parametrize(
    "said", ["data-expr='tide.low &amp;&amp; ebb'", "data-formula='=SUM(A1:A2)'", "data-expr='a==b'"]
)
def test_an_expression_of_a_program_is_not_a_formula(said: str) -> None:
    assert body(f"<p>Let <span {said}></span>be.</p>") == "Let be."


def test_a_displayed_formula_that_an_empty_element_states() -> None:
    assert body("<p>Let</p><div data-type=block-math data-latex='a^2'></div><p>be.</p>") == "Let\n\n$$a^2$$\n\nbe."
    table = "<table><tr><th>a<th>b<tr><td>1<td data-formula='=A1'></table>"
    assert "$" not in body(table)


@pytest.mark.parametrize("element", ["<span data-latex='a^2'>b</span>", "<span data-label='a^2'>b</span>"])
def test_what_has_a_text_states_no_formula(element: str) -> None:
    assert body(f"<p>Let {element} be.</p>") == "Let b be."
