"""The command line: what goes where, and with which exit code."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest

from newsfix import Options
from newsfix.cli import main
from newsfix.rules import RULES
from newsfix.write.schema import schema
from tests.conftest import FIXTURES
from tests.conftest import newsfix as run

ARTICLE = "---\ntitle: Quay\ndate: 2020-01-02\n---\n<p>Some <b>text</b>.</p>\n"
CLEAN = "---\ntitle: Quay\ndate: 2020-01-02\n---\n\nSome **text**.\n"
DATELESS = "---\ntitle: Quay\n---\n<p>Text.</p>\n"
AMBIGUOUS = "---\ntitle: Quay\ndate: 03/04/2020\n---\n<p>Text.</p>\n"
BINARY = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8

pytestmark = pytest.mark.usefixtures("here")


def write(**files: str | bytes) -> None:
    for name, content in files.items():
        path = Path(name.replace("__", "/").replace("_", "."))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def started(*arguments: str, **rest: Any) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "newsfix", *arguments], **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **rest}
    )


# --------------------------------------------------------------------------------- where things go


@pytest.mark.parametrize("arguments", [(), ("-o", "-"), ("--output=-",)])
def test_one_file_to_standard_output(arguments: tuple[str, ...]) -> None:
    write(a_html=ARTICLE)
    result = run("convert", "a.html", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (0, CLEAN, "")
    assert [path.name for path in Path().iterdir()] == ["a.html"]


@pytest.mark.parametrize("arguments", [("convert", "-"), ("convert",)])
def test_standard_input(arguments: tuple[str, ...]) -> None:
    result = run(*arguments, stdin=ARTICLE)
    assert (result.exit_code, result.stdout, result.stderr) == (0, CLEAN, "")


def test_no_source_on_a_terminal_is_a_usage_error() -> None:
    import pty

    leader, follower = pty.openpty()
    try:
        process = started("convert", stdin=follower)
        out, err = process.communicate(timeout=300)
    finally:
        os.close(leader)
        os.close(follower)
    assert (process.returncode, out) == (2, b"")
    assert b"Missing argument 'SRC'" in err


def test_one_file_on_a_terminal_says_how_to_see_its_problems() -> None:
    import pty

    write(a_html=DATELESS, b_html=ARTICLE)
    for arguments, said in (
        (("a.html",), b"newsfix: 1 problem; -v prints it\r\n"),
        (("a.html", "-q"), b""),
        (("b.html",), b""),
    ):
        leader, follower = pty.openpty()
        # On a dumb one, as a busy machine takes long enough for a bar.
        process = started("convert", *arguments, stderr=follower, env={**os.environ, "TERM": "dumb"})
        os.close(follower)
        process.communicate()
        try:
            assert os.read(leader, 1000) == said
        except OSError:  # as the end of a terminal on which nothing was written
            assert said == b""
        finally:
            os.close(leader)


def test_the_name_of_standard_input() -> None:
    named = run("convert", "-t", "json", "--stdin-filename", "raw/2020-01-02-x.md", stdin=DATELESS)
    document = json.loads(named.stdout)
    assert document["source"] == "raw/2020-01-02-x.md"
    assert document["date"] == "2020-01-02"
    assert json.loads(run("convert", "-t", "json", stdin=DATELESS).stdout)["source"] is None


def test_json_of_one_file() -> None:
    write(raw__a_html=ARTICLE)
    result = run("convert", "raw/a.html", "--to", "json")
    document = json.loads(result.stdout)
    jsonschema.Draft202012Validator(schema()).validate(document)
    assert (document["source"], document["title"]) == ("raw/a.html", "Quay")
    assert result.stdout.endswith("}\n")


def test_a_directory() -> None:
    write(raw__a_html=ARTICLE, raw__b__c_htm=DATELESS, raw__x_jpg="")
    result = run("convert", "raw/", "-o", "clean/")
    assert (result.exit_code, result.stdout) == (0, "")
    *lines, closing = result.stderr.splitlines(keepends=True)
    assert re.fullmatch(
        r"written to clean/ in \d+\.\d s; -v prints every problem, --report run\.html shows them on a page\n", closing
    )
    assert "".join(lines) == (
        "2 files: 2 converted, 0 unchanged, 0 failed; 1 with problems; 1 not articles\n"
        "0 pictures merged, 0 captions tied, 0 dates fixed\n"
        "  1  DT001 date-missing\n"
        "words read: 8; written: 8; left out on purpose: 0; lost: 0\n"
        "addresses read: 0; written: 0; left out on purpose: 0; lost: 0\n"
    )
    assert Path("clean/a.md").read_text() == CLEAN
    assert Path("clean/b/c.md").read_text() == "---\ntitle: Quay\n---\n\nText.\n"
    assert sorted(path.name for path in Path("clean").rglob("*")) == ["a.md", "b", "c.md"]


def test_a_second_run_changes_nothing() -> None:
    write(raw__a_html=ARTICLE)
    assert run("convert", "raw", "-o", "clean").stderr.startswith("1 file: 1 converted, 0 unchanged, 0 failed;")
    assert run("convert", "raw", "-o", "clean").stderr.startswith("1 file: 0 converted, 1 unchanged, 0 failed;")


def test_several_files() -> None:
    write(a_html=ARTICLE, b_html=ARTICLE)
    assert run("convert", "a.html", "b.html", "-o", "new/clean").exit_code == 0
    assert sorted(os.listdir("new/clean")) == ["a.md", "b.md"]


def test_one_file_to_a_file_or_a_directory() -> None:
    write(a_html=ARTICLE)
    Path("there").mkdir()
    for output in ("b.md", "there", "new/"):
        assert run("convert", "a.html", "-o", output).stderr == ""
    assert [Path(path).read_text() for path in ("b.md", "there/a.md", "new/a.md")] == [CLEAN] * 3


def test_lines_of_json() -> None:
    write(raw__b_html=ARTICLE, raw__a_html=ARTICLE, raw__bin_html=BINARY)
    result = run("convert", "raw", "-t", "jsonl", "-q")
    assert [json.loads(line)["source"] for line in result.stdout.splitlines()] == ["raw/a.html", "raw/b.html"]
    assert result.exit_code == 1
    assert result.stderr.startswith("raw/bin.html:1:1: EN006 ")
    assert run("convert", "raw", "-t", "jsonl", "-o", "new/all.jsonl", "-q").stdout == ""
    assert Path("new/all.jsonl").read_text() == result.stdout


def test_what_a_dead_run_left_beside_the_lines_is_removed() -> None:
    write(raw__a_html=ARTICLE)
    Path(".newsfix-0123456789abcdef.tmp").touch()
    assert run("convert", "raw", "-t", "jsonl", "-o", "all.jsonl", "-q").exit_code == 0
    assert sorted(os.listdir()) == ["all.jsonl", "raw"]


def test_a_batch_goes_on_after_a_failure() -> None:
    write(raw__a_html=BINARY, raw__b_html=ARTICLE)
    Path("raw/c.html").symlink_to("nowhere")
    result = run("convert", "raw", "-o", "clean")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0].startswith("raw/a.html:1:1: EN006 ")
    assert "2 files: 1 converted, 0 unchanged, 1 failed; 0 with problems; 1 not articles" in result.stderr
    assert os.listdir("clean") == ["b.md"]


def test_verbose_prints_problems_and_quiet_nothing() -> None:
    write(raw__a_html=DATELESS)
    assert "raw/a.html:2:1: DT001 " in run("convert", "raw", "-o", "clean", "-v").stderr
    assert "DT001 date-missing" in run("convert", "raw", "-o", "clean").stderr
    assert run("convert", "raw", "-o", "clean", "-q").stderr == ""


def test_in_place() -> None:
    write(a_html=ARTICLE, b_md=ARTICLE, c_md=CLEAN)
    os.utime("c.md", ns=(1, 1))
    for _ in range(2):
        assert run("convert", "--in-place", ".").exit_code == 0
        assert Path("a.html").read_text() == ARTICLE
        assert [Path(name).read_text() for name in ("a.md", "b.md", "c.md")] == [CLEAN] * 3
    assert Path("c.md").stat().st_mtime_ns == 1


def test_an_output_that_cannot_be_written() -> None:
    write(a_html=ARTICLE, blocked="")
    result = run("convert", "a.html", "-o", "blocked/a.md")
    assert result.exit_code == 1
    assert result.stderr == "a.html:1:1: IO002 the output blocked/a.md cannot be written: not a directory\n"
    result = run("convert", "a.html", "-t", "jsonl", "-o", "blocked/a.jsonl")
    assert result.exit_code == 1
    assert result.stderr == "Error: blocked/a.jsonl cannot be written: not a directory\n"


def test_names_with_line_feeds_and_bytes_that_are_no_text() -> None:
    name = os.fsdecode(b"raw/a\n\x1b[31m\xff.html")
    Path("raw").mkdir()
    Path(name).write_text(DATELESS)
    result = run("convert", "raw", "-o", "clean", "-v")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0].startswith(r"raw/a\n\x1b[31m\udcff.html:2:1: DT001")
    assert os.listdir(b"clean") == [b"a\n\x1b[31m\xff.md"]
    assert json.loads(run("convert", name, "-t", "json").stdout)["source"] == "raw/a\n\x1b[31m?.html"


# ------------------------------------------------------------------------------------- usage


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("gone.html",), "Path 'gone.html' does not exist."),
        ((".",), "several files need --output DIRECTORY, --to jsonl or --in-place."),
        (("a.html", "--in-place", "-o", "-"), "--in-place takes files, and cannot be combined with --output"),
        (("a.html", "--to", "pdf"), "'pdf' is not one of"),
        (("a.html", "--encoding", "klingon"), "'klingon' is not a known encoding"),
        (("a.html", "--assume-zone", "Mars/Base"), "'Mars/Base' is not a known time zone"),
        (("a.html", "--to-zone", "../etc/passwd"), "'../etc/passwd' is not a known time zone"),
        (("a.html", "--base-date", "soon"), "'soon' is not a date in the form YYYY-MM-DD"),
        (("a.html", "--zone", "CST"), "write a zone as CST=+08:00, not CST="),
        (("a.html", "--zone", "CST=8"), "write a zone as CST=+08:00, not CST=8"),
        (("a.html", "--max-size", "0"), "must be a number of megabytes from 1"),
        (("a.html", "--jobs", "0"), "x>=1"),
        (("a.html", "--config", "gone.toml"), "'gone.toml' does not exist"),
        (("a.html", "-o", "a.html", "-t", "jsonl"), "--output a.html would overwrite a source."),
    ],
)
def test_usage_errors(arguments: tuple[str, ...], message: str) -> None:
    write(a_html=ARTICLE)
    result = run("convert", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert result.stdout == ""


def test_a_wrong_configuration_is_a_usage_error() -> None:
    write(a_html=ARTICLE, pyproject_toml="[tool.newsfix]\nverfy = true\n")
    result = run("convert", "a.html")
    assert result.exit_code == 2
    assert result.stderr.endswith("pyproject.toml: unknown key 'verfy'; did you mean 'verify'?\n")


def test_each_file_is_read_by_its_nearest_configuration() -> None:
    ambiguous = "---\ntitle: Quay\ndate: 03/04/2022\n---\n<p>Text.</p>\n"
    write(raw__a_html=ambiguous, raw__b__a_html=ambiguous, raw__newsfix_toml="day-first = true\nexclude = ['c/']\n")
    write(raw__b__newsfix_toml="day-first = false\n", raw__c__a_html=ambiguous)
    assert run("convert", "raw", "-o", "clean", "-j", "2", "--trust-config").exit_code == 0
    dates = {str(path): path.read_text().split("\n")[2] for path in Path("clean").rglob("*.md")}
    assert dates == {"clean/a.md": "date: 2022-04-03", "clean/b/a.md": "date: 2022-03-04"}


def test_a_wrong_configuration_below_ends_a_check_and_no_conversion() -> None:
    write(raw__a_html=ARTICLE, raw__b__a_html=ARTICLE, raw__b__newsfix_toml="selct = ['DT']\n")
    result = run("check", "raw")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("raw/b/newsfix.toml: unknown key 'selct'; did you mean 'select'?\n")
    assert result.stderr.count("\n") == 1
    converted = run("convert", "raw", "-o", "clean")
    assert converted.exit_code == 0
    assert "raw/b/newsfix.toml: unknown key 'selct'; did you mean 'select'?; not read" in converted.stderr


def test_the_command_line_stands_above_the_configuration() -> None:
    ambiguous = "---\ntitle: Quay\ndate: 03/04/2022\n---\n<p>Text.</p>\n"
    write(a_html=ambiguous, pyproject_toml="[tool.newsfix]\nday-first = true\n")
    assert "date: 2022-04-03\n" in run("convert", "a.html").stdout
    assert "date: 2022-03-04\n" in run("convert", "a.html", "--month-first").stdout
    write(other_toml="day-first = false\n")
    assert "date: 2022-03-04\n" in run("convert", "a.html", "--config", "other.toml").stdout


SHOWN_AGAIN = 2 * b"<p><img src=https://a.example/b.jpg></p>" + b"<p>c</p><p><img src=https://a.example/b.jpg></p>"
OPTIONS = [
    (("--encoding", "latin-1"), b"<p>\xe9</p>", "é\n"),
    (("--body", "markdown"), b"a *b* c", "a *b* c\n"),
    (("--body", "html"), b"a *b* c", "a \\*b* c\n"),
    (("--drop", ".ad"), b"<p>a</p><p class=ad>b</p>", "a\n"),
    (("--drop", ".ad", "--drop", "i"), b"<p>a<i>x</i></p><p class=ad>b</p>", "a\n"),
    (("--verify",), b"<p>a</p>", "a\n"),
    (
        ("--assume-zone", "Asia/Shanghai"),
        b"---\ntitle: T\ndate: 2021-01-02 03:04:05\n---\n<p>a</p>",
        "---\ntitle: T\ndate: 2021-01-02T03:04:05+08:00\n---\n\na\n",
    ),
    (
        ("--to-zone", "UTC"),
        b"---\ntitle: T\ndate: 2021-01-02T03:04:05+08:00\n---\n<p>a</p>",
        "---\ntitle: T\ndate: 2021-01-01T19:04:05Z\n---\n\na\n",
    ),
    (
        ("--zone", "CST=+08:00"),
        b"---\ntitle: T\ndate: 2021-01-02 03:04:05 CST\n---\n<p>a</p>",
        "---\ntitle: T\ndate: 2021-01-02T03:04:05+08:00\n---\n\na\n",
    ),
    (
        ("--base-date", "2021-01-02"),
        b"---\ntitle: T\ndate: yesterday\n---\n<p>a</p>",
        "---\ntitle: T\ndate: 2021-01-01\n---\n\na\n",
    ),
    (
        ("--absolute-links",),
        b"---\ntitle: T\ndate: 2021-01-02\nurl: https://a.example/b/c\n---\n<p><a href=d>e</a></p>",
        "---\ntitle: T\ndate: 2021-01-02\ncanonical_url: https://a.example/b/c\n---\n\n[e](https://a.example/b/d)\n",
    ),
    (
        ("--captions", "strict"),
        b"<p><img src=https://a.example/b.jpg></p><p style='text-align:center'><em>c</em></p>",
        "![](https://a.example/b.jpg)\n\n*c*\n",
    ),
    (("--repeats", "adjacent"), SHOWN_AGAIN, "![](https://a.example/b.jpg)\n\nc\n\n![](https://a.example/b.jpg)\n"),
    (("--repeats", "drop"), SHOWN_AGAIN, "![](https://a.example/b.jpg)\n\nc\n"),
    (
        ("--repeats", "keep"),
        SHOWN_AGAIN,
        "![](https://a.example/b.jpg)\n\n![](https://a.example/b.jpg)\n\nc\n\n![](https://a.example/b.jpg)\n",
    ),
]


@pytest.mark.parametrize(("arguments", "source", "expected"), OPTIONS, ids=[" ".join(each[0]) for each in OPTIONS])
def test_options_of_reading(arguments: tuple[str, ...], source: bytes, expected: str) -> None:
    result = run("convert", *arguments, stdin=source)
    assert (result.exit_code, result.stdout) == (0, expected)


def test_repeats_says_which_words_it_knows() -> None:
    result = run("convert", "--repeats", "far", stdin=b"<p>a</p>")
    assert result.exit_code == 2
    assert "'far' is not one of 'keep', 'adjacent', 'drop'" in result.stderr
    with pytest.raises(ValueError, match="repeats: it must be keep, adjacent or drop, not 'far'"):
        Options(repeats="far")  # type: ignore[arg-type]


def test_max_size() -> None:
    write(a_html=ARTICLE + "x" * 1_000_000)
    assert run("convert", "a.html", "--max-size", "2").exit_code == 0
    result = run("convert", "a.html", "--max-size", "1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "a.html:1:1: IO004 the file is larger than 1 MB (see --max-size)\n"
    result = run("convert", "--max-size", "1", stdin=b"x" * 1_000_001)
    assert (result.exit_code, result.stderr.split(" ")[1]) == (1, "IO004")


# ------------------------------------------------------------------------------ the other commands


def test_check() -> None:
    write(raw__a_html=DATELESS, raw__b_html=ARTICLE)
    result = run("check", "raw")
    assert result.exit_code == 1
    assert [line.split(" ")[:2] for line in result.stdout.splitlines()] == [["raw/a.html:2:1:", "DT001"]]
    assert result.stderr == "Found 1 problem in 1 file\n"
    assert run("check", "raw/b.html").exit_code == 0
    assert run("check", "-", "--stdin-filename", "x.md", stdin=DATELESS).stdout.startswith("x.md:2:1: DT001 ")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--ignore", "DT"), 0),
        (("--ignore", "date-missing"), 0),
        (("--ignore", "FM,BD"), 1),
        (("--select", "FM"), 0),
        (("--select", "FM,DT001"), 1),
        (("--select", "dt", "--ignore", "DT001"), 0),
        (("--select", "DT009"), 0),
        (("--select", "FM", "--extend-select", "date-missing"), 1),
        (("--extend-select", "XX"), 2),
        (("--select", "XX"), 2),
        (("--select", ""), 2),
    ],
)
def test_select_and_ignore(arguments: tuple[str, ...], code: int) -> None:
    assert run("check", *arguments, stdin=DATELESS).exit_code == code


@pytest.mark.parametrize("name", ["text", "full", "json", "jsonl", "github", "sarif", "junit"])
def test_forms_of_a_report(name: str) -> None:
    write(raw__a_html=DATELESS, raw__b_html=ARTICLE)
    result = run("check", "raw", "--output-format", name)
    assert (result.exit_code, result.stderr) == (1, "Found 1 problem in 1 file\n" if name in ("text", "full") else "")
    assert "DT001" in result.stdout
    assert "raw/a.html" in result.stdout
    assert run("check", "raw", "--output-format", name, "--output-file", "new/report.jsonl").stdout == ""
    assert Path("new/report.jsonl").read_text() == result.stdout
    clean = run("check", "raw/b.html", "--output-format", name)
    assert clean.exit_code == 0
    assert (clean.stdout == "") == (name in ("text", "full", "jsonl", "github"))


def test_every_form_can_be_chosen() -> None:
    from newsfix.cli.check import _FORMATS
    from newsfix.run.formats import FORMATS

    assert tuple(FORMATS) == _FORMATS


def test_a_report_that_cannot_be_written() -> None:
    write(a_html=DATELESS, blocked="")
    result = run("check", "a.html", "--output-file", "blocked/report")
    assert (result.exit_code, result.stderr) == (1, "Error: blocked/report cannot be written: not a directory\n")


def test_a_diff_has_no_other_form() -> None:
    write(a_html=DATELESS)
    result = run("check", "a.html", "--diff", "--output-format", "sarif")
    assert result.exit_code == 2
    assert "--diff cannot be combined with --output-format" in result.stderr


def test_statistics() -> None:
    write(raw__a_html=DATELESS, raw__b_html=DATELESS, raw__c_html="<p>Text.</p>")
    result = run("check", "raw", "--statistics")
    assert result.stderr == "3  DT001 date-missing\n1  FM001 no-front-matter\n1  FM006 title-missing\n"
    assert len(result.stdout.splitlines()) == 5
    assert run("check", "raw", "--statistics", "--select", "CP").stderr == ""


def test_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    write(a_html=DATELESS)
    coloured = "\x1b[33mDT001\x1b[0m"
    assert coloured not in run("check", "a.html").stdout
    assert coloured in run("check", "a.html", "--color", "always").stdout
    run("check", "a.html", "--color", "always", "--output-format", "jsonl").stdout.encode("ascii")
    for no_colour, expected in (("", True), ("1", False)):
        assert (coloured in on_a_terminal("check", "a.html", NO_COLOR=no_colour)) == expected
    assert coloured not in on_a_terminal("check", "a.html", "--color", "never")
    assert coloured in on_a_terminal("check", "a.html", "--color", "always", NO_COLOR="1")


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What the command shows where standard output is a terminal."""
    import pty

    leader, follower = pty.openpty()
    process = started(*arguments, env={**os.environ, **environment}, stdout=follower)
    os.close(follower)
    shown = b""
    with suppress(OSError):  # the end of a terminal
        while part := os.read(leader, 4096):
            shown += part
    process.communicate(timeout=300)
    os.close(leader)
    return shown.decode()


