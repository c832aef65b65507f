"""Front matter text to keys and values, each with its place in the file; every scalar stays the source's text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from msgspec import Struct

from newsfix.model.article import Value
from newsfix.model.position import LineIndex, Position
from newsfix.model.problem import Problem
from newsfix.regex import regex
from newsfix.syntax.yaml import Plain, is_typed

MAX_NESTING = 60
MAX_NODES = 50_000
"""How many values the aliases of one front matter may expand to."""
RAW_KEY = "front_matter_raw"
"""The key that keeps text which belongs to no key."""
LONGEST = 2_000_000
"""How many characters of YAML are read: a longer front matter is an attack or no front matter."""


class Entry(Struct, frozen=True):
    """One top-level key; `line` and `column` are those of its value in the file.

    `raw` is the source's text of a list or mapping that is in one line (`[a, b]`). A `broken`
    entry could not be read; its value is the source's text. `span` is where the value is in the
    text of the front matter, if it does so word for word.
    """

    key: str
    value: Value
    line: int
    column: int
    raw: str | None = None
    broken: bool = False
    span: tuple[int, int] | None = None


class FrontMatterError(ValueError):
    """The text cannot be read; the place is that of the file where it is known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


def shown(value: Value) -> str:
    """A value in one line of a message."""
    if isinstance(value, str):
        return repr(str(value)) if value else "an empty value"
    if isinstance(value, list):
        return "[" + ", ".join(shown(item) for item in value) + "]"
    return "{" + ", ".join(f"{key}: {shown(item)}" for key, item in value.items()) + "}"


def duplicate(key: str, value: Value, place: Position, line: int | None = None) -> Problem:
    """The problem of a key that is there twice: the earlier value, and its line, are not used."""
    message = f"duplicate key {key}: the value{f' on line {line}' if line else ''} ({shown(value)}) is ignored"
    return Problem("FM005", message, *place, omitted=said(value))


def put(entries: dict[str, Entry], entry: Entry, problems: list[Problem] | None, place: Position | None = None) -> None:
    """Add an entry; that one is there with its key already is told at `place`, by default where its line begins."""
    before = entries.pop(entry.key, None)
    if before and problems is not None:
        problems.append(duplicate(entry.key, before.value, place or (entry.line, 1), before.line))
    entries[entry.key] = entry


def said(value: Value) -> str:
    """What a value says, as HTML."""
    if isinstance(value, str):
        return value.replace("&", "&amp;").replace("<", "&lt;")
    return " ".join(map(said, value if isinstance(value, list) else value.values()))


def is_read(parse: Callable[[str], object], front: str) -> bool:
    """Whether a text can be read by one of the functions that raise `FrontMatterError`."""
    try:
        parse(front)
    except FrontMatterError:
        return False
    return True


# ------------------------------------------------------------------------------- TOML and JSON


def parse_toml(front: str, line: int = 1) -> list[Entry]:
    """The entries of a TOML document (TOML 1.0). Raises `FrontMatterError`."""
    import sys

    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    if _TOML_DEEP.search(front):
        raise FrontMatterError("values are nested too deeply", line)
    try:
        table = tomllib.loads(front, parse_float=Plain)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        if place is None:
            raise FrontMatterError(str(error), line) from None
        message = str(error)[: place.start()].strip()
        raise FrontMatterError(message, line + int(place[1]) - 1, int(place[2])) from None
    except RecursionError:
        raise FrontMatterError("values are nested too deeply", line) from None
    values: dict[str, re.Match[str]] = {}
    for match in _TOML_VALUE.finditer(front):
        values.setdefault(match["quoted"] or match["literal"] or match["bare"] or "", match)
    index = LineIndex(front, line)
    return [_toml_entry(front, index, key, value, values.get(key)) for key, value in table.items()]


_TOML_VALUE = regex(
    r"""^[ \t]*(?:"(?P<quoted>[^"\n]*)"|'(?P<literal>[^'\n]*)'|(?P<bare>[\w-]+))[ \t]*=[ \t]*(?P<value>[^\n]*)""",
    re.MULTILINE,
)
# So many names that a library takes a minute for a page of them.
_TOML_DEEP = regex(rf"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){{{MAX_NESTING}}}""")


_TOML_KEY = regex(r"""^(?=[\w.-]+[ \t]*=|["'][^\n=]*["'][ \t]*=|\[)""", re.MULTILINE)


_TOML_ALMOST = regex(
    r"[0-9][\w:+./ -]*|[^\W\d][^\n=\"'#\[\]{}]*"  # what is not quoted
    r'|"(?!"")(?:[^\n"=]|"(?![ \t]*[,;]))+"'  # a backslash or quotes in a text in quotes
    r"|'(?!'')(?:[^\n'=]|'(?![ \t]*[,;]))+'"
)


def toml_by_key(front: str, line: int, problems: list[Problem]) -> list[Entry]:
    """The entries of a TOML document with a fault, key by key; what is at fault is kept as a text, or a broken entry.

    Nothing where the tables at its end are at fault, or where no key can be read.
    """
    entries: dict[str, Entry] = {}
    faults: list[Problem] = []
    starts = [match.start() for match in _TOML_KEY.finditer(front)]
    tables = next((place for place in starts if front[place] == "["), len(front))
    starts = [place for place in starts if place <= tables]
    read = 0
    index = LineIndex(front, line)
    for start, end in pairwise([*starts, len(front)] if tables < len(front) else [*starts, tables]):
        here = index.position(start)[0]
        try:
            found = parse_toml(front[start:end], here)
            read += 1
        except FrontMatterError as error:
            if start == tables:
                return []
            key, _, value = front[start:end].partition("=")
            name, text = key.strip().strip("\"'"), value.strip()
            # A number, a date or a text with a fault is still one value; all else may be the beginning of several.
            is_one = _TOML_ALMOST.fullmatch(text) is not None
            if is_one and text[0] in "\"'":
                text = text[1:-1]
            found = [Entry(name, text, here, len(key) + 2, broken=not is_one)]
            what = f"its text is {'read' if is_one else 'kept'}: {shown(text)}"
            message = f"{name} is not valid TOML: {error.message}; {what}"
            faults.append(Problem("FM003", message, error.line or here, error.column or 1))
        for entry in found:
            put(entries, entry, faults)
    stray = front[: starts[0]].strip() if starts else ""
    if not read or (stray and not stray.startswith("#")):
        return []
    problems += faults
    return list(entries.values())


