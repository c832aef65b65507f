"""Comments that silence rules, one line each."""

from __future__ import annotations

import pytest

from newsfix import Options, check, convert
from newsfix.model.problem import Problem
from newsfix.read import silence

PICTURE = "![A bell](bell.jpg)"


def told(text: str) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.code) for problem in check(text)]


def article(front: str = "title: Quay\ndate: 2020-01-02", body: str = "Text.") -> str:
    return f"---\n{front}\n---\n\n{body}\n"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("date: 2020-01-02\ntitle: Quay &amp; bell", [(3, "FM009")]),
        ("date: 2020-01-02\ntitle: Quay &amp; bell # newsfix: ignore FM009", []),
        ("date: 2020-01-02\ntitle: Quay &amp; bell # newsfix: ignore FM", []),
        ("date: 2020-01-02\ntitle: Quay &amp; bell # newsfix: ignore DT001, entity-in-value", [(3, "NF001")]),
        ("date: 2020-01-02\ntitle: Quay &amp; bell # newsfix: ignore FM003", [(3, "FM009"), (3, "NF001")]),
        ("date: 2020-01-02\n# newsfix: ignore FM009\ntitle: Quay &amp; bell", []),
        ("# newsfix: ignore FM009\ndate: 2020-01-02\ntitle: Quay &amp; bell", [(2, "NF001"), (4, "FM009")]),
        ("date: 2020-01-02 # newsfix: ignore FM009\ntitle: Quay &amp; bell", [(2, "NF001"), (3, "FM009")]),
        ("date: 2020-01-02\ntitle: Quay &amp; bell\n# newsfix: ignore FM009", [(3, "FM009"), (4, "NF001")]),
        ("title: Quay # newsfix: ignore DT001", []),
    ],
)
def test_in_front_matter(front: str, expected: list[tuple[int, str]]) -> None:
    assert told(article(front)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (PICTURE, [(6, "IM003")]),
        (f"{PICTURE} <!-- newsfix: ignore IM003 -->", []),
        (f"<!-- newsfix: ignore relative-url -->\n{PICTURE}", []),
        (f"<!-- newsfix: ignore IM003 -->\n\n{PICTURE}", [(8, "IM003")]),
        (f"Text <!-- newsfix: ignore IM003 -->\n\n{PICTURE}", [(8, "IM003")]),
        (f"# newsfix: ignore IM003\n{PICTURE}", [(7, "IM003")]),
        (f"<!-- newsfix: ignore -->\n{PICTURE}", [(6, "NF001"), (7, "IM003")]),
        ("<p>\n<!-- newsfix: ignore IM003 -->\n<img src='a.jpg' alt='A bell'>\n</p>", []),
    ],
)
def test_in_a_body(body: str, expected: list[tuple[int, str]]) -> None:
    assert told(article(body=body)) == expected


BROKEN = "![A bell](http:///bell.jpg)"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (f"{BROKEN} <!-- newsfix: ignore IM004 -->", None),
        (f"{BROKEN} <!-- newsfix: ignore IM04 -->", "IM04 is not a rule"),
        (f"{BROKEN} <!-- newsfix: ignore broken-ulr -->", "broken-ulr is not a rule"),
        (f"{BROKEN} <!-- newsfix: ignroe IM004 -->", "is written newsfix: ignore CODE"),
        (f"{BROKEN} <!-- newsfix: disable -->", "is written newsfix: ignore CODE"),
        ("Text. <!-- newsfix: ignore IM004 -->", "no longer needed: IM004 does not occur"),
        (f"Text. <!-- newsfix: ignore IM004 -->\n\n{BROKEN}", "no longer needed: IM004"),
        # Found only with a configuration, in a repository, or where it is asked for.
        ("Text. <!-- newsfix: ignore FM010, IM009, MD002 -->", None),
        ("Text. <!-- newsfix: ignore no-alt -->", None),
        ("Text. <!-- newsfix: ignore IM -->", None),
        ("`<!-- newsfix: ignore IM004 -->` silences it.", None),
    ],
)
def test_a_comment_without_effect_is_reported(body: str, message: str | None) -> None:
    found = [problem.message for problem in check(article(body=body)) if problem.code == "NF001"]
    assert len(found) == (message is not None)
    assert message is None or message in found[0]


def test_what_is_not_looked_for_is_not_judged() -> None:
    text = article("title: Quay # newsfix: ignore FM009\ndate: 2020-01-02")
    assert [problem.line for problem in check(text)] == [2]
    assert check(text, Options(rules=("DT001", "NF001"))) == ()
    assert check(article("title: Quay # newsfix: ignore NF001, FM009\ndate: 2020-01-02")) == ()


def test_a_problem_of_the_whole_file_stands_in_its_first_line() -> None:
    assert told("<!-- newsfix: ignore FM, DT001 -->\nText.\n") == []


def test_lines_are_those_of_windows_files_too() -> None:
    text = article("date: 2020-01-02\n# newsfix: ignore FM009\ntitle: Quay &amp; bell", PICTURE).replace("\n", "\r\n")
    assert told(text) == [(7, "IM003")]


def test_convert_is_silent_too() -> None:
    result = convert(article(body=f"{PICTURE} <!-- newsfix: ignore IM003 -->"))
    assert (result.problems, result.output) == ((), article(body=f"<!-- newsfix: ignore IM003 -->\n{PICTURE}"))
    assert result.output is not None
    assert check(result.output) == ()


def test_a_loss_is_told_of_in_any_case() -> None:
    problems = (Problem("BD010", "1 word", 1, 1), Problem("BD006", "a tag", 1, 1))
    codes = frozenset(problem.code for problem in problems)
    assert silence.told(problems, silence.Silence({1: codes}), codes) == problems[:1]
