"""What else in a file says about a date: its URL, its name, its other dates, the weekday in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from msgspec import Struct

from newsfix.model.problem import Unplaced
from newsfix.options import Options
from newsfix.read.dates.parts import ENGLISH_DAYS, ENGLISH_MONTHS, Day, Parts, Refusal, shorten, written
from newsfix.regex import regex

_WRITING = timedelta(days=62)
"""So long before an article is published its file may have been named."""


class Evidence(Struct, frozen=True):
    """What else in the file can settle the order of a date's numbers, or speak against a date.

    language  the article's language tag
    url       the article's URL, which may hold /2021/03/04/
    filename  the file's name, which may begin with 2021-03-04-
    dates     the other date strings of the file, as they stand
    elsewhere the URL is that of the first publication, which may have been another site's, earlier
    """

    language: str | None = None
    url: str | None = None
    filename: str | None = None
    dates: tuple[str, ...] = ()
    elsewhere: bool = False


NOTHING = Evidence()

_URL_DAY = regex(
    r"((?:19|20)[0-9]{2})(?<![0-9A-Za-z].{4})(?:([-/])(0?[1-9]|1[0-2])(?:\2(0?[1-9]|[12][0-9]|3[01]))?|(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01]))(?![0-9A-Za-z])"
)
_ENGLISH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in ENGLISH_MONTHS)
_NAMED_MONTH = regex(rf"(?<=/(?:19|20)[0-9]{{2}}/)({_ENGLISH})/", re.IGNORECASE)
_MONTHS = {name[:3].lower(): number for number, name in enumerate(ENGLISH_MONTHS, 1)}
_FILE_DAY = regex(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|(?<=(?:19|20)[0-9]{2})([_.])([0-9]{2})\4([0-9]{2})(?!\.[0-9]))(?![0-9A-SU-Za-z])"
)
_ISO_DAY = regex(r"\s*([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
_NUMBERS = regex(r"(?<![0-9])([0-9]{1,2})([-/.])([0-9]{1,2})\2[0-9]{4}(?![0-9])")


def settle(parts: Parts, options: Options, evidence: Evidence) -> tuple[Day, str]:
    """The one day that a reading means, and the name of the rule; raises Refusal where there is none, or more."""
    if parts.relative is not None:
        return _relative(parts.relative, options), "relative"
    if len(parts.days) == 1:
        day = parts.days[0][1]
        if len(day) == 3 and day[0] >= 1583:
            _to_date(day)
        return day, parts.rule
    found = {day: order for order, day in parts.days if _exists(day)}
    if not found:
        raise Refusal("DT004", "is not a date in any order of its numbers; correct it")
    if len(found) == 1:
        return next(iter(found)), parts.rule
    for name, narrowed in _narrowings(found, parts, options, evidence):
        if len(narrowed) == 1:
            return narrowed[0], f"{parts.rule}, order from {name}"
    days = " or ".join(sorted(map(written, found)))
    raise Refusal("DT003", f"is ambiguous: {days}; set --day-first or --month-first, or write it as {days[:10]}")


def _narrowings(
    found: dict[Day, str], parts: Parts, options: Options, evidence: Evidence
) -> Iterable[tuple[str, list[Day]]]:
    if parts.weekday:
        yield "weekday", [day for day in found if _to_date(day).isoweekday() == parts.weekday]
    for name, known in (("url", _url_day(evidence.url)), ("file name", _file_day(evidence.filename))):
        if known:
            yield name, [day for day in found if _agrees(day, known)]
    if known_days := {day for text in evidence.dates if (day := _iso_day(text))}:
        yield "other dates", [day for day in found if any(_agrees(day, known) for known in known_days)]
    orders = set(_orders(evidence.dates))
    if len(orders) == 1:
        order = orders.pop()
        yield "other dates", [day for day in found if found[day].startswith(order)]
    if evidence.language and all(order.endswith(".") for order in found.values()):
        from newsfix.read.dates.locales import writes_day_first_with_dots

        if writes_day_first_with_dots(evidence.language):
            yield "language", [day for day in found if found[day].startswith("dmy")]
    if options.day_first is not None:
        order = "dmy" if options.day_first else "mdy"
        yield "setting", [day for day in found if found[day].startswith(order)]


def agrees_with_weekday(parts: Parts) -> bool:
    """Whether the weekday that a text names is that of a day it can mean."""
    return parts.weekday is None or any(
        len(day) == 3 and _exists(day) and date(*day).isoweekday() == parts.weekday for _, day in parts.days
    )


def _relative(days: int, options: Options) -> Day:
    base = _iso_day(options.base_date or "")
    if base is None:
        raise Refusal("DT004", "is relative to an unknown day; set it with --base-date")
    try:
        found = _to_date(base) + timedelta(days=days)
    except OverflowError:
        raise Refusal("DT004", "is relative and leads outside the calendar; write the date as 2021-12-15") from None
    return (found.year, found.month, found.day)


def _iso_day(text: str) -> Day | None:
    """The day that a text begins with, as ISO 8601 has it."""
    match = _ISO_DAY.match(text)
    return tuple(map(int, match.groups())) if match else None


def contradictions(text: str, day: Day, parts: Parts, evidence: Evidence) -> list[Unplaced]:
    """A weekday that is not the day's; a URL or a file name with a date more than a day away."""
    problems: list[Unplaced] = []
    if parts.weekday and (actual := _to_date(day).isoweekday()) != parts.weekday:
        said, real = ENGLISH_DAYS[parts.weekday - 1], ENGLISH_DAYS[actual - 1]
        message = f'"{shorten(text)}" says {said}, but {written(day)} is a {real}; check which is right'
        problems.append(Unplaced("DT006", message))
    named = _file_day(evidence.filename)
    if named and len(named) == 3 and timedelta(0) < date(*day) - date(*named) <= _WRITING:
        named = None
    first = _url_day(evidence.url)
    if first and evidence.elsewhere and first < day:
        first = None
    for name, known in (("url", first), ("file name", named)):
        if known and known != day[: len(known)] and not _agrees(day, known):
            message = f'"{shorten(text)}" is {written(day)}, but the {name} says {written(known)}; check which is right'
            problems.append(Unplaced("DT006", message, detail=name))
    return problems


