"""Front matter that needs no parser of YAML: scalars, and block lists and mappings of them, within each other too.

Most front matter (98 of 100 in 35 archives) is only that. What every parser reads alike at first glance is
read here; whatever else there is, and be it only unusual, is left to them. That is what a hook waits for: to load
PyYAML and read one such file with it takes `newsfix check` from 416 to 527 million instructions (Python 3.11,
callgrind).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from newsfix.model.article import Value
from newsfix.read.frontmatter.values import Entry
from newsfix.regex import regex
from newsfix.syntax.yaml import Plain, is_typed

_LONGEST = 20_000
_DEEPEST = 20
"""How far a line may be indented: each list or mapping within another is, so that none is nested too deep."""
_KEY = regex(r"[A-Za-z_][\w-]{0,80}", re.ASCII)
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
"""What no plain scalar begins with, or only in some places (YAML 1.1, section 5.3)."""
_IN_FLOW = frozenset("?:[]{}")
"""What may end a plain scalar within brackets."""


class _NotPlain(Exception):
    """A parser has to read it."""


def read_plain(front: str, line: int) -> tuple[list[Entry], list[tuple[int, str]]] | None:
    """The entries of a YAML mapping, those that `parse_yaml` gives, and where its comments begin, with their text.

    None where it is not plain.
    """
    if len(front) > _LONGEST or not _is_printable(front):
        return None
    lines = _PlainReader(front)
    try:
        entries = lines.entries(line)
    except _NotPlain:
        return None
    return (entries, lines.comments) if entries else None


def _is_printable(front: str) -> bool:
    """Whether there is no line break but the usual one, no tab, and nothing that YAML does not allow."""
    if front.replace("\n", "").isprintable():
        return True
    from newsfix.syntax.yaml import UNPRINTABLE_IN_BLOCK

    return UNPRINTABLE_IN_BLOCK.search(front) is None


class _PlainReader:
    """The lines of front matter and the number of the one that is read next. What reads them raises `_NotPlain`."""

    def __init__(self, front: str) -> None:
        self.lines = front.split("\n")
        self.starts = list(accumulate([len(text) + 1 for text in self.lines], initial=0))
        self.at = 0
        self.end = len(self.lines)
        self.lines.append("")
        self.comments: list[tuple[int, str]] = []

    def entries(self, line: int) -> list[Entry]:
        """The keys of the first level, with their places in a file where the first line has this number."""
        lines, starts = self.lines, self.starts
        entries: dict[str, Entry] = {}
        while lines[self.at][:1] not in " #" or self.indent() == 0:
            row = self.at
            name, written = _pair(lines[row])
            if name in entries:
                raise _NotPlain
            self.at += 1
            column, raw = len(name) + 1, None
            if written:
                column = lines[row].index(written, column)
                value = self.value(written, 0)
                end = starts[row] + column + len(written)
                if self.at > row + 1:
                    end = starts[self.at - 1] + len(lines[self.at - 1].rstrip(" "))
                elif written[0] in "[{":
                    raw = written
                span = starts[row] + column, end
            else:
                indent, first = self.indent(), self.at
                value = self.block(0, indent)
                if value:
                    self.indent()
                    row, column = first, indent
                    # It ends where the next key begins.
                    span = starts[row] + column, min(starts[self.at], starts[self.end] - 1)
                else:
                    span = starts[row] + column, starts[row] + column
            entries[name] = Entry(name, value, line + row, column + 1, raw, False, span)
        if self.at < self.end:
            raise _NotPlain
        return list(entries.values())

    def indent(self) -> int:
        """How far the next line is indented that is neither empty nor a comment; -1 at the end."""
        while self.at < self.end:
            line = self.lines[self.at]
            text = line.lstrip(" ")
            if text and text[0] != "#":
                return len(line) - len(text)
            if text:
                self.comments.append((self.starts[self.at] + len(line) - len(text), text))
            self.at += 1
        return -1

    def block(self, outer: int, indent: int) -> Value:
        """What is, indented this far, below a key that has nothing beside it; empty where it is not a part of it."""
        if indent > _DEEPEST:
            raise _NotPlain
        if indent < outer:
            return Plain()
        if self.lines[self.at].startswith("- ", indent):
            return self.items(indent)
        return self.members(indent) if indent > outer else Plain()

    def members(self, indent: int) -> dict[str, Value]:
        """A mapping."""
        found: dict[str, Value] = {}
        while self.indent() == indent:
            name, written = _pair(self.lines[self.at][indent:])
            if name in found:
                raise _NotPlain
            self.at += 1
            found[name] = self.value(written, indent) if written else self.block(indent, self.indent())
        return found

    def items(self, indent: int) -> list[Value]:
        """A list."""
        found: list[Value] = []
        dash = " " * indent + "- "
        while self.lines[self.at].startswith(dash) or (
            self.indent() == indent and self.lines[self.at].startswith(dash)
        ):
            text = self.lines[self.at]
            written = text[indent + 2 :].strip(" ")
            if not written:
                raise _NotPlain
            if (": " in written or written[-1] == ":") and written[0] not in _INDICATORS:
                # A mapping whose first key is beside the dash.
                inner = text.index(written, indent + 2)
                self.lines[self.at] = " " * inner + text[inner:]
                found.append(self.members(inner))
            else:
                self.at += 1
                found.append(self.value(written, indent))
        return found

    def value(self, written: str, outer: int) -> Value:
        """The value that begins so beside a key or a dash; what is indented further than that goes on with it."""
        if self.lines[self.at][:1] == " ":
            written = self.folded(written, outer)
        first = written[0]
        if first not in _INDICATORS:
            return _unquoted(written)
        if first == "[":
            return _flow(written)
        return {} if written == "{}" else _quoted(written)

    def folded(self, text: str, outer: int) -> str:
        """A scalar with the lines that go on with it, each behind a blank (YAML 1.1, section 4.3.4)."""
        quote = text[0]
        if quote in "\"'":
            while text.count(quote) % 2 and (part := self.further(outer)):
                self.at += 1
                text += " " + part
        elif quote not in _INDICATORS:
            while (part := self.further(outer)) and part[0] != "#":
                if part[0] in _INDICATORS:
                    raise _NotPlain
                self.at += 1
                text += " " + part
        return text

    def further(self, outer: int) -> str:
        """What is in the next line, if it is indented further than that."""
        text = self.lines[self.at]
        part = text.lstrip(" ")
        return part.rstrip(" ") if len(text) - len(part) > outer else ""


def _pair(text: str) -> tuple[str, str]:
    """The key that a line begins with, and what is beside it."""
    name, colon, written = text.partition(":")
    if not colon or (written and written[0] != " ") or not _is_key(name):
        raise _NotPlain
    return name, written.strip(" ")


@lru_cache(maxsize=1024)
def _is_key(name: str) -> bool:
    return _KEY.fullmatch(name) is not None and not is_typed(name)


def _flow(text: str) -> list[Value]:
    """The items of `[a, b]`, which are scalars."""
    if text[-1] != "]":
        raise _NotPlain
    items: list[Value] = []
    inner = text[1:-1].strip(" ")
    for part in inner.split(",") if inner else ():
        part = part.strip(" ")
        if part[:1] in _INDICATORS:
            items.append(_quoted(part))
        elif part and _IN_FLOW.isdisjoint(part):
            items.append(_unquoted(part))
        else:
            raise _NotPlain
    return items


def _unquoted(text: str) -> str:
    if ": " in text or " #" in text or text[-1] == ":":
        raise _NotPlain
    return Plain(text) if is_typed(text) else text


def _quoted(text: str) -> str:
    quote, inner = text[0], text[1:-1]
    if len(text) > 1 and text[-1] == quote:
        if quote == "'" and quote not in inner.replace("''", ""):
            return inner.replace("''", quote)
        if quote == '"' and quote not in inner and "\\" not in inner:
            return inner
    raise _NotPlain
