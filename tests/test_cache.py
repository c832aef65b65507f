"""What is unchanged is not done again, and what changed is."""

from __future__ import annotations

import os
import re
import sqlite3
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from newsfix import pipeline
from newsfix.run import cache, database, files, recipe, recorder, stamps
from newsfix.run.outcomes import Outcome
from newsfix.run.task import Task
from newsfix.run.worker import Input, Worker
from tests.conftest import ROOT, newsfix

ARTICLE = "---\ntitle: Quay\ndate: 2020-01-02\n---\n<p>Some <b>text</b>.</p>\n"
TOOK = re.compile(r" in [\d.]+ s$", re.MULTILINE)
DATELESS = "---\ntitle: Quay\n---\n<p>Text.</p>\n"


@pytest.fixture(autouse=True)
def _sources(here: Path) -> None:
    """Two articles in a folder of their own."""
    Path("raw").mkdir()
    Path("raw/a.html").write_text(ARTICLE)
    Path("raw/b.html").write_text(DATELESS)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the articles that were converted."""
    names: list[str] = []
    convert = pipeline.convert

    def counted(data: bytes, options: object, origin: pipeline.Origin) -> pipeline.Result:
        names.append(Path(origin.path or "").name)
        return convert(data, options, origin)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "convert", counted)
    return names


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files were made long ago."""
    monkeypatch.setattr(stamps, "_SETTLED", -(10**12))


def run(*arguments: str) -> Result:
    """`newsfix convert` of the folder."""
    result = newsfix("convert", "raw", *(arguments or ("-o", "clean")))
    assert result.exit_code == 0, result.stderr
    return result


def place_of(directory: Path) -> Path:
    return directory / "newsfix" / "outcomes.sqlite3"


# ---------------------------------------------------------------------------------- the second run


