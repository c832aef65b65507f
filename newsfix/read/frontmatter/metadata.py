"""Front matter to the metadata of an article, with gaps filled from the page and the file's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from newsfix.model.article import Article, Value
from newsfix.model.origin import Origin
from newsfix.model.position import Position
from newsfix.model.problem import Problem, located
from newsfix.options import Options
from newsfix.read.frontmatter import fields
from newsfix.read.frontmatter.dating import Dates
from newsfix.read.frontmatter.entries import read_entries, repeated
from newsfix.read.frontmatter.keys import normal
from newsfix.read.frontmatter.ledger import Ledger
from newsfix.read.frontmatter.source import PageMetadata, Source
from newsfix.read.frontmatter.values import Entry
from newsfix.read.references import decode_entities
from newsfix.syntax.yaml import may_have_comments


class Metadata(Struct, frozen=True):
    """What front matter and page say of an article.

    article    the article without its body. A date that could not be read is None, its text in `extra` as
               `date_original` (`updated_original`)
    covers     the keys that name a picture, with its URL, in the table's order; each is in `extra` too, since
               which of them is the cover is not known yet
    places     where these keys have their values
    from_page  the fields that the page gave, each with what of the page stated it
    """

    article: Article
    covers: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    places: Mapping[str, Position]
    from_page: Mapping[str, str]


def read_metadata(source: Source, options: Options, origin: Origin, page: PageMetadata | None = None) -> Metadata:
    """The fields that the front matter and the origin give.

    Gaps are filled from `page` and the file's name. Never raises.
    """
    page = page or _NO_PAGE
    problems: list[Problem] = []
    source, hashes = _with_hash_values(source)
    entries = read_entries(source, origin, problems)
    ledger = Ledger(entries, source, options.names)

    stated = {field: read(ledger) or ledger.filled(field, getattr(page, field)) for field, read in _READ.items()}
    covers = fields.covers(ledger, page.cover)
    name = origin.path.replace("\\", "/").rpartition("/")[2] if origin.path else None
    dates = Dates(ledger, options, stated["language"], stated["url"], name)
    stated |= dates.fields(page, origin.modified, source.body)
    problems += located(ledger.found, ledger.place)
    is_told = any(problem.code == "FM007" for problem in problems)
    is_broken = any(each.broken and normal(each.key) == "title" for each in entries)
    if stated["title"] is None and not is_told and not is_broken:
        problems.append(Problem("FM006", "there is no title; add one as title: …", source.front_line, 1))
    problems += _of_the_whole(entries, source, options)
    if hashes:
        # Nothing else is where it is in the file: one repair after the other.
        problems = [*hashes, *(problem.with_fix(None) for problem in problems)]
    article = Article(
        **stated,
        extra=_with_page(ledger, page),
        names=ledger.given_by,
        comments=_remarks(source, ledger),
        description=_said(entries, _DESCRIPTIONS) or page.extra.get("description"),
        site=_said(entries, _SITES) or page.extra.get("site_name"),
    )
    return Metadata(
        article,
        covers,
        tuple([each.with_fix(each.fix.moved(source.front_start)) if each.fix else each for each in problems]),
        {entry.key: (entry.line, entry.column) for entry in ledger.of("cover")},
        {field: page.sources.get(field, "its HTML") for field in ledger.from_page},
    )


_READ: dict[str, Callable[[Ledger], Any]] = {
    "title": fields.title,
    "url": fields.url,
    "language": fields.language,
    **{field: partial(fields.names, field=field) for field in ("authors", "categories", "tags")},
}
"""What reads each field that is not a date."""


def _with_hash_values(source: Source) -> tuple[Source, list[Problem]]:
    """Front matter whose values that begin with `#` are values, and what tells of them."""
    if "#" not in source.front:
        return source, []
    from newsfix.read.frontmatter.comments import with_hash_values

    return with_hash_values(source)


def _of_the_whole(entries: Sequence[Entry], source: Source, options: Options) -> list[Problem]:
    """What no single field has wrong: lists that repeat a URL, and what the user asks of front matter."""
    problems = repeated(entries, source)
    if options.required or options.allowed or options.schema:
        from newsfix.read.frontmatter.demands import unmet

        problems += unmet(entries, source, options)
    return problems


def _remarks(source: Source, ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """The comments of the front matter, by the field or the key that they stand above."""
    if not may_have_comments(source.front):
        return {}
    from newsfix.read.frontmatter.comments import comments

    return ledger.placed(comments(source, ledger.entries))


_NO_PAGE = PageMetadata()
_DESCRIPTIONS = ("description", "summary", "excerpt")
_SITES = ("site_name", "site")


def _said(entries: Sequence[Entry], keys: tuple[str, ...]) -> str | None:
    """What the front matter says under the first of these keys that has a text."""
    texts = {entry.key.lower(): entry.value for entry in entries if type(entry.value) is str and not entry.broken}
    found = next((texts[key] for key in keys if texts.get(key, "").strip()), None)
    return found and decode_entities(found).strip()


def _with_page(ledger: Ledger, page: PageMetadata) -> dict[str, Value]:
    """The values of keys that are not fields, those of the page after those of the front matter."""
    extra = ledger.extra()
    for key, value in page.extra.items():
        if key not in extra and ledger.filled(key, value):
            extra[key] = value
    return extra
