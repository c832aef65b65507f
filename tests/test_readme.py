"""The README and the pages say what is so: commands run as written, examples come out, tables are complete."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from msgspec.structs import replace

from newsfix import Options, convert
from newsfix.cli import main
from newsfix.rules import RULES
from newsfix.run import settings
from newsfix.run.formats import FORMATS
from tests.conftest import FIXTURES, ROOT, newsfix

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "newsfix/docs").glob("*.md")}
EVERYTHING = "\n".join([README, *PAGES.values()])
_CONTEXT = click.Context(main)
COMMANDS = {name: command for name in main.list_commands(_CONTEXT) if (command := main.get_command(_CONTEXT, name))}


def blocks(language: str, text: str = README) -> list[str]:
    """The fenced blocks of a language in a text."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


# .ci/run runs both commands in full; it and the commands themselves set NEWSFIX_README, so that the
# tests they start do not start them again.
@pytest.mark.skipif("NEWSFIX_README" in os.environ, reason="the README's commands are running already")
def test_the_two_commands_run_as_written(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    ignored = shutil.ignore_patterns(".git", ".venv", "venv", "clean", "__pycache__", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, copy, ignore=ignored)
    # As written, but of the tests only a few; nothing of this environment's own installation.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment |= {"NEWSFIX_README": "running", "PYTEST_ADDOPTS": "-p no:cacheprovider tests/test_fixtures.py"}
    outputs = []
    for command in blocks("sh")[:2]:
        run = subprocess.run(["sh", "-e", "-c", command], cwd=copy, env=environment, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr
        outputs.append(run.stdout + run.stderr)
    # The page's parts are in what was installed.
    report = ["convert", "fixtures", "-o", "clean", "--include", "source.*", "--report", "run.html"]
    subprocess.run([copy / ".venv/bin/newsfix", *report, "-q"], cwd=copy, env=environment, check=True)
    assert "<dialog" in (copy / "run.html").read_text(encoding="utf-8")
    folders = {path.name for path in FIXTURES.iterdir()}
    assert {path.parent.name for path in (copy / "clean").rglob("source.md")} == folders
    assert f"{len(folders)} files: {len(folders)} converted" in outputs[0]
    assert re.search(r"\d+ passed", outputs[1])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder in which the commands of the pages can run: articles in it, and `newsfix` on the path."""
    for folder in ("raw", "content"):
        (tmp_path / folder).mkdir()
        for name in ("article.html", "post.md"):
            (tmp_path / folder / name).write_text(example()[0], encoding="utf-8")
    for name in ("article.html", "post.md"):
        (tmp_path / name).write_text(example()[0], encoding="utf-8")
    command = tmp_path / "bin" / "newsfix"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m newsfix "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    return tmp_path


# The first two of the README set a newcomer up; they have a test of their own.
SHELL = [(name, block) for name, text in PAGES.items() for block in blocks("sh", text)]
SHELL += [("README", block) for block in blocks("sh")[2:]]


@pytest.mark.parametrize(("name", "block"), SHELL)
def test_every_command_runs(name: str, block: str, site: Path) -> None:
    if re.search(r"\bjq ", block) and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    path = {"PATH": f"{site / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "HOME": str(site)}
    for line in block.splitlines():
        run = subprocess.run(["sh", "-c", line], cwd=site, env=os.environ | path, capture_output=True, text=True)
        assert run.returncode in (0, 1), (line, run.stderr)
        assert not re.search("Usage:|Traceback|^jq: error", run.stderr, re.MULTILINE), (line, run.stderr)


def test_every_page_is_linked_and_says_what_it_is_about() -> None:
    for name, text in PAGES.items():
        title, blank, about = text.splitlines()[:3]
        assert title.startswith("# ")
        assert not blank
        assert about.endswith((".", ":"))
        assert f"(newsfix/docs/{name}.md)" in README


def test_links_lead_to_pages() -> None:
    for name, text in PAGES.items():
        for target in re.findall(r"\]\(([^):]+?)(?:#[^)]*)?\)", re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
            if "`" not in target and target.endswith(".md"):
                assert target.removesuffix(".md") in PAGES, (name, target)


def test_the_readme_is_read_in_three_minutes() -> None:
    assert len(README.encode()) <= 9_000


def example() -> tuple[str, str]:
    (source,) = blocks("html")
    (markdown,) = blocks("markdown")
    return source, markdown


def test_the_example_comes_out() -> None:
    source, markdown = example()
    assert convert(source).output == markdown


def test_the_json_is_that_of_the_example() -> None:
    (shown,) = blocks("json", PAGES["json"])
    document = json.loads(convert(example()[0], Options(to="json"), "raw/a.html").output or "")
    assert json.loads(shown) == document
    assert list(json.loads(shown)) == list(document)


def test_the_report_is_that_of_the_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    Path("raw/a.html").write_text(example()[0], encoding="utf-8")
    newsfix("convert", "raw", "-o", "clean", "--report", "run.jsonl")
    shown, record = json.loads(blocks("jsonl", PAGES["reports"])[0]), json.loads(Path("run.jsonl").read_text())
    assert list(shown) == list(record)
    assert shown | {"seconds": 0} == record | {"seconds": 0}


@pytest.mark.parametrize("code", blocks("python", PAGES["library"]))
def test_the_examples_of_the_library_run(code: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    shown = re.findall(r'^(.+?)  # ("[^"]*")', code, re.MULTILINE)
    names: dict[str, object] = {}
    exec(code, names)
    for expression, value in shown:
        assert eval(expression, names) == eval(value), expression


def test_the_problems_of_the_library_are_those_that_it_prints(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = (each for each in blocks("python", PAGES["library"]) if "import check" in each)
    exec(code, {})
    assert [capsys.readouterr().out] == blocks("text", PAGES["library"])


def test_the_configuration_shows_every_key(tmp_path: Path) -> None:
    (text,) = blocks("toml", PAGES["configuration"])
    path = tmp_path / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    (tmp_path / "article.schema.json").write_text("{}", encoding="utf-8")
    table = settings.parsed(text)["tool"]["newsfix"]
    settings.checked(table, directory=str(tmp_path))
    assert set(table) == set(settings.KEYS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_there(name: str) -> None:
    assert f"newsfix {name}" in EVERYTHING
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            for option in (*parameter.opts, *parameter.secondary_opts):
                assert re.search(rf"`{re.escape(option)}[` ]", EVERYTHING), option


def test_the_workflow_runs_newsfix_with_forms_that_there_are() -> None:
    (workflow,) = [block for block in blocks("yaml", PAGES["check"]) if "runs-on" in block]
    formats = re.findall(r"newsfix check --output-format (\w+)(?: --output-file [\w.]+)? content/", workflow)
    assert formats == ["sarif", "github"]
    assert set(formats) < set(FORMATS)


def test_the_rules_are_those_that_there_are() -> None:
    rows = [
        f"| {rule.code} | `{rule.name}` | {rule.summary} | {rule.severity} | {'fix' if rule.fixable else ''} "
        f"| {'' if rule.default else 'off'} |"
        for rule in RULES
    ]
    table = "\n".join(("| code | name | what it finds | severity | | |", "|---|---|---|---|---|---|", *rows))
    assert f"\n\n{table}\n" in PAGES["rules"]


def test_options_are_those_that_there_are() -> None:
    parameters = [each for command in COMMANDS.values() for each in command.params]
    known = {option for each in parameters for option in (*each.opts, *each.secondary_opts)}
    others = r"^```(?!sh)\w.*?^```$|^git [^|]*|\b(?:jq|sort) [^|\n]*|^\|[^\n]*://[^\n]*"
    ours = re.sub(others, "", EVERYTHING, flags=re.DOTALL | re.MULTILINE)
    named = set(re.findall(r"(?<![\w!-])(--?[a-z][a-z-]*)", ours))
    assert named - known <= {"--help", "--version", "-m", "-n"}


def test_the_options_of_the_library_are_those_of_the_command() -> None:
    names = set(Options.__struct_fields__) - {"to", "rules", "data_prefix"}
    assert {key.replace("-", "_") for key in settings.KEYS} >= names
    assert replace(Options(), to="json") == Options(to="json")


PLACES = {"hugo": "site/public", "jekyll": "site/_site", "hexo": "site/public"}
FERRY = """---
title: The ferry
date: 2014-09-03
permalink: /2014/09/ferry.html
---

<p>The ferry says {{ when }}.</p>
<figure><img src="https://a.example/f.jpg" alt="F"><figcaption>At noon</figcaption></figure>
"""


@pytest.mark.parametrize("name", sorted(PLACES))
def test_from_an_archive_to_a_site_in_five_commands(name: str, tmp_path: Path) -> None:
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed here")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.html").write_text(FERRY, encoding="utf-8")
    command = tmp_path / "bin/newsfix"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH="$NEWSFIX" exec "{sys.executable}" -m newsfix "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    (commands,) = blocks("bash", PAGES[name])
    assert len(commands.splitlines()) == 5
    environment = {
        "PATH": f"{command.parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "NEWSFIX": str(ROOT),
    }
    run = subprocess.run(["sh", "-ec", commands], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    page = (tmp_path / PLACES[name] / "2014/09/ferry.html").read_text(encoding="utf-8")
    assert "The ferry says {{ when }}." in page.replace("&#123;", "{")
    assert "<figcaption>" in page
