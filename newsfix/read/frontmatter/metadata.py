"""Front matter to the metadata of an article, with gaps filled from the page and the file's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model.article import DateSource, Value
from newsfix.model.origin import Origin
from newsfix.model.problem import Problem
from newsfix.options import Options
from newsfix.read.characters import decode_entities
from newsfix.read.frontmatter.dating import Dates, report_misfits
from newsfix.read.frontmatter.fields import Fields
from newsfix.read.frontmatter.keys import is_known
from newsfix.read.frontmatter.repeats import repeated
from newsfix.read.frontmatter.source import Source
from newsfix.read.frontmatter.values import (
    RAW_KEY,
    Entry,
    FrontMatterError,
    parse_headers,
    parse_json,
    parse_toml,
    toml_by_key,
)
from newsfix.read.frontmatter.yaml import parse_nearly_json, parse_yaml


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


class Metadata(Struct, frozen=True):
    """The fields of an article.

    `covers` are the keys that name a picture, with its URL, in the table's order; each is in `extra`
    too, since which of them is the cover is not known yet. A date that could not be read is None, its
    text in `extra` as `date_original` (`updated_original`). `names` are the keys that gave the fields,
    `comments` those of the front matter by the field or key of `extra` that they stand above. `from_page` are the
    fields that the page gave, each with what of the page stated it.
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
    comments: dict[str, tuple[str, ...]]
    places: Mapping[str, tuple[int, int]]
    from_page: Mapping[str, str] = {}
    description: str | None = None
    site: str | None = None


def read_metadata(source: Source, options: Options, origin: Origin, page: PageMetadata | None = None) -> Metadata:
    """The fields that the front matter and the origin give.

    Gaps are filled from `page` and the file's name. Never raises.
    """
    problems: list[Problem] = []
    hashes: list[Problem] = []
    if "#" in source.front:
        from newsfix.read.frontmatter.hashes import with_hash_values

        source, hashes = with_hash_values(source)
    entries = read_entries(source, problems)
    if origin.fields:
        entries += _beside(entries, origin, problems)
    fields = Fields(entries, source, problems, options.names)
    page = page or _NO_PAGE
    name = origin.path.replace("\\", "/").rpartition("/")[2] if origin.path else None

    title = fields.title() or fields.filled("title", page.title)
    url = fields.url() or fields.filled("url", page.url)
    language = fields.language() or fields.filled("language", page.language)
    authors = fields.names("authors") or fields.filled("authors", page.authors) or ()
    categories = fields.names("categories") or fields.filled("categories", page.categories) or ()
    tags = fields.names("tags") or fields.filled("tags", page.tags) or ()
    covers = fields.covers()
    if not covers and (cover := fields.filled("cover", page.cover)):
        covers = (("", cover),)
    dates = Dates(fields, options, language, url, name)
    date, date_source = dates.read("date", page.date)
    updated, updated_source = dates.read("updated", page.updated)
    if any(not isinstance(entry.value, str) for entry in (*fields.of("date"), *fields.of("updated"))):
        report_misfits(fields)
    if date is None:
        date = dates.of_name()
    dates.compare(date, updated)
    dates.compare_with_file(date, updated, origin.modified)
    dates.compare_with_comment(date, source.body)
    if title is None:
        problems.append(Problem("FM006", "there is no title; add one as title: …", source.front_line, 1))
    problems += repeated(entries, source)
    if options.required or options.allowed:
        from newsfix.read.frontmatter.demands import unmet

        problems += unmet(fields.entries, source, options)
    if options.schema:
        from newsfix.read.frontmatter.schema import violations

        problems += violations(fields.entries, source, options.schema)
    if hashes:
        # Nothing else stands where it stands in the file: one repair after the other.
        problems = [*hashes, *(problem.with_fix(None) for problem in problems)]
    remarks = {}
    if "#" in source.front:
        from newsfix.read.frontmatter.comments import comments

        remarks = fields.placed(comments(source, fields.entries))
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
        _with_page(fields, page),
        date_source,
        updated_source,
        tuple([_in_text(problem, source.front_start) for problem in problems]),
        fields.given_by,
        remarks,
        {entry.key: (entry.line, entry.column) for entry in fields.of("cover")},
        {field: page.sources.get(field, "its HTML") for field in fields.from_page},
        _said(entries, _DESCRIPTIONS) or page.extra.get("description"),
        _said(entries, _SITES) or page.extra.get("site_name"),
    )


