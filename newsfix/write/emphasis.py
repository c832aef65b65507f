"""What CommonMark reads into runs of `*`, `_` and `~` (sections 6.2 and, for `~`, GFM 6.5).

A run opens or closes emphasis by the characters on both sides of it. CommonMark 0.31 counts
symbols (Unicode category S) among the punctuation, earlier versions and many renderers do not. Every
question here is put for both readings, and only what they agree on counts as readable. That a text is
no markup has to hold besides where a template tag is read as what it expands to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from newsfix.regex import regex
from newsfix.write.draft import CLOSER, OPAQUE, OPENER, TEXT, Run

Pair = tuple[int, int, int]
"""Where a matched opener and its closer begin, and how many characters wide they are."""

_RUNS = (("*", regex(r"\*\**")), ("_", regex(r"__*")), ("~", regex(r"~~*")))  # `re` goes from one to the next at once
_WHITE, _PUNCTUATION, _SYMBOL, _OTHER = range(4)
# Whether a symbol counts as punctuation, and whether a template tag counts as the letters it expands to.
_READINGS = ((True, False), (False, False), (True, True), (False, True))
_OF_TAGS = 2  # the readings of tags as what they say come first
_AGREED = ((False,) * len(_READINGS), (True,) * len(_READINGS))  # no and yes by all of them
_TRICKY = frozenset("*_~")
DELIMITERS = (OPENER, CLOSER)


@lru_cache(maxsize=8192)
def _class(char: str) -> int:
    from unicodedata import category as category_of

    category = category_of(char)
    if category == "Zs" or char in "\t\n\f\r":
        return _WHITE
    if category[0] == "P" or (category[0] == "S" and char.isascii()):
        return _PUNCTUATION
    return _SYMBOL if category[0] == "S" else _OTHER


@lru_cache(maxsize=2048)
def flanks(before: str, after: str) -> tuple[bool, bool, bool, bool]:
    """Whether a run of `*` or `~` between two characters surely opens, surely closes, may open and may close."""
    if before in _TRICKY or after in _TRICKY:
        return False, False, True, True
    opens, closes = _sides(f"{before}*{after}", bytes(3), 1, 2)
    return all(opens), all(closes), any(opens), any(closes)


def _sides(text: str, kinds: bytes | bytearray, start: int, end: int) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """Whether a run opens and closes, each by the readings."""
    before = _class(text[start - 1]) if start else _WHITE
    after = _class(text[end]) if end < len(text) else _WHITE
    before_opaque = start > 0 and kinds[start - 1] == OPAQUE
    after_opaque = end < len(text) and kinds[end] == OPAQUE
    intraword = text[start] != "_"
    if before != _SYMBOL and after != _SYMBOL and not before_opaque and not after_opaque:
        opens, closes = _flanking(before, after, intraword)
        return _AGREED[opens], _AGREED[closes]
    found = []
    for symbols, letters in _READINGS:
        symbol = _PUNCTUATION if symbols else _OTHER
        one = _OTHER if letters and before_opaque else symbol if before == _SYMBOL else before
        other = _OTHER if letters and after_opaque else symbol if after == _SYMBOL else after
        found.append(_flanking(one, other, intraword))
    return tuple(opens for opens, _ in found), tuple(closes for _, closes in found)


def _flanking(before: int, after: int, intraword: bool) -> tuple[bool, bool]:
    """Whether a run between characters of two classes can open and close emphasis."""
    left = after != _WHITE and (after != _PUNCTUATION or before != _OTHER)
    right = before != _WHITE and (before != _PUNCTUATION or after != _OTHER)
    if intraword:
        return left, right
    return left and (not right or before == _PUNCTUATION), right and (not left or after == _PUNCTUATION)


def runs(text: str, kinds: bytes | bytearray, wanted: Collection[int], group_at: Callable[[int], int]) -> list[Run]:
    """The runs whose characters are all of the `wanted` kinds, in order; `group_at` tells the link that holds one."""
    found = []
    for char, pattern in _RUNS:
        if char not in text:
            continue
        for match in pattern.finditer(text):
            start, end = match.span()
            for first, last in _stretches(kinds, start, end, wanted):
                opens, closes = _sides(text, kinds, first, last)
                found.append(Run(first, last, char, group_at(first), opens, closes))
    found.sort()
    return found


def _stretches(kinds: bytes | bytearray, start: int, end: int, kept: Collection[int]) -> list[tuple[int, int]]:
    """The parts of a span whose kinds are kept."""
    if end - start < 3 and kinds[start] == kinds[end - 1]:  # as most are
        return [(start, end)] if kinds[start] in kept else []
    alike = groupby(range(start, end), lambda position: kinds[position] in kept)
    return [_ends(positions) for keep, positions in alike if keep]


def _ends(positions: Iterable[int]) -> tuple[int, int]:
    """Where positions that follow one another begin and end."""
    first, *others = positions
    return first, first + len(others) + 1


def escapes(
    text: str, kinds: bytes | bytearray, delimiters: Iterable[Run], group_at: Callable[[int], int]
) -> list[int]:
    """The literal delimiter characters that would be read as markup beside the delimiters, and so have to be escaped.

    A literal run counts where some other one could be its partner (of two literal ones the first is
    enough), inside a mark of its own character, and where it touches a mark's delimiter.
    """
    found = [(run, run.start, run.end) for run in runs(text, kinds, TEXT, group_at)]
    if not found:
        return []
    for run in delimiters:
        alike = groupby(range(run.start, run.end), kinds.__getitem__)
        found += ((run, *_ends(positions)) for _, positions in alike)
    found.sort(key=itemgetter(1))
    last_closer: dict[tuple[str, bool, int], int] = {}
    for run, first, last in found:
        if kinds[first] != CLOSER and any(run.closes):
            last_closer[_key(run, last - first)] = first
    positions: list[int] = []
    depth: dict[tuple[str, bool, int], int] = {}
    for run, first, last in found:
        key = _key(run, last - first)
        inside = depth.get(key, 0)
        if kinds[first] == OPENER:
            depth[key] = inside + last - first
        elif kinds[first] == CLOSER:
            depth[key] = inside - last + first
        else:
            opens = any(run.opens) and (inside > 0 or last_closer.get(key, -1) > first)
            if opens or _touches(text, kinds, run) or (inside > 0 and any(run.closes)):
                positions.extend(range(first, last))
    return positions


def _touches(text: str, kinds: bytes | bytearray, run: Run) -> bool:
    """Whether a literal run is right beside a mark's delimiter of its own character."""
    before, after = run.start - 1, run.end
    return (before >= 0 and text[before] == run.char and kinds[before] in DELIMITERS) or (
        after < len(text) and text[after] == run.char and kinds[after] in DELIMITERS
    )


