"""What the files beside one say of its encoding."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsfix.run.neighbours import encodings
from newsfix.run.outcomes import Outcome
from newsfix.run.task import Task
from newsfix.run.worker import Worker

PROSE = "<p>昨天下午，我们在河边的小路上走了很久，谈到了今年的天气和庄稼。</p>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles in GB18030, one in UTF-8, and a short one."""
    for name in "abc":
        (tmp_path / f"{name}.html").write_bytes((name + PROSE).encode("gb18030"))
    (tmp_path / "d.html").write_text(PROSE, encoding="utf-8")
    (tmp_path / "short.html").write_bytes("<p>热榜</p>".encode("gb18030"))
    return tmp_path


def done(path: Path, *, rewrite: bool = False) -> Outcome:
    return Worker()(Task(str(path), rewrite=rewrite))


def test_a_short_file_is_read_as_those_beside_it(folder: Path) -> None:
    assert encodings(str(folder / "short.html")) == ("gb18030",)
    outcome = done(folder / "short.html")
    assert outcome.data == "热榜\n".encode()
    assert "decoded as gb18030 (detected from the files beside it)" in [problem.message for problem in outcome.problems]


def test_files_of_another_suffix_say_nothing(folder: Path) -> None:
    short = folder / "short.md"
    short.write_bytes((folder / "short.html").read_bytes())
    assert encodings(str(short)) == ()
    assert "EN007" in [problem.code for problem in done(short).problems]


def test_files_that_are_being_rewritten_say_nothing(folder: Path) -> None:
    assert "EN007" in [problem.code for problem in done(folder / "short.html", rewrite=True).problems]


def test_one_file_is_no_agreement(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PROSE.encode("gb18030"))
    assert encodings(str(tmp_path / "b.html")) == ()
    (tmp_path / "c.html").write_bytes(PROSE.encode("big5hkscs", "ignore"))
    assert encodings(str(tmp_path / "b.html")) == ()


def test_a_folder_that_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    assert encodings(str(tmp_path / "none" / "a.html")) == ()
