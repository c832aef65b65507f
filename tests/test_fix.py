"""Repairs in place: what is put where, what stays, and what happens to the files."""

from __future__ import annotations

import os
import pty
import shutil
import stat
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from ruamel.yaml import YAML

from newsfix import Options, check, convert
from newsfix.model.article import Value
from newsfix.model.origin import UNKNOWN
from newsfix.read.frontmatter.entries import without_repeats
from newsfix.read.frontmatter.split import split
from newsfix.read.frontmatter.yaml import parse_yaml
from newsfix.read.references import decode_entities
from newsfix.rules import BY_CODE
from newsfix.run import finding
from newsfix.run.atomic import Whole
from newsfix.run.fix import fix, unified
from newsfix.write.json import to_json
from tests.conftest import newsfix

OLD = 1_700_000_000_000_000_000
BODY = "---\n\nA quay at dawn.\n"
LOOSE = b"---\r\ntitle: 'Quay'\r\n# kept\r\ndate: 15 Dec 2021\r\n---\r\n\r\n<p>Text.</p>"
TIGHT = b"---\r\ntitle: 'Quay'\r\n# kept\r\ndate: 2021-12-15\r\n---\r\n\r\n<p>Text.</p>"


def fixed(text: str, **options: object) -> str:
    result = fix(text.encode(), replace(Options(), **options), UNKNOWN)  # type: ignore[arg-type]
    again = fix(result.data, replace(Options(), **options), UNKNOWN)  # type: ignore[arg-type]
    assert (again.data, again.done) == (result.data, ())
    return result.data.decode()


def codes(text: str) -> list[str]:
    return [problem.code for problem in fix(text.encode(), Options(), UNKNOWN).done]


# ----------------------------------------------------------------------------------- each kind of fix

