"""What a check counts: the problems that are shown, and whether they make it fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from newsfix.rules import BY_CODE, Severity, reaches
from newsfix.run.report import by_frequency, frequencies, is_repaired

if TYPE_CHECKING:
    from newsfix.model.problem import Problem
    from newsfix.run.outcomes import Outcome


class Tally:
    """The counts of a check.

    files     that were checked
    doubtful  those of them with problems that are shown
    failed    those of them that could not be read
    counts    the problems that are shown, by their codes
    fails     whether one of them is as grave as the settings of its file say, or something was or would be repaired
    """

    def __init__(self) -> None:
        self.files = self.doubtful = self.failed = 0
        self.counts: Counter[str] = Counter()
        self.fails = False
        self._fixable = 0
        self._repaired = 0

    def add(self, outcome: Outcome, shown: Sequence[Problem], counted: Sequence[Problem], fail_on: Severity) -> None:
        """Count a file with the problems of it that are shown, and those by which a check may fail."""
        self.files += 1
        self.fails |= bool(outcome.data) or outcome.repaired or any(reaches(each.code, fail_on) for each in counted)
        self.counts.update(each.code for each in shown)
        repaired = sum(map(is_repaired, shown))
        self._repaired += repaired
        self._fixable += sum(each.fix is not None for each in shown) - repaired
        self.doubtful += bool(shown)
        self.failed += outcome.failed

    @property
    def done(self) -> int:
        return self.files

    def closing(self) -> str:
        """`Found 8 problems in 3 files, 2 fixable with --fix`."""
        from newsfix.run.summary import counted

        parts = [f"Found {counted(self.counts.total(), 'problem')} in {counted(self.doubtful, 'file')}"]
        parts += [f"{self._repaired} fixed"] if self._repaired else []
        parts += [f"{self._fixable} fixable with --fix"] if self._fixable else []
        return ", ".join(parts)


def show(counts: Mapping[str, int], stream: TextIO, *, colour: bool | None = None) -> None:
    """Write the counts: as a table where the stream is a terminal. `colour` None is decided by the stream."""
    if not stream.isatty():
        stream.writelines(f"{line}\n" for line in frequencies(by_frequency(counts)))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("count", justify="right")
    for heading in ("code", "name", "severity", "what it finds"):
        table.add_column(heading)
    for code, number in by_frequency(counts):
        rule = BY_CODE[code]
        table.add_row(str(number), code, rule.name, rule.severity, rule.summary)
    no_colour = None if colour is None else not colour
    Console(file=stream, no_color=no_colour, force_terminal=True).print(table)
