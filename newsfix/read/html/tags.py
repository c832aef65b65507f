"""Which tags a text has, as far as one scan tells: what it does not have needs no looking for."""

from __future__ import annotations

from collections import Counter

from newsfix.regex import regex

# A name goes up to where it does for a parser.
_EACH = regex(r"<(/?[a-zA-Z][^ \t\n\r\f/>]*|!--|\?|!\w*)")
# Up to the end of each, in which no other begins; no name is tried at two lengths.
_SOUND = regex(r"<(/?[a-zA-Z][^ \t\n\r\f/<>]*(?=[ \t\n\r\f/>])|!--|\?|!\w*(?!\w))[^<>]*>")


class Tags:
    """The beginnings of tags in a text, whatever they stand in: an attribute or a comment may hold some, too.

    `begun` says how many start tags there are of each name, in lower case; comments are among them as `!--`,
    processing instructions as `?`. `ended` says how many end tags there are, `names` are those of the start tags.
    `sound`: it is certain that each `<` begins a tag, and another one only behind its end.
    """

    def __init__(self, text: str) -> None:
        self.begun: dict[str, int] = {}
        self.ended: dict[str, int] = {}
        number = text.count("<")
        found = _SOUND.findall(text) if number == text.count(">") else []
        self.sound = len(found) == number
        for tag, times in Counter(found if self.sound else _EACH.findall(text)).items():
            of_kind, name = (self.ended, tag[1:]) if tag[0] == "/" else (self.begun, tag)
            name = name.lower()
            of_kind[name] = of_kind.get(name, 0) + times
        self.names = frozenset(self.begun)

    def any_of(self, names: frozenset[str]) -> bool:
        return not self.names.isdisjoint(names)