def _toml_entry(front: str, index: LineIndex, key: str, value: Any, place: re.Match[str] | None) -> Entry:
    if place is None:
        return Entry(key, _untyped(value, 1), index.first, 1)
    if not isinstance(value, (str, list, dict)):
        # The source's own form (`Z`, `0x1F`, `.50`), which the parsed value no longer has.
        value = Plain(re.sub(r"\s+#.*", "", place["value"]).strip())
    start = place.start("value")
    return Entry(key, _untyped(value, 1), *index.position(start), span=_toml_span(front, start))


_TOML_SCALAR = regex(
    r""""(?!"")[^"\\\n]*(?:\\.[^"\\\n]*)*"|'(?!\'\')[^'\n]*'|[^\s"'\[{#][^\n#]*?(?=[ \t]*(?:#|\n|\Z))"""
)


_TOML_NEXT = regex(r"^[ \t]*(?:\[|[^\s=]+[ \t]*=)", re.MULTILINE)


def _toml_span(front: str, start: int) -> tuple[int, int]:
    """The place of a value: its own where it is a scalar on one line, else everything up to the next key."""
    scalar = _TOML_SCALAR.match(front, start)
    following = _TOML_NEXT.search(front, start + 1)
    return scalar.span() if scalar else (start, following.start() if following else len(front))


def parse_json(front: str, line: int = 1, problems: list[Problem] | None = None) -> list[Entry]:
    """The entries of a JSON object (RFC 8259, section 4). Raises `FrontMatterError`."""
    from frontmatter.default_handlers import JSONHandler

    try:
        pairs = JSONHandler().load(
            front, parse_int=Plain, parse_float=Plain, parse_constant=Plain, object_pairs_hook=_Pairs, strict=False
        )
    except RecursionError:
        raise FrontMatterError("values are nested too deeply", line) from None
    except ValueError as error:
        at = getattr(error, "lineno", 1)
        raise FrontMatterError(getattr(error, "msg", str(error)), line + at - 1, getattr(error, "colno", 1)) from None
    if not isinstance(pairs, _Pairs):
        raise FrontMatterError("the front matter is not a JSON object", line, 1)
    entries: dict[str, Entry] = {}
    index = LineIndex(front, line)
    for (key, value), (at, span) in zip(pairs.members, _json_members(front), strict=False):
        here, column = index.position(at)
        if key in entries and problems is not None:
            problems.append(duplicate(key, entries[key].value, (here, column)))
        entries[key] = Entry(key, _untyped(value, 1), here, column, span=span)
    return list(entries.values())


_JSON_KEY = regex(r'[\s,{]*(?P<key>"[^"\\]*(?:\\.[^"\\]*)*")\s*:\s*', re.DOTALL)


def _json_members(front: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where each key of a JSON object begins, and the place of its value."""
    import json

    decoder = json.JSONDecoder(strict=False)
    at = 0
    while key := _JSON_KEY.match(front, at):
        at = decoder.raw_decode(front, key.end())[1]
        yield key.start("key"), (key.end(), at)


class _Pairs(Struct, frozen=True):
    """The members of a JSON object, duplicates included."""

    members: list[tuple[str, Any]]


def _untyped(value: Any, depth: int) -> Value:
    """A loader's value with its scalars as text."""
    if depth > MAX_NESTING:
        raise FrontMatterError("values are nested too deeply")
    if isinstance(value, str):
        # A lone surrogate (`\\ud800` in JSON) is not a character and fits no output.
        return value if value.isascii() else type(value)(value.encode("utf-8", "backslashreplace").decode())
    if isinstance(value, _Pairs):
        return {_text(key): _untyped(item, depth + 1) for key, item in value.members}
    if isinstance(value, dict):
        return {_text(key): _untyped(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_untyped(item, depth + 1) for item in value]
    if value is None:
        return Plain("null")
    if isinstance(value, bool):
        return Plain("true" if value else "false")
    return Plain(value.isoformat() if hasattr(value, "isoformat") else value)


def _text(key: str) -> str:
    return key.encode("utf-8", "backslashreplace").decode()


# ------------------------------------------------------------------------------------- headers


def parse_headers(front: str, line: int = 1, problems: list[Problem] | None = None) -> list[Entry]:
    """The entries of `Key: value` lines (Pelican, MultiMarkdown); an indented line continues the one above."""
    entries: dict[str, Entry] = {}
    key = None
    end = -1
    for number, text in enumerate(front.split("\n"), line):
        start, end = end + 1, end + 1 + len(text)
        if key is not None and text[:1] in " \t" and text.strip():
            entry = entries[key]
            entries[key] = Entry(key, f"{entry.value} {text.strip()}".strip(), entry.line, entry.column)
            continue
        name, colon, value = text.partition(":")
        if not colon:
            continue
        key = name.strip()
        column = len(text) - len(value.lstrip()) + 1
        value = value.strip()
        at = start + column - 1
        value = Plain(value) if is_typed(value) else value
        put(entries, Entry(key, value, number, column, span=(at, at + len(value))), problems)
    return list(entries.values())
