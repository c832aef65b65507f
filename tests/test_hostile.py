"""Lists, archives, records and folders that somebody made to break a run: each costs itself and no other."""

from __future__ import annotations

import io
import os
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest
from pathspec import GitIgnoreSpec

from newsfix.run import files, ignored
from newsfix.run.containers import members
from tests.conftest import newsfix as run
from tests.steps import Steps

ARTICLE = "---\ntitle: Quay\ndate: 2021-03-04\n---\n<p>The quay is open.</p>\n"
DEEP = "d/" * 1500


@pytest.fixture(autouse=True)
def _sources(here: Path) -> None:
    (here / "raw").mkdir()
    (here / "raw" / "a.html").write_text(ARTICLE)


# ------------------------------------------------------------------------------------------ what options name


@pytest.mark.parametrize("ending", ["", "-journal", "-wal", "-shm"])
def test_no_input_has_the_name_of_what_a_cache_makes_beside_itself(ending: str) -> None:
    Path(f"c{ending}").write_text(ARTICLE)
    assert run("convert", f"c{ending}", "-o", "out/", "--cache", "c").exit_code == 2
    assert Path(f"c{ending}").read_text() == ARTICLE


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", "raw/a.html", "--config", "own.toml", "-o", "own.toml"),
        ("convert", "--files-from", "list", "-t", "jsonl", "-o", "list"),
        ("convert", "raw", "-o", "out", "--config", "own.toml", "--cache", "own.toml"),
        ("check", "raw", "--config", "own.toml", "--output-file", "own.toml"),
        ("check", "--files-from", "list", "--output-file", "./list"),
        ("check", "raw", "--baseline", "old.json", "--output-file", "old.json"),
        ("check", "raw", "--config", "named.toml", "--output-file", "old.json"),
    ],
)
def test_what_an_option_reads_is_not_overwritten(arguments: tuple[str, ...]) -> None:
    texts = {"own.toml": "verify = true\n", "list": "raw/a.html\n", "named.toml": 'baseline = "old.json"\n'}
    for name, text in {**texts, "old.json": '{"version": 1, "problems": []}'}.items():
        Path(name).write_text(text)
    result = run(*arguments)
    assert result.exit_code == 2
    assert "would overwrite the file of --" in result.stderr
    assert {name: Path(name).read_text() for name in texts} == texts
    assert '"version"' in Path("old.json").read_text()


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (("--cache", "out/a.md"), "out/a.md"),
        (("-t", "jsonl", "--report", "out/part-00000.jsonl"), "out/part-00000.jsonl"),
        (("--config", "out/a.md"), "out/a.md"),
    ],
)
def test_no_output_in_a_directory_is_the_file_of_an_option(arguments: tuple[str, ...], output: str) -> None:
    Path("out").mkdir()
    if "--config" in arguments:
        Path(output).write_text("verify = true\n")
    result = run("convert", "raw", "-o", "out/", *arguments)
    assert result.exit_code == 1
    assert f"IO003 the output {output} is the file of {arguments[-2]}" in result.stderr


def test_what_only_has_the_name_of_such_a_file_is_written() -> None:
    assert run("convert", "raw", "-o", "out/", "--cache", "a.md").exit_code == 0
    assert "quay" in Path("out/a.md").read_text()
    assert run("convert", "raw/a.html", "-o", "own.md", "--cache", "c").exit_code == 0


# ------------------------------------------------------------------------------------------ folders and lists


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_pipe_is_no_list_of_patterns_and_no_baseline_to_compare_with() -> None:
    Path("raw/b.html").write_text("<p>The quay is closed.</p>\n")
    os.mkfifo("raw/.gitignore")
    assert "raw/b.html" in run("check", "raw").stdout
    os.mkfifo("old.json")
    reader = os.open("old.json", os.O_RDONLY | os.O_NONBLOCK)
    assert run("check", "raw", "--write-baseline", "old.json").exit_code == 0
    assert os.read(reader, 100).startswith(b"{")
    os.close(reader)


@pytest.mark.parametrize("pattern", ["*a*a*a*a*b", "a/**/*a?a*[ab]*a*b", "*.a*.a*-a*b"])
def test_a_pattern_with_many_stars_takes_a_step_for_each_character(pattern: str) -> None:
    (found,) = GitIgnoreSpec.from_lines([pattern]).patterns
    assert found.regex is not None  # type: ignore[attr-defined]
    bounded = ignored._at_once(found.regex)  # type: ignore[attr-defined]
    steps = []
    for size in (100, 200):
        counted = Steps(bounded.pattern, bounded.flags, 10_000_000)
        counted.match("a" * size)
        steps.append(counted.taken)
    assert steps[1] < 4.5 * steps[0], steps


@pytest.mark.parametrize(
    ("pattern", "path", "is_named"),
    [
        ("*a*b*c", "xaybzc", True),
        ("*a*b*c", "xaybz", False),
        ("*a*b*c", "ab/c", False),
        ("*ab*b", "aab", False),
        ("*a?*b", "xab", False),
        ("*a?*b", "aab", True),
        ("d/**/*a*[bc]*.md", "d/e/f/xac1.md", True),
        ("*\\**a*", "x*ya", True),
    ],
)
def test_a_pattern_with_stars_names_what_it_named(pattern: str, path: str, is_named: bool) -> None:
    Path("raw/.gitignore").write_text(f"{pattern}\n")
    scope = ignored.scope_of("raw", gitignore=True).within(os.path.realpath("raw"), has_rules=True)
    assert scope.ignores(os.path.join(os.path.realpath("raw"), path)) is is_named


