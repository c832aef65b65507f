"""The balance: what the source says less what the output says and what was left out on purpose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import AnyStr

from msgspec import Struct

from newsfix.account.front import scalars
from newsfix.account.reading import Collector
from newsfix.account.sides import Side, markdown_side, source_side
from newsfix.account.text import NOWHERE, Near, canonical, chunks, encoded, letters, normal, resolved, unparted, words
from newsfix.model.problem import Omission, Problem

Address = tuple[str, ...]
"""An address with those that can stand for it."""


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
    near       what is before and after the first of the words
    """

    read: Count = Count()
    omitted: Count = Count()
    words: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    near: Near = NOWHERE

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
    said, written = chunks(encoded(source.body)), encoded(output.body)
    joined = b"".join(said)
    before = chunks(encoded(" ".join((source.front, *source.said))))
    after = chunks(encoded(" ".join((output.front, *output.said, *rewritten))))
    read = Count(len(said) + len(before) + unparted(joined), len(source.addresses))
    if joined != letters(written):
        differing = _between(said, chunks(written))
        before += differing[0]
        after += differing[1]
    wanted, there = _differing(Counter(before), Counter(after))
    lost = more(wanted, there)
    missing = _missing(source.addresses, output.addresses, base)
    if not lost and not missing:
        return Account(read)
    left, known = _left_out(omissions)
    still = more(lost, Counter(words(normal(left)))) if lost else {}
    stays = [each for each in missing if known.isdisjoint(each)]
    omitted = Count(sum(lost.values()) - sum(still.values()), len(missing) - len(stays))
    if not still and not stays:
        return Account(read, omitted)
    from newsfix.account.trace import traced

    return Account(read, omitted, *traced(source, output, still, more(there, wanted), stays))


def _differing(one: Mapping[bytes, int], other: Mapping[bytes, int]) -> tuple[Counter[str], Counter[str]]:
    """The words of the pieces that two counts do not have alike."""
    lost = more(one, other)
    return (_words(lost), _words(more(other, one))) if lost else (Counter(), Counter())


def _words(pieces: Mapping[bytes, int]) -> Counter[str]:
    said = b" ".join(b" ".join([piece] * number) for piece, number in pieces.items())
    return Counter(words(normal(said.decode("utf-8", "surrogatepass"))))


def more(one: Mapping[AnyStr, int], other: Mapping[AnyStr, int]) -> dict[AnyStr, int]:
    """What one count has more of than another, and how much more."""
    of_other = other.get
    return {each: number - of_other(each, 0) for each, number in one.items() if number > of_other(each, 0)}


def _missing(wanted: Iterable[Address], there: Iterable[Address], base: str | None) -> list[Address]:
    """The addresses that are not there in one form or another, as they are compared."""
    known = {address for each in there for address in each}
    missing = [each for each in wanted if known.isdisjoint(each)]
    if missing:
        known = set(map(canonical, known))
        missing = [each for each in (tuple(map(canonical, each)) for each in missing) if known.isdisjoint(each)]
    if missing and base is not None:
        missing = [each for each in missing if known.isdisjoint(resolved(address, base) for address in each)]
    return missing


def _left_out(omissions: Iterable[Omission]) -> tuple[str, Set[str]]:
    """The text and the addresses that were left out on purpose."""
    said: list[str] = []
    known: set[str] = set()
    for omission in omissions:
        reading = Collector(empty_links=True)
        reading.html(omission.text)
        stated = [] if "<" in omission.text else scalars(omission.text)[1]
        further = [canonical(address) for address in (*omission.addresses, *stated)]
        said += (reading.text(), *reading.said, *further)
        known.update(further, *(map(canonical, each) for each in reading.addresses))
    return " ".join(said), known


def _between(one: list[bytes], other: list[bytes]) -> tuple[list[bytes], list[bytes]]:
    """What two lists of pieces have between what is alike at their beginnings and at their ends."""
    start = _alike(one, other)
    one, other = one[start:], other[start:]
    end = _alike(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    return ([], []) if b"".join(one) == b"".join(other) else (one, other)


def _alike(one: list[bytes], other: list[bytes]) -> int:
    """How many pieces are alike at the beginning of two lists, found by halving what they are compared by."""
    start, end = 0, min(len(one), len(other))
    while start < end:
        middle = (start + end + 1) // 2
        if one[start:middle] == other[start:middle]:
            start = middle
        else:
            end = middle - 1
    return start


_SHOWN = 12


def is_kept(front: str, body: str, output: str, rewritten: Sequence[str]) -> bool:
    """Whether Markdown ends with the body of its source as it stands, and has above it all that front matter says."""
    body = body.strip("\n")
    above = output.removesuffix(f"{body}\n")
    if not body or above is output:
        return False
    account = balance(source_side(front, "", "markdown"), markdown_side(above), (), rewritten)
    return not (account.words or account.addresses)


def losses(account: Account, text: str) -> tuple[Problem, ...]:
    """The problems that tell of what is lost of a text."""
    return (
        *_lost("BD010", "word", account.words, " ", text, account.near),
        *_lost("BD011", "address", account.addresses, ", ", text),
    )


def _lost(
    code: str, noun: str, lost: Sequence[str], between: str, text: str, near: Near = NOWHERE
) -> Iterator[Problem]:
    if lost:
        from newsfix.account.trace import place

        number = len(lost)
        plural = "s" if noun == "word" else "es"
        many = f"1 {noun} of the source is" if number == 1 else f"{number} {noun}{plural} of the source are"
        shown = between.join(lost[:_SHOWN])[:300] + (" …" if number > _SHOWN else "")
        at = place(text, lost[0], near)
        yield Problem(code, f"{many} not in the output: {shown}", text.count("\n", 0, at) + 1 if at >= 0 else None)
