"""The command `convert`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import click

from newsfix import profiles
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
    Location,
    configuration_of,
    nothing_found,
    sources_of,
    with_options,
)

if TYPE_CHECKING:
    from newsfix.run.batch import Executors
    from newsfix.run.cache import Cache
    from newsfix.run.summary import Summary


_output = under("Output")
_run = under("Running")
_say = under("Reporting")


@click.command(cls=Command)
@SOURCES
@_output(
    "-o", "--output", metavar="PATH", type=Location(), help="A directory, or the file for one source or for jsonl."
)
@_output(
    "-t",
    "--to",
    type=click.Choice(["markdown", "json", "jsonl"]),
    default="markdown",
    show_default=True,
    help="Output format.",
)
@_output("--in-place", is_flag=True, help="Rewrite .md files; write one beside each .html file.")
@_output("--force", is_flag=True, help="Overwrite outputs in -o DIRECTORY that were altered since.")
@_output("--delete-stale", is_flag=True, help="Remove the outputs in -o DIRECTORY whose sources are gone.")
@_output("--shard-size", type=click.IntRange(min=1), metavar="N", help="Articles per file with -t jsonl -o DIRECTORY.")
@_output(
    "--extract-data",
    metavar="DIRECTORY",
    type=Checked("directory", "newsfix.run.settings"),
    help="Write data: pictures to files.",
)
@with_options(*FINDING, *READING, *TARGET, *CONFIGURED)
@_say(
    "--report",
    "reports",
    metavar="PATH",
    multiple=True,
    type=click.Path(),
    help="Write a report of the run, .html or .jsonl; repeatable.",
)
@_say("--allow-loss/--no-allow-loss", default=None, help="Exit with 0 even if text or an address was lost.")
@_say("-v", "--verbose", is_flag=True, help="Print every problem, not only those of failed files.")
@_say("-q", "--quiet", is_flag=True, help="Print no summary and no progress.")
@with_options(JOBS)
@_run("--scheduler", metavar="tcp://HOST:8786", help="Run on a Dask cluster, on paths that its machines share.")
@_run("--cache", metavar="FILE", type=click.Path(dir_okay=False), help="Where to remember what is done.")
@_run("--no-cache", is_flag=True, help="Remember nothing: do every file again.")
def convert(
    sources: tuple[str, ...],
    output: str | None,
    to: str,
    shard_size: int | None,
    in_place: bool,
    force: bool,
    scheduler: str | None,
    files_from: str | None,
    follow_links: bool,
    jobs: int | None,
    cache: str | None,
    no_cache: bool,
    delete_stale: bool,
    reports: tuple[str, ...],
    verbose: bool,
    quiet: bool,
    **settings: Any,
) -> None:
    """Convert articles to Markdown or JSON.

    SRC is files, directories or - for standard input; a .jsonl, .jsonl.gz, .tar, .tar.gz, .tgz or .zip
    file is a shard, many articles in one file, and becomes one. Outputs are written whole or not at
    all, and no input is overwritten without --in-place.

    \b
    newsfix convert article.html
    cat article.html | newsfix convert -
    newsfix convert raw/ -o clean/ --exclude drafts/
    newsfix convert raw/ -t jsonl -o all.jsonl
    newsfix convert raw/ -t jsonl -o clean/news.jsonl.gz --shard-size 5000
    newsfix convert dump.tar.gz more.jsonl -o clean/
    newsfix convert s3://bucket/raw -o s3://bucket/clean --scheduler tcp://host:8786
    newsfix convert --in-place content/
    newsfix convert raw/ -o clean/ --report run.html --report run.jsonl
    newsfix convert raw/ -o clean/ --assume-zone Asia/Shanghai --zone CST=+08:00

    Exit codes: 0 every file has its output, 1 a file failed or lost something (see --allow-loss), 2 it could
    not run or was interrupted.
    """
    from newsfix.run import batch, report, storage
    from newsfix.run.outcomes import flat
    from newsfix.run.plan import plan
    from newsfix.run.progress import Progress
    from newsfix.run.reports.written import Reports
    from newsfix.run.settings import STDIN
    from newsfix.run.shardnames import is_shard
    from newsfix.run.shards import ShardWorker
    from newsfix.run.summary import Summary

    sources = sources_of(sources, files_from)
    if not sources:
        sys.exit(nothing_found(settings, sources))
    if cache and no_cache:
        raise click.UsageError("--cache cannot be combined with --no-cache.")
    configuration = configuration_of(settings, loses=True, rewrites="--in-place" if in_place else None, to=to)
    summary, has_lost = Summary(command=shlex.join(["newsfix", *sys.argv[1:]])), False
    try:
        inputs = plan(
            sources,
            configuration,
            to=to,
            output=output,
            in_place=in_place,
            shard_size=shard_size,
            follow_links=follow_links,
            listed=files_from is not None,
            force=force,
        )
        if settings["file_names"] not in (None, "keep") and (inputs.directory is None or to == "jsonl"):
            raise ValueError("--file-names needs --output DIRECTORY and a file for each article")
        # A bar would stand in the middle of results that go to the same terminal.
        mixed = output is None and not in_place and sys.stdout.isatty()
        progress = Progress(summary, inputs.ahead(), quiet=quiet or mixed)
        configuration.tell = progress.print
        written = Reports(reports, progress.print)
        to_file = [("--output", output)] if output and inputs.directory is None else []
        to_cache = [("--cache", cache)] if cache else []
        inputs.keep_clear_of([*to_file, *(("--report", path) for path in written.paths), *to_cache])
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None
    if force and inputs.directory is None:
        raise click.UsageError("--force needs --output DIRECTORY: anything else is overwritten without it.")
    if delete_stale and (no_cache or inputs.directory is None or storage.is_url(inputs.directory)):
        raise click.UsageError("--delete-stale needs --output DIRECTORY and a cache.")
    lines_to = output if to == "jsonl" and inputs.hands_back else None
    several = len(sources) > 1 or storage.is_directory(sources[0]) or is_shard(sources[0])
    digests = several or bool(reports)
    worker = ShardWorker(settings["stdin_filename"], output=lines_to, views=written.have_views, digests=digests)
    forgetful = no_cache or inputs.hands_back or STDIN in sources
    memory = None if forgetful else _memory(cache, progress.print, worker.views)
    run = memory.run if memory else batch.run
    with (
        clean_end(),
        _cluster(scheduler, (*sources, output), jobs) as (at_once, executors),
        progress,
        written,
        taker(lines_to) as take,
        memory or nullcontext(),
    ):
        for outcome in flat(run(inputs, worker, at_once, executors)):
            summary.add(outcome)
            has_lost |= outcome.has_lost and not configuration.of(outcome.path).allow_loss
            if outcome.data is not None:
                take(outcome.data)
            for line in report.lines(outcome, verbose=verbose):
                progress.print(line)
            written.add(outcome)
            progress.step()
        if memory and delete_stale and output:
            for line in _without_stale(memory, output, sources, summary, verbose=verbose):
                progress.print(line)
        for line in summary.equal_lines() if verbose else ():
            progress.print(line)
        summary.others += inputs.others
        summary.links += inputs.links
        written.finish(summary)
    if not quiet and several:
        chosen = profiles.target(configuration.of(sources[0]).options)
        needs = profiles.needs(chosen, frozenset(summary.problems))
        closing = summary.closing(None if inputs.hands_back else output, reports, told=verbose)
        click.echo("\n".join([*summary.lines(), *needs, closing]), err=True)
    elif not (quiet or verbose or summary.failed) and sys.stderr.isatty() and (hint := summary.hint()):
        click.echo(hint, err=True)
    if not summary.done:
        sys.exit(nothing_found(settings, sources))
    sys.exit(FAILED if summary.failed or written.failed or has_lost else DONE)


def _memory(path: str | None, tell: Callable[[str], None], views: bool) -> Cache:
    """What earlier runs did. SQLite is loaded for nothing else."""
    from newsfix.run.cache import Cache
    from newsfix.run.database import default_path

    return Cache(path or default_path(), tell, views)


def _without_stale(
    memory: Cache, directory: str, sources: Sequence[str], summary: Summary, *, verbose: bool
) -> Iterator[str]:
    """Remove what is stale and count it; the lines on what was kept, or on all of it."""
    from newsfix.run import report

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
