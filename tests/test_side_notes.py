"""Notes that are shown beside a text, or that no list holds, become footnotes."""

from __future__ import annotations

import pytest

from newsfix import convert
from tests.conftest import FRONT, body

REFERENCE = "<p>Oars<sup><a href='#n' id='r'>1</a></sup></p>"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "<p>The <span class='margin-trigger'>quay</span><span class='margin-note'>Of 1912</span> holds.</p>"
            "<p>End.</p>",
            "The quay[^1] holds.\n\nEnd.\n\n[^1]: Of 1912",
        ),
        (
            "<p>Oars<label for='s' class='margin-toggle sidenote-number'></label><input type='checkbox' id='s' "
            "class='margin-toggle'><span class='sidenote'>Of <i>ash</i>, <a href='/ash'>here</a></span>.</p>",
            "Oars[^1].\n\n[^1]: Of *ash*, [here](/ash)",
        ),
        (
            "<p>A<small class='side-note'>One<span class='marginnote'>Two</span></small></p>",
            "A[^1]\n\n[^1]: One[^2] <!-- -->\n\n[^2]: Two <!-- -->",
        ),
        (
            "<p>A<sup><a href='#n' id='r'>1</a></sup><span class='sidenote'>Beside</span></p>"
            "<ol><li id='n'>Below <a href='#r'>^</a></li></ol>",
            "A[^1][^1-]\n\n[^1]: Below <!-- -->\n\n[^1-]: Beside <!-- -->",
        ),
        ("<p>Oars<d-footnote>Of <i>ash</i></d-footnote>.</p>", "Oars[^1].\n\n[^1]: Of *ash*"),
        (
            "<p>Oars<sup data-n='1'><a href='#'>1</a></sup><span class='x-footnote__note'>Of ash</span>.</p>",
            "Oars[^1].\n\n[^1]: Of ash",
        ),
        ("<p>Oars<span class='marginalia'>Of ash</span> hold.</p>", "Oars[^1] hold.\n\n[^1]: Of ash"),
        (
            "<p>The <span class='tooltip'>oar<span class='tooltiptext'>Of ash</span></span> holds.</p>",
            "The oar[^1] holds.\n\n[^1]: Of ash",
        ),
        ('<p>Oars<span class="footnote">Of <b>ash</b></span> hold.</p>', "Oars[^1] hold.\n\n[^1]: Of **ash**"),
        ("<p>A<sup>nd</sup><footnote>B</footnote> c</p>", "A<sup>nd</sup>[^1] c\n\n[^1]: B <!-- -->"),
    ],
)
def test_a_side_note_is_a_footnote(html: str, markdown: str) -> None:
    assert body(html) == markdown


@pytest.mark.parametrize(
    "html",
    [
        "<p>A</p><aside class='sidenote'><p>B</p></aside>",
        "<p>A</p><p><span class='notes'>B</span></p>",
        "<p>A</p><p>B<span class='sidenote'> </span></p>",
        "<p>A</p><p><span class='tooltip'>B</span></p>",
    ],
)
def test_what_is_no_side_note(html: str) -> None:
    assert body(html) == "A\n\nB"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "<p>Oars.<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a> "
            "Ropes.<a href='#_ftn2' name='_ftnref2'>[2]</a></p>"
            "<hr><p><a href='#_ftnref1' name='_ftn1'>[1]</a> Of <i>ash</i>.</p>"
            "<div><p><a href='#_ftnref2' name='_ftn2'>[2]</a> Of hemp.</p></div>",
            "Oars.[^1] Ropes.[^2]\n\n---\n\n[^1]: Of *ash*.\n\n[^2]: Of hemp.",
        ),
        (
            "<p>Oars<a class='footnote-anchor' id='r1' href='#f1'>1</a>.</p><div class='footnote'>"
            "<a id='f1' href='#r1'>1</a><div><p>Of ash.</p><p>And elm.</p></div></div>",
            "Oars[^1].\n\n[^1]: Of ash.\n\n    And elm.",
        ),
        (
            "<p>Oars<sup><a href='#f1' id='r1'>1</a></sup>.</p>"
            "<p id='f1'><sup>1</sup> Of ash. <a href='#r1'>Back</a></p>",
            "Oars[^1].\n\n[^1]: Of ash.",
        ),
        (
            "<p>Oars<a epub:type='noteref' href='#n1' id='r1'>*</a></p>"
            "<aside id='n1'><p><a href='#r1'>*</a> Of ash.</p></aside>",
            "Oars[^1]\n\n[^1]: Of ash.",
        ),
        (
            "<p>Oars<span class='inline-footnote'>1<span style='display:none'>Of <i>ash</i>.</span></span>"
            " and ropes</p>",
            "Oars[^1] and ropes\n\n[^1]: Of *ash*.",
        ),
        (
            "<p>Oars<span class=inline-footnote>1<i>Of ash.</i></span>, ropes<span class=inline-footnote>2<span hidden>"
            "Of hemp.</span></span></p>",
            "Oars[^1], ropes[^2]\n\n[^1]: Of ash.\n\n[^2]: Of hemp.",
        ),
        (
            "<p>Oars<span class=inline-footnote>12 oars <b>of ash</b></span></p>",
            "Oars[^1]\n\n[^1]: 12 oars **of ash**",
        ),
        # What calls itself a note need not link back.
        (
            "<p>Oars<a epub:type='noteref' href='#n1'>1</a></p>"
            "<aside id='n1' epub:type='footnote'><p>Of ash.</p></aside>",
            "Oars[^1]\n\n[^1]: Of ash.",
        ),
        (
            "<p>Oars<a role='doc-noteref' href='#n1'>1</a></p>"
            "<section role='doc-endnotes'><ol><li id='n1' role='doc-endnote'>Of ash.</li></ol></section>",
            "Oars[^1]\n\n[^1]: Of ash.",
        ),
        (
            "<p>Oars<sup><a href='#n1'>1</a></sup>, again<sup><a href='#n1'>1</a></sup></p>"
            "<div role='doc-footnote' id='n1'>Of ash.</div>",
            "Oars[^1], again[^1]\n\n[^1]: Of ash.",
        ),
    ],
)
def test_a_note_that_no_list_holds(html: str, markdown: str) -> None:
    assert body(html) == markdown


