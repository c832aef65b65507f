"""The command `convert`."""

from __future__ import annotations

import sys
from typing import Any

import click

from newsfix.cli.headings import Command, under, with_options
from newsfix.cli.parameters import FINDING, JOBS, SETTINGS, SOURCES, WRITTEN, Checked, GivenPath, Location, words
from newsfix.options import Format

_output = under("Output")
_run = under("Running")
_say = under("Reporting")
_DIRECTORY = Checked("directory", "newsfix.run.settings")
_PATHS: dict[str, Any] = {"multiple": True, "metavar": "PATH", "type": GivenPath()}


@click.command(cls=Command)
@SOURCES
@_output(
    "-o",
    "--output",
    metavar="PATH",
    type=Location(),
    help="A directory, or a file where one file is written; - is standard output.",
)
@_output(
    "-t",
    "--to",
    type=words(Format),
    default="markdown",
    show_default=True,
    help="Output format; jsonl: an object a line.",
)
@_output("--in-place", is_flag=True, help="Rewrite .md files; write one beside each .html file.")
@_output("--force", is_flag=True, help="Overwrite outputs in -o DIRECTORY even if they were edited.")
@_output("--delete-stale", is_flag=True, help="Remove the outputs in -o DIRECTORY whose sources are gone.")
@_output("--shard-size", type=click.IntRange(min=1), metavar="N", help="Articles per file with -t jsonl -o DIRECTORY.")
@_output("--extract-data", metavar="DIRECTORY", type=_DIRECTORY, help="Write pictures in data: URLs to files.")
@with_options(*FINDING, *SETTINGS)
@_say("--report", "reports", **_PATHS, help="Write a report of the run, .html or .jsonl; repeatable.")
@_say("--allow-loss/--no-allow-loss", default=None, help="Exit with 0 even if text or an address was lost.")
@_say("-v", "--verbose", is_flag=True, help="Print every problem, not only those of failed files.")
@_say("-q", "--quiet", is_flag=True, help="Print no summary and no progress.")
@with_options(JOBS)
@_run("--scheduler", metavar="tcp://HOST:8786", help="Run on a Dask cluster, on paths that its machines share.")
@_run("--cache", **WRITTEN, help="The file that remembers what is done.")
@_run("--no-cache", is_flag=True, help="Convert every file again, and remember nothing.")
def convert(sources: tuple[str, ...], **options: Any) -> None:
    """Convert articles to Markdown or JSON.

    Each SRC is a file, a directory, or - for standard input. A .jsonl, .jsonl.gz, .tar, .tar.gz, .tgz or
    .zip file is a shard: many articles in one file, which are converted into one file. Outputs are written
    whole or not at all, and no input is overwritten without --in-place.

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
    from newsfix.cli.converting import run

    sys.exit(run(sources, options))
