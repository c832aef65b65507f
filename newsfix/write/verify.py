"""The proof: what was written, read by another program, says what the model says.

The Markdown is rendered by markdown-it-py as it comes: CommonMark with GFM tables and strikethrough,
footnotes and admonitions, nothing else of what newsfix knows. The HTML that comes out is read by the
standard library, and an outline of it (its text, headings, lists, links, pictures, emphasis …) is
compared with the outline of the model.

Template tags and formulas are text to such a renderer, and are compared as text. Where it makes
something else of one, which stays as it is for who runs the tag or sets the formula, the Markdown is
read once more with the inside of the tags and formulas as references of characters: all round them
must still be as the model says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from newsfix.model.article import Block, Figure, Footnote, Image, Inline, Link, Math, RawBlock, RawInline
from newsfix.model.walk import inlines, phrases, within
from newsfix.regex import regex
from newsfix.syntax.dialect_blocks import admonitions
from newsfix.syntax.templates import TAG_IN_URL
from newsfix.write.html import spaced_tex
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
    "footnotes",
    "line breaks",
    "rules",
    "anchors",
    "comments",
)


def verify(markdown_body: str, blocks: tuple[Block, ...]) -> list[str]:
    """Compare a written body with the blocks that it was written from; a message for each kind of difference."""
    model = ModelOutline(_labels(blocks))
    model.blocks(blocks)
    differences = _differences(model.outline, markdown_body)
    if differences and (as_text := _with_references(markdown_body, blocks)) != markdown_body:
        return _differences(model.outline, as_text)
    return differences


def _differences(expected: Outline, text: str) -> list[str]:
    """What a text shows otherwise than expected."""
    try:
        html: str = _parser().render(text)
    except RecursionError:  # markdown-it-py reads brackets in brackets recursively
        return ["text: brackets are nested too deeply to be read again"]
    found = Outline()
    HtmlOutline(found, _without_references).read(html)
    return [
        f"{category}: {difference}"
        for category in _CATEGORIES
        if (difference := _difference(expected.entries(category), found.entries(category)))
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


# ------------------------------------------------------------------------------- the renderer


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    made = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
    made.use(footnote_plugin).disable(["footnote_tail", "footnote_inline"]).use(admonitions)
    # No address is encoded anew or refused.
    made.normalizeLink = lambda url: url  # type: ignore[method-assign]
    made.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    made.renderer.rules.update(_RULES)  # type: ignore[attr-defined]
    return made


def _fence(tokens: Any, index: int, options: Any, env: Any) -> str:
    from markdown_it.common.utils import unescapeAll

    language = unescapeAll(tokens[index].info).strip()
    return f'<pre><code class="language-{escape(language)}">{escape(tokens[index].content)}</code></pre>'


_RULES: dict[str, Callable[..., str]] = {
    "fence": _fence,
    "footnote_ref": lambda tokens, index, options, env: f'<reference label="{escape(tokens[index].meta["label"])}">',
    "footnote_reference_open": lambda tokens, index, options, env: (
        f'<footnote label="{escape(tokens[index].meta["label"])}">'
    ),
    "footnote_reference_close": lambda tokens, index, options, env: "</footnote>",
    "admonition_open": lambda tokens, index, options, env: f"<div><p>{escape(tokens[index].meta['head'])}</p>",
    "admonition_close": lambda tokens, index, options, env: "</div>",
}


def _labels(blocks: Iterable[Block]) -> frozenset[str]:
    return frozenset(block.label for block in within(blocks) if isinstance(block, Footnote))


# ------------------------------------------------------------------------------- tags and formulas

_TAG_IN_URL = regex(TAG_IN_URL)
_SAYS_SOMETHING = regex(r"[\w\\]")
"""What is kept and has none of these is punctuation that may be markup elsewhere."""
_FORMULA = regex(r"(?<!\\)(\$\$?)((?:[^$\\]|\\.)+)\1", re.DOTALL)
_LINE_START = regex(r"\n[ \t>]*")
_BLANKS = regex(r"(\n[ \t>]*|[ \t]+)")
_CHARACTER = regex(r"[\t\n -~]")
_REFERENCE = regex(r"&#0000([0-9]{3});")
_OWN_LINE = "<!-- --><p>"
"""What stands before attributes, so that to CommonMark no block before them goes on in their line."""


def _with_references(text: str, blocks: tuple[Block, ...]) -> str:
    """A text in which no template tag, formula or attribute of the blocks has a character that could be markup."""
    every = within(blocks)
    pictures = [picture.inline for figure in every if isinstance(figure, Figure) for picture in figure.pictures]
    content = (*phrases(every), *inlines(pictures))
    attributes = {block.text.strip() for block in every if isinstance(block, RawBlock) and block.text[:1] == "{"}
    if attributes:
        line = rf"^([ \t>]*)({_any_of(attributes)})[ \t]*$"
        text = re.sub(line, lambda match: f"{match[1]}{_OWN_LINE}{_references(match[2])}</p>", text, flags=re.MULTILINE)
    # A line feed that a tag took along is followed by the marks of a quote or a list in what was written.
    tags = {tag.strip("\n") for tag in _tags(content)} - {""}
    if tags:
        text = re.sub(_any_of(tags), lambda match: _references(match[0]), text)
    formulas = {_formula_key(item.display, spaced_tex(item.text)) for item in content if isinstance(item, Math)}
    return _with_formulas(text, formulas) if formulas else text


def _any_of(texts: Iterable[str]) -> str:
    longest_first = sorted(texts, key=lambda text: (-len(text), text))
    return "|".join(re.escape(text) + (r"(?![(:])" if text[0] == "[" else "") for text in longest_first)


def _tags(content: Iterable[Inline]) -> Iterator[str]:
    """Every template tag, also those in URLs, and what else is kept of a line."""
    for item in content:
        if isinstance(item, RawInline):
            if _SAYS_SOMETHING.search(item.text) and not item.text.startswith("<!--"):
                yield item.text
        elif isinstance(item, (Link, Image)) and "{" in item.url:
            yield from _TAG_IN_URL.findall(item.url)


def _formula_key(is_displayed: bool, tex: str) -> tuple[bool, str]:
    return is_displayed, "".join(tex.split())


def _with_formulas(text: str, formulas: set[tuple[bool, str]]) -> str:
    """A text with references in these formulas; the line ends in them stay, with the marks of the blocks round them."""
    parts: list[str] = []
    end = position = 0
    while match := _FORMULA.search(text, position):
        if _formula_key(match[1] == "$$", _LINE_START.sub("\n", match[2])) in formulas:
            words = _BLANKS.split(match[0])
            words[::2] = map(_references, words[::2])
            parts += text[end : match.start()], "".join(words)
            end = position = match.end()
        else:
            position = match.start() + 1
    return "".join((*parts, text[end:]))


def _references(text: str) -> str:
    return _CHARACTER.sub(lambda match: f"&#{ord(match[0]):07};", text)


def _without_references(text: str) -> str:
    """A text with the characters for their references: in code and in raw HTML nobody reads them."""
    if "&#" not in text:
        return text
    return _REFERENCE.sub(lambda match: chr(int(match[1])), text)
