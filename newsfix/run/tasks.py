"""What is to be done: sources to inputs, inputs to the places of their outputs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model.origin import Origin
from newsfix.model.problem import Problem
from newsfix.profiles import is_named
from newsfix.run import config, files, finding, storage
from newsfix.run.claims import Claims
from newsfix.run.config import Configuration, Settings
from newsfix.run.guard import Guard, OptionFile, refuse
from newsfix.run.shardnames import inside, is_compressed, is_lines, is_shard, printable, split_suffix

if TYPE_CHECKING:
    from newsfix.run.containers import Member
    from newsfix.run.naming import Names
    from newsfix.run.outcomes import CacheEntry

STDIN = config.STDIN
SUFFIX = {"markdown": ".md", "json": ".json", "jsonl": ".jsonl"}
PART = "part.jsonl"
"""The name of the shards that are made where the user names only a directory."""
SHARD_SIZE = 10_000
_MARKDOWN = (".md", ".markdown")
Keeps = Literal["nothing", "altered", "unknown", "everything"]


class Task(Struct, frozen=True):
    """One input and the place of its output.

    path       the file, or `STDIN`
    output     where its output is written; None hands the text back
    rewrite    the output takes the place of the input
    keeps      what is not overwritten where it differs: an output that was altered since newsfix wrote it, one that
               newsfix has no record of either (`unknown`), or whatever is there
    problem    why there is nothing to do: the input cannot be read, or its output would be lost
    settings   how the input is read, by the configuration nearest to it
    group      the articles that together make the output, a shard
    stamp      of an input under a URL, where the search has told it
    data       the input itself, where it is a line of a file
    record     what is remembered of it, blank where it is nothing yet; None where nothing is to be
    written    the marks (`recorder.mark`) of what newsfix has written there, for this input or another
    """

    path: str
    output: str | None = None
    rewrite: bool = False
    keeps: Keeps = "nothing"
    problem: Problem | None = None
    settings: Settings = config.DEFAULT
    group: tuple[Task, ...] = ()
    stamp: bytes = b""
    record: CacheEntry | None = None
    data: bytes | None = None
    written: frozenset[bytes] = frozenset()

    @property
    def overwrites(self) -> bool:
        """Whether the output would take the place of the input without being meant to."""
        if self.output is None or self.rewrite or self.group:
            return False
        return storage.same(self.output, self.path)

    @property
    def is_shard(self) -> bool:
        """Whether it has many articles, in its input or in its output."""
        return bool(self.group) or is_shard(self.path)


class Inputs:
    """The sources' article files as a stream of tasks in a stable order.

    configuration  gives each file its settings, and each source what it includes and excludes
    directory      the outputs keep the tree of each source below it
    output         the place of the only output
    in_place       the outputs lie beside the inputs
    suffix         of the outputs in `directory`
    shards         makes shards of the articles in `directory`
    search         what every search heeds beside the patterns of the configuration
    force_exclude  those hold for the sources themselves too
    keep_paths     the outputs keep the paths of the sources that are files
    force          outputs in `directory` are overwritten, whoever altered or made them
    others         counts, while one iterates, the files that are no articles
    links          counts the links that were not followed
    excluded       counts the sources that were excluded
    hands_back     whether there is no place for the texts

    Without a place the texts are handed back.
    """

    def __init__(
        self,
        sources: Sequence[str],
        configuration: Configuration | None = None,
        *,
        directory: str | None = None,
        output: str | None = None,
        in_place: bool = False,
        suffix: str = SUFFIX["markdown"],
        shards: Shards | None = None,
        search: finding.Selection = finding.DEFAULT,
        force_exclude: bool = False,
        keep_paths: bool = False,
        force: bool = False,
    ) -> None:
        self.others = 0
        self.links = 0
        self.excluded = 0
        self._search = search
        self._force_exclude = force_exclude
        self._keep_paths = keep_paths
        self._sources = sources
        self._configuration = configuration or Configuration()
        self._directory = directory
        self._below = storage.join(directory, "") if directory is not None else ""
        self._output = output
        self._in_place = in_place
        self._suffix = suffix
        self._shards = shards
        self.hands_back = directory is None and output is None and not in_place
        named = directory is not None and any(map(self._names_articles, sources))
        self._claims = Claims(several=len(sources) > 1 or named)
        self._names: Names | None = None
        self._guarded = self._roots_around_outputs()
        self._keeps = self._kept(force)
        self._guard = Guard(sources, directory)

    def _names_articles(self, source: str) -> bool:
        return is_named(self._configuration.of_directory(source).options)

    @property
    def directory(self) -> str | None:
        """That of the outputs, where there may be several."""
        return self._directory

    def _roots_around_outputs(self) -> list[str]:
        """The source directories that outputs may land in."""
        if self._directory is None:
            return []
        roots = [source for source in self._sources if storage.is_directory(source)]
        return [root for root in roots if storage.lies_in(root, self._directory)]

    def _kept(self, force: bool) -> Keeps:
        """What outputs in the directory do not take the place of."""
        if self._directory is None or force:
            return "nothing"
        directory = self._directory
        around = (source for source in self._sources if storage.is_directory(source))
        return "unknown" if any(storage.lies_in(directory, source) for source in around) else "altered"

    def __iter__(self) -> Iterator[Task]:
        return self._shards.of(self._tasks(), self._guard, self._keeps) if self._shards else self._tasks()

    def _tasks(self) -> Iterator[Task]:
        for found in self._found():
            if found.error is not None:
                yield Task(found.path, problem=Problem("IO001", f"the directory cannot be read: {found.error}"))
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

    def keep_clear_of(self, places: Sequence[OptionFile]) -> None:
        """Raises ValueError where a file that is to be written is an input or would be found as one; see `refuse`."""
        refuse(places, self._sources, self._would_find, self._found)

    def _would_find(self, path: str, source: str) -> bool:
        """Whether a search of a source would take a path for an article."""
        if not files.lies_in(path, source) or (self._directory and files.lies_in(path, self._directory)):
            return False
        included, excluded = self._selection(source).test()
        relative = os.path.relpath(os.path.realpath(path), os.path.realpath(source))
        return included(relative) and not excluded(relative)

    def _selection(self, source: str) -> finding.Selection:
        settings = self._configuration.of_directory(source)
        return replace(self._search, include=settings.include, exclude=settings.exclude)

    def _found(self) -> Iterator[finding.Found]:
        leave_out = [self._directory] if self._directory else []
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
        is_below = self._keep_paths and not (os.path.isabs(kept) or storage.is_url(source) or kept.startswith(".."))
        return kept if is_below else os.path.basename(source)

    def _task(self, found: finding.Found, settings: Settings) -> Task:
        path = found.path
        if is_shard(path):
            return self._task_of_shard(found, settings)
        if self._in_place:
            if path.lower().endswith(_MARKDOWN):
                return Task(path, path, rewrite=True, settings=settings)
            return Task(path, _with_suffix(path, self._suffix), keeps="everything", settings=settings)
        if self._directory is not None and not self._shards:
            return self._task_below(found, settings)
        return Task(path, self._output, settings=settings)

    def _task_below(self, found: finding.Found, settings: Settings) -> Task:
        """The task of an article whose output lies in the directory; one that cannot be read fails, under any name."""
        if is_named(settings.options):
            with suppress(files.TooLarge, OSError, MemoryError):
                data, modified = storage.read_dated(found.path, settings.max_size)
                task = Task(found.path, keeps=self._keeps, settings=settings)
                return self._named(task, data, Origin(printable(found.path), modified), found.relative)
        output = self._below + _with_suffix(found.relative, self._suffix)
        return Task(found.path, output, keeps=self._keeps, settings=settings)

    def _named(self, task: Task, data: bytes, origin: Origin, relative: str) -> Task:
        """A task whose output has the name that its article gives it."""
        if self._names is None:
            from newsfix.run.naming import Names

            self._names = Names()
        relative = relative.replace(os.sep, "/")
        name = self._names.of(data, task.settings.options, origin, task.path, relative, self._suffix)
        return replace(task, problem=name) if isinstance(name, Problem) else replace(task, output=self._below + name)

    def _task_of_shard(self, found: finding.Found, settings: Settings) -> Task:
        if self._in_place:
            return Task(found.path, problem=Problem("IO003", "a shard is not written in place; see --output"))
        if self._directory is not None:
            output = self._below + _shard_name(found.relative, self._suffix)
            return Task(found.path, output, keeps=self._keeps, settings=settings)
        return Task(found.path, self._output, settings=settings)

    def _unpacks(self, found: finding.Found, settings: Settings) -> bool:
        """Whether an input holds newsfix's own objects, each of which is to become a file."""
        if self._directory is None or self._suffix == SUFFIX["jsonl"] or not is_lines(found.path):
            return False
        from newsfix.run.unpacking import holds_own

        return holds_own(found.path, settings.max_size)

    def _unpacked(self, found: finding.Found, settings: Settings, *, claim: bool = True) -> Iterator[Task]:
        """A task for each line of newsfix's own objects."""
        from newsfix.run.containers import Damaged
        from newsfix.run.unpacking import lines

        anywhere = replace(found, twin=True, alone=False)  # their outputs may meet in any directory
        try:
            for member in lines(found.path, settings.max_size):
                task = self._task_of_line(f"{found.path}/{member.name}", member, settings)
                yield self._claimed(task, anywhere) if claim else task
        except Damaged as damage:
            yield Task(found.path, problem=Problem("IO001", str(damage)))
        except OSError as error:
            yield Task(found.path, problem=Problem("IO001", f"the file cannot be read: {files.reason(error)}"))

    def _task_of_line(self, label: str, member: Member, settings: Settings) -> Task:
        from newsfix.run.unpacking import source_of

        if member.problem:
            return Task(label, problem=member.problem)
        source = source_of(member.data)
        if source is None:
            return Task(label, problem=Problem("IO001", "the line is not an article written by newsfix"))
        name = inside(source)
        if name is None or source.startswith(("/", "\\")):
            why = f"its source {source!r} is not a path below the directory; change it, or name one --output FILE"
            return Task(label, problem=Problem("IO003", why))
        task = Task(label, self._below + _with_suffix(name, self._suffix), settings=settings, data=member.data)
        return self._named(task, member.data, Origin(source), name) if is_named(settings.options) else task

    def _claimed(self, task: Task, found: finding.Found) -> Task:
        """The task, or one that only says whose output it would overwrite."""
        if task.output is None:
            return task
        if self._guarded and any(storage.lies_in(task.output, root) for root in self._guarded):
            message = f"the output {task.output} would land among the inputs"
            return Task(task.path, problem=Problem("IO003", message))
        if task.rewrite:
            return task
        if task.keeps != "everything" and (clash := self._guard.clash(task.output, task.path)):
            return Task(task.path, problem=Problem("IO003", clash))
        alone = found.alone and not is_named(task.settings.options)
        clash = self._claims.clash(task.output, task.path, twin=found.twin, alone=alone)
        return Task(task.path, problem=Problem("IO003", clash)) if clash else task


