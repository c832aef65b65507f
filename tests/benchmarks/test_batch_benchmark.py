"""Large batches: pytest tests/benchmarks/test_batch_benchmark.py -s, with two free cores and NEWSFIX_CORPUS set.

Everything is measured side by side in one run and judged as a ratio. NEWSFIX_BENCHMARK_FILES makes it
smaller than the 20,000 copies of real articles and 200,000 small ones that the figures are for.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

FILES = int(os.environ.get("NEWSFIX_BENCHMARK_FILES", "20000"))


@dataclass(frozen=True, slots=True)
class Run:
    """Wall time, CPU time of all processes, and the peak memory (KB) of the first and of the largest other."""

    wall: float
    cpu: float
    parent: int
    child: int


MEASURE = """
import resource, runpy, sys
sys.argv = ["newsfix", *sys.argv[1:]]
try:
    runpy.run_module("newsfix", run_name="__main__")
except SystemExit as end:
    assert not end.code, end.code
own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
cpu = sum(each.ru_utime + each.ru_stime for each in (own, others))
print(cpu, own.ru_maxrss, others.ru_maxrss)
"""


def convert(*arguments: str | Path) -> Run:
    command = [sys.executable, "-c", MEASURE, "convert", *map(str, arguments), "-q"]
    start = time.monotonic()
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return Run(time.monotonic() - start, float(said[0]), int(said[1]), int(said[2]))


def in_folders(root: Path, number: int, name: str) -> Path:
    path = root / f"{number // 500:04}" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copies of the corpus under other names, long enough ago to be relied on."""
    folder = os.environ.get("NEWSFIX_CORPUS")
    if not folder:
        pytest.skip("NEWSFIX_CORPUS does not name the folder of real articles")
    root = tmp_path_factory.mktemp("raw")
    suffixes = (".html", ".md", ".markdown", ".htm", ".txt")
    sources = sorted(path for path in Path(folder).glob("*/*") if path.suffix in suffixes)
    for number in range(FILES):
        source = sources[number % len(sources)]
        shutil.copyfile(source, in_folders(root, number, f"{source.stem[:80]}-{number}{source.suffix}"))
    time.sleep(3)
    return root


def test_two_processes_against_one(raw: Path, tmp_path: Path) -> None:
    """Two processes convert at least 1.9 times as many files in a second as one."""
    one = convert(raw, "-o", tmp_path / "one", "--no-cache", "-j", "1")
    two = convert(raw, "-o", tmp_path / "two", "--no-cache", "-j", "2")
    print(f"\n{FILES} files: 1 process {one.wall:.1f} s, 2 processes {two.wall:.1f} s: {one.wall / two.wall:.2f} times")
    print(f"CPU: {one.cpu:.1f} s, {two.cpu:.1f} s: at most {2 * one.cpu / two.cpu:.2f} times")
    assert one.wall / two.wall >= 1.9


def test_a_second_run(raw: Path, tmp_path: Path) -> None:
    """A run over unchanged inputs takes at most a fiftieth of the first."""
    arguments = (raw, "-o", tmp_path / "clean", "--cache", tmp_path / "cache.db")
    first, second = convert(*arguments), convert(*arguments)
    print(f"\n{FILES} files: first {first.wall:.1f} s, second {second.wall:.2f} s: a {first.wall / second.wall:.0f}th")
    print(f"CPU: {first.cpu:.1f} s, {second.cpu:.2f} s: a {first.cpu / second.cpu:.0f}th")
    assert second.wall <= first.wall / 50


@pytest.mark.parametrize("cached", [False, True])
def test_memory_and_time_do_not_grow(tmp_path: Path, cached: bool) -> None:
    """A hundred times as many files take a tenth more memory at most, and no more time for each."""
    runs = []
    for count in (FILES // 10, FILES * 10):
        root = tmp_path / f"raw{count}"
        for number in range(count):
            in_folders(root, number, f"{number}.html").write_text(f"<p>Article <b>{number}</b>.")
        cache = ("--cache", tmp_path / f"{count}.db") if cached else ("--no-cache",)
        runs.append((count, convert(root, "-o", tmp_path / f"clean{count}", "-j", "2", *cache)))
        shutil.rmtree(root)
    for count, run in runs:
        print(f"\n{count} files: {run.parent} and {run.child} KB, {run.cpu / count * 1e6:.0f} µs of CPU each", end="")
    (few, small), (many, large) = runs
    assert large.parent <= 1.1 * small.parent
    assert large.child <= 1.1 * small.child
    assert large.cpu / many <= 1.1 * small.cpu / few