def test_checking_by_configuration() -> None:
    write(a__x_md=DATELESS, b__x_md=DATELESS, b__newsfix_toml="ignore = ['DT']\n", c__x_md=DATELESS, c__y_md=DATELESS)
    write(c__newsfix_toml='[per-file-ignores]\n"x.*" = ["date-missing"]\n')
    assert [line.split(":")[0] for line in run("check", ".").stdout.splitlines()] == ["a/x.md", "c/y.md"]


def test_what_cannot_be_read_is_told_whatever_is_selected() -> None:
    write(a_md=BINARY, b_md="x" * 1_000_001)
    result = run("check", "--select", "DT", "--ignore", "EN,IO", "--max-size", "1", "a.md", "b.md")
    assert [line.split(" ")[1] for line in result.stdout.splitlines()] == ["EN006", "IO004"]


def test_check_reports_what_cannot_be_read() -> None:
    write(a_html=BINARY)
    Path("c.html").mkdir()
    result = run("check", "a.html", "c.html")
    assert result.exit_code == 1
    assert result.stdout == "a.html:1:1: EN006 this is a PNG picture, not text\n"


def test_check_agrees_with_convert() -> None:
    """But on a relative picture: what matters in a repository is whether its file is there."""

    def others(text: str) -> list[str]:
        return [line for line in text.splitlines() if not re.search(": IM00[39] ", line)]

    for folder in FIXTURES.iterdir():
        (original,) = folder.glob("source.*")
        # Apart from the repository, in which check would look for the files of pictures.
        source = Path(shutil.copy2(original, original.name))
        checked = run("check", "-v", str(source)).stdout.replace(" [fix]\n", "\n")
        reported = run("convert", "-v", str(source), "-o", "out.md").stderr
        assert others(checked) == others(reported)


