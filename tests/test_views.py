"""Passages of a source and of its result, and the places of problems in both."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest

from newsfix import Options, convert
from newsfix.model.problem import Problem
from newsfix.run.reports.views import LIMIT, MOST, counterpart, view


def seen(source: str, result: str, *problems: Problem) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(zlib.decompress(view(source, result, problems)))
    return document


def at(line: int | None, column: int | None = 1) -> Problem:
    return Problem("BD003", "m", line, column)


def shown(side: dict[str, Any]) -> list[str]:
    return [line for _, _, text in side["passages"] for line in text.split("\n")]


def test_a_short_text_is_shown_whole() -> None:
    assert seen("a\n<b>好\n", "好\n", at(2, 4), at(None, None), at(9)) == {
        "source": {"passages": [[1, 1, "a\n<b>好\n"]], "cut": False, "lines": 3},
        "result": {"passages": [[1, 1, "好\n"]], "cut": False, "lines": 2},
        "places": {},
    }


def test_places_of_the_source_have_theirs_in_the_result() -> None:
    document = seen(
        "<p>One sentence here.\n<p>Another one there.\n", "One sentence here.\n\nAnother one there.\n", at(2, 4), at(1)
    )
    assert document["places"] == {"1:1": [1, 1], "2:4": [3, 1]}
    words = [f"{number:03} is a number of its own" for number in range(200)]
    assert len(seen("\n".join(words), "\n".join(words), *map(at, range(1, 201)))["places"]) == MOST


def test_of_a_long_text_its_beginning_and_what_is_round_the_problems() -> None:
    lines = [f"line {number} " + "x" * 50 for number in range(1, 2001)]
    document = seen("\n".join(lines), "\n".join(lines), at(1000, 6))
    for side in document["source"], document["result"]:
        assert side["cut"]
        assert side["lines"] == 2000
        assert [passage[:2] for passage in side["passages"]] == [[1, 1], [993, 1]]
        assert lines[0] in shown(side)
        assert lines[999] in shown(side)
        assert set(shown(side)) <= set(lines)
        assert sum(map(len, shown(side))) < LIMIT


def test_a_long_line_is_cut_round_the_problem() -> None:
    source = "a" * 20_000 + "<img>" + "b" * 20_000
    head, passage = seen(source, "", at(1, 20_001))["source"]["passages"]
    line, column, text = passage
    assert head[:2] == [1, 1]
    assert line == 1
    assert source[column - 1 :].startswith(text)
    assert "<img>" in text
    assert len(text) < 2_000


def test_no_more_is_shown_than_the_limit() -> None:
    source = "\n".join("x" * 80 for _ in range(5000))
    document = seen(source, source, *(at(number) for number in range(1, 5000, 60)))
    assert sum(map(len, shown(document["source"]))) <= LIMIT


@pytest.mark.parametrize(
    ("source", "place", "result", "expected"),
    [
        ("---\ndate: 1 May 2020\n---\n<p>x", "1 May", "---\ntitle: T\ndate: 2020-05-01\n---\n\nx\n", "date: 2020"),
        ("---\ndate: soon\n---\n<p>x", "soon", "---\ndate_original: soon\n---\n\nx\n", "date_original"),
        (
            "<p>One sentence here.<p>Another one there.",
            "Another",
            "One sentence here.\n\nAnother one there.\n",
            "Another",
        ),
        ("<p>The same thing.<p>The same thing.", "The", "The same thing.\n\nThe same thing.\n", None),
        ('<p>a<img src="https://a.example/b.jpg">', "<img", "a ![](https://a.example/b.jpg)\n", "https"),
        ("<p>ab", "ab", "cd\n", None),
        ("<p>ab", "ab", "", None),
        ("---\ntitle: (((\n---\n", "(((", "---\nother: x\n---\n", None),
        ("---\nupdate: 1 May\nauthor: Ada Lovelace", "1 May", "---\nauthor: Ada Lovelace\n---\n", None),
        ("---\nsummary: All of it stays.\n---\n", "All", "---\ndescription: All of it stays.\n---\n", "All"),
    ],
)
def test_counterparts(source: str, place: str, result: str, expected: str | None) -> None:
    found = counterpart(source, source.index(place), result)
    assert found == (None if expected is None else result.index(expected))


def test_unpaired_surrogates_do_not_matter() -> None:
    (passage,) = seen("a\udcff", "", at(1))["source"]["passages"]
    assert passage == [1, 1, "a\udcff"]


def test_problems_count_in_the_text_of_the_result() -> None:
    result = convert("\ufeff---\r\ntitle: T\r\ndate: 1 May 2020\r\n---\r\n<p>好".encode("utf-16"), Options())
    assert result.text.splitlines()[0].endswith("---")
    (problem,) = (each for each in result.problems if each.code == "DT002")
    assert problem.line
    assert problem.column
    assert result.text.split("\n")[problem.line - 1][problem.column - 1 :] == "1 May 2020"
