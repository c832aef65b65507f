"""What people are told."""

from __future__ import annotations

import pytest

from newsfix.model.problem import Problem
from newsfix.rules import BY_CODE, RULES, Rule
from newsfix.run import report
from newsfix.run.cache import Stale
from newsfix.run.outcomes import Outcome


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


@pytest.mark.parametrize("path", ["::add-mask::a.md", "::stop-commands::b/a.md", "##[group]a.md"])
def test_no_path_that_begins_a_line_is_a_command_to_github(path: str) -> None:
    assert report.line(path, Problem("FM001", "no front matter")) == f"./{path}:1:1: FM001 no front matter"
    assert report.stale_line(Stale(path, "b.html")).startswith(f"./{path}: ")


def test_order() -> None:
    a, b, c = Problem("FM001", "m"), Problem("DT001", "m", 2, 1), Problem("BD001", "m", 2, 1)
    assert report.ordered([b, a, c, b]) == [a, c, b]


OUTCOME = Outcome("a.md", (Problem("DT002", "note"), Problem("DT003", "error")))


def test_lines_say_why_a_file_failed_and_all_only_when_asked() -> None:
    failed = Outcome("a.md", OUTCOME.problems, failed=True)
    assert report.lines(OUTCOME, verbose=False) == []
    assert report.lines(failed, verbose=False) == ["a.md:1:1: DT003 error"]
    assert report.lines(OUTCOME, verbose=True) == ["a.md:1:1: DT002 note", "a.md:1:1: DT003 error"]


def test_rules() -> None:
    lines = report.overview(RULES).splitlines()
    assert len(lines) == len(RULES)
    assert next(line for line in lines if "DT002" in line).split()[:4] == ["DT002", "date-not-iso", "warning", "fix"]
    assert report.explanation(BY_CODE["FM010"]).splitlines() == [
        "FM010 key-missing (error)",
        "",
        "A key that the configuration requires is missing.",
        "The site's templates count on it.",
        "",
        'With required = ["author"] in the configuration:',
        "",
        "It fires here:",
        "",
        "    ---",
        "    title: The ferry",
        "    date: 2021-12-15",
        "    ---",
        "",
        "    Text.",
        "",
        "and not here:",
        "",
        "    ---",
        "    title: The ferry",
        "    date: 2021-12-15",
        "    author: Mira Olsen",
        "    ---",
        "",
        "    Text.",
        "",
        "Repaired: by hand",
        "Reported: by default",
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_can_be_explained(rule: Rule) -> None:
    text = report.explanation(rule)
    assert text.startswith(f"{rule.code} {rule.name} ({rule.severity})\n\n{rule.summary}\n{rule.why}\n\n")
    assert all(line == report.shown(line) and len(line) < 120 for line in text.splitlines())