_NO_PAGE = PageMetadata()
_DESCRIPTIONS = ("description", "summary", "excerpt")
_SITES = ("site_name", "site")


def _said(entries: Sequence[Entry], keys: tuple[str, ...]) -> str | None:
    """What the front matter says under the first of these keys that has a text."""
    texts = {entry.key.lower(): entry.value for entry in entries if type(entry.value) is str and not entry.broken}
    found = next((texts[key] for key in keys if texts.get(key, "").strip()), None)
    return found and decode_entities(found).strip()


def _with_page(fields: Fields, page: PageMetadata) -> dict[str, Value]:
    """The values of keys that are no fields, those of the page after those of the front matter."""
    extra = fields.extra()
    for key, value in page.extra.items():
        if key not in extra and fields.filled(key, value):
            extra[key] = value
    return extra


def _in_text(problem: Problem, start: int) -> Problem:
    """A problem whose fix counts from the beginning of the text, not of the front matter."""
    return problem.with_fix(problem.fix.moved(start)) if problem.fix else problem


# ------------------------------------------------------------------------------------- entries


def read_entries(source: Source, problems: list[Problem]) -> list[Entry]:
    """The keys and values of a file's front matter, repaired where that is beyond doubt."""
    front, line = source.front, source.front_line
    if source.kind == "none" or not front.strip():
        return []
    conflict = ""
    if "<<<<<<<" in front and (front.startswith("<<<<<<<") or "\n<<<<<<<" in front):
        from newsfix.read.frontmatter.repair import without_conflicts

        front, conflict = without_conflicts(front, line, problems)
    entries = _parsed(source, front, problems)
    if conflict:
        # Nothing stands where it stands in the file, and a person has to settle the conflict first.
        problems[:] = [problem.with_fix(None) for problem in problems]
        entries = [replace(entry, span=None) for entry in entries]
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
        if entries := _in_another_syntax(source, front, problems):
            return entries
        if source.kind == "yaml":
            from newsfix.read.frontmatter.repair import repair

            return repair(front, line, problems)
        if source.kind == "toml" and (entries := toml_by_key(front, line, problems)):
            return entries
        kind = source.kind.upper()
        message = f"the front matter is not valid {kind}: {error.message}; its text is kept under {RAW_KEY}"
        problems.append(Problem("FM003", message, error.line or line, error.column or 1))
        text = front[1:-1] if source.is_braced else front
        return [Entry(RAW_KEY, text.strip("\n"), line, 1, broken=True)]
    problems += found
    return entries


def _in_another_syntax(source: Source, front: str, problems: list[Problem]) -> list[Entry]:
    """The entries of front matter that is not what its fences say; none where it is nothing else either."""
    line = source.front_line
    found: list[Problem] = []
    try:
        if source.kind == "toml":
            name, entries = "YAML", parse_yaml(front, line, found)
        elif source.kind == "json":
            name, entries = "a mapping of YAML", parse_nearly_json(front, line)
        elif front.lstrip()[:1] == '"':
            braced = f"{{{front.rstrip().rstrip(',')}}}"
            name, entries = "JSON without its braces", parse_json(braced, line, found)
        else:
            return []
    except FrontMatterError:
        return []
    if not any(is_known(entry.key) for entry in entries):
        return []
    problems.append(Problem("FM004", f"the front matter is not valid {source.kind.upper()}; read as {name}", line, 1))
    problems += found
    return [replace(entry, span=None) for entry in entries]


def _beside(entries: Sequence[Entry], origin: Origin, problems: list[Problem]) -> list[Entry]:
    """The fields of the origin; the front matter has the first word on its own keys, and nothing is lost."""
    stated = {entry.key: entry.value for entry in entries}
    further = []
    for key, value in origin.fields:
        if key not in stated:
            further.append(Entry(key, value, 1, 1))
        elif value != stated[key]:
            message = f"{key} has another value outside the front matter; it is kept as record_{key}"
            problems.append(Problem("FM005", message, 1, 1))
            further.append(Entry(f"record_{key}", value, 1, 1))
    return further
