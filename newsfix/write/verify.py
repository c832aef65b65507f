"""The proof: what was written, read by another program, says what the model says.

The Markdown is rendered by markdown-it-py, the HTML that comes out is read by the standard
library, and an outline of it (its text, headings, lists, links, pictures, emphasis …) is compared
with the outline of the model. Nothing of the writer has a part in it, except that what GFM can say
of a table is asked of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from newsfix.model.article import Block, Figure, Footnote, Image, Link, RawInline
from newsfix.model.walk import inlines, phrases, within
from newsfix.regex import regex
from newsfix.syntax import commonmark
from newsfix.syntax.dialects import CLOSE, OPEN, is_tag, restored
from newsfix.syntax.templates import TAG_IN_URL
from newsfix.write.model_outline import ModelOutline
from newsfix.write.outline import HtmlOutline, Outline

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_MAX_NESTING = 1000
_SHOWN = 60
_CATEGORIES = (
    "text",
    "headings",
    "lists",
    "list items",
    "quotes",
    "code blocks",
    "code spans",
    "cells",
    "links",
    "images",
    "emphasis",
    "tags",
    "formulas",
    "footnotes",
    "line breaks",
    "rules",
    "anchors",
    "comments",
)


def verify(markdown_body: str, blocks: tuple[Block, ...]) -> list[str]:
    """Compare a written body with the blocks that it was written from; a message for each kind of difference."""
    # A line feed that a tag took along is followed by the marks of a quote or a list in what was written.
    tags = sorted({tag.strip("\n") for tag in _opaque(blocks, markdown_body)} - {""}, key=len, reverse=True)
    text, restore = _protect(markdown_body, tags)
    html = commonmark.rendered(_parser().render, text, tags)
    if html is None:
        return ["text: brackets are nested too deeply to be read again"]
    expected = ModelOutline(_labels(blocks))
    expected.blocks(blocks)
    found = Outline()
    HtmlOutline(found, restore).read(html)
    return [
        f"{category}: {difference}"
        for category in _CATEGORIES
        if (difference := _difference(expected.outline.entries(category), found.entries(category)))
    ]


def _difference(expected: Sequence[Any], found: Sequence[Any]) -> str:
    """The first difference between two lists (or texts), "" where there is none."""
    if expected == found:
        return ""
    index = next(
        (i for i, (one, other) in enumerate(zip(expected, found, strict=False)) if one != other),
        min(len(expected), len(found)),
    )
    if isinstance(expected, str):
        start = max(index - 20, 0)
        return f"expected {expected[start : start + _SHOWN]!r}, found {found[start : start + _SHOWN]!r}"
    one, other = (repr(side[index]) if index < len(side) else "nothing" for side in (expected, found))
    return f"expected {one[:300]}, found {other[:300]} (number {index + 1})"


@cache
def _parser() -> MarkdownIt:
    return commonmark.parser(_MAX_NESTING, _RULES)


def _formula(tokens: Any, index: int, options: Any, env: Any) -> str:
    display = "" if tokens[index].type == "math_inline" else ' display="block"'
    math = f'<math alttext="{escape(tokens[index].content)}"{display}></math>'
    return f"<p>{math}</p>" if tokens[index].type == "math_block" else math


def _fence(tokens: Any, index: int, options: Any, env: Any) -> str:
    from markdown_it.common.utils import unescapeAll

    language = unescapeAll(tokens[index].info).strip()
    return f'<pre><code class="language-{escape(language)}">{escape(tokens[index].content)}</code></pre>'


_RULES: dict[str, Callable[..., str]] = {
    "math_inline": _formula,
    "math_inline_double": _formula,
    "math_block": lambda tokens, index, options, env: f"<p>{_formula(tokens, index, options, env)}</p>",
    "fence": _fence,
    "footnote_ref": lambda tokens, index, options, env: f'<reference label="{escape(tokens[index].meta["label"])}">',
    "footnote_reference_open": lambda tokens, index, options, env: (
        f'<footnote label="{escape(tokens[index].meta["label"])}">'
    ),
    "footnote_reference_close": lambda tokens, index, options, env: "</footnote>",
    "admonition_open": lambda tokens, index, options, env: f"<div><p>{escape(tokens[index].meta['head'])}</p>",
    "admonition_close": lambda tokens, index, options, env: "</div>",
    "attribute_line": lambda tokens, index, options, env: f"<p>{escape(tokens[index].meta['text'])}</p>",
}


def _labels(blocks: Iterable[Block]) -> frozenset[str]:
    return frozenset(block.label for block in within(blocks) if isinstance(block, Footnote))


_TAG_IN_URL = regex(TAG_IN_URL)


def _opaque(blocks: tuple[Block, ...], text: str) -> Iterator[str]:
    """Every template tag, also those in URLs: a renderer of Markdown never sees them."""
    has_tags = "{{" in text or "{%" in text
    every = within(blocks)
    pictures = [picture.inline for figure in every if isinstance(figure, Figure) for picture in figure.pictures]
    for item in (*phrases(every), *inlines(pictures)):
        if isinstance(item, RawInline) and is_tag(item.text):
            yield item.text
        elif has_tags and isinstance(item, (Link, Image)):
            yield from _TAG_IN_URL.findall(item.url)


def _protect(text: str, tags: list[str]) -> tuple[str, Callable[[str], str]]:
    """A text with noncharacters in place of its template tags, and how to put them back."""
    if not tags:
        return text, lambda found: restored(found, tags)
    pattern = re.compile("|".join(re.escape(tag) + (r"(?![(:])" if tag[0] == "[" else "") for tag in tags))
    numbers = {tag: str(index) for index, tag in enumerate(tags)}
    return pattern.sub(lambda match: f"{OPEN}{numbers[match[0]]}{CLOSE}", text), lambda found: restored(found, tags)
