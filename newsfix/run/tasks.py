"""What is to be done: sources to inputs, inputs to the places of their outputs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model.origin import Origin
from newsfix.model.problem import Refused
from newsfix.profiles import is_named
from newsfix.run import files, finding, storage
from newsfix.run.config import NAMES as CONFIGURATIONS
from newsfix.run.config import Configuration
from newsfix.run.guard import Claims, Guard, Names, OptionFile, refuse
from newsfix.run.settings import STDIN, Settings
from newsfix.run.shardnames import inside, is_compressed, is_lines, is_shard, printable, split_suffix
from newsfix.run.task import SUFFIX, Keeps, Shards, Task, refused

if TYPE_CHECKING:
    from newsfix.run.containers import Member

_MARKDOWN = (".md", ".markdown")


class Places(Struct, frozen=True):
    """Where the outputs go; without a place the texts are handed back.

    directory   the outputs keep the tree of each source below it
    output      the place of the only output
    in_place    the outputs lie beside the inputs
    suffix      of the outputs in `directory`
    shards      makes shards of the articles in `directory`
    keep_paths  the outputs keep the paths of the sources that are files
    force       outputs in `directory` are overwritten, whoever altered or made them
    """

    directory: str | None = None
    output: str | None = None
    in_place: bool = False
    suffix: str = SUFFIX["markdown"]
    shards: Shards | None = None
    keep_paths: bool = False
    force: bool = False

    @property
    def hands_back(self) -> bool:
        """Whether there is no place for the texts."""
        return self.directory is None and self.output is None and not self.in_place


NOWHERE = Places()


class Inputs:
    """The sources' article files as a stream of tasks in a stable order.

    configuration  gives each file its settings, and each source what it includes and excludes
    search         what every search heeds beside the patterns of the configuration
    force_exclude  those hold for the sources themselves too
    others         counts, while one iterates, the files that are not articles
    links          counts the links that were not followed
    excluded       counts the sources that were excluded
    """

    def __init__(
        self,
        sources: Sequence[str],
        configuration: Configuration | None = None,
        places: Places = NOWHERE,
        search: finding.Selection = finding.DEFAULT,
        *,
        force_exclude: bool = False,
    ) -> None:
        self.places = places
        self.others = self.links = self.excluded = 0
        self._sources = sources
        self._configuration = configuration or Configuration()
        self._search = search
        self._force_exclude = force_exclude
        directory = places.directory
        self._below = storage.join(directory, "") if directory is not None else ""
        named = directory is not None and any(
            is_named(self._configuration.of_directory(source).options) for source in sources
        )
        self._claims = Claims(several=len(sources) > 1 or named)
        self._names = Names()
        self._guard = Guard(sources, directory)
        self._keeps: Keeps = "nothing"
        self._guarded: list[str] = []
        if directory is not None:
            roots = [source for source in sources if storage.is_directory(source)]
            self._guarded = [root for root in roots if storage.lies_in(root, directory)]
            is_among = not places.force and any(storage.lies_in(directory, root) for root in roots)
            self._keeps = "devices" if places.force else "unknown" if is_among else "altered"

    def __iter__(self) -> Iterator[Task]:
        return self.places.shards.of(self._tasks(), self._guard, self._keeps) if self.places.shards else self._tasks()

    def _tasks(self) -> Iterator[Task]:
        for found in self._found():
            if found.error is not None:
                yield refused(found.path, "IO001", f"the directory cannot be read: {found.error}")
            elif found.leads_out:
                self.links += 1
            elif not found.article:
                self.others += 1
            else:
                settings = self._configuration.of(found.path)
                if self._unpacks(found, settings):
                    yield from self._unpacked(found, settings)
                    continue
                task = self._task(found, settings)
                if found.stamp:
                    task = replace(task, stamp=found.stamp)
                yield self._claimed(task, found)

    def ahead(self) -> Iterator[None]:
        """An item for each task, found anew: a count of what is to come that holds no name of it."""
        for found in self._found():
            if not found.article and found.error is None:
                continue
            settings = self._configuration.of(found.path)
            if found.article and self._unpacks(found, settings):
                yield from (None for _ in self._unpacked(found, settings, claim=False))
            else:
                yield None

    def keep_clear_of(self, places: Sequence[OptionFile], read: Sequence[OptionFile] = ()) -> None:
        """Raises ValueError where a file that is to be written is one that decides or is read; see `refuse`."""
        for option, path in places:
            if os.path.basename(path).lower() in CONFIGURATIONS and storage.exists(path):
                raise ValueError(f"{option} {path} would overwrite a configuration; name another file")
        refuse(places, self._sources, self._would_find, self._found, read)
        if self.places.output is None:
            self._guard.keep((*places, *read))

    def _would_find(self, path: str, source: str) -> bool:
        """Whether a search of a source would take a path for an article."""
        if not files.lies_in(path, source) or (self.places.directory and files.lies_in(path, self.places.directory)):
            return False
        included, excluded = self._selection(source).test()
        relative = os.path.relpath(os.path.realpath(path), os.path.realpath(source))
        return included(relative) and not excluded(relative)

    def _selection(self, source: str) -> finding.Selection:
        settings = self._configuration.of_directory(source)
        return replace(self._search, include=settings.include, exclude=settings.exclude)

    def _found(self) -> Iterator[finding.Found]:
        leave_out = [self.places.directory] if self.places.directory else []
        self.excluded = 0
        for source in self._sources:
            if self._force_exclude and self._is_excluded(source):
                self.excluded += 1
            elif source != STDIN and storage.is_directory(source):
                yield from storage.find(source, self._selection(source), leave_out)
            else:
                yield finding.Found(source, self._relative(source))

    def _is_excluded(self, source: str) -> bool:
        """Whether a source is excluded, seen from its configuration, or from here where there is none.

        So is a file in a directory that no search enters.
        """
        source = (self._configuration.stdin_filename if source == STDIN else source) or STDIN
        if source == STDIN or storage.is_url(source):
            return False
        from newsfix.run.ignored import is_passed_over

        if not files.is_directory(source) and is_passed_over(source):
            return True
        settings = self._configuration.of(source)
        relative = os.path.relpath(source, settings.directory or None)
        return finding.matches(f"{relative}/" if files.is_directory(source) else relative, *settings.exclude)

    def _relative(self, source: str) -> str:
        """Where the output of a source that is a file lies below the directory of the outputs."""
        kept = os.path.normpath(source)
        is_below = self.places.keep_paths and not (
            os.path.isabs(kept) or storage.is_url(source) or kept.startswith("..")
        )
        return kept if is_below else os.path.basename(source)

    def _task(self, found: finding.Found, settings: Settings) -> Task:
        path = found.path
        if is_shard(path):
            return self._task_of_shard(found, settings)
        if self.places.in_place:
            if path.lower().endswith(_MARKDOWN):
                return Task(path, path, rewrite=True, settings=settings)
            return Task(path, _with_suffix(path, self.places.suffix), keeps="everything", settings=settings)
        if self.places.directory is not None and not self.places.shards:
            return self._task_below(found, settings)
        return Task(path, self.places.output, settings=settings, called=self._configuration.stdin_filename)

    def _task_below(self, found: finding.Found, settings: Settings) -> Task:
        """The task of an article whose output lies in the directory; one that cannot be read fails, under any name."""
        if is_named(settings.options):
            with suppress(OSError, MemoryError):
                contents = storage.contents(found.path, settings.max_size)
                task = Task(found.path, keeps=self._keeps, settings=settings)
                return self._named(
                    task, contents.data, Origin(printable(found.path), contents.modified), found.relative
                )
        output = self._below + _with_suffix(found.relative, self.places.suffix)
        return Task(found.path, output, keeps=self._keeps, settings=settings)

    def _named(self, task: Task, data: bytes, origin: Origin, relative: str) -> Task:
        """A task whose output has the name that its article gives it."""
        relative = relative.replace(os.sep, "/")
        try:
            name = self._names.of(data, task.settings.options, origin, task.path, relative, self.places.suffix)
        except Refused as refusal:
            return replace(task, problem=refusal.problem)
        return replace(task, output=self._below + name)

    def _task_of_shard(self, found: finding.Found, settings: Settings) -> Task:
        if self.places.in_place:
            return refused(found.path, "IO003", "a shard cannot be written in place; use --output")
        if self.places.directory is not None:
            output = self._below + _shard_name(found.relative, self.places.suffix)
            return Task(found.path, output, keeps=self._keeps, settings=settings)
        return Task(found.path, self.places.output, settings=settings)

    def _unpacks(self, found: finding.Found, settings: Settings) -> bool:
        """Whether an input holds newsfix's own objects, each of which is to become a file."""
        if self.places.directory is None or self.places.suffix == SUFFIX["jsonl"] or not is_lines(found.path):
            return False
        from newsfix.run.containers import holds_own

        return holds_own(found.path, settings.max_size)

    def _unpacked(self, found: finding.Found, settings: Settings, *, claim: bool = True) -> Iterator[Task]:
        """A task for each line of newsfix's own objects."""
        from newsfix.run.containers import Damaged, members

        anywhere = replace(found, twin=True, alone=False)  # their outputs may meet in any directory
        try:
            for member in members(found.path, settings.max_size):
                task = self._task_of_line(f"{found.path}/{member.name}", member, settings)
                yield self._claimed(task, anywhere) if claim else task
        except Damaged as damage:
            yield refused(found.path, "IO001", str(damage))

    def _task_of_line(self, label: str, member: Member, settings: Settings) -> Task:
        from newsfix.run.containers import source_of

        if member.problem:
            return Task(label, problem=member.problem)
        source = source_of(member.data)
        if source is None:
            return refused(label, "IO001", "the line is not an article written by newsfix")
        name = inside(source)
        if name is None or source.startswith(("/", "\\")):
            why = f"its source {source!r} is not a path below the directory; change it, or name one --output FILE"
            return refused(label, "IO003", why)
        task = Task(label, self._below + _with_suffix(name, self.places.suffix), settings=settings, data=member.data)
        return self._named(task, member.data, Origin(source), name) if is_named(settings.options) else task

    def _claimed(self, task: Task, found: finding.Found) -> Task:
        """The task, or one that only says whose output it would overwrite."""
        if task.output is None:
            return task
        if self._guarded and any(storage.lies_in(task.output, root) for root in self._guarded):
            return refused(task.path, "IO003", f"the output {task.output} would land among the inputs")
        if task.rewrite:
            return task
        if task.keeps != "everything" and (clash := self._guard.clash(task.output, task.path)):
            return refused(task.path, "IO003", clash)
        alone = found.alone and not is_named(task.settings.options)
        clash = self._claims.clash(task.output, task.path, twin=found.twin, alone=alone)
        return refused(task.path, "IO003", clash) if clash else task


def _with_suffix(path: str, suffix: str) -> str:
    return os.path.splitext(path)[0] + suffix


def _shard_name(path: str, suffix: str) -> str:
    """The name of a shard's output: its own, unless JSON Lines are wanted."""
    if suffix != SUFFIX["jsonl"]:
        return path
    return split_suffix(path)[0] + (".jsonl.gz" if is_compressed(path) else ".jsonl")