def test_rules() -> None:
    assert "DT003  date-ambiguous" in run("rules").stdout
    assert run("rules", "DT003").stdout.startswith("DT003 date-ambiguous (error)\n\nThe date can be read two ways.\n")
    assert run("rules", "date-ambiguous").stdout == run("rules", "dt003").stdout
    result = run("rules", "DT03")
    assert result.exit_code == 2
    assert "'DT03' is not a rule; did you mean 'DT013'?" in " ".join(result.stderr.split())


def test_schema() -> None:
    assert json.loads(run("schema").stdout) == schema()


def test_images() -> None:
    write(
        a_html="<p><img src='https://a.example/wp-content/uploads/b-300x200.jpg' alt='A bell'></p>"
        "<figure><img src='https://a.example/wp-content/uploads/b.jpg'><figcaption>The bell</figcaption></figure>"
    )
    lines = run("images", "a.html").stdout.splitlines()
    assert lines[0] == "https://a.example/wp-content/uploads/b.jpg"
    assert lines[1:4] == [
        "  alt: A bell",
        "  caption: The bell",
        "  same as: https://a.example/wp-content/uploads/b-300x200.jpg",
    ]
    assert lines[4].startswith("  by: ")
    assert run("images", "gone.html").exit_code == 2
    Path("folder").mkdir()
    result = run("images", "folder")
    assert (result.exit_code, result.stderr) == (1, "folder:1:1: IO001 the file cannot be read: is a directory\n")


