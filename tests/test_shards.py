"""Shards: tar, zip and JSON Lines as sources and outputs."""

from __future__ import annotations

import gc
import gzip
import io
import json
import os
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from newsfix.model.origin import Origin
from newsfix.pipeline import convert
from newsfix.read.record import TEXTS, NoRecord, read_record
from newsfix.run import containers
from newsfix.run.containers import Damaged, Member
from newsfix.run.shardnames import SUFFIXES, is_lines
from newsfix.run.task import Shards
from newsfix.run.tasks import Inputs, Places
from tests.conftest import newsfix as run

LIMIT = 1_000_000
ARTICLES = {
    f"posts/{number}.html": f"---\ntitle: T{number}\ndate: 2021-12-1{number}\n---\n<p>Text {number}.</p>\n"
    for number in range(5)
}

pytestmark = pytest.mark.usefixtures("here")


def packed(name: str, articles: dict[str, str] = ARTICLES) -> bytes:
    """A shard of the kind that the name says."""
    buffer = io.BytesIO()
    with containers.writing(buffer, name) as add:
        for path, text in articles.items():
            data = json.dumps({"path": path, "content": text}) + "\n" if is_lines(name) else text
            add(path, data.encode())
    return buffer.getvalue()


def members(name: str, data: bytes) -> Iterator[Member]:
    Path(name).write_bytes(data)
    return containers.members(name, LIMIT)


def unpacked(name: str, data: bytes) -> list[Member]:
    return list(members(name, data))


