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
_KEY = regex(r"^([A-Za-z_][\w-]{0,80}):(?: +|$)", re.MULTILINE | re.ASCII)
_ITEM = regex(r"( *)- +")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
"""What no plain scalar begins with, or only in some places (YAML 1.1, section 5.3)."""


def plain_entries(front: str, line: int) -> list[Entry] | None:
    """The entries of a YAML mapping, those that `parse_yaml` gives; None where it is not plain."""
    if len(front) > _LONGEST or not front.replace("\n", "").isprintable():
        return None
    keys = list(_KEY.finditer(front))
    if not keys or front[: keys[0].start()].strip("\n"):
        return None
    entries: dict[str, Entry] = {}
    ends = [key.start() for key in keys[1:]]
    for key, end in zip(keys, (*ends, len(front)), strict=True):
        entry = _entry(front, key, end, line + front.count("\n", 0, key.start()))
        if entry is None or entry.key in entries or is_typed(entry.key):
            return None
        entries[entry.key] = entry
    return list(entries.values())


def _entry(front: str, key: re.Match[str], end: int, line: int) -> Entry | None:
    start = key.end()
    text, *below = front[start:end].split("\n")
    text = text.rstrip(" ")
    if not text:
        return _list(front, key, below, end, line)
    if any(below):
        return None
    value = _flow(text) if text[0] == "[" else _scalar(text)
    raw = text if text[0] == "[" else None
    column = start - key.start() + 1
    return None if value is None else Entry(key[1], value, line, column, raw, span=(start, start + len(text)))


def _list(front: str, key: re.Match[str], below: list[str], end: int, line: int) -> Entry | None:
    """The entry of a key with nothing beside it: the list below it, or an empty value."""
    lines = [text for text in below if text]
    if not lines:
        start = key.end(1) + 1
        return Entry(key[1], Plain(), line, start - key.start() + 1, span=(start, start))
    items: list[Value] = []
    for text in lines:
        dash = _ITEM.match(text)
        value = _scalar(text[dash.end() :].rstrip(" ")) if dash and lines[0].startswith(f"{dash[1]}-") else None
        if value is None:
            return None
        items.append(value)
    start = front.index("-", key.end())
    line += front.count("\n", key.end(), start)
    return Entry(key[1], items, line, start - front.rfind("\n", 0, start), span=(start, end))


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
    if quote == '"':
        inner = text[1:-1]
        return inner if len(text) > 1 and text[-1] == quote and quote not in inner and "\\" not in inner else None
    if quote == "'":
        inner = text[1:-1]
        is_whole = len(text) > 1 and text[-1] == quote and quote not in inner.replace("''", "")
        return inner.replace("''", quote) if is_whole else None
    if not text or quote in _INDICATORS or text[-1] == ":" or ": " in text or " #" in text:
        return None
    return Plain(text) if is_typed(text) else text
