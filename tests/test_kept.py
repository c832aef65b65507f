"""In the directory of the outputs nothing is overwritten that somebody altered, or made among the sources."""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import newsfix

ARTICLE = "<h1>Ferry</h1>\n<p>The ferry runs again.</p>\n"


@pytest.fixture(autouse=True)
def _sources(here: Path) -> None:
    Path("raw").mkdir()
    for name in ("a", "b"):
        Path(f"raw/{name}.html").write_text(ARTICLE)


run = partial(newsfix, "convert")


def converted(*arguments: str, output: str = "clean") -> Result:
    return run("raw", "-o", output, *arguments)


@pytest.mark.parametrize("is_source_changed", [False, True])
def test_an_output_that_was_altered_is_kept_and_named(is_source_changed: bool) -> None:
    assert converted().exit_code == 0
    Path("clean/a.md").write_text("mine\n")
    if is_source_changed:
        Path("raw/a.html").write_text(ARTICLE + "<p>Next.</p>")
        Path("raw/b.html").write_text(ARTICLE + "<p>Next.</p>")
    for _ in range(2):
        result = converted()
        assert result.exit_code == 1
        assert "raw/a.html:1:1: IO003 clean/a.md was altered since newsfix wrote it; it was kept" in result.stderr
        assert Path("clean/a.md").read_text() == "mine\n"
        assert ("Next" in Path("clean/b.md").read_text()) is is_source_changed
    assert converted("--force").exit_code == 0
    assert "ferry" in Path("clean/a.md").read_text()
    Path("raw/a.html").write_text(ARTICLE + "<p>Last.</p>")
    assert converted().exit_code == 0
    assert "Last" in Path("clean/a.md").read_text()


def test_what_another_configuration_or_input_made_is_newsfix_own() -> None:
    assert converted().exit_code == 0
    assert converted("--day-first", "--keys", "keep", "--absolute-links").exit_code == 0
    os.rename("raw/a.html", "raw/a.htm")
    Path("raw/a.htm").write_text(ARTICLE + "<p>Next.</p>")
    assert converted().exit_code == 0
    assert "Next" in Path("clean/a.md").read_text()
    Path("clean/a.md").write_text("mine")
    os.rename("raw/a.htm", "raw/a.html")
    assert converted().exit_code == 1
    assert Path("clean/a.md").read_text() == "mine"


def test_a_failure_does_not_forget_whose_output_it_is() -> None:
    assert converted().exit_code == 0
    Path("raw/a.html").write_bytes(b"\0\1\2" * 100)
    assert converted().exit_code == 1
    Path("clean/a.md").write_text("mine")
    Path("raw/a.html").write_text(ARTICLE)
    assert "was altered" in converted().stderr


def test_what_has_the_right_bytes_never_clashes() -> None:
    assert converted().exit_code == 0
    right = Path("clean/a.md").read_bytes()
    Path("clean/a.md").write_text("mine")
    Path("clean/a.md").write_bytes(right)
    assert converted().exit_code == 0
    Path("raw/clean").mkdir()
    Path("raw/clean/a.md").write_bytes(right)
    assert converted(output="raw/clean").exit_code == 0


def test_what_newsfix_has_no_record_of() -> None:
    for output, code in (("clean", 0), ("raw/clean", 1)):
        Path(output).mkdir()
        Path(output, "a.md").write_text("mine")
        result = converted(output=output)
        assert result.exit_code == code
        assert (Path(output, "a.md").read_text() == "mine") is bool(code)
        assert "ferry" in Path(output, "b.md").read_text()
    assert "newsfix has no record of raw/clean/a.md, which lies among the sources" in result.stderr
    assert converted("--force", output="raw/clean").exit_code == 0
    Path("raw/a.html").write_text(ARTICLE + "<p>Next.</p>")
    assert converted(output="raw/clean").exit_code == 0


@pytest.mark.parametrize("arguments", [("--no-cache",), ("--cache", "damaged")])
def test_without_a_memory_outputs_are_overwritten(arguments: tuple[str, ...]) -> None:
    assert converted().exit_code == 0
    Path("clean/a.md").write_text("mine")
    Path("damaged").write_text("no database " * 100)
    assert converted(*arguments).exit_code == 0
    assert "ferry" in Path("clean/a.md").read_text()


@pytest.mark.parametrize("form", [("-t", "jsonl"), ()])
def test_shards_are_kept_too(form: tuple[str, ...]) -> None:
    line = '{"path": "x.html", "text": "<p>One.</p>"}\n'
    Path("more.jsonl").write_text(line)
    source = ("raw",) if form else ("more.jsonl",)
    output = Path("clean/part-00000.jsonl" if form else "clean/more.jsonl")
    assert run(*source, *form, "-o", "clean/").exit_code == 0
    right = output.read_bytes()
    output.write_text("mine")
    result = run(*source, *form, "-o", "clean/")
    assert result.exit_code == 1
    assert f"{output} was altered since newsfix wrote it" in result.stderr
    assert output.read_text() == "mine"
    assert sorted(os.listdir("clean")) == [output.name]
    Path("raw/a.html").write_text(ARTICLE)
    output.write_bytes(right)
    assert run(*source, *form, "-o", "clean/").exit_code == 0
    output.write_text("mine")
    assert run(*source, *form, "-o", "clean/", "--force").exit_code == 0
    assert output.read_bytes() == right


def test_a_file_of_ones_own_is_overwritten() -> None:
    for _ in range(2):
        Path("x.md").write_text("mine")
        assert run("raw/a.html", "-o", "x.md").exit_code == 0
        assert "ferry" in Path("x.md").read_text()


@pytest.mark.parametrize("arguments", [("raw/a.html", "-o", "x.md"), ("--in-place", "raw"), ("raw/a.html",)])
def test_force_needs_a_directory(arguments: tuple[str, ...]) -> None:
    result = run(*arguments, "--force")
    assert result.exit_code == 2
    assert "--force needs --output DIRECTORY" in result.stderr


ODD = {
    "a number": "UPDATE records SET result_hash = 7",
    "a text": "UPDATE records SET key = 'x', source_hash = 'x'",
    "nothing": "UPDATE records SET outcome = NULL",
    "a time that is none": "UPDATE records SET modified = 'then'",
    "a further column": "ALTER TABLE records ADD COLUMN more",
    "no list": "UPDATE records SET outcome = CAST('{}' AS BLOB)",
    "no counts": "UPDATE records SET outcome = CAST('[[],[1,\"x\",2],0,[]]' AS BLOB)",
    "no rule": 'UPDATE records SET outcome = CAST(\'[[["XX999","m",1,1,null]],[0,0,0],0,[]]\' AS BLOB)',
    "no message": 'UPDATE records SET outcome = CAST(\'[[["DT001",5,"x",1,null]],[0,0,0],0,[]]\' AS BLOB)',
    "no fix": 'UPDATE records SET outcome = CAST(\'[[["DT001","m",1,1,["a"]]],[0,0,0],0,[]]\' AS BLOB)',
    "depth": f"UPDATE records SET outcome = CAST('{'[' * 100_000}' AS BLOB)",
    "no text": "UPDATE records SET outcome = x'ff00'",
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_record_is_none(name: str) -> None:
    wanted = converted("--cache", "cache", "-v")
    assert wanted.exit_code == 0
    with sqlite3.connect("cache") as database:
        database.execute(ODD[name])
    database.close()
    for _ in range(2):
        result = converted("--cache", "cache", "-v")
        assert result.exit_code == 0
        assert [line for line in result.stderr.splitlines() if ".html:" in line] == [
            line for line in wanted.stderr.splitlines() if ".html:" in line
        ]
