"""The parameters that several commands share, and the types that check them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click
from msgspec import Struct

from newsfix import profiles
from newsfix.cli.headings import under
from newsfix.cli.output import DONE, UNABLE
from newsfix.options import MEGABYTE, BodyKind, CaptionMode, KeyMode, RepeatMode

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from newsfix.run.config import Configuration

Own = TypeVar("Own", bound=Struct)


class Checked(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A value that a function of `newsfix.values`, or of another module, checks and converts."""

    def __init__(self, check: str, module: str = "newsfix.values") -> None:
        self.name = self._check = check
        self._module = module

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return getattr(import_module(self._module), self._check)(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from newsfix import values

        if self._check not in values.KNOWN:
            return []
        before, comma, word = incomplete.rpartition(",") if self._check == "codes" else ("", "", incomplete)
        known = values.KNOWN[self._check]()
        return [CompletionItem(f"{before}{comma}{each}") for each in known if each.lower().startswith(word.lower())]


class GivenPath(click.Path):
    """A path of this machine: no empty one, which a variable that a script has not set leaves."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not value:
            self.fail("The path is empty.", param, ctx)
        return super().convert(value, param, ctx)


class Location(GivenPath):
    """A path of this machine, or a URL of some storage that can be reached."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if "://" not in str(value):
            return super().convert(value, param, ctx)
        from newsfix.run import storage

        if not storage.is_url(value):
            self.fail(f"{value} is not a storage URL; download web pages with another program.", param, ctx)
        try:
            storage.check(value, output=not self.exists)
        except storage.Unavailable as error:
            self.fail(f"{error}.", param, ctx)
        return value


def words(literal: Any) -> click.Choice[str]:
    """A choice of the words of a literal type."""
    return click.Choice(get_args(literal))


# A path that is not there is a usage error; whether it can be read is found out by reading it.
EXISTING = Location(exists=True, allow_dash=True, readable=False)
FILE: dict[str, Any] = {"metavar": "FILE", "type": click.Path(exists=True, dir_okay=False)}
WRITTEN: dict[str, Any] = {"metavar": "FILE", "type": GivenPath(dir_okay=False)}
"""What an option has that takes a file to read, and one to write."""
_PATTERNS: dict[str, Any] = {"multiple": True, "metavar": "PATTERN"}
_SELECTORS: dict[str, Any] = {"multiple": True, "metavar": "SELECTOR", "type": Checked("selector")}
_ZONES: dict[str, Any] = {"multiple": True, "metavar": "CST=+08:00", "type": Checked("zone_pair")}
_MEGABYTES = Checked("max_size", "newsfix.run.settings")
SOURCES = click.argument("sources", metavar="[SRC]...", nargs=-1, type=EXISTING)
_source = under("Sources")
_text = under("Reading text")
_date = under("Reading dates")
_choice = under("What is written")
_target = under("Site generators")
_setting = under("Configuration")
_run = under("Running")

FINDING = (
    _source("--include", **_PATTERNS, help="Files that are articles, as in .gitignore; repeatable."),
    _source("--exclude", **_PATTERNS, help="Files and directories to skip, as in .gitignore; repeatable."),
    _source(
        "--files-from",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, allow_dash=True),
        help="Read more sources from a file (- for standard input), one per line or separated by NUL.",
    ),
    _source("--follow-links", is_flag=True, help="Follow links that lead out of the searched directories."),
)
JOBS = _run(
    "-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Number of processes; one per core by default."
)
READING = (
    _source("--stdin-filename", metavar="NAME", help="The file name that standard input stands for."),
    _source("--max-size", metavar="MB", type=_MEGABYTES, unit=MEGABYTE, help="The largest file to read."),
    _text("--encoding", metavar="CODEC", type=Checked("encoding"), help="The encoding of the sources, if known."),
    _text("--body", type=words(BodyKind), help="What the bodies are written in."),
    _text("--main/--no-main", default=None, help="Of a whole web page, keep only the article."),
    _text("--drop", **_SELECTORS, help="A CSS selector of elements to leave out; repeatable."),
    _date("--day-first/--month-first", default=None, help="Read 03/04 as 3 April, or as 4 March."),
    _date("--assume-zone", metavar="ZONE", type=Checked("zone"), help="The time zone of times that state none."),
    _date("--to-zone", metavar="ZONE", type=Checked("zone"), help="Convert times to this time zone."),
    _date("--base-date", metavar="DATE", type=Checked("base_date"), help="The day that 'yesterday' counts from."),
    _date("--zone", "zones", **_ZONES, help="What a zone abbreviation means; repeatable."),
    _choice("--captions", type=words(CaptionMode), help="strict: only captions that are marked up as such."),
    _choice("--repeats", type=words(RepeatMode), help="Which repeated pictures to drop."),
    _choice("--keys", type=words(KeyMode), help="keep: front matter keys as the source names them."),
    _choice("--absolute-links/--no-absolute-links", default=None, help="Resolve links against the article's url."),
    _choice("--verify/--no-verify", default=None, help="Read the Markdown back, and fail if it differs."),
)
TARGET = (
    _target("--profile", type=click.Choice([*profiles.PROFILES]), help="The site generator to write for."),
    _target("--front-matter", type=words(profiles.FrontMatter), help="always: write one even if it is empty."),
    _target("--file-names", type=words(profiles.FileNames), help="How the files in -o DIRECTORY are named."),
    _target("--addresses", type=words(profiles.Addresses), help="Whether to write the old path as address or alias."),
    _target("--templates", type=words(profiles.Templates), help="text, raw: do not let template tags run."),
    _target("--figures", type=words(profiles.Figures), help="How a picture with its caption is written."),
    _target("--raw-html", type=words(profiles.RawHtml), help="avoid: none where Markdown can say the same."),
    _target("--partial-dates", type=words(profiles.PartialDates), help="first: write 2014-09 as 2014-09-01."),
    _target("--excerpt", type=words(profiles.Excerpt), help="How the end of an excerpt is marked."),
    _target("--footnotes", type=words(profiles.Footnotes), help="How footnotes are written."),
)
CONFIGURED = (
    _setting("--config", **FILE, help="The configuration file to use."),
    _setting("--trust-config", is_flag=True, help="Apply configurations found with the sources in full."),
)
SETTINGS = (*READING, *TARGET, *CONFIGURED)


