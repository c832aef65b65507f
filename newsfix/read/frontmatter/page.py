"""What a whole HTML page states about itself: `<title>`, `<meta>`, JSON-LD, `<time>`, the canonical link."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from newsfix.read.frontmatter.source import PageMetadata
from newsfix.read.html.addresses import is_absolute
from newsfix.read.html.tags import Tags
from newsfix.read.html.whitespace import collapse
from newsfix.read.references import decode_entities
from newsfix.regex import regex
from newsfix.syntax.html import STATING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# Names of `<meta name|property|itemprop>`, the first that is there counts.
_TITLE = ("og:title", "twitter:title", "dc.title")
_DATE = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
    "date",
)
# Words of a <time>'s itemprop or class.
_PUBLICATION = frozenset(
    {"datepublished", "published", "entry-date", "dt-published", "post-date", "pubdate", "publish-date", "entry-time"}
)
# How the class of an element begins that holds a publication's date.
_BYLINES = ("publish", "posted", "byline", "post-meta", "entry-meta", "article-meta", "post-date", "entry-date", "meta")
# How the words of a class begin that stands round comments and links to other articles.
_BESIDE = regex(r"(?:^|\s)(?:comment|latest-|popular-|recent-|recommend|related|widget)", re.IGNORECASE)
_UPDATE = frozenset({"datemodified", "updated", "dt-updated", "modified"})
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "dc.date.modified", "last-modified")
_AUTHOR = ("author", "article:author", "dc.creator", "byl", "parsely-author")
_COVER = ("og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src", "image")
_URL = ("og:url",)
_SECTION = ("article:section",)
_DESCRIPTION = ("og:description", "description", "twitter:description", "dc.description")
_SITE_NAME = ("og:site_name",)
_LANGUAGE = ("og:locale", "dc.language")
_ARTICLES = ("Article", "Posting", "Report")
"""How the types of JSON-LD end that are articles (`NewsArticle`, `LiveBlogPosting`)."""
_HOLDING_ARTICLES = ("@graph", "mainEntity", "mainEntityOfPage")
_SITE = regex(r"\s+[|:~\-\u2013\u2014\u00b7\u2022\u00bb\u00ab]|\s*[|\u00bb]")
"""What stands between an article's title and the name of its site."""
_SITE_BEFORE = regex(r"(?:\s[:~-]|\s?[|\u2013\u2014\u00b7\u2022\u00bb\u00ab])\s+\Z")
_NO_NAME = regex(r"https?:\S*|\S+@\S+\.\S+|[0-9]+", re.IGNORECASE)


def read_page(tree: LexborHTMLParser, tags: Tags) -> PageMetadata | None:
    """What a page with these tags says of its article, None where it says nothing."""
    if not tags.any_of(STATING):
        return None
    meta = _meta(tree) if "meta" in tags.names else {}
    linked = json_ld(tree) if "script" in tags.names else {}
    title = tree.css_first("head > title") if "title" in tags.names else None
    canonical = tree.css_first('link[rel="canonical"]') if "link" in tags.names else None
    root = tree.css_first("html") if "html" in tags.names else None
    time = _published(tree) if "time" in tags.names else None

    def stated(names: tuple[str, ...]) -> _Stated:
        name = next((name for name in names if meta.get(name)), None)
        return (meta[name], f"meta {name}") if name else (None, "")

    def injson_ld(name: str) -> _Stated:
        return _text(linked.get(name)), f"JSON-LD {name}"

    found = {
        "title": _title(
            tree,
            tags,
            injson_ld("headline"),
            stated(_TITLE),
            (_content(title), "<title>"),
            decode_entities(stated(_SITE_NAME)[0] or ""),
        ),
        "date": _first(stated(_DATE), injson_ld("datePublished"), (time, "<time>")),
        "updated": _first(stated(_UPDATED), injson_ld("dateModified")),
        "authors": _authors(stated(_AUTHOR), _names(linked.get("author"))),
        "url": _first(
            (_absolute(canonical.attributes.get("href")) if canonical is not None else None, "the canonical link"),
            _with(_absolute, stated(_URL)),
        ),
        "language": _first(
            (_language(root.attributes.get("lang")) if root is not None else None, "<html lang>"),
            _with(_language, stated(_LANGUAGE)),
        ),
        "cover": _first(stated(_COVER), (_picture(linked.get("image")), "JSON-LD image"), _linked_picture(tree, tags)),
        "categories": _first(_with(_one, stated(_SECTION)), _with(_each, injson_ld("articleSection"))),
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


def _each(value: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, value.split(","))))


def _content(node: LexborNode | None) -> str | None:
    """The text of an element on one line."""
    return (collapse(node.text(deep=True).strip()) or None) if node is not None else None


