"""Entries of front matter to the fields of an article: names by the table of keys, values checked, nothing lost.

A value that gives a field is taken from its key; every other value stays in `extra` under its own
key, word for word, or under `…_original` where its own key would say something that it does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from newsfix.model.article import Value
from newsfix.model.problem import Fix, Problem
from newsfix.read.characters import decode_entities
from newsfix.read.frontmatter.keys import AUTHOR_NAMES, FIELD_OF, NAMES, normal
from newsfix.read.frontmatter.source import Source
from newsfix.read.frontmatter.values import Entry
from newsfix.regex import regex
from newsfix.syntax.pictures import FILE
from newsfix.syntax.yaml import Plain

if TYPE_CHECKING:
    from newsfix.read.frontmatter.edits import Front

_T = TypeVar("_T", str, tuple[str, ...])

_BLANKS = regex(r"[ \t\n\r\f\v]+")
_ABSOLUTE_URL = regex(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_LANGUAGE_TAG = regex(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_PICTURE = regex(
    rf"(?:https?:)?//\S|\.{{0,2}}/[^\n]|[^\n:]*{FILE}(?:[?#]\S*)?\Z",
    re.IGNORECASE,
)
_NULLS = frozenset({"", "~", "null"})
_BOOLEANS = frozenset({"true", "false", "yes", "no", "on", "off"})
# Keys that mean a field on the way out: one that says nothing is left out.
_OWN_KEYS = frozenset(
    {"title", "date", "updated", "author", "authors", "categories", "tags", "canonical_url", "language", "cover"}
)


class Fields:
    """Entries by field, and where each value goes that gives none."""

    __slots__ = (
        "_by_field",
        "_field_of",
        "_source",
        "entries",
        "from_page",
        "given_by",
        "is_headers",
        "line",
        "places",
        "problems",
    )

    def __init__(
        self, entries: list[Entry], source: Source, problems: list[Problem], further: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.entries = entries
        self.problems = problems
        self.line = source.front_line
        self._source = source
        self.is_headers = source.kind == "headers"
        self.places: dict[str, tuple[str, Value] | None] = {}
        self.from_page: list[str] = []
        self.given_by: dict[str, str] = {}
        self._field_of: dict[str, str] = {}
        self._by_field: dict[str, list[Entry]] = {}
        own = {
            normal(key): (field, rank - len(keys)) for field, keys in further.items() for rank, key in enumerate(keys)
        }
        known = FIELD_OF | own if own else FIELD_OF
        for entry in entries:
            given = known.get(normal(entry.key))
            if given is None:
                continue
            field = given[0]
            self._field_of[entry.key] = field
            if entry.broken:
                # A text that stands for a list or a mapping must not be taken for the field's value.
                self.places[entry.key] = (_original(field, entry.key), entry.value)
            elif field in self._by_field:
                self._by_field[field].append(entry)
            else:
                self._by_field[field] = [entry]
        for field, found in self._by_field.items():
            if len(found) > 1:
                self._by_field[field] = _ranked(found, known, NAMES[field])

    def of(self, field: str) -> Sequence[Entry]:
        """The entries that can give a field, most telling first."""
        return self._by_field.get(field, ())

    def take(self, entry: Entry) -> None:
        """The entry's value has become the field's."""
        self.places[entry.key] = None
        self.given_by.setdefault(self._field_of[entry.key], entry.key)

    def report(self, code: str, message: str, entry: Entry | None = None, fix: Fix | None = None) -> None:
        line, column = self._place(entry) if entry else (self.line, 1)
        self.problems.append(Problem(code, message, line, column, fix))

    def _place(self, entry: Entry) -> tuple[int, int]:
        """The place of a value, or of its key where the value may begin in a line below."""
        if isinstance(entry.value, str) or entry.raw is not None:
            return entry.line, entry.column
        from newsfix.read.frontmatter.places import KeyPositions

        return KeyPositions(self.entries, self._source).of((entry.key,), of_key=True)

    def extra(self) -> dict[str, Value]:
        """What gave no field, in the source's order."""
        extra: dict[str, Value] = {}
        for entry in self.entries:
            place = self.places.get(entry.key, (entry.key, entry.value))
            if place is None or (entry.key in _OWN_KEYS and is_empty(entry.value)):
                continue
            key, value = place
            if key in extra and extra[key] != value:
                value = [*listed(extra[key]), *listed(value)]
            extra[key] = value
        return extra

    @property
    def front(self) -> Front:
        """The front matter as what can be edited."""
        from newsfix.read.frontmatter.edits import Front

        return Front(self._source.kind, self._source.front)

    def placed(self, comments: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Comments by what has become of the keys that they belong to."""
        placed: dict[str, tuple[str, ...]] = {}
        for key, texts in comments.items():
            place = self.places.get(key, (key, ""))
            name = place[0] if place else self._field_of[key]
            placed[name] = (*placed.get(name, ()), *texts)
        return placed

    def filled(self, field: str, value: _T | None) -> _T | None:
        """A page's value for a field that the front matter leaves open."""
        if value:
            self.from_page.append(field)
        return value or None

    def text(self, entry: Entry, value: str) -> str:
        """A value as one line of text, with its entities decoded."""
        decoded = decode_entities(value)
        # A printable text has no other ASCII blank than the one that stays.
        is_clean = decoded.isprintable() and "  " not in decoded
        text = decoded.strip() if is_clean else _BLANKS.sub(" ", decoded).strip()
        if decoded != value:
            fix = self.front.scalar(entry, value, decoded, decode_entities)
            self.report("FM009", f"{entry.key} has HTML entities; read as {text!r}", entry, fix)
        return text

    def title(self) -> str | None:
        title: str | None = None
        for entry in self.of("title"):
            value = entry.value if isinstance(entry.value, str) else self._title_of_collection(entry, title)
            if value is None or is_empty(value):
                continue
            if title is None:
                if '\\"' in value:
                    fix = self.front.scalar(entry, value, _unescaped(value), _unescaped)
                    value = _unescaped(value)
                    self.report("FM004", f"{entry.key}: escaped quotes; read as {value!r}", entry, fix)
                title = self.text(entry, value) or None
                self.take(entry)
            elif value == title:
                self.take(entry)
        return title

    def _title_of_collection(self, entry: Entry, title: str | None) -> str | None:
        """`title: [Update]` is a list to YAML and a title to whoever wrote it."""
        if title is not None or is_empty(entry.value):
            return None
        if entry.raw is None:
            self.report("FM007", f"{entry.key} is a list or a mapping, kept as it is", entry)
            return None
        self.report("FM007", f"{entry.key} is a list or a mapping in YAML; read as the text {entry.raw!r}", entry)
        return entry.raw

    def url(self) -> str | None:
        url: str | None = None
        for entry in self.of("url"):
            if not isinstance(entry.value, str) or not _ABSOLUTE_URL.fullmatch(entry.value.strip()):
                continue
            found = decode_entities(entry.value.strip())
            if url is None:
                url = self.text(entry, entry.value)
            if found == url:
                self.take(entry)
        return url

    def language(self) -> str | None:
        language: str | None = None
        for entry in self.of("language"):
            value = entry.value.strip() if isinstance(entry.value, str) else ""
            if not _LANGUAGE_TAG.fullmatch(value) or is_empty(entry.value):
                continue
            tag = value.replace("_", "-")
            if language in (None, tag):
                language = tag
                self.take(entry)
        return language

    def covers(self) -> tuple[tuple[str, str], ...]:
        covers: list[tuple[str, str]] = []
        for entry in self.of("cover"):
            # A list of one is how some site generators want it.
            value = entry.value[0] if isinstance(entry.value, list) and len(entry.value) == 1 else entry.value
            if not isinstance(value, str) or not _PICTURE.match(value.strip()):
                continue
            url = self.text(entry, value)
            covers.append((entry.key, url))
            # Which of them becomes the cover is known when the pictures are; the others stay where they are.
            self.places[entry.key] = (entry.key, url if value is entry.value else [url])
        return tuple(covers)

    def names(self, field: str) -> tuple[str, ...]:
        """The texts of authors, categories or tags."""
        names: tuple[str, ...] = ()
        for entry in self.of(field):
            value = entry.value
            if is_empty(value):
                continue
            found = tuple(self._texts(entry, field))
            if not found:
                self.report("FM013", f"{entry.key} has no text usable as {field}; kept as it is", entry)
            elif not names or found == names:
                names = found
                self.take(entry)
                if isinstance(value, str) or (isinstance(value, list) and _TEXTS.issuperset(map(type, value))):
                    continue
                if any(isinstance(item, dict) and _is_nameless(item, _NAME_KEYS[field]) for item in _flat(value)):
                    kept = _original(field, entry.key)
                    self.report("FM013", f"{entry.key} has an item without a name; all of it is kept as {kept}", entry)
                if _says_more(value, _NAME_KEYS[field]):
                    self.places[entry.key] = (_original(field, entry.key), value)
        return names

    def _texts(self, entry: Entry, field: str) -> list[str]:
        value = entry.value
        if isinstance(value, Plain) and value.lower() in _BOOLEANS:
            return []
        if isinstance(value, str):
            if self.is_headers and normal(entry.key) in ("tags", "authors", "keywords"):
                value = list(value.split(";" if ";" in value else ","))
            elif field == "tags" and "," in value:
                value = list(value.split(","))
        texts = []
        for item in _flat(value):
            if isinstance(item, dict):
                item = next((item[name] for name in _NAME_KEYS[field] if not is_empty(item.get(name, ""))), "")
            if isinstance(item, str) and not is_empty(item) and (text := self.text(entry, item)):
                texts.append(text)
        return texts


def _ranked(entries: list[Entry], known: Mapping[str, tuple[str, int]], names: tuple[str, ...]) -> list[Entry]:
    """The entries by the rank of their keys, those first that are spelt as the table has them."""
    return sorted(entries, key=lambda entry: (known[normal(entry.key)][1], entry.key not in names))


def _unescaped(text: str) -> str:
    return text.replace('\\"', '"')


_NAME_KEYS = {"authors": AUTHOR_NAMES, "categories": ("name", "title"), "tags": ("name", "title")}


def _original(field: str, key: str) -> str:
    return f"{field}_original" if field in ("date", "updated") else f"{key}_original"


def listed(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]


def is_empty(value: Value) -> bool:
    if isinstance(value, str):
        return not value.strip() or (isinstance(value, Plain) and value.lower() in _NULLS)
    return all(map(is_empty, value)) if isinstance(value, list) else not value


_TEXTS = frozenset({str, Plain})


def _flat(value: Value) -> list[Value]:
    if not isinstance(value, list):
        return [value]
    found: list[Value] = []
    for item in value:
        if isinstance(item, list):
            found += _flat(item)
        else:
            found.append(item)
    return found


def _is_nameless(value: dict[str, Value], names: tuple[str, ...]) -> bool:
    return all(is_empty(value.get(name, "")) for name in names)


def _says_more(value: Value, names: tuple[str, ...]) -> bool:
    """Whether a value holds more than the names that were taken from it."""
    if isinstance(value, dict):
        kept = {item if isinstance(item, str) else "" for item in value.values() if not is_empty(item)}
        return len(kept) > 1 or (bool(value) and _is_nameless(value, names))
    return isinstance(value, list) and any(isinstance(item, list) or _says_more(item, names) for item in value)
