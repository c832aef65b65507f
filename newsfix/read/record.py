"""A line of JSON Lines to an article's text and what is beside it."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model.article import Value
from newsfix.model.problem import Problem
from newsfix.options import BodyKind
from newsfix.read.frontmatter.values import Entry, parse_json

# The field that holds the text, and what that says of the body; the first that says something counts. They are those
# of feeds and their readers, of WordPress, schema.org and extractors of articles; what is last may be a part only.
TEXTS: dict[str, BodyKind] = {
    "html": "html",
    "markdown": "markdown",
    "content_html": "html",
    "content:encoded": "html",
    "content": "auto",
    "body": "auto",
    "articleBody": "auto",
    "maintext": "auto",
    "full_text": "auto",
    "text": "auto",
    "content_text": "auto",
    "raw_html": "html",
    "description": "auto",
    "summary": "auto",
}
# The member that has the text where a program wraps it: WordPress, feedparser, readers of XML.
_WRAPPERS = ("rendered", "value", "#text", "_")
_WRAPPED = frozenset({*TEXTS, "title", "excerpt", "guid"})
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
        parsed = parse_json(line.decode("utf-8-sig"), 1, problems)
        entries = {entry.key: _unwrapped(entry) if entry.key in _WRAPPED else entry for entry in parsed}
    except ValueError as error:
        raise NoRecord(f"the line is not a JSON object: {error}") from None
    texts = [name for name in TEXTS if _text(entries.get(name)) is not None]
    key = next((name for name in texts if entries[name].value), texts[0] if texts else None)
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


def _unwrapped(entry: Entry) -> Entry:
    """A field without what wraps its text and says how it is written: `{"rendered": "<p>…", "protected": false}`."""
    value = entry.value
    inner = value[0] if isinstance(value, list) and len(value) == 1 else value
    if isinstance(inner, dict):
        text = next((inner[name] for name in _WRAPPERS if name in inner), None)
        if type(text) is str and not set(inner).difference(_WRAPPERS, ("protected", "type", "base", "language")):
            return replace(entry, value=text)
    return entry


def _text(entry: Entry | None) -> str | None:
    """The value of an entry that is a string of JSON; not that of a number, `true` or `null`."""
    return entry.value if entry and type(entry.value) is str else None
