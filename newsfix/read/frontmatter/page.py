"""What a whole HTML page states about itself: `<title>`, `<meta>`, JSON-LD, `<time>`, the canonical link."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from newsfix.read.frontmatter.source import PageMetadata
from newsfix.read.html.addresses import HOME, is_absolute, resolved
from newsfix.read.html.tags import Tags
from newsfix.read.references import decode_entities
from newsfix.regex import regex
from newsfix.syntax.html import STATING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

# Names of `<meta name|property|itemprop>`, the first that is there counts.
_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "parsely-title", "title")
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
_UPDATED = (
    *("article:modified_time", "og:updated_time", "article:modified", "datemodified", "dc.date.modified"),
    *("dcterms.modified", "modified_time", "updated_time", "last-modified", "modified", "article:updated_time"),
    *("article:updated", "modified-date", "modified_date", "last_modified", "lastmod", "last-updated", "revised"),
)
_AUTHOR = (
    *("author", "article:author", "dc.creator", "byl", "parsely-author", "dcterms.creator", "citation_author"),
    *("sailthru.author", "authors"),
)
_TAGS = ("article:tag", "parsely-tags", "sailthru.tags", "news_keywords", "citation_keywords")
_COVER = ("og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src", "image")
_URL = ("og:url",)
_SECTION = ("article:section",)
_DESCRIPTION = ("og:description", "description", "twitter:description", "dc.description")
_SITE_NAME = ("og:site_name",)
_KEYWORDS = ("keywords",)
_LANGUAGE = ("og:locale", "dc.language", "dcterms.language", "content-language")
_NO_NAME = regex(
    r"(?:https?:|//|www\.)\S*|[^\s@]*@\S+(?:\s+[^\s@]*@\S+)*|[+(]?[0-9][0-9 ()./-]*"
    r"|admin(?:istrator)?|n/?a|none|null|undefined|unknown",
    re.IGNORECASE,
)
"""What names nobody: an address of a page or of mail, a handle, a number, what a program has for want of a name."""

# What is before a name, and between two of them.
_BY = regex(r"\A(?:[Bb]y|BY):?\s+(?=\S)")
_BETWEEN_NAMES = regex(r"\A(?:[\s,;&/|]|\b(?:and|et|e|i|und|y)\b)*\Z")


def read_page(tree: LexborHTMLParser, tags: Tags) -> PageMetadata | None:
    """What a page with these tags says of its article, None where it says nothing."""
    if not tags.any_of(STATING):
        return None
    meta = _meta(tree) if "meta" in tags.names else {}
    linked = _linked(tree) if "script" in tags.names else {}
    published, changed = _times(tree)
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
        "date": _first(stated(_DATE), injson_ld("datePublished"), published, stated(_FURTHER_DATE)),
        "updated": _first(stated(_UPDATED), injson_ld("dateModified"), changed),
        "authors": _authors(
            [(meta[name], f"meta {name}") for name in _AUTHOR if name in meta],
            _names(linked.get("author") or linked.get("creator")),
            tree,
        ),
        "url": _address(_canonical(tree, tags), _with(_absolute, stated(_URL))),
        "language": _first(
            (_of_root(root.attributes) if root is not None else None, "<html lang>"),
            _with(_language, stated(_LANGUAGE)),
        ),
        "cover": _first(stated(_COVER), (_picture(linked.get("image")), "JSON-LD image"), _linked_picture(tree, tags)),
        "categories": _first(
            _with(_one, stated(_SECTION)), (_listed(linked.get("articleSection")), "JSON-LD articleSection")
        ),
        "tags": _first(
            *((_listed(meta[name]), f"meta {name}") for name in _TAGS if name in meta),
            (_listed(linked.get("keywords")), "JSON-LD keywords"),
        ),
    }
    extra = {
        "description": _with(decode_entities, _first(stated(_DESCRIPTION), injson_ld("description"))),
        "site_name": _with(decode_entities, stated(_SITE_NAME)),
        "keywords": _with(decode_entities, stated(_KEYWORDS)) if not found["tags"][0] else (None, ""),
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


def _listed(value: Any) -> tuple[str, ...]:
    """The names that a page gives one by one, or between commas, each once."""
    return tuple(filter(None, dict.fromkeys(each.strip() for name in _names(value) for each in name.split(","))))


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


def _times(tree: LexborHTMLParser) -> tuple[_Stated, _Stated]:
    """When elements of the page say that the article was published and changed."""
    from newsfix.read.frontmatter.times import times

    return times(tree)


def _authors(stated: list[tuple[list[str], str]], linked: tuple[str, ...], tree: LexborHTMLParser) -> _Stated:
    """Who `<meta>` says it was; who JSON-LD or microdata says it was where that is an address or a number.

    JSON-LD parts several that `<meta>` has in one text.
    """
    read = [(tuple(_BY.sub("", decode_entities(text)) for text in texts), source) for texts, source in stated]
    for texts, source in read:
        if names := tuple(text for text in texts if not _NO_NAME.fullmatch(text)):
            if len(names) == 1 < len(linked) and not _BETWEEN_NAMES.sub("", _without(names[0], linked)):
                break
            return names, source
    if linked:
        return linked, "JSON-LD author"
    if tree.css_first("[itemprop~=author]") is not None:
        from newsfix.read.frontmatter.linked import microdata_authors

        if names := tuple(_BY.sub("", name) for name in microdata_authors(tree)):
            return names, "microdata"
    if names := _line_above(tree):
        return names, "the line above the article"
    return next(((texts[:1], source) for texts, source in read if not texts[0].startswith("http")), ((), ""))


# As links, microformats and the classes of many houses name an author.
_STATES_AUTHOR = '[rel~="author"], .p-author, .author.vcard, .author-name, .byline__author, .byline-author'
_LONGEST_NAME = 60


def _line_above(tree: LexborHTMLParser) -> tuple[str, ...]:
    """Who the line above a page's article says it was, in the order of the line; no one where lines differ."""
    from newsfix.read.frontmatter.times import is_of_another

    lines: dict[int, dict[str, None]] = {}
    for node in tree.css(_STATES_AUTHOR) if tree.css_first("title") is not None else ():
        name = _BY.sub("", " ".join(((node.css_first(".fn") or node).text(deep=True) or "").split()))
        line = node.parent
        if name and line is not None and not is_of_another(node):
            if len(name) > _LONGEST_NAME or any(map(str.isdigit, name)) or _NO_NAME.fullmatch(name):
                return ()
            lines.setdefault(line.mem_id, {})[name] = None
    names = tuple(next(iter(lines.values()), ()))
    return names if all(set(names).issuperset(line) for line in lines.values()) else ()


