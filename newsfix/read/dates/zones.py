"""Zones of time: abbreviations, IANA names, offsets, and what a local time is in one of them.

An abbreviation counts only where it has one meaning. RFC 5322, section 4.3, settles those of the
United States, except CST, which the largest Chinese sites write for their own time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from newsfix.regex import regex

# One meaning: minutes east of UTC.
OFFSETS: dict[str, int] = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0,
    "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "AKST": -540, "AKDT": -480, "HST": -600, "HDT": -540, "NDT": -150,
    "BRT": -180, "BRST": -120, "ART": -180, "UYT": -180, "COT": -300, "PET": -300,
    "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120, "MEST": 120, "EET": 120, "EEST": 180, "TRT": 180,
    "WAT": 60, "CAT": 120, "SAST": 120, "EAT": 180, "IDT": 180,
    "IRST": 210, "IRDT": 270, "AFT": 270, "PKT": 300, "UZT": 300, "NPT": 345,
    "ICT": 420, "WIB": 420, "WITA": 480, "HKT": 480, "SGT": 480, "MYT": 480, "PHT": 480, "AWST": 480,
    "WIT": 540, "JST": 540, "KST": 540, "ACST": 570, "AEST": 600, "CHST": 600, "ACDT": 630, "AEDT": 660,
    "NZST": 720, "NZDT": 780,
}  # fmt: skip

# One meaning, but the offset has changed over the years.
REGIONS: dict[str, str] = {"MSK": "Europe/Moscow", "MSD": "Europe/Moscow"}

# Several meanings, or one that each newspaper takes for its own: the user settles them.
SEVERAL: dict[str, str] = {
    "CST": "China +08:00, US Central -06:00 or Cuba -05:00",
    "IST": "India +05:30, Israel +02:00 or Ireland +01:00",
    "BST": "British Summer +01:00, Bangladesh +06:00 or Bougainville +11:00",
    "AST": "Atlantic -04:00 or Arabia +03:00",
    "ADT": "Atlantic -03:00 or Arabia +04:00",
    "NST": "Newfoundland -03:30 or Nepal +05:45",
    "GST": "Gulf +04:00 or South Georgia -02:00",
    "SST": "Samoa -11:00 or Singapore +08:00",
    "AMT": "Amazon -04:00 or Armenia +04:00",
    "ECT": "Ecuador -05:00 or Eastern Caribbean -04:00",
    "BDT": "Bangladesh +06:00 or Brunei +08:00",
    "WST": "Western Australia +08:00 or West Samoa +13:00",
    "MET": "Middle Europe +01:00 or +02:00",
    "ET": "Eastern Time -05:00 or -04:00",
    "CT": "Central Time -06:00 or -05:00, or China Time +08:00",
    "MT": "Mountain Time -07:00 or -06:00",
    "PT": "Pacific Time -08:00 or -07:00",
    "VET": "Venezuela -04:00 or -04:30",
    "CLT": "Chile -04:00 or -03:00",
}

_OFFSET = regex(r"([+-])(\d\d):?(\d\d)?", re.ASCII)
_FIRST, _LAST = -12 * 60, 14 * 60


class UnknownZone(ValueError):
    """A zone that is not known, or that has more than one meaning."""


def minutes_of(sign: str, hours: str, minutes: str | None) -> int | None:
    """Minutes east of UTC, or None for an offset that no place on earth has (−12:00 to +14:00)."""
    total = int(hours) * 60 + int(minutes or 0)
    total = -total if sign == "-" else total
    return total if int(minutes or 0) < 60 and _FIRST <= total <= _LAST else None


def write_offset(minutes: int) -> str:
    """An offset as RFC 3339 writes it: `Z`, `+08:00`."""
    if not minutes:
        return "Z"
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


@lru_cache(maxsize=256)
def find_zone(name: str) -> tzinfo:
    """The zone of an IANA name (`Asia/Shanghai`), a fixed offset (`+08:00`) or `UTC`.

    Raises UnknownZone.
    """
    if name in ("UTC", "Z", "GMT"):
        return timezone.utc
    if match := _OFFSET.fullmatch(name):
        minutes = minutes_of(*match.groups())
        if minutes is None:
            raise UnknownZone(name)
        return timezone(timedelta(minutes=minutes))
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # a directory of the zone data is an OSError
        raise UnknownZone(name) from error


def check_zone(name: str) -> bool:
    """Whether `name` is an IANA zone or a fixed offset such as `+08:00`."""
    try:
        find_zone(name)
    except UnknownZone:
        return False
    return True


def offset_of(local: datetime, name: str) -> tuple[int | None, str]:
    """Minutes east of UTC of a local time in a zone, or None with the reason why there is not one answer.

    Raises UnknownZone.
    """
    zone = find_zone(name)
    first = local.replace(tzinfo=zone, fold=0).utcoffset()
    second = local.replace(tzinfo=zone, fold=1).utcoffset()
    if first is None or second is None:
        return None, "has no offset"
    # PEP 495: in a gap fold=0 has the smaller offset, in a fold the larger.
    if first < second:
        return None, "does not exist"
    if first > second:
        return None, "exists twice"
    seconds = int(first.total_seconds())
    if seconds % 60:
        return None, "has an offset with seconds, which RFC 3339 cannot write"
    return seconds // 60, ""


def offset_of_abbreviation(name: str, local: datetime, settled: Mapping[str, str]) -> int:
    """Minutes east of UTC for an abbreviation; what the user settled comes first.

    Raises UnknownZone with the reason.
    """
    region = settled.get(name) or REGIONS.get(name)
    if region is not None:
        try:
            minutes, why = offset_of(local, region)
        except UnknownZone:
            raise UnknownZone(f'an unknown time zone: "{region}", which is set for {name}') from None
        if minutes is None:
            raise UnknownZone(f"a time that {why} in {region}")
        return minutes
    if name in OFFSETS:
        return OFFSETS[name]
    if name in SEVERAL:
        raise UnknownZone(f"an ambiguous time zone: {name} may be {SEVERAL[name]}")
    raise UnknownZone(f"an unknown time zone: {name}")


def is_abbreviation(name: str) -> bool:
    """Whether a word in capitals is a zone that the tables know."""
    return name in OFFSETS or name in REGIONS or name in SEVERAL
