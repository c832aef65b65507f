"""Delimiter runs: the same pairs as markdown-it-py finds, and marks that read as what they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsfix.model.article import Emphasis, Inline, Link, Paragraph, RawInline, Strikethrough, Strong, Tagged, Text
from newsfix.write.draft import LITERAL, OPAQUE, OPENER
from newsfix.write.emphasis import escapes, pairs, runs
from newsfix.write.markdown import body, inline
from newsfix.write.verify import verify

RENDER = MarkdownIt("commonmark").renderInline


def as_html(text: str) -> str:
    """The text with a tag for each pair that the first reading finds."""
    found = pairs(runs(text, bytes([OPENER]) * len(text), (OPENER,), lambda position: 0), 0)
    tags = {}
    for opener, closer, width in found:
        tag = "strong" if width == 2 else "em"
        tags[opener] = (f"<{tag}>", width)
        tags[closer] = (f"</{tag}>", width)
    parts, position = [], 0
    while position < len(text):
        part, width = tags.get(position, (text[position], 1))
        parts.append(part)
        position += width
    return "".join(parts)


@settings(max_examples=2000, deadline=None)
@given(st.text("ab *_*_“好。", max_size=24).map(lambda text: " ".join(text.split())))
def test_pairs_are_those_of_another_parser(text: str) -> None:
    assert as_html(text) == RENDER(text)


@pytest.mark.parametrize(
    "text",
    [
        "*a**b**c*",
        "**a*b**c*",
        "a***b** c*",
        "***a** b*",
        "*a _b* c_",
        "**a***b*",
        "foo****bar*",
        "a***b***c",
        "a***b*c",
    ],
)
def test_known_hard_cases(text: str) -> None:
    assert as_html(text) == RENDER(text)


def test_symbols_and_template_tags_have_more_than_one_reading() -> None:
    (run,) = runs("€*a", bytes([LITERAL, OPENER, LITERAL]), (OPENER,), lambda position: 0)
    assert run.opens == (True, True, True, True)
    assert run.closes == (False, True, False, True)
    (run,) = runs("}*a", bytes([OPAQUE, OPENER, LITERAL]), (OPENER,), lambda position: 0)
    assert run.opens == (True, True, True, True)
    assert run.closes == (False, False, True, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a*", [0]),
        ("a * b *", []),
        ("*a", []),
        ("a*", []),
        ("_a_b", []),
        ("_a_ b", [0]),
        ("~a~~", []),
        ("~a~", [0]),
        ("**a*", [0, 1]),
    ],
)
def test_a_run_without_a_partner_stays(text: str, expected: list[int]) -> None:
    assert escapes(text, bytes([LITERAL]) * len(text), [], lambda position: 0) == expected


def test_a_link_keeps_its_delimiters_to_itself() -> None:
    assert escapes("*a*", bytes([LITERAL]) * 3, [], lambda position: position) == []


def em(*content: Inline | str) -> Emphasis:
    return Emphasis(texts(content))


def strong(*content: Inline | str) -> Strong:
    return Strong(texts(content))


def texts(content: tuple[Inline | str, ...]) -> tuple[Inline, ...]:
    return tuple(Text(item) if isinstance(item, str) else item for item in content)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (("a", em("b"), "c"), "a*b*c"),
        (("a ", em("b"), strong("c")), "a *b***c**"),
        ((strong("a"), em("b")), "**a***b*"),
        ((em(strong("a"), "b"),), "***a**b*"),
        ((em("a", strong("b")),), "*a**b***"),
        ((strong(em("a"), " b"),), "***a* b**"),
        ((em(em("a")),), "*_a_*"),
        ((em(em("a"), " b"),), "**a* b*"),
        ((em("a", strong("b", em("c"))),), "_a**b*c***_"),
        (("（", strong("好"), "）"), "（**好**）"),
        (("他说", strong("“好”"), "。"), "他说<strong>“好”</strong>。"),
        (("他说：", strong("“好”"), "。"), "他说：**“好”**。"),
        (("a", strong("(b)"), "c"), "a<strong>(b)</strong>c"),
        (("a", em(strong("(b)"), " c")), "a<em>**(b)** c</em>"),
        (("a", strong("€"), "b"), "a<strong>€</strong>b"),
        ((strong("a"), "€b"), "**a**€b"),
        ((strong("a。"), "€b"), "<strong>a。</strong>€b"),
        ((strong("\u00a0a"),), "<strong>\u00a0a</strong>"),
        ((RawInline("{{ x }}"), strong("a")), "{{ x }}**a**"),
        ((RawInline("{{ x }}"), strong("(a)")), "{{ x }}**(a)**"),
        ((Strikethrough((em("a"),)),), "~~*a*~~"),
        (("a", Strikethrough(texts(("(b)",))), "c"), "a<del>(b)</del>c"),
        ((strong(Link("u", (em("a"),))),), "**[*a*](u)**"),
        ((Tagged("sub", (em("a"),)), "b"), "<sub>*a*</sub>b"),
    ],
)
def test_marks_read_as_what_they_are(content: tuple[Inline | str, ...], expected: str) -> None:
    blocks = (Paragraph(texts(content)),)
    assert verify(body(blocks), blocks) == []
    assert inline(texts(content)) == expected


def test_many_marks_that_touch_take_no_more_than_their_share() -> None:
    content = tuple(item for _ in range(2000) for item in (em("a"), strong("b", em("c")), Text("好"), strong("“d”")))
    blocks = (Paragraph(content),)
    assert verify(body(blocks), blocks) == []
