"""A written date through ever more words: English first, the article's language, then whole scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from newsfix.options import Options
from newsfix.read.dates.evidence import agrees_with_weekday
from newsfix.read.dates.forms import read_sentence
from newsfix.read.dates.iso import read_iso
from newsfix.read.dates.locales import lexicon, load_locale, locales_for, locales_of
from newsfix.read.dates.parts import Clock, Parts, Refusal
from newsfix.read.dates.sentences import prepare, sentences, unknown_words, whole_words
from newsfix.read.dates.words import Lexicon, fold
from newsfix.regex import regex

# The letters that a word needs to be short for a name, and the unknown words that a message shows.
_SHORTEST = 3
_SHOWN = 4
_YEAR = regex(r"(?<!\d)\d{4}(?!\d)")
# Behind a time `am` may be German's "on": so it is before an ordinal and behind "Uhr"; without any dot it is not.
_ON = regex(r"\bam(?= (?:[^\W\d_]+,? )?(?:den )?\d{1,2}\. ?[^\W\d_])|(?<=uhr )am\b", re.IGNORECASE)
_AM = regex(r"(?<=\d) ?am\b(?!.*\d\.)", re.IGNORECASE)
_LOOSE_ZONE = regex(r":\d\d(?:\.\d+)? ?\(?([A-Z]{1,5})\b", re.ASCII)


def read_written(text: str, options: Options, language: str | None) -> Parts:
    """The one reading of a written date; raises Refusal where there is none, or more than one."""
    prepared = prepare(text, options.zones)
    if not any(char.isdigit() or char.isalpha() for char in prepared):
        raise Refusal("DT004", "is not a date; write it as 2021-12-15")
    if options.base_date and (ago := read_ago(prepared, options.base_date, language)):
        return ago
    found: list[Parts] = []
    unknown: list[str] = []
    words = lexicon(())
    for locales in _stages(prepared, language):
        words = lexicon(locales)
        unknown = unknown_words(prepared, words)
        if not unknown and (found := _readings(prepared, words, language)):
            if len(found) > 1:
                found = _readings(_AM.sub(" a.m.", _ON.sub("", prepared)), words, language)
            break
    if not found and unknown:
        found = _abbreviated(prepared, words, unknown, language)
    if not found:
        raise _refusal(prepared, unknown)
    if len(found) > 1:
        reason = "has words that mean different dates in different languages; set the article's language, as lang: de"
        raise Refusal("DT003", reason)
    return found[0]


def _abbreviated(prepared: str, words: Lexicon, unknown: list[str], language: str | None) -> list[Parts]:
    """The readings where each unknown word is short for one name; a weekday has to be that of the day."""
    for word in set(unknown):
        code = words.shortened(word) if len(word) >= _SHORTEST else None
        if code is None:
            return []
        words = words.with_word(word, code)
    return [parts for parts in _readings(prepared, words, language) if agrees_with_weekday(parts)]


def _stages(prepared: str, language: str | None) -> Iterator[tuple[str, ...]]:
    """Ever more locales, since loading one takes milliseconds: none, the article's, all of the text's scripts."""
    yield ()
    if language and (locales := locales_of(language)):
        yield locales
    if locales := locales_for([char for char in prepared if char.isalpha()]):
        yield locales


def _readings(prepared: str, words: Lexicon, language: str | None) -> list[Parts]:
    """The different readings, those that agree with their weekday before all others."""
    thai = (language or "").casefold().split("-")[0] == "th" or any("\u0e00" <= char <= "\u0e7f" for char in prepared)
    found: dict[Parts, None] = {}
    refusals: list[Refusal] = []
    for sentence in sentences(prepared, words):
        try:
            parts = read_sentence(sentence, thai)
        except Refusal as refusal:
            refusals.append(refusal)
            continue
        if parts is not None:
            found[parts] = None
    if refusals and not found:
        raise refusals[0]
    readings = _without_repeats(found)
    return [parts for parts in readings if agrees_with_weekday(parts)] or readings


def _without_repeats(readings: Iterable[Parts]) -> list[Parts]:
    """One of the readings that differ only in a weekday: rather one that is right than none, than a wrong one.

    What only one of two languages takes for a weekday does not settle the order of numbers.
    """
    kept: dict[Parts, Parts] = {}

    def rank(parts: Parts) -> int:
        if parts.weekday is None:
            return 1 if len(parts.days) == 1 else -1
        return 0 if agrees_with_weekday(parts) else 2

    for parts in sorted(readings, key=rank):
        kept.setdefault(replace(parts, weekday=None), parts)
    return list(kept.values())


def _refusal(prepared: str, unknown: list[str]) -> Refusal:
    if unknown:
        zone = _LOOSE_ZONE.search(prepared)
        if zone and [zone[1].casefold()] == unknown:
            return Refusal("DT005", f"has an unknown time zone: {zone[1]}; set it with --zone {zone[1]}=+08:00")
        words = ", ".join(whole_words(prepared, unknown)[:_SHOWN])
        return Refusal("DT004", f"has unknown words ({words}); write the date as 2021-12-15")
    if _YEAR.search(prepared):
        return Refusal("DT004", "is not in a known date format; write it as 2021-12-15T09:06:35+00:00")
    return Refusal("DT004", "is not a date with a year; write it as 2021-12-15")


# ------------------------------------------------------- counted back from a moment that the user gives

# One of a unit, where no number says how many: an hour ago, vor einem Tag, il y a une heure.
_ONE = regex(
    r"^an?(?= [a-z]+ ago$)|(?:^|(?<=\s))(?:eine[mr]|une?|un[oa]|uma?|een|en|ett|bir|satu|один|одну)(?=\s)",
    re.IGNORECASE,
)
_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")


def read_ago(text: str, base_date: str, language: str | None) -> Parts | None:
    """A number of units before `base_date`, as CLDR writes it in any language; None where it is something else.

    Raises Refusal for hours before a base date that has none.
    """
    text = text.replace("منذ", "قبل")  # Arabic sites write "since", CLDR "before"
    text = text if any(map(str.isdigit, text)) else _ONE.sub("1", text)
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
