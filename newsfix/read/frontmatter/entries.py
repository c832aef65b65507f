"""The entries of front matter: keys and values as its syntax has them, repaired where that is beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from newsfix.model.article import Value
from newsfix.model.origin import Origin
from newsfix.model.position import Position
from newsfix.model.problem import Problem
from newsfix.read.frontmatter.keys import is_known
from newsfix.read.frontmatter.source import Kind, Source
from newsfix.read.frontmatter.values import (
    RAW_KEY,
    Entry,
    FrontMatterError,
    parse_headers,
    parse_json,
    parse_toml,
    shown,
    toml_by_key,
)
from newsfix.read.frontmatter.yaml import Path, parse_nearly_json, parse_yaml, places
from newsfix.regex import regex

_WIDE_INDENT = regex(r"\n*[\u00a0\u3000]+(?=[\w-]+[ \t]*:)")
_WIDE_BLANKS = regex(r"^[\u00a0\u3000]+", re.MULTILINE)


def read_entries(source: Source, origin: Origin, problems: list[Problem]) -> list[Entry]:
    """The keys and values of a file's front matter, then the fields of its origin."""
    entries = _in_file(source, problems)
    return [*entries, *_beside(entries, origin, problems)] if origin.fields else entries


def parse(kind: Kind, front: str, line: int = 1, problems: list[Problem] | None = None) -> list[Entry]:
    """The entries of front matter that is written in this. Raises FrontMatterError."""
    if kind == "toml":
        return parse_toml(front, line)
    return {"yaml": parse_yaml, "json": parse_json}.get(kind, parse_headers)(front, line, problems)


def _in_file(source: Source, problems: list[Problem]) -> list[Entry]:
    """The keys and values of a file's front matter, repaired where that is beyond doubt."""
    front, line = source.front, source.front_line
    if source.kind == "none" or not front.strip():
        return []
    conflict = ""
    if "<<<<<<<" in front and (front.startswith("<<<<<<<") or "\n<<<<<<<" in front):
        from newsfix.read.frontmatter.repair import without_conflicts

        front, conflict = without_conflicts(front, line, problems)
    entries = _parsed(source, front, problems)
    if "<![CDATA[" in front:
        entries = [_without_section(entry, problems) for entry in entries]
    if conflict:
        # Nothing is where it is in the file, and a person has to settle the conflict first.
        problems[:] = [problem.with_fix(None) for problem in problems]
        entries = [replace(entry, span=None) for entry in entries]
        entries.append(Entry(RAW_KEY, conflict, line, 1, broken=True))
    return entries


_SECTION = regex(r"\s*<!\[CDATA\[((?:[^\]]|\](?!\]>))*)\]\]>\s*")


def _without_section(entry: Entry, problems: list[Problem]) -> Entry:
    """An entry whose value is not what XML puts in a section, but the text in it."""
    section = _SECTION.fullmatch(entry.value) if isinstance(entry.value, str) else None
    if section is None:
        return entry
    message = f"{entry.key}: a CDATA section of XML; read as {shown(section[1])}"
    problems.append(Problem("FM004", message, entry.line, entry.column, omitted="CDATA"))
    return replace(entry, value=section[1], span=None)


def _parsed(source: Source, front: str, problems: list[Problem]) -> list[Entry]:
    line = source.front_line
    if wide := _WIDE_INDENT.match(front):
        message = "keys that are indented with no-break or wide spaces; read as spaces"
        problems.append(Problem("FM004", message, line + wide[0].count("\n"), 1))
        front = _WIDE_BLANKS.sub(lambda blanks: " " * len(blanks[0]), front)
    found: list[Problem] = []
    try:
        entries = parse(source.kind, front, line, found)
    except FrontMatterError as error:
        if entries := _in_another_syntax(source, front, problems):
            return entries
        if source.kind == "yaml":
            from newsfix.read.frontmatter.repair import repair

            return repair(front, line, problems)
        if source.kind == "toml" and (entries := toml_by_key(front, line, problems)):
            return entries
        kind = source.kind.upper()
        message = f"the front matter is not valid {kind}: {error.message}; its text is kept under {RAW_KEY}"
        problems.append(Problem("FM003", message, error.line or line, error.column or 1))
        text = front[1:-1] if source.is_braced else front
        return [Entry(RAW_KEY, text.strip("\n"), line, 1, broken=True)]
    problems += found
    return entries


