"""YAML front matter to entries: PyYAML's tree of nodes, untyped, with the place of each value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from newsfix.model.article import Value
from newsfix.model.position import Position, position
from newsfix.model.problem import Problem
from newsfix.read.frontmatter.plain import read_plain
from newsfix.read.frontmatter.values import LONGEST, MAX_NESTING, MAX_NODES, Entry, FrontMatterError, duplicate, put
from newsfix.regex import regex
from newsfix.syntax.yaml import Plain, is_typed

Path: TypeAlias = "tuple[str | int, ...]"
"""The keys and the numbers of items that lead to a value."""


def parse_yaml(front: str, line: int = 1, problems: list[Problem] | None = None) -> list[Entry]:
    """The entries of a YAML mapping (YAML 1.1, section 1.3) that begins in `line` of its file.

    Duplicate keys, and tags that are not applied, are appended to `problems`. Raises `FrontMatterError`.
    """
    plain = read_plain(front, line)
    return entries_of_tree(front, line, problems) if plain is None else plain[0]


def entries_of_tree(front: str, line: int = 1, problems: list[Problem] | None = None) -> list[Entry]:
    """What `parse_yaml` gives, of whatever YAML there is."""
    if len(front) > LONGEST:
        raise FrontMatterError("the front matter is too long", line)
    _check_depth(front)
    root = _compose(front, line)
    if root is None:
        return []
    if root.id != "mapping":
        raise FrontMatterError("the front matter is not a mapping of keys to values", line, 1)
    builder = _Builder(front, line, problems)
    entries: dict[str, Entry] = {}
    for key_node, value_node in root.value:
        key = builder.key(key_node)
        value = builder.value(value_node, 1)
        start, end = value_node.start_mark, value_node.end_mark
        row, span = start.line, (start.index, end.index)
        is_flow = value_node.id != "scalar" and value_node.flow_style and row == end.line
        raw = front[span[0] : span[1]] if is_flow else None
        entry = Entry(key, value, line + row, start.column + 1, raw, False, span)
        if key == "<<" and isinstance(value, dict):
            for name, each in value.items():
                entries.setdefault(name, Entry(name, each, entry.line, entry.column))
        else:
            put(entries, entry, problems, builder.place(key_node))
    return list(entries.values())


def parse_nearly_json(front: str, line: int = 1) -> list[Entry]:
    """The entries of an object that is not JSON but a flow mapping of YAML: keys without quotes, a comma too many.

    Raises `FrontMatterError`.
    """
    return parse_yaml(re.sub(r"^[ \t]+", " ", front.strip(), flags=re.MULTILINE), line)


def scalars(front: str, value: str) -> list[tuple[int, int]]:
    """Where the scalars of a YAML mapping stand that read as `value`; none where it cannot be read."""
    try:
        nodes = [node for _, _, node in _members(_Builder(front, 1)) if node.id == "scalar" and node.value == value]
    except FrontMatterError:
        return []
    return sorted({(node.start_mark.index, node.end_mark.index) for node in nodes})


def places(front: str, line: int) -> Iterator[tuple[Path, Position, Position]]:
    """The path, the place of the key and that of the value of everything in a YAML mapping.

    An item of a list is its own key. Raises `FrontMatterError`.
    """
    builder = _Builder(front, line)
    return ((path, builder.place(key), builder.place(value)) for path, key, value in _members(builder))


def _members(builder: _Builder) -> Iterator[tuple[Path, Any, Any]]:
    """Everything in a YAML mapping: its path, the node of its key and its own. Raises `FrontMatterError`."""
    waiting: list[tuple[Path, Any]] = [((), _compose(builder.front, builder.line))]
    seen: set[int] = set()
    while waiting:
        path, node = waiting.pop()
        if node is None or node.id == "scalar" or id(node) in seen:
            continue
        seen.add(id(node))
        is_list = node.id == "sequence"
        for number, each in enumerate(node.value):
            key, value = (each, each) if is_list else each
            inner = (*path, number if is_list else builder.key(key))
            yield inner, key, value
            waiting.append((inner, value))


def _compose(front: str, line: int) -> Any:
    from frontmatter.default_handlers import YAMLHandler
    from yaml import YAMLError

    from newsfix.read.frontmatter.loader import Loader

    try:
        return YAMLHandler().load(front, Loader=Loader)
    except YAMLError as error:
        mark, offset = getattr(error, "problem_mark", None), getattr(error, "position", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        place: Position | tuple[()] = ()
        if mark is not None:
            place = line + mark.line, mark.column + 1
        elif isinstance(offset, int):
            place = position(front, offset, line)
        raise FrontMatterError(str(problem), *place) from None


class _Builder:
    """Nodes to values; counts them, since an alias bomb has few nodes and many values."""

    def __init__(self, front: str, line: int, problems: list[Problem] | None = None) -> None:
        self.front = front
        self.line = line
        self.problems = problems
        self.has_properties = "&" in front or "!" in front
        self.aliases: frozenset[str] = frozenset(_ALIAS.findall(front)) if "&" in front else frozenset()
        self.nodes = 0
        self.open: set[int] = set()

    def text(self, node: Any) -> str:
        """What the source has for a node."""
        return self.front[node.start_mark.index : node.end_mark.index]

    def place(self, node: Any) -> Position:
        """Where a node begins in the file."""
        return self.line + node.start_mark.line, node.start_mark.column + 1

    def key(self, node: Any) -> str:
        return _scalar(node) if node.id == "scalar" else self.text(node).strip()

    def value(self, node: Any, depth: int) -> Value:
        if self.has_properties and (anchored := self.properties(node)):
            return anchored
        if node.id == "scalar":
            if node.value[:1] == "-" and self.has_lost_items(node):
                raise FrontMatterError("list items without a space after the dash", self.line + node.start_mark.line)
            return _scalar(node)
        if depth > MAX_NESTING or id(node) in self.open:
            raise FrontMatterError("values are nested too deeply")
        if node.id == "mapping" and node.flow_style and any(key.id != "scalar" for key, _ in node.value):
            # `{{ page.title }}` is YAML for a mapping whose key is a mapping; nobody means that.
            return self.text(node)
        self.open.add(id(node))
        result = self.items(node, depth + 1) if node.id == "sequence" else self.members(node, depth + 1)
        self.open.remove(id(node))
        self.nodes += len(node.value)
        if self.nodes > MAX_NODES:
            raise FrontMatterError("aliases expand to too many values")
        return result

    def items(self, node: Any, depth: int) -> list[Value]:
        result = []
        for item in node.value:
            if item.id == "scalar" and " -" in item.value and self.has_lost_items(item):
                raise FrontMatterError("list items that are not aligned", self.line + node.start_mark.line)
            result.append(self.value(item, depth))
        return result

    def members(self, node: Any, depth: int) -> dict[str, Value]:
        result: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key, value = self.key(key_node), self.value(value_node, depth)
            if key == "<<" and isinstance(value, dict):
                result = value | result
                continue
            if key in result and self.problems is not None:
                self.problems.append(duplicate(key, result[key], self.place(key_node)))
            result[key] = value
        return result

    def has_lost_items(self, node: Any) -> bool:
        """Whether a scalar without quotes goes on with lines that begin with a dash, as no text does."""
        if node.style or node.start_mark.line == node.end_mark.line:
            return False
        _, *below = self.text(node).split("\n")
        return any(_LOST_ITEM.match(line) for line in below)

    def properties(self, node: Any) -> str:
        """The text of a scalar whose first word is an anchor to YAML, but named by no alias.

        A tag that is not applied is reported.
        """
        mark = _PROPERTY.match(self.front, node.start_mark.index)
        if mark is None:
            return ""
        name, is_bare = mark[0], node.id == "scalar" and not node.style
        text = " ".join(self.front[mark.start() : max(mark.end(), node.end_mark.index)].split()) if is_bare else ""
        if name[0] == "&":
            if not is_bare or name[1:] in self.aliases or _PLACE.match(node.value):
                return ""
            self.report(f"{name} is an anchor that nothing refers to; read as the text {text!r}", node)
            return text
        tag = node.tag or "!"
        is_applied = tag == "!" or tag.endswith("binary") or tag in _TYPES or tag in _PLAIN_TAGS
        if is_applied and not (name == "!" and is_bare):
            return ""
        if is_bare and not node.value:
            self.report(f"the tag {name} has no value; read as text", node)
            return name
        if is_bare and _WORD_TAG.fullmatch(name):
            # A mark of emphasis, whoever wrote it: no tag of a program.
            self.report(f"{name} is a tag to YAML; read as the text {text!r}", node)
            return text
        kept = "its text is kept" if node.id == "scalar" else "its values are kept"
        self.report(f"the tag {name} is not supported; {kept}", node)
        return ""

    def report(self, message: str, node: Any) -> None:
        if self.problems is not None:
            self.problems.append(Problem("FM004", message, *self.place(node)))


_LOST_ITEM = regex(r"[ \t]*-(?:[ \t]|[^-\s])")
_PROPERTY = regex(r"!<[^>\n]*>|[&!][^\s,\[\]{}]*")
_WORD_TAG = regex(r"![\w-]*")
_PLACE = regex(r"\.{0,2}/\w|https?://")
"""A path or an address: what is before it is an anchor, and no word of a text."""
_ALIAS = regex(r"\*([^\s,\[\]{}*]+)")


def _scalar(node: Any) -> str:
    """The text of a scalar; a tag of our own world is applied, no other is executed."""
    text: str = node.value
    tag = node.tag
    if tag and tag.endswith("binary"):
        return _binary(text)
    is_plain = not tag or (not node.style and tag in _TYPES)
    return Plain(text) if is_plain and is_typed(text) else text


def _binary(text: str) -> str:
    """`!binary`, as Ruby writes text that it took for bytes, to that text; the Base64 itself where it is not valid."""
    from base64 import b64decode

    try:
        return b64decode("".join(text.split()), validate=True).decode()
    except ValueError:
        return text


_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map", "set", "omap"))
_TYPES = frozenset(f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null", "timestamp"))


def _check_depth(front: str) -> None:
    """libyaml's parser recurses for each level: what could be thousands deep is looked at first."""
    if len(front) <= 2000 or sum(map(front.count, "-?:[{")) <= 1000:
        return
    import yaml

    from newsfix.read.frontmatter.loader import Loader

    depth = 0
    try:
        for event in yaml.parse(front, Loader=Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_NESTING:
                    raise FrontMatterError("values are nested too deeply")
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError as error:
        # Where the parser has a bound of its own, it stops before it tells of any level.
        mark = getattr(error, "problem_mark", None)
        read = front[: mark.index] if mark else front
        if max(map(read.count, "[{")) > MAX_NESTING:
            raise FrontMatterError("values are nested too deeply") from None
        # Any other error _compose meets as well, and knows its place.
