"""The lines of Markdown: where they begin and end, and how far the quote or the item goes on that one is in."""

from __future__ import annotations

import re
import sys

from newsfix.regex import regex

MARGIN = r"(?:[ \t>]|(?:[-+*]|[0-9]{1,9}[.)])[ \t]){0,40}"
"""The signs of quotes and items that may be before what a line says."""
_ONLY_MARGIN = regex(MARGIN)
ITEM = regex(r"[ ]*(?:[-+*]|[0-9]{1,9}[.)])[ ]{1,4}(?=\S)")
# A line at the left edge that is in no list and no quote.
_AT_EDGE = regex(r"(?![ \t\n>]|[-+*][ \t]|[0-9]{1,9}[.)][ \t])")
_CODE = "    "
_FAR = 2_000  # characters that tell whether a line is in an item
_OUTSIDE_QUOTE = regex(r"\n(?![ \t]*>)")


def line_start(source: str, at: int) -> int:
    """Where the line of a place begins."""
    return source.rfind("\n", 0, at) + 1


def line_end(source: str, at: int) -> int:
    """Where the line of a place ends."""
    end = source.find("\n", at)
    return len(source) if end < 0 else end


def begins_line(source: str, at: int) -> bool:
    """Whether nothing but signs of quotes and items is before a place in its line."""
    margin = _ONLY_MARGIN.match(source, source.rfind("\n", 0, at) + 1, at)
    return margin is not None and margin.end() == at


def is_too_far_in(source: str, begin: int, before: str) -> bool:
    """Whether a line that begins so is indented as code is, below one at the left edge, those like it aside."""
    if not before.startswith(_CODE) or before.strip(" "):
        return False
    for line in reversed(source[max(begin - _FAR, 0) : begin].split("\n")):
        if line.strip() and not line.startswith(_CODE):
            return _AT_EDGE.match(line) is not None
    return begin <= _FAR


def outside_of(source: str, begin: int, before: str, end: int = sys.maxsize) -> re.Match[str] | None:
    """Where before `end` what goes on to its end that a line is in, which begins so: a quote, or an item."""
    if before.lstrip()[:1] == ">":
        return _OUTSIDE_QUOTE.search(source, begin, end)
    if before.strip(" "):
        return _left_of(1 if "\t" in before else len(before)).search(source, begin, end)
    width = len(before) if len(before) > 1 and not before.strip(" ") else 0
    for line in reversed(source[max(begin - _FAR, 0) : begin].split("\n")) if width else ():
        item = ITEM.match(line)
        if item and item.end() <= width:
            return _left_of(item.end()).search(source, begin, end)
        if line.strip() and not line.startswith(before):
            return None
    return None


def _left_of(width: int) -> re.Pattern[str]:
    """What ends the last line before one that says something and is not indented by so many blanks."""
    return re.compile(rf"\n(?![ ]{{{width}}}|[ ]*(?:\t|\n|\Z))")
