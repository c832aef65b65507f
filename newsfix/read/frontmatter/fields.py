"""Front matter to an article's fields: names by the table of keys, values checked, and nothing lost.

A value that gives a field is taken from its key; every other value stays in `extra` under its own
key, word for word, or under `…_original` where its own key would say something that it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from newsfix.article import DateSource, Plain, Value
from newsfix.options import Options
from newsfix.problem import Problem
from newsfix.read.frontmatter.entities import decode_entities
from newsfix.read.frontmatter.keys import AUTHOR_NAMES, FIELD_OF, NAMES, normal
from newsfix.read.frontmatter.repair import RAW_KEY, repair, without_conflicts
from newsfix.read.frontmatter.values import Entry, FrontMatterError, parse_headers, parse_json, parse_toml, parse_yaml
from newsfix.read.source import Source

if TYPE_CHECKING:
    from newsfix.read.dates.parse import Evidence


@dataclass(frozen=True, slots=True)
class Page:
    """What a whole HTML page states about its article; it fills what the front matter leaves open."""

    title: str | None = None
    date: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    cover: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of an article.

    `covers` are the keys that name a picture, with its URL, in the table's order; each but `cover`
    itself is in `extra` too. A date that could not be read is None, its text in `extra` as
    `date_original` (`updated_original`). `names` are the keys that gave the fields.
    """

    title: str | None
    date: str | None
    updated: str | None
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    url: str | None
    language: str | None
    covers: tuple[tuple[str, str], ...]
    extra: dict[str, Value]
    date_source: DateSource | None
    updated_source: DateSource | None
    problems: tuple[Problem, ...]
    names: Mapping[str, str]


def read_metadata(source: Source, options: Options, filename: str | None, page: Page | None = None) -> Metadata:
    """The fields that the front matter gives, with gaps filled from `page` and the file's name. Never raises."""
    problems: list[Problem] = []
    fields = _Fields(read_entries(source, problems), source, problems, options.names)
    page = page or _NO_PAGE
    name = re.split(r"[/\\]", filename)[-1] if filename else None

    title = fields.title() or fields.filled("title", page.title)
    url = fields.url() or fields.filled("url", page.url)
    language = fields.language() or fields.filled("language", page.language)
    authors = fields.names("authors") or fields.filled("authors", page.authors) or ()
    categories = fields.names("categories")
    tags = fields.names("tags") or fields.filled("tags", page.tags) or ()
    covers = fields.covers()
    if not covers and (cover := fields.filled("cover", page.cover)):
        covers = (("", cover),)
    dates = _Dates(fields, options, language, url, name)
    date, date_source = dates.read("date", page.date)
    updated, updated_source = dates.read("updated", page.updated)
    if date is None:
        date = dates.of_file_name()
    dates.compare(date, updated)
    dates.compare_with_comment(date, source.body)
    if title is None:
        problems.append(Problem("FM006", "there is no title", source.front_line, 1))
    return Metadata(
        title,
        date,
        updated,
        authors,
        categories,
        tags,
        url,
        language,
        covers,
        fields.extra(),
        date_source,
        updated_source,
        tuple(problems),
        fields.given_by,
    )


_EPOCH_COMMENT = re.compile(r"\s*<!--\s*([0-9]{10}(?:[0-9]{3})?)\s*-->")
_NO_PAGE = Page()
_T = TypeVar("_T", str, tuple[str, ...])


# ------------------------------------------------------------------------------------- entries


def read_entries(source: Source, problems: list[Problem]) -> list[Entry]:
    """The keys and values of a file's front matter, repaired where that is beyond doubt."""
    front, line = source.front, source.front_line
    if source.kind == "none" or not front.strip():
        return []
    conflict = ""
    if "<<<<<<<" in front and (front.startswith("<<<<<<<") or "\n<<<<<<<" in front):
        front, conflict = without_conflicts(front, line, problems)
    entries = _parsed(source, front, problems)
    if conflict:
        entries.append(Entry(RAW_KEY, conflict, line, 1, broken=True))
    return entries


def _parsed(source: Source, front: str, problems: list[Problem]) -> list[Entry]:
    line = source.front_line
    found: list[Problem] = []
    try:
        if source.kind == "yaml":
            entries = parse_yaml(front, line, found)
        elif source.kind == "toml":
            entries = parse_toml(front, line)
        elif source.kind == "json":
            entries = parse_json(front, line, found)
        else:
            entries = parse_headers(front, line, found)
    except FrontMatterError as error:
        if source.kind == "yaml":
            return repair(front, line, problems)
        message = f"the front matter is no {source.kind.upper()}: {error.message}; its text is kept under {RAW_KEY}"
        problems.append(Problem("FM003", message, error.line or line, error.column or 1))
        return [Entry(RAW_KEY, front.strip("\n"), line, 1, broken=True)]
    problems += found
    return entries


