"""[tool.newsfix] or newsfix.toml to the settings of a file: every key known, every value checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from newsfix import values
from newsfix.options import DEFAULTS, Options
from newsfix.rules import SEVERITIES, Severity, selection
from newsfix.run import files, finding, storage

NAMES = ("newsfix.toml", "pyproject.toml")
"""The files that may hold a configuration, the first before the second where a directory has both."""


class ConfigError(ValueError):
    """A setting that cannot be used; the message names the file and the key."""


class Settings(Struct, frozen=True):
    """What a configuration file can say; codes are those of the rules.

    allow_loss    what is lost of a file is told of and no failure
    baseline      the file of old problems that are not reported
    static_roots  directories whose files lie at the root of the site
    extract_data  the directory for the files of pictures that stand in the articles, from the working directory
    directory     where the file stands: the patterns of `per_file_ignores` are relative to it
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


DEFAULT = Settings()
STDIN = "-"


def schema_file(path: object) -> str:
    """The text of a JSON Schema, for the path of its file. Raises ValueError."""
    name = values.string(path)
    try:
        return values.schema(files.read(name).decode())
    except OSError as error:
        raise ValueError(f"{name} cannot be read: {files.reason(error)}") from None
    except files.TooLarge:
        raise ValueError(f"{name} is too large") from None
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


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
    "per-file-ignores": values.per_file_ignores,
    "max-size": values.max_size,
    "extract-data": values.directory,
    "allow-loss": values.boolean,
    "fail-on": values.one_of(*SEVERITIES),
    "baseline": values.string,
    "static-roots": values.strings,
}
KEYS = frozenset({*_OPTIONS, *_SETTINGS})
"""Every key that a configuration may have."""

LOSING = frozenset(
    {
        "allow-loss",
        "drop",
        "drop-where",
        "exclude",
        "ignore",
        "include",
        "main",
        "output-keys",
        "per-file-ignores",
        "picture-rows",
        "select",
    }
)
"""Keys by which articles, parts of them or problems are left out, or pictures taken for others."""
_PLACES = ("baseline", "extract-data", "schema")
"""Keys that name a place."""

_ADDING = ("drop", "extend_select", "ignore")
"""What the command line says of these is added to the configuration's; anything else takes its place."""


class Configuration:
    """The settings of every file: those of the configuration nearest to it, the command line above them.

    said     what the command line says, checked, keys in snake case; None and an empty tuple say nothing
    named    a configuration file that counts for every file, instead of the nearest
    withheld the keys that only the user's own configuration may set: one that is named, or lies at or above the
             working directory; another one names no place outside of its directory either. None trusts every one
    rewrites the inputs are rewritten, so that nothing may be left out of them
    tell     takes one line for each configuration of which something is not applied
    options  values of `Options` that stand above all
    """

    def __init__(
        self,
        said: Mapping[str, Any] | None = None,
        named: str | None = None,
        *,
        withheld: frozenset[str] | None = None,
        rewrites: bool = False,
        tell: Callable[[str], None] = lambda line: None,
        **options: Any,
    ) -> None:
        self._said = said or {}
        self._withheld = withheld
        self._rewrites = rewrites
        self.tell = tell
        self._told: dict[str, object] = {}
        self._options = options
        self._named = self._merged(load(named)) if named else None
        # Bounded, since a run may see any number of directories.
        bounded = lru_cache(maxsize=1024)
        self._in = bounded(self._in_directory)
        self._at = bounded(lambda path: self._in(os.path.abspath(path)))
        self._without = bounded(self._of_directory_without)

    def of(self, path: str) -> Settings:
        """The settings of a file, which need not exist; `STDIN` has the name that the user gave. Raises ConfigError."""
        if path == STDIN:
            path = self._said.get("stdin_filename") or ""
        directory = os.path.dirname(path)
        settings = self.of_directory(directory)
        if not settings.per_file_ignores or not path:
            return settings
        relative = os.path.relpath(path, settings.directory)
        ignored = (codes for pattern, codes in settings.per_file_ignores if finding.matches(relative, pattern))
        codes = tuple(dict.fromkeys(code for each in ignored for code in each))
        return self._without(directory, codes) if codes else settings

    def of_directory(self, path: str) -> Settings:
        """The settings of the files of a directory. Raises ConfigError."""
        return self._at(path)

    def _in_directory(self, directory: str) -> Settings:
        if self._named:
            return self._named
        for name in NAMES:
            path = os.path.join(directory, name)
            if files.is_regular(path) and (table := _own(path)) is not None:
                return self._merged(settings(self._applied(table, path, directory), f"{path}: ", directory))
        parent = os.path.dirname(directory)
        return self._merged(DEFAULT) if parent == directory else self._in(parent)

    def _applied(self, table: object, path: str, directory: str) -> object:
        """What counts of a configuration that may be somebody else's."""
        if self._withheld is None or not isinstance(table, dict) or files.lies_in(os.getcwd(), directory):
            return table
        passed = {
            key for key in table if key in self._withheld or (key in _PLACES and _leads_out(table[key], directory))
        }
        # Two threads may come here at once: one of them tells.
        if passed and self._told.setdefault(path, mark := object()) is mark:
            names = ", ".join(key for key in table if key in passed)
            self.tell(f"newsfix: {os.path.relpath(path)}: not applied, since it came with the files: {names}{_HINT}")
        return {key: value for key, value in table.items() if key not in passed}

    def _of_directory_without(self, directory: str, codes: tuple[str, ...]) -> Settings:
        settings = self.of_directory(directory)
        return _with_rules(replace(settings, ignore=(*settings.ignore, *codes)))

    def _merged(self, settings: Settings) -> Settings:
        merged = merge(settings, self._said, **self._options)
        if self._rewrites and merged.options.main:
            where = os.path.join(settings.directory, "") if settings.directory else ""
            raise ConfigError(f"{where}main: what it leaves out would be lost in files that are rewritten in place")
        return merged


