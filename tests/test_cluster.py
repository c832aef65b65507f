"""A batch on a Dask cluster: a scheduler and workers as processes of their own, some of which die."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import newsfix as invoke
from tests.machines import QUIET, Machines, until

pytest.importorskip("distributed", reason="dask.distributed is not installed: pip install 'newsfix[cluster]'")

ARTICLES = 400


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    with Machines(tmp_path) as machines:
        yield machines


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Articles that take a while together, and one that fails."""
    directory = tmp_path / "raw"
    for number in range(ARTICLES):
        path = directory / f"{number % 7}" / f"{number:03}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        paragraphs = "".join(f"<p>Paragraph {each} of <b>{number}</b>.</p>" for each in range(150))
        path.write_text(f"---\ntitle: T{number}\ndate: 2021-12-15\n---\n{paragraphs}\n")
    (directory / "broken.html").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    return directory


def command(*arguments: str) -> list[str]:
    return [sys.executable, *QUIET, "-m", "newsfix", "convert", *arguments, "--no-cache"]


def newsfix(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), capture_output=True, text=True, timeout=300)


def outputs(directory: Path) -> dict[str, bytes]:
    paths = [path for path in directory.rglob("*") if path.is_file()]
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in paths}


def test_a_lost_worker_costs_nothing(machines: Machines, raw: Path, tmp_path: Path) -> None:
    here = newsfix(str(raw), "-o", str(tmp_path / "here"))
    _, address = machines.scheduler()
    doomed, _ = machines.worker(address), machines.worker(address)
    there = subprocess.Popen(
        command(str(raw), "-o", str(tmp_path / "there"), "--scheduler", address),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with there:
        until(lambda: sum(1 for _ in tmp_path.glob("there/*/*.md")) > 20)
        doomed.kill()
        before = sum(1 for _ in tmp_path.glob("there/*/*.md"))
        _, said = there.communicate(timeout=300)
    assert before < ARTICLES, "the worker was killed too late to tell anything"
    assert (here.returncode, there.returncode) == (1, 1)
    # What the lost worker had written was found there when its chunk ran again.
    found = re.search(r"(\d+) converted, (\d+) unchanged, 1 failed", said)
    assert found
    assert int(found[1]) + int(found[2]) == ARTICLES
    assert "400 converted, 0 unchanged, 1 failed" in here.stderr
    assert "broken.html:1:1: EN006" in said
    assert len(outputs(tmp_path / "here")) == ARTICLES
    written = {path: data for path, data in outputs(tmp_path / "there").items() if path.endswith(".md")}
    assert written == outputs(tmp_path / "here")
    # The file that it was writing stays under another name until the next run.
    assert newsfix(str(raw), "-o", str(tmp_path / "there")).returncode == 1
    assert outputs(tmp_path / "there") == outputs(tmp_path / "here")


def test_shards_on_a_cluster(machines: Machines, raw: Path, tmp_path: Path) -> None:
    _, address = machines.scheduler()
    machines.worker(address)
    arguments = ("-t", "jsonl", "--shard-size", "100", "-o")
    here = newsfix(str(raw), *arguments, f"{tmp_path}/here/part.jsonl.gz")
    there = newsfix(str(raw), *arguments, f"{tmp_path}/there/part.jsonl.gz", "--scheduler", address)
    # All but the last line, which says where the outputs are and how long it took.
    assert there.stderr.splitlines()[:-1] == here.stderr.splitlines()[:-1]
    assert len(outputs(tmp_path / "there")) == 5
    assert outputs(tmp_path / "there") == outputs(tmp_path / "here")


@pytest.mark.parametrize("signalled", [signal.SIGKILL, signal.SIGTERM])
def test_a_scheduler_that_goes_away(machines: Machines, raw: Path, tmp_path: Path, signalled: int) -> None:
    scheduler, address = machines.scheduler()
    machines.worker(address)
    run = subprocess.Popen(
        command(str(raw), "-o", str(tmp_path / "clean"), "--scheduler", address), stderr=subprocess.PIPE, text=True
    )
    with run:
        until(lambda: sum(1 for _ in tmp_path.glob("clean/*/*.md")) > 20)
        scheduler.send_signal(signalled)
        _, said = run.communicate(timeout=300)
    assert run.returncode == 2
    last = said.splitlines()[-1]
    assert last == f"newsfix: the scheduler {address} was lost; run the same command again to continue"
    assert "Traceback" not in said


def test_a_scheduler_that_is_not_there(raw: Path, tmp_path: Path) -> None:
    run = newsfix(str(raw), "-o", str(tmp_path / "clean"), "--scheduler", "tcp://127.0.0.1:9")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == "newsfix: the scheduler tcp://127.0.0.1:9 cannot be reached: no answer\n"
    run = newsfix(str(raw), "-o", str(tmp_path / "clean"), "--scheduler", "nonsense://x")
    assert run.returncode == 2
    assert run.stderr.startswith("newsfix: the scheduler nonsense://x cannot be reached: ")
    assert run.stderr.count("\n") == 1
    assert not (tmp_path / "clean").exists()


def test_a_scheduler_without_workers(machines: Machines) -> None:
    _, address = machines.scheduler()
    code = f"from newsfix.run import cluster\nwith cluster.connected({address!r}, patience=1): pass"
    run = subprocess.run([sys.executable, *QUIET, "-c", code], capture_output=True, text=True, timeout=300)
    assert run.stderr.splitlines()[-1].endswith(f"Unavailable: the scheduler {address} has no workers")


def test_workers_that_all_go_away(machines: Machines) -> None:
    _, address = machines.scheduler()
    worker = machines.worker(address)
    code = (
        "import os, signal, time\n"
        "from newsfix.run import cluster\n"
        f"with cluster.connected({address!r}, patience=10) as connection:\n"
        "    connection._patience = 1\n"
        "    waiting = connection.executors(1).submit(time.sleep, 600)\n"
        f"    os.kill({worker.pid}, signal.SIGKILL)\n"
        "    try:\n"
        "        waiting.result(30)\n"
        "    finally:\n"
        "        connection.executors(1)\n"
    )
    run = subprocess.run([sys.executable, *QUIET, "-c", code], capture_output=True, text=True, timeout=300)
    assert run.stderr.splitlines()[-1].endswith(f"Unavailable: the scheduler {address} has no workers any more")


def test_a_worker_with_another_newsfix(machines: Machines) -> None:
    _, address = machines.scheduler()
    machines.worker(address)
    code = (
        "from newsfix.run import cluster, recipe\n"
        "recipe.program = lambda: b''\n"
        f"with cluster.connected({address!r}): pass\n"
    )
    run = subprocess.run([sys.executable, *QUIET, "-c", code], capture_output=True, text=True, timeout=300)
    assert "has other versions of newsfix, Python or libraries than this machine" in run.stderr.splitlines()[-1]


def test_paths_that_others_do_not_have(raw: Path) -> None:
    for arguments in (("-",), ("tests",), (str(raw), "-o", "clean")):
        run = newsfix(*arguments, "-t", "jsonl", "--scheduler", "tcp://127.0.0.1:9")
        assert run.returncode == 2
        assert "standard input" in run.stderr or "must be a URL or an absolute path" in run.stderr


def test_without_the_extra(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setitem(sys.modules, "distributed", None)
    result = invoke("convert", str(raw), "-t", "jsonl", "--scheduler", "tcp://127.0.0.1:9")
    assert result.exit_code == 2
    assert result.stderr == "newsfix: --scheduler needs dask.distributed: pip install 'newsfix[cluster]'\n"
