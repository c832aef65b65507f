"""A Dask cluster of processes on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.conftest import ROOT

QUIET = ("-W", "ignore")
"""Warnings are errors here, and those of other libraries are no business of ours."""


class Machines:
    """Processes that stand for the machines of a cluster."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._running: list[subprocess.Popen[bytes]] = []
        self._file = directory / "scheduler.json"
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        log = (self._directory / f"{len(self._running)}.log").open("wb")
        with log:
            process = subprocess.Popen(
                [sys.executable, *QUIET, "-m", *arguments],
                stdout=log, stderr=log, cwd=self._directory, env=self._environment,
            )  # fmt: skip
        self._running.append(process)
        return process

    def scheduler(self) -> tuple[subprocess.Popen[bytes], str]:
        """A scheduler and its address."""
        process = self.start(
            "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
            "--scheduler-file", str(self._file),
        )  # fmt: skip
        until(lambda: self._address() is not None)
        return process, str(self._address())

    def _address(self) -> str | None:
        """What the scheduler has written, once it is whole."""
        with suppress(FileNotFoundError, ValueError):
            address: str = json.loads(self._file.read_text())["address"]
            return address
        return None

    def worker(self, address: str) -> subprocess.Popen[bytes]:
        return self.start(
            "distributed.cli.dask_worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard",
            "--local-directory", str(self._directory),
        )  # fmt: skip

    def __enter__(self) -> Machines:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._running:
            process.kill()
        for process in self._running:
            process.wait()


def until(true: Callable[[], bool], seconds: float = 300) -> None:
    """Wait for what happens in another process; the time is for one that never does."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it does not happen"
        time.sleep(0.05)
