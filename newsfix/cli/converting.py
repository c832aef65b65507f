"""What the command `convert` does, once its options are read."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct
from msgspec.structs import replace

from newsfix import profiles
from newsfix.cli.output import DONE, FAILED, clean_end, taker
from newsfix.cli.parameters import configuration_of, nothing_found, parted, read_of_options, sources_of
from newsfix.run import batch, report, storage
from newsfix.run.batch import Executors
from newsfix.run.config import Configuration
from newsfix.run.outcomes import Outcome, flat
from newsfix.run.plan import Order, plan
from newsfix.run.progress import Progress
from newsfix.run.reports.written import Reports
from newsfix.run.settings import STDIN
from newsfix.run.shardnames import is_shard
from newsfix.run.shards import ShardWorker
from newsfix.run.summary import Summary
from newsfix.run.tasks import Inputs

if TYPE_CHECKING:
    from newsfix.run.cache import Cache


class Wanted(Order, frozen=True, kw_only=True):
    """The options that are the command's own; the others are settings, which a configuration may have as well."""

    scheduler: str | None
    jobs: int | None
    cache: str | None
    no_cache: bool
    delete_stale: bool
    reports: tuple[str, ...]
    verbose: bool
    quiet: bool


def run(named: tuple[str, ...], options: dict[str, Any]) -> int:
    """Convert the sources that are named; the exit code."""
    wanted, settings = parted(Wanted, options)
    if wanted.output == "-" and not wanted.in_place:
        wanted = replace(wanted, output=None)
    sources = sources_of(named, wanted.files_from)
    if not sources:
        return nothing_found(settings, sources)
    if wanted.cache and wanted.no_cache:
        raise click.UsageError("--cache cannot be combined with --no-cache.")
    rewrites = "--in-place" if wanted.in_place else None
    configuration = configuration_of(settings, loses=True, rewrites=rewrites, to=wanted.to)
    conversion = _planned(wanted, settings, sources, configuration)
    conversion.write()
    conversion.close()
    if not conversion.summary.done:
        return nothing_found(settings, sources)
    has_failed = conversion.summary.failed or conversion.reports.failed or conversion.has_lost
    return FAILED if has_failed else DONE


def _planned(
    wanted: Wanted, settings: dict[str, Any], sources: tuple[str, ...], configuration: Configuration
) -> _Conversion:
    """What is to be converted, and where to; a usage error where that cannot be."""
    summary = Summary(command=shlex.join(["newsfix", *sys.argv[1:]]))
    try:
        inputs = plan(sources, wanted, configuration)
        if settings["file_names"] not in (None, "keep") and (inputs.places.directory is None or wanted.to == "jsonl"):
            raise ValueError("--file-names needs --output DIRECTORY and a file for each article")
        # A bar would stand in the middle of results that go to the same terminal.
        mixed = wanted.output is None and not wanted.in_place and sys.stdout.isatty()
        progress = Progress(summary, inputs.ahead(), quiet=wanted.quiet or mixed)
        configuration.tell = progress.print
        reports = Reports(wanted.reports, progress.print)
        to_file = [("--output", wanted.output)] if wanted.output and inputs.places.directory is None else []
        to_cache = [("--cache", path) for path in _files_of_cache(wanted.cache)]
        written = [*to_file, *(("--report", path) for path in reports.paths), *to_cache]
        inputs.keep_clear_of(written, read_of_options(settings, wanted.files_from))
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None
    if wanted.force and inputs.places.directory is None:
        raise click.UsageError("--force needs --output DIRECTORY: anything else is overwritten without it.")
    if wanted.delete_stale and (
        wanted.no_cache or inputs.places.directory is None or storage.is_url(inputs.places.directory)
    ):
        raise click.UsageError("--delete-stale needs --output DIRECTORY and a cache.")
    several = len(sources) > 1 or storage.is_directory(sources[0]) or is_shard(sources[0])
    return _Conversion(wanted, sources, configuration, inputs, summary, progress, reports, several)


def _files_of_cache(path: str | None) -> list[str]:
    if path is None:
        return []
    from newsfix.run.database import BESIDE

    return [path, *(path + ending for ending in BESIDE)]


