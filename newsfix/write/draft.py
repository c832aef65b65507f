"""Inline content before it is escaped: its characters, what each of them is, and where the whole is."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import NamedTuple, NewType

from msgspec import Struct

Kind = NewType("Kind", int)
"""What a character of a draft is, or a piece of a layout."""

FIXED = Kind(0)  # markup
LITERAL = Kind(1)  # text
OPENER = Kind(2)  # the delimiters of a mark
CLOSER = Kind(3)
OPAQUE = Kind(4)  # a template tag
ALT = Kind(5)  # the description of a picture
ESCAPED = Kind(6)  # text that is written otherwise already
BREAK = Kind(7)  # the end of a line: a piece of its own, whose characters are markup

TEXT = (LITERAL, ALT)
"""The kinds of characters that an escape may change."""


class Place(Struct, frozen=True):
    """Where inline content is: `flow` in a paragraph, else in a heading or a `cell`.

    `labels` are those of the article's footnotes. `without_html`: no tag takes the place of a mark's delimiters
    where a comment beside them is enough.
    """

    flow: bool = True
    cell: bool = False
    labels: Container[str] = ()
    without_html: bool = False


class Run(NamedTuple):
    """A delimiter run; `opens` and `closes` by each of the readings that `emphasis` knows."""

    start: int
    end: int
    char: str
    group: int
    opens: tuple[bool, ...]
    closes: tuple[bool, ...]


Edit = tuple[int, str]
"""The position of a character, and what to write in its place."""


class Draft(Struct, frozen=True):
    """Inline content as it would stand without escapes.

    kinds       what each character is
    labels      the spans of the link texts and image descriptions, inner ones first
    delimiters  the runs of the marks
    group_at    tells the link whose text holds a position
    """

    place: Place
    text: str
    kinds: bytearray
    labels: Sequence[tuple[int, int]]
    delimiters: Sequence[Run]
    group_at: Callable[[int], int]

    def is_text(self, position: int) -> bool:
        return self.kinds[position] in TEXT

    def is_line_start(self, position: int) -> bool:
        """Whether a line of a paragraph begins there."""
        return self.place.flow and (position == 0 or self.text[position - 1] == "\n")

    def backslash(self, position: int) -> Edit:
        return position, "\\" + self.text[position]
