"""Bodies: what the source shows, in order, once. Each case is a body and the Markdown that it becomes."""

from __future__ import annotations

import pytest

from newsfix import Options, convert

CASES: dict[str, tuple[str, str]] = {
    # Everything visible
    "text directly in a div": ("<div>One<p>Two</p>Three</div>", "One\n\nTwo\n\nThree\n"),
    "text before and after the blocks": ("One<p>Two</p>Three", "One\n\nTwo\n\nThree\n"),
    "two line breaks part paragraphs": ("<p>a<br><br>b<br>c</p>", "a\n\nb\\\nc\n"),
    "line breaks at the ends go": ("<p><br>a<br></p>", "a\n"),
    "unclosed and wrongly nested tags": ("<p><b>a <i>b</b> c</i><p>d", "**a *b*** *c*\n\nd\n"),
    "a link round blocks": ("<a href='u'><h2>T</h2><p>x</p></a>", "## [T](u)\n\n[x](u)\n"),
    "a mark over blocks": ("<b><p>a</p><p>b</p></b>", "**a**\n\n**b**\n"),
    "font and span soup": ("<p><font><span>a</span><span> b</span></font></p>", "a b\n"),
    "lists in lists": ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c\n"),
    "a list directly in a list": ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c\n"),
    "a loose list": ("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n\n- b\n"),
    "an ordered list with a start": ("<ol start=4><li>a<li>b</ol>", "4. a\n5. b\n"),
    "a quote": ("<blockquote>a<p>b</blockquote>", "> a\n>\n> b\n"),
    "strikethrough": ("<p><del>a</del> <s>b</s> <strike>c</strike></p>", "~~a~~ ~~b~~ ~~c~~\n"),
    "phrases without a Markdown form": (
        "<p>H<sub>2</sub>O <kbd>x</kbd> <mark>y</mark> <ins>z</ins></p>",
        "H<sub>2</sub>O <kbd>x</kbd> <mark>y</mark> <ins>z</ins>\n",
    ),
    "ruby": (
        "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>",
        "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>\n",
    ),
    "a heading with a line break": ("<h2>a<br>b</h2>", "## a b\n"),
    "a heading that holds a picture": ("<h2><img src=a.png></h2>", "![](a.png)\n"),
    "a heading that was never closed": ("<h2>T<ul><li>a</ul>b", "## T\n\n- a\n\nb\n"),
    "formulas of KaTeX, once": (
        '<p>x <span class="katex"><span class="katex-mathml"><math><semantics><mi>a</mi>'
        '<annotation encoding="application/x-tex">a^2</annotation></semantics></math></span>'
        '<span class="katex-html" aria-hidden="true">a2</span></span> y</p>',
        "x $a^2$ y\n",
    ),
    "formulas of MathJax, once": (
        '<p>x <span class="MathJax_Preview">a2</span><script type="math/tex">a^2</script></p>',
        "x $a^2$\n",
    ),
    "footnotes": (
        '<p>x<sup id="r1"><a href="#n1">1</a></sup></p><ol><li id="n1"><p>Note <a href="#r1">↩</a></p></li></ol>',
        "x[^1]\n\n[^1]: Note <!-- -->\n",
    ),
    "targets of links within the article": (
        '<p><a href="#t">go</a></p><h2 id="t">T</h2>',
        '[go](#t)\n\n## <a id="t"></a>T\n',
    ),
    "a link round a lone picture, with its title": (
        '<p><a href="/page" title="More of it"><img src="a.png"></a></p>',
        '[![](a.png)](/page "More of it")\n',
    ),
    "the title of a link that only shows the picture": (
        '<p><a href="b.png" title="A harbour"><img src="a.png" alt="A"></a></p>',
        '![A](b.png "A harbour")\n',
    ),
    "two titles, of the link and of the picture": (
        '<p>x <a href="b.png" title="A harbour"><img src="a.png" title="Boats"></a></p>',
        'x [![](b.png "Boats")](b.png "A harbour")\n',
    ),
    "frames": ('<iframe src="https://v.example/1" title="A film"></iframe>', "[A film](https://v.example/1)\n"),
    "a frame's URL over two lines": (
        '<iframe src="https://v.example/\n1" title="A"></iframe>',
        "[A](https://v.example/1)\n",
    ),
    "a blank line at the end of code": (
        "<pre>a\n\n</pre><pre>&#123;&#123;\n\n</pre>",
        "```\na\n\n```\n\n<pre><code>&#123;{&#10;&#10;</code></pre>\n",
    ),
    "noncharacters": ("<p>\ufdd0a</p><p><b>\ufdd1</b>b {{ x }}\ufdd0</p>", "a\n\nb {{ x }}\n"),
    "pictures of a figure with blanks between": ("<figure><img src=a> <img src=b>\n</figure>", "![](a)\n![](b)\n"),
    "the link of a figure's second picture": (
        "<figure><div><img src=a></div><div><a href=/y><img src=b></a></div><figcaption>t</figcaption></figure>",
        "![](a)\n[![](b)](/y)\n*t*\n",
    ),
    "a picture in a caption": (
        "<figure><img src=a><figcaption>t <img src=b> u</figcaption></figure>",
        "![](a)\n![](b)\n*t u*\n",
    ),
    "the end of a summary in a figure": (
        "<figure><img src=a><figcaption>t<!--more-->u</figcaption></figure>",
        "![](a)\n*t*\n\n<!--more-->\n\nu\n",
    ),
    "a picture and text in a cell that only lays out": (
        "<table><tr><td>a<br><img src=b><br>c</table>",
        "a\n\n![](b)\n\nc\n",
    ),
    "check boxes": ("<ul><li><input type=checkbox checked> a<li><input type=checkbox> b</ul>", "- [x] a\n- [ ] b\n"),
    # Invisible things
    "scripts, styles and templates": ("<style>a</style><script>b</script><template>c</template><p>d</p>", "d\n"),
    "hidden elements": (
        "<p hidden>a</p><p style='display: none'>b</p><p style='visibility:hidden'>c</p><p>d</p>",
        "d\n",
    ),
    "comments, but for the one that means something": (
        "<p>a</p><!-- x --><!--more--><p>b</p>",
        "a\n\n<!--more-->\n\nb\n",
    ),
    "empty paragraphs and headings": ("<p>a</p><p>&nbsp;</p><h2> </h2><p>b</p>", "a\n\nb\n"),
    "tracking pixels": ("<p>a<img src='https://t.example/p.gif' width=1 height=1></p>", "a\n"),
    # White space
    "runs collapse": ("<p> a\n  b\t c </p>", "a b c\n"),
    "a line feed between wide characters goes": ("<p>中文\n  中文\n<b>\n粗\n</b></p>", "中文中文**粗**\n"),
    "a line feed beside others is a blank": ("<p>中文\nabc\n한국\n어</p>", "中文 abc 한국 어\n"),
    "indents go, inner ones stay": ("<p>&nbsp;&nbsp;\u3000a\u3000b&nbsp;c</p>", "a\u3000b\u00a0c\n"),
    "zero-width characters go": ("<p>a\u200bb&#8203;c\ufeffd</p>", "abcd\n"),
    "those that join stay": ("<p>می\u200cخواهم 👩\u200d👧 a\u200db</p>", "می\u200cخواهم 👩\u200d👧 ab\n"),
    "those beside letters that join stay": (
        "<p>Web\u200cها و ۳\u200cم و می\u200c3</p>",
        "Web\u200cها و ۳\u200cم و می\u200c3\n",
    ),
    "blanks move out of marks": ("<p>a<b> b </b>c</p>", "a **b** c\n"),
    "marks that touch are one": ("<p><b>a</b><b>b</b><i>c</i><em>d</em></p>", "**ab***cd*\n"),
    # Template tags
    "template tags stay": ("<p>{% x a_b %} and {{ y*z*1 }}</p>", "{% x a_b %} and {{ y*z*1 }}\n"),
    "what was no tag becomes none": ("<p>&#123;&#123; x }}</p>", "&#123;{ x }}\n"),
    "unknown shortcodes stay": ("<p>[gallery ids='1,2']</p>", "[gallery ids='1,2']\n"),
    "processing instructions stay": ("<p>a <?php echo 1 ?> b</p>", "a <?php echo 1 ?> b\n"),
    # Code
    "code with its language and indentation": (
        '<pre><code class="language-py">if a:\n    b</code></pre>',
        "```py\nif a:\n    b\n```\n",
    ),
    "a line break in code": ("<pre>a<br>b<br>\nc</pre>", "```\na\nb\nc\n```\n"),
    "Hexo's highlight table": (
        '<figure class="highlight js"><table><tr><td class="gutter"><pre><span class="line">1</span><br></pre></td>'
        '<td class="code"><pre><span class="line">var a;</span><br></pre></td></tr></table></figure>',
        "```js\nvar a;\n```\n",
    ),
    "copy buttons": ("<pre><button>Copy</button><code>a</code></pre>", "```\na\n```\n"),
    # Tables
    "a table": (
        "<table><tr><th>a<th align=right>b<tr><td>1<td align=right>2|3</table>",
        "| a | b |\n| --- | --: |\n| 1 | 2\\|3 |\n",
    ),
    "a table of one column": ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb\n"),
    # Unsafe
    "unsafe links": ("<p><a href='javascript:x()'>a</a> <a href=' JaVa\nScript:y'>b</a></p>", "a b\n"),
    "event handlers": ("<p onclick='x()'><a href='u' onclick='y()'>a</a></p>", "[a](u)\n"),
}