# ---------------------------------------------------------------------------------- containers


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_written_is_read(suffix: str) -> None:
    members = unpacked(f"a{suffix}", packed(f"a{suffix}"))
    if is_lines(suffix):
        assert [member.name for member in members] == ["1", "2", "3", "4", "5"]
        assert [json.loads(member.data)["content"] for member in members] == list(ARTICLES.values())
    else:
        assert {member.name: member.data.decode() for member in members} == ARTICLES


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_equal_articles_give_equal_bytes(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = packed(f"a{suffix}")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert packed(f"b{suffix}") == first


def test_other_tools_read_them() -> None:
    with tarfile.open(fileobj=io.BytesIO(packed("a.tar.gz"))) as archive:
        assert archive.getnames() == list(ARTICLES)
    with zipfile.ZipFile(io.BytesIO(packed("a.zip"))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == list(ARTICLES)


def test_a_shard_that_was_given_up_writes_nothing_more() -> None:
    for suffix in SUFFIXES:
        buffer = io.BytesIO()
        with suppress(KeyError), containers.writing(buffer, f"a{suffix}") as add:
            add("a", b"{}\n")
            size = buffer.tell()
            raise KeyError
        del add
        gc.collect()
        assert buffer.tell() == size


def noise(size: int) -> bytes:
    """Bytes that do not compress."""
    import hashlib

    return b"".join(hashlib.sha256(bytes([number % 256, number // 256])).digest() for number in range(size // 32))


@pytest.mark.parametrize("suffix", [".tar", ".tar.gz", ".jsonl.gz"])
@pytest.mark.parametrize("harm", ["cut", "overwritten"])
def test_what_stands_before_the_damage_is_read(suffix: str, harm: str) -> None:
    name = f"a{suffix}"
    whole = packed(name, {f"{number}.md": noise(60_000).hex() for number in range(6)})
    at = len(whole) // 2
    if suffix == ".tar":
        with tarfile.open(fileobj=io.BytesIO(whole)) as archive:
            at = archive.getmembers()[3].offset
    data = whole[: at + 512] if harm == "cut" else whole[:at] + b"\xff" * 512 + whole[at + 512 :]
    read, message = until_damage(name, data)
    assert message.startswith("the data is damaged after ")
    assert read
    # Wrong data may still look like the end of the member that it stands in.
    sound = read if harm == "cut" or suffix == ".tar" else read[:-1]
    assert sound == unpacked(name, whole)[: len(sound)]


def until_damage(name: str, data: bytes) -> tuple[list[Member], str]:
    read: list[Member] = []
    try:
        read.extend(members(name, data))
    except Damaged as damage:
        return read, str(damage)
    return read, ""


def test_a_checksum_at_the_end_counts() -> None:
    for suffix in (".tar.gz", ".jsonl.gz"):
        data = bytearray(packed(f"a{suffix}"))
        data[-8] ^= 1
        with pytest.raises(Damaged, match="its checksum does not match"):
            unpacked(f"a{suffix}", bytes(data))


def test_a_tar_without_its_end_is_damaged() -> None:
    with pytest.raises(Damaged, match=r"after posts/4\.html: its end is missing"):
        unpacked("a.tar", packed("a.tar")[: 5 * 1024])


def test_a_damaged_member_of_a_zip_costs_itself() -> None:
    whole = packed("a.zip")
    at = whole.index(b"posts/2.html") + 20
    members = unpacked("a.zip", whole[:at] + b"\xff" * 8 + whole[at + 8 :])
    assert [bool(member.problem) for member in members] == [False, False, True, False, False]
    with pytest.raises(Damaged, match="the directory at its end is missing"):
        unpacked("a.zip", whole[:-30])


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_bombs_are_not_held(suffix: str) -> None:
    bomb = packed(f"a{suffix}", {"a.md": "short", "b.md": "0" * 3_000_000, "c.md": "short"})
    members = unpacked(f"a{suffix}", bomb)
    assert [member.problem and member.problem.code for member in members] == [None, "IO004", None]
    assert max(len(member.data) for member in members) < LIMIT


def test_a_header_that_is_a_bomb() -> None:
    header = tarfile.TarInfo("././@LongLink")
    header.type = tarfile.GNUTYPE_LONGNAME
    header.size = 1 << 30
    with pytest.raises(Damaged, match="a header is too long"):
        unpacked("a.tar", header.tobuf() + bytes(10_000))


@pytest.mark.parametrize(
    "said",
    [
        {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "9"},
        {"GNU.sparse.map": "0,oar"},
        {"GNU.sparse.size": "oar"},
    ],
)
def test_a_header_that_states_no_number_is_damaged(said: dict[str, str]) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, pax in (("a.md", {}), ("b.md", said)):
            header = tarfile.TarInfo(name)
            header.size, header.pax_headers = 4, pax
            archive.addfile(header, io.BytesIO(b"oars"))
    with pytest.raises(Damaged, match=r"after a\.md"):
        unpacked("a.tar", buffer.getvalue())


@pytest.mark.parametrize("size", [10**6, 10**9, 10**20])
@pytest.mark.parametrize("name", ["b.md", "b.png"])
def test_a_tar_that_ends_before_its_last_member_is_not_read_on(size: int, name: str) -> None:
    header = tarfile.TarInfo(name)
    header.size = size
    data = packed("a.tar", {"a.md": "oars"})[:1024] + header.tobuf(tarfile.GNU_FORMAT) + bytes(1024)
    reads: list[int] = []

    def read(self: io.BytesIO, size: int = -1) -> bytes:
        reads.append(size)
        assert len(reads) < 50
        return io.BytesIO.read(self, size)

    stream = type("Stream", (io.BytesIO,), {"read": read})(data)
    with pytest.raises(Damaged, match=rf"after ({name}|a\.md)"):
        list(containers._tar_members(stream, LIMIT, lambda name: name.endswith(".md")))


def test_an_encrypted_member_and_links() -> None:
    data = bytearray(packed("a.zip"))
    data[6] |= 1  # the flag of encryption, in the header and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in str(unpacked("a.zip", bytes(data))[0].problem)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        link = tarfile.TarInfo("a.md")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert unpacked("a.tar", buffer.getvalue()) == [Member("a.md", regular=False)]


# ------------------------------------------------------------------------------------- records


@pytest.mark.parametrize(("key", "kind"), TEXTS.items())
def test_the_fields_that_hold_the_text(key: str, kind: str) -> None:
    record = read_record(json.dumps({"path": "a.html", key: "<p>A</p>", "id": 7}).encode())
    assert (record.text, record.path, record.fields) == ("<p>A</p>", "a.html", (("id", "7"),))
    assert record.kind == kind


DAY = "2021-12-15"
TERM = {"term": "c", "scheme": None, "label": None}


@pytest.mark.parametrize(
    ("record", "article"),
    [
        # JSON Feed, an item of RSS, feedparser, WordPress, an extractor of articles, a reader of RSS.
        (
            {"content_html": "<p>A</p>", "date_published": DAY, "authors": [{"name": "B"}], "tags": ["c"]},
            ("B", "c"),
        ),
        ({"content:encoded": "A", "description": "D", "pubDate": DAY, "dc:creator": "B", "tags": "c"}, ("B", "c")),
        (
            {"content": [{"type": "text/html", "value": "A"}], "published": DAY, "author": "B", "tags": [TERM]},
            ("B", "c"),
        ),
        ({"content": {"rendered": "A", "protected": False}, "title": {"rendered": "T"}, "date": DAY}, ("", "")),
        ({"maintext": "A", "date_publish": DAY, "authors": ["B"], "tags": []}, ("B", "")),
        ({"html": "", "content": None, "summary": "<p>A</p>", "isoDate": DAY}, ("", "")),
    ],
)
def test_records_of_feeds_and_other_programs(record: dict[str, Any], article: tuple[str, str]) -> None:
    read = read_record(json.dumps({"title": "T"} | record).encode())
    found = convert(read.text, origin=Origin("a.html", fields=read.fields)).article
    assert (found.title, found.date, found.text) == ("T", DAY, "A")
    assert ("".join(found.authors), "".join(found.tags)) == article


@pytest.mark.parametrize("text", [{"value": "A", "note": "B"}, {"rendered": 5}, [{"value": "A"}, {"value": "B"}]])
def test_what_holds_more_than_a_text_is_none(text: object) -> None:
    with pytest.raises(NoRecord):
        read_record(json.dumps({"content": text}).encode())
    assert dict(read_record(json.dumps({"content": text, "summary": "A"}).encode()).fields)["content"]


def test_the_first_field_with_text_counts_and_the_others_stay() -> None:
    record = read_record(b'{"text": "plain", "content": null, "html": "<p>plain</p>"}')
    assert record.text == "<p>plain</p>"
    assert dict(record.fields) == {"text": "plain", "content": "null"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"no", "the line is not a JSON object"),
        (b'["html"]', "the line is not a JSON object"),
        (b'{"html": "cut o', "the line is not a JSON object"),
        (b'{"html": "\xff"}', "the line is not a JSON object"),
        (b'{"html": 7, "blocks": []}', "no text in any of the fields html, markdown, content_html, content:encoded"),
        (b'{"a": ' + b"[" * 100_000, "the line is not a JSON object"),
    ],
)
def test_what_is_no_record(line: bytes, message: str) -> None:
    with pytest.raises(NoRecord, match=message):
        read_record(line)


def test_fields_stand_beside_the_front_matter() -> None:
    fields = (("title", "Record"), ("date", "2021-12-15"), ("author", "A"), ("price", "1.10"))
    result = convert("---\ntitle: Own\nauthor: A\n---\nText\n", origin=Origin("a.md", fields=fields))
    assert (result.article.title, result.article.date) == ("Own", "2021-12-15")
    assert result.article.extra == {"record_title": "Record", "price": "1.10"}
    assert [problem.message for problem in result.problems if problem.code == "FM005"] == [
        "title has another value outside the front matter; it is kept as record_title"
    ]


def test_fields_are_front_matter_enough() -> None:
    codes = {problem.code for problem in convert("Text\n", origin=Origin(fields=(("title", "A"),))).problems}
    assert "FM001" not in codes
    assert "FM001" in {problem.code for problem in convert("Text\n").problems}


# --------------------------------------------------------------------------------- the command


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_shard_becomes_one_of_its_kind(here: Path, suffix: str) -> None:
    (here / f"a{suffix}").write_bytes(packed(f"a{suffix}"))
    result = run("convert", f"a{suffix}", "-o", "clean/")
    assert result.exit_code == 0
    assert "5 files: 5 converted" in result.stderr
    members = unpacked(f"a{suffix}", (here / f"clean/a{suffix}").read_bytes())
    first = "---\ntitle: T0\ndate: 2021-12-10\n---\n\nText 0.\n"
    if is_lines(suffix):
        assert json.loads(members[0].data) == {"path": "posts/0.html", "markdown": first}
    else:
        assert [member.name for member in members] == [f"posts/{number}.md" for number in range(5)]
        assert members[0].data.decode() == first
    # What is written is a source again, and clean.
    again = run("convert", f"clean/a{suffix}", "-o", "again/")
    assert (again.exit_code, (here / f"again/a{suffix}").read_bytes()) == (0, (here / f"clean/a{suffix}").read_bytes())


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("a.tar", "a.jsonl"),
        ("a.tar.gz", "a.jsonl.gz"),
        ("a.tgz", "a.jsonl.gz"),
        ("a.zip", "a.jsonl.gz"),
        ("a.jsonl", "a.jsonl"),
    ],
)
def test_a_shard_becomes_lines_of_json(here: Path, source: str, output: str) -> None:
    (here / source).write_bytes(packed(source))
    assert run("convert", source, "-t", "jsonl", "-o", "clean/").exit_code == 0
    documents = [json.loads(member.data) for member in unpacked(output, (here / "clean" / output).read_bytes())]
    name = "posts/0.html" if is_lines(source) else f"{source}/posts/0.html"
    assert (documents[0]["source"], documents[0]["title"]) == (name, "T0")
    stream = run("convert", source, "-t", "jsonl")
    assert [json.loads(line) for line in stream.stdout.splitlines()] == documents


def test_one_kind_of_shard_to_another(here: Path) -> None:
    (here / "a.jsonl").write_bytes(packed("a.jsonl"))
    assert run("convert", "a.jsonl", "-t", "json", "-o", "b.zip").exit_code == 0
    members = unpacked("b.zip", (here / "b.zip").read_bytes())
    assert [member.name for member in members] == [f"posts/{number}.json" for number in range(5)]
    assert json.loads(members[1].data)["title"] == "T1"


def test_shards_of_a_directory_are_taken_when_they_are_included(here: Path) -> None:
    (here / "raw/b").mkdir(parents=True)
    (here / "raw/b/a.tar.gz").write_bytes(packed("a.tar.gz"))
    assert "0 files" in run("convert", "raw", "-o", "clean").stderr
    assert "5 converted" in run("convert", "raw", "-o", "clean", "--include", "*.tar.gz").stderr
    assert [path.name for path in (here / "clean/b").iterdir()] == ["a.tar.gz"]


def test_articles_are_put_together_in_numbered_shards(here: Path) -> None:
    for name, text in ARTICLES.items():
        path = here / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    whole = run("convert", "raw", "-t", "jsonl").stdout
    for jobs in ("1", "2"):
        assert (
            run("convert", "raw", "-t", "jsonl", "-o", f"clean{jobs}/", "--shard-size", "2", "-j", jobs).exit_code == 0
        )
        shards = sorted((here / f"clean{jobs}").iterdir())
        assert [path.name for path in shards] == [f"part-0000{number}.jsonl" for number in range(3)]
        assert "".join(path.read_text() for path in shards) == whole
    assert run("convert", "raw", "-t", "jsonl", "-o", "clean/news.jsonl.gz", "--shard-size", "4").exit_code == 0
    shards = sorted((here / "clean").iterdir())
    assert [path.name for path in shards] == ["news-00000.jsonl.gz", "news-00001.jsonl.gz"]
    assert b"".join(gzip.decompress(path.read_bytes()) for path in shards).decode() == whole
    assert run("convert", "raw", "-t", "jsonl", "-o", "all.jsonl.gz").exit_code == 0
    assert gzip.decompress((here / "all.jsonl.gz").read_bytes()).decode() == whole


def test_numbered_shards_that_are_unchanged_are_not_made_again(here: Path) -> None:
    for number in range(6):
        (here / f"{number}.md").write_text(f"---\ntitle: T{number}\n---\nText\n")
        os.utime(here / f"{number}.md", (1, 1))
    arguments = (
        "convert",
        ".",
        "-t",
        "jsonl",
        "-o",
        "out/",
        "--shard-size",
        "2",
        "--cache",
        "cache",
        "--include",
        "/*.md",
    )
    assert "6 converted, 0 unchanged" in run(*arguments).stderr
    before = {path.name: path.stat() for path in (here / "out").iterdir()}
    assert "0 converted, 6 unchanged" in run(*arguments).stderr
    (here / "2.md").write_text("---\ntitle: New\n---\nText\n")
    assert "2 converted, 4 unchanged" in run(*arguments).stderr
    after = {path.name: path.stat() for path in (here / "out").iterdir()}
    assert [name for name in sorted(before) if before[name] != after[name]] == ["part-00001.jsonl"]
    assert '"title":"New"' in (here / "out/part-00001.jsonl").read_text()
    (here / "3.md").rename(here / "3b.md")  # a name is part of what is written
    assert "2 converted, 4 unchanged" in run(*arguments).stderr
    (here / "out/part-00000.jsonl").unlink()
    assert "2 converted, 4 unchanged" in run(*arguments).stderr
    assert len((here / "out/part-00000.jsonl").read_text().splitlines()) == 2


def test_groups_do_not_hold_what_comes_after_them(here: Path) -> None:
    for number in range(6):
        (here / f"{number}.md").write_text("Text\n")
    inputs = Inputs(
        [f"{number}.md" for number in range(6)], places=Places(directory="out", shards=Shards("out/part.jsonl", 2))
    )
    tasks = iter(inputs)
    assert [task.path for task in next(tasks).group] == ["0.md", "1.md"]
    assert next(tasks).output == "out/part-00001.jsonl"


def test_check_looks_into_shards(here: Path) -> None:
    (here / "a.zip").write_bytes(packed("a.zip", {"b/x.html": "---\ntitle: A\ndate: 05/06/2021\n---\n<p>A</p>"}))
    result = run("check", "a.zip", "--select", "DT003")
    assert result.exit_code == 1
    assert result.stdout.startswith("a.zip/b/x.html:3:7: DT003 ")


def test_what_is_no_article_is_counted_and_what_fails_is_named(here: Path) -> None:
    lines = [{"path": "a.html", "html": "<p>A</p>"}, {"none": 1}, {"path": "b.html", "html": "<p>B</p>"}]
    (here / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines) + "\n{cut")
    (here / "b.zip").write_bytes(packed("b.zip", {"a.md": "A", "a.css": "", "b/": ""}))
    result = run("convert", "a.jsonl", "b.zip", "-o", "clean")
    assert result.exit_code == 1
    assert "a.jsonl/2:1:1: IO001 the record has no text" in result.stderr
    assert "a.jsonl/5:1:1: IO001 the line is not a JSON object" in result.stderr
    assert "5 files: 3 converted, 0 unchanged, 2 failed" in result.stderr
    assert "1 not articles" in result.stderr
    assert len(unpacked("a.jsonl", (here / "clean/a.jsonl").read_bytes())) == 2


def test_no_member_leads_out_of_an_archive(here: Path) -> None:
    names = ["/etc/a.md", "../../b.md", "c/../../d.md", "C:\\e.md", "..\\f.md", "./g.md"]
    (here / "a.tar").write_bytes(packed("a.tar", dict.fromkeys(names, "Text\n")))
    result = run("convert", "a.tar", "-o", "clean/")
    assert result.exit_code == 1
    assert result.stderr.count("IO003 its name leads out of the archive") == 4
    assert [member.name for member in unpacked("a.tar", (here / "clean/a.tar").read_bytes())] == ["etc/a.md", "g.md"]
    (here / "a.jsonl").write_text('{"path": "../x.html", "text": "A"}\n')
    assert run("convert", "a.jsonl", "-o", "x.zip").exit_code == 1


def test_two_members_for_one_output(here: Path) -> None:
    (here / "a.tar").write_bytes(packed("a.tar", {"a.md": "A\n", "a.html": "<p>B</p>"}))
    result = run("convert", "a.tar", "-o", "clean/")
    assert result.exit_code == 1
    assert "a.tar/a.html:1:1: IO003 the output a.md is already that of a.tar/a.md" in result.stderr


def test_a_damaged_shard_is_one_line_and_the_rest_goes_on(here: Path) -> None:
    whole = packed("a.tar.gz", {f"{number}.md": noise(60_000).hex() for number in range(4)})
    (here / "a.tar.gz").write_bytes(whole[: len(whole) // 2])
    (here / "b.zip").write_bytes(b"no zip")
    (here / "c.jsonl").write_bytes(packed("c.jsonl"))
    (here / "clean").mkdir()
    (here / "clean/b.zip").write_text("an earlier output")
    result = run("convert", "a.tar.gz", "b.zip", "missing.tar", "c.jsonl", "-o", "clean")
    assert result.exit_code == 2  # a source that is not there
    result = run("convert", "a.tar.gz", "b.zip", "c.jsonl", "-o", "clean")
    assert result.exit_code == 1
    failures = [line for line in result.stderr.splitlines() if "IO001" in line and ":1:1:" in line]
    assert [line.split(" ", 2)[:2] for line in failures] == [["a.tar.gz:1:1:", "IO001"], ["b.zip:1:1:", "IO001"]]
    assert "damaged after 1.md: it is cut off" in failures[0]
    assert len(unpacked("a.tar.gz", (here / "clean/a.tar.gz").read_bytes())) >= 1
    assert (here / "clean/b.zip").read_text() == "an earlier output"
    assert len(unpacked("c.jsonl", (here / "clean/c.jsonl").read_bytes())) == 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a.tar",), "a shard needs --output or --to jsonl"),
        ((".", "-t", "jsonl", "-o", "./"), "--output is the source itself"),
        (("a.tar", "-o", "a.md"), "a shard goes to a directory or another shard"),
        (("b.md", "-o", "b.zip"), "a shard goes to a directory or another shard"),
        (("a.tar", "-t", "jsonl", "-o", "b.zip"), "--to jsonl makes .jsonl or .jsonl.gz"),
        (("b.md", "--shard-size", "2", "-o", "x"), "--shard-size needs --to jsonl and --output"),
        (("b.md", "--shard-size", "2", "-t", "jsonl"), "--shard-size needs --to jsonl and --output"),
        (("b.md", "--shard-size", "2", "-t", "jsonl", "-o", "x.md"), "neither a directory nor the name of a .jsonl"),
        (("b.md", "--shard-size", "0"), "0 is not in the range"),
        (("-", "--shard-size", "2", "-t", "jsonl", "-o", "x/"), "standard input cannot be written as shards"),
    ],
)
def test_usage_errors(here: Path, arguments: tuple[str, ...], message: str) -> None:
    (here / "a.tar").write_bytes(packed("a.tar"))
    (here / "b.md").write_text("Text\n")
    result = run("convert", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_shards_stay_as_they_are_in_place(here: Path) -> None:
    (here / "a.tar").write_bytes(packed("a.tar"))
    result = run("convert", "--in-place", "a.tar")
    assert (result.exit_code, (here / "a.tar").read_bytes()) == (1, packed("a.tar"))
    assert "IO003 a shard cannot be written in place" in result.stderr


def test_an_output_that_cannot_be_written(here: Path) -> None:
    (here / "a.tar").write_bytes(packed("a.tar"))
    (here / "file").write_text("")
    result = run("convert", "a.tar", "-o", "file/b.tar")
    assert result.exit_code == 1
    assert "IO002 the output file/b.tar cannot be written" in result.stderr
