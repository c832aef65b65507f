"""[tool.newsfix] to settings: every key known, every value checked."""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from newsfix.options import Options
from newsfix.rules import RULES
from newsfix.run import files

NAME = "pyproject.toml"


class ConfigError(ValueError):
    """A setting that cannot be used; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a configuration file can say. Codes in `select` and `ignore` are those of the rules."""

    options: Options = field(default_factory=Options)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    max_size: int = files.MAX_SIZE


# --------------------------------------------------------------------------- the values, checked


def encoding(name: object) -> str:
    """The name of a codec that decodes text. Raises ValueError."""
    text = _text(name)
    decoded: object = None
    # No name is known, or has a NUL; and a codec of something other than text (zlib) raises what it likes.
    with suppress(Exception):
        decoded, _ = codecs.lookup(text).decode(b"a=")
    if not isinstance(decoded, str):
        raise ValueError(f"{text!r} is no known encoding")
    return text


def zone(name: object) -> str:
    """The name of an IANA time zone, or an offset. Raises ValueError."""
    from newsfix.read.dates.zones import check_zone

    text = _text(name)
    if not check_zone(text):
        raise ValueError(f"{text!r} is no known time zone")
    return text


def base_date(value: object) -> str:
    """A date as YYYY-MM-DD. Raises ValueError."""
    text = value.isoformat() if isinstance(value, date) else _text(value)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"{text!r} is no date in the form YYYY-MM-DD") from None


_OFFSET = re.compile(r"Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]")


def zones(value: object) -> dict[str, str]:
    """A table of zone abbreviations with their offsets. Raises ValueError."""
    if not isinstance(value, Mapping):
        raise ValueError('it must be a table such as {CST = "+08:00"}')
    return dict(_zone_pair(name, offset) for name, offset in value.items())


def zone_pair(text: object) -> tuple[str, str]:
    """A zone abbreviation with its offset, written `CST=+08:00`. Raises ValueError."""
    name, _, offset = _text(text).partition("=")
    return _zone_pair(name, offset)


def _zone_pair(name: str, offset: object) -> tuple[str, str]:
    if not name or not isinstance(offset, str) or not _OFFSET.fullmatch(offset):
        raise ValueError(f"a zone is written CST=+08:00, not {name}={offset}")
    return name, offset


def codes(value: object) -> tuple[str, ...]:
    """Codes of rules for an array, or a text with commas, of codes, their beginnings (DT) or names.

    Raises ValueError with a suggestion.
    """
    words = [word.strip() for word in value.split(",")] if isinstance(value, str) else _texts(value)
    return tuple(code for word in words for code in _matching(word))


def _matching(word: str) -> list[str]:
    found = [rule.code for rule in RULES if word and (rule.code.startswith(word.upper()) or rule.name == word.lower())]
    if not found:
        known = [name for rule in RULES for name in (rule.code, rule.name)]
        raise ValueError(f"{word!r} is no rule{_suggestion(word, known)}")
    return found


def selector(value: object) -> str:
    """A CSS selector. Raises ValueError."""
    from newsfix.read.html.selectors import check_selector

    text = _text(value)
    if not check_selector(text):
        raise ValueError(f"{text!r} is no CSS selector that can be used")
    return text


def selectors(value: object) -> tuple[str, ...]:
    """An array of CSS selectors. Raises ValueError."""
    return tuple(selector(text) for text in _texts(value))


