"""Many files: each a task, each with an outcome, in the order of the tasks on any executor."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from newsfix.frozen import Frozen, replace
from newsfix.options import Options
from newsfix.origin import Origin
from newsfix.problem import Problem
from newsfix.run import files, storage
from newsfix.run.counts import NOTHING, Counts, count
from newsfix.run.tasks import STDIN, Task

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from newsfix.pipeline import Result
    from newsfix.read.pictures.inline_data import PictureFile
    from newsfix.run.config import Settings
    from newsfix.run.records import Record

FEW = 64
"""So many files are done before another process has started."""

Executors = Callable[[int], "Executor"]
"""Starts an executor that does so many things at a time."""

_CHUNK = 16
_CHUNKS_PER_JOB = 4
_AHEAD = 256


class Outcome(Frozen, uncompared=("seconds", "record")):
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
    others       how many things in a shard are no articles
    by_others    the files beside the input settled its encoding
    record       what to remember, so that it need not be done again
    view         what a page shows of it (`reports.views`)
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
    record: Record | None = None
    view: bytes | None = None

    @property
    def has_problems(self) -> bool:
        return any(each.problems for each in (self, *self.members))

    @property
    def is_told_by_members(self) -> bool:
        """Whether this is a shard of which there is nothing to say but what its articles say."""
        return bool(self.members) and not self.failed


class Worker(Frozen):
    """Does a task; a value that any process can be handed.

    stdin_name  the name of standard input for messages and rules
    only_check  find the problems and write nothing
    output      the one file that all results go to, where they are handed back
    views       make views of the articles with problems
    """

    stdin_name: str | None = None
    only_check: bool = False
    output: str | None = None
    views: bool = False

    def __call__(self, task: Task) -> Outcome:
        start = perf_counter()
        outcome = self._do(task)
        return replace(outcome, seconds=perf_counter() - start)

    def _do(self, task: Task) -> Outcome:
        if task.problem:
            return Outcome(self.name(task), (task.problem,), failed=True)
        if task.overwrites:
            return failed(self.name(task), "IO003", "the output would overwrite the input; see --in-place")
        outcome = self.article(task, task.output or self.output)
        if outcome.data is None:
            return outcome
        if task.output is None:
            return with_pictures(outcome, task.settings)
        return _written(task, outcome.data, replace(outcome, data=None, output=task.output))

    def article(self, task: Task, output: str | None) -> Outcome:
        """The outcome of a task with its output, which is to be in this file or a stream, as data, written nowhere."""
        data, failure = self.read(task)
        if failure:
            return failure
        name, origin, options = self.name(task), self.origin(task), options_at(task.settings, output)
        outcome = self.judged(data, options, name, origin)
        if is_unsure(outcome.problems) and (encodings := _beside(task)):
            outcome = self.judged(data, options, name, replace(origin, encodings=encodings))
            return replace(outcome, by_others=True)
        return outcome

    def judged(self, data: bytes | str, options: Options, name: str, origin: Origin) -> Outcome:
        """The outcome of one article, with its output as data; what befalls it, it costs no other."""
        from newsfix.pipeline import check, convert

        size = len(data)
        try:
            if self.only_check:
                return Outcome(name, check(data, options, origin), source_size=size)
            result = convert(data, options, origin)
            output = None if result.output is None else result.output.encode()
            view = self._view(result)
        except MemoryError:
            return too_large(name)
        except UnicodeEncodeError:
            return failed(name, "IO002", "the result has unpaired surrogates and cannot be written")
        except Exception as error:  # a fault of newsfix costs one file and not the batch
            return fault(name, error)
        if output is None:
            return Outcome(name, result.problems, failed=True, source_size=size, view=view)
        return Outcome(
            name,
            result.problems,
            data=output,
            pictures=result.files,
            source_size=size,
            output_size=len(output),
            counts=count(result.article),
            view=view,
        )

    def _view(self, result: Result) -> bytes | None:
        if not (self.views and result.problems):
            return None
        from newsfix.run.reports.views import view

        return view(result.text, result.output or "", result.problems)

    def name(self, task: Task) -> str:
        """The path of a task as messages show it."""
        return self.stdin_name or STDIN if task.path == STDIN else task.path

    def source(self, task: Task) -> str | None:
        """The path of a task as the article names it; None for standard input without a name."""
        path = self.stdin_name if task.path == STDIN else task.path
        return path and printable(path)

    def origin(self, task: Task) -> Origin:
        """What is known of an input beside its bytes."""
        return Origin(self.source(task), None if task.path == STDIN else storage.modified(task.path))

    def read(self, task: Task) -> tuple[bytes, Outcome | None]:
        """The bytes of an input, or why there are none."""
        limit = task.settings.max_size
        try:
            return files.read_stdin(limit) if task.path == STDIN else storage.read(task.path, limit), None
        except files.TooLarge:
            why = f"the file is larger than {limit // 1_000_000} MB (see --max-size)"
            return b"", failed(self.name(task), "IO004", why)
        except OSError as error:
            return b"", failed(self.name(task), "IO001", f"the file cannot be read: {files.reason(error)}")
        except MemoryError:
            return b"", too_large(self.name(task))


def too_large(name: str) -> Outcome:
    return failed(name, "IO004", "the file is too large for this machine's memory")


def is_unsure(problems: Iterable[Problem]) -> bool:
    """Whether the encoding of a text was not beyond doubt."""
    return any(problem.code in ("EN003", "EN007") for problem in problems)


def _beside(task: Task) -> tuple[str, ...]:
    """The encoding of the files beside an input; none of them where they are being rewritten."""
    if task.path == STDIN or task.rewrite:
        return ()
    from newsfix.run.neighbours import encodings

    return encodings(task.path)


def options_at(settings: Settings, output: str | None) -> Options:
    """The options of an article whose output is in a file or a stream: it refers to its pictures from there."""
    if settings.extract_data is None:
        return settings.options
    from newsfix.run.extracted import prefix

    return replace(settings.options, data_prefix=prefix(settings.extract_data, output))


def with_pictures(outcome: Outcome, settings: Settings) -> Outcome:
    """The outcome of an article whose pictures are written; one that says why they cannot be."""
    if not outcome.pictures:
        return outcome
    try:
        storage.write_all(_places(outcome, settings))
    except OSError as error:
        why = f"the pictures in {settings.extract_data} cannot be written: {files.reason(error)}"
        return failed(outcome.path, "IO002", why, outcome.problems)
    return replace(outcome, pictures=(), extracted=len(outcome.pictures))


def _places(outcome: Outcome, settings: Settings) -> list[tuple[str, bytes]]:
    return [(storage.join(settings.extract_data or "", file.name), file.content) for file in outcome.pictures]


def _written(task: Task, data: bytes, outcome: Outcome) -> Outcome:
    """Write an output and its pictures; the outcome says why that failed."""
    path = task.output or ""
    try:
        if task.beside and storage.exists(path) and not storage.has(path, data):
            why = f"{path} is there already and differs; it was not overwritten"
            return failed(outcome.path, "IO003", why, outcome.problems)
        pictures = _places(outcome, task.settings)
        changed = storage.write(path, data, keep_mode=task.rewrite, before=lambda: storage.write_all(pictures))
    except OSError as error:
        what = f"{path} with its pictures in {task.settings.extract_data}" if outcome.pictures else path
        why = f"the output {what} cannot be written: {files.reason(error)}"
        return failed(outcome.path, "IO002", why, outcome.problems)
    return replace(outcome, unchanged=not changed, pictures=(), extracted=len(outcome.pictures))


def failed(path: str, code: str, message: str, problems: tuple[Problem, ...] = ()) -> Outcome:
    return Outcome(path, (*problems, Problem(code, message)), failed=True)


def fault(path: str, error: Exception) -> Outcome:
    return failed(path, "IO005", f"newsfix failed on it, please report this: {error!r:.200}")


def printable(path: str) -> str:
    """A path as text that can be encoded: a byte that is no UTF-8 becomes a question mark."""
    return path.encode("utf-8", "replace").decode()


def flat(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes with those of a shard's articles, which are in its output, before its own."""
    for outcome in outcomes:
        for member in outcome.members:
            yield member if member.failed else replace(member, output=outcome.output)
        yield outcome


