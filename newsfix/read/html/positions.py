"""Where in the source text the n-th element of a kind begins: lexbor keeps no positions.

The tags are counted in the source as the parser meets them, outside of comments and raw text. Where
the count differs from the tree's, nothing is said rather than something wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from newsfix.regex import regex

_LINE_FEED = regex("\n")
_SKIPPED = (
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes|template)\b.*?(?:</(?P=raw)\s*>|\Z)"
)
_MARKDOWN = {"img": r"!\[", "a": r"(?<!!)\[(?=[^\]]*\]\()|<(?=https?://)"}


@lru_cache(maxsize=16)
def _pattern(tag: str, markdown: bool) -> re.Pattern[str]:
    form = rf"<{re.escape(tag)}(?=[\s/>])"
    if markdown and tag in _MARKDOWN:
        form = rf"{form}|{_MARKDOWN[tag]}"
    return re.compile(rf"(?:{_SKIPPED})|(?P<found>{form})", re.DOTALL | re.IGNORECASE)


def offsets(body: str, tag: str, *, markdown: bool = False) -> list[int]:
    """Where the elements of a kind begin, as offsets in characters, in order."""
    return [match.start() for match in _pattern(tag, markdown).finditer(body) if match["found"]]


class Lines:
    """Lines and columns, from 1, of offsets in a text whose first line has the number `first`."""

    __slots__ = ("first", "starts")

    def __init__(self, text: str, first: int = 1) -> None:
        self.first = first
        self.starts = [0, *(match.end() for match in _LINE_FEED.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self.starts, offset) - 1
        return self.first + index, offset - self.starts[index] + 1