def drop_where(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A table of patterns for url, author or path with arrays of CSS selectors. Raises ValueError."""
    if not isinstance(value, Mapping):
        raise ValueError('it must be a table such as {"https://blog.example/*" = [".sharedaddy"]}')
    return tuple((pattern, selectors(chosen)) for pattern, chosen in value.items())


def names(value: object) -> dict[str, tuple[str, ...]]:
    """A table of fields with arrays of front matter keys. Raises ValueError."""
    from newsfix.read.frontmatter.keys import NAMES

    if not isinstance(value, Mapping):
        raise ValueError('it must be a table such as {date = ["posted_on"]}')
    for field_name in value:
        if field_name not in NAMES:
            raise ValueError(f"{field_name!r} is no field{_suggestion(field_name, list(NAMES))}")
    return {field_name: _texts(keys) for field_name, keys in value.items()}


def picture_rows(value: object) -> tuple[tuple[str, str, str], ...]:
    """Rows for the table of pictures: tables with name, pattern and replacement. Raises ValueError."""
    if not isinstance(value, list):
        raise ValueError("it must be an array of tables with name, pattern and replacement")
    return tuple(_picture_row(row) for row in value)


def _picture_row(row: object) -> tuple[str, str, str]:
    if not isinstance(row, dict) or set(row) != {"name", "pattern", "replacement"}:
        raise ValueError("each row must have exactly the keys name, pattern and replacement")
    name, pattern, replacement = (_text(row[key]) for key in ("name", "pattern", "replacement"))
    try:
        re.compile(pattern).sub(replacement, "")
        re.compile(f"(?:{pattern})?").sub(replacement, "")  # a replacement with an unknown group shows at a match
    except (re.error, IndexError) as error:
        raise ValueError(f"the row {name!r} is no usable pattern and replacement: {error}") from None
    return name, pattern, replacement


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"it must be a string, not {value!r}")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"it must be an array of strings, not {value!r}")
    return tuple(value)


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"it must be true or false, not {value!r}")
    return value


def _one_of(*words: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if value not in words:
            raise ValueError(f"it must be {' or '.join(words)}, not {value!r}")
        return str(value)

    return check


def max_size(value: object) -> int:
    """A number of megabytes, in bytes. Raises ValueError."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:9])
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(f"it must be a number of megabytes from 1, not {value!r}")
    return value * 1_000_000


_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "encoding": encoding,
    "body": _one_of("auto", "html", "markdown"),
    "day-first": _boolean,
    "assume-zone": zone,
    "to-zone": zone,
    "base-date": base_date,
    "zones": zones,
    "captions": _one_of("likely", "strict"),
    "keys": _one_of("standard", "keep"),
    "names": names,
    "absolute-links": _boolean,
    "drop": selectors,
    "drop-where": drop_where,
    "picture-rows": picture_rows,
    "verify": _boolean,
}
_SETTINGS: dict[str, Callable[[Any], Any]] = {
    "include": _texts,
    "exclude": _texts,
    "select": codes,
    "ignore": codes,
    "max-size": max_size,
}
KEYS = frozenset({*_OPTIONS, *_SETTINGS})
"""Every key that a configuration may have."""

# -------------------------------------------------------------------------------------- the file


def load(path: str | None = None) -> Settings:
    """The settings of a file, or of the nearest pyproject.toml above the working directory.

    A named file other than a pyproject.toml may have its keys at the top. Raises ConfigError.
    """
    named = path
    path = named or _nearest()
    if path is None:
        return Settings()
    document = read_table(path)
    if named and "tool" not in document and os.path.basename(path) != NAME:
        return settings(document, f"{path}: ")
    tool = document.get("tool", {})
    return settings(tool.get("newsfix", {}) if isinstance(tool, dict) else tool, f"{path}: ")


def _nearest() -> str | None:
    directory = os.getcwd()
    while True:
        path = os.path.join(directory, NAME)
        if files.exists(path):
            return path
        parent = os.path.dirname(directory)
        if parent == directory:
            return None
        directory = parent


def read_table(path: str) -> dict[str, Any]:
    """A TOML file. Raises ConfigError."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        return tomllib.loads(files.read(path).decode())
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {files.reason(error)}") from None
    except (ValueError, files.TooLarge) as error:
        raise ConfigError(f"{path}: is no TOML: {error}") from None


def settings(table: object, place: str = "") -> Settings:
    """A table as settings. Raises ConfigError for an unknown key and for a wrong value."""
    if not isinstance(table, dict):
        raise ConfigError(f"{place}tool.newsfix must be a table")
    options: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for key, value in table.items():
        check = _OPTIONS.get(key) or _SETTINGS.get(key)
        if check is None:
            raise ConfigError(f"{place}unknown key {key!r}{_suggestion(key, [*_OPTIONS, *_SETTINGS])}")
        try:
            (options if key in _OPTIONS else rest)[key.replace("-", "_")] = check(value)
        except ValueError as error:
            raise ConfigError(f"{place}{key}: {error}") from None
    return Settings(options=replace(Options(), **options), **rest)


def merge(below: Settings, table: Mapping[str, Any], **options: Any) -> Settings:
    """Settings with the values of `table` (checked, keys in snake case) and `options` above them.

    None and an empty tuple say nothing. What is a collection of its own adds to what is there
    (zones, drop); anything else takes its place.
    """
    said = {key: value for key, value in table.items() if value is not None and value != ()}
    known = Options.__dataclass_fields__
    changes = {key: value for key, value in said.items() if key in known} | options
    changes["zones"] = {**below.options.zones, **dict(said.get("zones", ()))}
    changes["drop"] = (*below.options.drop, *said.get("drop", ()))
    rest = {key: value for key, value in said.items() if key in Settings.__dataclass_fields__}
    return replace(below, options=replace(below.options, **changes), **rest)


def _suggestion(word: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, known, 1)
    return f"; did you mean {close[0]!r}?" if close else ""
