"""Options under headings in a command's help, with what holds where they are not given."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, reduce
from typing import Any

import click


class Option(click.Option):
    """An option under a heading of the help.

    heading  that of the section in which the help shows it
    unit     how much one of the numbers that it takes is in the settings; the help shows the default of a number so
    """

    def __init__(self, *args: Any, heading: str, unit: int = 0, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.heading = heading
        self._unit = unit

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """What the help says of the option; of what a configuration may say too, with the default."""
        record = super().get_help_record(ctx)
        choices = self.type.choices if isinstance(self.type, click.Choice) else ()
        if record is None or self.show_default or not (choices or self._unit):
            return record
        default = _default(str(self.name))
        if self._unit:
            default //= self._unit
        elif default not in choices:
            return record
        return record[0], f"{record[1]}  [default: {default}]"


def _default(name: str) -> Any:
    """What an option is where neither command line nor configuration nor profile says it."""
    from newsfix.profiles import PLAIN
    from newsfix.run.settings import DEFAULT

    values = (getattr(each, name, None) for each in (DEFAULT, DEFAULT.options, PLAIN))
    return next((value for value in values if value is not None), None)


class Command(click.Command):
    """A command whose help shows its options under their headings, in the order in which these first occur."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options into a help text, a section for each heading."""
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        sections: dict[str, list[tuple[str, str]]] = {}
        # click's own --help has no heading, and comes last.
        for option in sorted(options, key=lambda each: not isinstance(each, Option)):
            if record := option.get_help_record(ctx):
                sections.setdefault(getattr(option, "heading", "Help"), []).append(record)
        for heading, records in sections.items():
            with formatter.section(heading):
                formatter.write_dl(records)


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def under(heading: str) -> Callable[..., Decorator]:
    """`click.option` for the options of one heading."""
    return partial(click.option, cls=Option, heading=heading)


def with_options(*options: Decorator) -> Decorator:
    """Add options to a command, in the order in which they stand."""
    return lambda command: reduce(lambda added, option: option(added), reversed(options), command)