def test_version_and_help() -> None:
    from importlib.metadata import version

    assert run("--version").stdout == f"newsfix {version('newsfix')}\n"
    for arguments in ((), ("convert",), ("check",), ("images",), ("rules",), ("schema",)):
        result = run(*arguments, "--help")
        assert result.exit_code == 0
        assert "newsfix convert" in result.stdout if not arguments else f"newsfix {arguments[0]}" in result.stdout


def test_help_has_headings_and_defaults() -> None:
    text = run("convert", "--help").stdout
    headings = re.findall(r"^(\w[\w ]+):$", text, re.MULTILINE)
    assert headings[0] == "Output"
    assert headings[-1] == "Help"
    assert len(headings) == len(set(headings)) > 5
    # The default of an option that a configuration may set, and that of one it may not.
    assert re.search(r"--captions .*?\[default: likely\]", text, re.DOTALL)
    assert re.search(r"--to .*?\[default: markdown\]", text, re.DOTALL)
    assert re.search(r"--fail-on .*?\[default: warning\]", run("check", "--help").stdout, re.DOTALL)


@pytest.mark.parametrize("command", ["convert", "check", "images"])
def test_every_option_has_help(command: str) -> None:
    context = click.Context(main)
    named = main.get_command(context, command)
    assert named is not None
    options = [each for each in named.params if isinstance(each, click.Option)]
    assert [each.name for each in options if not each.help] == []


