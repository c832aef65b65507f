"""What of a page is left out: all beside the article, and within it what is not part of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from newsfix.model.problem import Unplaced
from newsfix.read.html.elements import texts
from newsfix.read.html.nodes import children, outwards, said
from newsfix.read.html.positions import Numbering
from newsfix.read.main import reasons
from newsfix.read.main.choose import container, headline_of, settle
from newsfix.read.main.measure import Part, measure
from newsfix.syntax.html import BYLINES, HEADINGS, LINKING, LISTS, WORDED

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# Behind the text, what is mostly links does not belong to it, unless it is one of these.
_AFTER_TEXT = LINKING - HEADINGS - {"blockquote", "p"}
# What is kept as it is above the article.
_WHOLE = LISTS | {"table"}
_FIELDS = {reasons.BYLINE: "authors", reasons.DATE: "date"}
_SHORT = 60
_LINE = 120
_LEAD = 300
# The blanks between the words of a line, below which capitals may be an abbreviation or a name.
_CRY = 3


class Remainder(Struct, frozen=True):
    """An element, or a text, that is not read, and why. `part` is what was measured of it, where it is one."""

    node: LexborNode
    reason: str
    part: Part | None = None


class MainPart(Struct, frozen=True):
    """What is to be read of a page: an element, and what of the page is left out, in and round it, in its order."""

    node: LexborNode
    rest: tuple[Remainder, ...]


class _Span(Struct, frozen=True):
    """The prose of an article, and the numbers of its first and its last paragraph."""

    prose: int
    first: int
    last: int


def main_part(
    root: LexborNode, title: str | None = None, stated: frozenset[str] = frozenset(("authors", "date"))
) -> MainPart | None:
    """The article of a page, and what is not part of it; None where no article stands out.

    title      what the article is called, as far as that is known
    stated     the fields that are known otherwise: the line with the authors and the date need not be kept for them
    """
    parts = measure(root)
    settle(parts)
    headline = headline_of(parts, title)
    article = container(parts, headline)
    if article is None:
        return None
    leaving = _Leaving(article, headline, stated)
    return MainPart(leaving.top.node, tuple(leaving.found()))


class _Leaving:
    """What is left out round an article and within it."""

    def __init__(self, article: Part, headline: Part | None, stated: frozenset[str]) -> None:
        self._article = article
        self._headline = headline if headline is not None and headline.order < article.order else None
        self._stated = stated
        self._captions: set[str] = set()
        # What holds the headline, too, or what is named as the text round what is.
        if self._headline is None:
            self.top = [each for each in article.outwards() if each is article or each.body][-1]
        else:
            self.top = next(each for each in article.outwards() if each.holds(self._headline))
        self._text = _Span(article.prose, _paragraph(article, last=False), _paragraph(article, last=True))

    def found(self) -> Iterator[Remainder]:
        path = [*self._article.outwards()][::-1]
        headed = False
        for outer, inner in pairwise(path):
            headed = headed or outer is self.top
            yield from self._beside(outer, inner, headed)
        yield from self._within(self._article)

    def _beside(self, outer: Part, inner: Part, headed: bool) -> Iterator[Remainder]:
        """What is in a part beside the one that holds the article, but for what leads from the headline to it."""
        parts = {part.node.mem_id: part for part in outer.children}
        for kept, parent in pairwise(outwards(inner.node)):
            if kept.mem_id == outer.node.mem_id:
                return
            is_before = headed
            for node in children(parent):
                part = parts.get(node.mem_id)
                if node.mem_id == kept.mem_id:
                    is_before = False
                elif is_before and part is not None:
                    yield from self._above(part)
                elif not is_before or node.css_first("h1, img") is None:
                    yield Remainder(node, part.why if part and part.why else reasons.OUTSIDE, part)

    def _above(self, part: Part) -> Iterator[Remainder]:
        """What of a part above the article to leave out: the headline, pictures and what reads like text are kept."""
        why = self._reason_above(part)
        if why:
            yield Remainder(part.node, why, part)
        elif part is not self._headline and part.tag not in _WHOLE and part.why not in _FIELDS:
            for child in part.children:
                yield from self._above(child)

    def _reason_above(self, part: Part) -> str | None:
        headline = self._headline
        why = self._told_elsewhere(part.why) or (_dense(part) if part is not headline else None)
        if why or headline is None or part.holds(headline):
            return why
        if part.order < headline.order:
            return reasons.ABOVE
        if part.prose or part.pictures or part.tag not in BYLINES or part.text >= _LINE:
            return None
        words = said(part.node)
        sign = reasons.sign_of(words)
        if sign or _is_in_figure(part):
            return sign
        return self._told_elsewhere(reasons.byline_of(words) or (reasons.BYLINE if part.text < _SHORT else None))

    def _told_elsewhere(self, why: str | None) -> str | None:
        """A reason, but for what says something of the article that the page says nowhere else."""
        return why if why not in _FIELDS or _FIELDS[why] in self._stated else None

    def _within(self, part: Part) -> Iterator[Remainder]:
        """What within a part of the article does not belong to it."""
        children = part.children
        whys = [self._reason(child) for child in children]
        for index, child in enumerate(children):
            why = whys[index]
            if why is None and _is_label(child):
                why = _why_nothing_follows(children, whys, index)
            if why is None and self._repeats(child):
                why = reasons.REPEATED
            if why:
                yield Remainder(child.node, why, child)
            elif child.why not in _FIELDS:
                yield from self._within(child)

    def _reason(self, part: Part) -> str | None:
        if part.prose * 10 >= self._text.prose * 3:
            return None
        why = self._told_elsewhere(part.why)
        if why or not part.is_block:
            return why
        is_linked = part.linked * 2 > part.text
        if is_linked and part.order > self._text.last and part.tag not in _AFTER_TEXT:
            return reasons.LINKS
        if part.text < _LEAD and (is_linked or part.tag in BYLINES):
            why = self._reason_of_line(part, said(part.node), is_linked)
        return why or _dense(part)

    def _reason_of_line(self, part: Part, words: str, is_linked: bool) -> str | None:
        """Why a line is not part of the article, by its words."""
        if is_linked and (reasons.leads_on(words) or self._is_cried(part, words)):
            return reasons.FURTHER
        if part.tag not in BYLINES or part.pictures:
            return None
        is_above = not is_linked and part.order < self._text.first and part.text < _LINE
        return (self._told_elsewhere(reasons.byline_of(words)) if is_above else None) or reasons.sign_of(words)

    def _is_cried(self, part: Part, words: str) -> bool:
        """Whether a line within the text is one link in capitals, as news sites call to another page."""
        is_link = part.order > self._text.first and part.linked >= part.text
        return is_link and words.isupper() and words.count(" ") >= _CRY

    def _repeats(self, part: Part) -> bool:
        """Whether a caption of the article that is kept has the words of this one: galleries show theirs twice."""
        round_it = islice(part.outwards(), 3)
        if not part.own or part.pictures or part.children:
            return False
        if all(each.tag != "figcaption" and "caption" not in each.names.lower() for each in round_it):
            return False
        words = said(part.node)
        repeats = words in self._captions
        self._captions.add(words)
        return repeats


def _dense(part: Part) -> str | None:
    """Whether a block is mostly links; a list without a name that is among prose is its author's own."""
    if part.tag in LINKING or not part.is_block or part.linked * 5 <= part.text * 3:
        return None
    if part.tag in LISTS and not part.names.strip() and part.parent is not None and part.parent.prose:
        return None
    return reasons.LINKS


