"""The small readers round the walk: what a body is, template tags, nesting, places, captions."""

from __future__ import annotations

import re

import pytest

from newsfix import Options, convert
from newsfix.model.article import Figure, Paragraph, Text
from newsfix.model.position import LineIndex, position
from newsfix.read.characters import without_invisible
from newsfix.read.figure_tags import figures
from newsfix.read.html.bounds import flatten
from newsfix.read.html.positions import offsets
from newsfix.read.html.tags import Tags
from newsfix.read.kind import body_kind
from newsfix.read.markdown import render
from newsfix.read.templates import protect
from newsfix.write.verify import verify
from tests.conftest import grows_in_proportion


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bare text.\n\nMore.", "markdown"),
        ("One.\n\n![](a.png)<br>*The quay*", "markdown"),
        ("![The quay](a.png)<br />\nwith a **long** pier and words beside it<br>", "markdown"),
        ("Hello there.\n\n## The quay<br>at noon", "markdown"),
        ("One.\n\nTwo *stressed*<br>three<br>four and a good deal more of the text", "markdown"),
        ("One.\n\nTwo<br>three<br>four and a good deal more of the text", "html"),
        ("<p>[a](b)<br>c and a good deal more of the text</p>\n\nSome words.", "html"),
        ("<p>a</p>\n\n<p>b</p>", "html"),
        ("<div>a\n\nb</div>", "html"),
        ("Bare text of some length here.\n\n<br>", "markdown"),
        ("# A\n\n<p>b</p>\n\n- c", "markdown"),
        ("```\n<p>a</p>\n```", "markdown"),
        ("<pre>\n\n- a\n\n</pre><p>b</p>", "html"),
        ("| a<br>b | c |\n| --- | --- |\n| d | e |", "markdown"),
        ("Text.\n\n<table>\n<tr><td>a</td></tr>\n</table>", "markdown"),
        ("> <details>\n> <p>a</p>\n> </details>", "markdown"),
        ("<pre>\n\na</pre><p>b</p><scr\u0131pt>c", "html"),
        ("<p>a\n> b</p>", "html"),
        ("[a](<p b>)", "markdown"),
        ("<p>[a](<p b>)</p>", "html"),
        ("Use `<p>` here.", "markdown"),
        ("Use `` `<p>` `` here.", "markdown"),
        ("Use ```<p>``` here.", "markdown"),
        ("Use `<p> here.", "html"),
        ("<p>Use `</p>` here.", "html"),
        ("Use `<p>`. <br>", "html"),
        ("A <p& b", "markdown"),
        ("- a\n- <dl>\n  <dt>b</dt>\n  </dl>", "markdown"),
        ("- a\n- <dl>\n  <dt>b</dt>\n  </dl>\n  <p>c", "markdown"),
        ("<img src='a.jpg'><br>\nA **boat** here.<br>", "markdown"),
        ("One <b>boat</b>\n<br>\nand [two](https://a.example/).", "markdown"),
        ("<img src='a.jpg'><br>\nA boat here.<br>", "html"),
        ("\\<p> is a tag.", "markdown"),
        ("\\<p> <p>is</p>", "html"),
        ("# Tags\nThe <p> and the </p> are two.", "markdown"),
        ("# Tags\n<p>are two.</p>", "markdown"),
        ("# Tags\n<p>are two.</p>\n\nA *boat*.", "markdown"),
        ("<p>Tags</p>\n\n## Boats\n<ul>\n<li>a</li>\n</ul>", "markdown"),
        ("<p># Tags</p>\n<p>are two.</p>", "html"),
        ("#Tags\n<p>are two.</p>", "html"),
        ("<blockquote>A boat that came at noon.</blockquote>\n\nIt is *here*.", "markdown"),
        ("<blockquote>A boat that came at noon.</blockquote>\n\nIt is here.", "html"),
        ('{% include a title="The `boat`" %}\n\n<p>A boat came from the sea at noon today.</p>', "html"),
        ("<p class='x'>The `<textarea>` is one.</p>\n\nA **boat**.\n\n## Two\n\nMore of them.", "markdown"),
        ("<p>One</p><!-- two\n\nA **boat**.\n\n## Two\n\nMore of them.", "html"),
        ("- <table>\n  <tr><td>\n  <pre>a\n\n  b</pre>\n  </td></tr>\n  </table>\n- c", "markdown"),
        ("", "markdown"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert body_kind(text, Tags(text)) == kind


@pytest.mark.parametrize(
    "tag",
    [
        "{% x %}", "{{ x }}", "{{< x >}}", "{{% x %}}", "{% raw %}<p>*{{ y }}{% endraw %}", "[gallery ids='1']", "[youtube u]",
        "[code]\n<b>\n[/code]", "<?php echo 1; ?>", '[foo bar="1"]',
    ],
)  # fmt: skip
def test_tags_are_taken_out_and_put_back(tag: str) -> None:
    text = f"a {tag} b"
    protected = protect(text, Tags(text), markdown=False)
    assert protected.tags == (tag,)
    assert tag not in protected.text
    assert protected.restore(protected.text) == text


def test_attributes_are_a_tag_in_markdown_alone() -> None:
    text = "a\n{: .class}"
    assert protect(text, Tags(text), markdown=True).tags == ("{: .class}",)
    assert protect(text, Tags(text), markdown=False).tags == ()


def test_a_declaration_of_xml_is_left_out() -> None:
    text = '<?xml version="1.0" encoding="utf-8"?><p>The quay.</p><?xml:namespace prefix = o /?>'
    assert protect(text, Tags(text), markdown=False).text == "<p>The quay.</p>"


def test_shortcodes_that_touch_are_both_tags() -> None:
    assert protect("[gallery][gallery ids='1']", Tags(""), markdown=False).tags == ("[gallery]", "[gallery ids='1']")
    assert protect("[gallery][1]", Tags(""), markdown=False).tags == ()


def test_a_figure_named_by_an_identifier_stays() -> None:
    source = '{{< img src="team-photo" >}}'
    assert convert(source).output == f"{source}\n"


@pytest.mark.parametrize("text", ["[x](y)", "[1]", "{a: 1}", "a {b} c", "[note]: x", "[foo bar]", "{ % x %}"])
def test_no_tags(text: str) -> None:
    assert protect(text, Tags(text), markdown=False).tags == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# A\n{{ x }}\n", "# A\n\n{{ x }}\n"),
        ("{{ x }}\n# A\n", "{{ x }}\n\n# A\n"),
        ("{{ x }}\n#A\n", "{{ x }}\n#A\n"),
        ("A\n{{ x }}\n===\n", "# A {{ x }}\n"),
        ("{{ x }}\n1. a\n", "{{ x }}\n\n1. a\n"),
        ("{{ x }}\n2021. a\n", "{{ x }}\n2021\\. a\n"),
        ("**a**\n{{ x }}\nb\n", "**a**\n{{ x }}\nb\n"),
        ("* a\n{{ x }}\n", "- a\n  {{ x }}\n"),
        ("> [a]\n> {{ x }}\n", "> [a]\n> {{ x }}\n"),
    ],
)
def test_a_tag_on_a_line_of_its_own_parts_no_block_from_another(source: str, expected: str) -> None:
    result = convert(source, Options(verify=True))
    assert result.output == expected
    assert convert(expected).output == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Write `{{< img src='/tide.png' >}}` or `{% figure /tide.png %}`.\n", None),
        ("```\n{{< figure src='/tide.png' caption='Ebb' >}}\n```\n", None),
        (
            "The boat\n\n    [caption]![](/tide.png) Ebb[/caption]\n",
            "The boat\n\n```\n[caption]![](/tide.png) Ebb[/caption]\n```\n",
        ),
        ("1. First\n\n   ```php\n   <?php\n   echo 'ebb';\n   ?>\n   ```\n", None),
        ("> ~~~\n> {% if ebb %}\n> ~~~\n", "> ```\n> {% if ebb %}\n> ```\n"),
        ("`{%` and **then** `%}`\n", "<code>&#123;%</code> and **then** `%}`\n"),
        ("A `{# note #}` and {{ tide }} `x`.\n", None),
        ("{# the `ebb` #} and `{{ tide }}`\n", None),
        ("`&zwj;` and `&#8204;`, a\u200bb.\n", "`&zwj;` and `&#8204;`, ab.\n"),
        ("{% raw %}\n```\n{{ tide }}\n{% endraw %}\n", None),
    ],
)
def test_what_stands_in_code_is_text(source: str, expected: str | None) -> None:
    result = convert(source, Options(body="markdown", verify=True))
    assert result.output == (source if expected is None else expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>Use <code>{{&lt; tide &gt;}}</code>.</p>", "Use `{{< tide >}}`.\n"),
        ("<pre>{% a &amp; b %}\n{{ &lt;b&gt; }}</pre>", "```\n{% a & b %}\n{{ <b> }}\n```\n"),
        (
            "<pre><?php\nif ($a &amp;&amp; $b) { c(); }\n?></pre>",
            "```\n<?php\nif ($a &amp;&amp; $b) { c(); }\n?>\n```\n",
        ),
        ("<p><code>{%</code> <i>and</i> <code>%}</code></p>", "`{%` *and* `%}`\n"),
        ("<p>At {{ first <code>x }}</code> last</p>", "At &#123;{ first `x }}` last\n"),
    ],
)
def test_what_stands_in_the_code_of_html_is_text(source: str, expected: str) -> None:
    assert convert(source, Options(body="html", verify=True)).output == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[Ours][video]\n\n[video]: https://v.example/\n", "[Ours](https://v.example/)\n"),
        ("[Audio] and ![Tide][caption]\n\n> [audio]: /a\n\n[Caption]: /c.png\n", "[Audio](/a) and ![Tide](/c.png)\n"),
        ("[embed  tide][]\n\n[Embed Tide]: /e 'The tide'\n", '[embed tide](/e "The tide")\n'),
        ("[gallery] and [audio src='x']\n\n[video]: /v\n", "[gallery] and [audio src='x']\n"),
    ],
)
def test_a_label_with_a_definition_is_a_link_before_it_is_a_shortcode(source: str, expected: str) -> None:
    assert convert(source, Options(body="markdown")).output == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{< img src='/a.png' >}}\n## The *tide*\n", "![](/a.png)\n\n## The *tide*\n"),
        ("{% figure /a.png %} See [it](/b).\n", "![](/a.png)\n\nSee [it](/b).\n"),
        ("[caption]![](/a.png) Ebb[/caption]\n- *one*\n- two\n", "![](/a.png)\n*Ebb*\n\n- *one*\n- two\n"),
        ("> {{< figure src='/a.png' >}}\n> The **quay**\n", "> ![](/a.png)\n>\n> The **quay**\n"),
        ("- {% img /a.png %} The **quay**\n- two\n", "- ![](/a.png)\n\n  The **quay**\n\n- two\n"),
        ("The *quay*: {% img /a.png %} and **tide**.\n", "The *quay*:\n\n![](/a.png)\n\nand **tide**.\n"),
    ],
)
def test_markdown_beside_and_below_a_figure_s_shortcode_is_read(source: str, expected: str) -> None:
    assert convert(source, Options(body="markdown")).output == expected


