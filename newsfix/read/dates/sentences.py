"""Written dates in any language: characters to one spelling, and words to codes.

`prepare` brings the characters, digits and zones of a text to one spelling. `sentences` puts the
code of its meaning in the place of every word (`read.dates.words`), once for each combination where
words have several. What the sentences say is `read.dates.forms`'s part.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import product

from newsfix.read.dates.parts import ENGLISH_MONTHS
from newsfix.read.dates.words import MARKS, Lexicon, Meanings, fold, tokens
from newsfix.read.dates.zones import is_abbreviation
from newsfix.regex import regex

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—−﹣－", "-"),
        **dict.fromkeys("،、，;；；؛|·•・｜‧፣", ","),
        **dict.fromkeys("。｡।", "."),
        **dict.fromkeys("’‘ʹ`´׳", "'"),
        **dict.fromkeys("：∶꞉", ":"),
        **dict.fromkeys("[<【〔「『〈《", "("),
        **dict.fromkeys("]>】〕」』〉》", ")"),
        **dict.fromkeys("“”„«»", '"'),
        # NFKC would make digits of the date out of the mark of a note.
        **dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "^"),
        # Pictures of clocks and calendars, and arrows.
        **dict.fromkeys("⌚⏰⏱⏲🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛📅📆🗓→►▶\ufe0f", " "),
        # Marks of direction and joiners say nothing.
        **dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]),
    }
)
_NOT_ASCII_DIGIT = regex(r"(?![0-9])\d")
_JAVASCRIPT = regex(r"(GMT[+-]\d{4}) ?\((?:[^()\d]{1,80}|GMT[+-]\d\d:\d\d)\)$", re.ASCII)
# RFC 9557, section 4.1: what is in brackets after an offset changes nothing in the moment.
_ANNOTATED = regex(
    r"(:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d))(?:\((?:UTC|[A-Za-z_]+/[\w/+-]+|u-ca=[a-z0-9-]+)\))+$", re.ASCII
)
_IN_BRACKETS = regex(r"\(([^()]+)\)")
_COMMENT = regex(r"([+-]\d\d:?\d\d) ?\([A-Za-z ]{1,60}Time\)$", re.ASCII)
# What a mail program adds in brackets says the offset once more.
_SAID_TWICE = regex(r"([+-]\d\d):?(\d\d) \((?:GMT|UTC) ?\1:?\2\)$", re.ASCII)
_GO = regex(r"(:\d\d(?:\.\d+)? [+-]\d{4}) (?:[A-Z]{3,5}|[+-]\d{2,4})(?: m=[+-]\d+\.\d+)?$", re.ASCII)
_APACHE = regex(r"(/\d{4}):(?=\d\d:\d\d:\d\d)", re.ASCII)
_EXIF = regex(r"^(\d{4}):(\d\d):(\d\d)(?= \d\d:\d\d)", re.ASCII)
# 24.V.2016
_ROMAN_MONTH = regex(r"(?<=\d)([./-] ?| )(X?I{1,3}|X?I?V|VI{1,3}|I?X)\1(?=\d{4}(?!\d))", re.ASCII)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# An IANA name, or an abbreviation in capitals; UTC and GMT are known in any case.
_ZONE_NAME = regex(
    r"(?<![\w/])[A-Z][A-Za-z_]+/[A-Z][A-Za-z0-9_+/-]*(?![\w/])"
    r"|(?<![^\W\d_])(?:[A-Z]{2,5}|[Uu][Tt][Cc]|[Gg][Mm][Tt])(?![^\W\d_])"
)
_ZULU = regex(r"(?<=\d) ?[Zz](?=$|[ ()])", re.ASCII)
_TIME_MARK = regex(r"(?<=\d)[Tt](?=\d{1,2}:\d)", re.ASCII)
# The stamps of file names; the day before the time is complete, so that the time can be no other day.
_STAMP = regex(r"^(\d{4})([-./_])(\d{1,2})\2(\d{1,2})[Tt_ ,-]+(\d{1,2})([-._])(\d\d)\6(\d\d)(?=$|[Zz+ ])", re.ASCII)
_HYPHENATED = regex(r"(\d{4}|[日일])[, ]+(\d{1,2})-(\d\d)-(\d\d)(?=$|[Zz+ ])", re.ASCII)
# 5 pm 15 Dec 2021: the half of the day is of the hour before it.
_HALF_OF_HOUR = regex(r"(?<![\d:.])(\d{1,2} ?[ap]\.?m\b\.?) (?=\d{1,2}(?!\.?\d|\.))", re.IGNORECASE)
# Turkish says "at" behind a time.
_TURKISH_AT = regex(r"(?<=\d[:.]\d\d)'[dt][ae](?!\w)", re.IGNORECASE)
_CODE = regex(r"((?<![^\W\d_])Z(?:[A-Z]{2,5}|[A-Z][A-Za-z_]+/[A-Z][A-Za-z0-9_+/-]*);)")

_NUMERAL = regex(r"(?<![期周週拜曜第])([〇○零一二三四五六七八九十百廿卅]+)(?= ?[年月日号號時时点點分秒])")
_NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_COUNTED = regex(r"(?:([一二三四五六七八九])百[零〇]?)?(?:([一二三四五六七八九]?)(十))?([一二三四五六七八九]?)")
_FIRST_YEAR = regex(r"元(?=年)")
_HALF_PAST = regex(r"(?<=\d)( ?[时時点點시] ?)[半반]")
_BRACKETED_DAY = regex(r"\(([月火水木金土日월화수목금토일一二三四五六])\)")
_BARE_DAY = regex(r"(\d{4}[-/.] ?\d{1,2}[-/.] ?\d{1,2}\.?) ([月火水木金土日월화수목금토일一二三四五六])(?= |$)")
_WEEKS = ("月火水木金土日", "월화수목금토일", "一二三四五六")
_BRACKETED = {char: number for week in _WEEKS for number, char in enumerate(week, 1)}
_ORDINAL = regex(
    r"(?<![\d:.])(\d{1,2})(?:st|nd|rd|th|er|ere|ra|ro|re|(?<!-\d)(?<!-\d\d)[oae]|ᵉ|:e|:a|°|\((?:a|e)\)|η|ης|-(?:j?en|an)|-?(?:е|го|ое|й|ого|ти|ви|ри|ми)|লা|রা|ঠা|শে|ই)(?![\w:])"
)
_BASQUE_YEAR = regex(r"(?<=\d{4})(?:\(e\)ko|ko|eko)\b")
_WHOLE_WORD = regex(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])*")
_MOST_READINGS = 96


def prepare(text: str, settled: Collection[str] = ()) -> str:
    """One spelling for characters, digits, brackets and zones; a zone becomes the code `Zname;`.

    `settled` are abbreviations that the user gave a meaning.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)
        text = _NOT_ASCII_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)
    else:
        text = text.translate(_SIGNS)
    text = " ".join(text.split()).strip("\"'")
    if whole := _IN_BRACKETS.fullmatch(text):
        text = whole[1]
    text = _ANNOTATED.sub(r"\1", text)
    text = _SAID_TWICE.sub(r"\1\2", _COMMENT.sub(r"\1", _JAVASCRIPT.sub(r"\1", text)))
    text = _EXIF.sub(r"\1-\2-\3", _APACHE.sub(r"\1 ", _GO.sub(r"\1", text)))
    text = _HYPHENATED.sub(r"\1 \2:\3:\4", _STAMP.sub(r"\1-\3-\4 \5:\7:\8", text))
    text = _HALF_OF_HOUR.sub(r"\1, ", _TIME_MARK.sub(" ", _TURKISH_AT.sub("", text)))
    text = _ROMAN_MONTH.sub(_month, _ZULU.sub(" UTC", text))
    return _ZONE_NAME.sub(lambda match: _zone_code(match[0], settled), text)


