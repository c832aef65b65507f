"""The forms of a date, once its words are codes (`read.dates.sentences`).

`read_sentence` takes out weekday, time and zone, and what is left must be one of the forms of a
day, to the last character.
"""

from __future__ import annotations

import re

from newsfix.read.dates.parts import Clock, Day, Parts, Refusal, full_year, refuse_span
from newsfix.read.dates.zones import OFFSETS, minutes_of
from newsfix.regex import regex

# ------------------------------------------------------------------------------- forms of a time

_LEFT = r"(?<![\d.:/+-])"
_WORDS = r"(?:[AL];[\s:,.]*)*"
_PERIOD = r"P(?P<a>\d+)-(?P<b>\d+);\.?"
_OFFSET = r"(?P<sign>[+-])(?P<oh>\d{1,2})(?::?(?P<om>\d\d))?(?![\d:])"
_ZONE = (
    r"(?=[\s,]*\(?\s*(?:Z|[+-]\d))[\s,]*\(?\s*"
    rf"(?:Z(?P<zone>[^;]*);\s*)?(?:{_OFFSET})?\s*\)?(?:\s*\(?Z(?P<comment>[^;]*);\)?)?"
)
_AFTER = rf"(?:\s*(?:h|B;))?(?:\s*P(?P<c>\d+)-(?P<e>\d+);\.?)?(?:\s*B;)?(?:{_ZONE})?"
_CLOCKS = tuple(
    regex(_WORDS + clock + _AFTER)
    for clock in (
        rf"(?:{_PERIOD}\s*)?{_LEFT}(?P<h>\d{{1,2}}):(?P<n>\d\d?)(?::(?P<s>\d\d?)(?:[.,](?P<f>\d{{1,30}}))?)?(?![\d:])",
        rf"(?:{_PERIOD}\s*)?{_LEFT}(?P<h>\d{{1,2}})\s*h[\s.]*(?P<n>\d{{1,2}})\s*n(?:\s*(?P<s>\d{{1,2}})\s*s)?",
        rf"(?:{_PERIOD}\s*)?{_LEFT}(?P<h>\d{{1,2}})\s*h\s*(?P<n>\d\d)(?!\d|\s*[ymdhn.:/-]|\s*M\d)",
        rf"{_PERIOD}\s*(?P<h>\d{{1,2}})(?![\d:.])",
        rf"(?:{_PERIOD}\s*)?{_LEFT}(?P<h>\d{{1,2}})(?=\s*h)",
        r"N(?P<h>\d+);",
        rf"{_LEFT}(?P<h>\d{{1,2}})(?=\s*P\d)",
        rf"(?:{_PERIOD}\s*)?{_LEFT}(?P<h>\d{{1,2}})\.(?P<n>\d\d)(?:\.(?P<s>\d\d)(?:\.(?P<f>\d{{1,30}}))?)?(?!\d|\s*\.\s*\d)",
    )
)
_ZONE_AT_END = regex(r"(?<=[\s,])" + _ZONE + "$")
_ZONE_AT_START = regex(r"\(?Z(?P<zone>[^;]*);\)?[\s,]*")
# The zone that a day is a day of (XML Schema 1.1-2, 3.3.9); the day is the same without it.
_ZONE_OF_DAY = regex(r"(?<=\d)(?:\s*\(?Z[A-Z]+;\)?|((?<=\d{4}-\d\d-\d\d)-(?=\d\d:)|\s*\+)(\d\d):?(\d\d))$")
_LABELS_BEFORE = regex(r"^(?:L;[\s:,.|-]*)+")
_LABELS_AFTER = regex(r"(?:[\s:,.|(-]*(?<![A-Z_])T;\)?)+$")

# -------------------------------------------------------------------------------- forms of a day

