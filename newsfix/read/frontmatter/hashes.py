"""Values that begin with a number sign: comments to YAML, but not to whoever wrote `- #tag` or `title: #1 tip`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from newsfix.model.position import LineIndex
from newsfix.model.problem import Fix, Problem
from newsfix.read.frontmatter.comments import yaml_comments
from newsfix.read.frontmatter.source import Source
from newsfix.read.frontmatter.values import FrontMatterError
from newsfix.regex import regex
from newsfix.syntax.yaml import scalar

_MAYBE = regex(r"[-:][ \t]+#[^\s#]")
# What is before a value in its line: dashes, a key, or both.
_BEFORE = regex(r"""([ \t]*(?:-[ \t]+)*)(?:(?<=[ \t])|(?P<key>["']?[\w.@][\w .@-]*["']?[ \t]*:[ \t]+))""")
_COMMENT = regex(r"[ \t]+#(?:\s|\Z)")


def with_hash_values(source: Source) -> tuple[Source, list[Problem]]:
    """The source with such values in quotes, and a problem with its edit for each.

    Only a sign with no blank behind it counts, where the key or the item has no other value.
    """
    front = source.front
    if source.kind != "yaml" or not _MAYBE.search(front):
        return source, []
    try:
        values = list(_values(front))
    except FrontMatterError:
        return source, []
    problems: list[Problem] = []
    pieces: list[str] = []
    at = 0
    index = LineIndex(front, source.front_line)
    for start, value in values:
        written = scalar(value, "")
        line, column = index.position(start)
        message = f"{value!r} is a comment in YAML because it is not quoted; read as text"
        problems.append(Problem("FM004", message, line, column, Fix(start, start + len(value), written)))
        pieces += front[at:start], written
        at = start + len(value)
    return replace(source, front="".join((*pieces, front[at:]))), problems


def _values(front: str) -> Iterator[tuple[int, str]]:
    """Where such values stand, and what they say."""
    for start, text in yaml_comments(front):
        before = front[front.rfind("\n", 0, start) + 1 : start]
        match = _BEFORE.fullmatch(before) if len(text) > 1 and not text[1].isspace() and text[1] != "#" else None
        if match is None or not match[0].strip():
            continue
        dashes = match[1]
        is_item = match["key"] is None
        indent = dashes.rfind("-") if is_item else len(dashes)
        end = front.find("\n", start)
        if end < 0 or not _goes_on(front, end + 1, indent, is_item):
            value = _COMMENT.split(text, 1)[0].rstrip()
            yield start, value


def _goes_on(front: str, start: int, indent: int, is_item: bool) -> bool:
    """Whether the value of a key or of an item in this column is in the lines below, which begin at `start`."""
    for match in islice(_LINE.finditer(front, start), _MOST_LINES):
        line = match[0]
        text = line.lstrip(" \t")
        if text and text[0] != "#":
            column = len(line) - len(text)
            return column > indent or (column == indent and not is_item and text.startswith("-"))
    return False


_LINE = regex(r"^[^\n]*", re.MULTILINE)
_MOST_LINES = 50
