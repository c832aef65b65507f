"""Does one task: reads, converts, writes, and says what became of it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from newsfix.model.origin import UNKNOWN, Origin
from newsfix.options import Options
from newsfix.rules import LOSSES
from newsfix.run import files, storage
from newsfix.run.atomic import Destination
from newsfix.run.files import Contents
from newsfix.run.outcomes import Outcome, count, failed, fault, is_unsure, too_large
from newsfix.run.settings import STDIN
from newsfix.run.shardnames import printable
from newsfix.run.task import Task

if TYPE_CHECKING:
    from newsfix.model.problem import Problem
    from newsfix.pipeline import Result
    from newsfix.run.settings import Settings


class Input(Contents, frozen=True):
    """What was read of an input, and what is known of it beside that."""

    origin: Origin = UNKNOWN


class Worker(Struct, frozen=True):
    """Does a task; a value that any process can be handed.

    only_check  find the problems and write nothing
    in_site     the articles lie where their site is made from: the files that they name are looked for
    with_lines  hand the lines back that problems stand in, where only these are found
    output      the one file that all results go to, where they are handed back
    views       make views of the articles with problems
    digests     tell equal articles by digests of their text
    """

    only_check: bool = False
    in_site: bool = False
    with_lines: bool = False
    output: str | None = None
    views: bool = False
    digests: bool = False

    def __call__(self, task: Task) -> Outcome:
        start = perf_counter()
        return replace(self.for_task(task)._do(task), seconds=perf_counter() - start)

    def for_task(self, task: Task) -> Worker:
        """The worker as it does a task: a baseline knows problems by their lines."""
        return self if self.with_lines or task.settings.baseline is None else replace(self, with_lines=True)

    def _do(self, task: Task) -> Outcome:
        if task.problem:
            return Outcome(task.name, (task.problem,), failed=True)
        source = self.read(task)
        if isinstance(source, Outcome):
            return source
        if task.path == STDIN and not source.data.strip():
            return failed(task.name, "BD001", "standard input is empty: there is no article in it")
        outcome = self.article(task, source, task.output or self.output)
        if task.record and source.status:
            from newsfix.run.stamps import of_status

            outcome = replace(outcome, stamp=of_status(source.status))
        if outcome.data is None:
            given = self.given(task, source)
            return outcome if given is None else replace(outcome, read=given)
        if task.output is None:
            return with_pictures(outcome, task.settings)
        return _written(task, source, outcome.data, task.output, outcome)

    def article(self, task: Task, source: Input, output: str | None) -> Outcome:
        """The outcome of a task with its output, which is to be in this file or a stream, as data, written nowhere."""
        name, options = task.name, options_at(task.settings, output)
        outcome = self.judged(source.data, options, name, source.origin)
        if is_unsure(outcome.problems) and (encodings := _beside(task)):
            origin = replace(source.origin, encodings=encodings)
            return replace(self.judged(source.data, options, name, origin), by_others=True)
        return outcome

    def judged(self, data: bytes | str, options: Options, name: str, origin: Origin) -> Outcome:
        """The outcome of one article, with its output as data; what befalls it, it costs no other."""
        from newsfix.pipeline import check, convert

        size = len(data)
        try:
            if self.only_check:
                problems = check(data, options, origin)
                lines = lines_of(data, problems, options, origin) if self.with_lines else {}
                return Outcome(name, problems, source_size=size, lines=lines)
            return self._converted(name, convert(data, options, origin), size)
        except MemoryError:
            return too_large(name)
        except UnicodeEncodeError:
            return failed(name, "IO002", "the result has unpaired surrogates and cannot be written")
        except Exception as error:  # a fault of newsfix costs one file and not the batch
            return fault(name, error)

    def _converted(self, name: str, result: Result, size: int) -> Outcome:
        from newsfix.run.equal import content

        if result.output is None:
            return Outcome(name, result.problems, failed=True, source_size=size, view=self._view(result))
        output = result.output.encode()
        sha256, address = content(result.article) if self.digests else (None, None)
        return Outcome(
            name,
            result.problems,
            data=output,
            pictures=result.files,
            source_size=size,
            output_size=len(output),
            counts=count(result),
            sha256=sha256,
            address=address,
            view=self._view(result),
        )

    def _view(self, result: Result) -> bytes | None:
        if not (self.views and result.problems):
            return None
        from newsfix.run.reports.views import view

        return view(result.text, result.output or "", result.problems)

    def given(self, task: Task, source: Contents) -> bytes | None:
        """What standard input has in place of the file whose name it was given."""
        return source.data if self.in_site and task.called and task.path == STDIN else None

    def _origin(self, task: Task, modified: float | None) -> Origin:
        """Where an input comes from: standard input from the place of the file whose name it was given."""
        place = task.place
        path = place and printable(place)
        if not self.in_site or not place or storage.is_url(place):
            return Origin(path, modified)
        from newsfix.run.site import Site

        has_file = Site(place, task.settings.static_roots).has_file
        # Whether nobody asks what converting a file of a repository would lose.
        is_kept = task.settings.selected.isdisjoint(LOSSES) and files.repository_of(_folder(place)) is not None
        return Origin(path, files.modified(place) if modified is None else modified, has_file=has_file, is_kept=is_kept)

    def read(self, task: Task) -> Input | Outcome:
        """What there is to read of a task, or why there is nothing."""
        limit = task.settings.max_size
        if task.data is not None:
            return Input(task.data, origin=Origin(task.path))
        try:
            if task.path == STDIN:
                return Input(files.read_stdin(limit), origin=self._origin(task, None))
            contents = storage.contents(task.path, limit)
            return Input(contents.data, contents.status, self._origin(task, contents.modified))
        except files.TooLarge:
            return failed(task.name, "IO004", f"the file is larger than {limit // 1_000_000} MB (see --max-size)")
        except OSError as error:
            return failed(task.name, "IO001", f"the file cannot be read: {files.reason(error)}")
        except MemoryError:
            return too_large(task.name)


def _folder(path: str) -> str:
    return os.path.dirname(os.path.abspath(path))


def lines_of(data: bytes | str, problems: Sequence[Problem], options: Options, origin: Origin) -> Mapping[int, str]:
    """The lines of an article that its problems stand in, by their numbers."""
    numbers = sorted({problem.line for problem in problems if problem.line})
    if not numbers:
        return {}
    from newsfix.read.encoding import decode

    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    lines = decode(data, options, origin.encodings).text.split("\n")
    return {number: lines[number - 1] for number in numbers if number <= len(lines)}


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
    return replace(settings.options, data_prefix=data_prefix(settings.extract_data, output))


def data_prefix(directory: str, output: str | None) -> str:
    """The URL of a directory as a file refers to it, with a slash at its end.

    Relative to where the output lies; as the user named it where the output is a stream or on other storage.
    """
    from urllib.parse import quote

    if storage.is_url(directory):
        return directory.rstrip("/") + "/"
    if output is not None and storage.is_url(output):
        output = None
    path = directory
    if output is not None:
        try:
            path = os.path.relpath(directory, os.path.dirname(output) or ".")
        except ValueError:  # another drive of Windows
            path = os.path.abspath(directory)
    if path in ("", "."):
        return ""
    return quote(os.fsencode(path).replace(os.fsencode(os.sep), b"/")).rstrip("/") + "/"


def with_pictures(outcome: Outcome, settings: Settings) -> Outcome:
    """The outcome of an article whose pictures are written; one that says why they cannot be."""
    if not outcome.pictures:
        return outcome
    try:
        storage.add_all(_places(outcome, settings))
    except OSError as error:
        why = f"the pictures in {settings.extract_data} cannot be written: {files.reason(error)}"
        return failed(outcome.path, "IO002", why, outcome.problems)
    return replace(outcome, pictures=(), extracted=len(outcome.pictures))


def _places(outcome: Outcome, settings: Settings) -> list[tuple[str, bytes]]:
    return [(storage.join(settings.extract_data or "", file.name), file.content) for file in outcome.pictures]


SPECIAL = "{} is a pipe or a device, in which no output is written"
OVERWRITES = "the output would overwrite the input; see --in-place"


def why_kept(task: Task, path: str) -> str | None:
    """Why what is there already must not be overwritten, unless it has the right bytes. Raises OSError."""
    if task.keeps in ("nothing", "devices") or not storage.exists(path):
        return None
    if task.keeps == "everything":
        return f"{path} already exists with other contents; it was not overwritten"
    if task.record is None:  # nothing is remembered
        return None
    if not task.written:
        unknown = f"newsfix has no record of {path}, which lies among the sources; it was kept (see --force)"
        return unknown if task.keeps == "unknown" else None
    from newsfix.run.recorder import mark

    if mark(path) in task.written:
        return None
    return f"{path} was altered since newsfix wrote it; it was kept (see --force)"


def _written(task: Task, source: Contents, data: bytes, path: str, outcome: Outcome) -> Outcome:
    """Write an output and its pictures; the outcome says why that failed."""

    def kept(place: Destination) -> str | None:
        is_input = place.there == source.identity if place.there and source.identity else task.overwrites
        if is_input and not task.rewrite:
            return OVERWRITES
        if place.is_special and task.keeps != "nothing":
            return SPECIAL.format(path)
        why = why_kept(task, path)
        return why if why and not storage.has(path, data) else None

    try:
        pictures = _places(outcome, task.settings)
        changed = storage.write(path, data, keep_mode=task.rewrite, before=lambda: storage.add_all(pictures), kept=kept)
    except files.Kept as error:
        return failed(outcome.path, "IO003", str(error), outcome.problems)
    except OSError as error:
        what = f"{path} with its pictures in {task.settings.extract_data}" if outcome.pictures else path
        why = f"the output {what} cannot be written: {files.reason(error)}"
        return failed(outcome.path, "IO002", why, outcome.problems)
    hashes = (files.hashed(source.data), files.hashed(data)) if task.record else None
    written = {"output": path, "unchanged": not changed, "extracted": len(outcome.pictures), "hashes": hashes}
    return replace(outcome, data=None, pictures=(), **written)
