"""The page as a file: that it is well formed, that nothing in it runs but its own program, that it stays small."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsfix.model.problem import Problem
from newsfix.rules import RULES
from newsfix.run.outcomes import Counts, Outcome
from newsfix.run.reports import page as page_module
from newsfix.run.reports.page import PageReport
from newsfix.run.reports.views import MOST, view
from newsfix.run.summary import Summary

HOSTILE = "</script><script>window.ran = 1</script><!--<script>\"'&lt;\u2028\x00\ud800"


def written(*outcomes: Outcome) -> str:
    """The page of a run."""
    page, summary = PageReport(), Summary(others=3)
    parts = [page.start()]
    for outcome in outcomes:
        summary.add(outcome)
        parts.append(page.entry(outcome))
    return "".join((*parts, page.end(summary))).encode("utf-8", "backslashreplace").decode()


def data(html: str, kind: str) -> list[Any]:
    return [json.loads(node.text()) for node in LexborHTMLParser(html).css(f"script.{kind}")]


def scripts(html: str) -> list[LexborNode]:
    return LexborHTMLParser(html).css("script")


def bad(path: str, *codes: str) -> Outcome:
    problems = tuple(Problem(code, f"message {number}", number) for number, code in enumerate(codes, 1))
    return Outcome(path, problems, source_size=10, output_size=5, seconds=0.0015, view=view("a\nb", "c", problems))


def test_what_the_page_has_of_a_run() -> None:
    clean = Outcome("b.md", (), output="c/b.md", unchanged=True, source_size=1, output_size=1, counts=Counts(1, 2, 3))
    failed = Outcome("c.md", (Problem("IO001", "gone"),), failed=True)
    html = written(bad("a.md", "DT001", "BD001"), clean, failed)
    (about,), (rows,), (end,) = (data(html, kind) for kind in ("about", "rows", "end"))
    assert set(about["rules"]) == {rule.code for rule in RULES}
    problems = [["DT001", 1, None, "message 1"], ["BD001", 2, None, "message 2"]]
    assert rows == [
        ["a.md", "", "converted", 10, 5, 1.5, problems, 2, True],
        ["b.md", "c/b.md", "unchanged", 1, 1, 0, [], 0, False],
        ["c.md", "", "failed", None, None, 0, [["IO001", None, None, "gone"]], 1, False],
    ]
    assert list(end["counts"].values()) == [3, 1, 1, 1, 1, 3, 1, 2, 3, *[0] * 8]
    assert end["problems"] == {"BD001": 1, "DT001": 1, "IO001": 1}
    assert [node.attributes["id"] for node in scripts(html) if "id" in node.attributes] == ["view-0"]


def test_nothing_of_a_source_runs() -> None:
    problems = (Problem("BD003", HOSTILE, 1, 1),)
    outcome = Outcome(HOSTILE, problems, output=HOSTILE, view=view(HOSTILE, HOSTILE, problems))
    html = written(outcome)
    assert [node.attributes.get("type") for node in scripts(html)] == [
        None,
        "application/json",
        "text/plain",
        "application/json",
        "application/json",
    ]
    ((row,),) = data(html, "rows")
    assert row[6] == [
        ["BD003", 1, 1, HOSTILE.replace("\u2028", "\\u2028").replace("\0", "\\x00").replace("\ud800", "\\ud800")]
    ]
    assert LexborHTMLParser(html).css("[onerror], [onclick], [src], link, iframe, form[action]") == []


def test_the_policy_allows_the_page_s_own_program_and_nothing_else() -> None:
    tree = LexborHTMLParser(written())
    policy = tree.css_first("meta[http-equiv]").attributes["content"] or ""
    for name, node in (("script", tree.css_first("script")), ("style", tree.css_first("style"))):
        digest = base64.b64encode(hashlib.sha256(node.text().encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "{{" not in written()
    assert not re.search(r"https?://|innerHTML|eval\(", written())


@pytest.mark.skipif(not shutil.which("node"), reason="no node here")
def test_the_program_parses() -> None:
    program = LexborHTMLParser(written()).css_first("script").text()
    checked = subprocess.run(["node", "--check", "-"], input=program.encode(), capture_output=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, b"")


def test_many_rows_stand_in_many_elements() -> None:
    page = PageReport()
    sizes = [len(page.entry(Outcome(f"{number}.md", ()))) for number in range(1001)]
    assert sum(1 for size in sizes if size) == 1001 // page_module._ROWS
    assert sum(map(len, data(written(*(Outcome(f"{number}.md", ()) for number in range(1001))), "rows"))) == 1001


def test_a_page_has_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "CLEAN", 2)
    monkeypatch.setattr(page_module, "VIEWS", 1)
    outcomes = [Outcome(f"{number}.md", ()) for number in range(5)]
    html = written(*outcomes, bad("a.md", *["BD003"] * (MOST + 1)), bad("b.md", "BD003"))
    ((*clean, many, last),) = data(html, "rows")
    assert [row[0] for row in clean] == ["0.md", "1.md"]
    assert (len(many[6]), many[7], many[8]) == (MOST, MOST + 1, True)
    assert last[8] is False
    assert data(html, "end")[0]["leftOut"] == 3
    assert data(html, "end")[0]["counts"]["files"] == 7


def test_an_interrupted_run_has_its_rows_and_no_end() -> None:
    page = PageReport()
    html = page.start() + page.entry(Outcome("a.md", ())) + page.end(None)
    assert data(html, "rows")[0][0][0] == "a.md"
    assert data(html, "end") == []
