"""The 652 examples of the CommonMark specification: their HTML to Markdown and back to the same HTML."""

from __future__ import annotations

import json
import re
import string
from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsfix import Options, convert
from newsfix.syntax import commonmark
from tests.conftest import ROOT

EXAMPLES = [
    json.loads(line) for line in (Path(__file__).parent / "data/commonmark.jsonl").read_text("utf-8").splitlines()
]

# Sections that are about HTML that passes through Markdown unread.
RAW_HTML = ("HTML blocks", "Raw HTML")

# What is left out, example by example, and why.
EXCLUDED: dict[int, str] = dict.fromkeys(
    (21, 31, 201, 344, 476, 477, 491, 494, 524, 536, 642, 643), "its HTML has tags that its Markdown has as raw HTML"
)

BLOCKS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "table"])


@cache
def renderer():  # type: ignore[no-untyped-def]
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def canonical(html: str) -> str:
    """HTML with one spelling.

    White space is collapsed outside of `<pre>`, attributes are sorted, entities decoded, emphasis in emphasis
    and strong in strong are merged, links that lead nowhere are their text, and elements that show nothing are
    left out, empty items of bullet lists among them.
    """
    body = LexborHTMLParser(f"<!doctype html><body>{html}").body
    assert body is not None
    text = re.sub(r" *\0+ *", "\0", "".join(_canonical(body.first_child, frozenset())))
    text = re.sub(r" *<br> *", "<br>", text).strip("\0 \xa0").replace("\0", "\n")
    return re.sub(r"(?<=<p>\n)\xa0+ *", "", text)


def _canonical(node: LexborNode | None, inside: frozenset[str]) -> list[str]:
    parts: list[str] = []
    while node is not None:
        tag = node.tag
        if tag == "-text":
            text = node.text_content or ""
            parts.append(text if "pre" in inside else re.sub(r"[ \t\n]+", " ", text))
        elif tag is not None and not tag.startswith("-"):
            inner = _canonical(node.first_child, inside | {tag})
            shows = tag in ("img", "hr", "br") or (tag == "li" and "ul" not in inside) or "".join(inner).strip("\0 \n")
            is_item = tag == "li" and node.parent is not None and node.parent.tag != "ul"
            if shows or is_item or (tag == "code" and "pre" not in inside):
                start, end = _tags(node, tag)
                if (tag in ("em", "strong") and tag in inside) or (tag == "a" and not node.attributes.get("href")):
                    start = end = ""
                parts += [start, *inner, end]
        node = node.next
    return parts if "".join(parts).replace("<li>", "").replace("</li>", "").strip("\0 \n") else []


def _tags(node: LexborNode, tag: str) -> tuple[str, str]:
    attributes = "".join(
        f' {name}="{" ".join((value or "").split())}"' for name, value in sorted(node.attributes.items()) if value
    )
    edge = "\0" if tag in BLOCKS else ""
    return f"{edge}<{tag}{attributes}>{edge}", f"{edge}</{tag}>{edge}"


def _is_left_out(example: dict[str, object]) -> bool:
    if example["section"] in RAW_HTML or example["example"] in EXCLUDED:
        return True
    return not canonical(str(example["html"]))


@pytest.mark.parametrize(
    "example",
    [example for example in EXAMPLES if not _is_left_out(example)],
    ids=lambda example: str(example["example"]),
)
def test_example(example: dict[str, str]) -> None:
    markdown = convert(example["html"], Options(body="html")).output
    assert markdown is not None
    assert canonical(renderer().render(markdown)) == canonical(example["html"])


def test_nothing_is_left_out_without_a_reason() -> None:
    assert len(EXAMPLES) == 652
    assert all(reason for reason in EXCLUDED.values())


