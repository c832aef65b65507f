"""Front matter text to keys and values, each with its place in the file; every scalar stays the source's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newsfix.article import Plain, Value
from newsfix.problem import Problem
from newsfix.scalars import is_typed

MAX_NESTING = 60
MAX_NODES = 50_000
"""How many values the aliases of one front matter may expand to."""
LONGEST = 2_000_000
"""How many characters of YAML are read: a longer front matter is an attack or no front matter."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One top-level key; `line` and `column` are those of its value in the file.

    `raw` is the source's text of a list or mapping that stands in one line (`[a, b]`). A `broken`
    entry could not be read; its value is the source's text.
    """

    key: str
    value: Value
    line: int
    column: int
    raw: str | None = None
    broken: bool = False


class FrontMatterError(ValueError):
    """The text cannot be read; the place is that of the file where it is known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


# ---------------------------------------------------------------------------------------- YAML


def parse_yaml(front: str, line: int = 1, problems: list[Problem] | None = None) -> list[Entry]:
    """The entries of a YAML mapping (YAML 1.1, section 1.3) that begins in `line` of its file.

    Duplicate keys are appended to `problems`. Raises `FrontMatterError`.
    """
    if len(front) > LONGEST:
        raise FrontMatterError("the front matter is too long", line)
    if _may_be_deep(front):
        _check_depth(front)
    root = _compose(front, line)
    if root is None:
        return []
    if root.id != "mapping":
        raise FrontMatterError("the front matter is no mapping of keys to values", line, 1)
    builder = _Builder(front)
    entries: dict[str, Entry] = {}
    for key_node, value_node in root.value:
        key = builder.key(key_node)
        mark = value_node.start_mark
        raw = None
        if value_node.id != "scalar" and value_node.flow_style and mark.line == value_node.end_mark.line:
            raw = front[mark.index : value_node.end_mark.index]
        entry = Entry(key, builder.value(value_node, 1), line + mark.line, mark.column + 1, raw)
        if key in entries and problems is not None:
            before = entries[key]
            message = f"{key} stands twice; {_shown(before.value)} in line {before.line} is not used"
            problems.append(Problem("FM005", message, line + key_node.start_mark.line, key_node.start_mark.column + 1))
            del entries[key]
        if key == "<<" and isinstance(entry.value, dict):
            for name, value in entry.value.items():
                entries.setdefault(name, Entry(name, value, entry.line, entry.column))
            continue
        entries[key] = entry
    return list(entries.values())


def _compose(front: str, line: int) -> Any:
    from frontmatter.default_handlers import YAMLHandler
    from yaml import YAMLError

    try:
        return YAMLHandler().load(front, Loader=_loader())
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        if mark is None:
            position = getattr(error, "position", None)
            if isinstance(position, int):
                before = front[:position]
                place = line + before.count("\n"), len(before) - before.rfind("\n")
                raise FrontMatterError(str(problem), *place) from None
            raise FrontMatterError(str(problem)) from None
        raise FrontMatterError(str(problem), line + mark.line, mark.column + 1) from None


_LOADER: Any = None


def _loader() -> Any:
    """A loader whose data is the tree of nodes, untyped; libyaml's where PyYAML was built with it."""
    global _LOADER
    if _LOADER is None:
        import yaml
        from yaml.resolver import BaseResolver

        class Untyped(BaseResolver):
            def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
                return "" if kind is yaml.ScalarNode and implicit[0] else "!"

            def get_single_data(self) -> Any:
                return self.get_single_node()  # type: ignore[attr-defined]

        if yaml.__with_libyaml__:
            from yaml.cyaml import CParser  # type: ignore[attr-defined]

            class Loader(Untyped, CParser):
                def __init__(self, stream: str) -> None:
                    CParser.__init__(self, stream)
                    BaseResolver.__init__(self)
        else:
            from yaml.composer import Composer
            from yaml.parser import Parser
            from yaml.reader import Reader
            from yaml.scanner import Scanner

            class Loader(Untyped, Reader, Scanner, Parser, Composer):  # type: ignore[no-redef]
                def __init__(self, stream: str) -> None:
                    Reader.__init__(self, stream)
                    Scanner.__init__(self)
                    Parser.__init__(self)
                    Composer.__init__(self)
                    BaseResolver.__init__(self)

                def dispose(self) -> None:
                    Parser.dispose(self)

        _LOADER = Loader
    return _LOADER


class _Builder:
    """Nodes to values; counts them, since an alias bomb has few nodes and many values."""

    __slots__ = ("front", "nodes", "open")

    def __init__(self, front: str) -> None:
        self.front = front
        self.nodes = 0
        self.open: set[int] = set()

    def key(self, node: Any) -> str:
        if node.id == "scalar":
            return _scalar(node)
        return self.front[node.start_mark.index : node.end_mark.index].strip()

    def value(self, node: Any, depth: int) -> Value:
        if node.id == "scalar":
            self.nodes += 1
            return _scalar(node)
        if depth > MAX_NESTING or id(node) in self.open:
            raise FrontMatterError("values are nested too deep")
        self.open.add(id(node))
        result: Value
        if node.id == "sequence":
            result = [self.value(item, depth + 1) for item in node.value]
        else:
            if node.flow_style and any(key.id != "scalar" for key, _ in node.value):
                # `{{ page.title }}` is YAML for a mapping whose key is a mapping; nobody means that.
                self.open.remove(id(node))
                return self.front[node.start_mark.index : node.end_mark.index]
            result = {}
            for key_node, value_node in node.value:
                key, value = self.key(key_node), self.value(value_node, depth + 1)
                if key == "<<" and isinstance(value, dict):
                    result = value | result
                else:
                    result[key] = value
        self.open.remove(id(node))
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise FrontMatterError("aliases expand to too many values")
        return result


