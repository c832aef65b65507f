"""Bounds on what the parser needs quadratic time for, kept before it sees a large text: no article has so much.

lexbor compares each attribute of a tag with those before it, and looks at all options of a list for each of them.
"""

from __future__ import annotations

import re

from newsfix.read.html.tags import Tags
from newsfix.regex import regex

MOST_ATTRIBUTES = 1000
MOST_OPTIONS = 1000

_LONG_TAG = regex(r"<[a-zA-Z][^<>]{5000,}")
_ATTRIBUTE = regex(r"""[\s/]+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")
_OPTION = regex(r"</?opt(?:ion|group)\b[^<>]*>", re.IGNORECASE)


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
