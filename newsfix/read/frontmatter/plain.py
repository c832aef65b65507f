"""Front matter that needs no parser of YAML: keys with a scalar or a list of scalars, each of them in one line.

Most front matter is no more than that. What every parser reads alike at first glance is read here, many
times faster and without loading one; whatever else there is, and be it only unusual, is left to them.
"""

from __future__ import annotations

import re

from newsfix.article import Value
from newsfix.read.frontmatter.values import Entry
from newsfix.regex import regex
from newsfix.scalars import is_typed
from newsfix.texts import Plain

_LONGEST = 20_000
_KEY = regex(r"([A-Za-z_][\w-]{0,80}):(?: +|\Z)", re.ASCII)
_ITEM = regex(r"( *)- +")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
"""What no plain scalar begins with, or only in some places (YAML 1.1, section 5.3)."""


def plain_entries(front: str, line: int) -> list[Entry] | None:
    """The entries of a YAML mapping, those that `parse_yaml` gives; None where it is not plain."""
    if len(front) > _LONGEST or not front.replace("\n", "").isprintable():
        return None
    entries: dict[str, Entry] = {}
    last: _List | None = None  # the list of the last key, if its line allows for one
    start = 0
    for text in front.split("\n"):
        key = _KEY.match(text)
        if key:
            if last is not None:
                entries[last.key] = last.entry(start)
            name, column = key[1], key.end()
            if name in entries or is_typed(name):
                return None
            written = text[column:].rstrip(" ")
            if written:
                last = None
                is_list = written[0] == "["
                value = _flow(written) if is_list else _scalar(written)
                if value is None:
                    return None
                raw, span = written if is_list else None, (start + column, start + column + len(written))
                entries[name] = Entry(name, value, line, column + 1, raw, False, span)
            else:
                last = _List(name, line, start + len(name) + 1, len(name) + 2)
        elif text and (last is None or not last.add(text, line, start)):
            return None
        start += len(text) + 1
        line += 1
    if last is not None:
        entries[last.key] = last.entry(len(front))
    return list(entries.values()) or None


class _List:
    """What stands below a key with nothing beside it: a list, or an empty value where it has no items."""

    __slots__ = ("column", "items", "key", "line", "prefix", "start")

    def __init__(self, key: str, line: int, start: int, column: int) -> None:
        self.key = key
        self.line, self.start, self.column = line, start, column
        self.items: list[Value] = []
        self.prefix = ""

    def add(self, text: str, line: int, start: int) -> bool:
        """Take a line as an item, if it is one."""
        dash = _ITEM.match(text)
        value = _scalar(text[dash.end() :].rstrip(" ")) if dash else None
        if dash is None or value is None:
            return False
        if not self.items:
            self.prefix = dash[1]
            self.line, self.start, self.column = line, start + len(self.prefix), len(self.prefix) + 1
        self.items.append(value)
        return dash[1] == self.prefix

    def entry(self, end: int) -> Entry:
        """The entry, whose list ends where the next key begins."""
        value: Value = self.items or Plain()
        span = self.start, end if self.items else self.start
        return Entry(self.key, value, self.line, self.column, None, False, span)


def _flow(text: str) -> list[Value] | None:
    """The items of `[a, b]`; None where it is anything but scalars between commas."""
    if text[-1] != "]":
        return None
    items: list[Value] = []
    inner = text[1:-1].strip(" ")
    for part in inner.split(",") if inner else ():
        part = part.strip(" ")
        value = _scalar(part)
        if value is None or (part[0] not in "\"'" and not _IN_FLOW.isdisjoint(part)):
            return None
        items.append(value)
    return items


_IN_FLOW = frozenset("?:[]{}")
"""What may end a plain scalar within brackets."""


def _scalar(text: str) -> str | None:
    """The value of a scalar that ends where the text does; None where that is not certain."""
    quote = text[:1]
    if quote not in _INDICATORS:
        if not text or text[-1] == ":" or ": " in text or " #" in text:
            return None
        return Plain(text) if is_typed(text) else text
    if quote == '"':
        inner = text[1:-1]
        return inner if len(text) > 1 and text[-1] == quote and quote not in inner and "\\" not in inner else None
    if quote == "'":
        inner = text[1:-1]
        is_whole = len(text) > 1 and text[-1] == quote and quote not in inner.replace("''", "")
        return inner.replace("''", quote) if is_whole else None
    return None