class _Conversion(Struct):
    """A run over the inputs: what is wanted, where it goes, and what became of the articles so far."""

    wanted: Wanted
    sources: tuple[str, ...]
    configuration: Configuration
    inputs: Inputs
    summary: Summary
    progress: Progress
    reports: Reports
    has_several: bool
    has_lost: bool = False

    def write(self) -> None:
        """Convert each article and write what became of it."""
        wanted = self.wanted
        lines_to = wanted.output if wanted.to == "jsonl" and self.inputs.places.hands_back else None
        digests = self.has_several or bool(wanted.reports)
        worker = ShardWorker(output=lines_to, views=self.reports.have_views, digests=digests)
        memory = self._memory(worker.views)
        with (
            clean_end(),
            _cluster(wanted.scheduler, (*self.sources, wanted.output), wanted.jobs) as (at_once, executors),
            self.progress,
            self.reports,
            taker(lines_to) as take,
            memory or nullcontext(),
        ):
            for outcome in flat((memory.run if memory else batch.run)(self.inputs, worker, at_once, executors)):
                self.summary.add(outcome)
                self.has_lost |= outcome.has_lost and not self.configuration.of(outcome.path).allow_loss
                if outcome.data is not None:
                    take(outcome.data)
                self._tell(outcome)
            self._finish(memory)

    def _tell(self, outcome: Outcome) -> None:
        """Say what is to be said of an article."""
        for line in report.lines(outcome, verbose=self.wanted.verbose):
            self.progress.print(line)
        self.reports.add(outcome)
        self.progress.step()

    def _finish(self, memory: Cache | None) -> None:
        """What can be said and done only after the last article."""
        wanted, summary = self.wanted, self.summary
        if memory and wanted.delete_stale and wanted.output:
            for line in _without_stale(memory, wanted.output, self.sources, summary, verbose=wanted.verbose):
                self.progress.print(line)
        for line in summary.equal_lines() if wanted.verbose else ():
            self.progress.print(line)
        summary.others += self.inputs.others
        summary.links += self.inputs.links
        self.reports.finish(summary)

    def _memory(self, views: bool) -> Cache | None:
        """What earlier runs did, where that is asked for. SQLite is loaded for nothing else."""
        if self.wanted.no_cache or self.inputs.places.hands_back or STDIN in self.sources:
            return None
        from newsfix.run.cache import Cache
        from newsfix.run.database import default_path

        return Cache(self.wanted.cache or default_path(), self.progress.print, views)

    def close(self) -> None:
        """What standard error is told at the end."""
        wanted, summary = self.wanted, self.summary
        if not wanted.quiet and self.has_several:
            chosen = profiles.target(self.configuration.of(self.sources[0]).options)
            needs = profiles.needs(chosen, frozenset(summary.problems))
            closing = summary.closing(
                None if self.inputs.places.hands_back else wanted.output, wanted.reports, told=wanted.verbose
            )
            click.echo("\n".join([*summary.lines(), *needs, closing]), err=True)
        elif (
            not (wanted.quiet or wanted.verbose or summary.failed) and sys.stderr.isatty() and (hint := summary.hint())
        ):
            click.echo(hint, err=True)


def _without_stale(
    memory: Cache, directory: str, sources: Sequence[str], summary: Summary, *, verbose: bool
) -> Iterator[str]:
    """Remove what is stale and count it; the lines on what was kept, or on all of it."""
    if not summary.done:
        # As an empty directory looks where a disk should be mounted.
        yield "newsfix: no article was found, so no output is removed"
        return
    for stale in memory.delete_stale(directory, sources):
        summary.removed += stale.kept is None
        if stale.kept or verbose:
            yield report.stale_line(stale)


@contextmanager
def _cluster(
    address: str | None, paths: Sequence[str | None], jobs: int | None
) -> Iterator[tuple[int | None, Executors | None]]:
    """How much of a batch runs at a time and where: on a scheduler's workers, if one is named. Raises Unavailable."""
    if address is None:
        yield jobs, None
        return
    from newsfix.run import cluster

    cluster.check_paths(paths)
    with cluster.connected(address) as connection:
        yield jobs or connection.jobs, connection.executors
