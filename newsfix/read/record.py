"""A line of JSON Lines to an article's text and what is beside it."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model.article import Value
from newsfix.model.problem import Problem
from newsfix.options import BodyKind
from newsfix.read.frontmatter.values import Entry, parse_json

# The field that holds the text, and what that says of the body; the first that there is counts.
TEXTS: dict[str, BodyKind] = {
    "html": "html",
    "markdown": "markdown",
    "content": "auto",
    "body": "auto",
    "text": "auto",
}
NAME = "path"
"""The field that names the file the article was in."""


class NoRecord(ValueError):
    """The line holds no article; the message says why."""


class ArticleRecord(Struct, frozen=True):
    """An article as one JSON object.

    text      the article: a body, with or without front matter above it
    kind      what the field that holds the text says of the body
    path      the name of the file that it was in
    fields    every other field, as if it stood in the front matter
    problems  FM005 for a duplicate field
    """

    text: str
    kind: BodyKind
    path: str | None
    fields: tuple[tuple[str, Value], ...]
    problems: tuple[Problem, ...]


def read_record(line: bytes) -> ArticleRecord:
    """The article of one line (UTF-8 text, RFC 8259, section 8.1). Raises NoRecord."""
    problems: list[Problem] = []
    try:
        entries = {entry.key: entry for entry in parse_json(line.decode("utf-8-sig"), 1, problems)}
    except ValueError as error:
        raise NoRecord(f"the line is not a JSON object: {error}") from None
    key = next((name for name in TEXTS if _text(entries.get(name)) is not None), None)
    if key is None:
        raise NoRecord(f"the record has no text in any of the fields {', '.join(TEXTS)}")
    text = _text(entries.pop(key)) or ""
    if path := _text(entries.get(NAME)):
        del entries[NAME]
    fields = tuple((entry.key, entry.value) for entry in entries.values())
    # Lines and columns are those of the text; what is beside it has none.
    return ArticleRecord(
        text, TEXTS[key], path, fields, tuple(replace(each, line=None, column=None) for each in problems)
    )


def _text(entry: Entry | None) -> str | None:
    """The value of a JSON string; numbers, `true` and `null` are none."""
    return entry.value if entry and type(entry.value) is str else None
