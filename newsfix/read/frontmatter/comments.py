"""Number signs in front matter: comments, and values that begin with one.

A comment is what a person wrote beside the keys, for whoever opens the file next. To YAML the values are comments,
too, but not to whoever wrote `- #tag` or `title: #1 tip`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import attrgetter

from msgspec.structs import replace

from newsfix.model.position import LineIndex, spliced
from newsfix.model.problem import Fix, Problem
from newsfix.read.frontmatter.plain import read_plain
from newsfix.read.frontmatter.source import Source
from newsfix.read.frontmatter.values import Entry, FrontMatterError
from newsfix.regex import regex
from newsfix.syntax.yaml import FOREIGN_COMMENT, UNPRINTABLE_IN_BLOCK, scalar

_MAYBE = regex(r"(?:^|[ \t])#|^(?://|<!--|/\*)", re.MULTILINE)
_COMMENT = regex(r"#[^\n]*")
_WHERE_BROKEN = regex(rf"(?:^|(?<=[ \t]))(#[^\n]*)|^({FOREIGN_COMMENT})", re.MULTILINE)
# TOML 1.0: a number sign within a string does not begin a comment (sections Comment and String).
_TOML = regex(
    r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""'
    r"|'''.*?'''"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|(#[^\n]*)",
    re.DOTALL,
)


def comments(source: Source, entries: Sequence[Entry]) -> dict[str, tuple[str, ...]]:
    """The comments of YAML and TOML front matter, each with its `#`, by the key that they belong to.

    One in the first column belongs to the key below it, any other to the key in whose value or line
    it is; those below the last key have an empty one.
    """
    front = source.front
    if source.kind not in ("yaml", "toml") or not _MAYBE.search(front):
        return {}
    found: dict[str, list[str]] = {}
    index = LineIndex(front, source.front_line)
    below = sorted(entries, key=attrgetter("line"))
    lines = [entry.line for entry in below]
    keys = ["", *(entry.key for entry in below), ""]
    in_toml = ((match.start(1), match[1]) for match in _TOML.finditer(front) if match[1])
    for start, text in _all(front, entries) if source.kind == "yaml" else in_toml:
        line, column = index.position(start)
        key = keys[bisect_left(lines, line) + 1] if column == 1 else keys[bisect_right(lines, line)]
        # Blanks are for what no YAML may have in one, or what would end it (YAML 1.1, sections 5.1 and 5.4).
        said = "\t".join(UNPRINTABLE_IN_BLOCK.sub(" ", part) for part in text.split("\t"))
        found.setdefault(key, []).append(said.rstrip())
    return {key: tuple(texts) for key, texts in found.items()}


def _all(front: str, entries: Sequence[Entry]) -> Iterator[tuple[int, str]]:
    """The comments of YAML; where it is broken, what could be one and is in no value."""
    try:
        yield from yaml_comments(front)
    except FrontMatterError:
        said = repr([entry.value for entry in entries])
        found = _WHERE_BROKEN.finditer(front)
        texts = ((match.start(), match[1] or f"# {match[2]}") for match in found)
        yield from ((start, text) for start, text in texts if text.rstrip() not in said)


def yaml_comments(front: str) -> list[tuple[int, str]]:
    """Where the comments of YAML begin, with their text. Raises FrontMatterError where it is broken."""
    if (plain := read_plain(front, 1)) is not None:
        return plain[1]
    import yaml

    from newsfix.read.frontmatter.loader import Loader

    found = []
    end = 0
    try:
        for token in yaml.scan(front, Loader=Loader):
            found += [(match.start(), match[0]) for match in _COMMENT.finditer(front, end, token.start_mark.index)]
            end = max(end, token.end_mark.index)
    except yaml.YAMLError as error:
        raise FrontMatterError(str(error)) from None
    return found


# ------------------------------------------------------------------- what is a comment to YAML alone

_MAYBE_VALUE = regex(r"[-:][ \t]+#[^\s#]")
# What is before a value in its line: dashes, a key, or both.
_BEFORE = regex(r"""([ \t]*(?:-[ \t]+)*)(?:(?<=[ \t])|(?P<key>["']?[\w.@][\w .@-]*(?:["']|(?<! ))[ \t]*:[ \t]+))""")
_COMMENT_BEHIND = regex(r"(?<![ \t])[ \t]+#(?:\s|\Z)")
_LINE = regex(r"^[^\n]*", re.MULTILINE)
_MOST_LINES = 50


def with_hash_values(source: Source) -> tuple[Source, list[Problem]]:
    """The source with such values in quotes, and a problem with its edit for each.

    Only a sign with no blank behind it counts, where the key or the item has no other value.
    """
    front = source.front
    if source.kind != "yaml" or not _MAYBE_VALUE.search(front):
        return source, []
    try:
        values = list(_values(front))
    except FrontMatterError:
        return source, []
    problems: list[Problem] = []
    edits: list[tuple[int, int, str]] = []
    index = LineIndex(front, source.front_line)
    for start, value in values:
        written = scalar(value, "")
        line, column = index.position(start)
        message = f"{value!r} is a comment in YAML because it is not quoted; read as text"
        edits.append((start, start + len(value), written))
        problems.append(Problem("FM004", message, line, column, Fix(*edits[-1])))
    return replace(source, front=spliced(front, edits)), problems


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
            value = _COMMENT_BEHIND.split(text, 1)[0].rstrip()
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
