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

from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from newsfix.model.article import Block
from newsfix.model.position import first_difference
from newsfix.syntax.indented_blocks import admonitions
from newsfix.write.markdown import Labels
from newsfix.write.model_outline import ModelOutline
from newsfix.write.outline import HtmlOutline, Outline
from newsfix.write.references import with_references, without_references

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_MAX_NESTING = 100  # the parser is recursive, and no article has blocks that deep
_SHOWN = 60
_CATEGORIES = (
    *("text", "headings", "lists", "list items", "quotes", "code blocks", "code spans", "cells", "links", "images"),
    *("emphasis", "tags", "footnotes", "line breaks", "rules", "anchors", "comments"),
)


def verify(markdown_body: str, blocks: tuple[Block, ...]) -> list[str]:
    """Compare a written body with the blocks that it was written from; a message for each kind of difference."""
    model = ModelOutline(Labels(blocks))
    model.blocks(blocks)
    differences = _differences(model.outline, markdown_body)
    if differences and (as_text := with_references(markdown_body, blocks)) != markdown_body:
        return _differences(model.outline, as_text)
    return differences


def _differences(expected: Outline, text: str) -> list[str]:
    """What a text shows otherwise than expected."""
    html: str = _parser().render(text)
    found = Outline()
    HtmlOutline(found, without_references).read(html)
    return [
        f"{category}: {difference}"
        for category in _CATEGORIES
        if (difference := _difference(expected.entries(category), found.entries(category)))
    ]


def _difference(expected: Sequence[Any], found: Sequence[Any]) -> str:
    """The first difference between two lists (or texts), "" where there is none."""
    if expected == found:
        return ""
    index = first_difference(expected, found)
    if isinstance(expected, str):
        start = max(index - 20, 0)
        return f"expected {expected[start : start + _SHOWN]!r}, found {found[start : start + _SHOWN]!r}"
    one, other = (repr(side[index]) if index < len(side) else "nothing" for side in (expected, found))
    return f"expected {one[:300]}, found {other[:300]} (number {index + 1})"


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
    for name, rule in _RULES.items():
        made.add_render_rule(name, rule)
    return made


def _fence(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    from markdown_it.common.utils import unescapeAll

    language = unescapeAll(tokens[index].info).strip()
    return f'<pre><code class="language-{escape(language)}">{escape(tokens[index].content)}</code></pre>'


_RULES: dict[str, Callable[..., str]] = {
    "fence": _fence,
    "footnote_ref": lambda renderer, tokens, index, options, env: (
        f'<reference label="{escape(tokens[index].meta["label"])}">'
    ),
    "footnote_reference_open": lambda renderer, tokens, index, options, env: (
        f'<footnote label="{escape(tokens[index].meta["label"])}">'
    ),
    "footnote_reference_close": lambda renderer, tokens, index, options, env: "</footnote>",
    "admonition_open": lambda renderer, tokens, index, options, env: (
        f"<div><p>{escape(tokens[index].meta['head'])}</p>"
    ),
    "admonition_close": lambda renderer, tokens, index, options, env: "</div>",
}
