"""What a whole HTML page states about itself: `<title>`, `<meta>`, JSON-LD, `<time>`, the canonical link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from newsfix.read.frontmatter.bylines import authors, times
from newsfix.read.frontmatter.fields import language_tag
from newsfix.read.frontmatter.linked import json_ld, listed
from newsfix.read.frontmatter.source import UNSTATED, PageMetadata, Stated
from newsfix.read.frontmatter.title import title_of
from newsfix.read.html.addresses import HOME, is_absolute, resolved
from newsfix.read.html.tags import Tags
from newsfix.read.references import decode_entities
from newsfix.regex import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

# Names of `<meta name|property|itemprop>`, the first that is there counts.
_TITLE = (
    *("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "parsely-title", "headline"),
    "title",
)
# fmt: off
_DATE = (
    "article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dc.date", "pubdate",
    "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "date",
)
# Where nothing else states a date: names of libraries, programs and single houses.
_FURTHER_DATE = (
    "og:article:published_time", "article:published", "rnews:datepublished", "prism.publicationdate",
    "originalpublicationdate", "dcterms.issued", "dc.date.created", "dcterms.created", "dcterms.date",
    "citation_publication_date", "citation_online_date", "citation_date", "bepress_citation_date", "eprints.date",
    "pub_date", "bt:pubdate", "publish_date", "cse_publishdate", "published_date", "published_time", "published_at",
    "publication_date", "publicationdate", "article:publicationdate", "article.published", "article_date_original",
    "czhdev.publicationdate", "publishtime", "publish_time", "cxenseparse:recs:publishtime",
    "shareaholic:article_published_time", "weibo:article:create_at", "displaydate", "firstcreatetime", "gentime",
    "og:pubdate", "ptime", "article_date", "datecreated", "created", "creation_date",
)
# fmt: on
_UPDATED = (
    *("article:modified_time", "og:updated_time", "article:modified", "datemodified", "dc.date.modified"),
    *("dcterms.modified", "modified_time", "updated_time", "last-modified", "modified", "article:updated_time"),
    *("article:updated", "modified-date", "modified_date", "last_modified", "lastmod", "last-updated", "revised"),
    "article.updated",
)
_AUTHOR = (
    *("author", "article:author", "dc.creator", "byl", "parsely-author", "dcterms.creator", "citation_author"),
    *("sailthru.author", "authors"),
)
_TAGS = ("article:tag", "parsely-tags", "sailthru.tags", "news_keywords", "citation_keywords", "dc.subject")
_COVER = ("og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src", "image", "thumbnail")
_URL = ("og:url", "twitter:url")
_SECTION = ("article:section", "articlesection", "section")
_DESCRIPTION = (
    *("og:description", "description", "twitter:description", "dc.description", "abstract", "citation_abstract"),
)
_SITE_NAME = ("og:site_name",)
_KEYWORDS = ("keywords",)
_LANGUAGE = ("og:locale", "dc.language", "dcterms.language", "content-language", "inlanguage", "citation_language")
_ROOT = "html[lang]:not([lang='']), html[xml\\:lang], body[lang]"
# What a program has for want of a value, and what may be a date.
_NOTHING_SAID = frozenset({"undefined", "null", "NULL", "NaN", "[object Object]"})
_MAY_BE_DATE = regex(r"[0-9][^0-9]*[0-9]")


def read_page(tree: LexborHTMLParser, tags: Tags, html: str) -> PageMetadata | None:
    """What a page of this HTML, with these tags, says of its article, None where it says nothing."""
    meta = _meta(tree) if "meta" in tags.names else {}

    def each(names: tuple[str, ...]) -> Iterator[Stated]:
        return ((meta[name][0], f"meta {name}") for name in names if name in meta)

    def stated(names: tuple[str, ...]) -> Stated:
        return next(each(names), UNSTATED)

    canonical = _address(_canonical(tree, tags), _with(_absolute, stated(_URL)))
    linked = defaultdict(lambda: UNSTATED, json_ld(tree, canonical[0]) if "script" in tags.names else {})
    published, changed = times(tree, html)
    site = _first(_with(decode_entities, stated(_SITE_NAME)), linked["site_name"])
    name = site[0] or ""
    dates = (*each(_DATE), linked["date"], published, *each(_FURTHER_DATE), linked["created"])
    writers = [(meta[key], f"meta {key}") for key in _AUTHOR if key in meta]
    tagged = ((listed(meta[key]), f"meta {key}") for key in _TAGS if key in meta)
    found = {
        "title": title_of(tree, tags, linked["title"], stated(_TITLE), decode_entities(name)),
        "date": _first(*(date for date in dates if date[0] and _MAY_BE_DATE.search(date[0])), *dates),
        "updated": _first(stated(_UPDATED), linked["updated"], changed),
        "authors": authors(writers, linked["authors"], tree, name),
        "url": _first(canonical, _with(_absolute, linked["url"]), _saved_from(tree, tags)),
        "language": _first(
            _of_root(tree, tags), *(_with(language_tag, each) for each in (stated(_LANGUAGE), linked["language"]))
        ),
        "cover": _first(stated(_COVER), linked["cover"], _linked_picture(tree, tags)),
        "categories": _first(_with(lambda name: (decode_entities(name),), stated(_SECTION)), linked["categories"]),
        "tags": _first(*tagged, linked["tags"]),
    }
    extra = {
        "description": _with(decode_entities, _first(stated(_DESCRIPTION), linked["description"])),
        "site_name": site,
        "keywords": _with(decode_entities, stated(_KEYWORDS)) if not found["tags"][0] else UNSTATED,
    }
    sources = {field: source for field, (value, source) in (found | extra).items() if value}
    values, further = ({key: value for key, (value, _) in side.items() if value} for side in (found, extra))
    return PageMetadata(**values, extra=further, sources=sources) if sources else None


def _first(*stated: Stated) -> Stated:
    return next((each for each in stated if each[0]), UNSTATED)


def _with(read: Callable[[str], Any], stated: Stated) -> Stated:
    """A value as a function reads it."""
    return (read(stated[0]), stated[1]) if stated[0] else stated


def _meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """What each name of `<meta>` states, in the order of the page."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = next(filter(None, map(attributes.get, ("property", "name", "itemprop", "http-equiv"))), None)
        content = " ".join((attributes.get("content") or "").split())
        if name and content and content not in _NOTHING_SAID:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _linked_picture(tree: LexborHTMLParser, tags: Tags) -> Stated:
    """The picture that a `<link>` gives for a page, or an element of the article's properties."""
    node = tree.css_first('link[rel="image_src"], link[itemprop="image"]') if "link" in tags.names else None
    return (node.attributes.get("href") or "").strip() if node is not None else None, "<link>"