FRONT = [
    # dates, in the quotes that they stand in
    ("date: Wed, 15 Dec 2021 09:06:35 GMT", "date: 2021-12-15T09:06:35Z"),
    ("date: 'Wed, 15 Dec 2021 09:06:35 GMT'  # kept", "date: '2021-12-15T09:06:35Z'  # kept"),
    ('date:   "December 15, 2021"', 'date:   "2021-12-15"'),
    ("date: 2021-12-15\nupdated: 16 Dec 2021", "date: 2021-12-15\nupdated: 2021-12-16"),
    ("date: 1639559195", "date: 2021-12-15T09:06:35Z"),
    ("date: !binary |-\n  MTUgRGVjIDIwMjE=\nx: 1", "date: 2021-12-15\nx: 1"),
    ("date: 15 Dec 2021\nurl: https://a.example/2021/11/01/b", "date: 2021-12-15\nurl: https://a.example/2021/11/01/b"),
    ("date: 05/06/2021\nupdated: 15/06/2021", "date: 2021-06-05\nupdated: 2021-06-15"),
    ("date: >\n  15 Dec\n  2021\nx: 1", "date: 2021-12-15\nx: 1"),
    # entities, in the quotes that they stand in where these can hold what they mean
    ("title: Quay &amp; dawn", "title: Quay & dawn"),
    ("title: 'Quay &amp; dawn' # &amp;", "title: 'Quay & dawn' # &amp;"),
    ("title: A &quot;quay&quot; at dawn", 'title: A "quay" at dawn'),
    ("title: '&quot;Quay&quot; at dawn'", "title: '\"Quay\" at dawn'"),
    ('title: "A &quot;quay&quot;"', "title: 'A \"quay\"'"),
    ("title: A&#58; b", "title: 'A: b'"),
    ("title: A\ntags: [a &amp; b, 'c &lt; d',  e]", "title: A\ntags: [a & b, 'c < d',  e]"),
    ("title: A\ntags:\n- a &amp; b # x\n-   c", "title: A\ntags:\n- a & b # x\n-   c"),
    ("title: A\ntags: [a &#44; b]", "title: A\ntags: ['a , b']"),
    ("title: A &amp;amp;amp; B", "title: A & B"),
    # quotes escaped for another place
    ('title: The \\"old\\" quay', 'title: The "old" quay'),
    # URLs that a list has twice
    (
        "images: [https://a.example/1.jpg, 'https://a.example/2.jpg',  \"https://a.example/1.jpg\"]",
        "images: [https://a.example/1.jpg, 'https://a.example/2.jpg']",
    ),
    (
        "images:\n- //a.example/1.jpg # kept\n- //a.example/1.jpg\n- x\n- x\n# kept\n- //a.example/1.jpg\nx: 1",
        "images:\n- //a.example/1.jpg # kept\n- x\n- x\n# kept\nx: 1",
    ),
    # YAML that is none: quotes
    ("title: Quay: a history", "title: 'Quay: a history'"),
    ("title:   Quay: it's old  # kept", 'title:   "Quay: it\'s old  # kept"'),
    ('title: The "old": quay\nx: 1', "title: 'The \"old\": quay'\nx: 1"),
    ("title: 'The quay's end'", "title: The quay's end"),
    ('title: "The "old" quay"', 'title: The "old" quay'),
    ('title: "Old" and "new"', 'title: \'"Old" and "new"\''),
    ("title: \"The quay'", "title: The quay"),
    ("title: 'The quay", "title: The quay"),
    ("title: @quay", "title: '@quay'"),
    ("title: *Quay* at dawn", "title: '*Quay* at dawn'"),
    ("title: &quot;Quay&quot; at dawn", "title: '\"Quay\" at dawn'"),
    ('"title": Quay: a history', "\"title\": 'Quay: a history'"),
    ("title: 2021: a year", "title: '2021: a year'"),
    # keys
    ("title:Quay", "title: Quay"),
    ("title: Quay\ntags\n- a\n# kept\n-  b", "title: Quay\ntags:\n- a\n# kept\n-  b"),
    ("title: Quay\ntags :  \n - a\n -b", "title: Quay\ntags :  \n - a\n - b"),
    ("title: A layout: post slug: a", "title: A\nlayout: post\nslug: a"),
    # lists
    ("tags:\n-a\n-  b # kept\n- 'c'", "tags:\n- a\n- b # kept\n- 'c'"),
    ("tags:\n  - a\n- b\n  # kept\n - c", "tags:\n  - a\n  - b\n  # kept\n  - c"),
    ("tags:\n- a: b: c\n- d", "tags:\n  - 'a: b: c'\n  - d"),
    ("tags: - a - b", "tags:\n  - a\n  - b"),
    ("tags: [a, b", "tags:\n  - a\n  - b"),
    ("tags: [a, @b]", "tags:\n  - a\n  - '@b'"),
    # lines
    ("title: A quay\nat dawn\nx: 1", "title: A quay\n  at dawn\nx: 1"),
    ("title: A quay\n# kept\nat dawn: now\nx: 1", "title: A quay\n# kept\nat dawn: now\nx: 1"),
    ("title: A quay\n# kept\nat dawn\nx: 1", "# kept\ntitle: A quay at dawn\nx: 1"),
    ("description: |\n one\ntwo", "description: |-\n  one\n  two"),
    ("title: A\n\tmore: b", "title: A\n  more: b"),
    ("a:\n\t- b\n\t- c", "a:\n  - b\n  - c"),
    ("title: A\na:\n  b: c: d  # kept\n  e: 'f'\n  g: @h", "title: A\na:\n  b: 'c: d  # kept'\n  e: 'f'\n  g: '@h'"),
    # one that nobody can read, and another beside it
    ("title: Quay: a history\nlinks: [a: b\nx: 1", "title: 'Quay: a history'\nlinks: [a: b\nx: 1"),
    ("date: 15 Dec 2021\nlinks: [a: b\nx: 1", "date: 2021-12-15\nlinks: [a: b\nx: 1"),
]


