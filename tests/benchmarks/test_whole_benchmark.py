"""A whole file beside the scripts that a user would write, and a cold start beside the bare imports."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from newsfix import Options, convert
from tests.benchmarks.articles import HEAD, article
from tests.benchmarks.peers import PEERS, converter, script

FILE = article().encode()


def children() -> float:
    """CPU seconds of the processes that have ended: no other program on the machine disturbs them much."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.benchmark(group="a file of 12 kB", timer=time.process_time)
class TestFile:
    @pytest.mark.parametrize("to", ["markdown", "json"])
    def test_newsfix(self, benchmark: BenchmarkFixture, to: str) -> None:
        assert benchmark(convert, FILE, Options(to=to)).output  # type: ignore[arg-type]

    def test_newsfix_with_proof(self, benchmark: BenchmarkFixture) -> None:
        assert benchmark(convert, FILE, Options(verify=True)).output

    @pytest.mark.parametrize("peer", PEERS)
    def test_script(self, benchmark: BenchmarkFixture, peer: str) -> None:
        assert "2021-12-15T09:06:35" in benchmark(script, converter(peer), FILE)


@pytest.mark.benchmark(group="a cold start", timer=children, min_rounds=15)
class TestStart:
    IMPORTS = "import click, yaml; from selectolax.lexbor import LexborHTMLParser"

    def test_bare_imports(self, benchmark: BenchmarkFixture) -> None:
        benchmark.pedantic(_run, ([sys.executable, "-c", self.IMPORTS],), rounds=15)

    @pytest.mark.parametrize("command", ["check", "convert"])
    @pytest.mark.parametrize("kind", ["html", "markdown"])
    def test_newsfix(self, benchmark: BenchmarkFixture, tmp_path: Path, command: str, kind: str) -> None:
        body = "<p>One <b>small</b> file.</p>\n" * 20 if kind == "html" else "One **small** file.\n\n" * 20
        path = tmp_path / "article.md"
        path.write_text(HEAD + body, encoding="utf-8")
        benchmark.pedantic(_run, ([sys.executable, "-m", "newsfix", command, str(path)],), rounds=15)


def _run(command: list[str]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
