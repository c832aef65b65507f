"""What a whole HTML page states about itself: `<title>`, `<meta>`, JSON-LD, `<time>`, the canonical link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from newsfix.read.characters import decode_entities
from newsfix.read.frontmatter.metadata import PageMetadata
from newsfix.read.html.tags import Tags
from newsfix.read.html.whitespace import collapse
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
    "date",
)
# Words of a <time>'s itemprop or class.
_PUBLICATION = frozenset(
    {"datepublished", "published", "entry-date", "dt-published", "post-date", "pubdate", "publish-date", "entry-time"}
)
# How the class of an element begins that holds a publication's date.
_BYLINES = ("publish", "posted", "byline", "post-meta", "entry-meta", "article-meta", "post-date", "entry-date", "meta")
_UPDATE = frozenset({"datemodified", "updated", "dt-updated", "modified"})
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "dc.date.modified", "last-modified")
_AUTHOR = ("author", "article:author", "dc.creator", "byl", "parsely-author")
_COVER = ("og:image", "og:image:url", "twitter:image", "twitter:image:src")
_URL = ("og:url",)
_LANGUAGE = ("og:locale", "dc.language")
_ARTICLES = ("Article", "Posting", "Report")
"""How the types of JSON-LD end that are articles (`NewsArticle`, `LiveBlogPosting`)."""
_HOLDING_ARTICLES = ("@graph", "mainEntity", "mainEntityOfPage")
_SITE = regex(r"\s+[|:~\-\u2013\u2014\u00b7\u2022\u00bb\u00ab]|\s*[|\u00bb]")
"""What stands between an article's title and the name of its site."""
_NO_NAME = regex(r"https?:\S*|\S+@\S+\.\S+|[0-9]+", re.IGNORECASE)


def read_page(tree: LexborHTMLParser, tags: Tags) -> PageMetadata | None:
    """What a page with these tags says of its article, None where it says nothing."""
    if not tags.any_of(STATING):
        return None
    meta = _meta(tree) if "meta" in tags.names else {}
    linked = _json_ld(tree) if "script" in tags.names else {}
    title = tree.css_first("head > title") if "title" in tags.names else None
    canonical = tree.css_first('link[rel="canonical"]') if "link" in tags.names else None
    root = tree.css_first("html") if "html" in tags.names else None
    time = _published(tree) if "time" in tags.names else None

    def first(names: tuple[str, ...]) -> str | None:
        return next((meta[name] for name in names if meta.get(name)), None)

    date = first(_DATE) or _text(linked.get("datePublished")) or time
    page = PageMetadata(
        title=_title(tree, tags, _text(linked.get("headline")), (first(_TITLE), _content(title))),
        date=date or None,
        updated=first(_UPDATED) or _text(linked.get("dateModified")),
        authors=_authors(first(_AUTHOR), _names(linked.get("author"))),
        url=_absolute(canonical.attributes.get("href") if canonical is not None else None) or _absolute(first(_URL)),
        language=_language(root.attributes.get("lang") if root is not None else None) or _language(first(_LANGUAGE)),
        cover=first(_COVER),
    )
    return page if page != PageMetadata() else None


def _content(node: LexborNode | None) -> str | None:
    """The text of an element on one line."""
    return (collapse(node.text(deep=True).strip()) or None) if node is not None else None


def _title(tree: LexborHTMLParser, tags: Tags, headline: str | None, stated: tuple[str | None, ...]) -> str | None:
    """The headline where what is stated only adds the site's name to it, else what is stated first.

    headline  what JSON-LD says
    stated    what `og:title` and its like say, and `<title>`
    """
    titles = [decode_entities(title) for title in stated if title]
    if headline and any(title.startswith(headline) for title in titles):
        return headline
    if titles and "h1" in tags.names:
        for node in tree.css("h1")[:_MOST_HEADINGS]:
            heading = _content(node)
            if heading and any(_names_site(title, heading) for title in titles):
                return heading
    return (titles[0] if stated[0] else headline or titles[0]) if titles else headline


_MOST_HEADINGS = 20


def _names_site(title: str, heading: str) -> bool:
    """Whether a title is the heading and then the name of a site."""
    return title.startswith(heading) and bool(_SITE.match(title, len(heading)))


def _authors(stated: str | None, linked: tuple[str, ...]) -> tuple[str, ...]:
    """Who `<meta>` says it was; who JSON-LD says it was where that is an address or a number."""
    author = decode_entities(stated or "")
    if author and not _NO_NAME.fullmatch(author):
        return (author,)
    return linked or ((author,) if author and not author.startswith("http") else ())


def _published(tree: LexborHTMLParser) -> str | None:
    """The first `<time>` that says it is the publication's, or stands in a header; others are part of the prose."""
    for time in tree.css("time[datetime]"):
        if _is_publication(time):
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


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = " ".join((attributes.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _json_ld(tree: LexborHTMLParser) -> dict[str, Any]:
    """The first article that a JSON-LD script describes."""
    scripts = tree.css('script[type="application/ld+json"]')
    if not scripts:
        return {}
    import json

    for script in scripts:
        try:
            data = json.loads(script.text(deep=True))
        except (ValueError, RecursionError):
            continue
        waiting = [data]
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


def _text(value: Any) -> str | None:
    return " ".join(decode_entities(value).split()) or None if isinstance(value, str) else None


def _names(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    names = [_text(item.get("name") if isinstance(item, dict) else item) for item in items]
    return tuple(name for name in names if name)


def _absolute(url: str | None) -> str | None:
    url = (url or "").strip()
    return url if url.startswith(("http://", "https://")) else None


def _language(tag: str | None) -> str | None:
    tag = (tag or "").strip().replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag) else None
