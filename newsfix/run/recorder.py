"""A worker that remembers: it leaves alone what only looks changed, and tells what to remember of what it did."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import cache, lru_cache
from time import perf_counter
from typing import Any

from msgspec import DecodeError, Struct
from msgspec.json import Decoder
from msgspec.structs import astuple, replace

from newsfix.model.problem import Fix, Problem
from newsfix.rules import BY_CODE
from newsfix.run import files, storage
from newsfix.run.batch import Work
from newsfix.run.outcomes import NOTHING, CacheEntry, Counts, Hashes, Outcome, is_unsure
from newsfix.run.stamps import is_exact, is_settled, modified, size, stamp, together
from newsfix.run.task import Task

_SMALL = 1000


def stamp_of(path: str) -> bytes:
    """The stamp of a file, or of an object under a URL."""
    return storage.stamp(path) if storage.is_url(path) else stamp(path)


def mark(path: str) -> bytes:
    """What tells an output from one that was altered: a hash of its bytes, an object's stamp. Raises OSError."""
    return storage.stamp(path) if storage.is_url(path) else files.digest(path)


def unchanged(task: Task, record: CacheEntry, of_output: Callable[[str], bytes] = stamp_of) -> Outcome | None:
    """The outcome that is remembered, where neither file has changed since. Nothing is read.

    of_output  gives the stamp of one
    """
    # A stamp that was not to be trusted is empty, as that of a file which is not there.
    if not (record.source and record.result):
        return None
    if record.source != _stamp(task) or record.result != of_output(task.output or ""):
        return None
    try:
        return _remembered(task, record, record.source, record.result)
    except (ValueError, TypeError):  # a damaged record is none
        return None


class Recorder(Struct, frozen=True):
    """Does a task as its worker does, unless both files still have the bytes that are remembered.

    A task with a record, which may be blank, has an outcome with a record.
    """

    worker: Work

    def name(self, task: Task) -> str:
        return self.worker.name(task)

    def __call__(self, task: Task) -> Outcome:
        start = perf_counter()
        if task.record is None:
            return self.worker(task)
        # What is read tells its stamp by itself.
        asked = task.is_shard or task.record.source_hash or storage.is_url(task.path)
        before = _stamp(task) if asked else b""
        outcome = (_same(task, task.record, before) if before else None) or self.worker(task)
        before = outcome.stamp or before
        if not before or (outcome.failed and outcome.source_size is None and not task.is_shard):  # it was not read
            return outcome
        record = _record(task, task.record, outcome, before)
        return replace(outcome, record=record, hashes=None, stamp=b"", seconds=perf_counter() - start)


def _stamp(task: Task) -> bytes:
    """The stamp of a task's input, or of all inputs that make a shard."""
    return together(map(_stamp, task.group)) if task.group else task.stamp or stamp_of(task.path)


def _hashes(task: Task) -> Hashes:
    """Those of the bytes of a task's input and output, or of all inputs that make a shard. Raises OSError.

    They are empty where one is under a URL: its entity tag says as much, and nothing is fetched twice.
    """
    if any(map(storage.is_url, (task.output or "", task.path, *(each.path for each in task.group)))):
        return b"", b""
    output = files.digest(task.output or "")
    if task.group:
        return files.hashed(b"".join([files.digest(each.path) for each in task.group])), output
    return files.digest(task.path), output


def _same(task: Task, record: CacheEntry, before: bytes) -> Outcome | None:
    """The outcome that is remembered, where both files still have the same bytes."""
    if not record.source_hash or not (after := stamp_of(task.output or "")):
        return None
    with suppress(OSError, ValueError, TypeError):
        if _hashes(task) != (record.source_hash, record.result_hash) or modified(before) < record.modified:
            return None
        outcome = _remembered(task, record, before, after)
        return None if _tells_the_time(outcome) else outcome
    return None


