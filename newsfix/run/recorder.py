"""A worker that remembers: it leaves alone what only looks changed, and tells what to remember of what it did."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache, lru_cache
from time import perf_counter

from msgspec import Struct
from msgspec.json import Decoder, encode
from msgspec.structs import replace

from newsfix.model.problem import Problem
from newsfix.rules import BY_CODE
from newsfix.run import files, storage
from newsfix.run.batch import Work
from newsfix.run.outcomes import CacheEntry, Hashes, Outcome, is_unsure
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
    except (ValueError, TypeError):  # a damaged record
        return None


class Recorder(Struct, frozen=True):
    """Does a task as its worker does, unless both files still have the bytes that are remembered.

    A task with a record, which may be blank, has an outcome with a record.
    """

    worker: Work

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
        # What speaks of the time of the input may be otherwise at another time of the same bytes.
        return None if any(problem.code == "DT009" for problem in outcome.problems) else outcome
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
    packed = _packed(outcome) if whole and (outcome.stamp or _stamp(task) == before) else b""
    if not packed:
        return blank.forgotten()._replace(result_hash=result_hash or after)
    just_written = not outcome.unchanged and is_exact(after)
    return blank._replace(
        source=before if is_settled(before) else b"",
        result=after if just_written or is_settled(after) else b"",
        source_hash=source_hash,
        result_hash=result_hash or after,
        modified=modified(before),
        outcome=packed,
    )


def _remembered(task: Task, record: CacheEntry, source: bytes, result: bytes) -> Outcome:
    packed = record.outcome
    # A shard's, with all that is in it, is too large to be kept.
    told = _unpacked(packed) if len(packed) < _SMALL else _unpacked.__wrapped__(packed)
    sizes = {"source_size": size(source), "output_size": size(result)}
    return replace(told, path=task.path, output=task.output, unchanged=True, **sizes)


def _hangs_on_others(outcome: Outcome) -> bool:
    """Whether the encoding was in doubt, so that the files beside the input were asked, or pictures lie beside it."""
    return outcome.extracted > 0 or outcome.by_others or is_unsure(outcome.problems)


# ------------------------------------------------------------------------------- in few bytes


def _packed(outcome: Outcome) -> bytes:
    """What is to be told of an outcome beside its files; nothing where a name in it has no encoding."""
    try:
        return encode(replace(_told(outcome), path="", source_size=None, output_size=None, unchanged=False))
    except UnicodeEncodeError:
        return b""


def _told(outcome: Outcome) -> Outcome:
    """What is to be told of an outcome; of a shard, that of each article in it too."""
    return Outcome(
        outcome.path,
        tuple([Problem(each.code, each.message, each.line, each.column, each.fix) for each in outcome.problems]),
        failed=outcome.failed,
        unchanged=not outcome.failed,
        source_size=outcome.source_size,
        output_size=outcome.output_size,
        counts=outcome.counts,
        members=tuple(map(_told, outcome.members)),
        others=outcome.others,
        sha256=outcome.sha256,
        address=outcome.address,
    )


@lru_cache(maxsize=1024)
def _unpacked(data: bytes) -> Outcome:
    """The outcome that was packed. Raises ValueError."""
    try:
        outcome = _decoder().decode(data)
    except RecursionError as error:
        raise ValueError(str(error)) from None
    for each in (outcome, *outcome.members):
        if not BY_CODE.keys() >= {problem.code for problem in each.problems}:
            raise ValueError("a problem of no rule")
    return outcome


@cache
def _decoder() -> Decoder[Outcome]:
    return Decoder(Outcome)