@pytest.mark.parametrize(
    ("source", "formulas"),
    [
        ("Mass $m$ times $c^2$, the $n$th, $\\frac{a}{b}$", ["m", "c^2", "n", "\\frac{a}{b}"]),
        ("$$a+b$$ and $x = y + 1$ on 其中$k$是", ["a+b", "x = y + 1", "k"]),
        ("gv$tide and gv$ebb, $HOME/bin:$PATH", []),
        ("From $ebb <em>or</em> $flow or <b>$tide</b>$", []),
        ("It costs 5$ and others $one or two, by the day$ more", []),
        ("Pay $3 or `$tide` at $quay", []),
    ],
)
def test_a_formula_is_what_is_written_in_tex(source: str, formulas: list[str]) -> None:
    assert re.findall(r'<script type="math/tex[^>]*>(.*?)</script>', render(source, []) or "") == formulas


def test_brackets_in_brackets_are_read_whoever_asks() -> None:
    def asked(text: str, calls: int) -> str:
        return asked(text, calls - 1) if calls else render(text, [])

    for text in (
        "[" * 2000,
        "![" * 150 + "quay" + "](a)" * 150,
        "> " * 300 + "quay",
        "[" * 150 + "a" + "]" * 150 + "(b)",
    ):
        assert asked(text, 0) == asked(text, 400)
    assert render("[" * 2000, []) == f"<p>{'[' * 2000}</p>\n"
    assert not verify("[" * 2000, (Paragraph((Text("[" * 2000),)),))