# ------------------------------------------------------------------------------- any executor

Entry = Task | Outcome


class Work(Protocol):
    """What does a task, in any process that it is handed to."""

    def __call__(self, task: Task) -> Outcome: ...

    def name(self, task: Task) -> str:
        """The path of a task as messages show it."""


def cores() -> int:
    """The number of cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every platform
        return os.cpu_count() or 1


def run(
    entries: Iterable[Entry], worker: Work, jobs: int | None = None, executors: Executors | None = None
) -> Iterator[Outcome]:
    """Do the tasks, one outcome each, in their order. An outcome among them keeps its place.

    jobs       how many are done at a time: 1 means in this process, None as many as there are cores, and
               in this process for a few files
    executors  where they are done; by default processes of this machine

    Only a bounded number of tasks and outcomes is held at any time.
    """
    entries = _swept(entries)
    if executors:
        return _parallel(entries, worker, jobs or cores(), executors)
    if jobs is None:
        return _as_needed(entries, worker, cores())
    return _here(entries, worker) if jobs == 1 else _parallel(entries, worker, jobs, _processes)


def _swept(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries; before the first task of a directory is done, what killed runs have left there is removed."""
    swept: set[str] = set()
    for entry in entries:
        if isinstance(entry, Task) and entry.output is not None:
            directory = os.path.dirname(entry.output)
            if directory not in swept:
                if len(swept) == _AHEAD:
                    swept.clear()
                swept.add(directory)
                storage.sweep(directory or ".")
        yield entry


