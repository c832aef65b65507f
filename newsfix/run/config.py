"""Which settings a file has: those of the configuration nearest to it, as far as it is trusted."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from newsfix import profiles
from newsfix.options import Options
from newsfix.run import files, finding, storage
from newsfix.run.settings import DEFAULT, STDIN, ConfigError, Settings, checked, load, merge, own, with_rules

NAMES = ("newsfix.toml", "pyproject.toml")
"""The files that may hold a configuration, the first before the second where a directory has both."""
LOSING = frozenset(
    {
        "allow-loss",
        "drop",
        "drop-where",
        "exclude",
        "ignore",
        "include",
        "main",
        "max-size",
        "per-file-ignores",
        "picture-rows",
        "profile",
        "repeats",
        "schema",
        "select",
        "verify",
        *(name.replace("_", "-") for name in profiles.OPTIONS),
    }
)
"""Keys by which articles, parts of them or problems are left out or pictures taken for others, those that a run may
take without end for, and those that say how an article is written: which template tags run, say."""
_ENDLESS = frozenset({"picture-rows", "schema"})
"""Keys that a run may take without end for: to any command they count in the repository of the working directory."""
_PLACES = ("baseline", "extract-data", "schema")
"""Keys that name a place."""


_MOST = 1024


class _Known(Struct, frozen=True):
    """What counts in a directory.

    stated  what its configuration says
    whole   with the command line above that
    """

    stated: Settings
    whole: Settings


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
        self._known: dict[str, _Known] = {}
        # Bounded, since a run may see any number of directories.
        bounded = lru_cache(maxsize=_MOST)
        self._at = bounded(lambda path: self._named or self._in(os.path.abspath(path)).whole)
        self._without = bounded(self._of_directory_without)

    @property
    def stdin_filename(self) -> str | None:
        """The name that the user gave standard input."""
        name: str | None = self._said.get("stdin_filename")
        return name

    def of(self, path: str) -> Settings:
        """The settings of a file, which need not exist; `STDIN` has the name that the user gave. Raises ConfigError."""
        if path == STDIN:
            path = self.stdin_filename or ""
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

    def _in(self, directory: str) -> _Known:
        """What counts in a directory: what its own configuration says, or that of the nearest one above."""
        passed: list[str] = []
        while (found := self._known.get(directory)) is None:
            passed.append(directory)
            parent = os.path.dirname(directory)
            stated = DEFAULT if parent == directory else None
            if (settings := self._stated(directory) or stated) is not None:
                found = _Known(settings, self._merged(settings))
                break
            directory = parent
        if len(self._known) > _MOST:
            self._known.clear()
        self._known.update(dict.fromkeys(passed, found))
        return found

    def _stated(self, directory: str) -> Settings | None:
        """What a configuration in a directory says."""
        for name in NAMES:
            path = os.path.join(directory, name)
            if files.is_regular(path) and self._may_read(path, directory):
                try:
                    settings = self._read(path, directory)
                except ConfigError as error:
                    # What came with the files does not end a run.
                    if not self._withheld or files.lies_in(os.getcwd(), directory):
                        raise
                    said = str(error).removeprefix(path).lstrip(": ")
                    self._tell_once(path, f"{said}; not read, since it came with the files{_HINT}")
                    continue
                if settings is not None:
                    return settings
        return None

    def _read(self, path: str, directory: str) -> Settings | None:
        """What a configuration says; None where it says nothing of newsfix."""
        table = own(path)
        if table is None or self._withheld is None or files.lies_in(os.getcwd(), directory):
            return None if table is None else checked(table, f"{path}: ", directory)
        settings = checked(self._applied(table, path, directory), f"{path}: ", directory)
        return self._with_own(settings, self._in(os.path.dirname(directory)).stated)

    def _with_own(self, settings: Settings, above: Settings) -> Settings:
        """Settings of somebody else's configuration, with what only the user's own may say from the one above."""
        if not self._withheld:
            return settings
        names = [key.replace("-", "_") for key in self._withheld]
        options = {name: getattr(above.options, name) for name in names if name in Options.__struct_fields__}
        rest = {name: getattr(above, name) for name in names if name in Settings.__struct_fields__}
        return with_rules(
            replace(settings, options=replace(settings.options, **options), directory=above.directory, **rest)
        )

    def _may_read(self, path: str, directory: str) -> bool:
        """Whether a configuration may be read: somebody else's may not be a link that leads out of its directory."""
        if self._withheld is None or not files.is_link(path) or files.lies_in(os.getcwd(), directory):
            return True
        # Where nothing is withheld, the files of a repository are looked at, in which a link may lead anywhere.
        if files.lies_in(path, directory) or (not self._withheld and files.lies_in(path, os.getcwd())):
            return True
        self._tell_once(path, f"not read, since it is a link that leads out of its directory{_HINT}")
        return False

    def _tell_once(self, path: str, what: str) -> None:
        # Two threads may come here at once: one of them tells.
        if self._told.setdefault(path, mark := object()) is mark:
            self.tell(f"newsfix: {os.path.relpath(path)}: {what}")

    def _applied(self, table: object, path: str, directory: str) -> object:
        """What counts of somebody else's configuration."""
        if not isinstance(table, dict):
            return table
        withheld = self._withheld or (frozenset[str]() if _is_in_repository(directory) else _ENDLESS)
        passed = {key for key in table if key in withheld or (key in _PLACES and _leads_out(table[key], directory))}
        if passed:
            names = ", ".join(key for key in table if key in passed)
            self._tell_once(path, f"not applied, since it came with the files: {names}{_HINT}")
        return {key: value for key, value in table.items() if key not in passed}

    def _of_directory_without(self, directory: str, codes: tuple[str, ...]) -> Settings:
        settings = self.of_directory(directory)
        return with_rules(replace(settings, ignore=(*settings.ignore, *codes)))

    def _merged(self, settings: Settings) -> Settings:
        merged = merge(settings, self._said, **self._options)
        if self._rewrites and merged.options.main:
            what = "what it leaves out would be lost in files that are rewritten in place; add --no-main"
            raise ConfigError(f"the configuration in {settings.directory} sets main: {what}")
        return merged


def _is_in_repository(directory: str) -> bool:
    """Whether a directory is in the repository that the working directory is in."""
    here = files.repository_of(os.getcwd())
    return here is not None and files.repository_of(directory) == here


_HINT = " (see --trust-config)"


def _leads_out(place: object, directory: str) -> bool:
    """Whether a place that a configuration names is outside of its directory, or something that never ends."""
    if not isinstance(place, str):
        return False
    path = os.path.join(directory, place)
    if storage.is_url(place) or "\0" in place or not files.lies_in(path, directory):
        return True
    return files.exists(path) and not (files.is_regular(path) or files.is_directory(path))