def _is_label(part: Part) -> bool:
    """Whether a block only says what follows it: a heading, or a few words that are not a sentence."""
    if part.tag in HEADINGS:
        return True
    is_short = part.is_block and not part.prose and 0 < part.text < _SHORT and not part.pictures
    return is_short and not said(part.node).endswith(
        (".", "!", "?", "\N{HORIZONTAL ELLIPSIS}", "\N{IDEOGRAPHIC FULL STOP}")
    )


def _why_nothing_follows(children: list[Part], whys: list[str | None], index: int) -> str | None:
    """The reason why what a label is above is left out, where nothing else follows until the next heading."""
    found = None
    for at in range(index + 1, len(children)):
        child, why = children[at], whys[at]
        if why is None and child.text:
            return found if child.tag in HEADINGS else None
        found = found or (why if why in reasons.HEADED and child.text else None)
    return found


def _is_in_figure(part: Part) -> bool:
    """Whether a part is in a figure, or in what holds a picture and no prose."""
    return any(each.tag == "figure" or (each.pictures and not each.prose) for each in [*part.outwards()][1:7])


def _paragraph(part: Part, *, last: bool) -> int:
    """The number of the first or the last paragraph in a part."""
    while True:
        children = reversed(part.children) if last else iter(part.children)
        child = next((child for child in children if child.prose or _is_text(child)), None)
        if child is None:
            return part.order
        part = child


def _is_text(part: Part) -> bool:
    """Whether a part is a paragraph, however short, or code, or a table."""
    return part.tag in WORDED and not part.why and part.own_linked * 2 < part.own


# ------------------------------------------------------------------------------------- what is told

_SHOWN = 60


def told(left: Iterable[Remainder], tree: LexborHTMLParser) -> Iterator[Unplaced]:
    """What tells of each block that is left out and shows something."""
    numbering = Numbering(tree)
    for each in left:
        words, beginning = _said(each)
        pictures = each.part.pictures if each.part is not None else 0
        if not (words or pictures):
            continue
        placed = next(outer for outer in outwards(each.node) if outer.tag != "-text")
        message = f"left out, {each.reason} ({_counted(words, pictures)})"
        yield Unplaced("BD012", f"{message}: {beginning}" if beginning else message, numbering.of(placed))


def _said(each: Remainder) -> tuple[int, str]:
    """How many words a block has, and the first of them."""
    if each.part is not None and not each.part.words:
        return 0, ""
    count = 0
    words: list[str] = []
    for text in texts(each.node):
        found = text.split()
        count += len(found)
        if len(words) < _SHOWN // 2:
            words += found[:_SHOWN]
        elif each.part is not None:
            break
    beginning = " ".join(words)
    shown = beginning if len(beginning) <= _SHOWN else f"{beginning[:_SHOWN].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    return each.part.words if each.part is not None else count, shown


def _counted(words: int, pictures: int) -> str:
    """`23 words, 1 picture`."""
    counts = ((words, "word"), (pictures, "picture"))
    return ", ".join(f"{number} {noun}{'s' * (number != 1)}" for number, noun in counts if number)
