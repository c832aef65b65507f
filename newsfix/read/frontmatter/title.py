"""The title of a page among what it states, without the name of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from newsfix.read.frontmatter.source import UNSTATED, Stated
from newsfix.read.html.addresses import HOME
from newsfix.read.html.tags import Tags
from newsfix.read.html.whitespace import collapse
from newsfix.read.references import decode_entities
from newsfix.regex import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# Signs that part a title from the name of its site, whatever is beside them; those that part it only where
# a blank is before them (or where no language writes blanks); those that have one on both sides.
_ANYWHERE, _BEHIND_BLANK, _BETWEEN_BLANKS = "|\u00bb\u00a6", ":~\\-\u2013\u2014\u00b7\u2022\u00ab\u203a", "/@"
_NO_BLANKS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_SITE = regex(
    rf"\s+[{_BEHIND_BLANK}\u2039_]|\s*[{_ANYWHERE}]|\s[{_BETWEEN_BLANKS}]\s"
    rf"|(?:_|(?<=[{_NO_BLANKS}])[-\u2013\u2014])(?=\s*[{_NO_BLANKS}])"
)
"""What is between an article's title and the name of its site."""
_SITE_BEFORE = regex(rf"(?:\s[:~-]|\s?[{_ANYWHERE}\u2013\u2014\u00b7\u2022\u00ab])\s+\Z")
_MOST_HEADINGS = 20


def title_of(tree: LexborHTMLParser, tags: Tags, headline: Stated, meta: Stated, site: str) -> Stated:
    """The headline where what is stated only adds the site's name to it, else what is stated first.

    headline  what JSON-LD says
    meta      what `og:title` and its like say
    site      the name of the site, if that is stated
    """
    title = _content(tree.css_first("head > title, body > title")) if "title" in tags.names else None
    stated = [(decode_entities(text), source) for text, source in (meta, (title, "<title>")) if text]
    if len(stated) > 1 and stated[0][0] == site:
        # What every page of the site has.
        del stated[0]
        meta = UNSTATED
    titles = [_alike(text) for text, _ in stated]
    if headline[0] and any(_adds_to(each, _alike(headline[0])) for each in titles):
        return _without_site(headline[0], site), headline[1]
    level = next((name for name in ("h1", "h2") if name in tags.names), None)
    if titles and level:
        for node in tree.css(level)[:_MOST_HEADINGS]:
            heading = (_content(node) or "").rstrip("\N{PILCROW SIGN} ")
            site = site or (heading if _leads_home(node) else "")
            alike = _alike(heading)
            # Of lesser headings one is the site's own on many pages, whose name is the last.
            of = titles if level == "h1" else [each for each in titles if each.startswith(alike)]
            is_site = level == "h1" and all(text == site for text, _ in stated)
            if heading and heading != site and (is_site or any(_names_site(each, alike, node) for each in of)):
                return heading, f"<{level}>"
    found, source = next((each for each in (*stated[: bool(meta[0])], headline, *stated) if each[0]), UNSTATED)
    return (_without_site(found, site) if found else found), source


def _content(node: LexborNode | None) -> str | None:
    """The text of an element on one line."""
    return (collapse(node.text(deep=True).strip()) or None) if node is not None else None


_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d\u00a0", "''\"\" ")


def _alike(text: str) -> str:
    """A title without what only its typesetting decides."""
    return normalize("NFKC", text.translate(_QUOTES)).casefold()


def _adds_to(title: str, headline: str) -> bool:
    """Whether a title is a headline, or has it at its start or behind the name of a site."""
    return title.startswith(headline) or bool(title.endswith(headline) and _SITE_BEFORE.search(title[: -len(headline)]))


def _names_site(title: str, heading: str, node: LexborNode) -> bool:
    """Whether a title is the heading of an element and the name of a site, which the longer is not."""
    if title.startswith(heading):
        return bool(_SITE.match(title, len(heading))) and not _leads_home(node)
    before = title[: -len(heading)] if title.endswith(heading) else ""
    return len(before) < len(heading) and bool(_SITE_BEFORE.search(before)) and not _leads_home(node)


def _leads_home(node: LexborNode) -> bool:
    """Whether a heading is the name of the site: it leads to the first page."""
    return any(HOME.fullmatch(link.attributes.get("href") or "") for link in node.css("a"))


def _without_site(title: str, site: str) -> str:
    """A title without the name of the site, if that is stated, where it is before or behind it."""
    if not site:
        return title
    if title.endswith(site) and (sign := _SITE_BEFORE.search(title[: -len(site)])):
        return title[: sign.start()] or title
    if title.startswith(site) and (sign := _SITE.match(title, len(site))):
        return title[sign.end() :].strip() or title
    return title