_YEAR = r"(?:E(?P<era>[a-z]+);[\s.]*(?P<ey>\d{1,4})|(?P<y>\d{4})\s*(?:E(?P<late>ad|be);)?)(?!\d)\s*y?"
_MONTH = r"(?:M(?P<m>\d+);|(?P<mn>\d{1,2})\s*m)"
_DAY = r"(?P<d>\d{1,2})(?!\d)\s*d?"
_S = r"[\s,./'-]*"
_T = r"[\s,./'-]+"
_DAYS = tuple(
    regex(form)
    for form in (
        _YEAR + _S + _MONTH + _S + _DAY,
        _DAY + _S + _MONTH + _S + _YEAR,
        _MONTH + _S + _DAY + _T + _YEAR,
        _YEAR + _T + _DAY + _S + r"M(?P<m>\d+);",  # 2021. gada 15. decembris
        _MONTH + _S + _YEAR,
        _YEAR + _S + _MONTH,
        _DAY + _S + _MONTH + _T + r"(?P<short>\d\d)",  # 15-Dec-21, as in RFC 850
        _MONTH + _S + _DAY + r"[\s,]*'(?P<short>\d\d)",
        r"(?=\d+\s*y|\d+\s*E|E)" + _YEAR,
    )
)
_NUMBERS = regex(r"(?:E(?P<era>[a-z]+);\s*)?(\d{1,4})\s*([-/.]|(?<=\d)\s)\s*(\d{1,2})\s*\3\s*(\d{1,4})")
# 24/5-2016, 24/5 2016, as Scandinavia writes it
_SLASHED = regex(r"(\d{1,2})/(\d{1,2})(?:\s?-\s?|\s)(?=\d{4}$)")
_MONTH_NUMBERS = regex(r"(?:(\d{1,2})[-/.](\d{4})|(\d{4})[-/.](\d{1,2}))")

_ERA_SPANS = {
    "roc": ((1912, 1, 1), (2099, 12, 31)),
    "meiji": ((1868, 10, 23), (1912, 7, 30)),
    "taisho": ((1912, 7, 30), (1926, 12, 25)),
    "showa": ((1926, 12, 25), (1989, 1, 7)),
    "heisei": ((1989, 1, 8), (2019, 4, 30)),
    "reiwa": ((2019, 5, 1), (2099, 12, 31)),
}
# The first year of an era is the one after its base.
_ERA_BASES = {era: span[0][0] - 1 for era, span in _ERA_SPANS.items()} | {"be": -543, "ad": 0}


def read_sentence(text: str, buddhist: bool) -> Parts | None:
    """The reading of a sentence, or None where it is not a form of a date.

    `buddhist` says that the words or the article are Thai, so that years from 2400 to 2600 count
    from the Buddha. Raises Refusal where the form is clear and what it says cannot be.
    """
    text = _LABELS_AFTER.sub("", _LABELS_BEFORE.sub("", text.strip()))
    text = re.sub(r"(?<=\d)(?<!:\d\d)(?:[\s-]+|(?<!-\d)(?<!-\d\d))F;", " ", text)
    weekdays = set(re.findall(r"W(\d);", text))
    if len(weekdays) > 1:
        return None
    weekday = int(weekdays.pop()) if weekdays else None
    text = re.sub(r"\(?\s*W\d;\s*\)?", " ", text)
    text = re.sub(r"(?<![\d:./-])12(?::00)?\s*h?\s*(?=N\d)", "", text)  # 12 noon
    text = re.sub(r"\(\s*(M\d+;)[\s.]*\)", r"\1", text)
    for form in _CLOCKS:
        matches = list(form.finditer(text))
        if len(matches) > 1:
            return None
        if matches:
            # Between the parts of the day is asctime's place for hours and minutes; anything shorter there is a number
            # with a word that some language has for a part of the day.
            around = text[: matches[0].start()], text[matches[0].end() :]
            if form is not _CLOCKS[0] and all(any(map(str.isdigit, part)) for part in around):
                return None
            found = _with_clock(text, matches[0], weekday, buddhist)
            if found or form is _CLOCKS[0]:
                return found
    return _without_clock(text, weekday, buddhist)


