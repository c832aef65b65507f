"""One date string to ISO 8601 (RFC 3339 where it has a time), or a reason why not.

Nothing is made up: what the source leaves out stays out, an order of numbers that evidence does
not settle is reported, and so is a zone that has several meanings. Neither today nor the locale or
the zone of the machine takes part.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model.article import DateSource
from newsfix.model.problem import Unplaced
from newsfix.options import Options
from newsfix.read.dates import zones
from newsfix.read.dates.evidence import NOTHING, Evidence, contradictions, settle
from newsfix.read.dates.iso import read_digits, read_iso, zone_of
from newsfix.read.dates.parts import (
    ENGLISH_DAYS,
    ENGLISH_MONTHS,
    Clock,
    Day,
    Parts,
    Refusal,
    full_year,
    shorten,
    written,
)
from newsfix.regex import regex

__all__ = ["Evidence", "Reading", "read_date"]

LONGEST = 200
"""A longer text is not a date."""


class Reading(Struct, frozen=True):
    """The date as ISO 8601 with the source's precision and offset, how it was read, and what is wrong.

    `value` and `source` are None where the text was refused.
    """

    value: str | None
    source: DateSource | None
    problems: tuple[Unplaced, ...] = ()


_WEEKDAYS = {day[:3]: number for number, day in enumerate(ENGLISH_DAYS, 1)}
_MONTHS = {month[:3]: number for number, month in enumerate(ENGLISH_MONTHS, 1)}
# RFC 5322, section 3.3, with the obsolete forms of section 4.3: years of two digits, names of zones.
_RFC_5322 = regex(
    rf"(?:({'|'.join(_WEEKDAYS)}),? )?(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}}|\d\d)"
    r" (\d\d):(\d\d)(?::(\d\d))?(?: (?:([+-])(\d\d)(\d\d)|([A-Z]{1,5})))",
    re.ASCII,
)
_PRECISIONS = ("", "year", "month", "day")
# A timestamp of YAML 1.1 (yaml.org/type/timestamp), as Jekyll and Hexo write it.
_AN_OFFSET = regex(r"[+-]\d\d:\d\d")
_YAML = regex(r"\d{4}-\d\d?-\d\d?[ \t]+\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?))?", re.ASCII)


_SLASHES = regex(r"[12][0-9]{3}/[0-9]{1,2}/[0-9]{1,2}(?![0-9/])", re.ASCII)


def read_date(text: str, options: Options, evidence: Evidence = NOTHING) -> Reading:
    """Read one date string.

    Never raises: a text that is not a date, or that has more than one reading, comes back with the
    problem that says so and what to do about it.
    """
    try:
        parts, is_iso = _read_parts(text, options, evidence)
        return _finish(text, parts, is_iso, options, evidence)
    except Refusal as refusal:
        return Reading(None, None, (Unplaced(refusal.code, f'"{shorten(text)}" {refusal.reason}'),))


# ------------------------------------------------------------------------------------- reading


def _read_parts(text: str, options: Options, evidence: Evidence) -> tuple[Parts, bool]:
    text = text.strip()
    if len(text) > LONGEST:
        raise Refusal("DT004", "is too long for a date; write the date alone")
    if found := read_iso(text):
        return found, "T" in text or found.clock is None or (" " in text and text.count(" ") == 1)
    if match := _RFC_5322.fullmatch(text):
        return _rfc_5322(match), False
    if found := read_digits(text):
        return found, False
    from newsfix.read.dates.tables import NO_DATES

    if text.casefold() in NO_DATES:
        raise Refusal("DT004", "is not a date; write it as 2021-12-15")
    from newsfix.read.dates.written import read_written

    try:
        return read_written(text, options, evidence.language), False
    except Refusal as refusal:
        from newsfix.read.dates.around import bare

        alone = bare(text) if refusal.code == "DT004" else text
        if alone == text:
            raise
    return _read_parts(alone, options, evidence)[0], False


def _rfc_5322(match: re.Match[str]) -> Parts:
    weekday, day, month, year, hour, minute, second, sign, hours, minutes, name = match.groups()
    number = full_year(int(year)) if len(year) == 2 else int(year)
    zone = zone_of(sign, hours, minutes, f"{sign}{hours}{minutes}") if sign else name
    return Parts(
        (("dmy", (number, _MONTHS[month], int(day))),),
        Clock(int(hour), int(minute), int(second) if second else None),
        zone,
        "rfc2822",
        _WEEKDAYS[weekday] if weekday else None,
    )


# ------------------------------------------------------------------------------------- writing


def _finish(text: str, parts: Parts, is_iso: bool, options: Options, evidence: Evidence) -> Reading:
    """Settle day and zone, say what speaks against them, and write the value."""
    problems: list[Unplaced] = []
    if len(parts.days) > 1:
        from newsfix.read.dates.words import language_of_clock

        evidence = replace(evidence, language=language_of_clock(text) or evidence.language)
    day, rule = settle(parts, options, evidence)
    _check_year(day, parts)
    clock, zone, source_zone = parts.clock, parts.zone, "none"
    precision = _PRECISIONS[len(day)]
    if len(day) == 3 and (parts.weekday or evidence.url or evidence.filename):
        problems += contradictions(text, day, parts, evidence)
    if clock is not None:
        moment, precision = _moment(day, clock)
        if zone is not None:
            source_zone = "given"
            offset: int | None = _offset(zone, moment, options)
        else:
            offset, problem = _assumed(text, moment, options)
            source_zone = "none" if offset is None else "assumed"
            problems += problem
        if offset is not None and options.to_zone:
            moment, offset = _convert(moment, offset, options.to_zone)
        value = _write_moment(moment, clock, offset)
    else:
        value = written(day)
    if not is_iso:
        if _YAML.fullmatch(text):
            problems.append(Unplaced("DT011", f'"{shorten(text)}" is written {value} in ISO 8601'))
        else:
            code = "DT013" if _SLASHES.match(text) else "DT002"
            problems.append(Unplaced(code, f'"{shorten(text)}" is not ISO 8601; it was read as {value}'))
    return Reading(value, DateSource(text.strip(), precision, source_zone, rule), tuple(problems))


def _check_year(day: Day, parts: Parts) -> None:
    """ISO 8601 has years before 1583 only by agreement; here they are cut off, empty, or of another calendar."""
    year = day[0]
    if year < 1583:
        reason = f"has the year {year}, which is too early; write the year in full, as 2021"
        raise Refusal("DT004", reason)
    if 2400 <= year <= 2600 and parts.rule != "epoch":
        raise Refusal("DT003", f"has the year {year}, which may be Buddhist; write {year - 543} if it is")
    if len(day) == 1 and year > 2600:
        raise Refusal("DT004", "is a number that is unlikely to be a year; write the date in full")
    if len(day) > 1 and not 1 <= day[1] <= 12:
        raise Refusal("DT004", f"has month {day[1]}, which does not exist")


def _moment(day: Day, clock: Clock) -> tuple[datetime, str]:
    """The local time, and how exact it is. 24:00 is the start of the next day (ISO 8601-1, 4.3.8)."""
    hour, minute, second, fraction = clock.hour, clock.minute, clock.second, clock.fraction
    precision = "hour" if minute is None else "minute" if second is None else "second"
    if hour == 24 and not minute and not second and not fraction.strip("0"):
        try:
            return datetime(day[0], day[1], day[2]) + timedelta(days=1), precision
        except OverflowError:
            raise Refusal("DT004", "has a time after the last day of the calendar") from None
    if second == 60:
        raise Refusal("DT004", "has a leap second, which most programs reject; write :59")
    try:
        return datetime(day[0], day[1], day[2], hour, minute or 0, second or 0), precision
    except ValueError:
        said = ":".join(f"{part:02}" for part in (hour, minute, second) if part is not None)
        raise Refusal("DT004", f"has a time that does not exist: {said}") from None


def _offset(zone: int | str, moment: datetime, options: Options) -> int:
    if isinstance(zone, int):
        return zone
    try:
        if "/" not in zone:
            return zones.offset_of_abbreviation(zone, moment, options.zones)
        minutes, why = zones.offset_of(moment, zone)
    except zones.UnknownZone as error:
        if "/" in zone:
            raise Refusal("DT005", f"has the unknown time zone {zone}; write the offset") from None
        offset = _AN_OFFSET.search(str(error))
        example = offset[0] if offset else "+08:00"
        raise Refusal("DT005", f"has {error}; set it with --zone {zone}={example}") from None
    if minutes is None:
        raise Refusal("DT005", f"has a time that {why} in {zone}; write the offset")
    return minutes


def _assumed(text: str, moment: datetime, options: Options) -> tuple[int | None, tuple[Unplaced, ...]]:
    """The offset of the user's zone; where it is not one offset, the time stays without."""
    zone = options.assume_zone
    if not zone:
        return None, ()
    try:
        minutes, why = zones.offset_of(moment, zone)
    except zones.UnknownZone:
        message = f'"{shorten(text)}" was left without an offset: the time zone "{zone}" to assume is unknown'
        return None, (Unplaced("DT005", message),)
    if minutes is None:
        message = f'"{shorten(text)}" {why} in {zone} and was left without an offset; write the offset'
        return None, (Unplaced("DT008", message),)
    return minutes, ()


def _convert(moment: datetime, offset: int, name: str) -> tuple[datetime, int]:
    """The same instant in another zone; as it was where the zone is unknown or has no such time."""
    try:
        zone = zones.find_zone(name)
        utc = moment - timedelta(minutes=offset)
        there = utc.replace(tzinfo=zones.find_zone("UTC")).astimezone(zone)
    except (zones.UnknownZone, OverflowError):
        return moment, offset
    seconds = round((there.utcoffset() or timedelta()).total_seconds())
    if seconds % 60:
        return moment, offset
    return there.replace(tzinfo=None), seconds // 60


def _write_moment(moment: datetime, clock: Clock, offset: int | None) -> str:
    written = moment.isoformat()
    if clock.fraction and (fraction := clock.fraction.rstrip("0")):
        written += f".{fraction}"
    return written if offset is None else written + zones.write_offset(offset)