class Shards(Struct, frozen=True):
    """Numbered shards of so many articles each: `part-00000.jsonl`, where `path` is `part.jsonl`."""

    path: str
    size: int

    def of(self, tasks: Iterator[Task], guard: Guard, keeps: Keeps) -> Iterator[Task]:
        """The tasks with those that have no output of their own put together."""
        stem, suffix = split_suffix(self.path)
        numbers = count()
        group: list[Task] = []
        for task in tasks:
            if task.is_shard or task.problem:
                yield task
                continue
            group.append(task)
            if len(group) == self.size:
                yield _grouped(group, f"{stem}-{next(numbers):05d}{suffix}", guard, keeps)
                group = []
        if group:
            yield _grouped(group, f"{stem}-{next(numbers):05d}{suffix}", guard, keeps)


def _grouped(tasks: Sequence[Task], output: str, guard: Guard, keeps: Keeps) -> Task:
    if clash := guard.clash(output, ""):
        return Task(output, problem=Problem("IO003", clash))
    return Task(output, output, keeps=keeps, group=tuple(tasks))


def plan(
    sources: Sequence[str],
    configuration: Configuration | None = None,
    *,
    to: str = "markdown",
    output: str | None = None,
    in_place: bool = False,
    shard_size: int | None = None,
    follow_links: bool = False,
    listed: bool = False,
    force: bool = False,
) -> Inputs:
    """The inputs of `newsfix convert`. Raises ValueError where sources and output do not go together.

    listed  the sources come from a list, so that there may be any number of them, and their paths are kept
    """
    inputs = partial(Inputs, sources, configuration, search=finding.Selection(follow_links=follow_links), force=force)
    if shard_size is not None and (to != "jsonl" or output is None):
        raise ValueError("--shard-size goes with --to jsonl and --output")
    if in_place:
        if output is not None or to != "markdown" or STDIN in sources:
            raise ValueError("--in-place goes with files and with neither --output nor another format")
        return inputs(in_place=True)
    if to == "jsonl":
        if output is not None and (shard_size or _is_folder(output)):
            directory, name = _place_of_shards(sources, output)
            shards = Shards(storage.join(directory, name), shard_size or SHARD_SIZE)
            return inputs(directory=directory, suffix=SUFFIX["jsonl"], shards=shards)
        if output is not None and is_shard(output) and not is_lines(output):
            raise ValueError(f"--output {output} is an archive, and --to jsonl makes .jsonl or .jsonl.gz")
        return inputs()
    many = listed or len(sources) > 1 or storage.is_directory(sources[0])
    if output is None or not (many or _is_folder(output)):
        _check_one_output(sources, output, many)
        return inputs(output=output)
    _check_folder(sources, output)
    return inputs(directory=output, suffix=SUFFIX[to], keep_paths=listed)


