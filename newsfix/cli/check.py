"""The command `check`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from newsfix.cli.headings import Command, under
from newsfix.cli.output import DONE, FAILED, clean_end, taker
from newsfix.cli.parameters import (
    CONFIGURED,
    FINDING,
    JOBS,
    READING,
    SOURCES,
    TARGET,
    Checked,
    configuration_of,
    nothing_found,
    sources_of,
    with_options,
)
from newsfix.rules import ALWAYS, BY_CODE, SEVERITIES

if TYPE_CHECKING:
    from newsfix.model.problem import Problem
    from newsfix.run.baseline import Baselines
    from newsfix.run.batch import Work
    from newsfix.run.outcomes import Outcome
    from newsfix.run.progress import Progress
    from newsfix.run.settings import Settings
    from newsfix.run.tally import Tally
    from newsfix.run.tasks import Inputs
    from newsfix.run.worker import Worker

# The names in `run.formats.FORMATS`, which is not loaded to show them.
_FORMATS = ("text", "full", "json", "jsonl", "github", "sarif", "junit")


_rule = under("Rules")
_source = under("Sources")
_repair = under("Repairs")
_old = under("Old problems")
_say = under("Reporting")


@click.command(cls=Command)
@SOURCES
@_rule("--select", metavar="CODES", type=Checked("codes"), help="Report only these, as DT,FM001,no-alt.")
@_rule("--extend-select", metavar="CODES", type=Checked("codes"), help="Report these as well.")
@_rule("--ignore", metavar="CODES", type=Checked("codes"), help="Do not report these.")
@_rule(
    "--schema",
    metavar="FILE",
    type=Checked("schema_file", "newsfix.run.settings"),
    help="A JSON Schema for the front matter.",
)
@_repair("--fix", is_flag=True, help="Repair in place what needs no judgement.")
@_repair("--fix-only", is_flag=True, help="Repair as --fix does, and do not report what remains.")
@_repair("--diff", is_flag=True, help="Show what --fix would change, as a unified diff, and write nothing.")
@_say("--output-format", type=click.Choice(_FORMATS), default="text", show_default=True, help="Output format.")
@_say("--output-file", metavar="FILE", type=click.Path(dir_okay=False), help="Write the report to a file.")
@_say("--statistics", is_flag=True, help="Say how often each rule was broken, on standard error.")
@_say("--fail-on", type=click.Choice(SEVERITIES), help="The lowest severity that makes the exit code 1.")
@_say("--exit-zero", is_flag=True, help="Exit with 0 whatever problems were found.")
@_say("-v", "--verbose", is_flag=True, help="Show notes too, without selecting them.")
@_say("-q", "--quiet", is_flag=True, help="Print no closing line and no progress.")
@_say(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="auto: on a terminal, unless NO_COLOR is set.",
)
@_old(
    "--baseline",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="Report only what this file does not record.",
)
@_old(
    "--write-baseline",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Record the present problems in this file.",
)
@_old("--prune-baseline", is_flag=True, help="Remove from the baseline what no longer occurs.")
@with_options(*FINDING)
@_source("--no-gitignore", is_flag=True, help="Search what .gitignore files name, too.")
@_source("--force-exclude", is_flag=True, help="Pass over sources that are excluded, even if they are named.")
@with_options(*READING, *TARGET, *CONFIGURED, JOBS)
def check(
    sources: tuple[str, ...],
    no_gitignore: bool,
    force_exclude: bool,
    fix: bool,
    fix_only: bool,
    diff: bool,
    output_format: str,
    output_file: str | None,
    statistics: bool,
    write_baseline: str | None,
    prune_baseline: bool,
    quiet: bool,
    verbose: bool,
    exit_zero: bool,
    color: str,
    files_from: str | None,
    follow_links: bool,
    jobs: int | None,
    **settings: Any,
) -> None:
    """Report problems as path:line:column: CODE message.

    Nothing is written without --fix, and with it only the characters that are wrong.

    \b
    newsfix check content/
    newsfix check --select DT,title-missing content/
    newsfix check --ignore date-not-iso content/
    newsfix check --fix --select DT,FM004 content/
    newsfix check --diff content/ | git apply
    git ls-files | newsfix check --files-from -
    newsfix check --output-format sarif --output-file newsfix.sarif content/
    cat post.md | newsfix check - --stdin-filename post.md

    Exit codes: 0 no problem at or above --fail-on, 1 problems, even if repaired, 2 it could not run or was
    interrupted.
    """
    from newsfix.run import batch, finding, formats, report, tasks
    from newsfix.run.baseline import Baselines
    from newsfix.run.outcomes import flat
    from newsfix.run.shards import ShardWorker
    from newsfix.run.tally import Tally

    if write_baseline and (prune_baseline or settings["baseline"] or fix or fix_only or diff):
        raise click.UsageError(
            "--write-baseline cannot be combined with --baseline, --prune-baseline, --fix or --diff."
        )
    if diff and output_format != "text":
        raise click.UsageError("--diff cannot be combined with --output-format.")
    sources = sources_of(sources, files_from)
    configuration = configuration_of(settings, rewrites="--fix" if fix else "--diff" if diff else None)
    search = finding.Selection(follow_links=follow_links, maintained=True, gitignore=not no_gitignore)
    inputs = tasks.Inputs(sources, configuration, search=search, force_exclude=force_exclude)
    _keep_clear(inputs, {"--output-file": output_file, "--write-baseline": write_baseline})
    _keep_other_files(write_baseline)
    baselines = Baselines(write_baseline)
    with_lines = output_format in formats.NEED_LINES or write_baseline is not None
    worker = _checker(
        ShardWorker(settings["stdin_filename"], in_site=True, with_lines=with_lines), sources, fix or fix_only, diff
    )
    in_colour = _is_coloured(color, output_file) and output_format in formats.COLOURED
    write = (formats.COLOURED if in_colour else formats.FORMATS)[output_format]
    tally = Tally()
    to_terminal = output_file is None and sys.stdout.isatty()

    def checked(take: Callable[[bytes], object]) -> Iterator[formats.CheckedFile]:
        for outcome in flat(batch.run(inputs, worker, jobs)):
            if outcome.data:
                take(report.harmless(outcome.data) if to_terminal else outcome.data)
            each = configuration.of(outcome.path)
            shown = partial(_shown, outcome=outcome, settings=each, verbose=verbose, only_repairs=fix_only)
            problems = shown(outcome.problems) if write_baseline else outcome.problems
            problems = report.ordered(shown(baselines.new(outcome, problems, each)))
            tally.add(outcome, problems, each.fail_on)
            if progress:
                progress.step()
            yield formats.CheckedFile(report.relative(outcome.path), problems, outcome.lines)

    progress = None if quiet else _progress(tally, inputs)
    with clean_end(), progress or nullcontext(), taker(output_file, shards=False) as take:
        for text in write(checked(take)):
            if progress:
                progress.clear()
            take(text.encode())
    if not (tally.files or inputs.excluded):
        sys.exit(nothing_found(settings, sources))
    _after(baselines, inputs, sources, prune=prune_baseline, quiet=quiet)
    if inputs.links:
        from newsfix.run.summary import links_line

        click.echo(f"newsfix: {links_line(inputs.links)}", err=True)
    if statistics:
        from newsfix.run.tally import show

        show(tally.counts, sys.stderr, colour={"always": True, "never": False}.get(color))
    elif tally.counts and output_format in formats.COLOURED and not quiet:
        click.echo(tally.closing(), err=True)
    sys.exit(FAILED if tally.fails and not exit_zero else DONE)


def _progress(tally: Tally, inputs: Inputs) -> Progress | None:
    """What one sees of a long run, on a terminal alone: elsewhere standard error is for what is wrong."""
    if not sys.stderr.isatty():
        return None
    from newsfix.run.progress import Progress

    return Progress(tally, inputs.ahead())


def _keep_clear(inputs: Inputs, places: dict[str, str | None]) -> None:
    """Refuse to write what an option names where that is an input."""
    given = [(option, path) for option, path in places.items() if path is not None]
    try:
        inputs.keep_clear_of(given)
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None


def _keep_other_files(path: str | None) -> None:
    """Refuse to write a baseline where there is something else."""
    from newsfix.run import baseline, files
    from newsfix.run.settings import ConfigError

    if path is not None and files.exists(path):
        try:
            baseline.load(path)
        except ConfigError as error:
            raise click.UsageError(f"--write-baseline would overwrite another file: {error}.") from None


def _after(baselines: Baselines, inputs: Inputs, sources: Sequence[str], *, prune: bool, quiet: bool) -> None:
    """Write the baseline that is asked for, or name what of the others no longer occurs."""
    from newsfix.run import baseline, files, report

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


def _shown(
    problems: Sequence[Problem], *, outcome: Outcome, settings: Settings, verbose: bool, only_repairs: bool
) -> Sequence[Problem]:
    """The problems without the notes that nobody asked for, and without what the pages of a site lack as a rule.

    What was repaired, and what cannot be read, is always shown.
    """
    from newsfix.run.report import is_repaired

    if only_repairs and not outcome.failed:
        return [each for each in problems if is_repaired(each)]
    if verbose or settings.fail_on == "note":
        return problems
    selected = {*settings.select, *settings.extend_select}
    usual = _usual(outcome, settings) - selected
    return [
        each
        for each in problems
        if is_repaired(each)
        or each.code in selected
        or not (BY_CODE[each.code].severity == "note" or each.code in usual)
    ]


_LACKING = frozenset({"FM001", "FM006", "DT001", "BD001"})
"""The rules about what an article should have, of which the files beside it may tell that it need not."""


def _usual(outcome: Outcome, settings: Settings) -> set[str]:
    """What a file need not have, by the conventions of its site."""
    told = {each.code for each in outcome.problems}
    lacks = _LACKING & told
    if not lacks and "IM009" not in told:
        return set()
    from newsfix.run.conventions import is_no_text, is_usual, keeps_pictures_elsewhere

    if "FM001" in told and is_no_text(outcome.path):
        return told.difference(ALWAYS)
    usual = {code for code in lacks if is_usual(outcome.path, code, lacks)}
    if "IM009" in told and keeps_pictures_elsewhere(outcome.path, settings.static_roots):
        usual.add("IM009")
    return usual


def _checker(reader: Worker, sources: tuple[str, ...], fix: bool, diff: bool) -> Work:
    """What looks for problems, and repairs them where that is asked for."""
    if not (fix or diff):
        return replace(reader, only_check=True)
    if fix and diff:
        raise click.UsageError("--fix cannot be combined with --diff.")
    if fix and "-" in sources:
        raise click.UsageError("standard input cannot be repaired in place; use --diff to see what would change.")
    from newsfix.run.fix import Fixer

    return Fixer(reader, only_diff=diff)


def _is_coloured(color: str, output_file: str | None) -> bool:
    """Whether to write in colour; auto heeds NO_COLOR (https://no-color.org)."""
    if color != "auto":
        return color == "always"
    return output_file is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