@pytest.mark.parametrize(("before", "after"), FRONT)
def test_front_matter(before: str, after: str) -> None:
    assert fixed(f"---\n{before}\n{BODY}") == f"---\n{after}\n{BODY}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\ufeff---\ntitle: A\n---\nx", "---\ntitle: A\n---\nx"),
        ("\n\n---\ntitle: A\n---\nx", "---\ntitle: A\n---\nx"),
        ("\ufeff\n \n--- \ntitle: A\n---\t\nx", "---\ntitle: A\n---\nx"),
        ("--\ntitle: A\n---\nx", "---\ntitle: A\n---\nx"),
        ("\n—\ntitle: A\n—\nx", "---\ntitle: A\n---\nx"),
        ("---\ntitle: A\n-------\nx", "---\ntitle: A\n---\nx"),
        ("---\nlink: http://a.example/ ---\nx", "---\nlink: http://a.example/\n---\nx"),
        ('---\ntitle: "A"---\nx', '---\ntitle: "A"\n---\nx'),
        ('---\ntitle: "A"---', '---\ntitle: "A"\n---'),
        ("title: A\nslug: a\n---\nlayout: post\n---\nx", "title: A\nslug: a\nlayout: post\n---\nx"),
        ("<!-- c -->\n\n--- \ntitle: A &amp; B\n---\nx", "<!-- c -->\n\n---\ntitle: A & B\n---\nx"),
    ],
)
def test_fences(before: str, after: str) -> None:
    assert fixed(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"title": "A &amp; B", "date": "15 Dec 2021"}\n\nx', '{"title": "A & B", "date": "2021-12-15"}\n\nx'),
        ('{"title": "A &quot;B&quot;"}\n\nx', '{"title": "A \\"B\\""}\n\nx'),
        ('{"date": 1639559195}\n\nx', '{"date": "2021-12-15T09:06:35Z"}\n\nx'),
        (
            '{"a": {"date": "15 Dec 2021"}, "date":\n "15 Dec 2021"}\n\nx',
            '{"a": {"date": "15 Dec 2021"}, "date":\n "2021-12-15"}\n\nx',
        ),
        (';;;\n"title": "A &amp; B"\n;;;\nx', ';;;\n"title": "A & B"\n;;;\nx'),
        (
            "+++\ntitle = 'A &amp; B' # &amp;\ndate = '15 Dec 2021'\ntags = [\"a &quot;b&quot;\"]\n+++\nx",
            "+++\ntitle = 'A & B' # &amp;\ndate = '2021-12-15'\ntags = [\"a \\\"b\\\"\"]\n+++\nx",
        ),
        (
            '+++\nimages = [\n  "https://a.example/1.jpg",\n  "https://a.example/1.jpg",\n]\n+++\nx',
            '+++\nimages = [\n  "https://a.example/1.jpg",\n]\n+++\nx',
        ),
        ("+++\ndate = 1639559195\n+++\nx", '+++\ndate = "2021-12-15T09:06:35Z"\n+++\nx'),
        ("Title: A &amp; B\nDate: 15 Dec 2021\n\nx", "Title: A & B\nDate: 2021-12-15\n\nx"),
    ],
)
def test_json_toml_and_headers(before: str, after: str) -> None:
    assert fixed(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\ndate: 05/06/2021\n---\nx",  # two readings
        "---\ntitle: A\ndate: Monday, 15 Dec 2021\n---\nx",  # a Wednesday: one of them is wrong
        "---\ntitle: A\ntitle: B\n---\nx",
        "---\ntitle: A\n<<<<<<< a\ndate: 15 Dec 2021\n=======\ndate: 16 Dec 2021\n>>>>>>> b\n---\nx",
        "---\n<<<<<<< a\ntitle: A\n=======\ntitle: B\n>>>>>>> b\ndate: 15 Dec 2021\ntags: - a\n---\nx",
        "<p>No front matter.</p>",
        "",
        "\n",
        "---\ntitle: A\ndate: 2021-12-15\n---\n\n{% raw %}&amp;{% endraw %}  \n\n",
    ],
)
def test_what_needs_judgement_or_nothing_stays(text: str) -> None:
    assert fixed(text) == text
    assert codes(text) == []


def test_a_text_in_a_doubtful_encoding_stays() -> None:
    data = "---\ntitle: At the caf\xe9\ndate: 15 Dec 2021\n---\nx".encode("latin-1")
    result = fix(data, Options(), UNKNOWN)
    assert {"DT002", "EN007"} <= {problem.code for problem in result.left}
    assert result.data == data


def test_beside_a_merge_conflict_nothing_has_its_place() -> None:
    problems = check("---\n<<<<<<< a\ntitle: A\n=======\ntitle: B\n>>>>>>> b\ndate: 15 Dec 2021\ntags: - a\n---\nx")
    assert {"DT002", "FM004", "FM008"} <= {problem.code for problem in problems}
    assert [problem.code for problem in problems if problem.fix] == []


