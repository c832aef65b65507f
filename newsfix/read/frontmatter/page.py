"""What a whole HTML page states about itself: `<title>`, `<meta>`, JSON-LD, `<time>`, the canonical link."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from newsfix.read.frontmatter.source import PageMetadata
from newsfix.read.html.addresses import is_absolute
from newsfix.read.html.tags import Tags
from newsfix.read.references import decode_entities
from newsfix.regex import regex
from newsfix.syntax.html import STATING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# Names of `<meta name|property|itemprop>`, the first that is there counts.
_TITLE = ("og:title", "twitter:title", "dc.title")
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
)
# fmt: on
# Words of a <time>'s itemprop or class.
_PUBLICATION = frozenset(
    {"datepublished", "published", "entry-date", "dt-published", "post-date", "pubdate", "publish-date", "entry-time"}
)
# How the class of an element begins that holds a publication's date.
_BYLINES = ("publish", "posted", "byline", "post-meta", "entry-meta", "article-meta", "post-date", "entry-date", "meta")
# How the words of a class begin that is round comments and links to other articles.
_BESIDE = regex(r"(?:^|\s)(?:comment|latest-|popular-|recent-|recommend|related|widget)", re.IGNORECASE)
_UPDATE = frozenset({"datemodified", "updated", "dt-updated", "modified"})
_UPDATED = (
    *("article:modified_time", "og:updated_time", "article:modified", "datemodified", "dc.date.modified"),
    *("dcterms.modified", "modified_time", "updated_time", "last-modified", "modified"),
)
_AUTHOR = ("author", "article:author", "dc.creator", "byl", "parsely-author")
_COVER = ("og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src", "image")
_URL = ("og:url",)
_SECTION = ("article:section",)
_DESCRIPTION = ("og:description", "description", "twitter:description", "dc.description")
_SITE_NAME = ("og:site_name",)
_LANGUAGE = ("og:locale", "dc.language")
_NO_NAME = regex(
    r"(?:https?:|//|www\.)\S*|[^\s@]*@\S+(?:\s+[^\s@]*@\S+)*|[+(]?[0-9][0-9 ()./-]*"
    r"|admin(?:istrator)?|n/?a|none|null|undefined|unknown",
    re.IGNORECASE,
)
"""What names nobody: an address of a page or of mail, a handle, a number, what a program has for want of a name."""


def read_page(tree: LexborHTMLParser, tags: Tags) -> PageMetadata | None:
    """What a page with these tags says of its article, None where it says nothing."""
    if not tags.any_of(STATING):
        return None
    meta = _meta(tree) if "meta" in tags.names else {}
    linked = _linked(tree) if "script" in tags.names else {}
    canonical = tree.css_first('link[rel="canonical"]') if "link" in tags.names else None
    root = tree.css_first("html") if "html" in tags.names else None

    def stated(names: tuple[str, ...]) -> _Stated:
        name = next((name for name in names if name in meta), None)
        return (meta[name][0], f"meta {name}") if name else (None, "")

    def injson_ld(name: str) -> _Stated:
        return _text(linked.get(name)), f"JSON-LD {name}"

    found = {
        "title": _title(
            tree,
            tags,
            injson_ld("headline" if linked.get("headline") else "name"),
            stated(_TITLE),
            stated(_SITE_NAME)[0] or "",
        ),
        "date": _first(stated(_DATE), injson_ld("datePublished"), _published(tree), stated(_FURTHER_DATE)),
        "updated": _first(stated(_UPDATED), injson_ld("dateModified")),
        "authors": _authors(
            [(meta[name], f"meta {name}") for name in _AUTHOR if name in meta],
            _names(linked.get("author") or linked.get("creator")),
        ),
        "url": _first(
            (_absolute(canonical.attributes.get("href")) if canonical is not None else None, "the canonical link"),
            _with(_absolute, stated(_URL)),
        ),
        "language": _first(
            (_of_root(root.attributes) if root is not None else None, "<html lang>"),
            _with(_language, stated(_LANGUAGE)),
        ),
        "cover": _first(stated(_COVER), (_picture(linked.get("image")), "JSON-LD image"), _linked_picture(tree, tags)),
        "categories": _first(
            _with(_one, stated(_SECTION)), (_sections(linked.get("articleSection")), "JSON-LD articleSection")
        ),
    }
    extra = {
        "description": _with(decode_entities, _first(stated(_DESCRIPTION), injson_ld("description"))),
        "site_name": _with(decode_entities, stated(_SITE_NAME)),
    }
    sources = {field: source for field, (value, source) in (found | extra).items() if value}
    if not sources:
        return None
    fields = {field: value for field, (value, _) in found.items() if value}
    return PageMetadata(**fields, extra={key: value for key, (value, _) in extra.items() if value}, sources=sources)


_Stated: TypeAlias = "tuple[Any, str]"
"""A value, or None, and what of the page stated it."""


def _first(*stated: _Stated) -> _Stated:
    return next((each for each in stated if each[0]), (None, ""))


def _with(read: Callable[[str], Any], stated: _Stated) -> _Stated:
    """A value as a function reads it."""
    return (read(stated[0]), stated[1]) if stated[0] else stated


def _one(value: str) -> tuple[str, ...]:
    return (decode_entities(value),)


def _sections(value: Any) -> tuple[str, ...]:
    """The sections that JSON-LD names, one by one or between commas."""
    return tuple(filter(None, (each.strip() for name in _names(value) for each in name.split(","))))


def _title(tree: LexborHTMLParser, tags: Tags, headline: _Stated, meta: _Stated, site: str) -> _Stated:
    """The title of a page by what JSON-LD (`headline`), `<meta>`, `<title>` and its `<h1>` say."""
    if not headline[0] and not meta[0] and "title" not in tags.names:
        return None, ""
    from newsfix.read.frontmatter.title import title_of

    return title_of(tree, tags, headline, meta, decode_entities(site))


def _linked(tree: LexborHTMLParser) -> dict[str, Any]:
    """What JSON-LD says of the article."""
    if not tree.css_first('script[type*="ld+json" i]'):
        return {}
    from newsfix.read.frontmatter.linked import json_ld

    return json_ld(tree)


def _authors(stated: list[tuple[list[str], str]], linked: tuple[str, ...]) -> _Stated:
    """Who `<meta>` says it was; who JSON-LD says it was where that is an address or a number."""
    read = [(tuple(map(decode_entities, texts)), source) for texts, source in stated]
    for texts, source in read:
        if names := tuple(text for text in texts if not _NO_NAME.fullmatch(text)):
            return names, source
    if linked:
        return linked, "JSON-LD author"
    return next(((texts[:1], source) for texts, source in read if not texts[0].startswith("http")), ((), ""))


# Elements that state a date for programs, in HTML, in microdata and in microformats.
_STATES_DATE = 'time[datetime], [itemprop="datePublished"][content]:not(meta), .published[title]'


def _published(tree: LexborHTMLParser) -> _Stated:
    """The first date that says it is the publication's, or a `<time>` in a header; others are part of the prose."""
    for node in tree.css(_STATES_DATE):
        attributes = node.attributes
        value = attributes.get("datetime") or attributes.get("content") or attributes.get("title") or ""
        if any(map(str.isdigit, value)) and _is_publication(node) and not _is_of_another(node):
            return value, f"<{node.tag}>"
    return None, ""


