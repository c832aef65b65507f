"""The command line: arguments to calls, outcomes to exit codes, and nothing else."""

from __future__ import annotations

import atexit
import gc

# Before anything else is loaded: an article is a tree without cycles, and so is what is loaded. By default
# the collector looks through it in vain, many times a file, and once more at the end.
gc.set_threshold(100_000, 20, 100)
atexit.register(gc.freeze)

# A large block that is freed, of which nothing was touched, tells the allocator of glibc to keep as much of what is
# freed later (mallopt(3), M_MMAP_THRESHOLD). By default what a large article took goes back to the system after it
# and is asked for again, page by page, by the next.
bytes(4_000_000)

from importlib import import_module

import click

from newsfix import __version__

# Of each command its module in this package and the name that it has there.
_COMMANDS = {
    "convert": ("convert", "convert"),
    "check": ("check", "check"),
    "images": ("show", "images"),
    "rules": ("show", "rules"),
    "schema": ("show", "schema"),
    "completion": ("show", "completion"),
    "help": ("help", "help_"),
}


class _Commands(click.Group):
    """Commands that are loaded when they are named: a hook starts one of them a hundred times a day."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        command = getattr(import_module(f"newsfix.cli.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            for near in get_close_matches(args[0], _COMMANDS, 1):
                raise click.UsageError(f"{error.message} Did you mean {near}?", ctx) from None
            raise


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="newsfix %(version)s")
def main() -> None:
    """Raw article files in, clean Markdown or JSON out.

    \b
    newsfix convert article.html               one file to standard output
    newsfix convert raw/ -o clean/             a directory, its tree kept
    newsfix convert raw/ -t jsonl -o all.jsonl
    newsfix check raw/                         problems with their places
    newsfix convert --help                     every option
    newsfix help                               the documentation
    """