# -------------------------------------------------------------------------------------- fields

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_ABSOLUTE_URL = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_PICTURE = re.compile(
    r"(?:https?:)?//\S|\.{0,2}/[^\n]|[^\n:]*\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic)(?:[?#]\S*)?\Z",
    re.IGNORECASE,
)
_NULLS = frozenset({"", "~", "null"})
_BOOLEANS = frozenset({"true", "false", "yes", "no", "on", "off"})
# Keys that mean a field on the way out: one that says nothing is left out.
_OWN_KEYS = frozenset(
    {"title", "date", "updated", "author", "authors", "categories", "tags", "canonical_url", "language", "cover"}
)


class _Fields:
    """Entries by field, and where each value goes that gives none."""

    __slots__ = ("_by_field", "_field_of", "entries", "given_by", "is_headers", "line", "places", "problems")

    def __init__(
        self, entries: list[Entry], source: Source, problems: list[Problem], further: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.entries = entries
        self.problems = problems
        self.line = source.front_line
        self.is_headers = source.kind == "headers"
        self.places: dict[str, tuple[str, Value] | None] = {}
        by_field: dict[str, list[tuple[int, bool, Entry]]] = {}
        self.given_by: dict[str, str] = {}
        self._field_of: dict[str, str] = {}
        own = {
            normal(key): (field, rank - len(keys)) for field, keys in further.items() for rank, key in enumerate(keys)
        }
        for entry in entries:
            name = normal(entry.key)
            field, rank = own.get(name) or FIELD_OF.get(name, ("", 0))
            if not field:
                continue
            self._field_of[entry.key] = field
            if entry.broken:
                # A text that stands for a list or a mapping must not be taken for the field's value.
                self.places[entry.key] = (_original(field, entry.key), entry.value)
                continue
            by_field.setdefault(field, []).append((rank, entry.key not in NAMES[field], entry))
        self._by_field = {
            field: [entry for _, _, entry in sorted(found, key=lambda each: each[:2])]
            for field, found in by_field.items()
        }

    def of(self, field: str) -> list[Entry]:
        """The entries that can give a field, most telling first."""
        return self._by_field.get(field, [])

    def take(self, entry: Entry) -> None:
        """The entry's value has become the field's."""
        self.places[entry.key] = None
        self.given_by.setdefault(self._field_of[entry.key], entry.key)

    def report(self, code: str, message: str, entry: Entry | None = None) -> None:
        line, column = (entry.line, entry.column) if entry else (self.line, 1)
        self.problems.append(Problem(code, message, line, column))

    def extra(self) -> dict[str, Value]:
        """What gave no field, in the source's order."""
        extra: dict[str, Value] = {}
        for entry in self.entries:
            place = self.places.get(entry.key, (entry.key, entry.value))
            if place is None or (entry.key in _OWN_KEYS and _is_empty(entry.value)):
                continue
            key, value = place
            if key in extra and extra[key] != value:
                value = [*_listed(extra[key]), *_listed(value)]
            extra[key] = value
        return extra

    def filled(self, field: str, value: _T | None) -> _T | None:
        """A page's value for a field that the front matter leaves open."""
        if value:
            self.report("BD009", f"{field} taken from the page's HTML")
        return value or None

    def text(self, entry: Entry, value: str) -> str:
        """A value as one line of text, with its entities decoded."""
        decoded = decode_entities(value)
        text = _BLANKS.sub(" ", decoded).strip()
        if decoded != value:
            self.report("FM009", f"{entry.key} has HTML entities; read as {text!r}", entry)
        return text

    def title(self) -> str | None:
        title: str | None = None
        for entry in self.of("title"):
            value = entry.value if isinstance(entry.value, str) else self._title_of_collection(entry, title)
            if value is None or _is_empty(value):
                continue
            if title is None:
                if '\\"' in value:
                    value = value.replace('\\"', '"')
                    self.report("FM004", f"{entry.key}: escaped quotes; read as {value!r}", entry)
                title = self.text(entry, value) or None
                self.take(entry)
            elif value == title:
                self.take(entry)
        return title

    def _title_of_collection(self, entry: Entry, title: str | None) -> str | None:
        """`title: [Update]` is a list to YAML and a title to whoever wrote it."""
        if title is not None or _is_empty(entry.value):
            return None
        if entry.raw is None:
            self.report("FM007", f"{entry.key} is a list or a mapping, kept as it is", entry)
            return None
        self.report("FM007", f"{entry.key} is a list or a mapping to YAML; read as the text {entry.raw!r}", entry)
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
            if not _LANGUAGE_TAG.fullmatch(value) or _is_empty(entry.value):
                continue
            tag = value.replace("_", "-")
            if language in (None, tag):
                language = tag
                self.take(entry)
        return language

    def covers(self) -> tuple[tuple[str, str], ...]:
        covers: list[tuple[str, str]] = []
        for entry in self.of("cover"):
            if not isinstance(entry.value, str) or not _PICTURE.match(entry.value.strip()):
                continue
            url = self.text(entry, entry.value)
            covers.append((entry.key, url))
            self.places[entry.key] = None if entry.key == "cover" else (entry.key, url)
        return tuple(covers)

    def names(self, field: str) -> tuple[str, ...]:
        """The texts of authors, categories or tags."""
        names: tuple[str, ...] = ()
        for entry in self.of(field):
            if _is_empty(entry.value):
                continue
            found = tuple(self._texts(entry, field))
            if not found:
                self.report("FM013", f"{entry.key} has no text that could be one of the {field}; kept as it is", entry)
            elif not names or found == names:
                names = found
                self.take(entry)
                if _says_more(entry.value):
                    self.places[entry.key] = (_original(field, entry.key), entry.value)
        return names

    def _texts(self, entry: Entry, field: str) -> Iterable[str]:
        value = entry.value
        if isinstance(value, Plain) and value.lower() in _BOOLEANS:
            return
        if self.is_headers and isinstance(value, str) and normal(entry.key) in ("tags", "authors", "keywords"):
            value = list(value.split(";" if ";" in value else ","))
        for item in _flat(value):
            if isinstance(item, dict):
                item = next((item[name] for name in _NAME_KEYS[field] if not _is_empty(item.get(name, ""))), "")
            if isinstance(item, str) and not _is_empty(item) and (text := self.text(entry, item)):
                yield text


_NAME_KEYS = {"authors": AUTHOR_NAMES, "categories": ("name", "title"), "tags": ("name", "title")}


def _original(field: str, key: str) -> str:
    return f"{field}_original" if field in ("date", "updated") else f"{key}_original"


def _listed(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]


def _is_empty(value: Value) -> bool:
    if isinstance(value, str):
        return not value.strip() or (isinstance(value, Plain) and value.lower() in _NULLS)
    return all(map(_is_empty, value)) if isinstance(value, list) else not value


def _flat(value: Value) -> Iterable[Value]:
    if not isinstance(value, list):
        yield value
        return
    for item in value:
        yield from _flat(item)


def _says_more(value: Value) -> bool:
    """Whether a value holds more than the names that were taken from it."""
    if isinstance(value, dict):
        return len({item if isinstance(item, str) else "" for item in value.values() if not _is_empty(item)}) > 1
    return isinstance(value, list) and any(isinstance(item, list) or _says_more(item) for item in value)


# --------------------------------------------------------------------------------------- dates

_COARSE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")
_NAMED_FILE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})[-_. ]")
# A key that is as often no date: its value counts if it is one, and is nothing to complain of else.
_DOUBTFUL = frozenset({"time", "published", "created", "updated", "update", "edited", "posted"})