def _agrees(day: Day, known: Day) -> bool:
    """Whether a day lies within a day of another, or of another month: zones part the two."""
    here = date(*day)
    if len(known) == 3:
        return abs((here - date(*known)).days) <= 1
    number, last = here.toordinal(), date.max.toordinal()
    days = [date.fromordinal(near) for near in (max(number - 1, 1), number, min(number + 1, last))]
    return any((day.year, day.month) == known for day in days)


def _url_day(url: str | None) -> Day | None:
    """The date in a path (/2021/03/04/, /2021/mar/04/, /2021-03-04-slug, /20210304), or year and month; one only."""
    if not url:
        return None
    url = _NAMED_MONTH.sub(lambda match: f"{_MONTHS[match[1][:3].lower()]}/", url)
    found = set()
    for match in _URL_DAY.finditer(url):
        year, sign, month, day, joined_month, joined_day = match.groups()
        if sign == "-" and not day and url[match.start() - 1 : match.start()] != "/":
            continue  # within a slug: `tables-of-2021-4`
        known = tuple([int(part) for part in (year, month or joined_month, day or joined_day) if part])
        if len(known) == 2 or _exists(known):
            found.add(known)
    full = {known for known in found if len(known) == 3}
    chosen = full or found
    return chosen.pop() if len(chosen) == 1 else None


def day_of_path(path: str) -> str | None:
    """The one whole day in a path, as ISO 8601."""
    day = _url_day(path)
    return written(day) if day and len(day) == 3 else None


def day_of_name(name: str | None) -> str | None:
    """The day that a file name begins with, as ISO 8601."""
    day = _file_day(name)
    return written(day) if day else None


def _file_day(name: str | None) -> Day | None:
    """The date that a file name begins with (Jekyll: 2021-03-04-slug; 2021_03_04, 2021.03.04).

    `2021-1-2nd-street` has none, nor has a version, as `2021.03.04.1`.
    """
    match = _FILE_DAY.match(name.rpartition("/")[2]) if name else None
    known = (int(match[1]), int(match[2] or match[5]), int(match[3] or match[6])) if match else None
    return known if known and _exists(known) else None


def _orders(texts: Iterable[str]) -> Iterable[str]:
    """The order of day and month in each text whose numbers allow only one."""
    for text in texts:
        for first, _sign, second in _NUMBERS.findall(text[:200]):
            if int(first) > 12 >= int(second):
                yield "dmy"
            elif int(second) > 12 >= int(first):
                yield "mdy"


def _exists(day: Day) -> bool:
    try:
        date(*day)
    except ValueError:
        return False
    return True


def _to_date(day: Day) -> date:
    year, month, number = day
    if not 1 <= month <= 12:
        raise Refusal("DT004", f"has month {month}, which does not exist")
    try:
        return date(year, month, number)
    except ValueError:
        raise Refusal("DT004", f"has day {number}, which month {month} of {year} does not have") from None


def is_before(one: str, other: str) -> bool:
    """Whether a date certainly lies before another, whatever part either leaves out."""
    if len(one) >= 19 and len(other) >= 19:
        first, second = (datetime.fromisoformat(_to_microseconds(value)) for value in (one, other))
        if (first.tzinfo is None) == (second.tzinfo is None):
            return first < second
    if len(one) < 10 or len(other) < 10:
        shorter = min(len(one), len(other), 7)
        return one[:shorter] < other[:shorter]
    # Without an offset on both sides the same moment can have two dates.
    slack = timedelta(days=0 if len(one) == len(other) == 10 else 1)
    return date.fromisoformat(one[:10]) + slack < date.fromisoformat(other[:10])


def _to_microseconds(value: str) -> str:
    """RFC 3339 as Python 3.10 reads it: an offset in digits, a fraction of six digits or none."""
    if "." in value:
        value = re.sub(r"\.[0-9]+", lambda match: f"{match[0]:0<7}"[:7], value)
    return value[:-1] + "+00:00" if value.endswith("Z") else value
