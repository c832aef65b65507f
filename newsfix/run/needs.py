"""What a page of a site lacks, and what of that it needs, by what it says itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from newsfix.model.article import Article, Value
from newsfix.model.origin import Origin
from newsfix.options import DEFAULTS
from newsfix.regex import regex
from newsfix.run import files, finding
from newsfix.run.paths import stem_of

if TYPE_CHECKING:
    from newsfix.run.outcomes import Outcome

LARGEST = 1_000_000
"""Bytes of a file beyond which nothing is read of it."""
_ANNOUNCED = 366 * 24 * 3600
"""Seconds that a date may be later than its file."""
UNDATED = frozenset({
    "about", "contact", "imprint", "impressum", "privacy", "terms", "faq", "search", "archive", "archives", "tags",
    "categories", "links", "friends", "community", "download", "downloads", "donate", "sponsors", "team", "resources",
    "sitemap", "projects", "publications", "talks", "uses", "now", "acknowledgements", "acknowledgments", "credits",
    "conduct", "code-of-conduct", "contribute", "contributing", "support", "help", "jobs", "careers", "subscribe",
    "newsletter", "colophon", "legal", "cookies", "disclaimer", "partners", "press", "home", "blog", "news", "posts",
})  # fmt: skip
"""Names of pages that no blog dates, and that a template fills."""
_TITLE = regex(r"^[ ]{0,3}#[ \t]|^[^\n]+\n=+[ \t]*$|<h1\b", re.IGNORECASE | re.MULTILINE)
_FENCED = regex(r"^[ \t]*(?P<fence>`{3,}|~{3,}).*?(?:^[ \t]*(?P=fence)|\Z)", re.MULTILINE | re.DOTALL)
_LAYOUTS_OF_PAGES = frozenset({"page", "pages", "home", "index", "landing", "doc", "docs", "splash"})
_PLACED = frozenset({"weight", "order", "nav_order", "sidebar_position", "sidebar_label", "position"})
"""Keys of a page that has its place among others, whatever its day."""
_LAYOUTS_OF_POSTS = frozenset({"post", "posts", "article", "blog", "single"})
_ELSEWHERE = regex(r"redirect|untranslated|external|link(?:[-_]?(?:url|to))?$", re.IGNORECASE)
"""Keys of a page that shows another one, or leads to one."""
_FROM = regex(
    r"(?:.*[-_])?(?:ur[il]|link|href|source|original|canonical|via|more|(?:home|web)?(?:page|site)|repo(?:sitory)?"
    r"|slides|video|audio|podcast|recording)"
)
_OF_A_PART = regex(r"(?:.*[-_])?(?:image|picture|photo|cover|thumb(?:nail)?|avatar|logo|icon|banner|author)(?:[-_].*)?")
# What begins a page that a script makes, as by front matter of JavaScript, or that shows the text of another file.
_MADE = regex(
    r"---[a-z]+\n|<script|--8<--|<!--\s*@?include|\{%-?\s*include|\{\{#include|\{\{[<%]\s*(?:include|read-?file)"
)
_DAY = regex(r"[^\W\d]+[.,]? \d{1,2}|\d{1,2}[.,]? [^\W\d]+")
_SENTENCE = regex(r"(?=[^\d ]+ )[^\W\d]\D*[.!?\u3002]")
_FEED = regex(r"\.(?:xml|json|txt|rss|atom)\Z")


def _bytes_of(path: str) -> bytes | None:
    """What a regular file has; None where it cannot be read, or is a pipe, which gives its text only once."""
    try:
        return files.read(path, LARGEST) if files.is_regular(path) else None
    except OSError:
        return None


def text_of(path: str) -> str:
    """What a regular file has, as UTF-8; nothing where it cannot be read."""
    return (_bytes_of(path) or b"").decode("utf-8", "replace")


class Page(Struct, frozen=True):
    """A file that is judged by its site.

    path    the absolute one, which the next three are parts of; the suffix is in lower case
    root    that of its repository
    given   what standard input has that is checked under its name
    """

    path: str
    folder: str
    stem: str
    suffix: str
    root: str | None
    given: bytes | None

    @property
    def is_there(self) -> bool:
        return self.given is not None or files.is_regular(self.path)

    @property
    def text(self) -> str:
        return text_of(self.path) if self.given is None else self.given.decode("utf-8", "replace")

    @property
    def lacking(self) -> tuple[frozenset[str], frozenset[str]]:
        """What it lacks, and what of that a page of its kind needs."""
        return lacking(self.path) if self.given is None else _lacking(self.path, self.given)


def page_of(outcome: Outcome) -> Page:
    """The file of which an outcome tells."""
    path = os.path.abspath(outcome.path)
    folder, name = os.path.split(path)
    suffix = os.path.splitext(name)[1]
    return Page(path, folder, stem_of(name), suffix.lower(), files.repository_of(folder), outcome.read)


@lru_cache(maxsize=20_000)
def lacking(path: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a file lacks, and what of it a page of its kind needs."""
    data = _bytes_of(path)
    return (frozenset(), frozenset()) if data is None else _lacking(path, data)


