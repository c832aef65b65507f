"""What the command `check` does, once its options are read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct
from msgspec.structs import replace

from newsfix.cli.output import DONE, FAILED, clean_end, taker
from newsfix.cli.parameters import configuration_of, nothing_found, parted, read_of_options, sources_of
from newsfix.run import baseline, batch, files, finding, formats, report, tasks
from newsfix.run.baseline import Baselines
from newsfix.run.outcomes import flat
from newsfix.run.report import CheckedFile
from newsfix.run.settings import ConfigError
from newsfix.run.shards import ShardWorker
from newsfix.run.tally import Tally, show

if TYPE_CHECKING:
    from newsfix.run.batch import Work
    from newsfix.run.config import Configuration
    from newsfix.run.guard import OptionFile
    from newsfix.run.progress import Progress
    from newsfix.run.tasks import Inputs


class Asked(Struct, frozen=True):
    """The options that are the command's own; the others are settings, which a configuration may have as well."""

    no_gitignore: bool
    force_exclude: bool
    fix: bool
    fix_only: bool
    diff: bool
    output_format: str
    output_file: str | None
    statistics: bool
    write_baseline: str | None
    prune_baseline: bool
    quiet: bool
    verbose: bool
    exit_zero: bool
    color: str
    files_from: str | None
    follow_links: bool
    jobs: int | None


def run(named: tuple[str, ...], options: dict[str, Any]) -> int:
    """Check the sources that are named; the exit code."""
    asked, settings = parted(Asked, options)
    _refuse(asked, settings)
    sources = sources_of(named, asked.files_from)
    if asked.write_baseline and "-" in sources:
        raise click.UsageError("--write-baseline records files: name them; it cannot record standard input.")
    configuration = configuration_of(settings, rewrites="--fix" if asked.fix else "--diff" if asked.diff else None)
    search = finding.Selection(follow_links=asked.follow_links, maintained=True, gitignore=not asked.no_gitignore)
    inputs = tasks.Inputs(sources, configuration, search=search, force_exclude=asked.force_exclude)
    read = [*read_of_options(settings, asked.files_from), *_read_baseline(asked, configuration, sources)]
    _keep_clear(inputs, {"--output-file": asked.output_file, "--write-baseline": asked.write_baseline}, read)
    _keep_other_files(asked.write_baseline)
    worker = _worker(asked, sources)
    checks = _Checks(asked, configuration, inputs, worker, Baselines(asked.write_baseline), Tally())
    checks.report()
    if not (checks.tally.files or inputs.excluded):
        return nothing_found(settings, sources)
    _after(checks.baselines, inputs, sources, prune=asked.prune_baseline, quiet=asked.quiet)
    checks.close()
    return FAILED if checks.tally.fails and not asked.exit_zero else DONE


def _refuse(asked: Asked, settings: dict[str, Any]) -> None:
    """Refuse options that contradict each other."""
    changes = asked.prune_baseline or settings["baseline"] or asked.fix or asked.fix_only or asked.diff
    if asked.write_baseline and changes:
        raise click.UsageError(
            "--write-baseline cannot be combined with --baseline, --prune-baseline, --fix or --diff."
        )
    if asked.diff and asked.output_format != "text":
        raise click.UsageError("--diff cannot be combined with --output-format.")


def _read_baseline(asked: Asked, configuration: Configuration, sources: tuple[str, ...]) -> list[OptionFile]:
    """The baseline that is read, where there is a report that might take its place."""
    if asked.write_baseline or not (asked.output_file and sources):
        return []
    with clean_end():
        path = configuration.of(sources[0]).baseline
    return [("--baseline", path)] if path else []


def _worker(asked: Asked, sources: tuple[str, ...]) -> Work:
    """What looks for problems, and repairs them where that is asked for."""
    with_lines = asked.output_format in formats.NEED_LINES or asked.write_baseline is not None
    reader = ShardWorker(in_site=True, with_lines=with_lines)
    fix = asked.fix or asked.fix_only
    if not (fix or asked.diff):
        return replace(reader, only_check=True)
    if fix and asked.diff:
        raise click.UsageError("--fix cannot be combined with --diff.")
    if fix and "-" in sources:
        raise click.UsageError("standard input cannot be repaired in place; use --diff to see what would change.")
    from newsfix.run.fix import Fixer

    return Fixer(reader, only_diff=asked.diff)


