"""A problem found in an article: plain data that travels beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from msgspec import Struct

from newsfix.rules import BY_CODE


class Fix(Struct, frozen=True, order=True):
    """Replace the characters `start` to `end` of the file with `text`.

    The offsets count characters as the file's codec gives them, byte order mark and carriage returns
    included: `text[:start] + fix.text + text[end:]` is the repaired file.
    """

    start: int
    end: int
    text: str

    def moved(self, characters: int) -> Fix:
        """The same edit so much further down."""
        return Fix(self.start + characters, self.end + characters, self.text)


class Problem(Struct, frozen=True, omit_defaults=True):
    """What is wrong, where (line and column count from 1, in characters), and what repairs it.

    `code` is a row of `rules.RULES`, which gives the name and the severity. `line` is None where
    the whole file is meant. `omitted` is what was left out of the article for this, as the source has it.
    `detail` tells kinds of it apart: what is one on some sites only, and what was repaired.
    """

    code: str
    message: str
    line: int | None = None
    column: int | None = None
    fix: Fix | None = None
    omitted: str = ""
    detail: str = ""

    @property
    def name(self) -> str:
        """The name of its rule (`date-missing`)."""
        return BY_CODE[self.code].name

    @property
    def severity(self) -> str:
        """The severity of its rule: error, warning or note."""
        return BY_CODE[self.code].severity

    def with_fix(self, fix: Fix | None) -> Problem:
        """The same problem with another fix, or with none."""
        return Problem(self.code, self.message, self.line, self.column, fix, self.omitted, self.detail)


class Refused(Exception):
    """An article is not written; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class Element(Struct, frozen=True):
    """The n-th (from 0) element of a kind in the body; None: it is not known which."""

    tag: str
    index: int | None = None


Where: TypeAlias = Element | int | str | None
"""What a problem is about: an element, an offset in the body, a key of the front matter, or the whole."""
Place: TypeAlias = "tuple[int | None, int | None]"
"""A line and a column of the file, as far as they are known."""


class Unplaced(Struct, frozen=True):
    """A problem on its way to a line and a column; `omitted` is what was left out for it, as HTML."""

    code: str
    message: str
    where: Where = None
    omitted: str = ""
    detail: str = ""
    fix: Fix | None = None


def located(found: Iterable[Unplaced], place: Callable[[Where], Place]) -> list[Problem]:
    """The problems where they are; `place` knows the lines and columns of what they are about."""
    return [Problem(each.code, each.message, *place(each.where), each.fix, each.omitted, each.detail) for each in found]


def short(text: str) -> str:
    """A text as a message has it: a long one is cut off."""
    return text if len(text) <= 120 else text[:117] + "…"


class Omission(Struct, frozen=True):
    """What was left out, why, and where.

    text       as it stands in the source, markup included
    reason     the code of the problem that tells of it, or a phrase where none does
    line       where it begins; None where that is not known
    addresses  further ones that go with it, as those of a picture that is written under another
    """

    text: str
    reason: str
    line: int | None = None
    addresses: tuple[str, ...] = ()
