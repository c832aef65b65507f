"""The shortest edits of front matter that change one value and let every other read as before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from newsfix.model.article import Value
from newsfix.model.position import first_difference
from newsfix.model.problem import Fix
from newsfix.read.frontmatter.entries import parse
from newsfix.read.frontmatter.source import Kind
from newsfix.read.frontmatter.values import Entry, FrontMatterError
from newsfix.read.frontmatter.yaml import scalars
from newsfix.regex import regex
from newsfix.syntax.yaml import Plain, quoted, scalar

# A string of JSON or TOML on one line, or what is there without quotes.
_TOKEN = regex(r"""\"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\n]*'|[^\s\[\]{},:="']+""")
# What goes with an item of a list that is taken out: its line's beginning, or the comma before it.
_BEFORE_ITEM = regex(r"(?:\n[ \t]*-[ \t]+|\s*,\s*)\Z")


class Front(Struct, frozen=True):
    """Front matter: what it is written in, and its text. The offsets of its edits are those of the text."""

    kind: Kind
    text: str

    def date(self, entry: Entry, old: str, new: str) -> Fix | None:
        """The edit that writes a date in place of the text that was read as it; quotes stay where there are some."""
        if entry.span is None:
            return None
        start, end = entry.span
        written = self.text[start:end]
        if self.kind in ("json", "toml") and written == old:
            return self._proved(Fix(start, end, f'"{new}"'), old, new)
        if written.count(old) != 1:
            return self.scalar(entry, str(entry.value), Plain(new))
        start += written.index(old)
        return Fix(start, start + len(old), new)

    def scalar(self, entry: Entry, old: str, new: str, respell: Callable[[str], str] | None = None) -> Fix | None:
        """The edit that makes a scalar of the entry that reads as `old` read as `new`.

        `respell` does to the source's own text what was done to the value. Where the outcome does not
        read as `new`, the scalar is written anew.
        """
        for start, end in self._places(entry, old):
            written = self.text[start:end]
            texts = [respell(written)] if respell else []
            for text in (*texts, *self._written(new, written)):
                if text != written and (fix := self._proved(shortest(start, written, text), old, new)):
                    return fix
        return self._whole(entry, old, new)

    def _whole(self, entry: Entry, old: str, new: str) -> Fix | None:
        """The edit that writes all of an entry anew, a tag that changes its meaning (`!binary`) included."""
        if entry.span is None or entry.value != old:
            return None
        start, end = entry.span
        fixes = (Fix(start, end, text) for text in self._written(new, self.text[start:end]))
        return next((fix for fix in fixes if self._proved(fix, old, new)), None)

    def without(self, entry: Entry, item: str) -> Fix | None:
        """The edit that takes one of several equal items out of a list, the last that can go."""
        for start, end in reversed(list(self._places(entry, item))):
            before = _BEFORE_ITEM.search(self.text[entry.span[0] : start]) if entry.span else None
            if before and (fix := self._proved(Fix(start - len(before[0]), end, ""), item, None)):
                return fix
        return None

    def _places(self, entry: Entry, value: str) -> Iterator[tuple[int, int]]:
        """Where in the entry scalars stand that read as `value`."""
        if entry.span is None:
            return
        start, end = entry.span
        if self.kind == "yaml" and entry.value == value and self.text[start] not in "!&":
            yield start, end
        elif self.kind == "yaml":
            yield from (place for place in scalars(self.text, value) if start <= place[0] and place[1] <= end)
        elif self.kind == "headers":
            for match in re.finditer(re.escape(value), self.text[start:end]):
                yield start + match.start(), start + match.end()
        else:
            for token in _TOKEN.finditer(self.text, start, end):
                yield token.span()

    def _written(self, value: str, before: str) -> Iterator[str]:
        """Ways to write a value, best first."""
        if self.kind == "yaml":
            # A block scalar goes up to the next line.
            below = "\n" if before.endswith("\n") else ""
            if before[:1] not in ("'", '"'):
                yield scalar(value, "") + below
            yield quoted(value) + below
        elif self.kind == "headers":
            yield value
        else:
            import json

            yield json.dumps(value, ensure_ascii=False)

    def _proved(self, fix: Fix, old: str, new: str | None) -> Fix | None:
        """The edit, if with it one value reads as it should, or `old` is gone, and all the others read as they did."""
        try:
            before, after = self._words(), self._words(fix)
        except FrontMatterError:
            return None
        at = first_difference(before, after)
        if at >= len(before) or not before[at] or (new is None and before[at] != old):
            return None
        wanted = [] if new is None else [before[at].replace(old, new)]
        return fix if after == [*before[:at], *wanted, *before[at + 1 :]] else None

    def _words(self, fix: Fix | None = None) -> list[str]:
        """Every key and scalar in order, with an edit done. Raises FrontMatterError."""
        text = self.text if fix is None else self.text[: fix.start] + fix.text + self.text[fix.end :]
        return [word for entry in parse(self.kind, text) for word in (entry.key, *_flat(entry.value))]


def _flat(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _flat(item)
    else:
        for key, item in value.items():
            yield key
            yield from _flat(item)


def shortest(start: int, before: str, after: str) -> Fix:
    """The edit that makes one text of another, without what both begin and end with."""
    same = first_difference(before, after)
    tail = first_difference(before[same:][::-1], after[same:][::-1])
    return Fix(start + same, start + len(before) - tail, after[same : len(after) - tail])
