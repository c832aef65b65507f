"""What the user demands of front matter: keys that it must have, keys that it may have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from newsfix.model.article import Value
from newsfix.model.problem import Problem
from newsfix.options import Options
from newsfix.read.frontmatter.entries import KeyPositions
from newsfix.read.frontmatter.keys import FIELD_OF, normal
from newsfix.read.frontmatter.source import Source
from newsfix.read.frontmatter.values import Entry
from newsfix.syntax.yaml import Plain


def unmet(entries: Sequence[Entry], source: Source, options: Options) -> list[Problem]:
    """The demands that front matter does not meet, each at the key or the value, or at the first line.

    Keys that give the same field are one: `authors` has what `author` is to have, and case, `-` and
    `_` do not count. A key without a value is missing.
    """
    where = KeyPositions(entries, source)
    fields = {normal(key): field for field, keys in options.names.items() for key in keys}
    found: dict[str, Entry] = {}
    for entry in entries:
        name = _meaning(entry.key, fields)
        if name not in found or not _says_something(found[name].value):
            found[name] = entry
    problems = []
    for key in options.required:
        present = found.get(_meaning(key, fields))
        if present is None:
            problems.append(Problem("FM010", f"the required key {key} is missing", source.front_line, 1))
        elif not _says_something(present.value):
            problems.append(Problem("FM010", f"the required key {key} is empty", *where.of((present.key,))))
    if options.allowed:
        allowed = {_meaning(key, fields) for key in (*options.allowed, *options.required)}
        problems += [
            Problem("FM011", f"{key} is not allowed{_meant(key, options.allowed)}", *where.of((key,), of_key=True))
            for key in (entry.key for entry in entries)
            if _meaning(key, fields) not in allowed
        ]
    return problems


def _meaning(key: str, fields: Mapping[str, str]) -> str:
    """What a key gives: the name of a field, or else its own."""
    name = normal(key)
    return fields.get(name) or FIELD_OF.get(name, (name,))[0]


def _says_something(value: Value) -> bool:
    if isinstance(value, str):
        return bool(value.strip()) and not (isinstance(value, Plain) and value.lower() in ("~", "null"))
    return bool(value)


def _meant(key: str, allowed: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, allowed, 1)
    return f"; did you mean {close[0]}?" if close else ""
