"""What need not be done again: the outcomes of earlier runs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from time import monotonic

from msgspec import Struct
from msgspec.structs import replace

from newsfix.run import batch, files, paths, stamps, storage
from newsfix.run.batch import Entry, Executors, Work
from newsfix.run.database import Database
from newsfix.run.outcomes import CacheEntry, Outcome
from newsfix.run.recipe import recipe
from newsfix.run.recorder import Recorder, unchanged
from newsfix.run.settings import STDIN, Settings
from newsfix.run.task import Task

_AT_ONCE = 256
_MOST_FOLDERS = 1024
_SECONDS_BETWEEN = 1.0


class Stale(Struct, frozen=True):
    """An output whose input is gone; `kept` says why it was not removed."""

    output: str
    input: str
    kept: str | None = None


class _Folder(Struct, frozen=True):
    """What the files of a folder with the same settings have in common, worked out once for all of them.

    path  the absolute one, with a slash at its end
    key   of its files; an article names its file as the user did, so that the name of the folder is in it
    """

    path: bytes
    key: bytes
    settings: Settings


class Cache:
    """The outcomes of earlier runs, those of this one added as they come.

    path   the file; it is made where there is none
    tell   takes one line on why the file cannot be used: the run then goes on as if nothing were remembered
    views  views of the articles with problems are wanted, which are not remembered
    """

    def __init__(self, path: str, tell: Callable[[str], None], views: bool = False) -> None:
        self._database = Database(path, tell)
        self._views = views
        self._folders: dict[tuple[str, int], _Folder] = {}
        self._recipe: tuple[Settings | None, bytes] = (None, b"")
        self._listed = ""
        self._stamps: dict[str, bytes] = {}
        self._new: list[CacheEntry] = []
        self._stored = monotonic()

    def __enter__(self) -> Cache:
        self._database.open()
        return self

    def __exit__(self, *_: object) -> None:
        self._store()
        self._database.close()

    def run(
        self, tasks: Iterable[Task], worker: Work, jobs: int | None = None, executors: Executors | None = None
    ) -> Iterator[Outcome]:
        """Do as `batch.run` what is not unchanged since an earlier run."""
        return self.kept(batch.run(self.known(tasks), Recorder(worker), jobs, executors))

    def known(self, tasks: Iterable[Task]) -> Iterator[Entry]:
        """The outcomes of what is unchanged in the place of their tasks, and the other tasks with a record to fill."""
        tasks = iter(tasks)
        while chunk := _some(tasks):
            yield from self._known(chunk) if self._database.is_open else chunk

    def _known(self, tasks: Sequence[Task]) -> Iterator[Entry]:
        blanks = [self._blank(task) for task in tasks]
        found = self._database.of_outputs([blank.output for blank in blanks if blank])
        records = {record[:2]: record for record in found}
        written: dict[bytes, set[bytes]] = {}
        for each in records.values():
            if each.result_hash:
                written.setdefault(each.output, set()).add(each.result_hash)
        for task, blank in zip(tasks, blanks, strict=True):
            if blank is None:
                yield task
                continue
            record = records.get(blank[:2], blank)
            outcome = unchanged(task, record, self._stamp_of_output) if record.key == blank.key else None
            if outcome and not (self._views and outcome.has_problems):
                yield outcome
                continue
            if self._views or record.key != blank.key:
                record = blank._replace(result_hash=record.result_hash)
            yield replace(task, record=record, written=frozenset(written.get(blank.output, ())))

    def _blank(self, task: Task) -> CacheEntry | None:
        """A record with nothing but the place and the key of a task; None where nothing can be remembered."""
        if task.output is None or task.problem or task.path == STDIN:
            return None
        folder, name = os.path.split(task.output)
        output = self._folder(folder, task.settings).path + os.fsencode(name)
        folder, name = os.path.split(task.path)
        source = self._folder(folder, task.settings)
        key = self._key_of_group(task.group) if task.group else source.key
        return CacheEntry(output, source.path + os.fsencode(name), key)

    def _stamp_of_output(self, path: str) -> bytes:
        """The stamp of a file; that of an object is among those of its directory, which are asked for at once."""
        if not storage.is_url(path):
            return stamps.stamp(path)
        directory, _, name = path.rpartition("/")
        if directory != self._listed:
            self._listed, self._stamps = directory, storage.stamps_in(directory)
        return self._stamps.get(name, b"")

    def _key_of_group(self, tasks: Sequence[Task]) -> bytes:
        hashed = blake2b(digest_size=16)
        for task in tasks:
            folder, name = os.path.split(task.path)
            hashed.update(blake2b(os.fsencode(name), key=self._folder(folder, task.settings).key).digest())
        return hashed.digest()

    def _folder(self, name: str, settings: Settings) -> _Folder:
        # By identity, since settings hold tables and cannot be hashed; what is kept alive keeps its identity.
        place = (name, id(settings))
        folder = self._folders.get(place)
        if folder is None:
            if len(self._folders) == _MOST_FOLDERS:
                self._folders.clear()
            path = os.fsencode(os.path.join(name if storage.is_url(name) else os.path.abspath(name), ""))
            if self._recipe[0] is not settings:
                self._recipe = settings, recipe(settings)
            key = blake2b(os.fsencode(name), key=self._recipe[1], digest_size=16).digest()
            folder = self._folders[place] = _Folder(path, key, settings)
        return folder

    def kept(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """The outcomes as they come; their records are stored."""
        for outcome in outcomes:
            if outcome.record:
                self._new.append(outcome.record)
                if len(self._new) >= _AT_ONCE or monotonic() - self._stored > _SECONDS_BETWEEN:
                    self._store()
            yield outcome

    def _store(self) -> None:
        new, self._new = self._new, []
        self._stored = monotonic()
        self._database.store(new)

    def delete_stale(self, directory: str, sources: Sequence[str]) -> Iterator[Stale]:
        """Remove the outputs in a directory whose inputs were in one of the sources and are gone.

        Only what newsfix wrote and nobody has altered since; what becomes of each, as it is done.
        """
        self._store()
        roots = [os.fsencode(os.path.abspath(source)) for source in sources]
        for record in self._database.below(os.fsencode(os.path.abspath(directory))):
            if any(record.input == root or record.input.startswith(paths.below(root)) for root in roots):
                yield from self._judged(record)

    def _judged(self, record: CacheEntry) -> Iterator[Stale]:
        if not _is_gone(record.input):
            return
        wanted = any(not _is_gone(path) for path in self._database.other_inputs(record))
        kept = None
        if not wanted and not files.is_gone(record.output):
            try:
                if files.digest(os.fsdecode(record.output)) == record.result_hash:
                    os.unlink(record.output)
                else:
                    kept = "altered since"
            except OSError as error:
                kept = files.reason(error)
            yield Stale(os.fsdecode(record.output), os.fsdecode(record.input), kept)
        if kept is None:
            self._database.delete(record)


def _some(tasks: Iterator[Task]) -> list[Task]:
    """The next tasks, few enough to be held; the articles of a shard are enough."""
    chunk = []
    for task in islice(tasks, _AT_ONCE):
        chunk.append(task)
        if task.group:
            break
    return chunk


def _is_gone(path: bytes) -> bool:
    """Whether there certainly is no input any more. Of one under a URL that is not asked."""
    return not storage.is_url(os.fsdecode(path)) and files.is_gone(path)
