"""The command line: arguments to calls, outcomes to exit codes, and nothing else."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from newsfix.run.batch import Executors, Work
    from newsfix.run.cache import Cache
    from newsfix.run.config import Configuration
    from newsfix.run.summary import Summary

DONE, FAILED, UNABLE = 0, 1, 2

Command = Callable[..., Any]


class Checked(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A value that a function of `run.values` checks and converts."""

    def __init__(self, check: str) -> None:
        self.name = self._check = check

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from newsfix.run import values

        try:
            return getattr(values, self._check)(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class NoOutput(Exception):
    """Standard output takes no more."""


class Place(click.Path):
    """A path of this machine, or a URL of some storage that can be reached."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if "://" not in str(value):
            return super().convert(value, param, ctx)
        from newsfix.run import storage

        if not storage.is_url(value):
            self.fail(f"{value} is no URL of a storage; pages are fetched by other programs.", param, ctx)
        try:
            storage.check(value, output=not self.exists)
        except storage.Unavailable as error:
            self.fail(f"{error}.", param, ctx)
        return value


# A path that is not there is a usage error; whether it can be read is found out by reading it.
_EXISTING = Place(exists=True, allow_dash=True, readable=False)
_sources = click.argument("sources", metavar="[SRC]...", nargs=-1, type=_EXISTING)
_finding = (
    click.option("--include", multiple=True, metavar="PATTERN", help="Article files, as in .gitignore; repeatable."),
    click.option("--exclude", multiple=True, metavar="PATTERN", help="What to pass over; repeatable."),
    click.option("-j", "--jobs", type=click.IntRange(min=1), help="Processes; by default one for each core."),
)
_reading = (
    click.option("--encoding", metavar="CODEC", type=Checked("encoding"), help="The encoding of the sources."),
    click.option("--body", type=click.Choice(["auto", "html", "markdown"]), help="What the bodies are."),
    click.option("--day-first/--month-first", default=None, help="Read 03/04 as 3 April, or as March 4."),
    click.option("--assume-zone", metavar="ZONE", type=Checked("zone"), help="The zone of times without one."),
    click.option("--to-zone", metavar="ZONE", type=Checked("zone"), help="Convert times with an offset to this zone."),
    click.option("--base-date", metavar="DATE", type=Checked("base_date"), help="What 'yesterday' counts from."),
    click.option("--zone", "zones", multiple=True, metavar="CST=+08:00", type=Checked("zone_pair"), help="Repeatable."),
    click.option("--captions", type=click.Choice(["likely", "strict"]), help="strict: what the markup states."),
    click.option("--keys", type=click.Choice(["standard", "keep"]), help="keep: those of the source in front matter."),
    click.option("--absolute-links/--no-absolute-links", default=None, help="Resolve links against the article's url."),
    click.option(
        "--drop",
        multiple=True,
        metavar="SELECTOR",
        type=Checked("selector"),
        help="CSS selectors to leave out; repeatable.",
    ),
    click.option("--verify/--no-verify", default=None, help="Fail where the Markdown reads back as something else."),
    click.option("--stdin-filename", metavar="NAME", help="The name of standard input."),
    click.option("--max-size", metavar="MB", type=Checked("max_size"), help="The largest file to read; 100."),
    click.option("--config", metavar="FILE", type=click.Path(exists=True, dir_okay=False), help="Settings file."),
)


# The names in `run.formats.FORMATS`, which is not loaded to show them.
_FORMATS = ("text", "json", "jsonl", "github", "sarif", "junit")


def _with(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Add options to a command, in the order in which they stand."""

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newsfix", message="newsfix %(version)s")
def main() -> None:
    """Raw article files in, clean Markdown or JSON out.

    \b
    newsfix convert article.html               one file to standard output
    newsfix convert raw/ -o clean/             a directory, its tree kept
    newsfix convert raw/ -t jsonl -o all.jsonl
    newsfix check raw/                         problems with their places
    newsfix convert --help                     every option
    """
    # An article is a tree without cycles: by default the collector looks through it in vain, many times a file.
    gc.set_threshold(100_000, 20, 100)


@main.command()
@_sources
@click.option("-o", "--output", metavar="PATH", type=Place(), help="A directory, or the file of one source.")
@click.option("-t", "--to", type=click.Choice(["markdown", "json", "jsonl"]), default="markdown", show_default=True)
@click.option("--shard-size", type=click.IntRange(min=1), metavar="N", help="Articles in a file of -t jsonl -o DIR.")
@click.option("--in-place", is_flag=True, help="Rewrite .md files; write one beside each .html file.")
@click.option("--extract-data", metavar="DIR", type=Checked("directory"), help="Write data: pictures to files.")
@_with(*_finding)
@click.option("--scheduler", metavar="tcp://HOST:8786", help="Run on a Dask cluster, on paths that its machines share.")
@_with(*_reading)
@click.option("--cache", metavar="FILE", type=click.Path(dir_okay=False), help="Where to remember what is done.")
@click.option("--no-cache", is_flag=True, help="Remember nothing: do every file again.")
@click.option("--delete-stale", is_flag=True, help="Remove the outputs in -o DIRECTORY whose inputs are gone.")
@click.option(
    "--report", "reports", metavar="PATH", multiple=True, type=click.Path(), help="To .jsonl or .html; repeatable."
)
@click.option("-v", "--verbose", is_flag=True, help="Print every problem, not only those of failed files.")
@click.option("-q", "--quiet", is_flag=True, help="Print no summary and no progress.")
def convert(
    sources: tuple[str, ...],
    output: str | None,
    to: str,
    shard_size: int | None,
    in_place: bool,
    scheduler: str | None,
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

    Exit codes: 0 every file has its output, 1 a file failed, 2 it could not run or was interrupted.
    """
    from newsfix.run import batch, report, storage, tasks
    from newsfix.run.cache import Cache, default_path
    from newsfix.run.progress import Progress
    from newsfix.run.reports.written import Reports
    from newsfix.run.shardnames import is_shard
    from newsfix.run.shards import ShardWorker
    from newsfix.run.summary import Summary

    sources = _sources_or_stdin(sources)
    if cache and no_cache:
        raise click.UsageError("--cache and --no-cache do not go together.")
    configuration = _configuration(settings, to=to)
    summary = Summary()
    try:
        inputs = tasks.plan(sources, configuration, to=to, output=output, in_place=in_place, shard_size=shard_size)
        # A bar would stand in the middle of results that go to the same terminal.
        mixed = output is None and not in_place and sys.stdout.isatty()
        progress = Progress(summary, inputs.ahead(), quiet=quiet or mixed)
        written = Reports(reports, progress.print)
        for path in written.paths:
            inputs.keep_clear_of(path)
            if output and storage.same(path, output):
                raise ValueError(f"--report {path} is the output")
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None
    if delete_stale and (no_cache or inputs.directory is None or storage.is_url(inputs.directory)):
        raise click.UsageError("--delete-stale goes with --output DIRECTORY and a cache.")
    lines_to = output if to == "jsonl" and inputs.hands_back else None
    worker = ShardWorker(settings["stdin_filename"], output=lines_to, views=written.have_views)
    forgetful = no_cache or inputs.hands_back or tasks.STDIN in sources
    memory = None if forgetful else Cache(cache or default_path(), progress.print, worker.views)
    run = memory.run if memory else batch.run
    with (
        _clean_end(),
        _cluster(scheduler, (*sources, output), jobs) as (at_once, executors),
        progress,
        written,
        _taker(lines_to) as take,
        memory or nullcontext(),
    ):
        for outcome in batch.flat(run(inputs, worker, at_once, executors)):
            summary.add(outcome)
            if outcome.data is not None:
                take(outcome.data)
            for line in report.lines(outcome, verbose=verbose):
                progress.print(line)
            written.add(outcome)
            progress.step()
        if memory and delete_stale and output:
            for line in _without_stale(memory, output, sources, summary, verbose=verbose):
                progress.print(line)
        summary.others += inputs.others
        written.finish(summary)
    if not quiet and (len(sources) > 1 or storage.is_directory(sources[0]) or is_shard(sources[0])):
        click.echo("\n".join(summary.lines()), err=True)
    sys.exit(FAILED if summary.failed or written.failed else DONE)


@main.command()
@_sources
@click.option("--select", metavar="CODES", type=Checked("codes"), help="Report only these, as DT,FM001,no-alt.")
@click.option("--extend-select", metavar="CODES", type=Checked("codes"), help="Report these besides.")
@click.option("--ignore", metavar="CODES", type=Checked("codes"), help="Do not report these.")
@click.option("--schema", metavar="FILE", type=Checked("schema"), help="A JSON Schema for the front matter.")
@click.option("--fix", is_flag=True, help="Repair in place what needs no judgement.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, as a unified diff, and write nothing.")
@click.option("--output-format", type=click.Choice(_FORMATS), default="text", show_default=True, help="The form.")
@click.option("--output-file", metavar="FILE", type=click.Path(dir_okay=False), help="Write the report to a file.")
@click.option("--statistics", is_flag=True, help="Say how often each rule was broken, on standard error.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="auto: on a terminal, unless NO_COLOR is set.",
)
@_with(*_finding, *_reading)
def check(
    sources: tuple[str, ...],
    fix: bool,
    diff: bool,
    output_format: str,
    output_file: str | None,
    statistics: bool,
    color: str,
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
    newsfix check --output-format sarif --output-file newsfix.sarif content/
    cat post.md | newsfix check - --stdin-filename post.md

    Exit codes: 0 clean, 1 problems, repaired ones too, 2 it could not run or was interrupted.
    """
    from collections import Counter

    from newsfix.run import batch, formats, report, tasks

    if diff and output_format != "text":
        raise click.UsageError("--diff is a form of its own: it goes without --output-format.")
    sources = _sources_or_stdin(sources)
    inputs = tasks.Inputs(sources, _configuration(settings))
    worker = _checker(settings["stdin_filename"], sources, fix, diff)
    in_colour = output_format == "text" and _is_coloured(color, output_file)
    write = formats.coloured if in_colour else formats.FORMATS[output_format]
    counts: Counter[str] = Counter()
    changes = False
    to_terminal = output_file is None and sys.stdout.isatty()

    def checked(take: Callable[[bytes], object]) -> Iterator[formats.Checked]:
        nonlocal changes
        for outcome in batch.flat(batch.run(inputs, worker, jobs)):
            if outcome.data:
                changes = True
                take(report.harmless(outcome.data) if to_terminal else outcome.data)
            counts.update(problem.code for problem in outcome.problems)
            yield outcome.path, report.ordered(outcome.problems)

    with _clean_end(), _taker(output_file, shards=False) as take:
        for text in write(checked(take)):
            take(text.encode())
    if statistics:
        from newsfix.run.statistics import show

        show(counts, sys.stderr, colour={"always": True, "never": False}.get(color))
    sys.exit(FAILED if counts or changes else DONE)


@main.command()
@click.argument("source", metavar="FILE", type=_EXISTING)
@_with(*_reading)
def images(source: str, **settings: Any) -> None:
    """Show the pictures of an article: each once, its other URLs, and what makes them the same.

    \b
    newsfix images article.html
    """
    from newsfix.pipeline import pictures
    from newsfix.run import batch, report, tasks

    worker = batch.Worker(settings["stdin_filename"])
    with _clean_end():
        task = tasks.Task(source, settings=_configuration(settings).of(source))
        data, failure = worker.read(task)
        if failure:
            click.echo("\n".join(report.lines(failure, verbose=True)), err=True)
            sys.exit(FAILED)
        for picture, rows in pictures(data, task.settings.options, worker.origin(task)):
            for line in report.picture_lines(picture, rows):
                _put(f"{line}\n".encode())


@main.command()
def schema() -> None:
    """Print the JSON Schema of the JSON output.

    \b
    newsfix schema > article.schema.json
    """
    import json

    from newsfix.write.schema import schema as document

    with _clean_end():
        _put(f"{json.dumps(document(), indent=2)}\n".encode())


@main.command()
@click.argument("code", required=False, metavar="[CODE]", type=Checked("codes"))
def rules(code: tuple[str, ...] | None) -> None:
    """List the rules, or explain one.

    \b
    newsfix rules
    newsfix rules DT003
    """
    from newsfix.rules import BY_CODE, RULES
    from newsfix.run import report

    text = "\n\n".join(report.explanation(BY_CODE[each]) for each in code) if code else report.overview(RULES)
    with _clean_end():
        _put(f"{text}\n".encode())


# ----------------------------------------------------------------------------- what they share


def _sources_or_stdin(sources: tuple[str, ...]) -> tuple[str, ...]:
    """The sources; standard input where there are none and something is piped."""
    if sources:
        return sources
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("Missing argument 'SRC': a file, a directory, or - for standard input.")
    return ("-",)


def _configuration(given: dict[str, Any], **options: Any) -> Configuration:
    """What says how each file is read: its nearest configuration, the command line above it."""
    from newsfix.run import config

    try:
        return config.Configuration(given, given["config"], **options)
    except config.ConfigError as error:
        raise click.UsageError(str(error)) from None


def _checker(stdin_name: str | None, sources: tuple[str, ...], fix: bool, diff: bool) -> Work:
    """What looks for problems, and repairs them where that is asked for."""
    if not (fix or diff):
        from newsfix.run.shards import ShardWorker

        return ShardWorker(stdin_name, only_check=True)
    if fix and diff:
        raise click.UsageError("--fix writes and --diff does not: give one of them.")
    if fix and "-" in sources:
        raise click.UsageError("standard input cannot be repaired in place; --diff shows what would change.")
    from newsfix.run.batch import Worker
    from newsfix.run.fix import Fixer

    return Fixer(Worker(stdin_name), only_diff=diff)


def _is_coloured(color: str, output_file: str | None) -> bool:
    """Whether to write in colour; auto heeds NO_COLOR (https://no-color.org)."""
    if color != "auto":
        return color == "always"
    return output_file is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _without_stale(
    memory: Cache, directory: str, sources: Sequence[str], summary: Summary, *, verbose: bool
) -> Iterator[str]:
    """Remove what is stale and count it; the lines on what was kept, or on all of it."""
    from newsfix.run import report

    if not summary.done:
        # As an empty directory looks where a disk should be mounted.
        yield "newsfix: there is no article, so that no output is removed"
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


@contextmanager
def _taker(output: str | None, *, shards: bool = True) -> Iterator[Callable[[bytes], object]]:
    """A function that takes what has no file of its own: to standard output, or to one file that appears at the end."""
    if output is None:
        yield _put
        return
    from newsfix.run import files, report, storage
    from newsfix.run.shardnames import is_shard

    storage.sweep(os.path.dirname(output) or ".")
    try:
        with storage.whole(output) as file:
            if not (shards and is_shard(output)):
                yield file.write
                return
            from newsfix.run.containers import writing

            with writing(file, output) as writer:
                yield partial(writer.add, "")
    except OSError as error:
        raise click.ClickException(f"{report.shown(output)} cannot be written: {files.reason(error)}") from None


def _put(data: bytes) -> None:
    """Write to standard output, in UTF-8 whatever the locale. Raises NoOutput."""
    from newsfix.run.files import reason

    try:
        sys.stdout.buffer.write(data)
    except OSError as error:
        raise NoOutput(reason(error)) from None


@contextmanager
def _clean_end() -> Iterator[None]:
    """An interrupt, a wrong configuration or a full disk under standard output is one line and an exit code."""
    from newsfix.run.config import ConfigError
    from newsfix.run.files import reason
    from newsfix.run.storage import Unavailable

    try:
        yield
        try:
            sys.stdout.buffer.flush()
        except OSError as error:
            raise NoOutput(reason(error)) from None
    except KeyboardInterrupt:
        _end("interrupted", UNABLE)
    except Unavailable as error:
        _end(str(error), UNABLE)
    except ConfigError as error:
        # Found with the first file that it counts for; what was written before is whole.
        _end(str(error), UNABLE)
    except NoOutput as error:
        _end(f"standard output cannot be written: {error}", FAILED)


def _end(message: str, code: int) -> None:
    from newsfix.run.report import shown

    # What standard output still holds the interpreter would try to write once more at its end.
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
    click.echo(f"newsfix: {shown(message)}", err=True)
    sys.exit(code)
