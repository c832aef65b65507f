"""A configuration that came with the files says how they are read, and not what of them is lost or where it goes."""

from __future__ import annotations

import os
import tarfile
from base64 import b64encode
from pathlib import Path

import pytest

from tests.conftest import newsfix as run

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\2\0\0\0" + bytes(range(64))
ARTICLE = f"""---
title: Ferry
date: 03/04/2021
---
<p>The ferry runs again.</p>
<p class="note">Bring a coat.</p>
<p><img src="data:image/png;base64,{b64encode(PNG).decode()}" alt="A plan"></p>
<p><img src="https://pictures.example/pier.jpg" alt="The pier"></p>
<p>And the harbour, seen from the hill.</p>
<p><img src="https://pictures.example/harbour.jpg" alt="The harbour"></p>
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(tmp_path / "w" / "raw" / "sub").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "w")
    for name in ("raw/a.html", "raw/sub/b.html"):
        Path(name).write_text(ARTICLE)
    Path("raw/own.json").write_text('{"properties": {"title": {"pattern": "^(a+)+$"}}}')


LOSING = {
    "drop": 'drop = [".note"]',
    "drop-where": '[drop-where]\n"*" = [".note"]',
    "main": "main = true",
    "exclude": 'exclude = ["sub/"]',
    "ignore": 'ignore = ["DT"]',
    "include": 'include = ["a.html"]',
    "select": 'select = ["FM"]',
    "per-file-ignores": '[per-file-ignores]\n"*" = ["DT"]',
    "picture-rows": '[[picture-rows]]\nname = "all"\npattern = "(pier|harbour)"\nreplacement = "x"',
    "extract-data": 'extract-data = "../../stolen"',
    "schema": 'schema = "own.json"',
    "profile": 'profile = "jekyll"',
}


def test_what_only_the_user_may_say_stays_as_the_user_said_it() -> None:
    """Whoever puts a configuration among the files does not take the user's from them, either."""
    Path("raw/a.html").write_text(ARTICLE + "<p>Ask {{ site.editor }}.</p>")
    own = 'drop = [".note"]\nprofile = "jekyll"\nday-first = false\nexclude = ["sub/"]\nignore = ["IM"]\n'
    Path("newsfix.toml").write_text(f'{own}[per-file-ignores]\n"raw/a.html" = ["DT"]\n')
    Path("raw/newsfix.toml").write_text('day-first = true\nprofile = "hugo"\ndrop = ["p"]\n')
    result = run("convert", "raw", "-o", "clean", "-v")
    assert result.exit_code == 0
    assert "raw/newsfix.toml: not applied, since it came with the files: profile, drop " in result.stderr
    assert not {"DT", "IM"} & {each[:2] for each in result.stderr.split()}
    (path,) = Path("clean").rglob("*.md")
    text = path.read_text()
    assert "2021-04-03" in text
    assert "Bring a coat" not in text
    assert "render_with_liquid: false" in text or "{{ site" not in text
    assert run("convert", "raw", "-o", "trusted", "--trust-config").exit_code == 0
    assert len([*Path("trusted").rglob("*.md")]) == 2


@pytest.mark.parametrize("key", LOSING)
def test_what_would_be_lost_is_not_applied(key: str) -> None:
    assert run("convert", "raw", "-t", "json", "-o", "wanted").exit_code == 0
    wanted = {path.name: path.read_text() for path in Path("wanted").rglob("*.json")}
    Path("raw/newsfix.toml").write_text(f"{LOSING[key]}\n")
    result = run("convert", "raw", "-t", "json", "-o", "clean")
    assert result.exit_code == 0
    assert {path.name: path.read_text() for path in Path("clean").rglob("*.json")} == wanted
    lines = [line for line in result.stderr.splitlines() if "not applied" in line]
    (line,) = lines
    assert line.startswith("newsfix: raw/newsfix.toml: ")
    assert f": {key} (see --trust-config)" in line
    assert not Path("../stolen").exists()
    assert "not applied" not in run("convert", "raw", "-t", "json", "-o", "trusted", "--trust-config").stderr
    assert {path.name: path.read_text() for path in Path("trusted").rglob("*.json")} != wanted


@pytest.mark.parametrize("said", ['templates = "keep"', 'repeats = "drop"', "verify = false", "max-size = 9000"])
def test_nor_is_what_only_the_user_may_say(said: str) -> None:
    Path("raw/newsfix.toml").write_text(f"{said}\n")
    assert f"files: {said.split()[0]} (see --trust-config)" in run("convert", "raw", "-o", "clean").stderr


