"""What `check` says beside the problems: paths, marks, the closing line, and what it leaves out."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import newsfix

LATE = "---\ntitle: The lock\ndate: Wed, 15 Dec 2021 09:06:35 GMT\n---\n\nText.\n"
DATELESS = "---\ntitle: The lock\n---\n\nText.\n"
CLEAN = "---\ntitle: The lock\ndate: 2021-12-15\n---\n\nText.\n"
AMBIGUOUS = "---\ntitle: The lock\ndate: 03/04/2021\nupdated: Wed, 15 Dec 2021 09:06:35 GMT\n---\n\nText.\n"


@pytest.fixture(autouse=True)
def _sources(here: Path) -> None:
    Path("content").mkdir()
    for name, text in (("a", LATE), ("b", DATELESS), ("c", CLEAN), ("d", AMBIGUOUS)):
        Path(f"content/{name}.md").write_text(text, encoding="utf-8")


run = partial(newsfix, "check")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("content",), "Found 4 problems in 3 files, 2 fixable with --fix\n"),
        (("content/b.md",), "Found 1 problem in 1 file\n"),
        (("content", "--fix"), "Found 4 problems in 3 files, 2 fixed\n"),
        (("content", "--output-format", "full"), "Found 4 problems in 3 files, 2 fixable with --fix\n"),
        (("content/c.md",), ""),
        (("content", "-q"), ""),
        (("content", "--quiet"), ""),
        (("content", "--diff"), ""),
        (("content", "--output-format", "github"), ""),
    ],
)
def test_the_closing_line(arguments: tuple[str, ...], line: str) -> None:
    result = run(*arguments)
    assert result.stderr == line
    assert "Found" not in result.stdout


def test_what_can_be_repaired_is_marked() -> None:
    lines = run("content/d.md").stdout.splitlines()
    assert [(line.split()[1], line.endswith(" [fix]")) for line in lines] == [("DT003", False), ("DT002", True)]
    assert [line.endswith(" [fix]") for line in run("content/d.md", "--fix").stdout.splitlines()] == [False, False]


def test_paths_are_relative_to_the_working_directory(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def paths(*sources: str) -> list[str]:
        return [json.loads(line)["path"] for line in run(*sources, "--output-format", "jsonl").stdout.splitlines()]

    expected = ["content/a.md", "content/b.md", "content/d.md", "content/d.md"]
    assert paths(".") == paths("./content/") == paths(str(here)) == paths("content/../content") == expected
    monkeypatch.chdir("content")
    assert paths(".", str(here / "content")) == [path.removeprefix("content/") for path in expected] * 2
    Path("../up.md").write_text(DATELESS)
    assert paths("../up.md") == ["../up.md"]
    assert run("-", "--stdin-filename", "./x.md", stdin=DATELESS).stdout.startswith("x.md:2:1: DT001 ")


def test_a_full_report_shows_lines_as_they_are_read() -> None:
    text = "---\r\ntitle: Fähre\r\ndate: 03/04/2021\r\n---\r\nText.\r\n"
    Path("content/e.md").write_bytes(text.encode("latin-1"))
    shown = run("content/e.md", "--output-format", "full", "--select", "DT").stdout
    assert "3 | date: 03/04/2021\n  |       ^\n" in shown
    assert "  | " in run("-", "--output-format", "full", stdin=DATELESS).stdout
    repaired = run("content/d.md", "--output-format", "full", "--fix").stdout
    assert repaired.count("  |\n") == 1
    assert "3 | date: 03/04/2021\n" in repaired


def test_only_repairs() -> None:
    result = run("content", "--fix-only")
    assert [line.split()[:3] for line in result.stdout.splitlines()] == [
        ["content/a.md:3:7:", "DT002", "fixed:"],
        ["content/d.md:4:10:", "DT002", "fixed:"],
    ]
    assert (result.exit_code, result.stderr) == (1, "Found 2 problems in 2 files, 2 fixed\n")
    again = run("content", "--fix-only")
    assert (again.exit_code, again.output) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("content", "--fix-only", "--diff"), "--fix cannot be combined with --diff"),
        (("-", "--fix-only"), "standard input cannot be repaired in place"),
        (("content", "--diff", "--output-format", "full"), "--diff cannot be combined with --output-format"),
        (("content", "--output-format", "long"), "'long' is not one of 'text', 'full'"),
    ],
)
def test_what_does_not_go_together(arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments, stdin=LATE)
    assert result.exit_code == 2
    assert message in result.stderr
    assert Path("content/a.md").read_text() == LATE
