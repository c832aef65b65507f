"""Where in the source text the n-th element of a kind begins: lexbor keeps no positions.

The tags are counted in the source as the parser meets them, outside of comments, raw text and, in Markdown, code. Where
the count differs from the tree's, nothing is said rather than something wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_RAW = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "template")
_CODE = r"^[ ]{0,3}(?P<fence>`{3,}|~{3,}).*?(?:^[ ]{0,3}(?P=fence)|\Z)|(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)"
_SHORTCODE = r"\{\{[<%]\s*(?:figure|img|image)\s|\{%\s*(?:figure|img|image)\s"
# The forms beside tags that become an element.
_FORMS = {"img": _SHORTCODE}
_MARKDOWN = {
    "img": rf"!\[|{_SHORTCODE}",
    "a": r"(?<!!)\[(?=[^\]]*\]\()|<(?=https?://)",
    **{f"h{level}": rf"^[ ]{{0,3}}{'#' * level}(?=[ \t]|$)" for level in range(1, 7)},
}


@lru_cache(maxsize=64)
def _pattern(tag: str, markdown: bool, shortcodes: bool) -> re.Pattern[str]:
    # Where every alternative begins with `<`, a search is many times as fast.
    form = _MARKDOWN.get(tag) if markdown else _FORMS.get(tag) if shortcodes else None
    found = rf"<{re.escape(tag)}(?=[\s/>])" + (f"|{form}" if form else "")
    raw = "|".join(name for name in _RAW if name != tag)
    skipped = rf"<!--.*?(?:-->|\Z)|<(?P<raw>{raw})\b.*?(?:</(?P=raw)\s*>|\Z)" + (f"|{_CODE}" if markdown else "")
    return re.compile(rf"(?:{skipped})|(?P<found>{found})", re.DOTALL | re.IGNORECASE | re.MULTILINE)


def offsets(body: str, tag: str, *, markdown: bool = False) -> list[int]:
    """Where the elements of a kind begin, as offsets in characters, in order."""
    pattern = _pattern(tag, markdown, "{" in body)
    return [match.start() for match in pattern.finditer(body) if match["found"]]


class Lines:
    """Lines and columns, from 1, of offsets in a text whose first line has the number `first`."""

    __slots__ = ("first", "starts")

    def __init__(self, text: str, first: int = 1) -> None:
        self.first = first
        self.starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def position(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self.starts, offset) - 1
        return self.first + index, offset - self.starts[index] + 1


class Places:
    """Where the elements of a body stand; each kind is counted once, when one is first asked for.

    `line` is the number of the source's first line; `tree` is what its HTML was parsed to.
    """

    __slots__ = ("_line", "_lines", "_markdown", "_offsets", "_source", "_tree")

    def __init__(self, source: str, line: int, tree: LexborHTMLParser, *, markdown: bool) -> None:
        self._source = source
        self._line = line
        self._tree = tree
        self._markdown = markdown
        self._offsets: dict[str, list[int]] = {}
        self._lines: Lines | None = None

    def offset(self, tag: str, index: int) -> int | None:
        """Where the n-th (from 0) element of a kind begins; None where source and tree differ in their number."""
        if tag not in self._offsets:
            found = offsets(self._source, tag, markdown=self._markdown)
            self._offsets[tag] = found if len(found) == len(self._tree.css(tag)) else []
        known = self._offsets[tag]
        return known[index] if index < len(known) else None

    def position(self, offset: int) -> tuple[int, int]:
        """The line of the file and the column of a place in the source."""
        self._lines = self._lines or Lines(self._source, self._line)
        return self._lines.position(offset)
