"""A file's text in its two parts, front matter and body, and what tells the one from the other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model.problem import Problem
from newsfix.regex import regex

Kind = Literal["yaml", "toml", "json", "headers", "none"]


class Source(Struct, frozen=True):
    """A file's text in its two parts.

    kind        what the front matter is written in
    front       its text, without fences
    front_line  the line of the file (from 1) in which it begins
    body        everything after it, untouched
    body_line   the line of the body's first character
    problems    FM001, FM002, FM004, FM014
    comment     what stood before the first fence, if not blank; it is the body's beginning too
    front_start where `front` begins in the text, character for character
    is_braced   whether `front` has braces round it that the file does not have
    """

    kind: Kind
    front: str
    front_line: int
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()
    comment: str = ""
    front_start: int = 0
    is_braced: bool = False


CLOSING = {
    # Nothing before it in its line: `^` would be tried at every character of the front matter.
    "yaml": regex(r"(?:---|\.\.\.)(?<![^\n].{3})[ \t\xa0]*(?:\n|\Z)"),
    "toml": regex(r"^\+\+\+[ \t\xa0]*(?:\n|\Z)", re.MULTILINE),
    "json": regex(r"^;;;[ \t\xa0]*(?:\n|\Z)", re.MULTILINE),
}
"""The closing fences, by what is above them."""

KEY_LINE = regex(r"""[ \t]*(?:["']?[\w.-]+["']?)[ \t\xa0]*:""")


def parts(
    text: str, kind: Kind, start: int, end: int, body: int, problems: tuple[Problem, ...] = (), suffix: str = ""
) -> Source:
    """The source whose front matter is from `start` to `end`, with `suffix`, and its body from `body`."""
    front_line = text.count("\n", 0, start) + 1
    body_line = front_line + text.count("\n", start, body)
    return Source(kind, text[start:end] + suffix, front_line, text[body:], body_line, problems, front_start=start)


def no_front_matter(text: str) -> Source:
    """The source that is all body."""
    return Source("none", "", 1, text, 1, (Problem("FM001", "there is no front matter", 1, 1),))


def in_braces(source: Source) -> Source:
    """The source with the braces that its JSON lacks."""
    return replace(source, front=f"{{{source.front}}}", front_start=source.front_start - 1, is_braced=True)


def may_be_own(text: str) -> bool:
    """Whether a text may be a JSON object that newsfix has written: it has `blocks` and `problems`."""
    return '"blocks"' in text and '"problems"' in text and text.lstrip()[:1] == "{"


def only_keys(front: str) -> bool:
    """Whether every line could belong to front matter, with at least one key."""
    lines = front.split("\n")
    return any(map(is_key_line, lines)) and not any(
        not previous.strip() and line.strip() and not could_be_yaml(line) for previous, line in pairwise(lines)
    )


def is_key_line(line: str) -> bool:
    """Whether a line begins as `key:` does."""
    return KEY_LINE.match(line) is not None


def could_be_yaml(line: str) -> bool:
    """Whether a line can stand in front matter of YAML."""
    return not line.strip() or line[0] in " \t#-" or line.lstrip()[:1] in "]}" or is_key_line(line)


class PageMetadata(Struct, frozen=True):
    """What a whole HTML page states about its article; it fills what the front matter leaves open.

    `extra` has what no field holds, by the key of front matter for it; `sources` says what of the page stated
    each of the fields.
    """

    title: str | None = None
    date: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    cover: str | None = None
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    extra: Mapping[str, str] = {}
    sources: Mapping[str, str] = {}


Stated: TypeAlias = "tuple[Any, str]"
"""A value, or nothing, and what of a page stated it."""
UNSTATED: Stated = (None, "")
