"""A shard, or the articles that make one, as one task: read, converted and written article by article."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfix.model.article import Value
from newsfix.model.origin import Origin
from newsfix.model.problem import Problem, Refused
from newsfix.options import Options
from newsfix.profiles import is_named
from newsfix.run import files, finding, storage
from newsfix.run.guard import Names
from newsfix.run.outcomes import Outcome, failed
from newsfix.run.shardnames import inside, is_lines, printable
from newsfix.run.task import SUFFIX, Task
from newsfix.run.worker import OVERWRITES, SPECIAL, Worker, options_at, why_kept, with_pictures

if TYPE_CHECKING:
    from newsfix.run.containers import Add, Member


Fields = tuple[tuple[str, Value], ...]


class ShardWorker(Worker, frozen=True):
    """A worker that also does shards."""

    def __call__(self, task: Task) -> Outcome:
        if task.problem or not task.is_shard:
            return Worker.__call__(self, task)
        start = perf_counter()
        return replace(_Shard(self.for_task(task), task).outcome(), seconds=perf_counter() - start)


class _NotWritten(Exception):
    """There is nothing to write, or no place for it."""


class _Hashing:
    """A sink that knows whether a file has the same bytes."""

    def __init__(self, sink: storage.Sink) -> None:
        from hashlib import sha256

        self._sink = sink
        self._hash = sha256()

    def write(self, data: bytes) -> None:
        self._hash.update(data)
        self._sink.write(data)

    def is_that_of(self, path: str) -> bool:
        """Raises OSError. What is under a URL is not asked."""
        return not storage.is_url(path) and files.digest(path) == self._hash.digest()[: files.HASH]


class _Shard:
    """One run through a shard."""

    def __init__(self, worker: Worker, task: Task) -> None:
        self._worker = worker
        self._task = task
        self._to_lines = task.output is not None and is_lines(task.output)
        options = task.settings.options
        # A line holds one object, not an indented one.
        self._options = replace(options, to="jsonl") if self._to_lines and options.to == "json" else options
        self._taken: dict[str, str] = {}
        self._names = Names()
        self._problems: list[Problem] = []
        self._others = 0

    def outcome(self) -> Outcome:
        """What became of the shard; its output is written whole or not at all.

        One of which nothing can be read leaves its earlier output.
        """
        task = self._task
        if task.overwrites:
            return failed(task.path, "IO003", OVERWRITES)
        if task.output is None:
            return self._summed(outcome for _, outcome in self._members())
        if task.keeps != "nothing" and storage.is_special(task.output):
            return failed(task.path, "IO003", SPECIAL.format(task.output))
        from newsfix.run.containers import writing

        try:
            kept = why_kept(task, task.output)
            with storage.whole(task.output) as file:
                sink = _Hashing(file)
                with writing(sink, task.output) as add:
                    outcome = self._summed(self._written(self._members(), add))
                    if outcome.failed and not outcome.members:
                        raise _NotWritten
                if kept and not sink.is_that_of(task.output):
                    outcome = failed(task.path, "IO003", kept)
                    raise _NotWritten
        except _NotWritten:
            return outcome
        except OSError as error:
            return failed(task.path, "IO002", f"the output {task.output} cannot be written: {files.reason(error)}")
        return replace(outcome, output=task.output)

    def _summed(self, members: Iterable[Outcome]) -> Outcome:
        done = tuple(members)
        problems = tuple(self._problems)
        return Outcome(self._task.path, problems, bool(problems), members=done, others=self._others)

    def _written(self, members: Iterable[tuple[str, Outcome]], add: Add) -> Iterator[Outcome]:
        """The outcomes of the members, each of them written under its name, the first of a name."""
        for name, outcome in members:
            if outcome.data is None:
                yield outcome
            elif not self._to_lines and (first := self._taken.setdefault(name, outcome.path)) is not outcome.path:
                yield failed(outcome.path, "IO003", f"the output {name} is already that of {first}", outcome.problems)
            else:
                add(name, outcome.data)
                yield replace(outcome, data=None)

    # ------------------------------------------------------------------------------ the members

    def _members(self) -> Iterator[tuple[str, Outcome]]:
        """Each article's name and outcome, with its output as data."""
        return self._of_group() if self._task.group else self._of_shard()

    def _of_group(self) -> Iterator[tuple[str, Outcome]]:
        for task in self._task.group:
            source = self._worker.read(task)
            if isinstance(source, Outcome):
                yield task.path, source
            else:
                yield task.path, with_pictures(self._worker.article(task, source, self._task.output), task.settings)

    def _of_shard(self) -> Iterator[tuple[str, Outcome]]:
        from newsfix.run.containers import Damaged, members

        path = self._task.path
        try:
            for each in members(path, self._task.settings.max_size, _is_article):
                if each.regular and (is_lines(path) or _is_article(each.name)):
                    yield self._member(each)
                else:
                    self._others += 1
        except Damaged as damage:
            self._problems.append(Problem("IO001", str(damage)))

    def _member(self, member: Member) -> tuple[str, Outcome]:
        label = f"{self._task.path}/{member.name}"
        try:
            if member.problem:
                raise Refused(member.problem)
            return self._record(member, label) if is_lines(self._task.path) else self._file(member, label)
        except Refused as refusal:
            return member.name, Outcome(label, (refusal.problem,), failed=True)

    def _file(self, member: Member, label: str) -> tuple[str, Outcome]:
        name = inside(member.name)
        if name is None:
            raise Refused(Problem("IO003", "its name leads out of the archive"))
        return self._article(member.data, label, label, name, self._options)

    def _record(self, member: Member, label: str) -> tuple[str, Outcome]:
        from newsfix.read.record import NoRecord, read_record
        from newsfix.run.containers import source_of

        options = self._options
        source = source_of(member.data)
        if source is not None:
            name = inside(source) or f"{member.name}.json"
            return self._article(member.data, label, source or None, name, options)
        try:
            record = read_record(member.data)
        except NoRecord as error:
            raise Refused(Problem("IO001", str(error))) from None
        place = inside(record.path or member.name)
        if place is None:
            raise Refused(Problem("IO003", f"its path {record.path} leads out of the archive"))
        name = place if record.path else f"{place}.json"
        options = replace(options, body=record.kind) if options.body == "auto" else options
        output, outcome = self._article(record.text, label, record.path, name, options, record.fields)
        return output, replace(outcome, problems=(*record.problems, *outcome.problems))

    def _article(
        self, data: bytes | str, label: str, path: str | None, name: str, options: Options, fields: Fields = ()
    ) -> tuple[str, Outcome]:
        """The name of a member's output, and its outcome.

        name  where the member is, below the directory in which its output is to lie
        """
        output = self._named(data, Origin(path, fields=fields), label, name)
        path = path and printable(path)
        settings = replace(self._task.settings, options=options)
        place = self._task.output
        if place is not None and not self._to_lines:
            place = os.path.join(os.path.dirname(place), output)
        options = options_at(settings, place)
        outcome = self._worker.judged(data, options, label, Origin(path or printable(label), fields=fields))
        outcome = with_pictures(outcome, settings)
        if self._to_lines and options.to == "markdown" and outcome.data is not None:
            line = _record(path, outcome.data.decode())
            outcome = replace(outcome, data=line, output_size=len(line))
        return output, outcome

    def _named(self, data: bytes | str, origin: Origin, label: str, name: str) -> str:
        """The name of a member's output; JSON Lines have none."""
        suffix = SUFFIX[self._options.to]
        if self._to_lines or not is_named(self._options):
            return os.path.splitext(name)[0] + suffix
        return self._names.of(data, self._options, origin, label, name, suffix)


def _record(path: str | None, markdown: str) -> bytes:
    """An article's Markdown as a line that `newsfix.read.record` reads."""
    import json

    fields = {"path": path, "markdown": markdown} if path else {"markdown": markdown}
    return (json.dumps(fields, ensure_ascii=False) + "\n").encode()


def _is_article(name: str) -> bool:
    return name.lower().endswith(finding.SUFFIXES)
