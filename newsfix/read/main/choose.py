"""Which part of a page is its article, and which parts are not: their names and shapes, against what is in them."""

from __future__ import annotations

from itertools import islice
from operator import attrgetter

from newsfix.read.html.elements import LEVELS
from newsfix.read.html.nodes import squeezed
from newsfix.read.main import reasons
from newsfix.read.main.measure import LEAST_PROSE, Part
from newsfix.syntax.html import HEADINGS, PIECES, TABULAR

# The lowest heading that an article's title has.
_LAST_TITLE = 3
_LEAST_TITLE = 8
_prose = attrgetter("prose")
_LONGEST_SIGN = 4
_MUCH_PROSE = 300
_ENTRIES = frozenset({"hentry", "h-entry"})
# Elements of which nothing but their names says what they are for.
_NAMED = frozenset({"div", "section"})
_LONGEST_TEASER = 900


def settle(parts: list[Part]) -> None:
    """Settle the reasons of the parts of a page (`measure`), and take the prose of those that have one from it."""
    whole = parts[0].prose - _prose_apart(parts[0])
    _clear_widgets(parts, whole)
    _clear(parts, whole)
    for part in parts:
        if len(part.children) > 2:
            _find_teasers(part, whole)
    for part in reversed(parts):
        if part.why and part.prose:
            left_out = part.prose
            for outer in part.outwards():
                outer.prose -= left_out


def _prose_apart(part: Part) -> int:
    """The prose within a part that is not of the article, whatever else the page says."""
    return sum(
        child.prose if child.why in reasons.APART else _prose_apart(child) for child in part.children if child.prose
    )


def _clear_widgets(parts: list[Part], whole: int) -> None:
    """Forget that parts are beside the article, where most of a page's prose is in such ones: it is made of widgets."""
    beside = [part for part in parts if part.why == reasons.BESIDE and part.tag in _NAMED]
    outermost = (part for part in beside if not any(each.why for each in islice(part.outwards(), 1, None)))
    if beside and sum(part.prose for part in outermost) * 2 >= whole:
        for part in beside:
            part.why = None


def _clear(parts: list[Part], whole: int) -> None:
    """Forget the names of parts that hold most of a page's prose, its headline, or text as an article has it."""
    for part in parts:
        if part.tag == "h1":
            for outer in part.outwards():
                if outer.why and outer.why not in reasons.APART and outer.prose * 5 >= whole:
                    outer.why = None
        if part.why == reasons.PERMALINK and part.text > _LONGEST_SIGN:
            part.why = None
        if part.why and (_is_shown(part) or (part.children and _has_permalink(part)) or _is_held(part)):
            part.why = None
        if not part.why or part.why in reasons.APART:
            continue
        is_prose = part.prose >= _MUCH_PROSE and part.linked * 5 < part.text
        leads_nowhere = part.why in reasons.LEADING and part.text and not part.links
        if part.prose * 2 >= _least(part, whole) or leads_nowhere or (part.why in reasons.DOUBTFUL and is_prose):
            part.why = None


def _least(part: Part, whole: int) -> int:
    """The prose of which half is too much: the page's or, where a name alone speaks, that of the article's text."""
    if part.tag not in _NAMED or part.why != reasons.reason_of(part.names):
        return whole
    texts = (outer.prose for outer in part.outwards() if outer.body and outer.prose * 4 >= whole)
    return min(next(texts, whole), whole)


def _is_shown(part: Part) -> bool:
    """Whether a name says what is done with a picture of the article, or with a word in its text."""
    if part.why == reasons.UNPRINTED:
        return bool(part.pictures) or not part.is_block
    return bool(part.pictures) and part.why == reasons.CONTROL and part.tag != "button"


def _is_held(part: Part) -> bool:
    """Whether a part is a phrase of a paragraph, as a date in it may be, or in a figure, as the name of a holder."""
    outer = part.parent
    if outer is None or part.why in (reasons.PERMALINK, reasons.UNSHOWN):
        return False
    if part.why != reasons.CONTROL and any(each.tag == "figure" for each in outer.outwards()):
        return True
    return not part.is_block and outer.own - outer.own_linked >= LEAST_PROSE


def _has_permalink(part: Part) -> bool:
    """Whether a part is a section that its heading links to: its identifier is what the heading says."""
    heading = part.children[0]
    identifier = part.node.attributes.get("id") if heading.tag in HEADINGS and heading.linked else None
    return bool(identifier) and any(
        (link.attributes.get("href") or "").endswith(f"#{identifier}") for link in heading.node.css("a")
    )


def _find_teasers(part: Part, whole: int) -> None:
    """Three children or more of one shape, each with a heading that is a link, are previews of other pages."""
    shapes: dict[tuple[str, str], list[Part]] = {}
    for child in part.children:
        if child.links and child.text < _LONGEST_TEASER:
            shapes.setdefault((child.tag, child.names), []).append(child)
    for same in shapes.values():
        if len(same) > 2 and sum(each.prose for each in same) * 2 < whole and all(map(_has_linked_heading, same)):
            for each in same:
                each.why = each.why or reasons.FURTHER


def _has_linked_heading(part: Part) -> bool:
    """Whether a part has a heading that is a link to another page."""
    if part.tag in HEADINGS:
        is_linked = part.own > 0 and part.own_linked * 10 >= part.own * 9
        return is_linked and part.node.css_first("a[href]:not([href^='#'])") is not None
    return any(map(_has_linked_heading, part.children))


def headline_of(parts: list[Part], title: str | None) -> Part | None:
    """The heading that the title repeats, else the first `<h1>`, in no part beside the article."""
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
        named = [part for part in parts if part.body == kind and part.prose]
        named = [part for part in named if not any(part is not each and each.body == kind for each in part.outwards())]
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


def _of_several(named: list[Part], headline: Part | None) -> Part:
    """One part, or what holds them all: parts in articles of their own are articles, others are pieces of one.

    An article is `<article>`, or what its class calls an entry, as microformats do.
    """
    best = max(named, key=_prose)
    if best.prose * 10 >= 9 * sum(map(_prose, named)):
        return best
    articles = [next(filter(_is_entry, part.outwards()), None) for part in named]
    if len(set(map(id, articles))) < len(named):
        return next(each for each in named[0].outwards() if all(each.holds(part) for part in named))
    pairs = zip(named, articles, strict=True)
    return next((part for part, article in pairs if headline and article and article.holds(headline)), best)


def _is_entry(part: Part) -> bool:
    return part.tag == "article" or bool(_ENTRIES & set(part.names.split()))


def _inmost(part: Part) -> Part:
    """The innermost part that holds nearly all of the prose in a part."""
    while True:
        best = max(part.children, key=_prose, default=None)
        if best is None or best.tag in PIECES:
            return part
        # So little prose does not tell where the rest of a short article is.
        if part.tag == "article" and best.prose < _MUCH_PROSE:
            return part
        # A table that is not a layout has prose in several cells.
        if best.prose * 20 < part.prose * (19 if best.tag in TABULAR else 16):
            return part
        # Sections of one shape are those of one article.
        if best.tag != "article" and any(_is_like(each, best) for each in part.children):
            return part
        part = best


def _is_like(part: Part, other: Part) -> bool:
    """Whether a part is another one of the same shape with prose of its own."""
    is_same = (part.tag, part.names) == (other.tag, other.names)
    return is_same and part is not other and part.prose > 0 and not part.why