def _scalar(node: Any) -> str:
    """The text of a scalar; a tag of our own world is applied, no other is executed."""
    text, tag = str(node.value), node.tag
    if not tag:
        return Plain(text) if is_typed(text) else text
    if tag.endswith("binary"):
        return _binary(text)
    if not node.style and tag in _TYPES and is_typed(text):
        return Plain(text)
    return text


_TYPES = frozenset(f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null", "timestamp"))


def _binary(text: str) -> str:
    """`!binary`, as Ruby writes text that it took for bytes, to that text; the Base64 itself where it is none."""
    from base64 import b64decode

    try:
        return b64decode(text, validate=False).decode()
    except ValueError:
        return text


_INDICATORS = "-?:[{"


def _may_be_deep(front: str) -> bool:
    """libyaml's parser recurses for each level: what could be thousands deep is looked at first."""
    return len(front) > 2000 and sum(map(front.count, _INDICATORS)) > 1000


def _check_depth(front: str) -> None:
    import yaml

    depth = 0
    try:
        for event in yaml.parse(front, Loader=_loader()):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_NESTING:
                    raise FrontMatterError("values are nested too deep")
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        pass  # _compose meets the same error and knows its place


def _shown(value: Value) -> str:
    """A value in one line of a message."""
    if isinstance(value, str):
        return repr(str(value)) if value else "an empty value"
    if isinstance(value, list):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    return "{" + ", ".join(f"{key}: {_shown(item)}" for key, item in value.items()) + "}"


# ------------------------------------------------------------------------------- TOML and JSON


def parse_toml(front: str, line: int = 1) -> list[Entry]:
    """The entries of a TOML document (TOML 1.0). Raises `FrontMatterError`."""
    import sys

    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        table = tomllib.loads(front, parse_float=Plain)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        if place is None:
            raise FrontMatterError(str(error), line) from None
        message = str(error)[: place.start()].strip()
        raise FrontMatterError(message, line + int(place[1]) - 1, int(place[2])) from None
    except RecursionError:
        raise FrontMatterError("values are nested too deep", line) from None
    return [_toml_entry(front, line, key, value) for key, value in table.items()]


def _toml_entry(front: str, line: int, key: str, value: Any) -> Entry:
    place = re.search(rf"""^[ \t]*["']?{re.escape(key)}["']?[ \t]*=[ \t]*([^\n]*)""", front, re.MULTILINE)
    if place is None:
        return Entry(key, _untyped(value, 1), line, 1)
    if not isinstance(value, (str, list, dict)):
        # The source's own form (`Z`, `0x1F`, `.50`), which the parsed value no longer has.
        value = Plain(re.sub(r"\s+#.*", "", place[1]).strip())
    column = place.start(1) - front.rfind("\n", 0, place.start(1))
    return Entry(key, _untyped(value, 1), line + front.count("\n", 0, place.start(1)), column)


def parse_json(front: str, line: int = 1, problems: list[Problem] | None = None) -> list[Entry]:
    """The entries of a JSON object (RFC 8259, section 4). Raises `FrontMatterError`."""
    from frontmatter.default_handlers import JSONHandler

    try:
        pairs = JSONHandler().load(
            front, parse_int=Plain, parse_float=Plain, parse_constant=Plain, object_pairs_hook=_Pairs, strict=False
        )
    except RecursionError:
        raise FrontMatterError("values are nested too deep", line) from None
    except ValueError as error:
        at = getattr(error, "lineno", 1)
        raise FrontMatterError(getattr(error, "msg", str(error)), line + at - 1, getattr(error, "colno", 1)) from None
    if not isinstance(pairs, _Pairs):
        raise FrontMatterError("the front matter is no JSON object", line, 1)
    entries: dict[str, Entry] = {}
    position = 0
    for key, value in pairs:
        import json

        found = front.find(json.dumps(key, ensure_ascii=False), position)
        position = max(found, position)
        here = line + front.count("\n", 0, position)
        column = position - front.rfind("\n", 0, position)
        if key in entries and problems is not None:
            problems.append(
                Problem("FM005", f"{key} stands twice; {_shown(entries[key].value)} is not used", here, column)
            )
        entries[key] = Entry(key, _untyped(value, 1), here, column)
    return list(entries.values())


class _Pairs(list[Any]):
    """The members of a JSON object, duplicates included."""


def _untyped(value: Any, depth: int) -> Value:
    """A loader's value with its scalars as text."""
    if depth > MAX_NESTING:
        raise FrontMatterError("values are nested too deep")
    if isinstance(value, str):
        # A lone surrogate (`\\ud800` in JSON) is no character and fits no output.
        return value if value.isascii() else type(value)(value.encode("utf-8", "backslashreplace").decode())
    if isinstance(value, _Pairs):
        return {_text(key): _untyped(item, depth + 1) for key, item in value}
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
    for number, text in enumerate(_lines(front), line):
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
        if key in entries and problems is not None:
            before = entries.pop(key)
            message = f"{key} stands twice; {_shown(before.value)} in line {before.line} is not used"
            problems.append(Problem("FM005", message, number, 1))
        entries[key] = Entry(key, Plain(value) if is_typed(value) else value, number, column)
    return list(entries.values())


def _lines(text: str) -> Iterator[str]:
    """Lines as YAML 1.2 and Python's universal newlines see them: only a line feed ends one."""
    return iter(text.split("\n"))
