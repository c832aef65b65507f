"""When a page says that its article was published and changed, in elements for programs and readers."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from newsfix.read.frontmatter.source import UNSTATED, Stated
from newsfix.read.html.nodes import outwards
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
        if not any(map(str.isdigit, value)) or is_of_another(node):
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


def is_of_another(time: LexborNode) -> bool:
    """Whether a date or an author is among comments, or in what leads to other articles."""
    near = takewhile(lambda outer: outer.tag not in ("article", "body"), outwards(time.parent))
    return any(outer.tag in ("aside", "nav") or _BESIDE.search(outer.attributes.get("class") or "") for outer in near)
