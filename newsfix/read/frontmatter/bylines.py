"""Who a page says wrote its article, and when: in `<meta>`, JSON-LD, microdata, and the lines above the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from newsfix.read.frontmatter.linked import ARTICLES
from newsfix.read.frontmatter.source import UNSTATED, Stated
from newsfix.read.html.nodes import outwards
from newsfix.read.references import decode_entities
from newsfix.regex import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# Words of a <time>'s itemprop or class.
_PUBLICATION = frozenset(
    {"datepublished", "published", "entry-date", "dt-published", "post-date", "pubdate", "publish-date", "entry-time"}
    | {"article-date", "article__date", "post__date", "story-date", "dateline", "timestamp"}
    | {"dc:created", "schema:datepublished", "schema:datecreated"}
)
# How the class of an element begins that holds a publication's date.
_BYLINES = (
    *("publish", "posted", "byline", "post-meta", "entry-meta", "article-meta", "post-date", "entry-date", "meta"),
    *("article-date", "article-duration", "story-date", "dateline", "timestamp"),
)
# How the words of a class begin that is round comments and links to other articles.
_BESIDE = regex(r"(?:^|\s)(?:comment|latest-|popular-|recent-|recommend|related|widget)", re.IGNORECASE)
_UPDATE = frozenset({"datemodified", "updated", "dt-updated", "modified"})
# Elements that state a date for programs: in microdata, in microformats and in RDFa. Each is looked for only in a page
# that has its word somewhere, as every element is asked for it.
_STATES_DATE = {
    "datePublished": '[itemprop="datePublished"]:not(meta), [property$=":datePublished"]',
    "dateModified": '[itemprop="dateModified"]:not(meta)',
    "published": ".published[title]",
    "updated": ".updated[title]",
    "dc:created": '[property~="dc:created"]',
    "dateCreated": '[property$=":dateCreated"]',
}
_SHOWN_DATE = regex(r"(?=.*[0-9]{4}).{6,40}")
_YEAR = regex(r"[0-9]{4}-")


def times(tree: LexborHTMLParser, html: str) -> tuple[Stated, Stated]:
    """The dates of publication and of a change in the tree of this HTML, each with the element that states it.

    The first that says it is one of them counts, or a `<time>` in a header; others are part of the prose.
    """
    published = changed = UNSTATED
    selectors = ("time", *(selector for word, selector in _STATES_DATE.items() if word in html))
    for node in tree.css(", ".join(selectors)):
        attributes = node.attributes
        value = next(filter(None, map(attributes.get, ("datetime", "content", "title"))), None) or _shown(node)
        if not any(map(str.isdigit, value)) or _is_of_another(node):
            continue
        names = (attributes.get(name) or "" for name in ("itemprop", "class", "property"))
        said = frozenset(" ".join(names).lower().split())
        if "pubdate" in attributes or said & _PUBLICATION or (not said & _UPDATE and _is_in_byline(node)):
            published = published if published[0] else (value, f"<{node.tag}>")
        elif said & _UPDATE:
            changed = changed if changed[0] else (value, f"<{node.tag}>")
    return published, changed if _is_later(changed[0], published[0]) else UNSTATED


def _is_later(changed: str | None, published: str | None) -> bool:
    """Whether an article was changed after it appeared, as far as two dates in ISO 8601 tell."""
    if not (changed and published and _YEAR.match(changed) and _YEAR.match(published)):
        return True
    return changed > published


def _shown(node: LexborNode) -> str:
    """The text of an element, if it may be a date: it states one where no attribute does."""
    text = " ".join(node.text(deep=True).split())
    return text if _SHOWN_DATE.fullmatch(text) else ""


def _is_in_byline(time: LexborNode) -> bool:
    parent = time.parent
    if parent is not None and (parent.attributes.get("class") or "").lower().startswith(_BYLINES):
        return True
    return any(outer.tag == "header" for outer in outwards(parent))


def _is_of_another(time: LexborNode) -> bool:
    """Whether a date or an author is among comments, or in what leads to other articles."""
    near = takewhile(lambda outer: outer.tag not in ("article", "body"), outwards(time.parent))
    return any(outer.tag in ("aside", "nav") or _BESIDE.search(outer.attributes.get("class") or "") for outer in near)


# ----------------------------------------------------------------------------------- who wrote it

_NO_NAME = regex(
    r"(?:https?:|//|www\.)\S*|[^\s@]*@\S+(?:\s+[^\s@]*@\S+)*|[+(]?[0-9][0-9 ()./-]*"
    r"|admin(?:istrator)?|n/?a|none|null|undefined|unknown",
    re.IGNORECASE,
)
"""What names nobody: an address of a page or of mail, a handle, a number, what a program has for want of a name."""
# What is before a name, and between two of them.
_BY = regex(r"\A(?:[Bb]y|BY):?\s+(?=\S)")
_BETWEEN_NAMES = regex(r"\A(?:[\s,;&/|]|\b(?:and|et|e|i|und|y)\b)*\Z")
# As links, microformats and the classes of many houses name an author.
_STATES_AUTHOR = '[rel~="author"], .p-author, .author.vcard, .author-name, .byline__author, .byline-author'
_LONGEST_NAME = 60


def authors(stated: Sequence[Stated], linked: Stated, tree: LexborHTMLParser, site: str) -> Stated:
    """Who `<meta>` says it was; who JSON-LD or the body says it was where that is an address, a number or the site.

    JSON-LD parts several that `<meta>` has in one text.
    """
    read = [(tuple(_BY.sub("", decode_entities(text)) for text in texts), source) for texts, source in stated]
    known = tuple(_BY.sub("", name) for name in linked[0] or () if not _NO_NAME.fullmatch(name))
    for texts, source in read:
        if names := tuple(text for text in texts if not _NO_NAME.fullmatch(text)):
            if known and len(names) == 1 and (names[0] == site or _are_parted(names[0], known)):
                break
            return names, source
    if known:
        return known, linked[1]
    if names := _of_microdata(tree):
        return names, "microdata"
    if names := _line_above(tree):
        return names, "the line above the article"
    return next(
        ((texts[:1], source) for texts, source in (*read, linked) if texts and texts[0][:4] != "http"), UNSTATED
    )


def _are_parted(text: str, names: tuple[str, ...]) -> bool:
    """Whether a text is these names, several of them."""
    for name in names:
        if name not in text:
            return False
        text = text.replace(name, "", 1)
    return len(names) > 1 and _BETWEEN_NAMES.match(text) is not None


def _of_microdata(tree: LexborHTMLParser) -> tuple[str, ...]:
    """Who microdata says it was, where it describes one article."""
    names: list[str] = []
    articles = set()
    for node in tree.css("[itemscope] [itemprop~=author]:not(meta)"):
        scope = node.parent
        while scope is not None and "itemscope" not in scope.attributes:
            scope = scope.parent
        if scope is not None and (scope.attributes.get("itemtype") or "").endswith(ARTICLES):
            name = node.css_first("[itemprop~=name]") or node
            text = name.attributes.get("content") or name.text(deep=True)
            names.append(_BY.sub("", " ".join(text.split())))
            articles.add(scope.mem_id)
    is_told = len(articles) == 1 and all(0 < len(name) <= _LONGEST_NAME for name in names)
    return tuple(dict.fromkeys(names)) if is_told else ()


def _line_above(tree: LexborHTMLParser) -> tuple[str, ...]:
    """Who the line above a page's article says it was, in the order of the line; no one where lines differ."""
    lines: dict[int, dict[str, None]] = {}
    for node in tree.css(_STATES_AUTHOR) if tree.css_first("title") is not None else ():
        name = _BY.sub("", " ".join(((node.css_first(".fn") or node).text(deep=True) or "").split()))
        line = node.parent
        if name and line is not None and not _is_of_another(node) and not _is_of_site(node):
            if len(name) > _LONGEST_NAME or any(map(str.isdigit, name)) or _NO_NAME.fullmatch(name):
                return ()
            lines.setdefault(line.mem_id, {})[name] = None
    names = tuple(next(iter(lines.values()), ()))
    return names if all(set(names).issuperset(line) for line in lines.values()) else ()


def _is_of_site(node: LexborNode) -> bool:
    """Whether a name is in the footer of the page, which says who made the site."""
    tags = [outer.tag for outer in outwards(node)]
    return "footer" in tags and "article" not in tags