def _without_clock(text: str, weekday: int | None, buddhist: bool) -> Parts | None:
    days, relative = _read_day(text, buddhist)
    zone = _ZONE_OF_DAY.search(text) if not days else None
    if zone and (zone[1] is None or minutes_of(zone[1].strip(), zone[2], zone[3]) is not None):
        days = tuple(found for found in _read_day(text[: zone.start()], buddhist)[0] if len(found[1]) == 3)
    return Parts(days, rule="written", weekday=weekday, relative=relative) if days or relative is not None else None


def _with_clock(text: str, match: re.Match[str], weekday: int | None, buddhist: bool) -> Parts | None:
    fields = match.groupdict()
    if "L;" in match[0] and any(map(str.isdigit, text[: match.start()])):
        return None  # a date of one event and a time of another (Sept. 21, Updated 9:15)
    # The comma keeps an era or a number after the time from joining what stood before it.
    rest = text[: match.start()] + " , " + text[match.end() :]
    zone: int | str | None = None
    given = fields["zone"] is not None or fields["sign"] is not None
    if not given and (at_end := _ZONE_AT_END.search(rest.rstrip())):
        fields |= at_end.groupdict()
        given = fields["zone"] is not None or fields["sign"] is not None
        rest = rest[: at_end.start()]
    elif not given and (at_start := _ZONE_AT_START.match(rest)):
        fields |= at_start.groupdict()
        given = True
        rest = rest[at_start.end() :]
    if given:
        zone = _zone(fields)
        if zone is None:
            return None
    days, relative = _read_day(rest, buddhist)
    if relative is None and (not days or any(len(day) < 3 for _, day in days)):
        return None
    clock = _clock(fields)
    if fields["sign"] == "-" and not fields["zone"] and ":" in match[0].rpartition("-")[2]:
        refuse_span(clock, int(fields["oh"] or 0), int(fields["om"] or 0))
    return Parts(days, clock, zone, "written", weekday, relative)


def _zone(fields: dict[str, str | None]) -> int | str | None:
    """Minutes, a name, or None where the signs are not a zone."""
    name, sign, hours, minutes = fields["zone"], fields["sign"], fields["oh"], fields["om"]
    if sign is None or hours is None:
        if name is not None and name[:1] in "+-":
            return minutes_of(name[0], name[1:3], name[3:])
        return name if not fields["comment"] else None
    found = minutes_of(sign, hours, minutes)
    if name not in (None, "UTC", "GMT", "UT") and OFFSETS.get(name) != found:
        return None
    # Without seconds, 14:00 -4 is as well a span of time.
    if name is None and not fields.get("s") and (minutes is None or (len(hours) < 2 and sign == "-")):
        return None
    return found


def _clock(fields: dict[str, str | None]) -> Clock:
    hour = int(fields["h"] or 0)
    minute, second = (int(part) if part else None for part in (fields.get("n"), fields.get("s")))
    start, end = fields.get("a") or fields["c"], fields.get("b") or fields["e"]
    if fields.get("a") and fields["c"] and (fields["a"], fields["b"]) != (fields["c"], fields["e"]):
        raise Refusal("DT004", "has two different parts of the day; write the time as 15:30")
    if start and end:
        hour = _hour_in(hour, minute or 0, int(start), int(end))
    return Clock(hour, minute, second, fields.get("f") or "")