_HINT = " (see --trust-config)"


def _leads_out(place: object, directory: str) -> bool:
    """Whether a place that a configuration names is outside of its directory, or something that never ends."""
    if not isinstance(place, str):
        return False
    path = os.path.join(directory, place)
    if storage.is_url(place) or "\0" in place or not files.lies_in(path, directory):
        return True
    return files.exists(path) and not (files.is_regular(path) or files.is_directory(path))


def _with_rules(settings: Settings) -> Settings:
    """The settings with what they select as the rules of their options."""
    rules = selection(settings.select, settings.extend_select, settings.ignore)
    return replace(settings, options=replace(settings.options, rules=rules))


# -------------------------------------------------------------------------------------- the file


def load(path: str) -> Settings:
    """The settings of a file. Raises ConfigError."""
    table = _section(path, read_table(path))
    return settings({} if table is None else table, f"{path}: ", os.path.dirname(os.path.abspath(path)))


def _own(path: str) -> object:
    """What a file that may hold a configuration says to newsfix; None where that is nothing. Raises ConfigError.

    A pyproject.toml without the word is not parsed, which would take as long as a file.
    """
    data = _read(path)
    if b"newsfix" not in data and os.path.basename(path) == "pyproject.toml":
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


def read_table(path: str) -> dict[str, Any]:
    """A TOML file. Raises ConfigError."""
    return _table(path, _read(path))


def _read(path: str) -> bytes:
    try:
        return files.read(path)
    except files.TooLarge:
        raise ConfigError(f"{path}: is too large for a configuration") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {files.reason(error)}") from None


def _table(path: str, data: bytes) -> dict[str, Any]:
    try:
        return parsed(data.decode())
    except ValueError as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from None


def settings(table: object, place: str = "", directory: str = "") -> Settings:
    """A table as settings. Raises ConfigError for an unknown key and for a wrong value."""
    if not isinstance(table, dict):
        raise ConfigError(f"{place}tool.newsfix must be a table")
    options: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for key, value in table.items():
        check = _OPTIONS.get(key) or _SETTINGS.get(key)
        if check is None:
            raise ConfigError(f"{place}unknown key {key!r}{values.suggestion(key, [*_OPTIONS, *_SETTINGS])}")
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
        return _with_rules(Settings(options=Options(**options), **rest, directory=directory))
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
        return _with_rules(replace(below, options=replace(below.options, **changes), **rest))
    except ValueError as error:  # two options that contradict each other
        raise ConfigError(str(error)) from None
