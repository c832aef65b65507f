"""Lines of plain text, which are read in one go, are what the general way makes of them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newsfix import convert
from newsfix.model.article import Emphasis, Link, Text
from newsfix.read.html.elements import TEXT
from newsfix.read.html.inline import Mark, tree
from newsfix.read.html.phrases import phrase, phrases
from newsfix.read.html.whitespace import BREAK, lines_of

EMPHASIS, LINK = Mark("emphasis"), Mark("link", "u")
MARKS = [EMPHASIS, LINK, Mark("emphasis"), Mark("link", "v"), Mark("strong"), Mark("code"), Mark("sub")]
PIECES = st.lists(
    st.sampled_from(["a", "b c", "漢", "。", " ", "  ", "\n", "\t", "\r", "\f", "\u00a0", "\u3000", "한"])
)
TEXTS = st.tuples(PIECES.map("".join), st.just(()) | st.sampled_from(MARKS).map(lambda mark: (mark,)))
RUNS = st.lists(TEXTS | TEXTS | TEXTS | st.just((BREAK, ())), min_size=1, max_size=7)


@given(RUNS)
@example([("\u00a0", ()), (" a", (EMPHASIS,)), (" ", (LINK,)), ("\u3000b\u00a0", ()), ("\n", ())])
@example([("漢", (EMPHASIS,)), ("\n", ()), ("字", (LINK,)), ("\n字  ", ()), (" a", (LINK,))])
def test_phrases_are_what_lines_and_trees_are(runs) -> None:
    found = phrases(runs)
    if found is not None:
        assert [content for content in found if content] == [tree(line) for line in lines_of(runs) if line]
        assert len(found) == max(len(lines_of(runs)), 1)


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([("a ", ()), (" b", (EMPHASIS,)), ("c", ())], (Text("a "), Emphasis((Text("b"),)), Text("c"))),
        ([("a ", (EMPHASIS,)), ("b", (LINK,))], (Emphasis((Text("a"),)), Text(" "), Link("u", (Text("b"),)))),
        ([("a", (EMPHASIS,)), ("b", (Mark("emphasis"),))], None),
        ([("a", (EMPHASIS, LINK))], None),
        ([("a", ()), (BREAK, ())], None),
        ([("a", ()), ("\u00a0", (EMPHASIS,))], None),
        ([(" \n", ()), ("\u3000", (EMPHASIS,))], ()),
    ],
)
def test_what_is_a_phrase(runs, expected) -> None:
    assert phrase(runs) == expected


def test_a_mark_that_goes_on_over_a_break_is_one() -> None:
    assert phrases([("a", (EMPHASIS,)), (BREAK, (EMPHASIS,)), ("b", (EMPHASIS,))]) is None


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<br>b<br> <br>c<br></p>", "a\\\nb\n\nc\n"),
        ("<table><tr><th>x<th>y<tr><td>a<br><br>b<td>c</table>", "| x | y |\n| --- | --- |\n| a<br>b | c |\n"),
        ("<figure><img src='https://a.example/b.png'>a<br>b</figure>", "![](https://a.example/b.png)\n*a*\\\n*b*\n"),
        ("<p>a</p><p><br></p><p><img src='https://a.example/b.png'> </p>", "a\n\n![](https://a.example/b.png)\n"),
        (
            "<figure><img src='https://a.example/b.png'><p>a<br>b<br>c<br>d</p></figure>",
            "![](https://a.example/b.png)\n\na\n\nb\n\nc\n\nd\n",
        ),
        # A wide blank beside a picture is no caption.
        ("<figure><img src='https://a.example/b.png'>&emsp;</figure>", "![](https://a.example/b.png)\n"),
        ("<dl><dt><b>a<br>b</b><dd>c</dl>", "<dl>\n<dt><strong>a<br>b</strong></dt>\n<dd>c</dd>\n</dl>\n"),
    ],
)
def test_line_breaks(html: str, expected: str) -> None:
    assert convert(html).output == expected


def test_the_number_of_a_text() -> None:
    body = LexborHTMLParser("<p>a<x-y>b</x-y>").body
    assert body is not None
    assert [node.tag_id == TEXT for node in body.traverse(include_text=True)] == [False, False, True, False, True]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>2<sup>2<sup>n</sup></sup></p>", "2<sup>2<sup>n</sup></sup>"),
        ("<p>x<sub>i<sub>j</sub>k</sub></p>", "x<sub>i<sub>j</sub>k</sub>"),
        ("<p><q>He said <q>no</q> again</q></p>", "<q>He said <q>no</q> again</q>"),
        ("<p>a<sup>b</sup><sup>c</sup></p>", "a<sup>bc</sup>"),
        ("<p><b>a <b>b</b> c</b></p>", "**a b c**"),
    ],
)
def test_a_mark_within_one_of_its_kind(html: str, wanted: str) -> None:
    assert str(convert(html).output).splitlines()[-1] == wanted