@pytest.mark.parametrize("name", CASES)
def test_html(name: str) -> None:
    source, expected = CASES[name]
    assert convert(source, Options(body="html")).output == expected


@pytest.mark.parametrize("name", CASES)
def test_own_output_stays_as_it_is(name: str) -> None:
    expected = CASES[name][1]
    assert convert(expected).output == expected


@pytest.mark.parametrize("name", CASES)
def test_output_verifies(name: str) -> None:
    assert convert(CASES[name][0], Options(body="html", verify=True)).output is not None


def test_selectors_drop_what_is_not_the_article() -> None:
    source = "<div class=share>Share</div><p>Text <span class=x>gone</span></p>"
    assert convert(source, Options(drop=(".share", "span.x"))).output == "Text\n"


@pytest.mark.parametrize("pattern", ["https://a.example/*", "An author", "*/raw/*.html"])
def test_selectors_for_one_source(pattern: str) -> None:
    source = "---\nurl: https://a.example/1\nauthor: An author\n---\n<p>Text</p><p class=x>gone</p>"
    options = Options(drop_where=((pattern, (".x",)), ("https://b.example/*", ("p",))))
    blocks = convert(source, options, "site/raw/a.html").article.blocks
    assert len(blocks) == 1


@pytest.mark.parametrize(
    "source",
    [
        "[a]({{ site.url }}{% post_url 2020-01-01-x %})\n",
        "[a](<{{ site.url }}/x>)\n",
        '[a]({{< ref "x.md" >}} "Title")\n',
        '![a]({{ "/x.png" | prepend: site.url }})\n',
    ],
)
def test_destinations_with_template_tags_stay(source: str) -> None:
    assert convert(source).output == source
    assert convert(source, Options(verify=True)).output == source


