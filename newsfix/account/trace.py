"""What became of the words and addresses that an output does not have as they stand in the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from newsfix.account.front import keys
from newsfix.account.sides import Side
from newsfix.account.tags import NAMES
from newsfix.account.text import NOWHERE, Near, canonical, normal, unescape, words
from newsfix.regex import regex

_NUMBER = regex(r"^[ \t>]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+)*([0-9]{1,9})[.)](?=\s|\Z)", re.MULTILINE)
_REFERENCE = r"&[#A-Za-z][0-9A-Za-z]{1,31};"
# A search for a sign is many times as fast as one for a word.
_REFERRING = regex(rf"{_REFERENCE}(?:\w*{_REFERENCE})*\w*")
# A start tag that the next one cuts off, and what attributes say.
_CUT = regex(r"<([A-Za-z][A-Za-z0-9]*)(\s[^<>=]*=[^<>]*(?:(?=<\S)|<\s[^<>]*>))")
_SAID = regex(r"""\s(alt|title)\s*=\s*(?:"[^"]*"|'[^']*')""", re.IGNORECASE)
_NAME_ALONE = r" \1"
# What JSON and lists on one line have round a value.
_ROUND_VALUE = " \t\"',[]{}"
_AROUND = 3
_LONGEST = 200


def traced(
    source: Side, output: Side, lost: Mapping[str, int], added: Mapping[str, int], missing: list[tuple[str, ...]]
) -> tuple[tuple[str, ...], tuple[str, ...], Near]:
    """The words, in order, and addresses that are lost, of those that the output does not have as they stand.

    The third is what the first lost word is between.

    added  the words that the output has beside those of the source, with their number
    """
    everything = _closed(canonical(_all(output))) if missing else ""
    addresses = tuple(each[0] for each in missing if not any(_stands_in(everything, address) for address in each))
    left = Counter(lost) - _marks(source) - _undecoded(source, added) if lost else Counter()
    if left:
        _join(left, added, set(words(_all(source))))
    gone, near = _gone(+left, source, output)
    return gone, addresses, near


def _undecoded(source: Side, added: Mapping[str, int]) -> Counter[str]:
    """The words of a source in which references are decoded that an output has as they stand: in code they are text."""
    found: Counter[str] = Counter()
    body = source.markup[1]
    referring = Counter(_with_beginning(body, *match.span()) for match in _REFERRING.finditer(body))
    for said, number in referring.items():
        stands = Counter(words(normal(said)))
        times = min((added.get(word, 0) // each for word, each in stands.items()), default=0)
        for word in words(normal(unescape(said))):
            found[word] += min(times, number)
    return found


def _with_beginning(text: str, start: int, end: int) -> str:
    """A part of a text with the letters before it."""
    while start and text[start - 1].isalnum():
        start -= 1
    return text[start:end]


def _closed(text: str) -> str:
    """A text without its blanks, which no two readers of addresses tell alike."""
    return "".join(text.split())


def _stands_in(everything: str, address: str) -> bool:
    """Whether a closed text has an address; backticks are off where they make code, as they do in JSX that is text."""
    closed = _closed(address)
    return closed in everything or ("`" in closed and _closed(canonical(address.replace("`", " "))) in everything)


def _marks(source: Side) -> Counter[str]:
    """The words of a source that are markup, whatever they look like.

    They are keys of front matter that is not well-formed, numbers of list items, start tags that are cut off.
    """
    front, body = source.markup
    found = Counter(_NUMBER.findall(body))
    found["null"] = len(words(front))
    for name, rest in _CUT.findall(body):
        if name.lower() in NAMES:
            found.update(words(normal(f"{name}{_SAID.sub(_NAME_ALONE, rest)}")))
    for key in keys(front):
        found.update(words(normal(key)))
    lines = (line.strip(_ROUND_VALUE) for line in normal(source.front).split("\n"))
    for line, number in Counter(lines).items():
        for word in words(line) if number > 1 else ():
            found[word] += number - 1  # one value under several keys
    return found


def _gone(lost: Counter[str], source: Side, output: Side) -> tuple[tuple[str, ...], Near]:
    """Which of these words are lost, in order: not those that the output has in another way.

    A word that is parted in another way is within the same letters. What a picture's alternative text, its title
    and the title of its link say alike need not be said thrice.
    """
    if not lost:
        return (), NOWHERE
    there = _run(_all(output))
    lost = lost - Counter(word for said in map(normal, source.said) if _run(said) in there for word in words(said))
    sequence = words(_all(source)) if lost else []
    others: str | None = None
    found: dict[str, list[tuple[int, int]]] = {}  # of each word how far around it there is more than it that is lost
    for index, word in enumerate(sequence):
        if lost[word] <= 0 or (around := _around(sequence, index, _AROUND)) in there:
            continue
        if others is None:
            # What is text to one reader of Markdown is the target of a link, or the number of an item, to another.
            others = f"{_run(normal(unescape(output.markup[1])))} {_run(_NUMBER.sub(' ', output.body))}"
        if around not in others:
            far = next(count for count in range(_AROUND + 1) if _around(sequence, index, count + 1) not in there)
            found.setdefault(word, []).append((far, index))
    gone = sorted(index for word, places in found.items() for _, index in sorted(places)[: lost[word]])
    if not gone:
        return (), NOWHERE
    at = gone[0]
    near = tuple(sequence[max(at - _AROUND, 0) : at]), tuple(sequence[at + 1 : at + 1 + _AROUND])
    return tuple(sequence[index] for index in gone), near


def _around(sequence: Sequence[str], index: int, count: int) -> str:
    return "".join(sequence[max(index - count, 0) : index + count + 1])


# What may stand between two words of a text: markup, entities, blanks and signs, none of which begins like another.
_GAP = r"(?:<[^<>]*>|&#?\w+;|&(?!#?\w+;)|[^\w<&]|_)*"


def place(text: str, word: str, near: Near) -> int:
    """Where a word is in a text as it is, the occurrence that is most like the one between its neighbours; -1
    where none is."""
    before, after = near
    sides = [(before[-count:], after[:count]) for count in range(_AROUND, 0, -1)]
    for left, right in (*sides, (before[-1:], ()), ((), after[:1])):
        pattern = _GAP.join((*map(re.escape, left), f"({re.escape(word)})", *map(re.escape, right)))
        if match := re.search(pattern if left or right else rf"(?<![\w/]){pattern}(?![\w/])", text):
            return match.start(1)
    return text.find(word)


def _run(text: str) -> str:
    """The words of a normal text with nothing between."""
    return "".join(words(text))


def _join(lost: Counter[str], added: Mapping[str, int], known: Set[str]) -> None:
    """Take off those of the lost words that a word of the output is put together of, with other known ones."""
    for word, number in added.items():
        for part in _parts(word, lost, known) if len(word) < _LONGEST else ():
            lost[part] -= min(number, lost[part])


def _parts(word: str, lost: Counter[str], known: Set[str]) -> list[str]:
    """Known words that make up a word, the longest ones first; none where it is not made of any."""
    ways: dict[int, list[str]] = {0: []}
    for end in range(1, len(word) + 1):
        for start in range(end):
            part = word[start:end]
            if start in ways and part in known and part != word:
                ways[end] = [*ways[start], part]
                break
    return [part for part in ways.get(len(word), ()) if lost[part] > 0]


def _all(side: Side) -> str:
    return normal(" ".join((side.body, *side.said, side.front)))
