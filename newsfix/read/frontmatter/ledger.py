"""The ledger of front matter: every entry has given a field, or is kept under a key.

A value that gives a field is taken from its key; every other value stays in `extra` under its own
key, word for word, or under `…_original` where its own key would say something that it does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from newsfix.model.article import Value
from newsfix.model.problem import Fix, Place, Unplaced, Where
from newsfix.read.frontmatter.keys import FIELD_OF, NAMES, normal
from newsfix.read.frontmatter.source import Source
from newsfix.read.frontmatter.values import Entry
from newsfix.read.references import decode_entities
from newsfix.regex import regex
from newsfix.syntax.fields import OWN_KEYS
from newsfix.syntax.yaml import Plain

if TYPE_CHECKING:
    from newsfix.read.frontmatter.edits import Front

_T = TypeVar("_T")

_BLANKS = regex(r"[ \t\n\r\f\v]+")
_NULLS = frozenset({"", "~", "null"})
_BOOLEANS = frozenset({"true", "false", "yes", "no", "on", "off"})


class Ledger:
    """Entries by field, what is found in them, and where each value is kept that gives no field."""

    def __init__(self, entries: list[Entry], source: Source, further: Mapping[str, tuple[str, ...]]) -> None:
        self.entries = entries
        self.found: list[Unplaced] = []
        self._source = source
        self.is_headers = source.kind == "headers"
        self.kept: dict[str, tuple[str, Value] | None] = {}
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
                self.kept[entry.key] = (original(field, entry.key), entry.value)
            else:
                self._by_field.setdefault(field, []).append(entry)
        for field, found in self._by_field.items():
            if len(found) > 1:
                # By the rank of their keys, those first that are spelt as the table has them.
                found.sort(key=lambda entry: (known[normal(entry.key)][1], entry.key not in NAMES[field]))

    def of(self, field: str) -> Sequence[Entry]:
        """The entries that can give a field, most telling first."""
        return self._by_field.get(field, ())

    def take(self, entry: Entry) -> None:
        """The entry's value has become the field's."""
        self.kept[entry.key] = None
        self.given_by.setdefault(self._field_of[entry.key], entry.key)

    def report(
        self, code: str, message: str, entry: Entry | None = None, fix: Fix | None = None, detail: str = ""
    ) -> None:
        """Tell of an entry, or of the whole front matter."""
        self.found.append(Unplaced(code, message, entry.key if entry else None, detail=detail, fix=fix))

    def place(self, where: Where) -> Place:
        """The place of the value of a key, or of the key where the value may begin in a line below."""
        entry = next((entry for entry in self.entries if entry.key == where), None)
        if entry is None:
            return self._source.front_line, 1
        if isinstance(entry.value, str) or entry.raw is not None:
            return entry.line, entry.column
        from newsfix.read.frontmatter.entries import KeyPositions

        return KeyPositions(self.entries, self._source).of((entry.key,), of_key=True)

    def extra(self) -> dict[str, Value]:
        """What gave no field, in the source's order."""
        extra: dict[str, Value] = {}
        for entry in self.entries:
            place = self.kept.get(entry.key, (entry.key, entry.value))
            if place is None or (entry.key in OWN_KEYS and is_empty(entry.value)):
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
            place = self.kept.get(key, (key, ""))
            name = place[0] if place else self._field_of[key]
            placed[name] = (*placed.get(name, ()), *texts)
        return placed

    def filled(self, field: str, value: _T) -> _T:
        """A page's value for a field that the front matter leaves open."""
        if value:
            self.from_page.append(field)
        return value

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


def original(field: str, key: str) -> str:
    """The key under which a value is kept that its own key would say something else by."""
    return f"{field}_original" if field in ("date", "updated") else f"{key}_original"


def listed(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]


def is_switch(value: Value) -> bool:
    """Whether a value is yes or no to YAML."""
    return isinstance(value, Plain) and value.lower() in _BOOLEANS


def is_empty(value: Value) -> bool:
    if isinstance(value, str):
        return not value.strip() or (isinstance(value, Plain) and value.lower() in _NULLS)
    return all(map(is_empty, value)) if isinstance(value, list) else not value
