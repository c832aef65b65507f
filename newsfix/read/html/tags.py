"""Which tags a text has, as far as one scan tells: what it does not have needs no looking for."""

from __future__ import annotations

from collections import Counter

from newsfix.regex import regex

# A name goes up to where it does for a parser.
_BEGINNING = regex(r"<(/?[a-zA-Z][^ \t\n\r\f/>]*|!--|\?|!\w*)")


class Tags:
    """The beginnings of tags in a text, whatever they stand in: an attribute or a comment may hold some, too.

    `begun` says how many start tags there are of each name, in lower case; comments are among them as `!--`,
    processing instructions as `?`. `ended` says how many end tags there are, `names` are those of the start tags.
    """

    __slots__ = ("begun", "ended", "names")

    def __init__(self, text: str) -> None:
        self.begun: dict[str, int] = {}
        self.ended: dict[str, int] = {}
        for tag, times in Counter(_BEGINNING.findall(text)).items():
            found, name = (self.ended, tag[1:]) if tag[0] == "/" else (self.begun, tag)
            name = name.lower()
            found[name] = found.get(name, 0) + times
        self.names = frozenset(self.begun)

    def any_of(self, names: frozenset[str]) -> bool:
        return not self.names.isdisjoint(names)