@pytest.mark.parametrize("phrase", ["<ruby>oar<rp>", "<sub>oar<sup>", "<q>oar<ruby>"])
def test_phrases_in_each_other_keep_their_text_however_deep_they_are(phrase: str) -> None:
    for times in (45, 390, 2000):
        result = convert(phrase * times, Options(verify=True), "a.html")
        assert (result.output or "").count("oar") == times
        assert {problem.code for problem in result.problems} == {"BD002", "DT001", "FM001", "FM006"}
        assert convert(result.output, Options(), "a.md").output == result.output


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{'  ' * depth}- quay {depth}" for depth in range(250)) + "\n\nThe *tide* turned.\n",
        "> " * 350 + "quay\n\nThe *tide* turned.\n",
        "> - " * 150 + "quay\n\nThe *tide* turned.\n",
    ],
)
def test_blocks_too_deep_for_the_parser_are_text_and_what_follows_is_read(text: str) -> None:
    result = convert(text, Options(verify=True), "a.md")
    assert result.output.endswith("\nThe *tide* turned.\n")
    assert re.findall(r"quay[ 0-9]*\d|quay", result.output) == re.findall(r"quay[ 0-9]*\d|quay", text)
    assert {problem.code for problem in result.problems} == {"BD002", "DT001", "FM001", "FM006"}