def _month(match: re.Match[str]) -> str:
    return f" {ENGLISH_MONTHS[_ROMAN.index(match[2])]} " if match[2] in _ROMAN else match[0]


def _zone_code(word: str, settled: Collection[str]) -> str:
    if "/" in word:
        return f"Z{word};"
    name = word.upper()
    return f"Z{name};" if name in settled or is_abbreviation(name) else word


def unknown_words(text: str, words: Lexicon) -> list[str]:
    """The words of a prepared text that the lexicon does not have."""
    return [piece for piece in _pieces(text, words) if isinstance(piece, str) and _is_word(piece)]


def whole_words(text: str, unknown: Collection[str]) -> list[str]:
    """The words of a prepared text, with their marks, that hold one of these tokens."""
    found = _WHOLE_WORD.findall(_CODE.sub(" ", text))
    return [word for word in dict.fromkeys(found) if not set(unknown).isdisjoint(tokens(fold(word)))]


def sentences(text: str, words: Lexicon) -> Iterator[str]:
    """A prepared text with codes for words, once for each meaning of words that one language has together.

    Nothing comes out where a word is unknown, or where the readings are more than a date can have.
    """
    choices: list[tuple[tuple[str, frozenset[str] | None], ...]] = []
    count = 1
    for piece in _pieces(text, words):
        if isinstance(piece, str):
            if _is_word(piece):
                return
            choices.append(((piece, None),))
        else:
            # Before noon is what 上午 means; its narrower sense in CLDR would say nothing else.
            halves = {"P0-12;", "P12-24;"} & piece.keys()
            kept = [code for code in piece if not halves or code[0] != "P" or code in halves]
            choices.append(tuple((code, piece[code] or None) for code in kept))
            count *= len(kept)
    if count > _MOST_READINGS:
        return
    for combination in product(*choices):
        bound = [languages for _, languages in combination if languages]
        if not bound or frozenset.intersection(*bound):
            yield "".join(code for code, _ in combination)