def _canonical(tree: LexborHTMLParser, tags: Tags) -> Stated:
    """The address that the page calls its own, from that of its `<base>` on."""
    node = tree.css_first("link[rel~=canonical]") if "link" in tags.names else None
    href = (node.attributes.get("href") or "").strip() if node is not None else ""
    base = tree.css_first("base[href]") if href and not is_absolute(href) else None
    return _absolute(resolved(base.attributes.get("href") if base else None, href)), "the canonical link"


# What browsers write above a page that they save.
_SAVED = regex(r"\s*saved from url=\([0-9]+\)(\S+)\s*")


def _saved_from(tree: LexborHTMLParser, tags: Tags) -> Stated:
    """The address that a browser saved the page from."""
    node = tree.root.prev if tree.root is not None and "!--" in tags.names else None
    while node is not None:
        if node.tag == "-comment" and (saved := _SAVED.fullmatch(node.comment_content or "")):
            return _absolute(saved[1]), "the browser that saved it"
        node = node.prev
    return UNSTATED


def _address(canonical: Stated, stated: Stated) -> Stated:
    """The address of the page; that of the site's first page is the article's only where no other is stated."""
    return _first(stated, canonical) if canonical[0] and HOME.fullmatch(canonical[0]) else _first(canonical, stated)


def _absolute(url: str | None) -> str | None:
    url = (url or "").strip()
    return url if is_absolute(url) else None


def _of_root(tree: LexborHTMLParser, tags: Tags) -> Stated:
    """The language of the element round the whole page."""
    root = tree.css_first(_ROOT) if "html" in tags.names else None
    said = root.attributes if root is not None else {}
    return language_tag(said.get("lang") or said.get("xml:lang") or ""), "<html lang>"