def _here(entries: Iterable[Entry], worker: Work) -> Iterator[Outcome]:
    return (worker(entry) if isinstance(entry, Task) else entry for entry in entries)


def _as_needed(entries: Iterator[Entry], worker: Work, jobs: int) -> Iterator[Outcome]:
    """In this process unless there are more than a few tasks."""
    ahead: list[Entry] = []
    tasks = 0
    for entry in entries:
        ahead.append(entry)
        tasks += isinstance(entry, Task)
        if tasks == FEW and jobs > 1:
            yield from _parallel(chain(ahead, entries), worker, jobs, _processes)
            return
        if not tasks or len(ahead) == _AHEAD:
            yield from _here(ahead, worker)
            ahead.clear()
    yield from _here(ahead, worker)


def _processes(jobs: int) -> Executor:
    from newsfix.run.processes import Processes

    return Processes(jobs)


def _parallel(entries: Iterator[Entry], worker: Work, jobs: int, executors: Executors) -> Iterator[Outcome]:
    pool = _Pool(executors, jobs)
    waiting: deque[tuple[list[Entry], Future[list[Outcome]] | None]] = deque()
    try:
        while True:
            while len(waiting) < jobs * _CHUNKS_PER_JOB and (chunk := _chunk(entries)):
                tasks = _tasks(chunk)
                waiting.append((chunk, pool.submit(worker, tasks) if tasks else None))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            if future is None or not _loss(future):
                done = iter(future.result() if future else ())
            else:
                done = _one_by_one(_tasks(chunk), worker, executors)
            yield from (next(done) if isinstance(entry, Task) else entry for entry in chunk)
    finally:
        pool.stop()


def _chunk(entries: Iterator[Entry]) -> list[Entry]:
    """The next entries, only so many tasks among them; a shard is enough."""
    chunk: list[Entry] = []
    tasks = 0
    for entry in islice(entries, _AHEAD):
        chunk.append(entry)
        tasks += isinstance(entry, Task)
        if tasks == _CHUNK or (isinstance(entry, Task) and entry.is_shard):
            break
    return chunk


def _tasks(entries: Iterable[Entry]) -> list[Task]:
    return [entry for entry in entries if isinstance(entry, Task)]


def _one_by_one(tasks: Sequence[Task], worker: Work, executors: Executors) -> Iterator[Outcome]:
    """The tasks of a chunk that was lost, so that the file that ends a process is known.

    A process that dies takes with it every chunk under way; a file that is done twice has the same output.
    """
    pool = _Pool(executors, 1)
    try:
        for task in tasks:
            future = pool.submit(worker, [task])
            if loss := _loss(future):
                yield failed(worker.name(task), "IO005", loss)
            else:
                yield from future.result()
    finally:
        pool.stop()
        for directory in {os.path.dirname(task.output) for task in tasks if task.output is not None}:
            storage.sweep(directory or ".")


def _loss(future: Future[list[Outcome]]) -> str | None:
    """Why there is no result: a worker has one for every input, so something befell it. Raises KeyboardInterrupt."""
    from concurrent.futures import BrokenExecutor, CancelledError

    try:
        error = future.exception()
    except CancelledError as cancelled:
        error = cancelled
    if error is None:
        return None
    if isinstance(error, BrokenExecutor):
        return "the process that read it was killed or ran out of memory"
    if isinstance(error, Exception):
        return f"the process that read it was lost: {error!r:.200}"
    raise error


class _Pool:
    """An executor that is started when it is needed, and anew when it is broken."""

    def __init__(self, executors: Executors, jobs: int) -> None:
        self._executors = executors
        self._jobs = jobs
        self._executor: Executor | None = None

    def submit(self, worker: Work, tasks: list[Task]) -> Future[list[Outcome]]:
        from concurrent.futures import BrokenExecutor

        if self._executor:
            try:
                return self._executor.submit(work, worker, tasks)
            except BrokenExecutor:
                self.stop()  # what was under way says so in its own results
        self._executor = self._executors(self._jobs)
        return self._executor.submit(work, worker, tasks)

    def stop(self) -> None:
        if self._executor:
            self._executor.shutdown(wait=True)


def work(worker: Work, tasks: list[Task]) -> list[Outcome]:
    """Do a chunk of tasks, wherever this runs."""
    return [worker(task) for task in tasks]