@cache
def every_form() -> list[str]:
    """Texts with what begins a line of each kind, at the top and within, and what a sign is beside a line's end."""
    texts = [path.read_text("utf-8", "replace") for path in sorted((ROOT / "fixtures").glob("*/*.md"))]
    assert len(texts) > 50
    forms = (
        "{0} x",
        "{0}. x",
        "{0}{0}{0}",
        '{0}{0}{0} "x"\n    y',
        "{0}{0}\nx\n{0}{0}",
        "{0}a]: x",
        "{0}^a]: x",
        "{0}div markdown>\n*x*\n{0}/div>",
        "> x\n{0}{0}{0} y",
        "{0} x\n\n    y",
        "{0}: .x}}\nx",
    )
    for character in string.punctuation + string.digits:
        texts += [form.format(character) for form in forms] + [f"x\n{form.format(character)}" for form in forms]
    texts += [text.replace("\n\n", "\n") for text in texts]
    texts += ["- " + text.replace("\n", "\n  ") for text in texts] + [
        "> " + text.replace("\n", "\n> ") for text in texts
    ]
    return texts


def test_a_rule_for_blocks_is_asked_at_each_line_that_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the table of what such lines begin with the parser reads what it reads without: at the top and within."""
    asking = commonmark.parser(400, {})
    monkeypatch.setattr(commonmark, "_ask_by_beginning", lambda *_: None)
    every = commonmark.parser(400, {})
    assert len(asking.block.ruler.getRules("paragraph")) == 1 < len(every.block.ruler.getRules("paragraph"))
    for text in every_form():
        found = [[(token.type, token.content) for token in made.parse(text, {"kept": []})] for made in (asking, every)]
        assert found[0] == found[1]


LINE_ENDS = (
    *("a\nb", "a \nb", "a  \nb", "a   \n  b", "a\n\tb", "a\\\nb", "`a\n b`\nc", "*a\nb*", "[a\nb](c)", "a\r\nb\0c"),
    *("a\n===", "a\n  ---  ", "a\n= =", "a\n    ===", "> a\n===", "- a\n  ===", "- a\n---", "a\n\t- b", "a\n \n\t\nb"),
    *("-\ta\n\n\tb", ">\ta\n>\t\tb", "  \t a\n \t\tb\n", "1.  a\n\n    b\n\n        c", "- a\n\n- b\n    > c"),
    *("[a](<b c>)", "[a](b\\)c)", "[a](b(c)d)", "[a](b&amp;c)", "[a](b 'c')", "![a \\* b](c)", "&amp;&copy; \\& \\a"),
    *("*a **b* c**", "~~a~~ b_c_d _e_", "\n\n a", "<b>\n*a*\n"),
)


def test_the_quick_parts_of_the_parser_read_what_its_own_read() -> None:
    from markdown_it import MarkdownIt

    from newsfix.syntax.quick_parser import quick_parser

    names = ["table", "strikethrough"]
    quick, own = quick_parser(20).enable(names), MarkdownIt("commonmark").enable(names)
    for text in (*LINE_ENDS, *every_form()):
        assert quick.render(text) == own.render(text), text


def test_a_paragraph_is_searched_for_line_ends_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from newsfix.syntax import inline_parser
    from newsfix.syntax.quick_parser import quick_parser

    searched: list[str] = []
    monkeypatch.setattr(inline_parser, "_has_blanks_at_line_ends", searched.append)
    quick_parser(20).render("[a](b) *c* " * 50)
    assert len(searched) == 1


@pytest.mark.parametrize("text", ["", " ", "a", "a\n", "a\n  ", "\n\n", " a\n\tb\n \t c\n\n \n", "\t\ta\n   \n    b"])
def test_the_lines_of_a_text_are_those_that_the_parser_tells(text: str) -> None:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from newsfix.syntax.quick_parser import LineState

    quick, own = (made(text, MarkdownIt(), {}, []) for made in (LineState, StateBlock))
    for name in ("bMarks", "eMarks", "tShift", "sCount", "bsCount", "lineMax"):
        assert getattr(quick, name) == getattr(own, name), name
    for indent in range(6):
        for last in range(quick.lineMax + 1):
            for keep in (False, True):
                assert quick.getLines(0, last, indent, keep) == own.getLines(0, last, indent, keep)
