"""Old problems that are recorded, and what is new beside them."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import newsfix

AMBIGUOUS = "---\ntitle: The lock\ndate: 03/04/2021\n---\n\nText.\n"
DATELESS = "---\ntitle: The lock\n---\n\nText.\n"
BROKEN = "[The bell](javascript:ring())"


@pytest.fixture(autouse=True)
def _sources(here: Path) -> None:
    Path("content").mkdir()
    write(a=AMBIGUOUS, b=DATELESS)


def write(**texts: str) -> None:
    for name, text in texts.items():
        Path(f"content/{name}.md").write_text(text, encoding="utf-8")


run = partial(newsfix, "check")


def record(*arguments: str) -> list[dict[str, Any]]:
    result = run("--write-baseline", "old.json", *arguments)
    assert (result.exit_code, result.stdout) == (0, "")
    entries = json.loads(Path("old.json").read_text())["problems"]
    assert isinstance(entries, list)
    return entries


def new(*arguments: str) -> list[str]:
    """The codes of what is reported beside the baseline."""
    result = run("--baseline", "old.json", *(arguments or ("content",)))
    codes = [line.split()[1] for line in result.stdout.splitlines()]
    assert result.exit_code == bool(codes)
    return codes


def said(*arguments: str) -> list[str]:
    return run("--baseline", "old.json", *(arguments or ("content",))).stderr.splitlines()


def test_what_is_recorded() -> None:
    write(c=f"{AMBIGUOUS}\n{BROKEN}\n\n{BROKEN} x\n\n{BROKEN}\n")
    entries = record("content")
    seen = [(each["path"], each["rule"], each["count"]) for each in entries]
    assert seen == sorted(seen)
    assert set(seen) == {
        ("content/a.md", "DT003", 1),
        ("content/b.md", "DT001", 1),
        ("content/c.md", "DT003", 1),
        ("content/c.md", "BD003", 2),
        ("content/c.md", "BD003", 1),
    }
    assert len(Path("old.json").read_text().splitlines()) == len(entries) + 5
    assert run("content", "--write-baseline", "old.json").stderr == (
        "newsfix: recorded 6 problems in 3 files in old.json\n"
    )


def test_what_is_recorded_is_not_reported() -> None:
    record("content")
    assert new() == []
    assert run("content", "--baseline", "old.json").output == ""
    assert run("content").exit_code == 1


def test_what_is_new_is_reported() -> None:
    record("content")
    write(a=AMBIGUOUS.replace("03/04", "05/06"), b=f"{DATELESS}\n{BROKEN}\n", c=DATELESS)
    assert new() == ["DT003", "BD003", "DT001"]


def test_edits_elsewhere_change_nothing() -> None:
    write(a=f"{AMBIGUOUS}\n{BROKEN}\n")
    record("content")
    more = AMBIGUOUS.replace("title: The lock", "author: Ada Quist\ntitle: The old lock\ntags: [boats]")
    write(a=f"{more}\nMore text.\n\n  {BROKEN}  \n\nAnd more.\n", b=DATELESS.replace("lock", "quay"))
    assert new() == []


def test_the_same_problem_once_more_is_new() -> None:
    write(a=f"{AMBIGUOUS}\n{BROKEN}\n")
    record("content")
    write(a=f"{AMBIGUOUS}\n{BROKEN}\n\n{BROKEN}\n")
    assert new() == ["BD003"]


def test_a_baseline_counts_from_anywhere(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(".")
    assert new(str(here / "content")) == new("content/a.md") == []
    monkeypatch.chdir("content")
    assert run("--baseline", "../old.json", ".").output == ""


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github", "full"])
def test_every_form_leaves_out_what_is_old(form: str) -> None:
    record("content")
    write(c=DATELESS)
    text = run("content", "--baseline", "old.json", "--output-format", form).stdout
    assert "content/c.md" in text
    assert "DT003" not in text.replace('"id": "DT003"', "").replace("newsfix rules DT003", "")


def test_the_configuration_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    record("content")
    Path("old.json").rename("content/old.json")
    text = Path("content/old.json").read_text().replace("content/", "")
    Path("content/old.json").write_text(text)
    Path("content/newsfix.toml").write_text('baseline = "old.json"\n')
    assert run("content").output == ""
    monkeypatch.chdir("content")
    assert run(".").output == ""
    Path("old.json").unlink()
    missing = run(".")
    assert missing.exit_code == 2
    assert "no such file or directory; create it with newsfix check --write-baseline" in missing.stderr
    assert run(".", "--write-baseline", "old.json").exit_code == 0
    assert run(".").output == ""


def test_what_no_longer_occurs_is_named_and_removed() -> None:
    write(c=f"{AMBIGUOUS}\n{BROKEN}\n\n{BROKEN}\n\n{BROKEN}\n", d=DATELESS)
    before = record("content")
    write(a=AMBIGUOUS.replace("03/04", "2021-03-0").replace("/2021", "4"), c=f"{AMBIGUOUS}\n{BROKEN}\n")
    Path("content/d.md").unlink()
    hint = "no longer occurs (see --prune-baseline)"
    assert said() == [
        f"newsfix: old.json: content/a.md: DT003 {hint}",
        f"newsfix: old.json: content/c.md: BD003 (2 times) {hint}",
        f"newsfix: old.json: content/d.md: DT001 {hint}",
    ]
    assert said("content", "-q") == []
    assert new() == []
    assert said("content", "--prune-baseline")[0] == "newsfix: old.json: content/a.md: DT003 was removed"
    after = json.loads(Path("old.json").read_text())["problems"]
    assert [(each["path"], each["rule"], each["count"]) for each in after] == [
        ("content/b.md", "DT001", 1),
        ("content/c.md", "BD003", 1),
        ("content/c.md", "DT003", 1),
    ]
    assert all(each in before for each in after if each["rule"] != "BD003")
    assert said() == []
    write(a=AMBIGUOUS)
    assert new() == ["DT003"]


def test_what_was_not_looked_for_stays() -> None:
    record("content")
    Path("other").mkdir()
    Path("other/c.md").write_text(AMBIGUOUS)
    Path("content/b.md").unlink()
    write(a=AMBIGUOUS.replace("03/04/", "13/04/"))
    assert said("other", "--select", "FM") == said("content/a.md", "--select", "FM") == []
    before = Path("old.json").read_text()
    run("content/a.md", "--select", "FM", "--baseline", "old.json", "--prune-baseline")
    assert Path("old.json").read_text() == before


def test_repairs_are_made_and_told_whatever_is_recorded() -> None:
    write(a="---\ntitle: The lock\ndate: Wed, 15 Dec 2021 09:06:35 GMT\n---\n\nText.\n")
    record("content")
    assert new() == []
    result = run("content", "--baseline", "old.json", "--fix", "--prune-baseline")
    assert [line.split()[1:3] for line in result.stdout.splitlines()] == [["DT002", "fixed:"]]
    assert [each["rule"] for each in json.loads(Path("old.json").read_text())["problems"]] == ["DT001"]


def test_notes_are_recorded_where_they_are_shown() -> None:
    write(c="\n---\ntitle: The lock\ndate: 2021-12-15\n---\n\nText.\n")
    assert [each["rule"] for each in record("content/c.md", "-v")] == ["FM014"]
    assert new("content/c.md") == new("content/c.md", "-v") == []
    assert said("content/c.md") == []
    assert record("content/c.md") == []
    assert Path("old.json").read_text() == '{\n  "version": 1,\n  "problems": []\n}\n'
    assert run("content/c.md", "-v", "--baseline", "old.json").stdout.split()[1] == "FM014"


def test_a_file_that_cannot_be_read_is_reported_each_time() -> None:
    write(c="x" * 1_000_001)
    for option in ("--write-baseline", "--baseline"):
        result = run("content", option, "old.json", "--max-size", "1")
        assert result.exit_code == 1
        assert [line.split()[1] for line in result.stdout.splitlines()] == ["IO004"]


def test_articles_of_a_shard_have_entries_too() -> None:
    lines = [{"path": "x.html", "text": AMBIGUOUS}, {"path": "y.html", "text": DATELESS}]
    Path("all.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    assert [each["rule"] for each in record("all.jsonl")] == ["DT003", "DT001"]
    assert new("all.jsonl") == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--baseline", "gone.json"), "File 'gone.json' does not exist"),
        (("--baseline", "content/a.md"), "content/a.md is not a baseline: "),
        (("--baseline", "later.json"), "later.json is a baseline of another version of newsfix (version 2)"),
        (("--baseline", "wrong.json"), "wrong.json is not a baseline: "),
        (("--prune-baseline",), "there is no baseline to prune; see --baseline"),
        (("--write-baseline", "content/a.md"), "would be found as an article of content"),
        (("--write-baseline", "other.json"), "--write-baseline would overwrite another file: other.json is not a"),
        (("--write-baseline", "content/new.md"), "would be found as an article of content"),
        (("--write-baseline", "content"), "is a directory"),
        (("--write-baseline", "new.json", "--fix"), "cannot be combined with --baseline, --prune-baseline"),
        (("--write-baseline", "new.json", "--prune-baseline"), "cannot be combined with"),
        (("--write-baseline", "new.json", "--baseline", "later.json"), "cannot be combined with"),
        (("--write-baseline", "new.json", "--output-file", "new.json"), "is already the file of --output-file"),
    ],
)
def test_what_does_not_go_together(arguments: tuple[str, ...], message: str) -> None:
    Path("later.json").write_text('{"version": 2, "problems": []}')
    Path("wrong.json").write_text('{"version": 1, "problems": [{"path": 3}]}')
    Path("other.json").write_text('{"name": "site"}')
    before = {path: path.read_text() for path in Path().rglob("*.*") if path.is_file()}
    result = run("content", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert {path: path.read_text() for path in Path().rglob("*.*") if path.is_file()} == before


def test_a_baseline_takes_no_place_of_an_input() -> None:
    Path("old.json").symlink_to("content/a.md")
    result = run("content", "--write-baseline", "old.json")
    assert result.exit_code == 2
    assert Path("content/a.md").read_text() == AMBIGUOUS


def test_a_baseline_that_cannot_be_written() -> None:
    Path("blocked").write_text("")
    result = run("content", "--write-baseline", "blocked/old.json")
    assert result.exit_code == 1
    assert "the baseline cannot be written: " in result.stderr


@pytest.mark.parametrize("arguments", [(), ("-",), ("-", "content")])
def test_standard_input_is_not_recorded(arguments: tuple[str, ...]) -> None:
    result = newsfix("check", *arguments, "--write-baseline", "old.json", stdin=DATELESS)
    assert result.exit_code == 2
    assert "--write-baseline records files: name them; it cannot record standard input." in result.stderr
    assert not Path("old.json").exists()