@pytest.mark.parametrize(("times", "is_note"), [(9, True), (10, False)])
def test_a_note_outside_a_list_leads_back_a_few_times(times: int, is_note: bool) -> None:
    back = "<a href='#r'>1</a> " * times
    assert ("[^1]: Of ash." in body(f"{REFERENCE}<p id='n'>{back}Of ash.</p>")) == is_note


@pytest.mark.parametrize(
    "html",
    [
        "<p>Oars<sup><a href='#n'>1</a></sup></p><p id='n' role='note'>Of ash.</p>",
        "<p>See <a href='#n'>the aside</a>.</p><aside id='n' epub:type='footnote'>Of ash.</aside>",
        f"{REFERENCE}<p id='n'>Of ash, see <a href='#r'>above</a> and on.</p>",
        f"{REFERENCE}<p><a id='n' href='#r'>1</a> Of ash<br><a id='m' href='#s'>2</a> b<a id='s'>.</a></p>",
        "<p>Oars<a href='#n' id='r'>1</a></p><p id='n'><a href='#r'>1</a> Of ash.</p>",
        f"{REFERENCE}<table><tr><td><p id='n'><a href='#r'>1</a> Of ash.</p></table>",
        "<div>Oars<sup><a href='#n' id='r'>1</a></sup> <a id='n' href='#r'>1</a> Of ash.</div>",
    ],
)
def test_what_is_no_note_stays_a_link(html: str) -> None:
    assert "[^" not in body(html)
    assert "(#n)" in body(html)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2 id='oar'>Oars<a class='headerlink' href='#oar' title='Permalink'>¶</a></h2>", "## Oars"),
        ("<H2 ID='oar'><A HREF='#oar'>#</A> Oars</H2>", "## Oars"),
        ("<section id='oar'><h2>Oars<a href='#oar'>§</a></h2></section>", "## Oars"),
        ("<h2>Oars<span id='oar'></span> <a href='#oar' aria-hidden='true'>#</a></h2>", "## Oars"),
        ("<h3><a name='oar'></a>Oars<b><a href='#oar'>🔗</a></b></h3>", "### Oars"),
        ("<h2>Oars <a id='oar' href='#oar'>#</a></h2>", "## Oars"),
        (
            "<h2>Oars <a id='oar' href='#oar'>#</a></h2><p><a href='#oar'>Up</a></p>",
            '## Oars<a id="oar"></a> [#](#oar)\n\n[Up](#oar)',
        ),
        (
            "<h2 id='oar'>Oars<a href='#oar'>¶</a></h2><p><a href='#oar'>Up</a></p>",
            '## <a id="oar"></a>Oars\n\n[Up](#oar)',
        ),
        ("<h2 id='oar'><a href='#oar'>Oars</a></h2>", '## <a id="oar"></a>[Oars](#oar)'),
        ("<h2 id='oar'>Oars<a href='#tar'>¶</a></h2><p id='tar'>Tar</p>", '## Oars[¶](#tar)\n\n<a id="tar"></a>Tar'),
        ("<p id='oar'>Oars <a href='#oar'>#</a></p>", '<a id="oar"></a>Oars [#](#oar)'),
    ],
)
def test_the_sign_that_links_to_its_own_heading(html: str, markdown: str) -> None:
    assert body(html) == markdown
    assert [each.code for each in convert(FRONT + html, origin="a.html").problems] == []


@pytest.mark.parametrize("inner", ["1", "[2]", "<a href='#n'>1</a>"])
def test_the_sign_of_a_footnote_is_no_side_note(inner: str) -> None:
    assert "[^" not in body(f'<p>Oars<span class="footnote">{inner}</span> hold.</p>')


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "<details><summary>Notes</summary><ol><li id='n'>Of 1912 <a href='#r'>^</a></ol></details>",
            "Oars[^1]\n\n<details>\n<summary>Notes</summary>\n</details>\n\n[^1]: Of 1912",
        ),
        (
            "<dl><dt>Notes<dd><ol><li id='n'>Of 1912 <a href='#r'>^</a></ol><dt>Quay<dd>Old</dl>",
            "Oars[^1]\n\n<dl>\n<dt>Notes</dt>\n<dt>Quay</dt>\n<dd>Old</dd>\n</dl>\n\n[^1]: Of 1912",
        ),
        (
            "<details><details><ol><li id='n'>Of 1912 <a href='#r'>^</a></ol></details></details>",
            "Oars[^1]\n\n[^1]: Of 1912",
        ),
    ],
)
def test_a_reference_reaches_a_note_that_is_folded_away(html: str, markdown: str) -> None:
    assert body(REFERENCE + html) == markdown
    assert body(markdown, "a.md") == markdown