def test_destinations_with_template_tags_of_html() -> None:
    source = '<p><a href="{{ site.url }}/x">a</a> <img src="{{ site.url }}/x.png"></p>'
    assert convert(source).output == "[a](<{{ site.url }}/x>) ![](<{{ site.url }}/x.png>)\n"


def test_first_heading_that_repeats_the_title() -> None:
    result = convert("---\ntitle: A  title\n---\n<h1><a href='https://a.example/1'>A title</a></h1><p>x</p>")
    assert result.article.url == "https://a.example/1"
    assert result.output is not None
    assert result.output.endswith("---\n\nx\n")
    assert "BD005" in {problem.code for problem in result.problems}


def test_preamble_of_scrapers() -> None:
    source = (
        "---\ntitle: T\n---\n<!--123-->\n[T](https://a.example/1)\n------\n\n<div>\n<p>a **b**</p>\n\n<p>c</p></div>\n"
    )
    result = convert(source)
    assert result.article.url == "https://a.example/1"
    assert result.output is not None
    assert result.output.endswith("---\n\na \\*\\*b**\n\nc\n")


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("---\ntitle: T\n---\n<p>a</p>\n<!-- <img> -->\n  <p><img alt='x'></p>", 6, 6),
        ("---\r\ntitle: T\r\n---\r\n<p>a</p>\r\n<p>文<img alt='x'></p>", 5, 5),
    ],
)
def test_problems_name_the_place_of_the_tag(source: str, line: int, column: int) -> None:
    problem = next(problem for problem in convert(source).problems if problem.code == "IM005")
    assert (problem.line, problem.column) == (line, column)


