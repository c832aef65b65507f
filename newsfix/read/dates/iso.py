"""Dates that are written for machines: ISO 8601 in all its forms, and seconds since 1970."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from newsfix.read.dates.parts import Clock, Day, Parts, Refusal, refuse_span
from newsfix.read.dates.zones import minutes_of
from newsfix.regex import regex

_ISO = regex(
    r"""
    (?: (?P<y>\d{4}) (?: -(?P<m>\d\d) (?:-(?P<d>\d\d))? )?  # 2014-09-22, 2014-09, 2014
      | (?P<basic>\d{8})  # 20140922
      | (?P<oy>\d{4}) -? (?P<ordinal>\d{3})  # 2014-265
      | (?P<wy>\d{4}) (?:-W(?P<w>\d\d)-(?P<wd>\d) | W(?P<bw>\d\d)(?P<bwd>\d))  # 2014-W39-1
    )
    (?: (?P<mark>[Tt\ ])
        (?P<h>\d\d) (?: :?(?P<n>\d\d) (?: :?(?P<s>\d\d) (?:[.,](?P<f>\d+))? )? )?
        (?: \ ?(?: (?P<z>[Zz]) | (?P<sign>[+-])(?P<oh>\d\d)(?::?(?P<om>\d\d))? ) )?
    )?
    """,
    re.VERBOSE | re.ASCII,
)
# PDF's own form (ISO 32000-1, 7.9.4) begins with `D:` and has apostrophes in its offset.
# Stamps of file names have a sign before the time.
_DIGITS = regex(
    r"(?:D:)?(\d{8})(?:[-_](?=\d{6}\Z))?(\d\d)(\d\d)(?:(\d\d)(?:([Zz])(?:00'00'?)?|([+-])(\d\d)[:']?(\d\d)'?)?)?",
    re.ASCII,
)
_EPOCH = regex(r"(\d{9,19})(?:\.(\d{1,9}))?|/?Date\((\d{12,13})([+-]\d{4})?\)/?", re.ASCII)
_YEARS = range(1900, 2100)


def read_iso(text: str) -> Parts | None:
    """A text in a form of ISO 8601, with `t`, a blank or `T` before the time.

    Raises Refusal for a day or a time that cannot be.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    y, m, d, basic, oy, ordinal, wy, w, wd, bw, bwd, mark, h, n, s, f, z, sign, oh, om = match.groups()
    day: Day
    if d:
        day = (int(y), int(m), int(d))
    elif y:
        day = (int(y), int(m)) if m else (int(y),)
    elif basic:
        day = (int(basic[:4]), int(basic[4:6]), int(basic[6:]))
    elif oy:
        day = _ordinal(int(oy), int(ordinal), "-" in text)
    else:
        day = _week(int(wy), int(w or bw), int(wd or bwd))
    if h is None:
        return Parts((("ymd", day),))
    if len(day) < 3:
        return None
    if mark == " " and not (basic and s) and ":" not in text:
        return None  # a number beside a day: how often it was read
    zone = 0 if z else zone_of(sign, oh, om, f"{sign}{oh}:{om or '00'}") if sign else None
    clock = Clock(int(h), int(n) if n else None, int(s) if s else None, f or "")
    if sign == "-" and mark == " ":
        refuse_span(clock, int(oh), int(om or 0))
    return Parts((("ymd", day),), clock, zone)


def read_digits(text: str) -> Parts | None:
    """Digits alone: `20211215090635`, or seconds, milliseconds, micro- or nanoseconds since 1970."""
    match = _DIGITS.fullmatch(text)
    if match and int(match[1][:4]) in _YEARS:
        day, h, n, s, z, sign, hours, minutes = match.groups()
        zone = 0 if z else zone_of(sign, hours, minutes, f"{sign}{hours}:{minutes}") if sign else None
        return Parts(
            (("ymd", (int(day[:4]), int(day[4:6]), int(day[6:]))),), Clock(int(h), int(n), int(s) if s else None), zone
        )
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    whole, fraction, milliseconds, shown = match.groups()
    digits = whole or milliseconds
    # Ten digits last from 2001 to 2286; each unit has three more.
    places = {9: 0, 10: 0, 12: 3, 13: 3, 16: 6, 19: 9}.get(len(digits))
    if places is None or (places and fraction):
        raise Refusal("DT004", "is a number that is neither a day nor a Unix time in seconds or milliseconds")
    seconds = int(digits[: len(digits) - places])
    # Microsoft's JSON shows a moment in a zone beside it.
    offset = zone_of(shown[0], shown[1:3], shown[3:], shown) if shown else 0
    moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds, minutes=offset)
    rest = digits[len(digits) - places :] if places else fraction or ""
    clock = Clock(moment.hour, moment.minute, moment.second, rest)
    return Parts((("ymd", (moment.year, moment.month, moment.day)),), clock, offset, "epoch")


def zone_of(sign: str, hours: str, minutes: str | None, shown: str) -> int:
    """Minutes east of UTC. Raises Refusal for an offset, shown so, that no place has."""
    found = minutes_of(sign, hours, minutes)
    if found is None:
        raise Refusal("DT004", f"has the offset {shown}, which no time zone has")
    return found


def _ordinal(year: int, number: int, extended: bool) -> Day:
    first = date(year or 4, 1, 1)  # the year 0 is a leap year, which Python's calendar does not have
    last = date(first.year, 12, 31).timetuple().tm_yday
    if not 1 <= number <= last or (not extended and year not in _YEARS):
        raise Refusal("DT004", f"has day {number} of a year with {last} days")
    found = first + timedelta(days=number - 1)
    return (year, found.month, found.day)


def _week(year: int, week: int, weekday: int) -> Day:
    try:
        found = date.fromisocalendar(year, week, weekday)
    except ValueError:
        raise Refusal("DT004", f"has day {weekday} of week {week}, which {year} does not have") from None
    return (found.year, found.month, found.day)
