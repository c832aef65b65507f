"""What is Markdown for itself: a look at a text that rules out most of them before any rule of escaping is asked."""

from __future__ import annotations

import re

from newsfix.regex import regex
from newsfix.write.draft import Place

# Each branch begins with a letter of its own, so that `re` passes over all others at once.
_NEEDS_CARE = regex(
    r"""
      ` | \* | ~ | \$
    | \|  # a table to kramdown, wherever it is in a paragraph
    | _ (?![^\W_]) | _ (?<![^\W_]_)  # within a word it is not a delimiter
    | \\ (?=[!-/:-@\[-`{-~\n]|\Z)
    | \[ (?=[a-z/^\n]|\Z) | \] (?=[(\[:\n]|\Z)  # a shortcode, a footnote, the text of a link
    | < (?![^\S\n]) | & (?=[\#\n]|[A-Za-z][A-Za-z0-9]*(?:[;\n]|\Z)|\Z) | \{ (?=[{%\#:.\n\ ]|[\w-]+=|\Z)
    """,
    re.VERBOSE,
)
"""Where a text outside of links has none of these, and at no line's start, it is Markdown for itself.

It is looked at without its neighbours: what is at its end may be markup with what follows.
Several texts can be looked at as one with a line feed between, since none has one of its own.
"""

_SHORT = 32
"""Up to about this many characters the pattern is quicker than to look for each of the characters it begins with."""


def needs_care(text: str) -> bool:
    """Whether a text, or one of several with a line feed between, may need an escape for what is in it."""
    if len(text) > _SHORT and not (
        "[" in text
        or "]" in text
        or "*" in text
        or "_" in text
        or "&" in text
        or "$" in text
        or "<" in text
        or "{" in text
        or "\\" in text
        or "`" in text
        or "~" in text
        or "|" in text
    ):
        return False
    return _NEEDS_CARE.search(text) is not None


_LINE_NEEDS_CARE = regex(r"^(?:[#>+=|:-]|\*\[|!!!|///|\?\?\?|[0-9]{1,9}[.)])", re.MULTILINE)
_LINE_STARTS = frozenset("#>+=|:-*0123456789")
_LINE_SIGNS = ("!!!", "???", "///")
"""What begins a line that `_LINE_NEEDS_CARE` matches."""

EDGE_BLANKS = frozenset("\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
"""Blanks that renderers take off the ends of a block, though CommonMark does not."""


def ends_need_care(text: str, place: Place) -> bool:
    """Whether what begins a line, or begins or ends the whole, may need an escape, or a cell has what ends it."""
    if not text:
        return False
    first, last = text[0], text[-1]
    if first in EDGE_BLANKS or last in EDGE_BLANKS:
        return True
    if place.flow:
        may_need = first in _LINE_STARTS or "\n" in text or text.startswith(_LINE_SIGNS)
        return may_need and _LINE_NEEDS_CARE.search(text) is not None
    return "|" in text if place.cell else last == "#"
