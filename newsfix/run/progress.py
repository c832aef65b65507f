"""Progress of a long batch on standard error."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TextIO

from newsfix.run.summary import Summary

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


class Progress:
    """Progress of a long batch on a terminal; nothing is shown, or loaded, for a short one or elsewhere."""

    AFTER = 1.0
    EVERY = 0.1

    def __init__(self, summary: Summary, *, stream: TextIO | None = None, quiet: bool = False) -> None:
        self._summary = summary
        self._stream = stream or sys.stderr
        self._enabled = not quiet and self._stream.isatty()
        self._next = time.monotonic() + self.AFTER
        self._bar: RichProgress | None = None
        self._row: TaskID | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def step(self) -> None:
        """Show the summary as it stands, at most ten times a second."""
        if not self._enabled or (now := time.monotonic()) < self._next:
            return
        self._next = now + self.EVERY
        if self._bar is None:
            self._start()
        assert self._bar is not None
        assert self._row is not None
        summary = self._summary
        self._bar.update(self._row, completed=summary.done, doubtful=summary.doubtful, failed=summary.failed)
        self._bar.refresh()

    def print(self, text: str) -> None:
        """A line that stays, above the progress."""
        if self._bar:
            self._bar.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            print(text, file=self._stream)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import Progress as RichProgress
        from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

        # No refreshing thread: processes may be started while the bar is shown, and a fork copies no thread.
        self._bar = RichProgress(
            SpinnerColumn(),
            TextColumn("{task.completed:.0f} files"),
            TextColumn("{task.fields[doubtful]} with problems, {task.fields[failed]} failed"),
            TimeElapsedColumn(),
            console=Console(file=self._stream),
            auto_refresh=False,
            transient=True,
        )
        self._row = self._bar.add_task("", total=None, doubtful=0, failed=0)
        self._bar.start()
