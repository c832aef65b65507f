"""No input is overwritten by what a run writes, whatever option names it and whatever name it is given."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from newsfix import Options, check, convert
from newsfix.run import files
from newsfix.run.guard import Guard
from tests.conftest import ROOT
from tests.conftest import newsfix as run

ARTICLE = "<h1>Ferry</h1>\n<p>The ferry runs again on 03/04.</p>\n"


@pytest.fixture(autouse=True)
def _sources(here: Path) -> None:
    for name in ("src/a.html", "src/sub/b.html", "b.md"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(ARTICLE)
    Path("linked").symlink_to("src")
    Path("elsewhere").mkdir()
    os.link("src/a.html", "elsewhere/second.jsonl")
    Path("elsewhere/link.jsonl").symlink_to("../src/sub/b.html")


def inputs() -> list[str]:
    return [Path(name).read_text() for name in ("src/a.html", "src/sub/b.html", "b.md")]


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "src", "--output-file", "src/a.html"),
        ("check", "src", "--output-file", "linked/sub/b.html"),
        ("check", "b.md", "src/a.html", "--output-file", "./b.md"),
        ("check", "src", "--output-format", "jsonl", "--output-file", "elsewhere/second.jsonl"),
        ("check", "src", "--output-format", "jsonl", "--output-file", "elsewhere/link.jsonl"),
        ("check", "src", "--output-file", "src/new.html"),
        ("check", "src", "--write-baseline", "src/new.html"),
        ("check", "src", "--write-baseline", "elsewhere/link.jsonl"),
        ("check", "b.md", "src/a.html", "--write-baseline", "elsewhere/second.jsonl"),
        ("convert", "src", "-t", "jsonl", "-o", "src/sub/b.html"),
        ("convert", "src", "-t", "jsonl", "-o", "linked/a.html"),
        ("convert", "src", "-t", "jsonl", "-o", "elsewhere/second.jsonl"),
        ("convert", "src", "-t", "jsonl", "-o", "elsewhere/link.jsonl"),
        ("convert", "src/a.html", "-o", "src/a.html"),
        ("convert", "src", "-o", "clean", "--cache", "src/a.html"),
        ("convert", "src", "-o", "clean", "--report", "elsewhere/second.jsonl"),
        ("convert", "src/sub/b.html", "-o", "x.md", "--report", "elsewhere/link.jsonl"),
    ],
)
def test_no_file_of_a_run_takes_the_place_of_an_input(arguments: tuple[str, ...]) -> None:
    before = sorted(os.listdir("."))
    result = run(*arguments)
    assert result.exit_code == 2
    assert "would overwrite" in result.stderr or "would be found as an article" in " ".join(result.stderr.split())
    assert inputs() == [ARTICLE] * 3
    assert sorted(os.listdir(".")) == before
    assert not os.path.exists("src/new.html")


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", "src", "-t", "jsonl", "-o", "all.jsonl", "--cache", "all.jsonl"),
        ("convert", "b.md", "-t", "jsonl", "-o", "x.jsonl", "--report", "./x.jsonl"),
    ],
)
def test_no_two_options_name_one_file(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "is already the file of --output" in " ".join(result.stderr.split())


def test_an_output_in_a_directory_is_no_other_input() -> None:
    assert run("convert", "src/sub/b.html", "b.md", "-o", ".").exit_code == 1
    assert inputs() == [ARTICLE] * 3
    Path("clean").mkdir()
    Path("clean/a.md").symlink_to("../src/sub/b.html")
    result = run("convert", "src", "-o", "clean")
    assert result.exit_code == 1
    assert "the output clean/a.md would land among the inputs" in result.stderr
    assert inputs() == [ARTICLE] * 3
    Path("src/sub/c.md").write_text(ARTICLE)
    Path("src/sub/c.html").write_text(ARTICLE)
    Path("out").mkdir()
    Path("out/sub").symlink_to("../src/sub")
    assert run("convert", "src", "-o", "out").exit_code == 1
    assert Path("src/sub/c.md").read_text() == ARTICLE


def test_a_folder_of_outputs_is_asked_once_for_its_links(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "clean/sub").mkdir(parents=True)
    (tmp_path / "clean/b.md").symlink_to(tmp_path / "raw/b.html")
    (tmp_path / "clean/c.md").symlink_to(tmp_path / "clean/d.md")
    asked: list[str] = []
    monkeypatch.setattr(files, "links", lambda folder, own=files.links: asked.append(folder) or own(folder))

    def is_link(path: str, own: Callable[[str], bool] = files.is_link) -> bool:
        if path.endswith(".md"):
            asked.append(path)
        return own(path)

    monkeypatch.setattr(files, "is_link", is_link)
    guard = Guard([f"{tmp_path}/raw"], f"{tmp_path}/clean")
    clean = f"{tmp_path}/clean"
    outputs = [f"{clean}/{name}.md" for name in ("a", "b", "c", "d", "sub/a", "sub/b", "new/a", "new/b")]
    clashes = [output for output in outputs if guard.clash(output, "raw/x.html")]
    assert clashes == [f"{clean}/b.md"]
    assert asked == [clean, f"{clean}/b.md", f"{clean}/c.md", f"{clean}/sub", f"{clean}/new"]


def test_a_shard_that_is_made_is_no_input() -> None:
    line = '{"path": "x.html", "text": "<p>One.</p>"}\n'
    Path("part-00000.jsonl").write_text(line)
    assert run("convert", "part-00000.jsonl", "src", "-t", "jsonl", "-o", "./").exit_code == 1
    assert Path("part-00000.jsonl").read_text() == line


def test_what_lies_beside_the_inputs_is_written() -> None:
    assert run("check", "src", "--output-format", "jsonl", "--output-file", "src/report.jsonl").exit_code == 1
    assert run("check", "src", "--output-format", "jsonl", "--output-file", "src/report.jsonl").exit_code == 1
    assert run("convert", ".", "-o", "clean", "--report", "clean/run.html").exit_code == 0
    assert run("convert", ".", "-o", "clean", "--report", "clean/run.html").exit_code == 0
    assert run("convert", "src", "-t", "jsonl", "-o", "src/all.jsonl").exit_code == 0


@pytest.mark.parametrize("selector", ["*", "html", ":root", "html, p", ":not(p)", "body", "head"])
@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_what_is_dropped_may_be_the_whole_document(selector: str, name: str) -> None:
    options = Options(drop=(selector,), verify=True)
    for text in (
        ARTICLE,
        "",
        f"---\ntitle: Ferry\n---\n\nMarkdown.\n\n{ARTICLE}",
        f"<html><body>{ARTICLE}</body></html>",
    ):
        result = convert(text, options, name)
        assert check(text, options, name) == result.problems
        if selector in ("*", "html", ":root") and name == "a.html" and "Markdown" not in text:
            assert "ferry" not in (result.output or "")


def test_every_requirement_has_bounds() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = text[text.index("requires = [") : text.index("[project.scripts]")]
    named = re.findall(r'^(?:    |\w+ = \[)"([\w.-]+(?:\[\w+\])?[<>=][^"]*)"', listed, re.MULTILINE)
    assert len(named) > 30
    assert [each for each in named if not re.search(r">=[\d.]+,<\d+(;|$)", each)] == []
    assert not re.search(r'"tzdata[^"]*;', text)


def test_links_that_lead_out_are_counted_and_not_followed() -> None:
    Path("tree").mkdir()
    Path("tree/a.html").write_text(ARTICLE)
    Path("tree/inner.md").symlink_to("a.html")
    Path("tree/file.md").symlink_to("../b.md")
    Path("tree/folder").symlink_to("../src")
    result = run("convert", "tree", "-o", "clean")
    assert result.exit_code == 0
    assert "warning: 2 links out of the searched directories not followed (see --follow-links)" in result.stderr
    assert sorted(os.listdir("clean")) == ["a.md", "inner.md"]
    result = run("check", "tree")
    assert "2 links" in result.stderr
    assert "file.md" not in result.stdout
    result = run("convert", "tree", "-o", "all", "--follow-links")
    assert "links" not in result.stderr
    assert sorted(os.listdir("all")) == ["a.md", "file.md", "folder", "inner.md"]
    assert "links" not in run("convert", "tree/file.md").stderr


def test_a_linked_part_of_the_output_is_not_searched() -> None:
    Path("tree").mkdir()
    Path("clean/sub").mkdir(parents=True)
    Path("clean/sub/b.html").write_text(ARTICLE)
    Path("tree/folder").symlink_to("../clean/sub")
    assert run("convert", "tree", "-o", "clean", "--follow-links").exit_code == 0
    assert sorted(os.listdir("clean")) == ["sub"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", "src/a.html", "-o", "newsfix.toml"),
        ("convert", "src", "-o", "clean", "--cache", "elsewhere/pyproject.toml"),
        ("check", "src", "--output-file", "elsewhere/../newsfix.toml"),
        ("check", "src", "--write-baseline", "newsfix.toml"),
    ],
)
def test_no_file_of_a_run_takes_the_place_of_a_configuration(arguments: tuple[str, ...]) -> None:
    for place in ("newsfix.toml", "elsewhere/pyproject.toml"):
        Path(place).write_text("")
    result = run(*arguments)
    assert result.exit_code == 2
    assert "would overwrite a configuration" in " ".join(result.stderr.split())
    assert [Path(place).read_text() for place in ("newsfix.toml", "elsewhere/pyproject.toml")] == ["", ""]
    assert not os.path.exists("clean")
