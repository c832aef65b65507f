"""What one sees of a batch while it runs."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from newsfix.run.plan import Order, plan
from newsfix.run.progress import Progress
from newsfix.run.summary import Summary
from tests.conftest import newsfix


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")


def shown(stream: io.StringIO, summary: Summary, **options: object) -> str:
    """What a progress that is due at once shows of a summary."""
    progress = Progress(summary, stream=stream, **options)  # type: ignore[arg-type]
    progress._next = 0
    with progress:
        progress.step()
    return stream.getvalue()


def test_nothing_is_shown_of_a_short_batch_or_when_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (io.StringIO(), Terminal()):
        with Progress(Summary(), stream=stream) as progress:
            progress.step()
        assert stream.getvalue() == ""
    assert shown(Terminal(), Summary(), quiet=True) == ""
    monkeypatch.setattr(Progress, "LINE_EVERY", 0)
    assert shown(io.StringIO(), Summary(), quiet=True) == ""


def test_a_bar_on_a_terminal() -> None:
    summary = Summary(converted=4, unchanged=3, doubtful=3, failed=2)
    assert re.search(r"9 of 12 files .*3 with problems, 2 failed", shown(Terminal(), summary, ahead=iter(range(12))))
    assert "9 of 9 files" in shown(Terminal(), summary, ahead=iter(range(5)))


def test_the_number_of_files_is_counted_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Progress, "EVERY", -1)
    monkeypatch.setattr(Progress, "STRIDE", 5)
    ahead, stream = iter(range(12)), Terminal()
    with Progress(Summary(converted=1), ahead, stream=stream) as progress:
        progress._next = 0
        for left in (7, 2, 0):
            assert "1 of" not in stream.getvalue()
            progress.step()
            assert ahead.__length_hint__() == left
    assert "1 of 12 files" in stream.getvalue()


def test_lines_stay() -> None:
    stream = Terminal()
    with Progress(Summary(), stream=stream) as progress:
        progress.print("before")
        progress._next = 0
        progress.step()
        progress.print("a [bold]line[/bold] that stays")
    assert stream.getvalue().startswith("before\n")
    assert "a [bold]line[/bold] that stays\n" in stream.getvalue()


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_a_line_a_minute_elsewhere(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    summary = Summary()
    with Progress(summary, iter(range(200)), stream=stream) as progress:
        for _ in range(3):
            for _ in range(30):
                clock[0] += 1
                summary.converted += 1
                progress.step()
    assert stream.getvalue() == "60 of 200 files, 1 a second, 0:02:20 left; 0 with problems, 0 failed\n"


def test_without_a_terminal_the_files_of_a_short_batch_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    ahead = iter(range(200))
    with Progress(Summary(), ahead, stream=io.StringIO()) as progress:
        for seconds, left in ((20, 200), (20, 0)):
            clock[0] += seconds
            progress.step()
            assert ahead.__length_hint__() == left


def test_the_command_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        (tmp_path / f"{number}.html").write_text("<p>Text.</p>")
    (tmp_path / "no.jpg").touch()
    for name in ("AFTER", "EVERY", "LINE_EVERY"):
        monkeypatch.setattr(Progress, name, 0)
    arguments = ["convert", str(tmp_path), "-o", str(tmp_path / "clean")]
    result = newsfix(*arguments)
    lines = result.stderr.splitlines()
    assert [line.split(",")[0] for line in lines[:3]] == ["1 of 3 files", "2 of 3 files", "3 of 3 files"]
    assert lines[2].endswith("; 3 with problems, 0 failed")
    assert newsfix(*arguments, "-q").stderr == ""


def test_what_is_ahead_are_the_tasks(tmp_path: Path) -> None:
    for name in ("a.html", "b.md", "c.jpg"):
        (tmp_path / name).touch()
    inputs = plan([str(tmp_path), str(tmp_path / "a.html")], Order(output=str(tmp_path / "clean")))
    assert len(list(inputs.ahead())) == len(list(inputs)) == 3


# ------------------------------------------------------------------------------ a real terminal


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """The two ends of a pseudo-terminal 120 characters wide."""
    pty = pytest.importorskip("pty", reason="no pseudo-terminals here")
    import fcntl
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))
    yield leader, follower
    os.close(leader)


def read_until(leader: int, text: str | None) -> str:
    """What a terminal shows until it shows a text, or until its other end is closed."""
    seen = ""
    with suppress(OSError):  # Linux says so where every other system says end of file
        while (text is None or text not in seen) and (more := os.read(leader, 4096)):
            seen += more.decode("utf-8", "replace")
    return seen


@pytest.mark.parametrize("quiet", [False, True])
def test_a_real_process_on_a_real_terminal(quiet: bool, tmp_path: Path, terminal: tuple[int, int]) -> None:
    """Two pipes among the inputs hold the batch until the bar is due, and then until it was seen."""
    leader, follower = terminal
    (tmp_path / "0.html").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    for name in ("1.html", "2.html"):
        os.mkfifo(tmp_path / name)
    command = [sys.executable, "-m", "newsfix", "convert", "0.html", "1.html", "2.html", "-o", "clean", "-j", "1"]
    process = subprocess.Popen(
        [*command, *(["-q"] if quiet else [])],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=follower,
        env=os.environ | {"TERM": "xterm"},
    )
    os.close(follower)
    try:
        with open(tmp_path / "1.html", "wb") as pipe:  # waits until the process has come so far
            time.sleep(Progress.AFTER)
            pipe.write(b"<p>Text.</p>")
        seen = "" if quiet else read_until(leader, "1 with problems, 1 failed")
        (tmp_path / "2.html").write_bytes(b"<p>Text.</p>")
        rest = read_until(leader, None)
        assert process.wait(60) == 1
    finally:
        process.kill()
    if quiet:
        assert rest.splitlines() == ["0.html:1:1: EN006 this is a PNG picture, not text"]
    else:
        assert re.search(r"━.* 2 of 3 files .*(?:-:--:--|[0-9]:[0-9]{2}:[0-9]{2}).* 1 with problems, 1 failed", seen)
        assert "\x1b[2K" in rest  # the bar goes
        assert "3 files: 2 converted, 0 unchanged, 1 failed" in rest
    assert sorted(os.listdir(tmp_path / "clean")) == ["1.md", "2.md"]


def test_a_check_shows_its_progress_on_a_terminal_alone(tmp_path: Path) -> None:
    import pty

    for number in range(60):
        (tmp_path / f"{number}.md").write_text(f"---\ntitle: The lock\ndate: 2021-02-{28 + number % 3}\n---\n\nText.\n")
    command = [
        sys.executable,
        "-c",
        "from newsfix.run.progress import Progress; Progress.AFTER = Progress.EVERY = 0\n"
        "from newsfix.cli import main; main()",
        *("check", "--jobs", "1", str(tmp_path)),
    ]

    def errors(*options: str) -> str:
        leader, follower = pty.openpty()
        with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=follower) as process:
            os.close(follower)
            parts = []
            with suppress(OSError):  # what Linux says of a terminal that nobody writes to any more
                while part := os.read(leader, 65_536):
                    parts.append(part)
            assert process.stdout is not None
            told = process.stdout.read()
        os.close(leader)
        assert told.count(b"DT004") == 40
        return b"".join(parts).decode()

    assert re.search(r"60 of 60 files.*40 with problems, 0 failed", errors())
    assert "Found 40 problems in 40 files" in errors()
    assert errors("--quiet") == ""
    result = subprocess.run(command, capture_output=True, check=False)
    assert result.stderr == b"Found 40 problems in 40 files\n"
