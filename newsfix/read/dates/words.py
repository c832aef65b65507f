"""The words of a written date and what they mean: a tree of them, and how it is read.

`fold` brings a text to one spelling, `tokens` cuts it up, and a `Lexicon` finds the longest known
phrase at each place. A meaning is a short code that `read.dates.forms` reads:

    M12;     month            W3;     weekday, Monday is 1      P0-12;  part of the day, hours from and before
    N12;     noon or midnight, which is 0
    Ead;     era              L;      label before the date     A; B;   word before or after a clock time
    T;       label after the date
    F;       letter after a number, which says no more than the number (2021 г.)
    R-1;     relative day     y m d h n s   unit of the number before it      a blank: nothing more to say
"""

from __future__ import annotations

import unicodedata
from typing import Any

from msgspec import Struct

from newsfix.read.dates import tables
from newsfix.regex import regex

Meanings = dict[str, frozenset[str]]
"""Code to the languages that give it; no language means that every one does."""

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


def language_of_clock(text: str) -> str | None:
    """The language that a word beside a clock time or a year tells (18:30 Uhr, 2021 г.)."""
    return next((tables.CLOCK_LANGUAGES[word] for word in tokens(fold(text)) if word in tables.CLOCK_LANGUAGES), None)
