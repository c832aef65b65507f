"""Escapes: what would be misread is escaped, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsfix import convert
from newsfix.model.article import (
    Block,
    Cell,
    Code,
    Emphasis,
    Footnote,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    Paragraph,
    RawInline,
    Table,
    Text,
)
from newsfix.write.draft import FIXED, LITERAL, Draft, Place
from newsfix.write.escape import RULES, edits, starts
from newsfix.write.markdown import body
from newsfix.write.targets import attribute, code_has_templates, destination, html_text, info_string, target
from newsfix.write.verify import verify

SETTINGS = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def written(*content: Inline | str) -> str:
    blocks = (Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content)),)
    markdown = body(blocks)
    assert verify(markdown, blocks) == []
    return markdown.removesuffix("\n")


@pytest.mark.parametrize(
    "text",
    [
        "a_b_c _x __y",
        "5 * 3 * 2 and 5*3",
        "a* and b*",
        "costs $5 and $6, or 7 $ and 8",
        "[note] text [1], [x]: a word and more",
        "f[i](some thing)",
        "1 < 2, <3, a <- b",
        "AT&T &foo; &copy & &#x;",
        "a `b and ``c",
        "10 ~ 20 ~30",
        "-5 and +6, #tag, 2019年 1.5 1.",
        "c:\\dir \\ end\\",
        "wow! [",
        "^[x] [^1]",
        "{x} %} #}",
        "[ ] open",
        "+++",
    ],
)
def test_what_needs_no_escape_gets_none(text: str) -> None:
    assert written(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a*b*c", "a\\*b*c"),
        ("**a**", "\\*\\*a**"),
        ("_a_ b", "\\_a_ b"),
        ("__init__.py", "\\_\\_init__.py"),
        ("10~20 30~40", "10\\~20 30~40"),
        ("~~a~~", "\\~\\~a~~"),
        ("a ``b`` `c`", "a \\`\\`b`` \\`c`"),
        ("```", "\\```"),
        ("~~~ x", "\\~\\~\\~ x"),
        ("![a](b)", "![a\\](b)"),
        ("<ab:<b>", "&lt;ab:&lt;b>"),
        ("[a](\u3000b)", "[a\\](\u3000b)"),
        ("[a](<b.c d>)", "[a\\](\\<b.c d>)"),
        ("[Editor]: John\u00a0Smith", "\\[Editor]: John\u00a0Smith"),
        ("[x]: 你好", "\\[x]: 你好"),
        ("[x]: <a: b>", "\\[x]: \\<a: b>"),
        ("[Editor]: John Smith, Ferry Road", "\\[Editor]: John Smith, Ferry Road"),
        ("[x]:", "\\[x]:"),
        ("see [x]: y z", "see [x]: y z"),
        ("a | b", "a \\| b"),
        ("a <b, c <!-- d", "a \\<b, c \\<!-- d"),
        ("List<out Bar> and <my_root>", "List&lt;out Bar> and \\<my_root>"),
        (": no definition", "\\: no definition"),
        ("*[HTML]: no abbreviation", "\\*[HTML]: no abbreviation"),
        ("[a]: /url", "\\[a]: /url"),
        ('[a]: b "c"', '\\[a]: b "c"'),
        ("[^1]: note", "\\[^1]: note"),
        ("<a href='x'>y</a>", "&lt;a href='x'>y&lt;/a>"),
        ("<div class", "&lt;div class"),
        ("<https://a.example> <b@c.example>", "&lt;https://a.example> &lt;b@c.example>"),
        ("<!-- x -->", "&lt;!-- x -->"),
        ("<?php", "&lt;?php"),
        ("&copy; &#65; &#x41;", "&amp;copy; &amp;#65; &amp;#x41;"),
        ("\\* \\a \\\\", "\\\\* \\a \\\\\\"),
        ("$a$ and $$b c$$", "\\$a$ and \\$\\$b c$$"),
        ("=", "="),
        ("* * *", "\\* * *"),
        ("***", "\\***"),
        ("_ _ _", "\\_ _ _"),
        ("#", "\\#"),
        ("###### a", "\\###### a"),
        ("####### a", "####### a"),
        ("1)", "1\\)"),
        ("123456789. a", "123456789\\. a"),
        ("1234567890. a", "1234567890. a"),
        ("{% x %} {# y #}", "&#123;% x %} &#123;# y #}"),
        ("{: .x}", "&#123;: .x}"),
        ("[gallery] [/code] [a b='c']", "&#91;gallery] &#91;/code] &#91;a b='c']"),
        ("[gallery][video] and [more][x]", "&#91;gallery]&#91;video] and [more][x]"),
        ("\u2003a\u2003", "&#8195;a&#8195;"),
    ],
)
def test_what_would_be_misread_is_escaped(text: str, expected: str) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("a", "==="), "a\\\n\\==="),
        (("a", "-"), "a\\\n\\-"),
        (("a", "2. b"), "a\\\n2\\. b"),
        (("a", "1. b"), "a\\\n1\\. b"),
        (("a | b", "--- | ---"), "a \\| b\\\n\\--- \\| ---"),
        (("a", ": b"), "a\\\n\\: b"),
        (("a", "[b]: c"), "a\\\n[b]: c"),
        (("a", "---", "b"), "a\\\n---\\\nb"),
        (("a", "> b"), "a\\\n\\> b"),
        (("[](a", "b)"), "[\\](a\\\nb)"),
        (("[](a", "b c"), "[](a\\\nb c"),
        (("a", "<div>"), "a\\\n&lt;div>"),
    ],
)
def test_later_lines_of_a_paragraph(lines: tuple[str, ...], expected: str) -> None:
    content: list[Inline] = []
    for line in lines:
        content += (LineBreak(), Text(line))
    assert written(*content[1:]) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (("!", Link("u", (Text("a"),))), "\\![a](u)"),
        (("[a](", RawInline('[b c=""]'), ")"), '[a\\]([b c=""])'),
        (('<g s="', RawInline('[b c=""]'), '" i="">'), '&lt;g s="[b c=""]" i="">'),
        (("[", Link("u", (Text("a"),)), "](v)"), "[[a](u)\\](v)"),
        ((Link("u", (Text("[1]"),)),), "[[1]](u)"),
        ((Link("u", (Text("a] b"),)),), "[a\\] b](u)"),
        ((Image("u", "a ] b"),), "![a \\] b](u)"),
        ((Image("u", "{{ x }}"),), "![{{ x }}](u)"),
        (("`", Code("a")), "\\``a`"),
        ((Code("a"), "`"), "`a`\\`"),
        (("&", Emphasis((Text("a"),))), "&*a*"),
        ((Emphasis((Text("a*b"),)),), "*a\\*b*"),
        ((Emphasis((Text("a * b"),)),), "*a * b*"),
        (("*", Link("u", (Text("a*"),))), "*[a*](u)"),
        (("\\", Emphasis((Text("a"),))), "\\\\*a*"),
        (("$", Code("a$")), "$`a$`"),
        (("$5 ", Math("x")), "$5 $x$"),
        (("$", Math("x")), "\\$$x$"),
        (("5", Math("x")), '5<math alttext="x"><mtext>x</mtext></math>'),
        ((Math("a$b"), " c"), '<math alttext="a$b"><mtext>a&#36;b</mtext></math> c'),
        ((RawInline("[gallery]"), "(a)"), "[gallery]\\(a)"),
        ((Code("{{ a }}"),), "<code>&#123;{ a }}</code>"),
        ((Code("{{ a }}", templates=True),), "`{{ a }}`"),
        ((Code(" `"),), "``  ` ``"),
        ((Code(""), Code(" ")), "<code></code>`` ``"),
    ],
)
def test_characters_beside_markup(content: tuple[Inline | str, ...], expected: str) -> None:
    assert written(*content) == expected


def test_a_footnote_s_label_is_escaped_only_where_the_footnote_exists() -> None:
    blocks: tuple[Block, ...] = (
        Paragraph((Text("[^1] and [^2] and "), FootnoteReference("1"), Text(": a"))),
        Footnote("1", (Paragraph((Text("b"),)),)),
    )
    assert body(blocks) == "\\[^1] and [^2] and [^1]\\: a\n\n[^1]: b <!-- -->\n"
    assert verify(body(blocks), blocks) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a #", "a \\#"), ("C#", "C#"), ("# a", "# a"), ("1. a", "1. a"), ("##", "\\##"), ("a ##b", "a ##b")],
)
def test_headings(text: str, expected: str) -> None:
    blocks = (Heading(2, (Text(text),)),)
    assert body(blocks) == f"## {expected}\n"
    assert verify(body(blocks), blocks) == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ((Text("a|b"),), "a\\|b"),
        ((Text("a\\|b"),), "a\\\\\\|b"),
        ((Code("a|b"),), "`a\\|b`"),
        ((Text("- a"),), "- a"),
        ((Text("a"), LineBreak(), Text("b")), "a<br>b"),
        ((Link("a|b", (Text("c"),)),), "[c](a\\|b)"),
        ((Math("|x|"),), "$\\|x\\|$"),
    ],
)
def test_cells(content: tuple[Inline, ...], expected: str) -> None:
    blocks = (Table((Cell((Paragraph(content),)),), ()),)
    assert body(blocks) == f"| {expected} |\n| --- |\n"
    assert verify(body(blocks), blocks) == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", ""),
        ("/a", "/a"),
        ("/a b", "</a b>"),
        ("/a(b)", "/a(b)"),
        ("/a)b", "</a)b>"),
        ("/a<b", r"</a\<b>"),
        ("/?a=<p/b", "</?a=\\<p/b>"),
        ("<a", "<\\<a>"),
        ("/a>b c", "</a\\>b c>"),
        ("/a\\*b", "/a\\\\*b"),
        ("/a\\b", "/a\\b"),
        ("/a\\", "/a\\\\"),
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("?a=1&copy;=2", "?a=1&amp;copy;=2"),
        ("/文", "/文"),
        ("a\nb", "<a&#10;b>"),
        ("{{ site.url }}/a", "<{{ site.url }}/a>"),
        ("{{site.url}}/a", "{{site.url}}/a"),
    ],
)
def test_destinations(url: str, expected: str) -> None:
    assert destination(url) == expected
    blocks = (Paragraph((Link(url, (Text("x"),)), Image(url, "y", "t"))),)
    assert verify(body(blocks), blocks) == []


def test_titles_and_info_strings() -> None:
    assert target("u", None) == target("u", "") == "u"
    assert target("u", "<div x <b>") == 'u "&lt;div x &lt;b>"'
    assert target("", 'a "b" \\" \\c &lt; \\') == '<> "a \\"b\\" \\\\\\" \\c &amp;lt; \\\\"'
    assert target("u", "a\nb") == 'u "a&#10;b"'
    assert info_string("c++") == "c++"
    assert info_string("a\\*&lt;") == "a\\\\*&amp;lt;"


def test_html() -> None:
    assert html_text("a < b & c > {{ d }} {e} [gallery] [f]") == (
        "a &lt; b &amp; c &gt; &#123;{ d }} {e} &#91;gallery] [f]"
    )
    assert attribute("alt", 'a "b" <c>\n&') == ' alt="a &quot;b&quot; &lt;c&gt;&#10;&amp;"'


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("{{ a }}", True),
        ("{% a", True),
        ("{# a #}", True),
        ("${#a}", False),
        ("[code]a[/code]", False),
        ("[/code]", True),
        ("{a}", False),
    ],
)
def test_templates_in_code(code: str, expected: bool) -> None:
    assert code_has_templates(code) is expected


def _simple(text: str) -> str:
    return re.sub(r"([*_`])\1+", r"\1", " ".join(text.split()))


@SETTINGS
@given(st.text("ab *_`<>&;#-+1.好”", min_size=1, max_size=20).map(_simple).filter(bool))
def test_without_any_one_of_its_escapes_a_text_would_read_otherwise(text: str) -> None:
    blocks = (Paragraph((Text(text),)),)
    markdown = body(blocks)
    assert verify(markdown, blocks) == []
    # Pipes, and `<` where no tag follows, are escaped for engines other than CommonMark's.
    for match in re.finditer(r"\\([!-/:;=-@\[-`{}~])(?:\\\1)*|&(?:amp|lt);", markdown):
        bare = {"&amp;": "&", "&lt;": "<"}.get(match[0], match[0].replace("\\", ""))
        assert verify(markdown[: match.start()] + bare + markdown[match.end() :], blocks) != []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("tags", "{{ x }}"),
        ("shortcodes", "[gallery]"),
        ("backslashes", "a\\*"),
        ("entities", "&amp;"),
        ("tags", "<b>"),
        ("backticks", "`a`"),
        ("pipes", "a | b"),
        ("footnotes", "[^1]"),
        ("link_ends", "[a](b)"),
        ("labels", "[a]]"),
        ("exclamations", "![a"),
        ("dollars", "$a$"),
        ("line_starts", "# a"),
        ("closing_hashes", "a #"),
        ("edges", "\u2003a"),
        ("delimiters", "*a*"),
    ],
)
def test_a_rule_changes_nothing_but_says_what_to_write(rule: str, text: str) -> None:
    kinds = bytearray([LITERAL]) * len(text)
    if rule == "exclamations":
        kinds[1] = FIXED
    place = Place(flow=rule != "closing_hashes", labels=("1",))
    labels = [(1, len(text))] if rule == "labels" else []
    draft = Draft(place, text, kinds, labels, [], lambda position: 0)
    before = bytes(kinds)
    (found,) = [list(each(draft)) for mark, each in RULES if each.__name__ == rule and mark in text]
    assert found
    assert bytes(kinds) == before
    assert edits(draft).items() >= dict(found).items()
    assert bytes(kinds) == before


def test_every_rule_of_the_table_is_tried() -> None:
    (mark,) = test_a_rule_changes_nothing_but_says_what_to_write.pytestmark
    assert [rule.__name__ for _, rule in RULES] == [rule for rule, _ in mark.args[1]]


def test_the_first_rule_that_would_change_a_character_has_it() -> None:
    assert written("[/code](y)") == "&#91;/code\\](y)"
    assert written(Link("u", (Text("[/code] a]"),))) == "[&#91;/code\\] a\\]](u)"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (("gv$tide and gv$ebb, or $HOME/bin:$PATH",), "gv$tide and gv$ebb, or $HOME/bin:$PATH"),
        (
            ("It costs 5$ and others $one or two, by the day$ more",),
            "It costs 5$ and others $one or two, by the day$ more",
        ),
        (("From $x = y$ on",), "From \\$x = y$ on"),
        (("From $x_1 of the tide$ on",), "From \\$x_1 of the tide$ on"),
        (("From $$big tides here$$ on",), "From $$big tides here$$ on"),
        (("From ", Math("x = y"), " on"), "From $x = y$ on"),
        (
            ("From ", Math("big tides here"), " on"),
            'From <math alttext="big tides here"><mtext>big tides here</mtext></math> on',
        ),
    ],
)
def test_a_dollar_sign_is_escaped_where_a_formula_is_read(content: tuple[Inline | str, ...], expected: str) -> None:
    blocks = (Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content)),)
    assert body(blocks) == f"{expected}\n"
    assert verify(f"{expected}\n", blocks) == []
    assert convert(f"{expected}\n").output == f"{expected}\n"


def test_what_begins_a_block_begins_with_one_of_its_signs() -> None:
    tails = ("", " x", "x", "@", "@ x", "@@", "@@ x", ' "x"', "[a]: x", "^a]: x", "a]: x", ".a}", "-|", ") x", ". x")
    texts = [each + tail.replace("@", each) for each in map(chr, range(0x20, 0x250)) for tail in tails]
    begins = {text[0] for text in texts if starts._LINE.match(text)}
    assert begins == starts._SIGNS | starts._BEFORE_TEXT


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p><em>+ a</em> b</p>", "*+ a* b"),
        ("<p><a href='https://a.example/'># a</a></p>", "[# a](https://a.example/)"),
        ("<p><em>[a]: b</em></p>", "*[a]: b*"),
        ("<p><del>~ a</del></p>", "~~\\~ a~~"),
    ],
)
def test_a_sign_of_the_markup_begins_no_block(html: str, markdown: str) -> None:
    assert convert(html).output == f"{markdown}\n"
