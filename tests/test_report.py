"""What people are told."""

from __future__ import annotations

import io

import pytest

from newsfix.problem import Problem
from newsfix.rules import BY_CODE, RULES
from newsfix.run import report
from newsfix.run.batch import Outcome


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ü好.md", "ü好.md"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb\u2066", "a\\u202eb\\u2066"),
        ("a\udcff", "a\\udcff"),
    ],
)
def test_shown(text: str, expected: str) -> None:
    assert report.shown(text) == expected


def test_line() -> None:
    assert report.line("a.md", Problem("DT003", "two readings", 3, 7)) == "a.md:3:7: DT003 two readings"
    assert report.line("a\n.md", Problem("FM001", "no\x1b front matter")) == "a\\n.md:1:1: FM001 no\\x1b front matter"


def test_order() -> None:
    a, b, c = Problem("FM001", "m"), Problem("DT001", "m", 2, 1), Problem("BD001", "m", 2, 1)
    assert report.ordered([b, a, c, b]) == [a, c, b]


OUTCOME = Outcome("a.md", (Problem("DT002", "note"), Problem("IM007", "off"), Problem("DT003", "error")))


def test_lines_say_why_a_file_failed_and_all_only_when_asked() -> None:
    failed = Outcome("a.md", OUTCOME.problems, failed=True)
    assert report.lines(OUTCOME, verbose=False) == []
    assert report.lines(failed, verbose=False) == ["a.md:1:1: DT003 error"]
    assert report.lines(OUTCOME, verbose=True) == ["a.md:1:1: DT002 note", "a.md:1:1: DT003 error"]


def test_selected() -> None:
    default = {rule.code for rule in RULES if rule.default}
    assert report.selected((), ()) == default
    assert report.selected((), ("DT002",)) == default - {"DT002"}
    assert report.selected(("IM007", "DT001"), ("DT001",)) == {"IM007"}


def test_summary() -> None:
    summary = report.Summary()
    for outcome in (OUTCOME, Outcome("b.md", ()), Outcome("c.md", (Problem("IO001", "gone"),), failed=True)):
        summary.add(outcome)
    summary.add(Outcome("d.md", (Problem("DT002", "note"),)))
    summary.others = 5
    assert summary.lines() == [
        "4 files: 3 converted, 2 of them with problems, 1 failed; 5 not articles",
        "  2  DT002 date-not-iso",
        "  1  DT003 date-ambiguous",
        "  1  IM007 no-alt",
        "  1  IO001 unreadable",
    ]


def test_summary_names_the_ten_most_frequent() -> None:
    summary = report.Summary()
    for number, rule in enumerate(RULES):
        for _ in range(number):
            summary.add(Outcome("a.md", (Problem(rule.code, "m"),)))
    lines = summary.lines()[1:]
    assert len(lines) == 10
    assert lines[0] == f"  {len(RULES) - 1}  {RULES[-1].code} {RULES[-1].name}"


def test_rules() -> None:
    lines = report.overview(RULES).splitlines()
    assert len(lines) == len(RULES)
    assert next(line for line in lines if "DT002" in line).split()[:4] == ["DT002", "date-not-iso", "note", "fix"]
    assert report.explanation(BY_CODE["CP002"]).splitlines() == [
        "CP002 no-caption (note)",
        "",
        "A figure has no caption.",
        "The reader is not told what it shows.",
        "",
        "Example:   <figure><img></figure>",
        "Repaired:  by hand",
        "Reported:  only where it is selected",
    ]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_for_terminals_and_long_batches() -> None:
    for stream, quiet, after in ((io.StringIO(), False, 0), (Terminal(), True, 0), (Terminal(), False, 60)):
        progress = report.Progress(report.Summary(), stream=stream, quiet=quiet)
        progress.AFTER = after
        with progress:
            progress.step()
        assert stream.getvalue() == ""


def test_progress_shows_the_counts_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report.Progress, "AFTER", 0)
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    summary = report.Summary(converted=7, doubtful=3, failed=2)
    with report.Progress(summary, stream=stream) as progress:
        progress.step()
        progress.print("a [bold]line[/bold] that stays")
    assert "9 files" in stream.getvalue()
    assert "3 with problems, 2 failed" in stream.getvalue()
    assert "a [bold]line[/bold] that stays" in stream.getvalue()