def _is_publication(time: LexborNode) -> bool:
    attributes = time.attributes
    said = {word.lower() for name in ("itemprop", "class") for word in (attributes.get(name) or "").split()}
    if "pubdate" in attributes or said & _PUBLICATION:
        return True
    if said & _UPDATE:
        return False
    parent = time.parent
    if parent is not None and (parent.attributes.get("class") or "").lower().startswith(_BYLINES):
        return True
    while parent is not None and parent.tag != "header":
        parent = parent.parent
    return parent is not None


def _is_of_another(time: LexborNode) -> bool:
    """Whether a date is among comments, or in what leads to other articles."""
    outer = time.parent
    while outer is not None and outer.tag not in ("article", "body"):
        if outer.tag in ("aside", "nav") or _BESIDE.search(outer.attributes.get("class") or ""):
            return True
        outer = outer.parent
    return False


def _meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """What each name of `<meta>` states, in the order of the page."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = " ".join((attributes.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _picture(value: Any) -> str | None:
    """The first picture that JSON-LD gives for an article."""
    first = value[0] if isinstance(value, list) and value else value
    url = (first.get("url") or first.get("contentUrl")) if isinstance(first, dict) else first
    return decode_entities(url).strip() or None if isinstance(url, str) else None


def _linked_picture(tree: LexborHTMLParser, tags: Tags) -> _Stated:
    """The picture that a `<link>` gives for a page, or an element of the article's properties."""
    node = tree.css_first('link[rel="image_src"], link[itemprop="image"]') if "link" in tags.names else None
    return (node.attributes.get("href") or "").strip() if node is not None else None, "<link>"


def _text(value: Any) -> str | None:
    return " ".join(decode_entities(value).split()) or None if isinstance(value, str) else None


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(name for item in value for name in _names(item))
    if isinstance(value, dict):
        return _names(value.get("name"))
    name = _text(value)
    return (name,) if name else ()


def _absolute(url: str | None) -> str | None:
    url = (url or "").strip()
    return url if is_absolute(url) else None


def _of_root(attributes: dict[str, str | None]) -> str | None:
    """The language of the element round the whole page."""
    return _language(attributes.get("lang") or attributes.get("xml:lang"))


def _language(tag: str | None) -> str | None:
    tag = (tag or "").strip().replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag) else None