# ---------------------------------------------------------------------------------- how it ends


@pytest.mark.parametrize("command", [("convert", "-t", "jsonl", "-q"), ("check",)])
def test_a_closed_pipe(command: tuple[str, ...]) -> None:
    """Its reader has seen enough."""
    write(**{f"raw__{number:0150}_html": AMBIGUOUS + "<p>Text.</p>" * 200 for number in range(600)})
    process = started(*command, "raw", "-j", "1")
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read()
    assert (process.wait(60), err) == (1, b"")
    process.stderr.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [("convert", "a.html"), ("check", "b.html"), ("schema",), ("rules",)])
def test_a_full_disk_under_standard_output_is_one_line(arguments: tuple[str, ...]) -> None:
    write(a_html=ARTICLE, b_html=DATELESS)
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "newsfix", *arguments]
        process = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    message = b"newsfix: standard output cannot be written: no space left on device\n"
    assert (process.returncode, process.stderr) == (1, message)


def test_several_processes_end_without_a_word() -> None:
    write(**{f"raw__{number}_html": ARTICLE for number in range(100)})
    process = started("convert", "raw", "-o", "clean", "-q", "-j", "2")
    assert (*process.communicate(timeout=300), process.returncode) == (b"", b"", 0)
    assert len(os.listdir("clean")) == 100


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_is_one_line_and_leaves_no_half_file(jobs: str) -> None:
    paragraphs = "<p>Some <b>text</b> in a longer article.</p>\n" * 200
    write(**{f"raw__{number}_html": ARTICLE + paragraphs for number in range(2000)})
    process = started("convert", "raw", "-o", "clean", "-j", jobs, start_new_session=True)
    try:
        deadline = time.monotonic() + 300
        while not any(Path("clean").glob("*.md")):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=300)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    assert (process.returncode, out, err) == (2, b"", b"newsfix: interrupted\n")
    names = os.listdir("clean")
    assert 0 < len(names) < 2000
    assert all(name.endswith(".md") for name in names)
    assert all(Path("clean", name).read_text().endswith("longer article.\n") for name in names)


