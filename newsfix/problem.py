"""A problem found in an article: plain data that travels beside it."""

from __future__ import annotations

from dataclasses import dataclass

from newsfix.frozen import Frozen


@dataclass(frozen=True, slots=True, order=True)
class Fix:
    """Replace the characters `start` to `end` (offsets into the decoded text of the file) with `text`."""

    start: int
    end: int
    text: str


class Problem(Frozen):
    """What is wrong, where (line and column count from 1, in characters), and what repairs it.

    `code` is a row of `rules.RULES`, which gives the name and the severity. `line` is None where
    the whole file is meant.
    """

    code: str
    message: str
    line: int | None = None
    column: int | None = None
    fix: Fix | None = None
