"""What is told of the blocks of a page that are left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from newsfix.model.problem import Unplaced
from newsfix.read.html.elements import texts
from newsfix.read.html.nodes import outwards
from newsfix.read.html.positions import Numbering
from newsfix.read.main.leave import Remainder

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

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