def test_how_files_are_read_counts() -> None:
    Path("raw/newsfix.toml").write_text('day-first = true\nextract-data = "media"\ndrop = [".note"]\n')
    assert run("convert", "raw", "-o", "clean").exit_code == 0
    text = Path("clean/sub/b.md").read_text()
    assert "2021-04-03" in text
    assert "Bring a coat" in text
    assert os.listdir("raw/media")
    result = run("convert", "raw/a.html")
    assert "raw/newsfix.toml: " in result.stderr
    assert "Bring a coat" in result.stdout


def test_the_users_own_configuration_counts_whole() -> None:
    own = 'drop = [".note"]\nextract-data = "../../media"\n'
    for place, arguments in (
        ("newsfix.toml", ()),
        ("../newsfix.toml", ()),
        ("raw/own.toml", ("--config", "raw/own.toml")),
    ):
        Path(place).write_text(own)
        result = run("convert", "raw/a.html", *arguments)
        Path(place).unlink()
        assert "not applied" not in result.stderr
        assert "Bring a coat" not in result.stdout
    Path("raw/newsfix.toml").write_text('drop = [".note"]\n')
    os.chdir("raw")
    assert "Bring a coat" not in run("convert", "a.html").stdout


def test_a_check_counts_the_folders_but_no_place_outside_of_them() -> None:
    Path(".git").mkdir()
    Path("schema.json").write_text('{"required": ["editor"]}')
    Path("raw/newsfix.toml").write_text('ignore = ["DT"]\nexclude = ["sub/"]\nschema = "../schema.json"\n')
    result = run("check", "raw")
    assert "sub/b.html" not in result.stdout
    assert "editor" not in result.stdout
    assert "date" not in result.stdout
    assert result.stderr.count("not applied, since it came with the files: schema (see --trust-config)") == 1
    assert "editor" in run("check", "raw", "--trust-config").stdout
    Path("raw/newsfix.toml").write_text('schema = "schema.json"\n')
    Path("raw/schema.json").write_bytes(Path("schema.json").read_bytes())
    assert "editor" in run("check", "raw").stdout
    Path("raw/schema.json").unlink()
    Path("raw/schema.json").symlink_to("../schema.json")
    assert "editor" not in run("check", "raw").stdout


@pytest.mark.parametrize("repository", [None, "raw", "other"])
@pytest.mark.parametrize("key", ["schema", "picture-rows"])
def test_no_other_repository_has_a_check_take_patterns_without_end(key: str, repository: str | None) -> None:
    """A title or an address of as many letters as these take hours."""
    rows = '[[picture-rows]]\nname = "all"\npattern = "^(a+)+$"\nreplacement = "x"'
    Path("raw/newsfix.toml").write_text('schema = "own.json"' if key == "schema" else rows)
    text = "a" * 60
    Path("raw/a.html").write_text(f"---\ntitle: {text}!\ndate: 2021-03-04\n---\n<p>x<img src={text}!.png>")
    if repository:
        Path(repository, ".git").mkdir(parents=True)
    if repository == "other":
        Path("raw").rename("other/raw")
    result = run("check", "other" if repository == "other" else "raw")
    assert result.exit_code == 1
    assert result.stderr.count(f"not applied, since it came with the files: {key} (see --trust-config)") == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
@pytest.mark.parametrize("name", ["newsfix.toml", "pyproject.toml"])
def test_only_regular_files_are_configurations(name: str) -> None:
    os.mkfifo(f"raw/{name}")
    Path("raw/sub", name).mkdir()
    Path("newsfix.toml").write_text("day-first = true\n")
    assert run("convert", "raw", "-o", "clean").exit_code == 0
    assert "2021-04-03" in Path("clean/sub/b.md").read_text()
    assert run("check", "raw").exit_code == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_pipe_is_no_schema_of_a_tree() -> None:
    os.mkfifo("raw/pipe")
    Path("raw/newsfix.toml").write_text('schema = "pipe"\n')
    assert "not applied" in run("check", "raw").stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
