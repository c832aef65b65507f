"""Where the code of a text is that no parser has read yet: what is in it is text, whatever it looks like."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

from newsfix.regex import regex
from newsfix.syntax.html import MARKED_AS, any_of

_NAMES = ("pre", *sorted(name for name, mark in MARKED_AS.items() if mark == "code"))
_ELEMENT = regex(rf"<(?P<end>/?)(?P<name>{any_of(_NAMES)})(?=[\s>])[^<>]*>", re.IGNORECASE)
_ENDS = tuple(f"</{each}" for name in _NAMES for each in (name, name.upper()))
# A search for a line feed is many times as fast as one for `^`: both need one before the text.
_FENCE = regex(r"\n[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t][ \t>]*)*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})", re.MULTILINE)
_TICKS = regex(r"``*")  # a search for a character is many times as fast as one for a run
_BLANK_LINE = regex(r"\n[ \t]*(?=\n)")
# Below a line that is not a part of a list, a quote, a footnote or a definition, which would go on there.
_INDENTED = regex(
    r"""\n(?![ \t>]|[-+*:][ \t]|[0-9]{1,9}[.)][ \t]|\[\^)[^\n]+\n
        (?:[ \t]*\n)+
        (?=(?P<code>(?:(?:[ ]{4}|[ ]{0,3}\t)[^\n]+(?:\n|\Z)|[ \t]*\n)+))""",
    re.VERBOSE,
)
_OPENING = regex(r"<(?:pre|code)\b[^<>]*>\s*\Z", re.IGNORECASE)
BEFORE = 200
"""Characters before a place that tell what it is in."""


def begins_code(text: str, at: int) -> bool:
    """Whether what is at a place of HTML is the first in code."""
    return _OPENING.search(text, max(at - BEFORE, 0), at) is not None


def is_escaped(text: str, at: int) -> bool:
    """Whether a character of Markdown has a backslash before it that has none itself (CommonMark 0.31, 2.4)."""
    before = text[max(at - 64, 0) : at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def is_in(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a place is in one of some parts of a text, which are in their order and apart from each other."""
    index = bisect_right(spans, at, key=itemgetter(0)) - 1
    return index >= 0 and at < spans[index][1]


def _in_lines(text: str, pattern: re.Pattern[str], group: str) -> dict[int, int]:
    """Where a group begins and ends in what a pattern finds, which begins with the line feed before it."""
    spans = (match.span(group) for match in pattern.finditer(f"\n{text}"))
    return {start - 1: end - 1 for start, end in spans}


class CodeSpans:
    """The places of a text where code may begin, each with what it takes to find where it ends.

    Only who reads from the left knows which of them do: a mark within a template tag or within
    other code begins nothing.
    """

    def __init__(self, text: str, *, markdown: bool) -> None:
        self._text = text
        self._fences: dict[int, int] = {}
        self._ticks: dict[int, int] = {}
        self._elements: dict[int, int] = {}
        self._indented: dict[int, int] = {}
        self._paragraph_end = -1
        if any(end in text for end in _ENDS):
            self._find_elements()
        if not markdown:
            return
        if "`" in text:
            self._ticks = dict(match.span() for match in _TICKS.finditer(text))
        if "```" in text or "~~~" in text:
            self._fences = _in_lines(text, _FENCE, "fence")
        if "\n    " in text or "\t" in text:
            self._indented = _in_lines(text, _INDENTED, "code")

    def starts(self) -> Iterable[int]:
        """Where code may begin."""
        return {*self._fences, *self._ticks, *self._elements, *self._indented}

    def end(self, start: int) -> int | None:
        """Where the code ends that begins at one of the starts, None where none does."""
        if start in self._fences:
            return self._fence_end(start)
        if start in self._ticks:
            return self._span_end(start)
        return self._elements.get(start) or self._indented.get(start)

    def is_phrase(self, start: int) -> bool:
        """Whether a code span begins there, not a block of code."""
        return start in self._ticks and start not in self._fences

    def is_element(self, start: int) -> bool:
        """Whether the content of an element of HTML begins there."""
        return start in self._elements

    def phrases_within(self, start: int, end: int) -> Iterable[int]:
        """Where a code span may begin in a part of the text."""
        return (match.start() for match in _TICKS.finditer(self._text, start, end))

    def spans(self) -> list[tuple[int, int]]:
        """Where code is in a text in which nothing else hides the marks of code."""
        found: list[tuple[int, int]] = []
        last = 0
        for start in sorted(self.starts()):
            end = self.end(start) if start >= last else None
            if end is not None:
                found.append((start, end))
                last = end
        return found

    def _find_elements(self) -> None:
        opened: dict[str, list[int]] = {}
        for match in _ELEMENT.finditer(self._text):
            name = match["name"].lower()
            if match["end"]:
                self._elements |= dict.fromkeys(opened.pop(name, ()), match.start())
            else:
                opened.setdefault(name, []).append(match.end())

    def _fence_end(self, start: int) -> int:
        fence = self._text[start : self._fences[start]]
        is_quoted = ">" in self._text[self._text.rfind("\n", 0, start) + 1 : start]
        margin = r"[ \t>]*" if is_quoted else r"[ \t]*"
        close = re.compile(rf"^{margin}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
        match = close.search(self._text, self._fences[start] + 1)
        return match.end() if match else len(self._text)

    def _span_end(self, start: int) -> int | None:
        text, opened = self._text, self._ticks[start]
        if is_escaped(text, start):
            return None
        if self._paragraph_end < start:
            blank = _BLANK_LINE.search(text, start)
            self._paragraph_end = blank.start() if blank else len(text)
        ticks = text[start:opened]
        position = text.find(ticks, opened, self._paragraph_end)
        while position >= 0:
            end = self._ticks.get(position)
            if end is None:  # within a longer run that begins before it
                end = position + len(ticks)
            elif end - position == len(ticks):
                return end
            position = text.find(ticks, end, self._paragraph_end)
        return None