def _record(task: Task, blank: CacheEntry, outcome: Outcome, before: bytes) -> CacheEntry:
    """What to remember.

    Of a failure, where the input changed meanwhile, and where other files were asked, only whose output it is.
    A stamp from before the input was read does not need to be asked for again: a change has given it another.
    """
    after = stamp_of(task.output or "")
    if outcome.failed or not after:
        return blank.forgotten()
    try:
        source_hash, result_hash = outcome.hashes or _hashes(task)
    except OSError:
        return blank.forgotten()
    if storage.is_url(task.output or ""):
        result_hash = after
    whole = not any(each.failed or _hangs_on_others(each) for each in (outcome, *outcome.members))
    if not whole or not (outcome.stamp or _stamp(task) == before):
        return blank.forgotten()._replace(result_hash=result_hash or after)
    just_written = not outcome.unchanged and is_exact(after)
    return blank._replace(
        source=before if is_settled(before) else b"",
        result=after if just_written or is_settled(after) else b"",
        source_hash=source_hash,
        result_hash=result_hash or after,
        modified=modified(before),
        outcome=_packed(outcome),
    )


def _remembered(task: Task, record: CacheEntry, source: bytes, result: bytes) -> Outcome:
    packed = record.outcome
    # A shard's, with all that is in it, is too large to be kept.
    told = _unpacked(packed) if len(packed) < _SMALL else _unpacked.__wrapped__(packed)
    problems, counts, others, members, sha256, address = told
    return Outcome(
        task.path,
        problems,
        output=task.output,
        unchanged=True,
        source_size=size(source),
        output_size=size(result),
        counts=counts,
        members=members,
        others=others,
        sha256=sha256,
        address=address,
    )


def _tells_the_time(outcome: Outcome) -> bool:
    """Whether it speaks of the time of the input itself, which another time of the same bytes may change."""
    return any(problem.code == "DT009" for problem in outcome.problems)


def _hangs_on_others(outcome: Outcome) -> bool:
    """Whether the encoding was in doubt, so that the files beside the input were asked, or pictures lie beside it."""
    return outcome.extracted > 0 or outcome.by_others or is_unsure(outcome.problems)


# ------------------------------------------------------------------------------- in few bytes


_written = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


def _packed(outcome: Outcome) -> bytes:
    return _written(_plain(outcome)).encode()


def _plain(outcome: Outcome) -> list[Any]:
    """What is to be told of an outcome beside its files, in lists; of a shard, that of each article in it too."""
    problems = [
        (each.code, each.message, each.line, each.column, each.fix and astuple(each.fix)) for each in outcome.problems
    ]
    members = [(each.path, each.failed, each.source_size, each.output_size, *_plain(each)) for each in outcome.members]
    return [problems, astuple(outcome.counts), outcome.others, members, outcome.sha256, outcome.address]


Told = tuple[tuple[Problem, ...], Counts, int, tuple[Outcome, ...], str | None, str | None]


@lru_cache(maxsize=1024)
def _unpacked(data: bytes) -> Told:
    """Problems, counts, things that are no articles, and members of an outcome. Raises ValueError."""
    try:
        packed = _decoder().decode(data)
    except (DecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    return _told(packed)


_PackedProblem = tuple[str, str, int | None, int | None, tuple[int, int, str] | None]
_PackedCounts = tuple[int, int, int, int, int, int, int, int, int]


class _PackedMember(Struct, frozen=True, array_like=True):
    path: str
    failed: bool
    source_size: int | None
    output_size: int | None
    problems: list[_PackedProblem]
    counts: _PackedCounts
    others: int
    members: list[_PackedMember]
    sha256: str | None
    address: str | None


class _Packed(Struct, frozen=True, array_like=True):
    problems: list[_PackedProblem]
    counts: _PackedCounts
    others: int
    members: list[_PackedMember]
    sha256: str | None
    address: str | None


@cache
def _decoder() -> Decoder[_Packed]:
    return Decoder(_Packed)


def _told(packed: _Packed | _PackedMember) -> Told:
    problems = tuple([_problem(*problem) for problem in packed.problems])
    counts = Counts(*packed.counts) if any(packed.counts) else NOTHING
    return problems, counts, packed.others, tuple(map(_member, packed.members)), packed.sha256, packed.address


def _problem(
    code: str, message: str, line: int | None, column: int | None, fix: tuple[int, int, str] | None
) -> Problem:
    if code not in BY_CODE:
        raise ValueError(code)
    return Problem(code, message, line, column, fix and Fix(*fix))


def _member(packed: _PackedMember) -> Outcome:
    problems, counts, others, members, sha256, address = _told(packed)
    return Outcome(
        packed.path,
        problems,
        failed=packed.failed,
        unchanged=not packed.failed,
        source_size=packed.source_size,
        output_size=packed.output_size,
        counts=counts,
        members=members,
        others=others,
        sha256=sha256,
        address=address,
    )