class _Dates:
    """The dates of an article, each read in the light of the others."""

    __slots__ = ("evidence_of", "fields", "name", "options")

    def __init__(
        self, fields: _Fields, options: Options, language: str | None, url: str | None, name: str | None
    ) -> None:
        self.fields = fields
        self.options = options
        self.name = name
        self.evidence_of = (language, url, name)

    def read(self, field: str, stated: str | None) -> tuple[str | None, DateSource | None]:
        """The date that the front matter or else the page states."""
        from newsfix.read.dates.parse import read_date

        value: str | None = None
        source: DateSource | None = None
        for entry in self.fields.of(field):
            if entry.key == f"{field}_original" and value is None and (kept := self._own(entry)):
                value, source = kept
                continue
            text = entry.value.strip().strip("\"'") if isinstance(entry.value, str) else ""
            if not text or _is_empty(entry.value) or (value is not None and entry.key == f"{field}_original"):
                continue
            if normal(entry.key) in _DOUBTFUL and not any(map(str.isdigit, text)):
                continue
            reading = read_date(decode_entities(text), self.options, self._evidence(field, entry))
            if reading.value is None:
                if value is None:
                    self._refused(field, entry, reading.problems)
                continue
            found = _in_utc(reading.value, entry.key)
            if value is None:
                value, source = found, reading.source
                for code, message in reading.problems:
                    self.fields.report(code, message, entry)
            elif found != value:
                continue
            self.fields.take(entry)
        if value is None and stated:
            reading = read_date(stated, self.options, self._evidence(field, None))
            if reading.value is not None:
                self.fields.filled(field, stated)
                return reading.value, reading.source
        return value, source

    def _own(self, entry: Entry) -> tuple[str, DateSource] | None:
        """A month or a year, which our own Markdown keeps under `date_original`."""
        first, *rest = _listed(entry.value) or [""]
        if not isinstance(first, str) or not _COARSE.fullmatch(first):
            return None
        self.fields.places[entry.key] = (entry.key, rest[0] if len(rest) == 1 else rest) if rest else None
        precision = "month" if "-" in first else "year"
        return str(first), DateSource(str(first), precision, "none", "iso8601")

    def _refused(self, field: str, entry: Entry, problems: Iterable[tuple[str, str]]) -> None:
        """A date that was refused stays in view, but never under a key that a site generator reads as one."""
        if normal(entry.key) in _DOUBTFUL and entry.key != field:
            return
        for code, message in problems:
            self.fields.report(code, message, entry)
        if entry.key == field:
            self.fields.places[entry.key] = (f"{field}_original", str(entry.value))

    def _evidence(self, field: str, entry: Entry | None) -> Evidence:
        """What else the file says; its URL and its name hold the day of publication, not of a change."""
        from newsfix.read.dates.parse import Evidence

        language, url, name = self.evidence_of if field == "date" else (self.evidence_of[0], None, None)
        others = (*self.fields.of("date"), *self.fields.of("updated"))
        dates = tuple(str(other.value) for other in others if other is not entry and isinstance(other.value, str))
        return Evidence(language=language, url=url, filename=name, dates=dates)

    def of_file_name(self) -> str | None:
        """The date of a file named `2021-12-15-slug`, as Jekyll names posts."""
        from datetime import date

        match = _NAMED_FILE.match(self.name or "")
        try:
            found = date(int(match[1]), int(match[2]), int(match[3])).isoformat() if match else None
        except ValueError:
            found = None
        self.fields.report(
            "DT001", f"no key gives the date; {found} taken from the file name" if found else "there is no date"
        )
        return found

    def compare(self, date: str | None, updated: str | None) -> None:
        if date and updated and _is_before(updated, date):
            entry = next(iter(self.fields.of("updated")), None)
            self.fields.report("DT007", f"updated {updated} lies before date {date}", entry)

    def compare_with_comment(self, date: str | None, body: str) -> None:
        """Scrapers write the moment of publication as a comment above the body, in seconds or milliseconds."""
        match = _EPOCH_COMMENT.match(body)
        if match is None or date is None or len(date) < 10:
            return
        from datetime import date as day
        from datetime import datetime, timezone

        moment = datetime.fromtimestamp(int(match[1][:10]), timezone.utc)
        if abs((moment.date() - day.fromisoformat(date[:10])).days) > 1:
            entry = next(iter(self.fields.of("date")), None)
            said = moment.isoformat().replace("+00:00", "Z")
            self.fields.report("DT006", f"the date {date} is contradicted by the comment above the body: {said}", entry)