def test_only_what_is_selected() -> None:
    text = "\n---\ntitle: A &amp; B\ndate: 15 Dec 2021\n---\nx"
    assert fixed(text, rules=("DT002",)) == "\n---\ntitle: A &amp; B\ndate: 2021-12-15\n---\nx"
    assert fixed(text, rules=()) == text


def test_what_is_silenced_stays() -> None:
    text = "---\ntitle: A\ndate: 15 Dec 2021 # newsfix: ignore DT002\n---\nx"
    assert fixed(text) == text


def test_only_rules_that_say_so_are_fixed() -> None:
    texts = [f"---\n{before}\n{BODY}" for before, _ in FRONT]
    problems = {problem for text in texts for problem in check(text)}
    assert {problem.code for problem in problems if problem.fix} == {"DT002", "FM004", "FM009", "FM015"}
    assert all(BY_CODE[problem.code].fixable for problem in problems if problem.fix)


def test_a_fix_counts_the_characters_of_the_file() -> None:
    text = "\ufeff---\r\ntitle: Ké\x00y\r\ndate: 15 Dec 2021\r\n---\r\nx"
    (edit,) = (problem.fix for problem in check(text.encode()) if problem.code == "DT002")
    assert edit is not None
    assert text[edit.start : edit.end] == "15 Dec 2021"


# ---------------------------------------------------------------------------------- every other byte


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_stay(newline: str) -> None:
    before = f"--\ntitle: A\ndate: 15 Dec 2021\n---\n\nx{'  '}\n\n".replace("\n", newline).encode()
    after = f"---\ntitle: A\ndate: 2021-12-15\n---\n\nx{'  '}\n\n".replace("\n", newline).encode()
    assert fix(before, Options(), UNKNOWN).data == after


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "cp932", "utf-16-le", "iso2022_jp", "utf-8"])
def test_the_encoding_stays(encoding: str) -> None:
    title = "漁港的清晨和大橋上的人們"
    text = f"---\ntitle: {title}\ndate: 15 Dec 2021\n---\n\n<p>{title}&amp;</p>\n"
    data = text.encode(encoding)
    result = fix(data, Options(encoding=encoding), UNKNOWN)
    assert result.data == text.replace("15 Dec 2021", "2021-12-15").encode(encoding)


def test_bytes_that_fit_no_encoding_stay() -> None:
    text = "---\ntitle: Kéy\ndate: 15 Dec 2021\n---\n\n<p>naïve café, señor, naïve café, señor and \x93quoted\x94</p>\n"
    data = text.encode().replace("\x93".encode(), b"\x93").replace("\x94".encode(), b"\x94")
    assert b" \x93quoted" in data
    assert fix(data, Options(), UNKNOWN).data == data.replace(b"15 Dec 2021", b"2021-12-15")


def test_what_the_encoding_cannot_write_stays() -> None:
    data = "---\ntitle: Caf\xe9 &hearts;\ndate: 15 Dec 2021\n---\n\n<p>Un \xe9t\xe9.</p>\n".encode("latin-1")
    result = fix(data, Options(encoding="latin-1"), UNKNOWN)
    assert result.data == data.replace(b"15 Dec 2021", b"2021-12-15")
    assert [problem.code for problem in result.done] == ["DT002"]
    assert [problem.code for problem in result.left] == ["FM009"]


# ------------------------------------------------------------------------------------------ the command


run = partial(newsfix, "check")


def test_what_was_fixed_and_what_remains_is_said(here: Path) -> None:
    Path("a.md").write_bytes(LOOSE.replace(b"<p>Text.</p>", b""))
    result = run("--fix", "a.md")
    assert (result.exit_code, result.stderr) == (1, "Found 2 problems in 1 file, 1 fixed\n")
    assert result.stdout == (
        'a.md:4:7: DT002 fixed: "15 Dec 2021" is not ISO 8601; it was read as 2021-12-15\n'
        "a.md:6:1: BD001 the body is empty\n"
    )
    assert Path("a.md").read_bytes() == TIGHT.replace(b"<p>Text.</p>", b"")
    assert run("--fix", "a.md").stdout == "a.md:6:1: BD001 the body is empty\n"


