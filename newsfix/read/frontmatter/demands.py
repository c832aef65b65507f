"""What the user demands of front matter: keys that it must have, keys that it may have, a JSON Schema.

jsonschema is loaded where there is a schema. A scalar is what JSON would make of it: `5` a number, `true` a boolean,
nothing a null. What only YAML 1.1 would guess at (dates, `yes`, `007`, `1:30`) is text, and so is what the schema takes
as text alone: `title: 2021` is a text where the schema wants one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from newsfix.model.article import Value
from newsfix.model.problem import Problem
from newsfix.options import Options
from newsfix.read.frontmatter.entries import KeyPositions
from newsfix.read.frontmatter.keys import FIELD_OF, normal
from newsfix.read.frontmatter.source import Source
from newsfix.read.frontmatter.values import Entry
from newsfix.read.frontmatter.yaml import Path
from newsfix.regex import regex
from newsfix.syntax.yaml import Plain

_NUMBER = regex(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
_LONGEST = 300


def unmet(entries: Sequence[Entry], source: Source, options: Options) -> list[Problem]:
    """The demands that front matter does not meet, each at the key or the value, or at the first line."""
    where = KeyPositions(entries, source)
    problems = _missing(entries, source, options, where)
    if options.schema:
        problems += _violations(entries, source, options.schema, where)
    return problems


def _missing(entries: Sequence[Entry], source: Source, options: Options, where: KeyPositions) -> list[Problem]:
    """The keys that are missing, or there and not allowed.

    Keys that give the same field are one: `authors` has what `author` is to have, and case, `-` and
    `_` do not count. A key without a value is missing.
    """
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


# ---------------------------------------------------------------------------------- a JSON Schema


def check_schema(text: str) -> None:
    """Raise ValueError, in one line, for what is not a JSON Schema or cannot be applied."""
    try:
        _validator(text)
    except ModuleNotFoundError:
        raise ValueError("a schema needs jsonschema: pip install 'newsfix[schema]'") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it is not valid JSON: {error}") from None
    except Exception as error:  # jsonschema's own, which cannot be named before it is loaded
        raise ValueError(f"it is not a valid JSON Schema: {str(error).splitlines()[0]}") from None


@lru_cache(maxsize=16)
def _validator(text: str) -> Any:
    from jsonschema.validators import validator_for
    from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped, unused-ignore]

    schema: Any = json.loads(text)
    kind: Any = validator_for(schema)
    if not isinstance(schema, (dict, bool)):
        raise TypeError("a schema must be an object or a boolean")
    kind.check_schema(schema)
    # With a registry of its own it does not go to the network for what it does not know.
    return kind(schema, registry=REGISTRY, format_checker=kind.FORMAT_CHECKER)


def _violations(entries: Sequence[Entry], source: Source, text: str, where: KeyPositions) -> list[Problem]:
    """What in the front matter is not as the schema says, each at its value or its key."""
    validator = _validator(text)
    try:
        errors = _errors(validator, {entry.key: entry.value for entry in entries})
        return [
            Problem("FM012", message, *where.of(path, of_key))
            for error in errors
            for message, path, of_key in _told(error)
        ]
    except Exception as error:  # of jsonschema, referencing and re: a reference or a pattern that cannot be used
        return [Problem("FM012", f"the schema cannot be applied: {str(error).splitlines()[0]}", source.front_line, 1)]


def _errors(validator: Any, front: dict[str, Value]) -> list[Any]:
    """The errors when every scalar is read in the way that has the fewest."""
    errors = list(validator.iter_errors(_typed(front, ())))
    doubtful = {path for error in errors for path in _paths(error)}
    if not doubtful:
        return errors
    as_text = {path for error in validator.iter_errors(_typed(front, (), doubtful)) for path in _paths(error)}
    return list(validator.iter_errors(_typed(front, (), doubtful - as_text)))


def _paths(error: Any) -> Iterator[Path]:
    """Where an error is, and what it comes from."""
    yield tuple(error.absolute_path)
    for cause in error.context or ():
        yield from _paths(cause)


def _typed(value: Value, path: Path, texts: Iterable[Path] = ()) -> Any:
    """A value as JSON has it; those in `texts` stay text."""
    if isinstance(value, dict):
        return {key: _typed(item, (*path, key), texts) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item, (*path, number), texts) for number, item in enumerate(value)]
    text = str(value)
    if not isinstance(value, Plain) or path in texts:
        return text
    if _NUMBER.fullmatch(text) and len(text) < 300:
        return json.loads(text)
    return _CONSTANTS.get(text.lower(), text)


def _told(error: Any) -> Iterator[tuple[str, Path, bool]]:
    """The messages on an error, each with the path of what it is about and whether that is a key."""
    path = tuple(error.absolute_path)
    unexpected = _unexpected(error)
    for key in unexpected:
        yield f"{key} is not allowed by the schema", (*path, key), True
    if not unexpected:
        name = ".".join(map(str, path))
        message = error.message if len(error.message) <= _LONGEST else f"{error.message[: _LONGEST - 1]}…"
        yield f"{name}: {message}" if name else message, path, False


def _unexpected(error: Any) -> list[str]:
    """The keys of an object that its schema has no place for."""
    if error.validator not in ("additionalProperties", "unevaluatedProperties") or error.validator_value is not False:
        return []
    known, patterns = error.schema.get("properties", {}), error.schema.get("patternProperties", {})
    keys = [key for key in error.instance if key not in known and not any(re.search(each, key) for each in patterns)]
    # Where other parts of the schema evaluate properties only the message names the rest.
    return [key for key in keys if repr(key) in error.message]
