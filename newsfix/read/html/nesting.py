"""A bound on nesting, kept before the parser sees the text.

lexbor needs quadratic time for elements nested thousands deep, and no article nests so.
"""

from __future__ import annotations

import re
from itertools import count

from newsfix.read.html.tags import Tags
from newsfix.regex import regex

MAX_OPEN = 400

_TAG = regex(
    r"<!--(?:.*?-->|.*\Z)|<(script|style|textarea|title|xmp|iframe|noembed|noframes)\b(?:.*?</\1\s*>|.*\Z)"
    r"|<(/?)([a-zA-Z][^\s/>]*)[^>]*>?",
    re.DOTALL | re.IGNORECASE,
)
# Elements that are void, and those that nest only by another that is counted (`<li>` by `<ul>`) or not at all.
_UNCOUNTED = frozenset(
    """
    area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr
    caption colgroup dd dt li optgroup option p rp rt tbody td tfoot th thead tr
    """.split()  # noqa: SIM905
)
# The start of a counted element, other than one that holds only text: of these one at most is open, the innermost.
_HOLDING = regex(
    rf"<(?!(?:{'|'.join(sorted(_UNCOUNTED))})[\s/>])([a-zA-Z][^\s/<>]*)(?=[\s/<>])(?![^<>]*>[^<]*</\1\s*>)"
)


def flatten(text: str, tags: Tags) -> tuple[str, bool]:
    """Drop the tags (never the text) of elements that would stand deeper than `MAX_OPEN`; say whether any were.

    A plain scan, not a parser: it counts every start tag as open until an end tag of that name
    comes, but for `_UNCOUNTED`. A tag ends at the first `>`, also at one within an attribute's
    quotes, and tags within attributes count. Where that is wrong it costs a text some structure
    beyond its 400th open element, never a word.
    """
    if tags.count < MAX_OPEN:
        return text, False
    if len(_HOLDING.findall(text)) < MAX_OPEN - 1:
        return text, False
    dropped = _too_deep(_TAG.findall(text))
    if not dropped:
        return text, False
    number = count()
    return _TAG.sub(lambda match: " " if next(number) in dropped else match[0], text), True


def _too_deep(tags: list[tuple[str, str, str]]) -> set[int]:
    """The numbers of the tags that would stand too deep, of those that the scan finds."""
    found: set[int] = set()
    open_tags: dict[str, int] = {}
    dropped: dict[str, int] = {}
    depth = 0
    for number, (_, end, name) in enumerate(tags):
        if not name or name in _UNCOUNTED:
            continue
        name = name.lower()
        if name in _UNCOUNTED:
            continue
        if not end:
            if depth >= MAX_OPEN:
                found.add(number)
                dropped[name] = dropped.get(name, 0) + 1
            else:
                depth += 1
                open_tags[name] = open_tags.get(name, 0) + 1
        elif dropped.get(name):
            dropped[name] -= 1
            found.add(number)
        elif open_tags.get(name):
            open_tags[name] -= 1
            depth -= 1
    return found
