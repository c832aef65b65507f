"""What is to be done: sources to inputs, inputs to the places of their outputs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from newsfix.problem import Problem
from newsfix.run import config, files
from newsfix.run.config import Configuration, Settings

STDIN = config.STDIN
SUFFIX = {"markdown": ".md", "json": ".json", "jsonl": ".jsonl"}
_MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Task:
    """One input and the place of its output.

    path       the file, or `STDIN`
    output     where its output is written; None hands the text back
    rewrite    the output takes the place of the input
    beside     the output lies among the inputs: a file that is there already is not overwritten
    problem    why there is nothing to do: the input cannot be read, or its output would be lost
    settings   how the input is read, by the configuration nearest to it
    """

    path: str
    output: str | None = None
    rewrite: bool = False
    beside: bool = False
    problem: Problem | None = None
    settings: Settings = config.DEFAULT


class Inputs:
    """The sources' article files as a stream of tasks in a stable order.

    configuration  gives each file its settings, and each source what it includes and excludes
    directory      the outputs keep the tree of each source below it
    output         the place of the only output
    in_place       the outputs lie beside the inputs
    suffix         of the outputs in `directory`
    others         counts, while one iterates, the files that are no articles

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
    ) -> None:
        self.others = 0
        self._sources = sources
        self._configuration = configuration or Configuration()
        self._directory = directory
        self._output = output
        self._in_place = in_place
        self._suffix = suffix
        self._taken: dict[str, str] = {}
        self._guarded = self._roots_around_outputs()

    def _roots_around_outputs(self) -> list[str]:
        """The source directories that outputs may land in."""
        if self._directory is None:
            return []
        roots = [source for source in self._sources if files.is_directory(source)]
        return [root for root in roots if files.lies_in(root, self._directory)]

    def __iter__(self) -> Iterator[Task]:
        several = len(self._sources) > 1
        place = None
        for found in self._found():
            if found.error is not None:
                yield Task(found.path, problem=Problem("IO001", f"the directory cannot be read: {found.error}"))
            elif not found.article:
                self.others += 1
            else:
                task = replace(self._task(found), settings=self._configuration.of(found.path))
                # Within one source only files of one directory can meet.
                if not several and task.output and (folder := os.path.dirname(task.output)) != place:
                    place = folder
                    self._taken.clear()
                yield self._claimed(task)

    def ahead(self) -> Iterator[None]:
        """An item for each task, found anew: a count of what is to come that holds no name of it."""
        return (None for found in self._found() if found.article or found.error is not None)

    def _found(self) -> Iterator[files.Found]:
        leave_out = [self._directory] if self._directory else []
        for source in self._sources:
            if source != STDIN and files.is_directory(source):
                settings = self._configuration.of_directory(source)
                selection = files.Selection(settings.include, settings.exclude)
                yield from files.find(source, selection, leave_out)
            else:
                yield files.Found(source, os.path.basename(source))

    def _task(self, found: files.Found) -> Task:
        if self._in_place:
            if found.path.lower().endswith(_MARKDOWN):
                return Task(found.path, found.path, rewrite=True)
            return Task(found.path, _with_suffix(found.path, self._suffix), beside=True)
        if self._directory is not None:
            output = os.path.join(self._directory, _with_suffix(found.relative, self._suffix))
            return Task(found.path, output)
        return Task(found.path, self._output)

    def _claimed(self, task: Task) -> Task:
        """The task, or one that only says whose output it would overwrite."""
        if task.output is None:
            return task
        if not task.rewrite and files.same(task.path, task.output):
            return Task(task.path, problem=Problem("IO003", "the output would overwrite the input; see --in-place"))
        if any(files.lies_in(task.output, root) for root in self._guarded):
            message = f"the output {task.output} would land among the inputs"
            return Task(task.path, problem=Problem("IO003", message))
        if task.rewrite:
            return task
        first = self._taken.setdefault(task.output, task.path)
        if first is not task.path:
            return Task(task.path, problem=Problem("IO003", f"the output {task.output} is that of {first} already"))
        return task


def plan(
    sources: Sequence[str],
    configuration: Configuration | None = None,
    *,
    to: str = "markdown",
    output: str | None = None,
    in_place: bool = False,
) -> Inputs:
    """The inputs of `newsfix convert`. Raises ValueError where sources and output do not go together."""
    many = len(sources) > 1 or files.is_directory(sources[0])
    if in_place:
        if output is not None or to != "markdown" or STDIN in sources:
            raise ValueError("--in-place goes with files and with neither --output nor another format")
        return Inputs(sources, configuration, in_place=True)
    if to == "jsonl":
        if output is not None and files.is_directory(output):
            raise ValueError(f"--to jsonl writes one file, and --output {output} is a directory")
        if output is not None and any(files.same(source, output) for source in sources):
            raise ValueError(f"--output {output} would overwrite a source")
        return Inputs(sources, configuration)
    if output is None:
        if many:
            raise ValueError("several files need --output DIRECTORY, --to jsonl or --in-place")
        return Inputs(sources, configuration)
    if not many and not files.is_directory(output) and not output.endswith("/"):
        return Inputs(sources, configuration, output=output)
    if STDIN in sources:
        raise ValueError("standard input needs --output FILE")
    if files.exists(output) and not files.is_directory(output):
        raise ValueError(f"several files need a directory, and --output {output} is a file")
    if any(files.is_directory(source) and files.same(source, output) for source in sources):
        raise ValueError("--output is the source itself; see --in-place")
    return Inputs(sources, configuration, directory=output, suffix=SUFFIX[to])


def _with_suffix(path: str, suffix: str) -> str:
    return os.path.splitext(path)[0] + suffix
