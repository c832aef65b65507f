"""How often each rule was broken: lines, or a table on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

from newsfix.rules import BY_CODE


def lines(counts: Mapping[str, int]) -> list[str]:
    """A line for each rule, the most frequent first."""
    width = max((len(str(number)) for number in counts.values()), default=0)
    return [f"{number:>{width}}  {code} {BY_CODE[code].name}" for code, number in _ordered(counts)]


def show(counts: Mapping[str, int], stream: TextIO, *, colour: bool | None = None) -> None:
    """Write the counts: as a table where the stream is a terminal. `colour` None is decided by the stream."""
    if not stream.isatty():
        stream.writelines(f"{line}\n" for line in lines(counts))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("count", justify="right")
    for heading in ("code", "name", "severity", "what it finds"):
        table.add_column(heading)
    for code, number in _ordered(counts):
        rule = BY_CODE[code]
        table.add_row(str(number), code, rule.name, rule.severity, rule.summary)
    no_colour = None if colour is None else not colour
    Console(file=stream, no_color=no_colour, force_terminal=True).print(table)


def _ordered(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
