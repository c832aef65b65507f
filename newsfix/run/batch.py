"""Many files: each a task, each with an outcome, in the order of the tasks on any executor."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from newsfix.run import storage
from newsfix.run.outcomes import Outcome, failed
from newsfix.run.task import Task

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

FEW = 64
"""So many files are done before another process has started."""

Executors = Callable[[int], "Executor"]
"""Starts an executor that does so many things at a time."""

_CHUNK = 16
_CHUNKS_PER_JOB = 4
_AHEAD = 256

Entry = Task | Outcome
Work = Callable[[Task], Outcome]
"""What does a task, in any process that it is handed to."""


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
        if isinstance(entry, Outcome) and not ahead:
            yield entry
            continue
        ahead.append(entry)
        tasks += isinstance(entry, Task)
        if tasks == FEW and jobs > 1:
            yield from _parallel(chain(ahead, entries), worker, jobs, _processes)
            return
        if len(ahead) == _AHEAD:
            yield from _here(ahead, worker)
            ahead.clear()
    yield from _here(ahead, worker)


def _processes(jobs: int) -> Executor:
    from newsfix.run.processes import Processes

    return Processes(jobs, "newsfix.pipeline")


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
                yield failed(task.name, "IO005", loss)
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