def _in_utc(value: str, key: str) -> str:
    """WordPress says the zone of `date_gmt` in its name."""
    return f"{value}Z" if len(value) == 19 and key.lower().endswith("gmt") else value


def _is_before(one: str, other: str) -> bool:
    """Whether a date certainly lies before another, whatever part either leaves out."""
    from datetime import date, datetime, timedelta

    if len(one) >= 19 and len(other) >= 19:
        first, second = (datetime.fromisoformat(_to_microseconds(value)) for value in (one, other))
        if (first.tzinfo is None) == (second.tzinfo is None):
            return first < second
    if len(one) < 10 or len(other) < 10:
        shorter = min(len(one), len(other), 7)
        return one[:shorter] < other[:shorter]
    # Without an offset on both sides the same moment can have two dates.
    slack = timedelta(days=0 if len(one) == len(other) == 10 else 1)
    return date.fromisoformat(one[:10]) + slack < date.fromisoformat(other[:10])


def _to_microseconds(value: str) -> str:
    """RFC 3339 as Python 3.10 reads it: an offset in digits, a fraction of six digits or none."""
    value = re.sub(r"\.[0-9]+", lambda match: f"{match[0]:0<7}"[:7], value)
    return value[:-1] + "+00:00" if value.endswith("Z") else value
