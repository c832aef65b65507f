"""One Dask worker and two: the same articles in both runs, the client and the scheduler beside them.

    python -m pytest tests/benchmarks/test_cluster_benchmark.py --benchmark-columns=min,median

Each worker takes a core, so that two of them show something only where there is one more for the rest.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.articles import article
from tests.machines import QUIET, Machines, until

pytest.importorskip("distributed", reason="dask.distributed is not installed: pip install 'newsfix[cluster]'")

ARTICLES = 4000


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("raw")
    for number in range(ARTICLES):
        path = directory / f"{number % 40:02}" / f"{number}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(article(8_000 + number % 8_000), encoding="utf-8")
    return directory


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    with Machines(tmp_path) as machines:
        yield machines


@pytest.mark.benchmark(group="workers", warmup=False)
@pytest.mark.parametrize("workers", [1, 2])
def test_workers(benchmark, machines: Machines, raw: Path, tmp_path: Path, workers: int) -> None:  # type: ignore[no-untyped-def]
    _, address = machines.scheduler()
    for _ in range(workers):
        machines.worker(address)
    code = f"from distributed import Client\nClient({address!r}).wait_for_workers({workers})"
    subprocess.run([sys.executable, *QUIET, "-c", code], check=True, timeout=60)
    numbers = iter(range(100))

    def convert() -> None:
        output = tmp_path / f"clean{next(numbers)}"
        command = ["convert", str(raw), "-o", str(output), "-q", "--no-cache", "--scheduler", address]
        subprocess.run([sys.executable, *QUIET, "-m", "newsfix", *command], check=True, timeout=300)

    convert()  # every worker has its imports
    benchmark.pedantic(convert, rounds=3)
    until(lambda: sum(1 for _ in tmp_path.glob("clean1/*/*.md")) == ARTICLES)