@pytest.mark.parametrize("opening", ["` ", "`` ` ", "<code>", "```\n", "`{{ ", "[a]: b\n[a]", "    x\n\n"])
def test_code_that_is_never_closed_takes_linear_time(opening: str) -> None:
    def take_out(count: int) -> None:
        text = figures(opening * count + "{{ x }}", str)
        protect(text, Tags(text), markdown=True)

    assert grows_in_proportion(take_out, 1000)


@pytest.mark.parametrize(
    "opening", ["{% ", "{{ ", "<? ", "[caption]", "{% raw %}", "[code]", "{{< figure ", "{: ", "[gallery "]
)
def test_unclosed_tags_take_linear_time(opening: str) -> None:
    def take_out(count: int) -> None:
        text = figures(opening * count)
        protect(text, Tags(text), markdown=True)

    assert grows_in_proportion(take_out, 1000)


def test_quadratic_growth_is_noticed() -> None:
    assert not grows_in_proportion(lambda size: sum(range(size * size)), 1000)
    assert grows_in_proportion(lambda size: sum(range(size)), 100_000)


def test_nesting_is_bounded_and_no_word_lost() -> None:
    source = "<div>" * 1000 + "word" + "</div>" * 1000
    text, flattened = flatten(source, Tags(source))
    assert flattened
    assert text.count("<div>") == 400
    assert "word" in text


@pytest.mark.parametrize("source", [f"<script>{'<div>' * 500}</script>", f"<!--{'<div>' * 500}-->"])
def test_what_looks_like_a_tag_where_none_is_does_not_nest(source: str) -> None:
    assert flatten(source, Tags(source)) == (source, False)


@pytest.mark.parametrize("unit", ["<div><b>x</b>", "<DIV>", "<div class=a><span>x</SPAN>", "<b<>", "<div>x<i>y</div>"])
def test_no_shape_of_tags_escapes_the_bound(unit: str) -> None:
    source = unit * 1000
    assert flatten(source, Tags(source))[1]