def parted(own: type[Own], given: dict[str, Any]) -> tuple[Own, dict[str, Any]]:
    """The options that are a command's own, and the settings that are left."""
    names = own.__struct_fields__
    settings = {name: value for name, value in given.items() if name not in names}
    return own(**{name: given[name] for name in names}), settings


def _tell(line: str) -> None:
    from newsfix.run.report import shown

    click.echo(shown(line), err=True)


def sources_of(named: tuple[str, ...], files_from: str | None = None) -> tuple[str, ...]:
    """The sources, each once, with those of a list; standard input where there are none and something is piped."""
    if files_from is not None:
        return tuple(dict.fromkeys((*named, *_listed(named, files_from))))
    if named:
        return tuple(dict.fromkeys(named))
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("Missing argument 'SRC': a file, a directory, or - for standard input.")
    return ("-",)


def read_of_options(settings: dict[str, Any], files_from: str | None) -> list[tuple[str, str]]:
    """The files that options name to be read beside the sources, each with its option."""
    given = (("--config", settings["config"]), ("--files-from", files_from))
    return [(option, path) for option, path in given if path and path != "-"]


def _listed(named: tuple[str, ...], files_from: str) -> list[str]:
    from newsfix.run import files

    if files_from == "-" in named:
        raise click.UsageError("standard input cannot be both an article and the list for --files-from.")
    try:
        return ["./-" if path == "-" else path for path in files.listed(files_from)]
    except OSError as error:
        raise click.UsageError(f"--files-from {files_from} cannot be read: {files.reason(error)}.") from None


def nothing_found(given: dict[str, Any], sources: Sequence[str]) -> int:
    """Say that there was no article, and what to end with: patterns of the command line that match nothing are wrong.

    given  what the command line says
    """
    patterns = [f"--{option} {pattern}" for option in ("include", "exclude") for pattern in given[option]]
    said = f" ({', '.join(patterns)})" if patterns else ""
    where = ", ".join(sources[:3]) + (", …" if len(sources) > 3 else "")
    _tell(f"newsfix: no article was found in {where or 'the list'}{said}")
    return UNABLE if patterns else DONE


def configuration_of(
    given: dict[str, Any], *, loses: bool = False, rewrites: str | None = None, **options: Any
) -> Configuration:
    """What says how each file is read: its nearest configuration, the command line above it.

    loses     what a configuration leaves out is missing in what is written, so that only the user's own may say it
    rewrites  the option by which the inputs are rewritten
    """
    if rewrites and given["main"]:
        raise click.UsageError(f"--main cannot be combined with {rewrites}: what it leaves out would be lost.")
    from newsfix.run import config
    from newsfix.run.settings import ConfigError

    withheld = None if given["trust_config"] else config.LOSING if loses else frozenset[str]()
    try:
        return config.Configuration(
            given, given["config"], withheld=withheld, rewrites=bool(rewrites), tell=_tell, **options
        )
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