def _hour_in(hour: int, minute: int, start: int, end: int) -> int:
    """The hour of the day for an hour of a clock with twelve, in the part of the day from `start` to `end`."""
    if hour > 12:
        if end <= 12 or hour > 24:
            raise Refusal("DT004", f"has hour {hour} before noon; write the time as 15:30")
        return hour
    first, last = start * 60, end * 60
    one, other = (found * 60 + minute for found in (hour % 12, hour % 12 + 12))
    # People stretch the parts of the day (中午11:30); before and after noon they do not.
    slack = 0 if end - start == 12 else 60 * min(3, (12 - (end - start)) // 2)
    inside = [found for found in (one, other) if first <= found < last]
    near = [found for found in (one, other) if first - slack <= found < last + slack]
    if not inside and len(near) == 1:
        away = [min((first - found) % _DAY_LONG, (found - last) % _DAY_LONG) for found in (one, other)]
        # 4 at night is as near to the evening as to the morning.
        inside = near if abs(away[0] - away[1]) >= _CERTAIN else []
    if len(inside) != 1:
        raise Refusal("DT003", f"has hour {hour} in a part of the day where it is ambiguous; write the time as 15:30")
    return inside[0] // 60


_DAY_LONG = 24 * 60
_CERTAIN = 4 * 60


def _read_day(text: str, buddhist: bool) -> tuple[tuple[tuple[str, Day], ...], int | None]:
    """The days that the rest of a text can mean; or a number of days from the base date."""
    text = re.sub(r"\([\s,]*\)", " ", text)
    # One month under two names, as in Arabic newspapers.
    text = re.sub(r"M(\d+);\s*/\s*M\1;", r"M\1;", text)
    text = _LABELS_BEFORE.sub("", " ".join(text.split()).strip(" ,.:"))
    text = re.sub(r"^[-/] | [-/]$", "", text.strip(" ,.:'")).strip(" ,.:'")
    if relative := re.fullmatch(r"R(-?\d+);", text):
        return (), int(relative[1])
    for form in _DAYS:
        if match := form.fullmatch(text):
            return (("ymd", _named_day(match.groupdict(), buddhist)),), None
    if match := _MONTH_NUMBERS.fullmatch(text):
        year, month = int(match[2] or match[3]), int(match[1] or match[4])
        return (("ymd", (year, month)),), None
    if match := _NUMBERS.fullmatch(_SLASHED.sub(r"\1/\2/", text)):
        return _numeric_days(match["era"], match[2], match[3], match[4], match[5], buddhist), None
    return (), None


def _named_day(fields: dict[str, str | None], buddhist: bool) -> Day:
    month, day = fields.get("m") or fields.get("mn"), fields.get("d")
    parts = [int(part) for part in (month, day) if part]
    if short := fields.get("short"):
        if buddhist:
            raise Refusal("DT003", "has a two-digit year that may be Buddhist; write the year in full")
        return (full_year(int(short)), *parts)
    era = fields["era"] or fields["late"]
    return (_year_of(int(fields["ey"] or fields["y"] or 0), era, parts, buddhist), *parts)


def _year_of(year: int, era: str | None, parts: list[int], buddhist: bool) -> int:
    if era is None:
        return year - 543 if buddhist and 2400 <= year <= 2600 else year
    found = year + _ERA_BASES[era]
    if span := _ERA_SPANS.get(era):
        known = (found, *parts)
        if not span[0][: len(known)] <= known <= span[1][: len(known)]:
            raise Refusal("DT004", f"has year {year} of an era that does not include that day")
    return found


def _numeric_days(
    era: str | None, first: str, sign: str, second: str, third: str, buddhist: bool
) -> tuple[tuple[str, Day], ...]:
    a, b, c = int(first), int(second), int(third)
    if era or len(first) == 4:
        if len(third) > 2:
            return ()
        return (("ymd", (_year_of(a, era, [b, c], buddhist), b, c)),)
    if len(first) > 2 or len(third) == 3 or len(third) == 1:
        return ()
    if len(third) == 4:
        year = _year_of(c, None, [], buddhist)
        return (("dmy" + sign, (year, b, a)), ("mdy" + sign, (year, a, b)))
    if buddhist:
        raise Refusal("DT003", "has a two-digit year that may be Buddhist; write the year in full")
    european, american = ("dmy" + sign, (full_year(c), b, a)), ("mdy" + sign, (full_year(c), a, b))
    return (european, american) if len(first) < 2 else (european, american, ("ymd" + sign, (full_year(a), b, c)))
