"""The words that the languages of the world write dates with: those of CLDR, and those of the tables of this package.

Names of months, days, parts of the day and eras, and the small words inside a date pattern, come
from CLDR through Babel. Babel's locale files are read one by one and not through its cache: its
views resolve aliases into data that all locales share, so that a locale would say one thing or
another depending on what the process asked before.
"""

from __future__ import annotations

import pickle
import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from newsfix.read.dates import tables
from newsfix.read.dates.parts import ENGLISH_DAYS, ENGLISH_MONTHS
from newsfix.read.dates.words import Lexicon, fold, tokens
from newsfix.regex import regex

# Scripts by the first word of a character's Unicode name, and the locales that are written in them.
LOCALES: dict[str, str] = {
    "LATIN": "af az bs ca cs cy da de de_AT en en_AU es es_MX et eu fi fil fo fr fr_CA ga gl hr hu id is it jv lb "
    "lt lv ms mt nl nn no pl pt pt_PT ro sk sl sq sr_Latn sv sw tk tr uz vi zu",
    "CYRILLIC": "be bg bs_Cyrl kk ky mk mn ru sr tg tt uk uz_Cyrl",
    "GREEK": "el",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "HEBREW": "he yi",
    "ARABIC": "ar ar_DZ ar_IQ ar_LB ar_MA ar_MR ar_SA ar_TN ckb fa ps sd ug ur",
    "DEVANAGARI": "hi kok mr ne",
    "BENGALI": "as bn",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "ORIYA": "or",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "THAI": "th",
    "LAO": "lo",
    "MYANMAR": "my",
    "KHMER": "km",
    "ETHIOPIC": "am ti",
    "HANGUL": "ko",
    "CJK": "ja zh zh_Hant",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
}
_ALIASES = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "tl": "fil"}

# Languages that set a letter before the number.
_LETTER_BEFORE = frozenset(("da", "ps"))
_PATTERN = regex(r"'((?:[^']|'')*)'|([A-Za-z]+)|([^A-Za-z']+)")
_MONTH_AFFIX = regex(r"('[^']*'|[^\W\d_A-Za-z]*)(?:M{3,4}|L{3,4})('[^']*'|[^\W\d_A-Za-z]*)")
_DOTTED = regex(r"d{1,2}\.\s?M{1,2}\.\s?y{1,4}(?![A-Za-z])")
_SKELETONS = ("yMMMd", "yMMMEd", "yMMMMd", "yMMMM", "yMMM", "GyMMMd", "yMd", "yMEd")


@lru_cache(maxsize=64)
def lexicon(locales: tuple[str, ...]) -> Lexicon:
    """English, the tables of this package, and the names of the given CLDR locales."""
    words = Lexicon()
    _add_tables(words)
    for locale in locales:
        _add_locale(words, locale)
    return words


def locales_of(language: str) -> tuple[str, ...]:
    """The locales of a language tag: `pt-BR` gives `pt` and `pt_PT`."""
    primary = re.split("[-_]", language.strip().casefold(), maxsplit=1)[0]
    primary = _ALIASES.get(primary, primary)
    locales = {name for names in LOCALES.values() for name in names.split()}
    return tuple(sorted(name for name in locales if _language_of(name) == primary))


def _language_of(locale: str) -> str:
    """The language of a locale; CLDR's Nynorsk leaves to Norwegian what the two share."""
    primary = locale.split("_")[0]
    return _ALIASES.get(primary, primary)


def locales_for(words: list[str]) -> tuple[str, ...]:
    """The locales written in the scripts of some words."""
    scripts = {unicodedata.name(word[0], "").split(" ")[0] for word in words}
    return tuple(sorted({name for script in scripts for name in LOCALES.get(script, "").split()}))


@lru_cache(maxsize=64)
def writes_day_first_with_dots(language: str) -> bool:
    """Whether CLDR's short date of a language is day, month, year with dots, as in German."""
    locales = locales_of(language)
    if not locales:
        return False
    shorts = (_own(load_locale(name).get("date_formats")).get("short") for name in locales)
    patterns = [_pattern(short) for short in shorts if short]
    return bool(patterns) and all(_DOTTED.match(pattern) for pattern in patterns)


_NAMES: tuple[tuple[Collection[str], str], ...] = (
    (tables.ENGLISH_BESIDE, "{}"),
    (tables.LABELS, "L;"),
    (tables.LABELS_AFTER, "T;"),
    (tables.BEFORE_TIME, "A;"),
    (tables.AFTER_TIME, "B;"),
    (tables.FILLERS[""].split(), " "),
    (tables.HOURS_BY_NAME, "N{};"),
    (tables.UNITS, "{}"),
    (tables.ERAS, "E{};"),
    (tables.RELATIVE_DAYS, "R{};"),
    (tables.ZONE_WORDS, "Z{};"),
)
"""Words by what their code is, with what a table says of each in the braces."""