def test_code_with_thousands_of_phrases_is_not_deep() -> None:
    source = "<pre><code>" + '<span class="k">if</span> <b>x</b>\n' * 1000
    assert flatten(source, Tags(source)) == (source, False)


def test_long_lists_and_tables_are_not_nested() -> None:
    for source in ("<ul>" + "<li>a" * 1000, "<table>" + "<tr><td>a<td>b" * 1000, "<p>a" * 1000):
        assert flatten(source, Tags(source)) == (source, False)


def test_invisible_characters() -> None:
    assert without_invisible("a\u200bb&#x200B;c&ZeroWidthSpace;d") == "abcd"
    assert without_invisible("می‌خواهم") == "می‌خواهم"
    assert without_invisible("👨‍👩‍👧") == "👨‍👩‍👧"
    assert without_invisible("a&zwj;b") == "ab"
    assert without_invisible("a&#1;b&#x1F;&#8c&#31") == "abc"
    assert without_invisible("a&#12;b&#xB;c&#0011d") == "a b c d"
    assert without_invisible("&#9;&#10;&#110;&#128;&#x1f0;&#40;") == "&#9;&#10;&#110;&#128;&#x1f0;&#40;"
    assert without_invisible("a&amp;b") == "a&amp;b"


def test_offsets_skip_what_is_no_element() -> None:
    body = "<!-- <img> --><script>'<img>'</script><IMG src=a><imgx><img/>"
    assert offsets(body, "img", Tags(body)) == [38, 55]
    body = "![a](b) <img src=c>"
    assert offsets(body, "img", Tags(body), markdown=True) == [0, 8]
    body = "<IFRAME><img></iframe ><\u0131frame><img><!-- <img> --><iframe><img>"
    assert offsets(body, "img", Tags(body)) == [31, 58]  # an `<iframe>` that is never closed is only spoken of


def test_tags_are_those_that_any_reading_may_meet() -> None:
    tags = Tags('<P a="<b>"><!-- <i> --><o:p></p><?php x ?>')
    assert tags.names == {"p", "b", "!--", "i", "o:p", "?"}
    assert tags.begun == dict.fromkeys(tags.names, 1)
    assert tags.ended == {"p": 1}
    assert tags.any_of(frozenset({"i", "u"}))
    assert not tags.any_of(frozenset({"u"}))


def test_lines() -> None:
    lines = LineIndex("ab\ncd\n", 5)
    assert [lines.position(offset) for offset in (0, 2, 3, 4, 6)] == [(5, 1), (5, 3), (6, 1), (6, 2), (7, 1)]
    assert [lines.offset(place) for place in ((5, 1), (6, 2), (6, 99), (8, 1))] == [0, 4, 6, None]


FORMS = {
    "figcaption": "<figure><img src=a.png><figcaption>Cap</figcaption></figure>",
    "figcaption first": "<figure><figcaption>Cap</figcaption><img src=a.png></figure>",
    "figure-text": "<figure><img src=a.png>Cap</figure>",
    "wp-caption-text": "<div class=wp-caption><img src=a.png><p class=wp-caption-text>Cap</p></div>",
    "caption-shortcode": '[caption id="x"]<img src="a.png" /> Cap[/caption]<p>x</p>',
    "tr-caption": "<table><tr><td><img src=a.png></td></tr><tr><td class=tr-caption>Cap</td></tr></table>",
    "img-desc": "<p><img src=a.png></p><p class=img-desc>Cap</p>",
    "image-caption": "<div><img src=a.png></div><div class=image-caption>Cap</div>",
    "emphasis-line": "<p><img src=a.png><br><em>Cap</em></p>",
    "emphasis-paragraph": "<p><img src=a.png></p><p><em>Cap</em></p>",
    "centred-paragraph": "<p><img src=a.png></p><p style='text-align:center'>Cap</p><p>Text</p>",
    "hugo-figure": '{{< figure src="a.png" caption="Cap" >}}',
    "liquid-figure": '{% img a.png "Cap" "alt" %}',
}
LIKELY = {"emphasis-paragraph", "centred-paragraph"}


