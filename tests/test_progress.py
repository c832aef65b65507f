"""What one sees of a batch while it runs."""

from __future__ import annotations

import io

import pytest

from newsfix.run.progress import Progress
from newsfix.run.summary import Summary


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_for_terminals_and_long_batches() -> None:
    for stream, quiet, after in ((io.StringIO(), False, 0), (Terminal(), True, 0), (Terminal(), False, 60)):
        progress = Progress(Summary(), stream=stream, quiet=quiet)
        progress.AFTER = after
        with progress:
            progress.step()
        assert stream.getvalue() == ""


def test_progress_shows_the_counts_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Progress, "AFTER", 0)
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    summary = Summary(converted=7, doubtful=3, failed=2)
    with Progress(summary, stream=stream) as progress:
        progress.step()
        progress.print("a [bold]line[/bold] that stays")
    assert "9 files" in stream.getvalue()
    assert "3 with problems, 2 failed" in stream.getvalue()
    assert "a [bold]line[/bold] that stays" in stream.getvalue()