def _without(text: str, names: tuple[str, ...]) -> str:
    """What is left of a text without these names; all of it where one of them is not in it."""
    rest = text
    for name in names:
        if name not in rest:
            return text
        rest = rest.replace(name, "", 1)
    return rest


def _meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """What each name of `<meta>` states, in the order of the page."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = next(filter(None, map(attributes.get, ("property", "name", "itemprop", "http-equiv"))), None)
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
    """A text of JSON-LD, the first of a list, or one with its type beside it."""
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("@value") if isinstance(value, dict) else value
    return " ".join(decode_entities(value).split()) or None if isinstance(value, str) else None


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(name for item in value for name in _names(item))
    if isinstance(value, dict):
        return _names(value.get("name"))
    name = _text(value)
    return (name,) if name else ()


def _canonical(tree: LexborHTMLParser, tags: Tags) -> _Stated:
    """The address that the page calls its own, from that of its `<base>` on."""
    node = tree.css_first("link[rel~=canonical]") if "link" in tags.names else None
    href = (node.attributes.get("href") or "").strip() if node is not None else ""
    base = tree.css_first("base[href]") if href and not is_absolute(href) else None
    return _absolute(resolved(base.attributes.get("href") if base else None, href)), "the canonical link"


def _address(canonical: _Stated, stated: _Stated) -> _Stated:
    """The address of the page; that of the site's first page is the article's only where no other is stated."""
    return _first(stated, canonical) if canonical[0] and HOME.fullmatch(canonical[0]) else _first(canonical, stated)


def _absolute(url: str | None) -> str | None:
    url = (url or "").strip()
    return url if is_absolute(url) else None


def _of_root(attributes: dict[str, str | None]) -> str | None:
    """The language of the element round the whole page."""
    return _language(attributes.get("lang") or attributes.get("xml:lang"))


def _language(tag: str | None) -> str | None:
    tag = (tag or "").strip().replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag) else None
