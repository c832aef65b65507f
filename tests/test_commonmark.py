"""The 652 examples of the CommonMark specification: their HTML to Markdown and back to the same HTML."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsfix import Options, convert

EXAMPLES = [json.loads(line) for line in (Path(__file__).parent / "data/commonmark.jsonl").read_text("utf-8").splitlines()]

# Sections that are about HTML that passes through Markdown unread.
RAW_HTML = ("HTML blocks", "Raw HTML")

# What is left out, example by example, and why.
EXCLUDED: dict[int, str] = {}

BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table".split())


@cache
def renderer():  # type: ignore[no-untyped-def]
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def canonical(html: str) -> str:
    """HTML with one spelling: white space collapsed outside of `<pre>`, attributes sorted, entities decoded."""
    parts: list[str] = []

    def walk(node: LexborNode | None, pre: bool) -> None:
        while node is not None:
            tag = node.tag
            if tag == "-text":
                text = node.text_content or ""
                parts.append(text if pre else re.sub(r"[ \t\n]+", " ", text))
            elif tag is not None and not tag.startswith("-"):
                attributes = "".join(f' {name}="{value or ""}"' for name, value in sorted(node.attributes.items()) if value)
                parts.append(f"\0<{tag}{attributes}>\0" if tag in BLOCKS else f"<{tag}{attributes}>")
                walk(node.first_child, pre or tag == "pre")
                parts.append(f"\0</{tag}>\0" if tag in BLOCKS else f"</{tag}>")
            node = node.next

    walk(LexborHTMLParser(f"<!doctype html><body>{html}").body.first_child, False)  # type: ignore[union-attr]
    text = re.sub(r" *\0+ *", "\0", "".join(parts))
    return re.sub(r" *<br> *", "<br>", text).strip("\0 ").replace("\0\0", "\0").replace("\0", "\n")


def _is_left_out(example: dict[str, object]) -> bool:
    return (
        example["section"] in RAW_HTML
        or example["example"] in EXCLUDED
        or not canonical(str(example["html"])).strip()
    )


@pytest.mark.parametrize(
    "example", [example for example in EXAMPLES if not _is_left_out(example)], ids=lambda example: str(example["example"])
)
def test_example(example: dict[str, str]) -> None:
    markdown = convert(example["html"], Options(body="html")).output
    assert markdown is not None
    assert canonical(renderer().render(markdown)) == canonical(example["html"])


def test_nothing_is_left_out_without_a_reason() -> None:
    assert len(EXAMPLES) == 652
    assert all(reason for reason in EXCLUDED.values())