def _is_folder(output: str) -> bool:
    """Whether an output is a directory, or is to be one."""
    return storage.is_directory(output) or output.endswith("/")


def _check_one_output(sources: Sequence[str], output: str | None, many: bool) -> None:
    """Raises ValueError where sources cannot go to one file, or to standard output."""
    if output is None and many:
        raise ValueError("several files need --output DIRECTORY, --to jsonl or --in-place")
    if output is None and is_shard(sources[0]):
        raise ValueError("a shard needs --output or --to jsonl")
    if output is not None and is_shard(sources[0]) != is_shard(output):
        raise ValueError(f"a shard goes to a directory or another shard, and --output {output} is none")


def _check_folder(sources: Sequence[str], output: str) -> None:
    """Raises ValueError where sources cannot go to a directory."""
    if STDIN in sources:
        raise ValueError("standard input needs --output FILE")
    if storage.exists(output) and not storage.is_directory(output):
        raise ValueError(f"several files need a directory, and --output {output} is a file")
    if any(storage.is_directory(source) and storage.same(source, output) for source in sources):
        raise ValueError("--output is the source itself; see --in-place")


def _place_of_shards(sources: Sequence[str], output: str) -> tuple[str, str]:
    """The directory of shards and the name that is numbered. Raises ValueError where sources cannot go there."""
    directory, name = os.path.split(output)
    if storage.is_directory(output) or not name:
        directory, name = output, PART
    elif not is_lines(name):
        raise ValueError(f"--output {output} is neither a directory nor the name of a .jsonl or .jsonl.gz file")
    if STDIN in sources:
        raise ValueError("standard input makes no shards")
    if any(storage.is_directory(source) and storage.same(source, directory or ".") for source in sources):
        raise ValueError("--output is the source itself")
    return directory, name


def _with_suffix(path: str, suffix: str) -> str:
    return os.path.splitext(path)[0] + suffix


def _shard_name(path: str, suffix: str) -> str:
    """The name of a shard's output: its own, unless JSON Lines are wanted."""
    if suffix != SUFFIX["jsonl"]:
        return path
    return split_suffix(path)[0] + (".jsonl.gz" if is_compressed(path) else ".jsonl")
