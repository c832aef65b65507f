"""The counts of a batch."""

from __future__ import annotations

import re
from datetime import timedelta

from newsfix import Options, convert
from newsfix.model.problem import Problem
from newsfix.rules import RULES
from newsfix.run.outcomes import Counts, Outcome, count
from newsfix.run.summary import Summary

NOTE, ERROR = Problem("DT002", "note"), Problem("DT003", "error")


def test_summary() -> None:
    summary = Summary(others=5)
    for outcome in (
        Outcome("a.md", (NOTE, Problem("IM007", "off"), ERROR), counts=Counts(2, 1, 0, 5, 2, 0, 3)),
        Outcome("b.md", (), counts=Counts(0, 1, 1, 4, 0, 1)),
        Outcome("c.md", (Problem("IO001", "gone"),), failed=True),
        Outcome("d.md", (NOTE,), unchanged=True),
    ):
        summary.add(outcome)
    assert summary.done == 4
    assert summary.lines() == [
        "4 files: 2 converted, 1 unchanged, 1 failed; 2 with problems; 5 not articles",
        "2 pictures merged, 2 captions tied, 1 date fixed",
        "  2  DT002 date-not-iso",
        "  1  DT003 date-ambiguous",
        "  1  IM007 no-alt",
        "  1  IO001 unreadable",
        "words read: 9; written: 6; left out on purpose: 2; lost: 1",
        "addresses read: 3; written: 3; left out on purpose: 0; lost: 0",
    ]


def test_the_end_says_where_the_output_is_and_what_to_do_next() -> None:
    summary = Summary()
    assert re.fullmatch(r"written to clean/ in \d+\.\d s", summary.closing("clean/", told=False))
    summary.add(Outcome("a.md", (NOTE,)))
    assert summary.closing(None, told=False).endswith(
        " s; -v prints every problem, --report run.html shows them on a page"
    )
    assert re.fullmatch(r"done in \d+\.\d s", summary.closing(None, told=True))
    assert summary.closing(None, ["run.html", "run.jsonl"], told=False).endswith(" s; reported in run.html, run.jsonl")
    assert summary.closing("a\x1b", told=True).startswith("written to a\\x1b in ")
    summary.began -= timedelta(hours=2, minutes=3, seconds=4)
    assert summary.elapsed().startswith("2:03:0")


def test_a_hint_counts_what_is_not_shown() -> None:
    summary = Summary()
    assert summary.hint() is None
    summary.add(Outcome("a.md", (NOTE,)))
    assert summary.hint() == "newsfix: 1 problem; -v prints it"
    summary.add(Outcome("b.md", (NOTE, ERROR)))
    assert summary.hint() == "newsfix: 3 problems; -v prints them"


def test_the_ten_most_frequent() -> None:
    summary = Summary()
    for number, rule in enumerate(RULES):
        for _ in range(number if rule.code != "BD014" else 0):
            summary.add(Outcome("a.md", (Problem(rule.code, "m"),)))
    lines = summary.lines()[2:-2]
    assert len(lines) == 10
    assert lines[0] == f"  {len(RULES) - 1}  {RULES[-1].code} {RULES[-1].name}"


SOURCE = """---
title: Quay
date: Wed, 15 Dec 2021 09:06:35 GMT
updated: 2021-12-16
---
<p><img src="https://a.example/wp-content/uploads/b-300x200.jpg"></p>
<figure><img src="https://a.example/wp-content/uploads/b.jpg"><figcaption>The bell</figcaption></figure>
<blockquote><figure><img src="https://a.example/c.jpg"><figcaption>The rope</figcaption></figure></blockquote>
"""


def test_what_was_done_is_counted() -> None:
    counts = count(convert(SOURCE, Options()))
    assert (counts.pictures, counts.captions, counts.dates) == (1, 2, 1)
    assert count(convert("<p>Text.</p>")) == Counts(words_read=1)
