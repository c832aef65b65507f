"""The balance: what the source says less what the output says and what was left out on purpose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from msgspec import Struct

from newsfix.account.addresses import canonical, resolved
from newsfix.account.front import keys
from newsfix.account.reading import Collector
from newsfix.account.sides import Side
from newsfix.account.text import chunks, normal, unescape, words
from newsfix.model.omission import Omission
from newsfix.model.problem import Problem
from newsfix.regex import regex


class Count(Struct, frozen=True):
    """So many words and addresses."""

    words: int = 0
    addresses: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.words + other.words, self.addresses + other.addresses)


class Account(Struct, frozen=True):
    """What became of the words and addresses of a source: they are written, left out on purpose, or lost.

    words      those that are lost, in order
    addresses  those that are lost
    """

    read: Count = Count()
    omitted: Count = Count()
    words: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    @property
    def lost(self) -> Count:
        return Count(len(self.words), len(self.addresses))

    @property
    def written(self) -> Count:
        lost, omitted = self.lost, self.omitted
        return Count(
            self.read.words - omitted.words - lost.words, self.read.addresses - omitted.addresses - lost.addresses
        )


NOTHING = Account()


def balance(
    source: Side,
    output: Side,
    omissions: Iterable[Omission] = (),
    rewritten: Sequence[str] = (),
    base: str | None = None,
) -> Account:
    """The account of an article.

    omissions  what was left out on purpose
    rewritten  texts of the source that the output has in another form
    base       what relative addresses are resolved against in the output
    """
    before, after = chunks(source.body), chunks(output.body)
    beside = words(source.front) + words(" ".join(source.said))
    read = Count(len(before) + len(beside), len(source.addresses))
    start, end = _alike(before, after)
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    if b"".join(before) == b"".join(after):
        before = after = []
    wanted = words(b" ".join(before).decode("utf-8", "surrogatepass"))
    wanted += beside
    there = Counter(words(b" ".join(after).decode("utf-8", "surrogatepass")))
    there.update(words(output.front))
    there.update(words(" ".join(output.said)))
    for text in rewritten:
        there.update(words(normal(text)))
    lost = Counter(wanted)
    lost.subtract(there)
    if any(number > 0 for number in lost.values()):
        lost.subtract(list(_joined(lost, set(wanted))))
    lost = +lost
    known = {address for each in output.addresses for address in each}
    missing = [each for each in source.addresses if known.isdisjoint(each)]
    if missing:
        known = set(map(canonical, known))
        missing = [each for each in (tuple(map(canonical, each)) for each in missing) if known.isdisjoint(each)]
    if missing and base is not None:
        missing = [each for each in missing if known.isdisjoint(resolved(address, base) for address in each)]
    if not lost and not missing:
        return Account(read)
    return _settled(read, source, output, omissions, lost, missing)


def _settled(
    read: Count,
    source: Side,
    output: Side,
    omissions: Iterable[Omission],
    lost: Counter[str],
    missing: list[tuple[str, ...]],
) -> Account:
    """The account where something is not in the output as it stands."""
    if lost:
        lost -= _marks(source)
    left = Counter[str]()
    known: set[str] = set()
    for omission in omissions:
        reading = Collector(empty_links=True)
        reading.html(omission.text)
        left.update(words(reading.text()))
        left.update(words(normal(" ".join(reading.said))))
        known.update(canonical(address) for each in reading.addresses for address in each)
        for address in map(canonical, omission.addresses):
            known.add(address)
            left.update(words(normal(address)))
    omitted = lost & left
    lost -= omitted
    stays = [each for each in missing if known.isdisjoint(each)]
    everything = canonical(_all(output))
    stays = [each for each in stays if not any(address in everything for address in each)]
    return Account(
        read,
        Count(omitted.total(), len(missing) - len(stays)),
        _gone(lost, source, output) if lost else (),
        tuple(each[0] for each in stays),
    )


_NUMBER = regex(r"^[ \t>]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+)*([0-9]{1,9})[.)](?=\s|\Z)", re.MULTILINE)


def _marks(source: Side) -> Counter[str]:
    """The words of a source that are markup: keys of front matter that is not well-formed, numbers of list items."""
    front, body = source.markup
    found = Counter(_NUMBER.findall(body))
    found["null"] = len(words(front))
    for key in keys(front):
        found.update(words(normal(key)))
    for line, number in Counter(map(str.strip, source.front.split("\n"))).items():
        for word in words(line) if number > 1 else ():
            found[word] += number - 1  # one value under several keys
    return found


_AROUND = 3


def _gone(lost: Counter[str], source: Side, output: Side) -> tuple[str, ...]:
    """Which of these words are lost, in order: not those that the output has in another way.

    A word that is parted in another way stands within the same letters. What a picture's alternative text, its title
    and the title of its link say alike need not be said thrice.
    """
    # What is text to one reader of Markdown is the target of a link, or the number of an item, to another.
    readings = (_all(output), normal(unescape(output.markup[1])), _NUMBER.sub(" ", output.body))
    there = " ".join("".join(words(reading)) for reading in readings)
    written = [words(said) for said in source.said]
    lost = lost - Counter(word for said in written if "".join(said) in there for word in said)
    sequence = words(_all(source))
    gone: list[str] = []
    for index, word in enumerate(sequence):
        if lost[word] > 0 and "".join(sequence[max(index - _AROUND, 0) : index + _AROUND + 1]) not in there:
            lost[word] -= 1
            gone.append(word)
    return tuple(gone)


_LONGEST = 200


def _joined(lost: Counter[str], known: Set[str]) -> Iterator[str]:
    """Those of the lost words that a word of the output is put together of, with other known ones."""
    left = +lost
    for word, number in (-lost).items():
        parts = _parts(word, left, known) if len(word) < _LONGEST else ()
        for part in parts:
            found = min(number, left[part])
            left[part] -= found
            yield from [part] * found


def _parts(word: str, lost: Counter[str], known: Set[str]) -> list[str]:
    """Known words that make up a word, the longest ones first; none where it is none of them."""
    ways: dict[int, list[str]] = {0: []}
    for end in range(1, len(word) + 1):
        for start in range(end):
            part = word[start:end]
            if start in ways and part in known and part != word:
                ways[end] = [*ways[start], part]
                break
    return [part for part in ways.get(len(word), ()) if lost[part] > 0]


def _all(side: Side) -> str:
    return " ".join((side.body, *side.said, side.front))


def _alike(one: list[bytes], other: list[bytes]) -> tuple[int, int]:
    """How many pieces are alike at the beginning and at the end of two lists."""
    start = _same(one, other)
    rest = min(len(one), len(other)) - start
    return start, _same(
        one[: start - 1 if start else None : -1][:rest], other[: start - 1 if start else None : -1][:rest]
    )


def _same(one: list[bytes], other: list[bytes]) -> int:
    """How many pieces are alike at the beginning of two lists."""
    if one == other:
        return len(one)
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


_SHOWN = 12


def losses(account: Account, text: str) -> tuple[Problem, ...]:
    """The problems that tell of what is lost of a text."""
    return (
        *_lost("BD010", "word", account.words, " ", text),
        *_lost("BD011", "address", account.addresses, ", ", text),
    )


def _lost(code: str, noun: str, lost: Sequence[str], between: str, text: str) -> Iterator[Problem]:
    if lost:
        number = len(lost)
        plural = "s" if noun == "word" else "es"
        many = f"1 {noun} of the source is" if number == 1 else f"{number} {noun}{plural} of the source are"
        shown = between.join(lost[:_SHOWN])[:300] + (" …" if number > _SHOWN else "")
        yield Problem(code, f"{many} not in the output: {shown}", _line(text, lost[0]))


def _line(text: str, lost: str) -> int | None:
    """The line in which something stands, as far as the text has it as it is."""
    at = text.find(lost)
    return text.count("\n", 0, at) + 1 if at >= 0 else None
