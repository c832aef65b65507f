"""Reports of a run: what is in them, that they are whole or say that they are not, and that they cost nothing."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from newsfix.run.atomic import Whole
from tests.conftest import newsfix

ARTICLE = "---\ntitle: Quay\ndate: Wed, 15 Dec 2021 09:06:35 GMT\n---\n<p>Some <b>text</b>.</p>\n"
CLEAN = "---\ntitle: Quay\ndate: 2021-12-15\n---\n<p>Text.</p>\n"
BINARY = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


@pytest.fixture(autouse=True)
def _sources(here: Path) -> None:
    Path("raw").mkdir()
    Path("raw/a.html").write_text(ARTICLE)
    Path("raw/b.html").write_bytes(BINARY)
    Path("raw/c.html").write_text(CLEAN)


run = partial(newsfix, "convert", "raw", "-o", "clean")


def records(path: str = "run.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def test_an_object_for_each_input() -> None:
    assert run("--report", "run.jsonl").exit_code == 1
    first, second, third = records()
    assert first.pop("seconds") > 0
    assert first == {
        "path": "raw/a.html",
        "output": "clean/a.md",
        "status": "converted",
        "source_bytes": len(ARTICLE),
        "output_bytes": Path("clean/a.md").stat().st_size,
        "pictures_merged": 0,
        "captions_tied": 0,
        "dates_fixed": 1,
        "words": {"read": 11, "written": 11, "left_out": 0, "lost": 0},
        "addresses": {"read": 0, "written": 0, "left_out": 0, "lost": 0},
        "content_sha256": hashlib.sha256(b"Some text.").hexdigest(),
        "problems": [
            {
                "code": "DT002",
                "name": "date-not-iso",
                "severity": "warning",
                "message": '"Wed, 15 Dec 2021 09:06:35 GMT" is not ISO 8601; it was read as 2021-12-15T09:06:35Z',
                "line": 3,
                "column": 7,
            }
        ],
    }
    assert (second["path"], second["status"], second["output"], second["output_bytes"]) == (
        "raw/b.html",
        "failed",
        None,
        None,
    )
    assert (third["path"], third["status"], third["problems"]) == ("raw/c.html", "converted", [])
    run("--report", "run.jsonl")
    assert [each["status"] for each in records()] == ["unchanged", "failed", "unchanged"]


def test_files_that_need_not_be_done_again_are_told_and_shown_all_the_same() -> None:
    """What an earlier run remembers has no views, so that files with problems are done again for a page."""
    run("--cache", "cache", "--report", "1.jsonl", "--report", "1.html")
    for report in ("2.jsonl", "2.html"):
        run("--cache", "cache", "--report", report)
    assert [each["status"] for each in records("2.jsonl")] == ["unchanged", "failed", "unchanged"]
    for one, two in zip(records("1.jsonl"), records("2.jsonl"), strict=True):
        assert {**one, "status": "", "seconds": 0} == {**two, "status": "", "seconds": 0}
    first, second = (Path(f"{number}.html").read_text() for number in (1, 2))
    views = [re.findall(r'id="view-\d+">([^<]*)', html) for html in (first, second)]
    assert views[0] == views[1]
    assert len(views[0]) == 2


def test_the_order_is_that_of_the_inputs_with_any_number_of_processes() -> None:
    for number in range(100):
        Path(f"raw/{number}.html").write_text(ARTICLE)
    seen = []
    for jobs in ("1", "2"):
        run("--report", f"{jobs}.jsonl", "--report", f"{jobs}.html", "-j", jobs)
        seen.append([record["path"] for record in records(f"{jobs}.jsonl")])
    assert seen[0] == seen[1] == sorted(seen[0])


def test_any_name_is_told() -> None:
    name = os.fsdecode(b'raw/"\n\xff</script>.html').replace("/script", "script")
    Path(name).write_text(ARTICLE)
    run("--report", "run.jsonl", "--report", "run.html")
    assert name in [record["path"] for record in records()]
    assert "\\\\n\\\\udcff\\u003cscript>.html" in Path("run.html").read_text()


def test_the_articles_of_a_shard_have_entries_and_not_the_shard() -> None:
    lines = [{"path": "x.html", "text": ARTICLE}, {"path": "y.html", "text": CLEAN}]
    Path("all.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    arguments = ["convert", "all.jsonl", "-o", "clean/", "--report", "run.jsonl", "--report", "run.html"]
    assert newsfix(*arguments).exit_code == 0
    seen = [(record["path"], record["output"], record["status"]) for record in records()]
    assert [(output, status) for _, output, status in seen] == [("clean/all.jsonl", "converted")] * 2
    assert all(path.startswith("all.jsonl/") for path, _, _ in seen)
    assert 'id="view-0"' in Path("run.html").read_text()


def test_several_reports_in_new_folders() -> None:
    assert run("--report", "new/run.jsonl", "--report", "new/RUN.HTML").exit_code == 1
    assert sorted(os.listdir("new")) == ["RUN.HTML", "run.jsonl"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--report", "run.txt"), "--report run.txt must end in .jsonl or .html."),
        (("--report", "run.html", "--report", "./run.html"), "--report run.html is given twice."),
        (("--report", "raw/run.html"), "raw/run.html would be found as an article of raw; put it elsewhere."),
        (("--report", "raw/run.html", "--exclude", "run.html"), "raw/run.partial.html would be found as an article"),
        (("--report", "s3://bucket/run.html"), "--report s3://bucket/run.html must be a local file."),
    ],
)
def test_usage_errors(arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert not os.path.exists("clean")


def test_a_report_takes_the_place_of_no_input_or_output() -> None:
    for arguments, message in (
        (("raw/a.html", "-o", "x.md", "--report", "raw/a.html"), "--report raw/a.html would overwrite a source."),
        (
            ("raw", "-t", "jsonl", "-o", "all.jsonl", "--report", "all.jsonl"),
            "--report all.jsonl is already the file of --output; name another.",
        ),
    ):
        result = newsfix("convert", *arguments)
        assert result.exit_code == 2
        assert message in " ".join(result.stderr.split())
    assert Path("raw/a.html").read_text() == ARTICLE


def test_a_report_may_lie_among_the_inputs_where_it_is_not_found() -> None:
    for arguments in (("--report", "raw/run.jsonl"), ("--report", "raw/run.html", "--exclude", "run*.html")):
        assert run(*arguments).exit_code == 1
    arguments = ["convert", ".", "-o", "clean", "--report", "clean/run.html", "--exclude", "raw/run*"]
    assert newsfix(*arguments).exit_code == 1
    assert sorted(os.listdir("clean")) == ["a.md", "c.md", "raw", "run.html"]


@pytest.mark.parametrize("suffix", [".jsonl", ".html"])
def test_a_report_that_cannot_be_opened_costs_nothing_else(suffix: str) -> None:
    Path("raw/b.html").unlink()
    Path("blocked").touch()
    result = run("--report", f"blocked/run{suffix}", "-q")
    message = f"newsfix: the report blocked/run{suffix} cannot be written: not a directory\n"
    assert (result.exit_code, result.stderr) == (1, message)
    assert sorted(os.listdir("clean")) == ["a.md", "c.md"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("suffix", [".jsonl", ".html"])
def test_a_full_disk_costs_nothing_else(suffix: str) -> None:
    Path("raw/b.html").unlink()
    os.symlink("/dev/full", f"run{suffix}")
    result = run("--report", f"run{suffix}", "--report", "other.jsonl", "-q")
    message = f"newsfix: the report run{suffix} cannot be written: no space left on device\n"
    assert (result.exit_code, result.stderr) == (1, message)
    assert sorted(os.listdir("clean")) == ["a.md", "c.md"]
    assert len(records("other.jsonl")) == 2


def test_a_disk_that_fills_while_the_run_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from newsfix.run.reports import written

    write = Whole.write
    done: list[str] = []

    def fill(whole: Whole, data: bytes) -> None:
        if whole.path == "run.jsonl":
            done.append("")
            if len(done) > 1:
                raise OSError(28, "No space left on device")
        write(whole, data)

    monkeypatch.setattr(written, "_BUFFER", 0)
    monkeypatch.setattr(Whole, "write", fill)
    result = run("--report", "run.jsonl", "-q", "-j", "1")
    assert result.stderr.count("newsfix: the report run.jsonl cannot be written: no space left on device\n") == 1
    assert len(done) == 2
    assert sorted(os.listdir("clean")) == ["a.md", "c.md"]
    assert not os.path.exists("run.jsonl")


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGKILL])
def test_after_an_interrupt_a_report_is_clearly_partial(way: signal.Signals) -> None:
    """A pipe among the inputs holds the run until it is interrupted; the report of an earlier run stays."""
    for report in ("run.jsonl", "run.html"):
        Path(report).write_text("earlier")
    os.mkfifo("pipe.html")
    command = [sys.executable, "-m", "newsfix", "convert", "raw", "pipe.html", "-o", "clean", "-j", "1"]
    process = subprocess.Popen(
        [*command, "--report", "run.jsonl", "--report", "run.html"], stderr=subprocess.PIPE, start_new_session=True
    )
    try:
        with open("pipe.html", "wb"):  # waits until the process has come so far
            os.killpg(process.pid, way)
            _, err = process.communicate(timeout=300)
    finally:
        process.kill()
    assert [Path(report).read_text() for report in ("run.jsonl", "run.html")] == ["earlier"] * 2
    assert sorted(os.listdir(".")) == [
        "clean",
        "pipe.html",
        "raw",
        "run.html",
        "run.jsonl",
        "run.partial.html",
        "run.partial.jsonl",
    ]
    if way == signal.SIGINT:
        assert err.decode().splitlines()[1:] == [
            "newsfix: the report run.jsonl is incomplete; see run.partial.jsonl",
            "newsfix: the report run.html is incomplete; see run.partial.html",
            "newsfix: interrupted",
        ]
        assert [record["path"] for record in records("run.partial.jsonl")] == ["raw/a.html", "raw/b.html", "raw/c.html"]
        assert 'class="rows">[["raw/a.html"' in Path("run.partial.html").read_text()
    os.unlink("pipe.html")
    run("--report", "run.jsonl", "--report", "run.html")
    assert sorted(os.listdir(".")) == ["clean", "raw", "run.html", "run.jsonl"]


def test_standard_input_has_a_report() -> None:
    result = newsfix("convert", "-", "--report", "run.jsonl", stdin=ARTICLE)
    assert result.exit_code == 0
    assert result.stdout.startswith("---\ntitle: Quay\n")
    assert [record["path"] for record in records()] == ["-"]
