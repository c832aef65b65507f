"""What a reading of a date string is made of, before zone and evidence are settled."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

# RFC 5322, section 3.3, and the full names of RFC 850; everything else comes from CLDR.
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Day: TypeAlias = tuple[int, ...]
"""Year; year and month; or year, month and day."""


class Clock(Struct, frozen=True):
    """A time of day; what the source does not say is None. `fraction` has the digits of the second."""

    hour: int
    minute: int | None = None
    second: int | None = None
    fraction: str = ""


class Parts(Struct, frozen=True):
    """One reading of a text.

    days      the days that the text can mean, by the order of its numbers (ymd, dmy, mdy)
    clock     the time of day
    zone      minutes east of UTC, or the name of a zone
    rule      the name of the form
    weekday   Monday is 1
    relative  days from the base date, where the text names no other day
    """

    days: tuple[tuple[str, Day], ...]
    clock: Clock | None = None
    zone: int | str | None = None
    rule: str = "iso8601"
    weekday: int | None = None
    relative: int | None = None


class Refusal(ValueError):
    """Why a text is not read: the code of a rule, and the reason as the end of a sentence."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def written(day: Day) -> str:
    """A day as ISO 8601, as exact as it is."""
    year, *others = day
    return "-".join((f"{year:04}", *(f"{part:02}" for part in others)))


def full_year(short: int) -> int:
    """A year of two digits (RFC 5322, section 4.3)."""
    return short + (2000 if short < 50 else 1900)


def shorten(text: str) -> str:
    """A text as a message shows it: on one line, and not all of a long one."""
    text = " ".join(text[:200].split())
    return text if len(text) <= 60 else text[:59] + "…"


def refuse_span(clock: Clock, hours: int, minutes: int) -> None:
    """Raise Refusal where `09:00-10:30` is as well a span of time as a time with an offset."""
    if clock.second is None and (hours, minutes) > (clock.hour, clock.minute or 0):
        reason = "ends in an offset or in the end of a time range; write the offset after the seconds"
        raise Refusal("DT003", reason)
