"""Markdown to HTML, by markdown-it-py: bodies in Markdown take the same way as those in HTML.

CommonMark with GFM tables and strikethrough, footnotes and TeX between dollar signs. URLs stay as
they are written, and footnotes stay where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from newsfix.read.references import escape

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MAX_NESTING = 400


def render(text: str) -> str:
    """Markdown as HTML.

    Formulas are `<script type="math/tex">`; footnotes carry `data-footnote`, references to them
    `data-footnote-reference`.
    """
    html: str = _parser().render(text)
    return html


def phrase(text: str) -> str:
    """Markdown without blocks as HTML; the text as it stands where brackets stand too deep in each other."""
    try:
        html: str = _parser().renderInline(text)
    except RecursionError:
        return escape(text, quote=False)
    return html


def as_text(text: str) -> str:
    """A text as HTML paragraphs, nothing in it read as Markdown."""
    return "".join(f"<p>{escape(part)}</p>\n" for part in re.split(r"\n[ \t]*\n", text))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).disable(["footnote_tail", "footnote_inline"])
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    # Unsafe links are left out, and reported, by the one reader of HTML.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    for name, rule in _RULES.items():
        parser.renderer.rules[name] = rule  # type: ignore[attr-defined]
    return parser


def _formula(display: bool, block: bool) -> Any:
    kind = "math/tex; mode=display" if display else "math/tex"

    def rule(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        script = f'<script type="{kind}">{tokens[index].content}</script>'
        return f"<p>{script}</p>\n" if block else script

    return rule


def _reference(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return f'<sup data-footnote-reference="{escape(tokens[index].meta["label"])}"></sup>'


def _open(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return f'<blockquote data-footnote="{escape(tokens[index].meta["label"])}">\n'


def _close(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return "</blockquote>\n"


_RULES = {
    "math_inline": _formula(display=False, block=False),
    "math_inline_double": _formula(display=True, block=False),
    "math_block": _formula(display=True, block=True),
    "footnote_ref": _reference,
    "footnote_reference_open": _open,
    "footnote_reference_close": _close,
}