@pytest.mark.parametrize("command", ["check", "convert"])
def test_a_path_of_many_folders_is_a_path(command: str) -> None:
    result = run(command, "-", "--stdin-filename", f"{DEEP}a.html", stdin=ARTICLE)
    assert result.exit_code == 0, result.stderr
    Path("list").write_text(f"{DEEP}a.html\nraw/a.html\n")
    out = ("-o", "out") if command == "convert" else ()
    result = run(command, "--files-from", "list", *out)
    assert result.exit_code == 1
    assert (result.stdout + result.stderr).count("IO001") >= 1


def test_a_folder_that_is_nested_too_deeply_is_not_made() -> None:
    with pytest.raises(OSError, match="nested too deeply"):
        files.write(f"out/{'e/' * 1800}a.md", b"a")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_list_may_begin_with_the_mark_of_its_encoding(encoding: str) -> None:
    Path("raw/é.html").write_text(ARTICLE)
    Path("list").write_bytes("raw/é.html\r\nraw/a.html\r\n".encode(encoding))
    result = run("check", "--files-from", "list", "--select", "IO")
    assert (result.exit_code, result.stdout) == (0, "")


# ------------------------------------------------------------------------------------------ what is parsed


@pytest.mark.parametrize("text", ["a = " + "[" * 30_000, "a = " + "{a = " * 5_000])
def test_a_configuration_that_is_nested_too_deeply(text: str) -> None:
    Path("raw/newsfix.toml").write_text(text)
    result = run("convert", "raw", "-o", "out", "--trust-config")
    assert result.exit_code == 2
    assert "newsfix.toml is nested too deeply" in result.stderr
    told = run("convert", "raw", "-o", "out")
    assert told.exit_code == 0
    assert "raw/newsfix.toml: is nested too deeply; not read" in told.stderr


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ('"x": ' + "[" * 3_000 + "]" * 3_000, 2),
        ('"x": ' + '{"a": ' * 3_000 + "1" + "}" * 3_000, 2),
        ('"problems": [{"path": "a\\u0000b", "rule": "FM001", "fingerprint": "x"}]', 0),
    ],
)
def test_an_odd_baseline(more: str, code: int) -> None:
    Path("old.json").write_text(f'{{"version": 1, "problems": [], {more}}}')
    assert run("check", "raw", "--baseline", "old.json").exit_code == code


@pytest.mark.parametrize("pattern", ["(" * 5_000 + ")" * 5_000, "a{99999999999}"])
def test_a_pattern_that_cannot_be_compiled(pattern: str) -> None:
    row = f"[[picture-rows]]\nname = 'n'\npattern = '{pattern}'\nreplacement = 'x'\n"
    Path("newsfix.toml").write_text(row)
    result = run("convert", "raw", "-o", "out")
    assert result.exit_code == 2
    assert "the row 'n' has an invalid pattern" in result.stderr


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TRIGGER t AFTER INSERT ON records BEGIN DELETE FROM records; END",
        "CREATE TABLE more (a)",
        "ALTER TABLE records ADD COLUMN more",
    ],
)
def test_a_cache_with_what_newsfix_did_not_make_is_not_used(change: str) -> None:
    assert run("convert", "raw", "-o", "out", "--cache", "c").exit_code == 0
    database = sqlite3.connect("c")
    database.execute(change)
    database.commit()
    database.close()
    result = run("convert", "raw", "-o", "out", "--cache", "c")
    assert result.exit_code == 0
    assert "the cache c has tables that newsfix did not make" in result.stderr


def test_a_cache_whose_words_are_no_text_is_damaged() -> None:
    assert run("convert", "raw", "-o", "out", "--cache", "c").exit_code == 0
    Path("c").write_bytes(Path("c").read_bytes().replace(b"CREATE TABLE", b"CREATE \x9dABLE"))
    result = run("convert", "raw", "-o", "out", "--cache", "c")
    assert result.exit_code == 0
    assert "the cache c is damaged or not a cache" in result.stderr


# ------------------------------------------------------------------------------------------ archives


def _archive(*entries: tuple[str, int, int]) -> bytes:
    """A zip of articles: for each its name, its mode, and how it is compressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, mode, compression in entries:
            info = zipfile.ZipInfo(name)
            info.external_attr, info.compress_type = mode << 16, compression
            archive.writestr(info, ARTICLE)
    return packed.getvalue()


def _unpacked(data: bytes) -> list[tuple[str, bool, bool]]:
    """The name of each member, whether it is a file, and whether it could be read."""
    Path("s.zip").write_bytes(data)
    return [(each.name, each.regular, each.problem is None) for each in members("s.zip", 1_000_000)]


def test_what_is_no_file_in_a_zip_is_no_article() -> None:
    plain = (stat.S_IFREG | 0o644, zipfile.ZIP_STORED)
    data = _archive(("", *plain), ("b.html", stat.S_IFLNK | 0o777, 0), ("c.html", stat.S_IFCHR, 0), ("d.html", 0, 0))
    found = _unpacked(data)
    assert found == [("", True, True), ("b.html", False, True), ("c.html", False, True), ("d.html", True, True)]
    assert run("check", "s.zip").exit_code == 0
    Path("t.zip").write_bytes(_archive((f"{DEEP}a.html", *plain)))
    assert run("check", "t.zip").exit_code == 0


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damaged_data_costs_the_member_whatever_packed_it(compression: int) -> None:
    data = _archive(("a.html", 0, compression), ("b.html", 0, zipfile.ZIP_STORED))
    at = data.index(b"a.html") + len("a.html")
    for size in (4, 12, 30):
        damaged = data[:at] + b"\xff" * size + data[at + size :]
        assert _unpacked(damaged) == [("a.html", True, False), ("b.html", True, True)]
