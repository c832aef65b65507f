"""Bounds on what needs quadratic time or too much memory, kept before a large text is parsed: no article has so much.

lexbor compares each attribute of a tag with those before it, and looks at all options of a list for each of them.
"""

from __future__ import annotations

import re
from typing import Literal

from newsfix.read.html.tags import Tags
from newsfix.regex import regex

MOST_ATTRIBUTES = 1000
MOST_OPTIONS = 1000

MOST_PARTS = 1_000_000
"""Paragraphs, items, links, marks, or elements of two tags: each takes up to some 3,500 bytes on its way."""

_LONG_TAG = regex(r"<[a-zA-Z][^<>]{5000,}")
_ATTRIBUTE = regex(r"""[\s/]+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")
_OPTION = regex(r"</?opt(?:ion|group)\b[^<>]*>", re.IGNORECASE)


def overfull(text: str, kind: Literal["html", "markdown"]) -> str | None:
    """Why a text has too many parts to be read, None where it has not."""
    if len(text) <= MOST_PARTS:
        return None
    parts = text.count("<") // 2 if kind == "html" else sum(map(text.count, _SIGNS))
    if parts <= MOST_PARTS:
        return None
    what = "elements" if kind == "html" else "paragraphs, items, links and marks"
    return f"the text has some {parts:,} {what}, and newsfix reads {MOST_PARTS:,} at most; cut the file into several"


_SIGNS = ("<", "[", "*", "_", "`", "|", "\n\n", *(f"\n{sign}" for sign in "-+>#0123456789 \t"))
"""What begins the parts of Markdown."""


def within_bounds(html: str, tags: Tags) -> str:
    """A text without the attributes of a tag beyond the bound, and with blanks for the tags of too many options."""
    html = _LONG_TAG.sub(_with_few_attributes, html)
    if "option" in tags.names and len(_OPTION.findall(html)) > MOST_OPTIONS:
        return _OPTION.sub(" ", html)
    return html


def _with_few_attributes(match: re.Match[str]) -> str:
    for number, attribute in enumerate(_ATTRIBUTE.finditer(match[0])):
        if number == MOST_ATTRIBUTES:
            return match[0][: attribute.start()]
    return match[0]
