"""Progress of a long batch on standard error: a bar on a terminal, elsewhere a line a minute."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, TextIO

from newsfix.run.summary import Summary, counted

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

    from newsfix.run.tally import Tally


class Progress:
    """What one sees while a batch runs; nothing is shown, or loaded, for a short one.

    summary  the counts as they stand
    ahead    an item for each file of the batch. It is drawn from in small steps, so that nothing is
             held and the work is not kept waiting; at its end the number of files is known
    """

    AFTER = 1.0
    EVERY = 0.1
    LINE_EVERY = 60.0
    STRIDE = 2_000

    def __init__(
        self,
        summary: Summary | Tally,
        ahead: Iterator[object] | None = None,
        *,
        stream: TextIO | None = None,
        quiet: bool = False,
    ) -> None:
        self._summary = summary
        self._ahead = ahead
        self._found = 0
        self._total: int | None = None
        self._stream = stream or sys.stderr
        self._enabled = not quiet
        self._terminal = self._stream.isatty() and os.environ.get("TERM") != "dumb"
        now = time.monotonic()
        # Without a terminal the files are counted in good time for the first line.
        self._next = now + (self.AFTER if self._terminal else self.LINE_EVERY / 2)
        self._last_line = (now, 0)
        self._bar: RichProgress | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def step(self) -> None:
        """Show the summary as it stands, at most ten times a second."""
        if not self._enabled or (now := time.monotonic()) < self._next:
            return
        self._next = now + self.EVERY
        self._look_ahead()
        if self._terminal:
            self._draw()
        elif now >= self._last_line[0] + self.LINE_EVERY:
            self.print(self._line(now))

    def print(self, text: str) -> None:
        """A line that stays, above the bar."""
        if self._bar:
            self._bar.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            print(text, file=self._stream)

    def clear(self) -> None:
        """Take the bar away until the next step: something else is written on the terminal."""
        if self._bar:
            self._bar.stop()

    def _look_ahead(self) -> None:
        if self._ahead is None:
            return
        drawn = sum(1 for _ in islice(self._ahead, self.STRIDE))
        self._found += drawn
        if drawn < self.STRIDE:
            self._ahead = None
            self._total = self._found

    def _of(self) -> str:
        """`7 of 9 files`, or `7 files` while their number is not known."""
        done = self._summary.done
        # Files that came to be after they were counted are done too.
        return f"{done} of {counted(max(self._total, done), 'file')}" if self._total else counted(done, "file")

    def _so_far(self) -> str:
        return f"{self._summary.doubtful} with problems, {self._summary.failed} failed"

    def _line(self, now: float) -> str:
        """The counts in words, with the rate since the line before."""
        then, before = self._last_line
        done = self._summary.done
        self._last_line = (now, done)
        rate = (done - before) / (now - then) if now > then else 0
        left = f", {timedelta(seconds=max(0, round((self._total - done) / rate)))} left" if self._total and rate else ""
        return f"{self._of()}, {rate:.0f} a second{left}; {self._so_far()}"

    def _draw(self) -> None:
        if self._bar is None:
            self._bar = self._made()
        (task,) = self._bar.tasks
        self._bar.update(
            task.id,
            completed=self._summary.done,
            total=self._total and max(self._total, self._summary.done),
            of=self._of(),
            rate=f"{task.speed:.0f}/s" if task.speed else "",
            so_far=self._so_far(),
        )
        self._bar.start()
        self._bar.refresh()

    def _made(self) -> RichProgress:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        # No refreshing thread: processes may be started while the bar is shown, and a fork copies no thread.
        bar = RichProgress(
            BarColumn(bar_width=None),
            TextColumn("{task.fields[of]}"),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[so_far]}"),
            console=Console(file=self._stream),
            auto_refresh=False,
            transient=True,
            expand=True,
        )
        bar.add_task("", total=None, of="", rate="", so_far="")
        return bar
