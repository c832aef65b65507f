"""Where keys and values of front matter stand in the file, nested ones too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from newsfix.model.position import Position
from newsfix.read.frontmatter.source import Source
from newsfix.read.frontmatter.values import Entry, FrontMatterError
from newsfix.read.frontmatter.yaml import places

Path: TypeAlias = "tuple[str | int, ...]"


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
