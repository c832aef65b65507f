"""Times counted back from a moment that the user gives: `3 hours ago`, `3小时前`."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Any

from newsfix.read.dates.iso import read_iso
from newsfix.read.dates.parts import Clock, Parts, Refusal
from newsfix.read.dates.words import fold, load_locale, locales_for, locales_of
from newsfix.regex import regex

_ONE = regex(r"^an?(?= [a-z]+ ago$)", re.IGNORECASE)
_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")


def read_ago(text: str, base_date: str, language: str | None) -> Parts | None:
    """A number of units before `base_date`, as CLDR writes it in any language; None where it is something else.

    Raises Refusal for hours before a base date that has none.
    """
    text = _ONE.sub("1", text)
    numbers = re.findall(r"\d+", text)
    if len(numbers) != 1 or len(numbers[0]) > 5:
        return None
    key = _key(text.replace(numbers[0], "{0}"))
    unit = None
    for locales in (("en",), locales_of(language or ""), locales_for([char for char in text if char.isalpha()])):
        unit = unit or _phrases(locales).get(key)
    base = read_iso(base_date.strip())
    if unit is None or base is None or len(base.days[0][1]) < 3:
        return None
    from dateutil.relativedelta import relativedelta

    year, month, day = base.days[0][1]
    exact = base.clock or Clock(0)
    if base.clock is None and unit in ("hour", "minute", "second"):
        raise Refusal("DT004", f"counts {unit}s; set --base-date with a time")
    changes: dict[str, Any] = {f"{unit}s": -int(numbers[0])}
    try:
        moment = datetime(year, month, day, exact.hour, exact.minute or 0, exact.second or 0) + relativedelta(**changes)
    except (ValueError, OverflowError):
        raise Refusal("DT004", "is relative and leads outside the calendar; write the date as 2021-12-15") from None
    found = (("ymd", (moment.year, moment.month, moment.day)),)
    if unit not in ("hour", "minute", "second"):
        return Parts(found, rule="relative")
    return Parts(found, Clock(moment.hour, moment.minute, moment.second), base.zone, "relative")


def _key(text: str) -> str:
    return re.sub(r"[\s.]+", "", fold(text))


@lru_cache(maxsize=16)
def _phrases(locales: tuple[str, ...]) -> dict[str, str]:
    phrases: dict[str, str] = {}
    for locale in locales:
        fields = load_locale(locale).get("date_fields", {})
        for unit in _UNITS:
            for width in ("", "-short"):
                past = fields.get(unit + width, {}).get("past", {})
                if isinstance(past, dict):
                    phrases |= {_key(pattern): unit for pattern in past.values() if isinstance(pattern, str)}
    return phrases
