"""Killed at any moment, out of space at any moment: nothing is half done, and the same command goes on.

NEWSFIX_KILLS is the number of runs that are killed; 200 take some minutes.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

KILLS = int(os.environ.get("NEWSFIX_KILLS", "5"))
FILES = 120
PARAGRAPH = "<p>Some <b>text</b> of a <a href='/quay'>quay</a> by the sea.</p>\n<p><img src='/a.jpg?w=30'></p>\n"


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Articles in several folders, each another."""
    monkeypatch.chdir(tmp_path)
    for number in range(FILES):
        path = tmp_path / "raw" / f"{number % 3}" / f"{number}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: Quay {number}\ndate: 2020-01-02\n---\n{PARAGRAPH * (number % 40)}")
    return tmp_path / "raw"


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "newsfix", "convert", "raw", "-q", *arguments]


def content(directory: str | Path) -> dict[str, bytes]:
    root = Path(directory)
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def is_temporary(name: str) -> bool:
    return os.path.basename(name).startswith(".newsfix-")


def test_killed_at_any_moment(raw: Path) -> None:
    inputs = content(raw)
    start = time.monotonic()
    subprocess.run(command("-o", "whole", "--no-cache", "-j", "2"), check=True)
    duration = time.monotonic() - start
    whole = content("whole")
    chance = random.Random(20)
    seen = set()
    for number in range(KILLS):
        kill_one = number % 3 == 2  # its processes are to end with it
        process = subprocess.Popen(
            command("-o", "clean", "--cache", "c.db", "-j", f"{1 + number % 2}"),
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.2, 1.0) * duration)
        (os.kill if kill_one else os.killpg)(process.pid, signal.SIGKILL)
        _, said = process.communicate(timeout=300)  # until the last process is gone
        assert said == b""
        left = content("clean") if Path("clean").exists() else {}
        seen |= {name for name in left if is_temporary(name)}
        assert {name: data for name, data in left.items() if not is_temporary(name)}.items() <= whole.items()
        assert content(raw) == inputs
        if number % 4 == 3 or number == KILLS - 1:
            resumed = subprocess.run(command("-o", "clean", "--cache", "c.db"), capture_output=True, check=True)
            assert (resumed.stdout, resumed.stderr) == (b"", b"")
            assert content("clean") == whole
            shutil.rmtree("clean")
    if KILLS >= 200:
        assert seen, "no run was killed while it wrote"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    path = tmp_path / "disk"
    path.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(path)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    yield path
    subprocess.run(["umount", "-l", str(path)], check=True)


@pytest.mark.skipif(shutil.which("mount") is None, reason="there is no mount")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_out_of_space(raw: Path, disk: Path, jobs: str) -> None:
    subprocess.run(command("-o", "whole", "--no-cache"), check=True)
    whole = content("whole")
    arguments = ("-o", str(disk / "clean"), "--cache", str(disk / "c.db"), "-j", jobs)
    run = subprocess.run(command(*arguments), capture_output=True, text=True)
    assert run.returncode == 1
    lines = run.stderr.splitlines()
    about_cache = [line for line in lines if line.startswith("newsfix: the cache ")]
    assert len(about_cache) <= 1
    failed = [line for line in lines if line not in about_cache]
    assert failed
    assert all(": IO002 the output " in line and line.endswith("no space left on device") for line in failed)
    left = content(disk / "clean")
    assert left.items() < whole.items()
    assert len(left) + len(failed) == FILES
    subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
    again = subprocess.run(command(*arguments), capture_output=True, check=True)
    assert again.stdout == b""
    assert content(disk / "clean") == whole
