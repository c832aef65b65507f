"""Who a page says wrote its article: `<meta>`, JSON-LD, microdata, the line above the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsfix.read.frontmatter.linked import ARTICLES
from newsfix.read.frontmatter.source import UNSTATED, Stated
from newsfix.read.frontmatter.times import is_of_another
from newsfix.read.html.nodes import outwards
from newsfix.read.references import decode_entities
from newsfix.regex import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

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
        if name and line is not None and not is_of_another(node) and not _is_of_site(node):
            if len(name) > _LONGEST_NAME or any(map(str.isdigit, name)) or _NO_NAME.fullmatch(name):
                return ()
            lines.setdefault(line.mem_id, {})[name] = None
    names = tuple(next(iter(lines.values()), ()))
    return names if all(set(names).issuperset(line) for line in lines.values()) else ()


def _is_of_site(node: LexborNode) -> bool:
    """Whether a name is in the footer of the page, which says who made the site."""
    tags = [outer.tag for outer in outwards(node)]
    return "footer" in tags and "article" not in tags
