"""What became of a task: plain data that goes from the process that did it to whoever counts and tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import astuple, replace

from newsfix.model.article import PictureFile
from newsfix.model.problem import Problem
from newsfix.rules import LOSSES

if TYPE_CHECKING:
    from newsfix.pipeline import Result

Hashes = tuple[bytes, bytes]


class Counts(Struct, frozen=True, omit_defaults=True):
    """What was done to articles, and what became of their words and addresses.

    pictures  that stood under several URLs and now under one
    captions  that were tied to them
    dates     that were brought to ISO 8601
    """

    pictures: int = 0
    captions: int = 0
    dates: int = 0
    words_read: int = 0
    words_left_out: int = 0
    words_lost: int = 0
    addresses_read: int = 0
    addresses_left_out: int = 0
    addresses_lost: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*map(add, astuple(self), astuple(other)))

    def receipt(self) -> dict[str, dict[str, int]]:
        """What became of the words and the addresses that were read."""
        return {
            "words": _receipt(self.words_read, self.words_left_out, self.words_lost),
            "addresses": _receipt(self.addresses_read, self.addresses_left_out, self.addresses_lost),
        }


def _receipt(read: int, left_out: int, lost: int) -> dict[str, int]:
    return {"read": read, "written": read - left_out - lost, "left_out": left_out, "lost": lost}


NOTHING = Counts()


class CacheEntry(NamedTuple):
    """The state of the files of a task and its outcome, as a row of the cache.

    output, input           their absolute paths
    key                     a hash of what decides on the outcome beside the bytes of the input
    source, result          the stamps of input and output; empty where they cannot be relied on
    source_hash, result_hash   hashes of their bytes; of an output under a URL its stamp
    modified                when the input was last changed, in nanoseconds since 1970
    outcome                 the rest of what is to be told, in few bytes
    """

    output: bytes
    input: bytes
    key: bytes
    source: bytes = b""
    result: bytes = b""
    source_hash: bytes = b""
    result_hash: bytes = b""
    modified: int = 0
    outcome: bytes = b""

    def forgotten(self) -> CacheEntry:
        """A record of the place alone, and of what was written there."""
        return CacheEntry(self.output, self.input, self.key, result_hash=self.result_hash)


class Outcome(Struct, frozen=True, omit_defaults=True):
    """What became of a task.

    output       the file that holds the result
    data         the result, in UTF-8, where it was not written to a file
    pictures     the files that the result refers to, where they are not written yet
    extracted    how many of them were written
    unchanged    the output was there already, byte for byte
    source_size  bytes of the input; None where it could not be read
    output_size  bytes of the result; None where there is none
    seconds      that the task took
    counts       what was done to the article
    members      the outcomes of the articles in a shard, whose own outcome this is
    others       how many things in a shard are not articles
    by_others    the files beside the input settled its encoding
    hashes       of the bytes of input and output, where they are to be remembered
    stamp        of the input as it was before it was read; empty of a shard, and of what is not remembered
    record       what to remember, so that it need not be done again
    view         what a page shows of it (`reports.views`)
    repaired     the input was rewritten, so that some of the problems are gone
    lines        those that the problems stand in, by their numbers, where they are asked for
    sha256       that of the text of the article; None where there is none
    address      of the article
    read         what standard input has that is checked under the name of a file
    """

    path: str
    problems: tuple[Problem, ...]
    failed: bool = False
    output: str | None = None
    data: bytes | None = None
    pictures: tuple[PictureFile, ...] = ()
    extracted: int = 0
    unchanged: bool = False
    source_size: int | None = None
    output_size: int | None = None
    seconds: float = 0.0
    counts: Counts = NOTHING
    members: tuple[Outcome, ...] = ()
    others: int = 0
    by_others: bool = False
    hashes: Hashes | None = None
    stamp: bytes = b""
    record: CacheEntry | None = None
    view: bytes | None = None
    repaired: bool = False
    lines: Mapping[int, str] = {}
    sha256: str | None = None
    address: str | None = None
    read: bytes | None = None

    @property
    def has_lost(self) -> bool:
        """Whether something that its source says is neither in the output nor left out on purpose."""
        return any(problem.code in LOSSES for problem in self.problems)

    @property
    def has_problems(self) -> bool:
        return any(each.problems for each in (self, *self.members))

    @property
    def is_told_by_members(self) -> bool:
        """Whether this is a shard of which there is nothing to say but what its articles say."""
        return bool(self.members) and not self.failed


def failed(path: str, code: str, message: str, problems: tuple[Problem, ...] = ()) -> Outcome:
    return Outcome(path, (*problems, Problem(code, message)), failed=True)


def too_large(name: str) -> Outcome:
    return failed(name, "IO004", "the file is too large for this machine's memory")


def fault(path: str, error: Exception) -> Outcome:
    return failed(path, "IO005", f"newsfix failed on it, please report this: {error!r:.200}")


def is_unsure(problems: Iterable[Problem]) -> bool:
    """Whether the encoding of a text was not beyond doubt."""
    return any(problem.code in ("EN003", "EN007") for problem in problems)


def flat(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes with those of a shard's articles, which are in its output, before its own."""
    for outcome in outcomes:
        for member in outcome.members:
            yield member if member.failed else replace(member, output=outcome.output)
        yield outcome


def count(result: Result) -> Counts:
    """What was done to an article, and what became of what its source says."""
    from newsfix.model.walk import figures

    article, account = result.article, result.account
    dates = ((article.date, article.date_source), (article.updated, article.updated_source))
    return Counts(
        pictures=sum(bool(picture.variants) for picture in article.images),
        # Without pictures there is no figure to look for.
        captions=sum(bool(figure.caption) for figure in figures(article.blocks)) if article.images else 0,
        dates=sum(source is not None and value != source.text for value, source in dates),
        words_read=account.read.words,
        words_left_out=account.omitted.words,
        words_lost=account.lost.words,
        addresses_read=account.read.addresses,
        addresses_left_out=account.omitted.addresses,
        addresses_lost=account.lost.addresses,
    )