@pytest.mark.parametrize("more", [[], ["--no-cache"], ["-t", "json"]])
def test_nothing_is_written_into_a_pipe_among_the_outputs(more: list[str]) -> None:
    Path("clean/sub").mkdir(parents=True)
    name = "clean/sub/b.json" if "json" in more else "clean/sub/b.md"
    os.mkfifo(name)
    result = run("convert", "raw", "-o", "clean", *more)
    assert result.exit_code == 1
    assert f"IO003 {name} is a pipe or a device, in which no output is written" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", "raw", "-o", ""),
        ("convert", "raw", "-o", "clean", "--report", ""),
        ("convert", "raw", "-o", "clean", "--cache", ""),
        ("convert", ""),
        ("check", "raw", "--output-file", ""),
        ("check", "raw", "--write-baseline", ""),
    ],
)
def test_an_empty_path_is_none(arguments: tuple[str, ...]) -> None:
    before = sorted(Path().rglob("*"))
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("The path is empty.\n")
    assert sorted(Path().rglob("*")) == before


@pytest.mark.parametrize("command", [("convert", "raw", "-o", "clean"), ("check", "raw")])
@pytest.mark.parametrize("name", ["newsfix.toml", "pyproject.toml"])
def test_a_link_that_leads_out_is_no_configuration(name: str, command: tuple[str, ...]) -> None:
    Path("../elsewhere.toml").write_text("[tool.newsfix]\nno-key = 1\n" if name == "pyproject.toml" else "no-key = 1\n")
    Path("raw/sub", name).symlink_to("../../../elsewhere.toml")
    result = run(*command)
    told = f"newsfix: raw/sub/{name}: not read, since it is a link that leads out of its directory (see --trust-config)"
    assert result.stderr.splitlines().count(told) == 1
    assert "no-key" not in result.stderr
    trusting = run(*command, "--trust-config")
    assert trusting.exit_code == 2
    assert "no-key" in trusting.stderr


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("newsfix.toml", "no-key = 1\n", "unknown key 'no-key'"),
        ("newsfix.toml", "encoding = [\n", "is not valid TOML: "),
        ("newsfix.toml", "encoding = 5\n", "encoding: it must be a string, not 5"),
        ("pyproject.toml", '[tool.newsfix]\nassume-zone = "Nowhere/Quay"\n', "assume-zone: "),
    ],
)
def test_what_came_with_the_files_and_is_not_valid_ends_no_run(name: str, text: str, what: str) -> None:
    Path("raw/sub", name).write_text(text)
    result = run("convert", "raw", "-o", "clean")
    assert result.exit_code == 0
    (told,) = (line for line in result.stderr.splitlines() if line.startswith(f"newsfix: raw/sub/{name}: "))
    assert told.startswith(f"newsfix: raw/sub/{name}: {what}")
    assert told.endswith("; not read, since it came with the files (see --trust-config)")
    assert len(list(Path("clean").rglob("*.md"))) == len([*Path("raw").rglob("*.md"), *Path("raw").rglob("*.html")])
    for arguments in (("convert", "raw", "-o", "clean", "--trust-config"), ("check", "raw")):
        assert run(*arguments).exit_code == 2


def test_a_link_to_a_configuration_beside_it_is_one() -> None:
    Path("raw/sub/own.toml").write_text('drop = [".note"]')
    Path("raw/sub/newsfix.toml").symlink_to("own.toml")
    result = run("convert", "raw", "-o", "clean")
    assert "raw/sub/newsfix.toml: not applied, since it came with the files: drop" in result.stderr


def test_a_check_follows_links_within_the_working_directory() -> None:
    Path("shared.toml").write_text('ignore = ["DT", "FM", "IM"]')
    Path("raw/sub/newsfix.toml").symlink_to("../../shared.toml")
    result = run("check", "raw")
    assert "not read" not in result.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_force_overwrites_no_pipe() -> None:
    Path("clean").mkdir()
    os.mkfifo("clean/a.md")
    result = run("convert", "raw", "-o", "clean", "--force")
    assert result.exit_code == 1
    assert "IO003 clean/a.md is a pipe or a device, in which no output is written" in result.stderr
    assert Path("clean/sub/b.md").is_file()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("more", [[], ["--force"]])
def test_no_shard_is_a_pipe(more: list[str]) -> None:
    with tarfile.open("more.tar", "w") as tar:
        tar.add("raw")
    Path("clean").mkdir()
    os.mkfifo("clean/more.tar")
    os.mkfifo("clean/all-00001.jsonl")
    told = "is a pipe or a device, in which no output is written"
    assert f"IO003 clean/more.tar {told}" in run("convert", "more.tar", "-o", "clean", *more).stderr
    if not more:
        result = run("convert", "raw", "-t", "jsonl", "-o", "clean/all.jsonl", "--shard-size", "1")
        assert f"IO003 clean/all-00001.jsonl {told}" in result.stderr
        assert Path("clean/all-00000.jsonl").is_file()
