"""A task: one input and the place of its output, or the articles that make one shard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from newsfix.model.problem import Problem
from newsfix.run import storage
from newsfix.run.settings import DEFAULT, STDIN, Settings
from newsfix.run.shardnames import is_shard, split_suffix

if TYPE_CHECKING:
    from newsfix.run.guard import Guard
    from newsfix.run.outcomes import CacheEntry

SUFFIX = {"markdown": ".md", "json": ".json", "jsonl": ".jsonl"}
Keeps = Literal["nothing", "devices", "altered", "unknown", "everything"]


class Task(Struct, frozen=True):
    """One input and the place of its output.

    path       the file, or `STDIN`
    output     where its output is written; None hands the text back
    rewrite    the output takes the place of the input
    keeps      what is not overwritten where it differs: pipes and `devices`, an output that was `altered` since newsfix
               wrote it, one that it has no record of either (`unknown`), or whatever is there
    problem    why there is nothing to do: the input cannot be read, or its output would be lost
    settings   how the input is read, by the configuration nearest to it
    group      the articles that together make the output, a shard
    stamp      of an input under a URL, where the search has told it
    data       the input itself, where it is a line of a file
    record     what is remembered of it, blank if nothing is yet; None if nothing is to be
    written    the marks (`recorder.mark`) of what newsfix has written there, for this input or another
    called     the name that the user gave standard input
    """

    path: str
    output: str | None = None
    rewrite: bool = False
    keeps: Keeps = "nothing"
    problem: Problem | None = None
    settings: Settings = DEFAULT
    group: tuple[Task, ...] = ()
    stamp: bytes = b""
    record: CacheEntry | None = None
    data: bytes | None = None
    written: frozenset[bytes] = frozenset()
    called: str | None = None

    @property
    def place(self) -> str | None:
        """The path, of standard input the one that it was given; None where that has none."""
        return self.called if self.path == STDIN else self.path

    @property
    def name(self) -> str:
        """The path as messages show it."""
        return self.place or STDIN

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


def refused(path: str, code: str, why: str) -> Task:
    """A task of which there is nothing to do."""
    return Task(path, problem=Problem(code, why))


class Shards(Struct, frozen=True):
    """Numbered shards of so many articles each: `part-00000.jsonl`, where `path` is `part.jsonl`.

    None of these names was given by the user: none is a pipe or a device that is written to.
    """

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
        return refused(output, "IO003", clash)
    return Task(output, output, keeps="devices" if keeps == "nothing" else keeps, group=tuple(tasks))
