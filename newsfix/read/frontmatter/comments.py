"""Comments in front matter: what a person wrote beside the keys, for whoever opens the file next."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from newsfix.model.position import LineIndex
from newsfix.read.frontmatter.plain import plain_comments
from newsfix.read.frontmatter.source import Source
from newsfix.read.frontmatter.values import Entry, FrontMatterError
from newsfix.regex import regex
from newsfix.syntax.yaml import UNPRINTABLE_IN_BLOCK

_MAYBE = regex(r"(?:^|[ \t])#", re.MULTILINE)
_COMMENT = regex(r"#[^\n]*")
_WHERE_BROKEN = regex(r"(?:^|(?<=[ \t]))(#[^\n]*)", re.MULTILINE)
# TOML 1.0: a number sign within a string is none (sections Comment and String).
_TOML = regex(
    r'"""(?:\\.|[^\\])*?"""'
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
    for start, text in _all(front, entries) if source.kind == "yaml" else _toml(front):
        line, column = index.position(start)
        key = keys[bisect_left(lines, line) + 1] if column == 1 else keys[bisect_right(lines, line)]
        found.setdefault(key, []).append(_printable(text).rstrip())
    return {key: tuple(texts) for key, texts in found.items()}


def _printable(comment: str) -> str:
    """A comment with blanks for what no YAML may have in one, or what would end it (YAML 1.1, sections 5.1 and 5.4)."""
    return "\t".join(UNPRINTABLE_IN_BLOCK.sub(" ", part) for part in comment.split("\t"))


def _all(front: str, entries: Sequence[Entry]) -> Iterator[tuple[int, str]]:
    """The comments of YAML; where it is broken, what could be one and is in no value."""
    try:
        yield from yaml_comments(front)
    except FrontMatterError:
        said = repr([entry.value for entry in entries])
        found = _WHERE_BROKEN.finditer(front)
        yield from ((match.start(1), match[1]) for match in found if match[1].rstrip() not in said)


def yaml_comments(front: str) -> list[tuple[int, str]]:
    """Where the comments of YAML begin, with their text. Raises FrontMatterError where it is broken."""
    if (plain := plain_comments(front)) is not None:
        return plain
    import yaml

    # libyaml finds the same tokens in a tenth of the time.
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    found = []
    end = 0
    try:
        for token in yaml.scan(front, Loader=loader):
            found += [(match.start(), match[0]) for match in _COMMENT.finditer(front, end, token.start_mark.index)]
            end = max(end, token.end_mark.index)
    except yaml.YAMLError as error:
        raise FrontMatterError(str(error)) from None
    return found


def _toml(front: str) -> Iterator[tuple[int, str]]:
    return ((match.start(1), match[1]) for match in _TOML.finditer(front) if match[1])