def test_a_directory_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    write(raw__a_html=ARTICLE, raw__b__c_html=ARTICLE)
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("b"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = run("convert", "raw", "-o", "clean", "-j", "1")
    assert result.exit_code == 1
    assert "raw/b:1:1: IO001 the directory cannot be read: permission denied\n" in result.stderr
    assert os.listdir("clean") == ["a.md"]


def test_the_time_of_a_file_is_evidence() -> None:
    write(**{"a.md": "---\ntitle: A\ndate: 2023-12-25\n---\nText.\n"})
    assert run("check", "a.md").exit_code == 0
    os.utime("a.md", (NOON, NOON))
    assert run("check", "a.md").stdout.startswith("a.md:3:7: DT009 date 2023-12-25 is later than the file's own")
    assert run("check", stdin=Path("a.md").read_bytes()).exit_code == 0


def test_a_date_may_be_announced_a_year_ahead() -> None:
    write(**{"a.md": "---\ntitle: A\ndate: 2021-12-25\n---\nText.\n"})
    os.utime("a.md", (NOON, NOON))
    assert run("check", "a.md").exit_code == 0
    assert "DT009" in run("check", "a.md", "--select", "DT009").stdout


NOON = 1_640_260_800  # 2021-12-23T12:00:00Z


@pytest.mark.parametrize("command", ["convert", "check"])
@pytest.mark.parametrize("data", ["", "\n \n"])
def test_empty_standard_input_is_a_failure(command: str, data: str) -> None:
    """As a download leaves it that failed."""
    result = run(command, "-", stdin=data)
    assert result.exit_code == 1
    assert "standard input is empty" in result.stdout + result.stderr
    if command == "convert":
        assert result.stdout == ""


def test_exit_zero() -> None:
    write(raw__a_html=DATELESS)
    plain, lenient = run("check", "raw"), run("check", "raw", "--exit-zero")
    assert (plain.exit_code, lenient.exit_code) == (1, 0)
    assert lenient.stdout == plain.stdout
    assert run("check", "raw", "--exit-zero", "--diff").exit_code == 0
    assert run("check", "nowhere", "--exit-zero").exit_code == 2


def test_rules_as_json() -> None:
    every = json.loads(run("rules", "--output-format", "json").stdout)
    assert [rule["code"] for rule in every] == [rule.code for rule in RULES]
    (one,) = json.loads(run("rules", "EN003", "--output-format", "json").stdout)
    assert (one["name"], one["severity"], one["fixable"], one["always"]) == ("undecodable", "error", False, True)
    wrong = run("rules", "--output-format", "xml")
    assert wrong.exit_code == 2
    assert "'xml' is not one of 'text', 'json'" in wrong.stderr


LOOSE = "\n---\ntitle: Quay\ndate: 2020-01-02\n---\nText.\n"
"""An article with a note (FM014) and nothing worse."""


@pytest.mark.parametrize(
    ("arguments", "code", "shown"),
    [
        ((), 0, False),
        (("-v",), 0, True),
        (("--select", "FM014"), 0, True),
        (("--extend-select", "loose-fence"), 0, True),
        (("--fail-on", "note"), 1, True),
        (("--fail-on", "note", "--exit-zero"), 0, True),
        (("--fail-on", "note", "--ignore", "FM014"), 0, False),
    ],
)
def test_notes_do_not_fail(arguments: tuple[str, ...], code: int, shown: bool) -> None:
    write(a_md=LOOSE)
    result = run("check", "a.md", *arguments)
    assert (result.exit_code, "FM014" in result.stdout) == (code, shown)


def test_fail_on() -> None:
    write(raw__a_html=DATELESS, raw__b_html="---\ntitle: Quay\ndate: 03/04/2020\n---\nText.\n")
    assert run("check", "raw/a.html").exit_code == 1
    lenient = run("check", "raw/a.html", "--fail-on", "error")
    assert (lenient.exit_code, "DT001" in lenient.stdout) == (0, True)
    assert run("check", "raw", "--fail-on", "error").exit_code == 1
    Path("raw/newsfix.toml").write_text('fail-on = "error"\n', encoding="utf-8")
    assert run("check", "raw/a.html").exit_code == 0
    assert run("check", "raw/a.html", "--fail-on", "warning").exit_code == 1
    wrong = run("check", "raw", "--fail-on", "never")
    assert wrong.exit_code == 2
    assert "'never' is not one of 'error', 'warning', 'note'" in wrong.stderr


def test_a_repaired_note_is_shown_and_fails() -> None:
    write(a_md=LOOSE)
    result = run("check", "a.md", "--fix")
    assert result.exit_code == 1
    assert "FM014 fixed: " in result.stdout
    assert run("check", "a.md", "--fix").exit_code == 0
