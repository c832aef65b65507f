"""Lines and columns, which count from 1, in characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, TypeAlias

from msgspec import Struct

Position: TypeAlias = tuple[int, int]
"""A line and a column."""
_FEW = 8


def position(text: str, offset: int, first: int = 1) -> Position:
    """The line and column of an offset in a text whose first line has the number `first`."""
    return first + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset)


def spliced(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """A text with others in place of its parts (start, end, what comes), in their order; itself without any."""
    parts: list[str] = []
    last = 0
    for start, end, other in edits:
        parts += text[last:start], other
        last = end
    return "".join((*parts, text[last:])) if parts else text


def joined(spans: Iterable[tuple[int, int]], gap: int = 0) -> list[tuple[int, int]]:
    """Parts of a text in their order; those are one that overlap, or have no more than a gap between them."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + gap:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def first_difference(one: Sequence[Any], other: Sequence[Any]) -> int:
    """Where two texts or lists begin to differ: their length where they do not."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (this, that) in pairs if this != that), min(len(one), len(other)))


class LineIndex(Struct, eq=False):
    """Lines and columns of offsets in a text whose first line has the number `first`, and back."""

    text: str
    first: int = 1
    _asked: int = 0
    _starts: list[int] = []

    def position(self, offset: int) -> Position:
        """The line and column of an offset."""
        if self._asked < _FEW:
            # Of most texts a few places are all that is asked for.
            self._asked += 1
            return position(self.text, offset, self.first)
        line = bisect_right(self.starts, offset)
        return self.first + line - 1, offset - self.starts[line - 1] + 1

    def offset(self, position: Position) -> int | None:
        """The offset of a line and column, at most that of the text's end; None where there is no such line."""
        line, column = position[0] - self.first, position[1]
        return min(self.starts[line] + column - 1, len(self.text)) if line < len(self.starts) else None

    @property
    def starts(self) -> list[int]:
        """Where each line begins."""
        if not self._starts:
            lengths = map(len, self.text.split("\n"))
            self._starts = [line + before for line, before in enumerate(accumulate(lengths, initial=0))][:-1]
        return self._starts
