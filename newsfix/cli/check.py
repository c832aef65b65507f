"""The command `check`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from newsfix.cli.output import DONE, FAILED, clean_end, taker
from newsfix.cli.parameters import (
    FINDING,
    READING,
    SOURCES,
    Checked,
    configuration_of,
    nothing_found,
    sources_of,
    with_options,
)
from newsfix.rules import BY_CODE, SEVERITIES, reaches

if TYPE_CHECKING:
    from newsfix.model.problem import Problem
    from newsfix.run.batch import Work
    from newsfix.run.config import Settings
    from newsfix.run.outcomes import Outcome

# The names in `run.formats.FORMATS`, which is not loaded to show them.
_FORMATS = ("text", "json", "jsonl", "github", "sarif", "junit")


@click.command()
@SOURCES
@click.option("--select", metavar="CODES", type=Checked("codes"), help="Report only these, as DT,FM001,no-alt.")
@click.option("--extend-select", metavar="CODES", type=Checked("codes"), help="Report these besides.")
@click.option("--ignore", metavar="CODES", type=Checked("codes"), help="Do not report these.")
@click.option(
    "--schema",
    metavar="FILE",
    type=Checked("schema_file", "newsfix.run.config"),
    help="A JSON Schema for the front matter.",
)
@click.option("--no-gitignore", is_flag=True, help="Search what .gitignore files name, too.")
@click.option("--force-exclude", is_flag=True, help="Pass over sources that are excluded, too.")
@click.option("--fix", is_flag=True, help="Repair in place what needs no judgement.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, as a unified diff, and write nothing.")
@click.option("--output-format", type=click.Choice(_FORMATS), default="text", show_default=True, help="The form.")
@click.option("--output-file", metavar="FILE", type=click.Path(dir_okay=False), help="Write the report to a file.")
@click.option("--statistics", is_flag=True, help="Say how often each rule was broken, on standard error.")
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="The least severity that ends with 1; warning.")
@click.option("-v", "--verbose", is_flag=True, help="Show notes too, without selecting them.")
@click.option("--exit-zero", is_flag=True, help="End with 0 whatever problems were found.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="auto: on a terminal, unless NO_COLOR is set.",
)
@with_options(*FINDING, *READING)
def check(
    sources: tuple[str, ...],
    no_gitignore: bool,
    force_exclude: bool,
    fix: bool,
    diff: bool,
    output_format: str,
    output_file: str | None,
    statistics: bool,
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

    Exit codes: 0 none as grave as --fail-on, 1 problems, repaired ones too, 2 it could not run or was interrupted.
    """
    from collections import Counter

    from newsfix.run import batch, finding, formats, report, tasks
    from newsfix.run.outcomes import flat

    if diff and output_format != "text":
        raise click.UsageError("--diff is a form of its own: it goes without --output-format.")
    sources = sources_of(sources, files_from)
    configuration = configuration_of(settings)
    search = finding.Selection(follow_links=follow_links, maintained=True, gitignore=not no_gitignore)
    inputs = tasks.Inputs(sources, configuration, search=search, force_exclude=force_exclude)
    if output_file is not None:
        try:
            inputs.keep_clear_of([("--output-file", output_file)])
        except ValueError as error:
            raise click.UsageError(f"{error}.") from None
    worker = _checker(settings["stdin_filename"], sources, fix, diff)
    in_colour = output_format == "text" and _is_coloured(color, output_file)
    write = formats.coloured if in_colour else formats.FORMATS[output_format]
    counts: Counter[str] = Counter()
    failing = found = False
    to_terminal = output_file is None and sys.stdout.isatty()

    def checked(take: Callable[[bytes], object]) -> Iterator[formats.Checked]:
        nonlocal failing, found
        for outcome in flat(batch.run(inputs, worker, jobs)):
            found = True
            if outcome.data:
                failing = True
                take(report.harmless(outcome.data) if to_terminal else outcome.data)
            problems = outcome.problems
            if problems:
                each = configuration.of(outcome.path)
                problems = outcome.problems if verbose else _shown(outcome, each)
                failing |= outcome.repaired or any(reaches(problem.code, each.fail_on) for problem in problems)
            counts.update(problem.code for problem in problems)
            yield outcome.path, report.ordered(problems)

    with clean_end(), taker(output_file, shards=False) as take:
        for text in write(checked(take)):
            take(text.encode())
    if not (found or inputs.excluded):
        sys.exit(nothing_found(settings, sources))
    if inputs.links:
        from newsfix.run.summary import links_line

        click.echo(f"newsfix: {links_line(inputs.links)}", err=True)
    if statistics:
        from newsfix.run.statistics import show

        show(counts, sys.stderr, colour={"always": True, "never": False}.get(color))
    sys.exit(FAILED if failing and not exit_zero else DONE)


def _shown(outcome: Outcome, settings: Settings) -> tuple[Problem, ...]:
    """The problems without the notes that nobody asked for; what was repaired is always shown."""
    if outcome.repaired or settings.fail_on == "note":
        return outcome.problems
    selected = {*settings.select, *settings.extend_select}
    return tuple(each for each in outcome.problems if BY_CODE[each.code].severity != "note" or each.code in selected)


def _checker(stdin_name: str | None, sources: tuple[str, ...], fix: bool, diff: bool) -> Work:
    """What looks for problems, and repairs them where that is asked for."""
    if not (fix or diff):
        from newsfix.run.shards import ShardWorker

        return ShardWorker(stdin_name, only_check=True)
    if fix and diff:
        raise click.UsageError("--fix writes and --diff does not: give one of them.")
    if fix and "-" in sources:
        raise click.UsageError("standard input cannot be repaired in place; --diff shows what would change.")
    from newsfix.run.fix import Fixer
    from newsfix.run.worker import Worker

    return Fixer(Worker(stdin_name), only_diff=diff)


def _is_coloured(color: str, output_file: str | None) -> bool:
    """Whether to write in colour; auto heeds NO_COLOR (https://no-color.org)."""
    if color != "auto":
        return color == "always"
    return output_file is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
