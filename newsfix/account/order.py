"""Whether the words of an output come in the order of the source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from newsfix.account.sides import Side
from newsfix.account.text import chunks, encoded, letters
from newsfix.regex import regex

_FEWEST = 2
"""One word that is gone in one place and new in another looks as if it had moved."""

# They are shown above and below a table wherever they stand in it; text in a table that no cell holds is shown above
# it, with what follows (HTML, section 13.2.6.1, foster parenting); so is a tag of a table that never ends.
_OF_TABLES = regex(r"<(?:caption|tfoot)\b[^<>]*>(.{0,4000}?)</(?:caption|tfoot)\b", re.IGNORECASE | re.DOTALL)
_BESIDE_CELLS = regex(
    r"<(?:table|/?(?:tr|thead|tbody|tfoot)|/t[dh])\b[^<>]*>"
    r"(?:\s|</(?!table\b|t[dhr]\b|thead\b|tbody\b|tfoot\b|>)[^<>]*(?:>|(?=<)))*"  # end tags of nothing
    r"(?:[^<\s]|<(?!!|/(?!>)|(?:table|caption|col|colgroup|t[dhr]|thead|tbody|tfoot)\b))(?:(?!</table\b).)*"
    r"|<t(?:able|body|foot|head|[rdh])\b[^<>]*(?:<.*|\Z)",
    re.IGNORECASE | re.DOTALL,
)

# A tag that another one begins in, or that never ends, is text to some and nothing to others.
_UNENDED = regex(r"<[/A-Za-z][^<>]*(?=<|\Z)")
_APART = (_OF_TABLES, _BESIDE_CELLS, _UNENDED)


def disordered(source: Side, output: Side, elsewhere: Iterable[str] = ()) -> tuple[str, ...]:
    """The words of a body that have another place in the output, among those that are there once before and after.

    elsewhere  texts that are left out, or have a place of their own: their words do not count
    """
    said, written = encoded(source.body), encoded(output.body)
    if letters(said) == letters(written):
        return ()
    markup = source.markup[1]
    aside = " ".join((*elsewhere, *(each for form in _APART for each in form.findall(markup))))
    passed = set(chunks(encoded(aside)))
    places = _single(chunks(written))
    # Numbers count items as often as they are text.
    pieces = [piece for piece in _single(chunks(said)) if not (piece in passed or piece.isdigit())]
    pieces = [piece for piece in pieces if piece in places]
    stays = _rising([places[piece] for piece in pieces])
    moved = [piece.decode("utf-8", "replace") for at, piece in enumerate(pieces) if at not in stays]
    return tuple(moved) if len(moved) >= _FEWEST else ()


def _single(pieces: Sequence[bytes]) -> dict[bytes, int]:
    """The pieces that are there once, in their order, with their places."""
    counts = Counter(pieces)
    return {piece: at for at, piece in enumerate(pieces) if counts[piece] == 1}


def _rising(numbers: Sequence[int]) -> set[int]:
    """The places of the longest part of some numbers that rises."""
    ends: list[int] = []  # the smallest number that a rising part of each length can end with
    places: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(ends, number)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [at]
        before.append(places[length - 1] if length else -1)
    found: set[int] = set()
    at = places[-1] if places else -1
    while at >= 0:
        found.add(at)
        at = before[at]
    return found
