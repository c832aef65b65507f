"""What stands in angle brackets and is meant as text: a browser takes it for a tag and does not show it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from newsfix.model.article import Block, Text
from newsfix.model.problem import Unplaced, short
from newsfix.model.walk import phrases
from newsfix.read.code import CodeSpans
from newsfix.regex import regex

if TYPE_CHECKING:
    from newsfix.read.body import Parsed

_TAG = {
    "html": regex(r"<[a-zA-Z][^<>]{0,200}(?<!/)>"),
    # CommonMark 0.31, section 6.6: anything else is text to it, too.
    "markdown": regex(r"<[a-zA-Z][a-zA-Z0-9-]*(?:\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*[^\s\"'=<>`]+)?)*\s*>", re.ASCII),
}
"""One that closes itself is a component of a program's."""
_NAME = regex(r"[\w:.-]+")
_END = regex(r"</([\w:.-]+)")
_UNREAD = regex(r"<!--.*?(?:-->|\Z)|\{\{[^{}]{0,400}\}\}|\{%[^%{}]{0,400}%\}", re.DOTALL)


def placeholders(blocks: Iterable[Block], parsed: Parsed) -> Iterator[Unplaced]:
    """What the blocks show in angle brackets that the source does not escape: the first of each, with its number."""
    if "&lt;" not in parsed.html:
        return
    tag = _TAG[parsed.kind]
    shown = Counter(found for item in phrases(blocks) if type(item) is Text for found in tag.findall(item.text))
    if not shown:
        return
    hidden = _hidden(parsed)
    closed = frozenset(map(str.lower, _END.findall(parsed.source)))
    for text, number in shown.items():
        name = _NAME.match(text, 1)
        at = None if name and name[0].lower() in closed else _bare(parsed.source, text, hidden)
        if at is not None:
            times = f", {number} times in all" if number > 1 else ""
            escaped = short(text).replace("<", "&lt;", 1)
            yield Unplaced("BD008", f"{short(text)} is a tag to a browser and is not shown{times}; write {escaped}", at)


def _hidden(parsed: Parsed) -> list[tuple[int, int]]:
    """Where a source has code, comments and template tags, parted from each other."""
    code = CodeSpans(parsed.source, markdown=parsed.kind == "markdown").spans()
    found: list[tuple[int, int]] = []
    for start, end in sorted([*code, *(match.span() for match in _UNREAD.finditer(parsed.source))]):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _bare(source: str, text: str, hidden: list[tuple[int, int]]) -> int | None:
    """Where a source has a text outside of these parts and without a backslash before it."""
    at = source.find(text)
    while at >= 0:
        index = bisect_right(hidden, (at, len(source))) - 1
        if (index < 0 or at >= hidden[index][1]) and source[at - 1 : at] != "\\":
            return at
        at = source.find(text, at + 1)
    return None