def _add_tables(words: Lexicon) -> None:
    for number, month in enumerate(ENGLISH_MONTHS, 1):
        for name in (month, month[:3]):
            words.add(name, f"M{number};")
    for number, day in enumerate(ENGLISH_DAYS, 1):
        for name in (day, day[:3]):
            words.add(name, f"W{number};")
    for names, code in _NAMES:
        for name in names:
            words.add(name, code.format(names[name] if isinstance(names, dict) else name))
    for prefix in tables.WEEK_WORDS:
        for number, name in enumerate(tables.WEEK_NUMBERS, 1):
            words.add(prefix + name, f"W{min(number, 7)};")


@lru_cache(maxsize=8)
def load_locale(locale: str) -> dict[str, Any]:
    """What a locale's own file in Babel says; what it inherits is in its parent's file."""
    from babel.localedata import resolve_locale_filename

    with open(resolve_locale_filename(locale), "rb") as file:
        data: dict[str, Any] = pickle.load(file)
    return data


def _add_locale(words: Lexicon, locale: str) -> None:
    data = load_locale(locale)
    language = _language_of(locale)
    patterns = list(_patterns(data))
    affixes = {("", "")}
    for pattern in patterns:
        affixes |= {(a.strip("'"), b.strip("'")) for a, b in _MONTH_AFFIX.findall(pattern) if " " not in a + b}
    for number, name in _names(data.get("months")):
        # Babel's root names months M01 to M12 where a locale has none of its own.
        if name.isdigit() or len(name.strip(".")) < 2 or re.fullmatch(r"M\d\d", name) or _is_counted(name):
            continue
        name = name.removeprefix("de ")  # Catalan; a word of its own, as in the languages beside it
        for before, after in affixes:
            words.add(before + name + after, f"M{number};", language)
    for number, name in _names(data.get("days")):
        if len(name.strip(".")) > 1:  # 日 and 月 are units, R is Friday in Estonian
            words.add(name, f"W{number + 1};", language)
    hours = _hours(data)
    for name, code in tables.BESIDE_CLDR.get(language, {}).items():
        words.add(name, code, language)
    for period, name in _names(data.get("day_periods")):
        if period in tables.HOURS_BY_NAME:
            words.add(name, f"N{tables.HOURS_BY_NAME[period]};", language)
        elif (period in hours and len(name) > 1) or (period in ("am", "pm") and not name.isascii()):
            words.add(name, "P{}-{};".format(*hours[period]), language)
    for era, name in _names({"format": data.get("eras")}):
        if era == 1:
            words.add(name, "Ead;", language)
    fillers = {word for pattern in patterns for word in _literals(pattern)}
    # The letter a connects a day with a time (BEFORE_TIME); after a number it says something else.
    for word in fillers.union(tables.FILLERS.get(language, "").split()) - {"a"}:
        words.add(word, "F;" if len(word) == 1 and language not in _LETTER_BEFORE else " ", language)


def _is_counted(name: str) -> bool:
    """Whether a month is a number and a unit (3月), which are words of their own."""
    words = tokens(fold(name))
    return len(words) == 2 and words[0].isdigit() and words[1] in tables.UNITS


def _names(contexts: Any) -> Iterator[tuple[Any, str]]:
    """Key and name of wide and abbreviated forms; aliases lead to names that are read anyway."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            names = _own(_own(_own(contexts).get(context)).get(width))
            for key, name in names.items():
                if isinstance(name, str):
                    yield key, name


def _own(value: Any) -> dict[Any, Any]:
    """The names in a node of Babel's data, which may be (alias, names) or an alias alone."""
    if isinstance(value, tuple):
        value = value[1]
    return value if isinstance(value, dict) else {}


def _hours(data: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Parts of the day to the hours from and before; those over midnight are left out."""
    hours = {"am": (0, 12), "pm": (12, 24)}
    for name, spans in _own(data.get("day_period_rules", {}).get(None)).items():
        if len(spans) == 1 and "from" in spans[0]:
            start, end = spans[0]["from"] // 3600, spans[0]["before"] // 3600
            if start < end:
                hours.setdefault(name, (start, end))
    return hours


def _patterns(data: dict[str, Any]) -> Iterator[str]:
    for width in ("full", "long", "medium"):
        if pattern := _own(data.get("date_formats")).get(width):
            yield _pattern(pattern)
    skeletons = _own(data.get("datetime_skeletons"))
    for name in _SKELETONS:
        if name in skeletons:
            yield _pattern(skeletons[name])


def _pattern(value: Any) -> str:
    return str(getattr(value, "pattern", value))


def _literals(pattern: str) -> Iterator[str]:
    """Words of a date pattern that stand for themselves."""
    for quoted, _field, plain in _PATTERN.findall(pattern):
        for word in tokens(fold(quoted or plain)):
            if word[0].isalpha() and word not in tables.UNITS:
                yield word