@pytest.mark.usefixtures("settled")
def test_what_is_unchanged_is_neither_converted_nor_read(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = run("-o", "clean", "-v")
    assert done == ["a.html", "b.html"]
    done.clear()
    monkeypatch.setattr(files, "read", None)
    monkeypatch.setattr(files, "digest", lambda path: files.digest if path.endswith(".py") else pytest.fail(path))
    recipe.program()
    second = run("-o", "clean", "-v")
    assert done == []
    said = first.stderr.replace("2 converted, 0 unchanged", "0 converted, 2 unchanged")
    assert TOOK.sub("", second.stderr) == TOOK.sub("", said)
    assert "raw/b.html:2:1: DT001 " in second.stderr


def test_what_has_just_been_made_is_read_and_not_converted(done: list[str]) -> None:
    run()
    done.clear()
    assert "0 converted, 2 unchanged" in run().stderr
    assert done == []


def rewritten(path: str, text: str) -> None:
    """A change that keeps the inode and the size."""
    assert Path(path).stat().st_size == len(text)
    with open(path, "r+") as file:
        file.write(text)


CHANGES: dict[str, Callable[[], object]] = {
    "content": lambda: rewritten("raw/a.html", ARTICLE.replace("text", "next")),
    "content and size": lambda: Path("raw/a.html").write_text(ARTICLE + "<p>More.</p>"),
    "missing output": lambda: Path("clean/a.md").unlink(),
    "altered output": lambda: rewritten("clean/a.md", Path("clean/a.md").read_text().replace("text", "next")),
    "cut output": lambda: Path("clean/a.md").write_bytes(b""),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("settle", [False, True])
def test_a_change_is_seen(done: list[str], change: str, settle: bool, request: pytest.FixtureRequest) -> None:
    # Where the input changed is seen by its bytes, unless it was settled before: then its time must tell.
    if settle and change != "content":
        request.getfixturevalue("settled")
    run()
    done.clear()
    CHANGES[change]()
    run("-o", "clean", "--force")
    assert done == ["a.html"]
    done.clear()
    before = Path("clean/a.md").read_bytes()
    run("-o", "clean", "--no-cache")
    assert Path("clean/a.md").read_bytes() == before


ANEW: dict[str, Callable[[pytest.MonkeyPatch], tuple[str, ...]]] = {
    "option": lambda _: ("-o", "clean", "--drop", ".ad"),
    "format": lambda _: ("-o", "clean", "-t", "json"),
    "other output": lambda _: ("-o", "clean2"),
    "own code": lambda patch: patch.setattr(recipe, "program", lambda: b"other") or ("-o", "clean"),
    "configuration": lambda _: (
        Path("pyproject.toml").write_text("[tool.newsfix]\nday-first = true\n") and ("-o", "clean")
    ),
    "no cache": lambda _: ("-o", "clean", "--no-cache"),
    "other cache": lambda _: ("-o", "clean", "--cache", "new/cache.db"),
}


@pytest.mark.parametrize("change", ANEW)
def test_another_way_is_seen(done: list[str], change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    done.clear()
    run(*ANEW[change](monkeypatch))
    assert sorted(set(done)) == ["a.html", "b.html"]


def test_another_name_of_the_input_is_seen(done: list[str]) -> None:
    """An article may say its file's name, and the name may give its date."""
    run("-t", "json", "-o", "clean")
    done.clear()
    newsfix("convert", os.path.abspath("raw"), "-t", "json", "-o", "clean")
    assert done == ["a.html", "b.html"]


def test_a_new_time_alone_is_no_change(done: list[str]) -> None:
    run()
    done.clear()
    os.utime("raw/a.html")
    run()
    assert done == []
    os.utime("raw/a.html", (1_700_000_000, 1_700_000_000))  # an earlier one: the date may now lie after it
    run()
    assert done == ["a.html"]
    done.clear()
    os.utime("raw/a.html", (1, 1))
    assert "DT009" in run("-o", "clean", "-v").stderr
    os.utime("raw/a.html")
    assert "DT009" not in run("-o", "clean", "-v").stderr


def test_what_failed_or_hangs_on_other_files_is_done_again(done: list[str]) -> None:
    Path("raw/c.html").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8)
    Path("raw/d.html").write_bytes("<p>Grüße</p>".encode("latin-1"))
    arguments = ["convert", "raw", "-o", "clean"]
    first = newsfix(*arguments)
    assert "EN007" in first.stderr
    done.clear()
    second = newsfix(*arguments)
    assert (first.exit_code, second.exit_code, sorted(set(done))) == (1, 1, ["c.html", "d.html"])
    assert second.stderr.startswith("raw/c.html:1:1: EN006 ")


def test_an_output_that_was_there_and_is_gone_is_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    source = stamps.stamp("raw/a.html")
    monkeypatch.setattr(recorder, "is_settled", lambda each: each == source)
    run("-o", "clean", "--no-cache")
    run("-o", "clean")  # finds it as it should be, but too young for its time to tell of a change
    Path("clean/a.md").unlink()
    run("-o", "clean")
    assert Path("clean/a.md").exists()


def test_what_the_files_beside_it_settled_is_done_again(done: list[str]) -> None:
    prose = "<p>昨天下午，我们在河边的小路上走了很久，谈到了今年的天气和庄稼。</p>"
    for name in "cde":
        Path(f"raw/{name}.html").write_bytes((name + prose).encode("gb18030"))
    Path("raw/f.html").write_bytes("<p>热榜</p>".encode("gb18030"))
    run("-o", "clean")
    assert Path("clean/f.md").read_text(encoding="utf-8") == "热榜\n"
    done.clear()
    run("-o", "clean")
    assert set(done) == {"f.html"}


def test_what_fails_over_its_earlier_output_is_done_again() -> None:
    run()
    Path("raw/a.html").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8)
    for _ in range(2):
        assert newsfix("convert", "raw", "-o", "clean").exit_code == 1


def test_the_time_of_a_new_input_is_not_relied_on() -> None:
    with cache.Cache("c.db", pytest.fail) as memory:
        (outcome,) = memory.run([Task("raw/a.html", "clean/a.md")], Worker())
    assert outcome.record
    assert outcome.record.source == b""
    assert outcome.record.source_hash
    assert outcome.record.result == stamps.stamp("clean/a.md")


def test_in_place(done: list[str]) -> None:
    Path("raw/c.md").write_text(ARTICLE)
    for _ in range(2):
        run("--in-place")
        done.clear()
    run("--in-place")
    assert done == []
    assert Path("raw/c.md").read_text() == Path("raw/a.md").read_text()


def test_a_shard_is_one(done: list[str]) -> None:
    with tarfile.open("raw/s.tar", "w") as archive:
        archive.add("raw/a.html", "x/a.html")
        archive.add("raw/b.html", "x/b.html")
    Path("raw/a.html").unlink()
    Path("raw/b.html").unlink()
    outputs = []
    for _ in range(2):
        done.clear()
        result = newsfix("convert", "raw/s.tar", "-o", "clean/", "-v")
        outputs.append(TOOK.sub("", result.stderr).splitlines())
    assert done == []
    assert "raw/s.tar/x/b.html:2:1: DT001" in outputs[1][0]
    assert outputs[0][0] == outputs[1][0]
    assert outputs[0][2:] == outputs[1][2:]


def test_a_shard_with_a_name_that_no_encoding_has_is_done_again(done: list[str]) -> None:
    with tarfile.open("raw/s.tar", "w", encoding="utf-8", errors="surrogateescape") as archive:
        archive.add("raw/a.html", "a\udcff.html")
    for _ in range(2):
        done.clear()
        result = newsfix("convert", "raw/s.tar", "-o", "clean/")
        assert "1 unchanged" in result.stderr or "1 converted" in result.stderr
        assert result.exit_code == 0
        assert len(done) == 1


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize(
    "packed", [b"", b"{", b'{"path": 1}', b'{"path":"","problems":[{"code":"XX999","message":"?"}]}']
)
def test_a_record_that_says_nothing_is_none(cache: Path, done: list[str], packed: bytes) -> None:
    run()
    with sqlite3.connect(place_of(cache)) as records:
        records.execute("UPDATE records SET outcome = ?", (packed,))
    done.clear()
    run()
    assert done == ["a.html", "b.html"]


@pytest.mark.parametrize("settle", [False, True])
def test_a_shard_that_is_made_is_one(done: list[str], settle: bool, request: pytest.FixtureRequest) -> None:
    if settle:
        request.getfixturevalue("settled")
    for number in range(4):
        Path(f"raw/{number}.html").write_text(ARTICLE)
    arguments = ("-t", "jsonl", "-o", "clean/", "--shard-size", "3")
    run(*arguments)
    shards = {path.name: path.read_bytes() for path in Path("clean").iterdir()}
    assert len(shards) == 2
    done.clear()
    assert "DT001" in run(*arguments).stderr
    assert done == []
    Path("raw/1.html").write_text(DATELESS)
    Path("clean/part-00001.jsonl").unlink()
    run(*arguments)
    assert sorted(done) == ["0.html", "1.html", "2.html", "3.html", "a.html", "b.html"]
    assert Path("clean/part-00001.jsonl").read_bytes() == shards["part-00001.jsonl"]
    done.clear()
    Path("raw/1.html").rename("raw/11.html")
    run(*arguments)
    assert sorted(done) == ["0.html", "11.html", "2.html"]
    done.clear()
    Path("raw/11.html").unlink()
    run(*arguments)
    assert "0.html" in done, "another composition"


def test_the_record_is_there_with_several_processes(done: list[str]) -> None:
    run("-o", "clean", "-j", "2")
    run()
    assert done == []


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("arguments", [("-o", "clean"), ("-t", "jsonl", "-o", "clean/part.jsonl", "--shard-size", "2")])
def test_a_change_after_it_was_read_is_seen_by_the_next_run(
    arguments: tuple[str, ...], done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if the file gets its old time back, and has as many bytes as before."""
    path = Path("raw/a.html")
    os.utime(path, (1_600_000_000, 1_600_000_000))
    changed = ARTICLE.replace("Quay", "Pier")
    article = Worker.article

    def meanwhile(self: Worker, task: Task, source: Input, output: str | None) -> Outcome:
        if task.path == str(path):
            path.write_text(changed)
            os.utime(path, (1_600_000_000, 1_600_000_000))
        return article(self, task, source, output)

    with monkeypatch.context() as patch:
        patch.setattr(Worker, "article", meanwhile)
        run(*arguments)
    done.clear()
    run(*arguments)
    assert "a.html" in done
    assert any("Pier" in each.read_text() for each in Path("clean").iterdir())
    done.clear()
    run(*arguments)
    assert done == []


# ----------------------------------------------------------------------------- where it is kept


def test_it_is_kept_in_the_cache_directory_of_the_user(cache: Path) -> None:
    run()
    assert place_of(cache).exists()


@pytest.mark.parametrize(
    "arguments", [("-t", "jsonl"), ("-t", "jsonl", "-o", "all.jsonl"), ("-o", "clean", "--no-cache")]
)
def test_nothing_is_kept_where_nothing_can_be(cache: Path, arguments: tuple[str, ...]) -> None:
    run(*arguments)
    newsfix("convert", "-", "-o", "x.md", stdin=ARTICLE)
    assert list(cache.iterdir()) == []


def test_cache_and_no_cache_do_not_go_together() -> None:
    result = newsfix("convert", "raw", "-o", "clean", "--cache", "c.db", "--no-cache")
    assert result.exit_code == 2
    assert "--cache cannot be combined with --no-cache." in result.stderr


def made_by_another() -> None:
    with sqlite3.connect("c.db") as database:
        database.execute("CREATE TABLE theirs (x)")
    database.close()


def made_by_a_newer_one() -> None:
    run("-o", "clean", "--cache", "c.db")
    with sqlite3.connect("c.db") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()


def damaged() -> None:
    run("-o", "clean", "--cache", "c.db")
    data = bytearray(Path("c.db").read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    Path("c.db").write_bytes(data)


UNUSABLE: dict[str, tuple[Callable[[], object], str]] = {
    "no database": (
        lambda: Path("c.db").write_text(ARTICLE * 50),
        "is damaged or not a cache (file is not a database); delete it to start a new one",
    ),
    "damaged": (damaged, "is damaged or not a cache (database disk image is malformed); delete it to start a new one"),
    "another's": (made_by_another, "is a database of another program"),
    "newer": (made_by_a_newer_one, "was written by a newer version of newsfix"),
    "blocked": (lambda: Path("c.db").symlink_to("/proc/nowhere/c.db"), "cannot be used: unable to open database file"),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_a_file_that_cannot_be_used_is_one_line(case: str) -> None:
    make, reason = UNUSABLE[case]
    make()
    before = Path("c.db").read_bytes() if Path("c.db").exists() else b""
    result = run("-o", "clean", "--cache", "c.db", "-q")
    assert result.stderr == f"newsfix: the cache c.db {reason}; continuing without it\n"
    assert len(list(Path("clean").iterdir())) == 2
    assert before == (Path("c.db").read_bytes() if Path("c.db").exists() else b"")


def test_a_directory_that_cannot_be_made_is_one_line() -> None:
    Path("file").touch()
    result = run("-o", "clean", "--cache", "file/x/c.db", "-q")
    assert result.stderr == "newsfix: the cache file/x/c.db cannot be used: not a directory; continuing without it\n"


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_locked_file_is_one_line(when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_WAIT", 0.05)
    run("-o", "clean", "--cache", "c.db")
    other = sqlite3.connect("c.db", isolation_level=None)
    told: list[str] = []
    if when == "before":
        other.execute("BEGIN EXCLUSIVE")
    with cache.Cache("c.db", told.append) as memory:
        outcomes = memory.run([Task("raw/a.html", "other/a.md"), Task("raw/b.html", "other/b.md")], Worker(), 1)
        next(outcomes)
        if when == "meanwhile":
            other.execute("BEGIN EXCLUSIVE")
        list(outcomes)
    other.close()
    assert told == ["newsfix: the cache c.db cannot be used: database is locked; continuing without it"]
    assert sorted(os.listdir("other")) == ["a.md", "b.md"]


def test_two_runs_share_a_file() -> None:
    told: list[str] = []
    with cache.Cache("c.db", told.append) as one, cache.Cache("c.db", told.append) as two:
        for memory, name in ((one, "a"), (two, "b")):
            list(memory.run([Task(f"raw/{name}.html", f"clean/{name}.md")], Worker()))
    with sqlite3.connect("c.db") as database:
        assert database.execute("SELECT count(*) FROM records").fetchall() == [(2,)]
    database.close()
    assert told == []


# ------------------------------------------------------------------------------------ the recipe


def test_the_code_is_part_of_the_recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = recipe.program.__wrapped__
    before = program()
    assert program() == before
    source = tmp_path / "more.py"
    source.write_text("x = 1\n")
    sources = recipe.sources
    monkeypatch.setattr(recipe, "sources", lambda package: [*sources(package), str(source)])
    added = program()
    source.write_text("x = 2\n")
    assert len({before, added, program()}) == 3


def test_the_sources_are_those_of_the_package() -> None:
    import newsfix

    names = [os.path.relpath(path, os.path.dirname(newsfix.__file__)) for path in recipe.sources(newsfix.__path__[0])]
    assert "__init__.py" in names
    assert os.path.join("read", "html", "blocks.py") in names
    assert all(name.endswith(".py") for name in names)


def test_the_libraries_are_part_of_the_recipe() -> None:
    import selectolax

    assert f"selectolax {selectolax.__version__}" in recipe._libraries()
    required = re.findall(
        r'^    "([\w-]+)>=', (ROOT / "pyproject.toml").read_text().partition("optional")[0], re.MULTILINE
    )
    assert {name.replace("-", "_") for name in required} == recipe.LIBRARIES


# ------------------------------------------------------------------------------ what is stale


def stale(*arguments: str) -> str:
    return run("-o", "clean", "--delete-stale", *arguments).stderr


def outputs(directory: str = "clean") -> list[str]:
    return sorted(str(path.relative_to(directory)) for path in Path(directory).rglob("*") if path.is_file())


def test_the_output_of_a_gone_input_is_removed() -> None:
    Path("raw/sub").mkdir()
    Path("raw/sub/c.html").write_text(ARTICLE)
    run()
    Path("raw/b.html").unlink()
    Path("raw/sub/c.html").unlink()
    run()
    assert outputs() == ["a.md", "b.md", "sub/c.md"]
    said = stale("-v").splitlines()
    assert said[:2] == [
        f"{Path.cwd()}/clean/b.md: removed; its input {Path.cwd()}/raw/b.html is gone",
        f"{Path.cwd()}/clean/sub/c.md: removed; its input {Path.cwd()}/raw/sub/c.html is gone",
    ]
    assert "2 stale outputs removed" in said
    assert outputs() == ["a.md"]
    assert "stale" not in stale()


def test_what_newsfix_did_not_write_stays() -> None:
    run("-o", "clean", "--no-cache")
    Path("raw/b.html").unlink()
    Path("clean/mine.md").write_text("mine")
    stale()
    assert outputs() == ["a.md", "b.md", "mine.md"]


def test_what_was_altered_stays_and_is_named() -> None:
    run()
    Path("raw/b.html").unlink()
    Path("clean/b.md").write_text("mine")
    kept = f"{Path.cwd()}/clean/b.md: kept: altered since; its input {Path.cwd()}/raw/b.html is gone\n"
    assert stale("-q") == kept
    assert Path("clean/b.md").read_text() == "mine"


def test_what_another_input_makes_stays() -> None:
    Path("raw/d.html").write_bytes("<p>Grüße</p>".encode("latin-1"))
    run()
    for name in "bd":  # the second has an outcome that is not relied on
        os.rename(f"raw/{name}.html", f"raw/{name}.htm")
    assert "stale" not in stale()
    assert outputs() == ["a.md", "b.md", "d.md"]
    Path("raw/b.htm").unlink()
    stale()
    assert outputs() == ["a.md", "d.md"]


def test_what_an_object_makes_stays(cache: Path) -> None:
    """Nobody asks whether it is gone."""
    run()
    with sqlite3.connect(place_of(cache)) as database:
        (record,) = database.execute(
            "SELECT * FROM records WHERE output = ?", (os.fsencode(Path("clean/b.md").resolve()),)
        )
        database.execute(
            f"INSERT INTO records VALUES ({', '.join('?' * 9)})", (record[0], b"s3://raw/b.html", *record[2:])
        )
    Path("raw/b.html").unlink()
    assert "stale" not in stale()
    assert outputs() == ["a.md", "b.md"]


def test_what_another_source_made_stays() -> None:
    Path("raw2").mkdir()
    Path("raw2/x.html").write_text(ARTICLE)
    run("raw2", "-o", "clean")
    Path("raw2/x.html").unlink()
    run("-o", "other")
    stale()
    assert outputs() == ["a.md", "b.md", "x.md"]


def test_nothing_is_removed_where_nothing_is_found() -> None:
    run()
    for name in "ab":
        Path(f"raw/{name}.html").unlink()
    said = ["newsfix: no article was found, so no output is removed", "newsfix: no article was found in raw"]
    assert stale("-q").splitlines() == said
    assert outputs() == ["a.md", "b.md"]


def test_nothing_is_removed_while_it_is_uncertain(monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    Path("raw/b.html").unlink()
    monkeypatch.setattr(files, "is_gone", lambda path: False)
    stale()
    assert outputs() == ["a.md", "b.md"]


def test_what_cannot_be_searched_is_not_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied")

    assert files.is_gone(str(tmp_path / "x"))
    assert files.is_gone(str(tmp_path / "raw/a.html/x"))
    monkeypatch.setattr(os, "lstat", refuse)
    assert not files.is_gone(str(tmp_path / "x"))


@pytest.mark.parametrize("arguments", [("-t", "jsonl"), ("--in-place",), ("-o", "clean", "--no-cache")])
def test_delete_stale_needs_a_directory_and_a_cache(arguments: tuple[str, ...]) -> None:
    result = newsfix("convert", "raw", "--delete-stale", *arguments)
    assert result.exit_code == 2
    assert "--delete-stale needs --output DIRECTORY and a cache." in result.stderr


def test_many_are_stale() -> None:
    for number in range(600):
        Path(f"raw/{number}.html").write_text("<p>x")
    run()
    for number in range(600):
        Path(f"raw/{number}.html").unlink()
    assert "600 stale outputs removed" in stale()
    assert outputs() == ["a.md", "b.md"]


def test_a_stamp_changes_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    assert stamps.stamp(str(path)) == stamps.stamp(str(tmp_path)) == stamps.stamp("a\0") == b""
    files.write(str(path), b"text")
    written = stamps.stamp(str(path))
    assert stamps.size(written) == 4
    assert stamps.is_exact(written)
    path.write_bytes(b"next")  # at once, in place and of the same size
    assert stamps.stamp(str(path)) != written


def test_a_stamp_is_settled_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"text")
    os.utime(path, (1, 1))
    assert not stamps.is_settled(stamps.stamp(str(path))), "the inode has just changed"
    later = time.time_ns() + 3_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: later)
    assert stamps.is_settled(stamps.stamp(str(path)))
    os.utime(path, ns=(later, later))
    assert not stamps.is_settled(stamps.stamp(str(path)))
