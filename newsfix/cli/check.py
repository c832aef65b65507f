"""The command `check`."""

from __future__ import annotations

import sys
from typing import Any

import click

from newsfix.cli.headings import Command, under, with_options
from newsfix.cli.parameters import FILE, FINDING, JOBS, SETTINGS, SOURCES, WRITTEN, Checked
from newsfix.rules import SEVERITIES

# The names in `run.formats.FORMATS`, which is not loaded to show them.
_FORMATS = ("text", "full", "json", "jsonl", "github", "sarif", "junit")
_COLORS = click.Choice(["auto", "always", "never"])
_SCHEMA = Checked("schema_file", "newsfix.run.settings")

_rule = under("Rules")
_source = under("Sources")
_repair = under("Repairs")
_old = under("Old problems")
_say = under("Reporting")


@click.command(cls=Command)
@SOURCES
@_rule("--select", metavar="CODES", type=Checked("codes"), help="Report only these rules, such as DT,FM001,no-alt.")
@_rule("--extend-select", metavar="CODES", type=Checked("codes"), help="Report these rules as well.")
@_rule("--ignore", metavar="CODES", type=Checked("codes"), help="Do not report these rules.")
@_rule("--schema", metavar="FILE", type=_SCHEMA, help="Validate the front matter against this JSON Schema.")
@_repair("--fix", is_flag=True, help="Repair in place what can be repaired safely.")
@_repair("--fix-only", is_flag=True, help="Repair as --fix does, and do not report what remains.")
@_repair("--diff", is_flag=True, help="Show what --fix would change, as a unified diff, and write nothing.")
@_say("--output-format", type=click.Choice(_FORMATS), default="text", show_default=True, help="Output format.")
@_say("--output-file", **WRITTEN, help="Write the report to a file.")
@_say("--statistics", is_flag=True, help="Print how often each rule was broken to standard error.")
@_say("--fail-on", type=click.Choice(SEVERITIES), help="The lowest severity for which the exit code is 1.")
@_say("--exit-zero", is_flag=True, help="Exit with 0 even if there are problems.")
@_say("-v", "--verbose", is_flag=True, help="Report notes too.")
@_say("-q", "--quiet", is_flag=True, help="Print no summary and no progress.")
@_say("--color", type=_COLORS, default="auto", show_default=True, help="auto: on a terminal, unless NO_COLOR is set.")
@_old("--baseline", **FILE, help="Report only problems that this file does not record.")
@_old("--write-baseline", **WRITTEN, help="Record all problems in this file instead of reporting them.")
@_old("--prune-baseline", is_flag=True, help="Remove problems that no longer occur from the baseline.")
@with_options(*FINDING)
@_source("--no-gitignore", is_flag=True, help="Do not skip what .gitignore files exclude.")
@_source("--force-exclude", is_flag=True, help="Skip excluded sources even if they are named.")
@with_options(*SETTINGS, JOBS)
def check(sources: tuple[str, ...], **options: Any) -> None:
    """Report problems as path:line:column: CODE message.

    Files are changed only with --fix, and then only the characters that are wrong.

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
    from newsfix.cli.checking import run

    sys.exit(run(sources, options))