def _in_another_syntax(source: Source, front: str, problems: list[Problem]) -> list[Entry]:
    """The entries of front matter in another format than its fences say; none where no other can be read either."""
    line = source.front_line
    found: list[Problem] = []
    try:
        if source.kind == "toml":
            name, entries = "YAML", parse_yaml(front, line, found)
        elif source.kind == "json":
            name, entries = "a mapping of YAML", parse_nearly_json(front, line)
        elif front.lstrip()[:1] == '"':
            braced = f"{{{front.rstrip().rstrip(',')}}}"
            name, entries = "JSON without its braces", parse_json(braced, line, found)
        else:
            return []
    except FrontMatterError:
        return []
    if not any(is_known(entry.key) for entry in entries):
        return []
    problems.append(Problem("FM004", f"the front matter is not valid {source.kind.upper()}; read as {name}", line, 1))
    problems += found
    return [replace(entry, span=None) for entry in entries]


def _beside(entries: Sequence[Entry], origin: Origin, problems: list[Problem]) -> list[Entry]:
    """The fields of the origin; the front matter has the first word on its own keys, and nothing is lost."""
    stated = {entry.key: entry.value for entry in entries}
    further = []
    for key, value in origin.fields:
        if key not in stated:
            further.append(Entry(key, value, 1, 1))
        elif value != stated[key]:
            message = f"{key} has another value outside the front matter; it is kept as record_{key}"
            problems.append(Problem("FM005", message, 1, 1))
            further.append(Entry(f"record_{key}", value, 1, 1))
    return further


class KeyPositions:
    """Lines and columns of keys and values, of nested ones too where the front matter is valid YAML."""

    def __init__(self, entries: Iterable[Entry], source: Source) -> None:
        self._line = source.front_line
        self._values: dict[Path, Position] = {(entry.key,): (entry.line, entry.column) for entry in entries}
        self._keys = dict(self._values)
        if source.kind == "yaml":
            try:
                for path, key, value in places(source.front, source.front_line):
                    self._keys[path], self._values[path] = key, value
            except FrontMatterError:
                pass  # repaired: the top-level values have their places

    def of(self, path: Path, of_key: bool = False) -> Position:
        """The place of a key or a value, or of the nearest one round it that has a place."""
        known = self._keys if of_key else self._values
        while path and path not in known:
            path = path[:-1]
        return known[path] if path else (self._line, 1)


# ------------------------------------------------------------- lists that name a URL twice

_URL = regex(r"(?:https?:)?//[^\s/]\S*")


def repeated(entries: Iterable[Entry], source: Source) -> list[Problem]:
    """The URLs that a list has once more than it needs, each with the edit that takes it out of the list."""
    problems = []
    for entry in entries:
        if not isinstance(entry.value, list):
            continue
        urls = [each for each in entry.value if isinstance(each, str) and "//" in each and _URL.fullmatch(each)]
        if len(set(urls)) < len(urls):
            from newsfix.read.frontmatter.edits import Front

            front = Front(source.kind, source.front)
            for url in dict.fromkeys(url for url in urls if urls.count(url) > 1):
                message = f"{entry.key} lists {url} {urls.count(url)} times"
                problems.append(Problem("FM015", message, entry.line, entry.column, front.without(entry, url)))
    return problems


def without_repeats(value: Value) -> Value:
    """A value with each URL of a list once, the first time."""
    if not isinstance(value, list):
        return value
    seen: set[str] = set()
    kept: list[Value] = []
    for item in value:
        if isinstance(item, str) and _URL.fullmatch(item):
            if item in seen:
                continue
            seen.add(item)
        kept.append(item)
    return kept
