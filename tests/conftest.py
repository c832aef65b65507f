"""What the tests share: the command, an empty folder, `--accept`, and the corpus of real files if there is one."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from newsfix import convert
from newsfix.cli import main

# The same examples in every run; NEWSFIX_EXPLORE=5000 looks for others, so many of them.
settings.register_profile("same", derandomize=True, deadline=None)
if not os.environ.get("NEWSFIX_EXPLORE"):
    settings.load_profile("same")

# A shell has what it starts in the background ignore interrupts, and what that starts as well.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
FRONT = "---\ntitle: T\ndate: 2021-12-15\n---\n"


def newsfix(*arguments: str, stdin: str | bytes | None = None) -> Result:
    """What a command says and ends with, in this process."""
    return CliRunner().invoke(main, arguments, input=stdin, catch_exceptions=False)


def body(text: str, name: str = "a.html") -> str:
    """The body that newsfix writes for a body below `FRONT`."""
    output = convert(FRONT + text, origin=name).output
    assert output is not None
    return output.removeprefix(FRONT).strip()


def digest(content: str | bytes) -> str:
    """What tells a text or a file of the corpus without having it here."""
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()[:12]


def grows_in_proportion(work: Callable[[int], object], size: int) -> bool:
    """Whether eight times the size takes no more than forty times as long; quadratic growth takes 64 times.

    The tenth of a second is for what a busy machine adds to work that takes next to no time.
    """

    def seconds(size: int) -> float:
        start = time.process_time()
        work(size)
        return time.process_time() - start

    seconds(size // 8)
    return seconds(8 * size) < 40 * min(seconds(size) for _ in range(3)) + 0.1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what newsfix does now as the fixtures' expectations")


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be written and not compared."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test, and every process that it starts, has a cache directory of its own."""
    path = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(path))
    return path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real articles that NEWSFIX_CORPUS names."""
    folder = os.environ.get("NEWSFIX_CORPUS")
    if not folder:
        pytest.skip("NEWSFIX_CORPUS names no folder of real articles")
    path = Path(folder)
    assert path.is_dir(), f"NEWSFIX_CORPUS={folder} is no folder"
    return path
