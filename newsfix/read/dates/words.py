"""The words of a written date and what they mean, in the languages of the world: one table and how it is read.

`fold` brings a text to one spelling, `tokens` cuts it up, and a `Lexicon` finds the longest known
phrase at each place. A meaning is a short code that `read.dates.forms` reads:

    M12;     month            W3;     weekday, Monday is 1      P0-12;  part of the day, hours from and before
    N12;     noon or midnight, which is 0
    Ead;     era              L;      label before the date     A; B;   word before or after a clock time
    T;       label after the date
    F;       letter after a number, which says no more than the number (2021 г.)
    R-1;     relative day     y m d h n s   unit of the number before it      a blank: nothing more to say

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

from msgspec import Struct

from newsfix.read.dates import tables
from newsfix.read.dates.parts import ENGLISH_DAYS, ENGLISH_MONTHS
from newsfix.regex import regex

Meanings = dict[str, frozenset[str]]
"""Code to the languages that give it; no language means that every one does."""

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

# Written without blanks between words: each character is a token.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
# Vowel signs and other marks, which are not letters to a regular expression.
MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff"
_TOKEN = regex(rf"[A-Z][^;\s]*;|[0-9]+|\s+|[{_UNSPACED}]|(?:(?![{_UNSPACED}A-Z])[^\W\d_]|[{MARKS}])+|\S")
_SKIPPED = frozenset(".-'\" ")
# Accents that readers leave out; those that make another letter (horn, dot below, vowel signs) stay.
_ACCENTS = regex(
    "[\u0300-\u0308\u030a-\u030c\u0313\u0326-\u0328\u0483\u0591-\u05c7\u064b-\u0655\u0670\u093c\u09bc\u0a3c]"
)
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ە": "ه",
        "ة": "ه",
        "ھ": "ه",
        "॰": ".",
        "’": "'",
        "ʼ": "'",
        "׳": "'",
        "״": '"',
        **dict.fromkeys((0xAD, *range(0x200B, 0x2010))),
    }
)
# Hindi writes a nasal before a consonant as a letter or as a dot.
_NASAL = regex("[ङञणनम]\u094d(?=[क-ह])")
# Languages that set a letter before the number.
_LETTER_BEFORE = frozenset(("da", "ps"))
_PATTERN = regex(r"'((?:[^']|'')*)'|([A-Za-z]+)|([^A-Za-z']+)")
_MONTH_AFFIX = regex(r"('[^']*'|[^\W\d_A-Za-z]*)(?:M{3,4}|L{3,4})('[^']*'|[^\W\d_A-Za-z]*)")
_DOTTED = regex(r"d{1,2}\.\s?M{1,2}\.\s?y{1,4}(?![A-Za-z])")
_SKELETONS = ("yMMMd", "yMMMEd", "yMMMMd", "yMMMM", "yMMM", "GyMMMd", "yMd", "yMEd")


def fold(text: str) -> str:
    """One spelling for a word: lower case, without the accents that are often left out."""
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKD", text).casefold()
    return _NASAL.sub("ं", unicodedata.normalize("NFC", _ACCENTS.sub("", folded).translate(_LETTERS)))


def tokens(text: str) -> list[str]:
    """Numbers, words, signs and blanks of a folded text; codes stay whole."""
    return _TOKEN.findall(text)


def _key(word: str) -> str:
    """A token as the tree holds it: numbers without leading zeros (`tháng 01`)."""
    return word.lstrip("0") or "0" if word.isdigit() else word


class Lexicon(Struct, eq=False):
    """Phrases in a tree of tokens; an empty token leads to the meanings of the phrase so far."""

    tree: dict[str, Any] = {}

    def add(self, phrase: str, code: str, language: str = "") -> None:
        node = self.tree
        words = [token for token in tokens(fold(phrase)) if token not in _SKIPPED]
        if not words:
            return
        for word in words:
            node = node.setdefault(_key(word), {})
        meanings = node.setdefault("", {})
        languages = meanings.get(code)
        if language == "" or languages == frozenset():
            meanings[code] = frozenset()
        else:
            meanings[code] = (languages or frozenset()) | {language}

    def with_word(self, word: str, code: str) -> Lexicon:
        """These words and one more; what is in this lexicon stays as it is."""
        return Lexicon({**self.tree, word: {**self.tree.get(word, {}), "": {code: frozenset()}}})

    def shortened(self, word: str) -> str | None:
        """The one month that a word is the beginning of a name of, or the one weekday whose letters it has in order."""
        codes: set[str] = set()
        for name, node in self.tree.items():
            if name[:1] != word[0] or len(name) <= len(word):
                continue
            for code in node.get("", ()):
                if (code[0] == "M" and name.startswith(word)) or (code[0] == "W" and _is_within(word, name)):
                    codes.add(code)
        return codes.pop() if len(codes) == 1 else None

    def longest(self, words: list[str], start: int) -> tuple[Meanings, int] | None:
        """The meanings of the longest phrase at `start`, and where it ends."""
        node = self.tree
        found: tuple[Meanings, int] | None = None
        place = start
        while place < len(words):
            word = words[place]
            if word in _SKIPPED and place > start:
                place += 1
                continue
            following = node.get(_key(word))
            if following is None:
                break
            node = following
            place += 1
            if "" in node:
                found = node[""], place
        return found


def _is_within(word: str, name: str) -> bool:
    """Whether the letters of a word are in a name, in the same order."""
    letters = iter(name)
    return all(letter in letters for letter in word)


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


def language_of_clock(text: str) -> str | None:
    """The language that a word beside a clock time or a year tells (18:30 Uhr, 2021 г.)."""
    return next((tables.CLOCK_LANGUAGES[word] for word in tokens(fold(text)) if word in tables.CLOCK_LANGUAGES), None)


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
    """The names that stand in a node of Babel's data, which may be (alias, names) or an alias alone."""
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