def _key(run: Run, width: int) -> tuple[str, bool, int]:
    """What two runs need to have in common to be partners: `~` and `~~` never are."""
    return run.char, run.char == "~" and width == 1, run.group


def pairs(found: Iterable[Run], reading: int) -> set[Pair]:
    """What the delimiter algorithm of CommonMark makes of the runs."""
    matched: set[Pair] = set()
    stacks: dict[int, list[list[int]]] = {}
    for run in found:
        stack = stacks.setdefault(run.group, [])
        left, length = run.start, run.end - run.start
        char = ord(run.char)
        if run.closes[reading]:
            while left < run.end:
                index = _opener(stack, char, length, run.opens[reading])
                if index < 0:
                    break
                opener = stack[index]
                width = 2 if opener[2] - opener[1] > 1 and run.end - left > 1 else 1
                opener[2] -= width
                matched.add((opener[2], left, width))
                left += width
                del stack[index + (opener[2] > opener[1]) :]
        if run.opens[reading] and left < run.end:
            stack.append([char, left, run.end, length, run.closes[reading]])
    return matched


def _opener(stack: list[list[int]], char: int, length: int, opens: bool) -> int:
    """The index of the opener that a closing run matches, or -1 (rules 9 and 10: multiples of three)."""
    for index in range(len(stack) - 1, -1, -1):
        other, start, end, whole, closes = stack[index]
        if other != char:
            continue
        if char == 0x7E:
            if end - start == length == 2:
                return index
        elif not ((opens or closes) and (whole + length) % 3 == 0 and (whole % 3 or length % 3)):
            return index
    return -1


def unflanked(run: Run) -> tuple[bool, bool]:
    """Whether a run does not surely open, and not surely close."""
    return not all(run.opens[:_OF_TAGS]), not all(run.closes[:_OF_TAGS])


def misread(found: list[Run], wanted: set[Pair]) -> set[Pair]:
    """The wanted pairs that one of the readings does not give."""
    wrong = wanted - pairs(found, 0)
    doubtful = [run for run in found if run.opens not in _AGREED or run.closes not in _AGREED]
    for reading in range(1, _OF_TAGS) if doubtful else ():
        if any(run.opens[reading] != run.opens[0] or run.closes[reading] != run.closes[0] for run in doubtful):
            wrong |= wanted - pairs(found, reading)
    return wrong
