"""The commands that show something: the pictures of an article, the JSON Schema, the rules, completion."""

from __future__ import annotations

import sys
from typing import Any

import click

from newsfix.cli.headings import Command, with_options
from newsfix.cli.output import FAILED, clean_end, put
from newsfix.cli.parameters import CONFIGURED, EXISTING, READING, Checked, configuration_of


@click.command(cls=Command)
@click.argument("source", metavar="FILE", type=EXISTING)
@with_options(*READING, *CONFIGURED)
def images(source: str, **settings: Any) -> None:
    """Show the pictures of an article: each once, its other URLs, and what makes them the same.

    \b
    newsfix images article.html
    """
    from newsfix.pipeline import pictures
    from newsfix.run import report
    from newsfix.run.outcomes import Outcome
    from newsfix.run.task import Task
    from newsfix.run.worker import Worker

    with clean_end():
        task = Task(source, settings=configuration_of(settings).of(source), called=settings["stdin_filename"])
        found = Worker().read(task)
        if isinstance(found, Outcome):
            click.echo("\n".join(report.lines(found, verbose=True)), err=True)
            sys.exit(FAILED)
        for picture, rows in pictures(found.data, task.settings.options, found.origin):
            for line in report.picture_lines(picture, rows):
                put(f"{line}\n".encode())


@click.command()
def schema() -> None:
    """Print the JSON Schema of the JSON output.

    \b
    newsfix schema > article.schema.json
    """
    import json

    from newsfix.write.schema import schema as document

    with clean_end():
        put(f"{json.dumps(document(), indent=2)}\n".encode())


@click.command()
@click.argument("code", required=False, metavar="[CODE]", type=Checked("codes"))
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output format."
)
def rules(code: tuple[str, ...] | None, output_format: str) -> None:
    """List the rules, or explain one.

    \b
    newsfix rules
    newsfix rules DT003
    newsfix rules --output-format json
    """
    from newsfix.rules import BY_CODE, RULES
    from newsfix.run import report

    chosen = [BY_CODE[each] for each in code] if code else RULES
    if output_format == "json":
        text = report.rules_as_json(chosen)
    else:
        text = "\n\n".join(map(report.explanation, chosen)) if code else report.overview(chosen)
    with clean_end():
        put(f"{text}\n".encode())


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a script with which a shell completes commands, options, rules, encodings and zones.

    \b
    eval "$(newsfix completion bash)"          in ~/.bashrc
    eval "$(newsfix completion zsh)"           in ~/.zshrc
    newsfix completion fish | source           in ~/.config/fish/config.fish
    """
    from click.shell_completion import get_completion_class

    from newsfix.cli import main

    script = get_completion_class(shell)
    assert script is not None
    with clean_end():
        put(script(main, {}, "newsfix", "_NEWSFIX_COMPLETE").source().encode())