@pytest.mark.parametrize("name", FORMS)
def test_captions(name: str) -> None:
    figure = convert(FORMS[name]).article.blocks[0]
    assert isinstance(figure, Figure)
    assert figure.caption_from == name.split()[0]
    assert figure.images[0].url == "a.png"
    codes = {problem.code for problem in convert(FORMS[name]).problems}
    assert ("CP001" in codes) == (name in LIKELY)


@pytest.mark.parametrize("name", FORMS)
def test_strict_captions(name: str) -> None:
    figure = convert(FORMS[name], Options(captions="strict")).article.blocks[0]
    assert isinstance(figure, Figure)
    assert (figure.caption_from is None) == (name in LIKELY)


@pytest.mark.parametrize(
    ("text", "is_caption"),
    [
        ("图：路透社", True),
        ("圖片來源：美聯社", True),
        ("▲ 会议现场", True),
        ("Photo: A. Person", True),
        ("Image credit: NASA", True),
        ("写真：共同", True),
        ("사진=연합뉴스", True),
        ("图书馆今天开放。", False),
        ("Photos are nice, he said.", False),
        ("An ordinary paragraph.", False),
    ],
)
def test_marks_of_captions(text: str, is_caption: bool) -> None:
    figure = convert(f"<p><img src=a.png></p><p>{text}</p>").article.blocks[0]
    assert isinstance(figure, Figure)
    assert figure.caption_from == ("caption-mark" if is_caption else None)


def test_text_that_is_all_centred_is_no_caption() -> None:
    source = "".join(
        f"<p style='text-align:center'>{part}</p>" for part in ("<img src=a.png>", "One.", "Two.", "Three.")
    )
    figure = convert(source).article.blocks[0]
    assert isinstance(figure, Figure)
    assert figure.caption == ()


def test_a_gallery_has_one_caption() -> None:
    source = (
        "<figure><figure><img src=a.png></figure><figure><img src=b.png></figure><figcaption>Both</figcaption></figure>"
    )
    blocks = convert(source).article.blocks
    assert len(blocks) == 1
    assert isinstance(blocks[0], Figure)
    assert [image.url for image in blocks[0].images] == ["a.png", "b.png"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('*<a id="w"></a>The wheel*', None),
        ('A **<a id="w"></a>wheel** turns', None),
        ('A <b><a id="w"></a>wheel</b> turns', 'A **<a id="w"></a>wheel** turns'),
        ('A <b>wheel <a id="w"></a></b> turns', 'A **wheel**<a id="w"></a> turns'),
        ('A <i><a id="w"></a> wheel</i> turns', 'A<a id="w"></a> *wheel* turns'),
        ('<b id="w"><i>wheel</i></b> turns', '<a id="w"></a>***wheel*** turns'),
    ],
)
def test_the_target_of_a_link_stays_in_the_mark_that_begins_with_it(source: str, expected: str | None) -> None:
    body = "{}.\n\n[The wheel](#w)\n"
    result = convert(body.format(source), Options(verify=True))
    assert result.output == body.format(expected or source)
    assert convert(result.output).output == result.output


@pytest.mark.parametrize("tag", ["td", "th"])
def test_short_rows_of_a_table_are_filled_up_within_bounds(tag: str) -> None:
    few = f"<table><tr>{f'<{tag}>a</{tag}>' * 3}</tr><tr><td>b</td></tr></table>"
    many = f"<table><tr>{f'<{tag}>a</{tag}>' * 300}</tr>{'<tr><td>b</td></tr>' * 300}</table>"
    small, large = convert(few).output, convert(many).output
    assert small is not None
    assert large is not None
    assert small.count("|") == (12 if tag == "th" else 16)
    assert len(large) < 2 * len(many)
    assert (large.count("a</"), large.count("b</")) == (300, 300)
    assert convert(large).output == large


def test_a_place_is_the_same_however_many_have_been_asked_for() -> None:
    text = "The ferry\n\nsails at nine.\nNo, ten." * 3
    lines = LineIndex(text, 4)
    assert [lines.position(at) for at in range(len(text) + 1)] == [position(text, at, 4) for at in range(len(text) + 1)]
