"""Which part of a page is its article."""

from __future__ import annotations

from operator import attrgetter

from newsfix.read.html.elements import LEVELS
from newsfix.read.html.nodes import squeezed
from newsfix.read.main.measure import Part
from newsfix.syntax.html import PIECES, TABULAR

# The lowest heading that an article's title has.
_LAST_TITLE = 3
_LEAST_TITLE = 8
_prose = attrgetter("prose")


def headline_of(parts: list[Part], title: str | None) -> Part | None:
    """The heading that the title repeats, else the first `<h1>`, in no part that is none of the article."""
    titles = (part for part in parts if LEVELS.get(part.tag, _LAST_TITLE + 1) <= _LAST_TITLE)
    headings = [part for part in titles if part.own and not any(outer.why for outer in part.outwards())]
    wanted = squeezed(title or "")
    for part in headings if wanted else ():
        said = squeezed(part.node.text(deep=True) or "")
        if said and (said == wanted or (len(said) >= _LEAST_TITLE and (said in wanted or wanted in said))):
            return part
    return next((part for part in headings if part.tag == "h1"), None)


def container(parts: list[Part], headline: Part | None) -> Part | None:
    """The part that holds the article's text; None where there is no prose.

    What says that it is the article's text comes first, then `<article>` and `<main>`, then the innermost
    part that holds nearly all of the prose.
    """
    top = parts[0]
    if not top.prose:
        return None
    for kind in ("itemprop", "class"):
        named = [part for part in parts if part.body == kind and part.prose and not _is_within(part, kind)]
        if named and sum(part.prose for part in named) * 4 >= top.prose:
            return _of_several(named, headline)
    for tag in ("article", "main"):
        named = [part for part in parts if part.tag == tag and part.prose]
        best = max(named, key=_prose, default=None)
        if best is not None and best.prose * 2 >= top.prose:
            return _inmost(best)
        best = max((part for part in named if headline and part.holds(headline)), key=_prose, default=None)
        if best is not None and best.prose * 4 >= top.prose:
            return _inmost(best)
    return _inmost(top)


def _is_within(part: Part, kind: str) -> bool:
    return part.parent is not None and any(each.body == kind for each in part.parent.outwards())


def _of_several(named: list[Part], headline: Part | None) -> Part:
    """One part, or what holds them all: parts in articles of their own are articles, others are pieces of one."""
    best = max(named, key=_prose)
    if best.prose * 10 >= 9 * sum(map(_prose, named)):
        return best
    articles = [next((each for each in part.outwards() if each.tag == "article"), None) for part in named]
    if len(set(map(id, articles))) < len(named):
        return _common(named)
    pairs = zip(named, articles, strict=True)
    return next((part for part, article in pairs if headline and article and article.holds(headline)), best)


def _common(parts: list[Part]) -> Part:
    """The innermost part that holds all of them."""
    return next(each for each in parts[0].outwards() if all(each.holds(part) for part in parts))


def _inmost(part: Part) -> Part:
    """The innermost part that holds nearly all of the prose in a part."""
    while True:
        best = max(part.children, key=_prose, default=None)
        if best is None or best.tag in PIECES:
            return part
        # A table that is not a layout has prose in several cells.
        if best.prose * 20 < part.prose * (19 if best.tag in TABULAR else 16):
            return part
        part = best