def test_a_clean_file_is_not_touched(here: Path) -> None:
    Path("a.md").write_bytes(TIGHT)
    os.utime("a.md", ns=(OLD, OLD))
    result = run("--fix", "a.md")
    assert (result.exit_code, result.output) == (0, "")
    assert Path("a.md").stat().st_mtime_ns == OLD
    Path("a.md").write_bytes(LOOSE)
    os.utime("a.md", ns=(OLD, OLD))
    assert run("--diff", "a.md").exit_code == run("a.md").exit_code == 1
    assert run("--fix", "--ignore", "DT", "a.md").exit_code == 0
    assert (Path("a.md").stat().st_mtime_ns, Path("a.md").read_bytes()) == (OLD, LOOSE)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_many_files_in_a_stable_order(here: Path, jobs: str) -> None:
    for number in range(100):
        Path(f"{number:03}.md").write_bytes(LOOSE if number % 2 else TIGHT)
    result = run("--fix", "-j", jobs, ".")
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == [f"{n:03}.md" for n in range(1, 100, 2)]
    assert {path.read_bytes() for path in here.iterdir()} == {TIGHT}
    assert run("--fix", "-j", jobs, ".").output == ""


def test_the_diff_says_what_fix_does_and_writes_nothing(here: Path) -> None:
    Path("a.md").write_bytes(LOOSE)
    Path("b.md").write_bytes(TIGHT)
    result = run("--diff", ".")
    assert result.exit_code == 1
    assert result.stdout_bytes == (
        b"--- a/a.md\n+++ b/a.md\n@@ -1,7 +1,7 @@\n ---\r\n title: 'Quay'\r\n # kept\r\n"
        b"-date: 15 Dec 2021\r\n+date: 2021-12-15\r\n ---\r\n \r\n <p>Text.</p>\n\\ No newline at end of file\n"
    )
    assert Path("a.md").read_bytes() == LOOSE
    clean = run("--diff", "b.md")
    assert (clean.exit_code, clean.output) == (0, "")


@pytest.mark.parametrize(
    "command",
    [["git", "apply", "--whitespace=nowarn", "../d.patch"], ["patch", "-p1", "--binary", "-s", "-i", "../d.patch"]],
)
def test_the_diff_can_be_applied(here: Path, command: list[str]) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not here")
    names = ["a.md", "with blank.md", "é.md", "below/c.md", "gb.md"]
    texts = [LOOSE, LOOSE + b"\n", LOOSE.replace(b"\r\n", b"\n"), b"\n" + LOOSE, LOOSE.replace(b"\r\n", b"\r")]
    for folder in ("old", "new"):
        for name, text in zip(names, texts, strict=True):
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
    os.chdir("old")
    Path("../d.patch").write_bytes(run("--diff", ".").stdout_bytes)
    subprocess.run(command, check=True)
    os.chdir("../new")
    assert run("--fix", ".").exit_code == 1
    for name in names:
        assert Path("../old", name).read_bytes() == Path(name).read_bytes()


