"""The dates of an article: those of its front matter, each read in the light of what else the file says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Day
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from msgspec import Struct

from newsfix.model.article import DateSource, Value
from newsfix.model.problem import Fix, Unplaced
from newsfix.options import Options
from newsfix.read.frontmatter.keys import FIELD_OF, normal
from newsfix.read.frontmatter.ledger import Ledger, is_empty, is_switch, listed
from newsfix.read.frontmatter.source import PageMetadata
from newsfix.read.frontmatter.values import Entry
from newsfix.read.references import decode_entities
from newsfix.regex import regex

if TYPE_CHECKING:
    from newsfix.read.dates.parse import Reading

_FORMS = frozenset({"DT002", "DT011", "DT013"})
"""What is said of the form of a date that was read."""
_EPOCH_COMMENT = regex(r"\s*<!--\s*([0-9]{10}(?:[0-9]{3})?)\s*-->")
_COARSE = regex(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")
# Keys whose value is where the article is to be found.
_PATHS = frozenset({"path", "permalink", "slug", "url"})
# Those that say where it is in this site; any other may say where it was published first.
_OWN_URLS = frozenset({"", "url", "permalink", "articleurl", "posturl", "ogurl"})
# What Eleventy puts a date for as it builds the site.
FILLED_IN = frozenset({"last modified", "created", "git last modified", "git created"})
# Keys that often hold something else: their value counts if it is a date, and is not reported if it is not.
DOUBTFUL = frozenset({"time", "published", "created", "updated", "update", "edited", "posted"})


class Dates(Struct, eq=False):
    """The dates of an article, each read in the light of the others."""

    ledger: Ledger
    options: Options
    language: str | None
    url: str | None
    name: str | None
    of_page: tuple[str, ...] = ()
    refused: set[str] = set()
    members: dict[str, set[str]] = {}

    def fields(self, page: PageMetadata, modified: float | None, body: str) -> dict[str, object]:
        """The fields of an article that are dates, and how they were read.

        modified  when the file was written, in seconds since 1970
        """
        self.of_page = tuple(filter(None, (page.date, page.updated)))
        date, source = self.read("date", page.date)
        updated, updated_source = self.read("updated", page.updated)
        date = self.settled(date, updated, modified, body)
        return {"date": date, "updated": updated, "date_source": source, "updated_source": updated_source}

    def read(self, field: str, stated: str | None) -> tuple[str | None, DateSource | None]:
        """The date that the front matter or else the page states."""
        value: str | None = None
        source: DateSource | None = None
        for entry in self.ledger.of(field):
            if entry.key == f"{field}_original" and value is None and (kept := self._own(entry)):
                value, source = kept
                continue
            text = self._text(field, entry)
            if not text:
                continue
            reading = self._reading(decode_entities(text), field, entry)
            if reading.value is None:
                if value is None:
                    self._refused(field, entry, reading.problems)
                continue
            if entry.key == f"{field}_original":
                continue  # it was not a date where it stood
            # WordPress says the zone of `date_gmt` in its name.
            is_utc = len(reading.value) == 19 and entry.key.lower().endswith("gmt")
            found = f"{reading.value}Z" if is_utc else reading.value
            if value is None:
                value, source = found, reading.source
                self._report(field, entry, text, reading)
                if isinstance(entry.value, list):
                    self.ledger.report("DT002", f"{entry.key} is a list with one date; it was read as {found}", entry)
            elif found != value:
                continue
            self.ledger.take(entry)
        if value is None:
            value, source = self._of_members(field)
        return self._of_page(field, stated) if value is None and stated else (value, source)

    def _of_page(self, field: str, stated: str) -> tuple[str | None, DateSource | None]:
        """The date that the page states."""
        reading = self._reading(stated, field, None)
        if reading.value is not None:
            self.ledger.filled(field, stated)
        elif field == "date" and field not in self.refused:
            self.refused.add(field)
            for problem in reading.problems:
                self.ledger.report(problem.code, problem.message)
        return reading.value, reading.source

    def _text(self, field: str, entry: Entry) -> str:
        """The text of an entry that may be a date; empty where it cannot be one."""
        value = _only(entry.value)
        text = value.strip().strip("\"'") if isinstance(value, str) and not is_empty(value) else ""
        is_doubtful = normal(entry.key) in DOUBTFUL and not any(map(str.isdigit, text))
        if entry.key != field and (is_doubtful or is_switch(value)):
            return ""
        if text.casefold() in FILLED_IN:
            said = f'"{text}" is filled in when the site is built; add a date as date: 2021-12-15'
            self._refused(field, entry, (Unplaced("DT001", said),) if field == "date" else ())
            return ""
        return text

    def _of_members(self, field: str) -> tuple[str | None, DateSource | None]:
        """The date in a mapping, as of MkDocs (`date: {created: …, updated: …}`) and Docusaurus (`last_update`)."""
        for entry in (*self.ledger.of(field), *(self.ledger.of("date") if field == "updated" else ())):
            for key, text in entry.value.items() if isinstance(entry.value, dict) else ():
                is_own = key in ("date", "$date") and entry in self.ledger.of(field)
                if not isinstance(text, str) or not (is_own or FIELD_OF.get(normal(key), ("",))[0] == field):
                    continue
                reading = self._reading(text, field, None)
                if reading.value is not None:
                    for problem in reading.problems:
                        self.ledger.report(problem.code, problem.message, entry, detail=problem.detail)
                    self.members.setdefault(entry.key, set()).add(key)
                    return reading.value, reading.source
        return None, None

    def _report(self, field: str, entry: Entry, text: str, reading: Reading) -> None:
        """What is wrong with a date that was read; it is repaired where nothing speaks against it."""
        for problem in reading.problems:
            fix = self._fix(field, entry, text, reading) if problem.code in _FORMS else None
            self.ledger.report(problem.code, problem.message, entry, fix, problem.detail)

    def _fix(self, field: str, entry: Entry, text: str, reading: Reading) -> Fix | None:
        """The edit that writes the date as it was read, unless what speaks against it would be lost (a weekday)."""
        value = reading.value or ""
        again = self._reading(value, field, entry)
        others = [each.code for each in reading.problems if each.code not in _FORMS]
        if again.value != reading.value or [each.code for each in again.problems] != others:
            return None
        return self.ledger.front.date(entry, text, value)

    def _own(self, entry: Entry) -> tuple[str, DateSource] | None:
        """A month or a year, which our own Markdown keeps under `date_original`."""
        first, *rest = listed(entry.value) or [""]
        if not isinstance(first, str) or not _COARSE.fullmatch(first):
            return None
        self.ledger.kept[entry.key] = (entry.key, rest[0] if len(rest) == 1 else rest) if rest else None
        precision = "month" if "-" in first else "year"
        return str(first), DateSource(str(first), precision, "none", "iso8601")

    def _refused(self, field: str, entry: Entry, problems: Iterable[Unplaced]) -> None:
        """A date that was refused stays in view, but never under a key that a site generator reads as one."""
        if normal(entry.key) in DOUBTFUL and entry.key != field:
            return
        self.refused.add(field)
        for problem in problems:
            self.ledger.report(problem.code, problem.message, entry)
        if entry.key == field:
            kept = entry.value if isinstance(entry.value, list) else str(entry.value)
            self.ledger.kept[entry.key] = (f"{field}_original", kept)

    def _reading(self, text: str, field: str, entry: Entry | None) -> Reading:
        """A date in the light of what else the file says; its URL and its name hold the day of publication only."""
        from newsfix.read.dates.parse import Evidence, read_date

        url, name = (self.url, self.name) if field == "date" else (None, None)
        others = (*self.ledger.of("date"), *self.ledger.of("updated"))
        dates = [each.value for each in others if each is not entry and isinstance(each.value, str)]
        dates += [each for each in self.of_page if each != text]
        elsewhere = normal(self.ledger.given_by.get("url", "")) not in _OWN_URLS
        return read_date(text, self.options, Evidence(self.language, url, name, tuple(dates), elsewhere))

    def settled(self, date: str | None, updated: str | None, modified: float | None, body: str) -> str | None:
        """The date, that of the file's name or of a path where there is none; what speaks against it is told."""
        from newsfix.read.dates.evidence import is_before

        if any(not isinstance(entry.value, str) for entry in (*self.ledger.of("date"), *self.ledger.of("updated"))):
            self._report_misfits()
        if date is None:
            date = self._of_name()
        if date and updated and is_before(updated, date):
            entry = next(iter(self.ledger.of("updated")), None)
            self.ledger.report("DT007", f"updated {updated} is before date {date}; check which is right", entry)
        self._compare_with_file(date, updated, modified)
        self._compare_with_comment(date, body)
        return date

    def _of_name(self) -> str | None:
        """The date of a file named `2021-12-15-slug`, as Jekyll and Docusaurus name posts, or of the article's path.

        A date that was refused has been reported; that there is none besides would say it a second time.
        """
        from newsfix.read.dates.evidence import day_of_name

        if found := day_of_name(self.name):
            self.ledger.report("DT010", f"no key has the date; {found} was taken from the file name")
        elif "date" not in self.refused and (entry := self._dated_path()):
            found = self._day_of(entry)
            self.ledger.report("DT010", f"no key has the date; {found} was taken from {entry.key}", entry)
        elif "date" not in self.refused and all(
            isinstance(entry.value, str) or is_empty(entry.value) for entry in self.ledger.of("date")
        ):
            self.ledger.report("DT001", "there is no date; add one as date: 2021-12-15")
        return found

    def _report_misfits(self) -> None:
        """Report lists and mappings where a date is wanted; under the key of a date they would stop a generator."""
        for field in ("date", "updated"):
            kept = f"{field}_original"
            for entry in self.ledger.of(field):
                if isinstance(_only(entry.value), str) or is_empty(entry.value) or entry.key == kept:
                    continue
                if isinstance(entry.value, dict) and entry.key in self.members:
                    self._keep_rest(field, entry, entry.value)
                    continue
                if entry.key != field and (normal(entry.key) in DOUBTFUL or isinstance(entry.value, dict)):
                    continue
                where = "as it is"
                if entry.key == field:
                    self.ledger.kept[entry.key] = (kept, entry.value)
                    where = f"as {kept}"
                kind = "list" if isinstance(entry.value, list) else "mapping"
                self.ledger.report("DT004", f"{entry.key} is a {kind}, not a date; kept {where}", entry)

    def _keep_rest(self, field: str, entry: Entry, value: dict[str, Value]) -> None:
        """What a mapping says beside its dates; under a key of another name it stays whole."""
        rest = {key: each for key, each in value.items() if key not in self.members[entry.key]}
        if not rest:
            self.ledger.take(entry)
        elif entry.key == field:
            self.ledger.kept[entry.key] = (f"{field}_original", rest)

    def _dated_path(self) -> Entry | None:
        """The key whose path holds a day, unless another's holds a different one."""
        found = {
            day: entry
            for entry in reversed(self.ledger.entries)
            if normal(entry.key) in _PATHS and (day := self._day_of(entry))
        }
        return next(iter(found.values())) if len(found) == 1 else None

    @staticmethod
    def _day_of(entry: Entry) -> str | None:
        if not isinstance(entry.value, str):
            return None
        from newsfix.read.dates.evidence import day_of_path

        return day_of_path(entry.value)

    def _compare_with_file(self, date: str | None, updated: str | None, modified: float | None) -> None:
        """No article says what happened after its file was written."""
        if modified is None:
            return
        try:
            written = datetime.fromtimestamp(modified, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        except (ValueError, OverflowError, OSError):
            return
        from newsfix.read.dates.evidence import is_before

        for field, value in (("date", date), ("updated", updated)):
            if value and is_before(written, value):
                entry = next(iter(self.ledger.of(field)), None)
                message = f"{field} {value} is later than the file's own modification, {written}; check the date"
                self.ledger.report("DT009", message, entry)

    def _compare_with_comment(self, date: str | None, body: str) -> None:
        """Scrapers write the moment of publication as a comment above the body, in seconds or milliseconds."""
        match = _EPOCH_COMMENT.match(body)
        if match is None or date is None or len(date) < 10:
            return
        moment = datetime.fromtimestamp(int(match[1][:10]), timezone.utc)
        if abs((moment.date() - Day.fromisoformat(date[:10])).days) > 1:
            entry = next(iter(self.ledger.of("date")), None)
            said = moment.isoformat().replace("+00:00", "Z")
            self.ledger.report("DT006", f"the date {date} is contradicted by the comment above the body: {said}", entry)


def _only(value: Value) -> Value:
    """The one item of a list, also of one in another (`[[2021-12-15]]`, a link of a wiki); else the value."""
    while isinstance(value, list) and len(value) == 1:
        (value,) = value
    return value