def _is_word(piece: str) -> bool:
    return piece[0].isalpha() and not (piece[-1] == ";" and piece[0].isascii())


def _pieces(text: str, words: Lexicon) -> list[str | Meanings]:
    folded = "".join(part if index % 2 else fold(part) for index, part in enumerate(_CODE.split(text)))
    folded = _HALF_PAST.sub(r"\1 30分", _FIRST_YEAR.sub("1", _NUMERAL.sub(_numeral, folded)))
    folded = _BRACKETED_DAY.sub(lambda match: f" W{_BRACKETED[match[1]]}; ", _BARE_DAY.sub(r"\1 (\2)", folded))
    folded = _BASQUE_YEAR.sub("", _ORDINAL.sub(r"\1", folded))
    parts = tokens(folded)
    pieces: list[str | Meanings] = []
    place = 0
    while place < len(parts):
        found = words.longest(parts, place)
        if found is None:
            pieces.append(parts[place])
            place += 1
        else:
            pieces.append(found[0])
            place = found[1]
    return pieces


def _numeral(match: re.Match[str]) -> str:
    """Chinese numerals: digit by digit (二〇二一), or with tens and hundreds (二十五, 廿五, 一百一十)."""
    text = match[1].replace("廿", "二十").replace("卅", "三十")
    if "十" not in text and "百" not in text:
        return "".join(str(_NUMERALS[char]) for char in text)
    counted = _COUNTED.fullmatch(text)
    if counted is None:
        return match[1]
    hundreds, tens, ten, units = counted.groups()
    number = 100 * _NUMERALS.get(hundreds, 0) + 10 * _NUMERALS.get(tens, 1 if ten else 0)
    return str(number + _NUMERALS.get(units, 0))