def _title(tree: LexborHTMLParser, tags: Tags, headline: _Stated, meta: _Stated, title: _Stated, site: str) -> _Stated:
    """The headline where what is stated only adds the site's name to it, else what is stated first.

    headline  what JSON-LD says
    meta      what `og:title` and its like say
    title     what `<title>` says
    site      the name of the site, if that is stated
    """
    titles = [_with(decode_entities, each) for each in (meta, title) if each[0]]
    if headline[0] and any(each.startswith(headline[0]) for each, _ in titles):
        return headline
    if titles and "h1" in tags.names:
        for node in tree.css("h1")[:_MOST_HEADINGS]:
            heading = (_content(node) or "").rstrip("\N{PILCROW SIGN} ")
            if heading and heading != site and any(_names_site(each, heading) for each, _ in titles):
                return heading, "<h1>"
    stated, source = _first(*titles[: bool(meta[0])], headline, *titles)
    return (_without_site(stated, site) if stated and site else stated), source


_MOST_HEADINGS = 20


def _names_site(title: str, heading: str) -> bool:
    """Whether a title is the heading and then the name of a site."""
    return title.startswith(heading) and bool(_SITE.match(title, len(heading)))


def _without_site(title: str, site: str) -> str:
    """A title without the name of the site that is stated, where that stands before or behind it."""
    if title.endswith(site) and (sign := _SITE_BEFORE.search(title[: -len(site)])):
        return title[: sign.start()] or title
    if title.startswith(site) and (sign := _SITE.match(title, len(site))):
        return title[sign.end() :].strip() or title
    return title


def _authors(stated: _Stated, linked: tuple[str, ...]) -> _Stated:
    """Who `<meta>` says it was; who JSON-LD says it was where that is an address or a number."""
    author = decode_entities(stated[0] or "")
    if author and not _NO_NAME.fullmatch(author):
        return (author,), stated[1]
    if linked:
        return linked, "JSON-LD author"
    return ((author,) if author and not author.startswith("http") else (), stated[1])


def _published(tree: LexborHTMLParser) -> str | None:
    """The first `<time>` that says it is the publication's, or stands in a header; others are part of the prose."""
    for time in tree.css("time[datetime]"):
        if _is_publication(time) and not _is_of_another(time):
            return time.attributes["datetime"]
    return None


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
    """Whether a date stands among comments, or in what leads to other articles."""
    outer = time.parent
    while outer is not None and outer.tag not in ("article", "body"):
        if outer.tag in ("aside", "nav") or _BESIDE.search(outer.attributes.get("class") or ""):
            return True
        outer = outer.parent
    return False


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = " ".join((attributes.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def json_ld(tree: LexborHTMLParser) -> dict[str, Any]:
    """The first article that a JSON-LD script describes."""
    scripts = tree.css('script[type*="ld+json" i]')
    if not scripts:
        return {}
    for script in scripts:
        waiting = [_json(script.text(deep=True) or "")]
        for _ in range(200):
            if not waiting:
                break
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting += item
            elif isinstance(item, dict):
                kinds = item.get("@type")
                if any(str(kind).endswith(_ARTICLES) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    return item
                waiting += [item[key] for key in _HOLDING_ARTICLES if key in item]
    return {}


# What a page wraps the data in, or leaves behind the last of a list.
_AROUND = regex(r"\A\s*(?:/[/*]\s*)?<!(?:\[CDATA\[|--)(?:\s*\*/)?|(?:/[/*]\s*)?(?:\]\]>|-->)(?:\s*\*/)?\s*\Z")
_LAST_COMMA = regex(r",(?=\s*[}\]])")


def _json(text: str) -> Any:
    """The data of a script, as far as browsers and search engines read it; None where they read nothing."""
    import json

    for written in (text, _LAST_COMMA.sub("", _AROUND.sub("", text))):
        with suppress(ValueError, RecursionError):
            return json.loads(written, strict=False)
    return None


def _picture(value: Any) -> str | None:
    """The first picture that JSON-LD gives for an article."""
    first = value[0] if isinstance(value, list) and value else value
    url = (first.get("url") or first.get("contentUrl")) if isinstance(first, dict) else first
    return url.strip() or None if isinstance(url, str) else None


def _linked_picture(tree: LexborHTMLParser, tags: Tags) -> _Stated:
    """The picture that a `<link>` gives for a page, or an element of the article's properties."""
    node = tree.css_first('link[rel="image_src"], link[itemprop="image"]') if "link" in tags.names else None
    return (node.attributes.get("href") or "").strip() if node is not None else None, "<link>"


def _text(value: Any) -> str | None:
    return " ".join(decode_entities(value).split()) or None if isinstance(value, str) else None


def _names(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    names = [_text(item.get("name") if isinstance(item, dict) else item) for item in items]
    return tuple(name for name in names if name)


def _absolute(url: str | None) -> str | None:
    url = (url or "").strip()
    return url if is_absolute(url) else None


def _language(tag: str | None) -> str | None:
    tag = (tag or "").strip().replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag) else None