def _lacking(path: str, data: bytes) -> tuple[frozenset[str], frozenset[str]]:
    """What data lacks as the file at a path, and what of it a page of its kind needs.

    A heading of the first level is a title, and a day of change is a date. A page by its layout or its place, beside
    Jekyll's posts, or one that a script or another file makes, needs none; one that leads elsewhere, or is made of
    data, needs no body.
    """
    from newsfix.read.encoding import decode
    from newsfix.read.frontmatter.metadata import read_metadata
    from newsfix.read.frontmatter.split import split

    source = split(decode(data, DEFAULTS).text)
    metadata = read_metadata(source, DEFAULTS, Origin(path, files.modified(path) + _ANNOUNCED))
    article, body = metadata.article, source.body.lstrip()
    lacks = {problem.code for problem in (*source.problems, *metadata.problems)} | (set() if body else {"BD001"})
    if "FM006" in lacks and (
        _has_title(article.extra) or _is_named(article.extra) or _TITLE.search(_FENCED.sub("", body))
    ):
        lacks.remove("FM006")
    if "DT001" in lacks and article.updated:
        lacks.remove("DT001")
    return frozenset(lacks), frozenset(lacks - _needless(path, article, body))


def _needless(path: str, article: Article, body: str) -> set[str]:
    """What a page need not have, by its front matter, its name and what its body begins with."""
    extra = article.extra
    needless: set[str] = set()
    if _MADE.match(body) or "page" in extra or _FEED.search(str(extra.get("permalink", ""))):
        needless |= {"DT001", "FM001", "FM006"}
    if extra.get("home") == "true":
        needless |= {"BD001", "DT001", "FM006"}  # VuePress makes the page of a site from its keys
    if _is_filled(extra):
        needless |= {"BD001", "FM006"}
    if _is_page(extra.get("layout")):
        stem = stem_of(path)
        needless |= {"DT001", "FM006"} if stem == "index" or stem in UNDATED else {"DT001"}
    if _is_no_day(extra.get("date_original")):
        needless |= {"DT001", "DT004"}
    others = (str(value) for key, value in extra.items() if "date" in key.lower() and key != "date_original")
    if article.date and any(map(_DAY.fullmatch, others)):
        needless.add("DT004")  # a key of the site's own; the year is in the name
    if not _PLACED.isdisjoint(_keys(extra)) or "_posts" in finding.listed(os.path.dirname(path))[1]:
        needless.add("DT001")
    leads_elsewhere = (
        article.url is not None
        or any(map(_ELSEWHERE.match, extra))
        or any(_leads(key) and str(value).startswith(("http://", "https://")) for key, value in extra.items())
    )
    if leads_elsewhere or extra.get("draft") == "true" or any(map(_is_data, extra.values())):
        needless.add("BD001")
    return needless


def _leads(key: str) -> bool:
    """Whether the address under a key is that of what a page stands for, and not of its picture or author."""
    return _FROM.fullmatch(key.lower()) is not None and _OF_A_PART.fullmatch(key.lower()) is None


def _keys(extra: Mapping[str, Value]) -> Iterator[str]:
    """The keys of front matter, those of its menus and navigation too."""
    for key, value in extra.items():
        yield key
        if isinstance(value, Mapping):
            yield from _keys(value)


def _is_page(layout: Value | None) -> bool:
    """Whether a layout, which may be the path of a file, is one of pages."""
    words = re.split(r"[-_.]", os.path.basename(layout)) if isinstance(layout, str) else ()
    return not _LAYOUTS_OF_PAGES.isdisjoint(words)


def _is_filled(extra: Mapping[str, Value]) -> bool:
    """Whether a page has a place and a layout of its own, and none of posts: these show something by themselves."""
    return "permalink" in extra and str(extra.get("layout", "post")) not in _LAYOUTS_OF_POSTS


def _is_no_day(date: Value | None) -> bool:
    """Whether the build puts a date where this is, or the key holds a sentence."""
    from newsfix.read.frontmatter.dating import FILLED_IN

    return isinstance(date, str) and (date.casefold() in FILLED_IN or _SENTENCE.fullmatch(date.strip()) is not None)


def _is_data(value: Value) -> bool:
    """Whether a value is a list of mappings."""
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _is_named(extra: Mapping[str, Value]) -> bool:
    """Whether a page states nothing but what it is of, under that name: `link: "<link>"`."""
    return len(extra) == 1 and all(
        isinstance(value, str) and value.strip("<>/ ") == key for key, value in extra.items()
    )


def _has_title(value: object) -> bool:
    """Whether front matter has a title under a key of the site's own, as `pageTitle` or below `hero`, or a name."""
    return isinstance(value, dict) and any(
        (key.lower().endswith(("title", "name")) and isinstance(each, str) and bool(each.strip())) or _has_title(each)
        for key, each in value.items()
    )
