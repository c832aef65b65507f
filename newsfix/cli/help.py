"""The command `help`: the pages of documentation that come with newsfix."""

from __future__ import annotations

import sys
from importlib.resources import files

import click
from click.shell_completion import CompletionItem

from newsfix.cli.output import clean_end, put

_PAGES = files("newsfix") / "docs"


def topics() -> list[str]:
    """The names of the pages, in alphabetical order."""
    return sorted(page.name.removesuffix(".md") for page in _PAGES.iterdir() if page.name.endswith(".md"))


def page(topic: str) -> str:
    """The Markdown of a page: its title, a line that says what it is about, and the rest."""
    return (_PAGES / f"{topic}.md").read_text(encoding="utf-8")


class _Topic(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    name = "topic"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in topics():
            from newsfix.values import suggestion

            near = suggestion(value, topics())
            self.fail(f"there is no page {value!r}{near or '.'} The pages are {', '.join(topics())}.", param, ctx)
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(topic) for topic in topics() if topic.startswith(incomplete)]


@click.command("help")
@click.argument("topic", required=False, type=_Topic())
def help_(topic: str | None) -> None:
    """Show a page of the documentation, or list the pages.

    \b
    newsfix help
    newsfix help configuration
    """
    text = page(topic) if topic else _overview()
    with clean_end():
        if topic and sys.stdout.isatty():
            from rich.console import Console
            from rich.markdown import Markdown

            Console().print(Markdown(text))
        else:
            put(text.encode())


def _overview() -> str:
    width = max(map(len, topics()))
    return "".join(f"{topic:{width}}  {page(topic).splitlines()[2]}\n" for topic in topics())
