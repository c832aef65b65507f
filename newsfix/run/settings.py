"""What a configuration file can say: [tool.newsfix] or newsfix.toml, every key known, every value checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from newsfix import values
from newsfix.options import DEFAULTS, MEGABYTE, Options
from newsfix.regex import regex
from newsfix.rules import SEVERITIES, Severity, selection
from newsfix.run import files, storage


class ConfigError(ValueError):
    """A setting that cannot be used; the message names the file and the key."""


class Settings(Struct, frozen=True):
    """What a configuration file can say; codes are those of the rules.

    allow_loss    what is lost of a file is told of and no failure
    baseline      the file of old problems that are not reported
    static_roots  directories whose files lie at the root of the site
    extract_data  the directory for the files of pictures within the articles, from the working directory
    directory     where the file is: the patterns of `per_file_ignores` are relative to it
    """

    options: Options = DEFAULTS
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    max_size: int = files.MAX_SIZE
    fail_on: Severity = "warning"
    allow_loss: bool = False
    baseline: str | None = None
    extract_data: str | None = None
    static_roots: tuple[str, ...] = ()
    directory: str = ""

    @property
    def selected(self) -> frozenset[str]:
        """The codes that are asked for by name."""
        return frozenset((*self.select, *self.extend_select))


DEFAULT = Settings()
STDIN = "-"


def schema_file(path: object) -> str:
    """The text of a JSON Schema, for the path of its file. Raises ValueError."""
    name = values.string(path)
    try:
        return values.schema(files.read(name).decode())
    except OSError as error:
        raise ValueError(f"{name} cannot be read: {files.reason(error)}") from None
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def per_file_ignores(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A table of patterns, as in gitignore, with arrays of codes. Raises ValueError."""
    table = values.table(value, '{"drafts/" = ["FM", "date-missing"]}')
    return tuple((pattern, values.codes(values.strings(chosen))) for pattern, chosen in table.items())


def directory(value: object) -> str:
    """The name of a directory, which need not be there. Raises ValueError."""
    text = values.string(value)
    if not text or "\0" in text:
        raise ValueError(f"it must be the name of a directory, not {text!r}")
    return text


def max_size(value: object) -> int:
    """A number of megabytes, in bytes. Raises ValueError."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:9])
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(f"it must be a number of megabytes from 1, not {value!r}")
    return value * MEGABYTE


_OPTIONS: dict[str, Callable[[Any], Any]] = {
    name.replace("_", "-"): check
    for name, check in (values.OPTIONS | {"schema": schema_file}).items()
    if name not in ("to", "data_prefix", "rules")  # what other settings say
}
_PATHS = frozenset({"baseline", "schema"})
"""Keys that name a file, relative to the configuration's."""
_SETTINGS: dict[str, Callable[[Any], Any]] = {
    "include": values.strings,
    "exclude": values.strings,
    "select": values.codes,
    "extend-select": values.codes,
    "ignore": values.codes,
    "per-file-ignores": per_file_ignores,
    "max-size": max_size,
    "extract-data": directory,
    "allow-loss": values.boolean,
    "fail-on": values.one_of(*SEVERITIES),
    "baseline": values.string,
    "static-roots": values.strings,
}
KEYS = [*_OPTIONS, *_SETTINGS]
"""Every key that a configuration may have."""

_ADDING = ("drop", "extend_select", "ignore")
"""What the command line says of these is added to the configuration's; anything else takes its place."""


def checked(table: object, place: str = "", directory: str = "") -> Settings:
    """A table as settings. Raises ConfigError for an unknown key and for a wrong value."""
    if not isinstance(table, dict):
        raise ConfigError(f"{place}tool.newsfix must be a table")
    options: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for key, value in table.items():
        check = _OPTIONS.get(key) or _SETTINGS.get(key)
        if check is None:
            raise ConfigError(f"{place}unknown key {key!r}{values.suggestion(key, KEYS)}")
        if key in _PATHS and isinstance(value, str):
            value = os.path.join(directory, value)
        try:
            (options if key in _OPTIONS else rest)[key.replace("-", "_")] = check(value)
        except ValueError as error:
            raise ConfigError(f"{place}{key}: {error}") from None
    folder = rest.get("extract_data")
    if folder and not (os.path.isabs(folder) or storage.is_url(folder)):
        rest["extract_data"] = os.path.relpath(os.path.join(directory, folder))
    rest["static_roots"] = tuple(os.path.join(directory, each) for each in rest.get("static_roots", ()))
    try:
        return with_rules(Settings(options=Options(**options), **rest, directory=directory))
    except ValueError as error:
        raise ConfigError(f"{place}{error}") from None


def merge(below: Settings, said: Mapping[str, Any], **options: Any) -> Settings:
    """Settings with the values of `said` (checked, keys in snake case) and `options` above them.

    None and an empty tuple say nothing. What is a collection of its own adds to what is there
    (zones, drop, ignore, extend-select); anything else takes its place.
    """
    said = {key: value for key, value in said.items() if value is not None and value != ()}
    for key in _ADDING:
        if key in said:
            said[key] = (*getattr(below.options if key == "drop" else below, key), *said[key])
    if "zones" in said:
        said["zones"] = {**below.options.zones, **dict(said["zones"])}
    changes = {key: value for key, value in said.items() if key in Options.__struct_fields__} | options
    rest = {key: value for key, value in said.items() if key in Settings.__struct_fields__}
    try:
        return with_rules(replace(below, options=replace(below.options, **changes), **rest))
    except ValueError as error:  # two options that contradict each other
        raise ConfigError(str(error)) from None


def with_rules(settings: Settings) -> Settings:
    """The settings with what they select as the rules of their options."""
    rules = selection(settings.select, settings.extend_select, settings.ignore)
    return replace(settings, options=replace(settings.options, rules=rules))


def load(path: str) -> Settings:
    """The settings of a file. Raises ConfigError."""
    table = _section(path, _table(path, _read(path)))
    return checked({} if table is None else table, f"{path}: ", os.path.dirname(os.path.abspath(path)))


# What a pyproject.toml with a table tool.newsfix has, however it is written: `[tool.newsfix]`, `[tool]`, `tool = {`.
_MAY_HOLD = regex(rb"""\btool["']?[ \t]*(?:\.[ \t]*["']?newsfix\b|\]|=)""")


def own(path: str) -> object:
    """What a file that may hold a configuration says to newsfix; None where that is nothing. Raises ConfigError.

    A pyproject.toml that only requires newsfix, say, is not parsed, which would take longer than to check a file.
    """
    data = _read(path)
    if os.path.basename(path) == "pyproject.toml" and not (b"newsfix" in data and _MAY_HOLD.search(data)):
        return None
    return _section(path, _table(path, data))


def _section(path: str, document: dict[str, Any]) -> object:
    """The part of a TOML document that is for newsfix; None where there is none.

    In a file other than a pyproject.toml the keys may stand at the top.
    """
    if "tool" not in document and os.path.basename(path) != "pyproject.toml":
        return document
    tool = document.get("tool", {})
    return tool.get("newsfix") if isinstance(tool, dict) else tool


def parsed(text: str) -> dict[str, Any]:
    """A TOML document. Raises ValueError."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    return tomllib.loads(text)


def _read(path: str) -> bytes:
    try:
        return files.read(path)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {files.reason(error)}") from None


def _table(path: str, data: bytes) -> dict[str, Any]:
    try:
        return parsed(data.decode())
    except ValueError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from None
    except RecursionError:
        raise ConfigError(f"{path} is nested too deeply") from None