def test_a_link_that_leads_nowhere_is_its_text() -> None:
    for text in ('<p>See <a href="">the quay</a>.</p>', "See [the quay]().", "See [the quay](<>)."):
        assert convert(text).output == "See the quay.\n"


def test_empty_items_are_left_out_of_bullet_lists_alone() -> None:
    assert convert("<ul><li>Salt</li><li> </li><li>Tar</li></ul>").output == "- Salt\n- Tar\n"
    assert convert("- Salt\n-\n- Tar\n").output == "- Salt\n- Tar\n"
    assert convert("<ol><li>Salt</li><li></li><li>Tar</li></ol>").output == "1. Salt\n2.\n3. Tar\n"


def test_of_two_elements_that_link_to_each_other_the_earlier_refers() -> None:
    text = (
        '<ol><li id="q">Will it hold?<sup><a id="m" href="#n">1</a></sup></li><li>Who says so?</li></ol>'
        '<ul><li id="n"><sup><a href="#m">1</a></sup> The harbour book says so.</li></ul>'
    )
    assert convert(text).output == ("1. Will it hold?[^1]\n2. Who says so?\n\n[^1]: The harbour book says so.\n")


@pytest.mark.parametrize(
    "back",
    [
        '<span>^ <a href="#r">a</a> <a href="#s">b</a></span>',
        '<cite>↑ <b><a href="#r"><i>a</i></a></b>, <a href="#s">b</a></cite>',
        '<sup>(<a href="#r">1</a>)</sup>',
    ],
)
def test_marks_round_the_way_back_are_no_text_of_a_note(back: str) -> None:
    text = (
        '<p>Old.<sup id="r"><a href="#n">[1]</a></sup> New.<sup id="s"><a href="#n">[1]</a></sup></p>'
        f'<ol><li id="n">{back} The harbour book.</li></ol>'
    )
    assert convert(text).output == "Old.[^1] New.[^1]\n\n[^1]: The harbour book.\n"


def test_equal_labels_are_told_apart_out_of_sight() -> None:
    text = (
        '<p>Old<sup id="q"><a href="#m">[5]</a></sup>.</p>'
        '<table><tr><td rowspan="2">Low<sup id="r"><a href="#n">[5]</a></sup></td><td>b</td></tr>'
        "<tr><td>c</td></tr></table>"
        '<ol><li id="m"><a href="#q">^</a> One.</li></ol><ol><li id="n"><a href="#r">^</a> Two.</li></ol>'
    )
    assert '<td rowspan="2">Low<a href="#fn-5-"><sup>5</sup></a></td>' in str(convert(text).output)


@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_an_instruction_that_does_not_end_is_told_of(name: str) -> None:
    result = convert("<p>a</p>\n\n<?word>\n\n<p>b</p>\n", origin=name)
    assert result.output == "a\n\nb\n"
    assert any("not in the output: word" in problem.message for problem in result.problems)