class _Checks(Struct):
    """A run over the inputs: what is asked, what checks each file, and what has been found so far."""

    asked: Asked
    configuration: Configuration
    inputs: Inputs
    worker: Work
    baselines: Baselines
    tally: Tally
    progress: Progress | None = None

    def report(self) -> None:
        """Check each file and write the report."""
        asked = self.asked
        self.progress = None if asked.quiet else _progress(self.tally, self.inputs)
        in_colour = _is_coloured(asked.color, asked.output_file) and asked.output_format in formats.COLOURED
        write = (formats.COLOURED if in_colour else formats.FORMATS)[asked.output_format]
        with clean_end(), self.progress or nullcontext(), taker(asked.output_file, shards=False) as take:
            for text in write(self._files(take)):
                if self.progress:
                    self.progress.clear()
                take(text.encode())

    def _files(self, take: Callable[[bytes], object]) -> Iterator[CheckedFile]:
        """The files with what is told of them; what would change in them is taken as it comes."""
        to_terminal = self.asked.output_file is None and sys.stdout.isatty()
        for outcome in flat(batch.run(self.inputs, self.worker, self.asked.jobs)):
            if outcome.data:
                take(report.harmless(outcome.data) if to_terminal else outcome.data)
            settings = self.configuration.of(outcome.path)
            verbose = self.asked.verbose
            told = partial(report.told, outcome=outcome, settings=settings, only_repairs=self.asked.fix_only)
            problems = told(outcome.problems, verbose=verbose) if self.asked.write_baseline else outcome.problems
            problems = report.ordered(told(self.baselines.new(outcome, problems, settings), verbose=verbose))
            counted = told(problems, verbose=False) if verbose else problems
            self.tally.add(outcome, problems, counted, settings.fail_on)
            if self.progress:
                self.progress.step()
            yield CheckedFile(report.relative(outcome.path), problems, outcome.lines)

    def close(self) -> None:
        """What standard error is told at the end."""
        asked, tally = self.asked, self.tally
        if self.inputs.links:
            from newsfix.run.summary import links_line

            click.echo(f"newsfix: {links_line(self.inputs.links)}", err=True)
        if asked.statistics:
            show(tally.counts, sys.stderr, colour={"always": True, "never": False}.get(asked.color))
        elif tally.counts and asked.output_format in formats.COLOURED and not asked.quiet:
            click.echo(tally.closing(), err=True)


def _progress(tally: Tally, inputs: Inputs) -> Progress | None:
    """What one sees of a long run, on a terminal alone: elsewhere standard error is for what is wrong."""
    if not sys.stderr.isatty():
        return None
    from newsfix.run.progress import Progress

    return Progress(tally, inputs.ahead())


def _keep_clear(inputs: Inputs, places: dict[str, str | None], read: Sequence[OptionFile] = ()) -> None:
    """Refuse to write what an option names where that is an input."""
    given = [(option, path) for option, path in places.items() if path is not None]
    try:
        inputs.keep_clear_of(given, read)
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None


def _keep_other_files(path: str | None) -> None:
    """Refuse to write a baseline where there is something else."""
    if path is not None and files.is_regular(path):
        try:
            baseline.load(path)
        except ConfigError as error:
            raise click.UsageError(f"--write-baseline would overwrite another file: {error}.") from None


def _after(baselines: Baselines, inputs: Inputs, sources: Sequence[str], *, prune: bool, quiet: bool) -> None:
    """Write the baseline that is asked for, or name what of the others no longer occurs."""
    if prune and not baselines.loaded:
        raise click.UsageError("there is no baseline to prune; see --baseline.")
    if prune:
        _keep_clear(inputs, {f"--prune-baseline: {path}": path for path in baselines.loaded})
    try:
        lines = (
            [baseline.record(baselines)]
            if baselines.writing
            else baseline.what_is_gone(baselines, sources, prune=prune)
        )
        for line in lines:
            if not quiet:
                click.echo(f"newsfix: {report.shown(line)}", err=True)
    except OSError as error:
        raise click.ClickException(f"the baseline cannot be written: {files.reason(error)}") from None


def _is_coloured(color: str, output_file: str | None) -> bool:
    """Whether to write in colour; auto heeds NO_COLOR (https://no-color.org)."""
    if color != "auto":
        return color == "always"
    return output_file is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