def test_names_in_the_diff_are_quoted_as_git_does() -> None:
    assert unified('a"\n.md', b"a\n", b"b\n").startswith(b'--- "a/a\\042\\012.md"\n+++ "b/a\\042\\012.md"\n')
    assert unified("/x/a.md", b"a\n", b"b\n").startswith(b"--- /x/a.md\n+++ /x/a.md\n")
    assert unified("./a b.md", b"", b"b\n") == b"--- a/a b.md\t\n+++ b/a b.md\t\n@@ -0,0 +1 @@\n+b\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--fix", "-"), "standard input cannot be repaired in place; use --diff to see what would change."),
        (("--fix",), "standard input cannot be repaired in place"),
        (("--fix", "--diff", "a.md"), "--fix cannot be combined with --diff."),
    ],
)
def test_usage_errors(here: Path, arguments: tuple[str, ...], message: str) -> None:
    Path("a.md").write_bytes(LOOSE)
    result = run(*arguments, stdin=LOOSE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in " ".join(result.stderr.split())


def test_the_diff_of_standard_input(here: Path) -> None:
    result = run("--diff", "--stdin-filename", "post.md", "-", stdin=LOOSE)
    assert result.exit_code == 1
    assert result.stdout_bytes.startswith(b"--- a/post.md\n+++ b/post.md\n@@")


def test_a_file_that_holds_many_articles_is_one_line(here: Path) -> None:
    Path("a.jsonl").write_text('{"title": "A", "content": "<p>Text.</p>"}\n')
    result = run("--fix", "a.jsonl")
    assert result.exit_code == 1
    assert result.stdout.startswith("a.jsonl:1:1: IO002 articles in a file that holds many cannot be repaired")


def test_a_terminal_is_shown_the_diff_and_does_not_obey_it(here: Path) -> None:
    Path("a.md").write_bytes(LOOSE.replace(b"Quay", b"Qu\x1b[31may"))
    leader, follower = pty.openpty()
    try:
        command = [sys.executable, "-m", "newsfix", "check", "--diff", "a.md"]
        assert subprocess.run(command, stdout=follower, check=False).returncode == 1
        said = os.read(leader, 10_000)
    finally:
        os.close(leader)
        os.close(follower)
    assert b"\x1b" not in said
    assert b"title: 'Qu\\x1b[31may'\\r" in said


# -------------------------------------------------------------------------------------- writing safely


def test_a_link_stays_and_its_target_is_fixed(here: Path) -> None:
    Path("kept").mkdir()
    Path("kept/a.md").write_bytes(LOOSE)
    Path("kept/a.md").chmod(0o640)
    Path("link.md").symlink_to("kept/a.md")
    Path("circle.md").symlink_to("circle.md")
    assert run("--fix", "link.md").exit_code == 1
    assert Path("link.md").is_symlink()
    assert Path("kept/a.md").read_bytes() == TIGHT
    assert stat.S_IMODE(Path("kept/a.md").stat().st_mode) == 0o640
    assert sorted(path.name for path in here.rglob("*")) == ["a.md", "circle.md", "kept", "link.md"]
    result = run("--fix", ".")
    assert (result.exit_code, result.output) == (0, "")


def test_a_read_only_file_is_one_line_and_the_others_go_on(here: Path) -> None:
    for name in ("a.md", "b.md"):
        Path(name).write_bytes(LOOSE)
    Path("a.md").chmod(0o444)
    result = run("--fix", ".")
    assert result.exit_code == 1
    said = [line.split(": ")[:2] for line in result.stdout.splitlines()]
    assert said[0] == ["a.md:1:1", "IO002 the file cannot be repaired"]
    assert "it is read-only" in result.stdout
    assert "a.md:4:7: DT002 fixed" not in result.stdout
    assert (Path("a.md").read_bytes(), Path("b.md").read_bytes()) == (LOOSE, TIGHT)


@pytest.mark.parametrize("change", [lambda path: path.write_bytes(b"new"), lambda path: path.unlink()])
def test_a_file_that_changes_or_goes_is_not_overwritten(
    here: Path, monkeypatch: pytest.MonkeyPatch, change: object
) -> None:
    path = Path("a.md")
    path.write_bytes(LOOSE)
    take_mode = Whole.take_mode

    def meanwhile(whole: Whole) -> None:
        take_mode(whole)
        change(path)  # type: ignore[operator]

    monkeypatch.setattr(Whole, "take_mode", meanwhile)
    result = run("--fix", "a.md")
    assert result.exit_code == 1
    assert "IO002 the file cannot be repaired: it was changed in the meantime\n" in result.stdout
    assert [each.read_bytes() for each in here.iterdir()] in ([b"new"], [])


def test_a_full_disk_leaves_the_file_as_it_was(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.md").write_bytes(LOOSE)

    def full(whole: Whole, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Whole, "write", full)
    assert "cannot be repaired: no space left on device\n" in run("--fix", "a.md").stdout
    assert [(each.name, each.read_bytes()) for each in here.iterdir()] == [("a.md", LOOSE)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_written_to(here: Path) -> None:
    os.mkfifo("pipe")
    feeder = subprocess.Popen([sys.executable, "-c", f"open('pipe', 'wb').write({LOOSE!r})"])
    result = run("--fix", "pipe")
    assert feeder.wait(60) == 0
    assert "pipe:1:1: IO002 the file cannot be repaired: it is not a regular file\n" in result.stdout


# ------------------------------------------------------------------------------------------ guarantees


def plain(value: Value) -> Value:
    """A value with its entities decoded: some fields are kept aside as they stood, too."""
    if isinstance(value, str):
        return type(value)(decode_entities(value))
    return [plain(item) for item in value] if isinstance(value, list) else {k: plain(v) for k, v in value.items()}


def meaning(data: bytes, name: str) -> str:
    """The JSON of an article without what a repair is there to change."""
    article = convert(data, Options(), name).article
    extra = {key: without_repeats(plain(value)) for key, value in article.extra.items()}
    said = replace(article, date_source=None, updated_source=None, comments={}, extra=extra)
    return to_json(said, (), None)


def test_the_corpus(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(corpus, tmp_path / "c", copy_function=shutil.copyfile)
    monkeypatch.chdir(tmp_path)
    names = [found.path for found in finding.find("c") if found.article]
    before = {name: Path(name).read_bytes() for name in names}
    assert run("--fix", "c").exit_code == 1
    again = run("--diff", "c")
    assert (again.exit_code, again.stdout) == (0, "")
    after = {name: Path(name).read_bytes() for name in names}
    assert sum(before[name] != after[name] for name in names) > 80
    for name in names:
        if before[name] != after[name]:
            assert meaning(after[name], name) == meaning(before[name], name), name


def words(value: object) -> object:
    """A value with every scalar as text, duplicates of keys resolved as the last."""
    if isinstance(value, dict):
        return {str(key): words(item) for key, item in value.items()}
    return [words(item) for item in value] if isinstance(value, list) else "" if value is None else str(value)


UNREAD = ("links: [a: b", "more: b")


@pytest.mark.parametrize("before", [before for before, _ in FRONT if not any(text in before for text in UNREAD)])
def test_other_loaders_read_what_was_fixed_alike(before: str) -> None:
    front = split(fixed(f"---\n{before}\n{BODY}")).front
    expected = {entry.key: words(entry.value) for entry in parse_yaml(front)}
    ruamel = YAML(typ="base", pure=True)
    assert words(yaml.load(front, yaml.BaseLoader)) == expected
    assert words(ruamel.load(front)) == expected
    yaml.safe_load(front)
    YAML(typ="safe", pure=True).load(front)


LINES = [
    *(before for before, _ in FRONT),
    *("title: A quay: at dawn", "tags: [a, b &amp; c]", "# a comment", "description: |\n  one\n  two", "x: {a: 1}", ""),
    *("a:\n  b: c\n  d: [e, f]", "  slug: s", "\turl: https://a.example/x", "draft: false", "weight: 010", "n: ~"),
]
MARKS = [*"\"'[]{}:#-,&*!|>@`%\\ \t\n", ": ", " #", "- ", "&amp;", '\\"', "---", "é"]
fronts = st.lists(st.sampled_from(LINES), min_size=1, max_size=6, unique=True).map("\n".join)
slips = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 2), st.sampled_from(MARKS)), max_size=3)


@given(fronts, slips, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\n", "\ufeff"]))
@settings(deadline=None, max_examples=120)
def test_any_front_matter(front: str, mistakes: list[tuple[int, int, str]], newline: str, above: str) -> None:
    for place, cut, mark in mistakes:
        at = place % (len(front) + 1)
        front = front[:at] + mark + front[at + cut :]
    body = "\n---\n\n<p>Text &amp; more.</p>"
    data = f"{above}---\n{front}{body}".replace("\n", newline).encode()
    result = fix(data, Options(), UNKNOWN)
    assert fix(result.data, Options(), UNKNOWN).data == result.data
    assert meaning(result.data, "a.md") == meaning(data, "a.md")
    assert result.data.endswith(body.replace("\n", newline).encode()[-20:])
    source = split(result.data.decode().replace("\r\n", "\n"))
    untold = not {problem.code for problem in result.left} & {"FM001", "FM002", "FM003", "FM004", "FM008"}
    if source.kind == "yaml" and untold:
        parse_yaml(source.front)
