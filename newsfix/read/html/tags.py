"""Which tags a text has, as far as one scan tells: what it does not have needs no looking for."""

from __future__ import annotations

from collections import Counter

from newsfix.regex import regex

_BEGINNING = regex(r"<(!--|\?|[a-zA-Z!]\w*)")


class Tags:
    """The beginnings of tags in a text, whatever they stand in: an attribute or a comment may hold some, too.

    `names` are those of start tags in lower case, up to the first character that is none of a word
    (`o` of `<o:p>`), `!--` for a comment, `?` for a processing instruction. `count` says how many
    there are.
    """

    __slots__ = ("_found", "count", "names")

    def __init__(self, text: str) -> None:
        self._found = _BEGINNING.findall(text)
        self.count = len(self._found)
        self.names = frozenset(map(str.lower, set(self._found)))

    def begun(self) -> Counter[str]:
        """How many start tags of each name there are."""
        return Counter(map(str.lower, self._found))

    def any_of(self, names: frozenset[str]) -> bool:
        return not self.names.isdisjoint(names)
