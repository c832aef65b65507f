"""Pictures that stand in the article itself: read, and written to files by the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from base64 import b64encode
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest

from newsfix import Options, convert
from newsfix.read.pictures.inline_data import picture_file
from newsfix.run.extracted import prefix

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\2\0\0\0" + bytes(range(64))
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9" fill="#0a0"/><text>ä</text></svg>'
URL = "data:image/png;base64," + b64encode(PNG).decode()
NAME = sha256(PNG).hexdigest()[:20] + ".png"


def newsfix(*arguments: str | Path, cwd: Path, source: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "newsfix", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, input=source, capture_output=True, text=True, check=False)


def article(*urls: str) -> str:
    return "".join(f'<p><img src="{url}" alt="n{index}"></p><p>text</p>' for index, url in enumerate(urls))


# ------------------------------------------------------------------------------------ the reading


@pytest.mark.parametrize(
    ("url", "content", "suffix"),
    [
        (URL, PNG, "png"),
        ("DATA:IMAGE/JPEG;BASE64," + b64encode(PNG).decode(), PNG, "jpg"),
        ("data:image/gif;base64," + quote(b64encode(PNG).decode()), PNG, "gif"),
        (
            "data:image/webp;base64,\n" + "\n".join(b64encode(PNG).decode()[i : i + 20] for i in range(0, 200, 20)),
            PNG,
            "webp",
        ),
        ("data:image/avif;charset=utf-8;base64," + b64encode(PNG).decode().rstrip("="), PNG, "avif"),
        ("data:image/svg+xml;base64," + b64encode(SVG.encode()).decode(), SVG.encode(), "svg"),
        ("data:image/svg+xml," + quote(SVG), SVG.encode(), "svg"),
        ("data:image/svg+xml;utf8," + SVG, SVG.encode(), "svg"),
        ("data:image/svg+xml;charset=utf-8," + SVG, SVG.encode(), "svg"),
    ],
)
def test_picture_file(url: str, content: bytes, suffix: str) -> None:
    file = picture_file(url)
    assert (file.content, file.name) == (content, f"{sha256(content).hexdigest()[:20]}.{suffix}")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("data:image/png;base64,@@@@", "no base64"),
        ("data:image/png;base64,AAAAA", "no base64"),
        ("data:image/png;base64,AA=A", "no base64"),
        ("data:image/png;base64,", "no data"),
        ("data:image/x-unknown;base64,AAAA", "image/x-unknown is no known type"),
        ("data:text/html,<b>", "text/html is no known type"),
        ("data:,x", "text/plain is no known type"),
        ("data:image/png", "no comma"),
        ("data:" + ";" * 1_000_000, "no comma"),
    ],
)
def test_what_is_no_picture_file(url: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        picture_file(url)


def test_the_library_hands_the_bytes_over() -> None:
    result = convert(article(URL, URL + "\n"), Options(data_prefix="media/"))
    assert [(file.name, file.content) for file in result.files] == [(NAME, PNG)]
    assert result.output == f"![n0](media/{NAME})\n\ntext\n\n![n1](media/{NAME})\n\ntext\n"
    assert [(picture.url, picture.variants) for picture in result.article.images] == [(f"media/{NAME}", ())]


def test_a_bad_one_is_one_problem_and_stays() -> None:
    for url in ("data:image/png;base64,@@@@@@@@@@@@@@@@@@@@@@@@", "data:image/x-unknown;base64," + "A" * 64):
        result = convert(article(url), Options(data_prefix=""))
        (problem,) = (problem for problem in result.problems if problem.code.startswith("IM"))
        assert (problem.code, problem.line, problem.column) == ("IM008", 1, 4)
        assert result.output == f"![n0]({url})\n\ntext\n"
        assert result.files == ()
        assert "IM008" not in {problem.code for problem in convert(article(url)).problems}


def test_placeholders_are_no_files() -> None:
    blank = "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="
    result = convert(
        f'<img src="{blank}" data-src="https://a.example/x.jpg"><img src="{blank}">', Options(data_prefix="")
    )
    assert result.files == ()
    assert [picture.url for picture in result.article.images] == ["https://a.example/x.jpg"]


@pytest.mark.parametrize(
    ("directory", "output", "expected"),
    [
        ("media", None, "media/"),
        ("a b/ä", None, "a%20b/%C3%A4/"),
        (".", None, ""),
        ("media/", "a.md", "media/"),
        ("out/media", "out/a.md", "media/"),
        ("media", "out/deep/a.md", "../../media/"),
        ("out", "out/a.md", ""),
        ("/m", None, "/m/"),
        ("s3://bucket/m", "s3://bucket/clean/a.md", "s3://bucket/m/"),
        ("media", "s3://bucket/clean/a.md", "media/"),
    ],
)
def test_prefix(directory: str, output: str | None, expected: str) -> None:
    assert prefix(directory, output) == expected


# ------------------------------------------------------------------------------------ the command


def test_to_standard_output(tmp_path: Path) -> None:
    run = newsfix("convert", "-", "--extract-data", "media", cwd=tmp_path, source=article(URL))
    assert (run.returncode, run.stdout) == (0, f"![n0](media/{NAME})\n\ntext\n")
    assert (tmp_path / "media" / NAME).read_bytes() == PNG


def test_a_tree_with_one_file_for_one_content(tmp_path: Path) -> None:
    (tmp_path / "raw" / "deep").mkdir(parents=True)
    (tmp_path / "raw" / "a.html").write_text(article(URL))
    (tmp_path / "raw" / "deep" / "b.html").write_text(article(URL, "data:image/svg+xml;utf8," + SVG.replace('"', "'")))
    written = set()
    for _ in range(2):
        run = newsfix("convert", "raw", "-o", "clean", "--extract-data", "clean/media", "-j", "2", cwd=tmp_path)
        assert run.returncode == 0, run.stderr
        assert f"](media/{NAME})" in (tmp_path / "clean" / "a.md").read_text()
        assert f"](../media/{NAME})" in (tmp_path / "clean" / "deep" / "b.md").read_text()
        files = {path.name for path in (tmp_path / "clean" / "media").iterdir()}
        assert files == {NAME, sha256(SVG.replace('"', "'").encode()).hexdigest()[:20] + ".svg"}
        written.add((tmp_path / "clean" / "media" / NAME).stat().st_mtime_ns)
    assert len(written) == 1, "what is there already was written again"


def test_pictures_that_are_gone_come_back(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.html").write_text(article(URL))
    for _ in range(2):
        run = newsfix("convert", "raw", "-o", "clean", "--extract-data", "media", cwd=tmp_path)
        assert run.returncode == 0, run.stderr
        (tmp_path / "media" / NAME).unlink()


def test_json_lines_refer_from_their_own_place(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(article(URL))
    run = newsfix("convert", "a.html", "-t", "jsonl", "-o", "out/all.jsonl", "--extract-data", "media", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    (image,) = json.loads((tmp_path / "out" / "all.jsonl").read_text())["images"]
    assert (image["url"], image["variants"]) == (f"../media/{NAME}", [])


def test_in_place_and_by_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.newsfix]\nextract-data = "static"\n')
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text(f"![x]({URL})\n")
    for folder in (tmp_path, tmp_path / "posts"):
        run = newsfix("convert", "--in-place", tmp_path / "posts" / "a.md", cwd=folder)
        assert run.returncode == 0, run.stderr
        assert (tmp_path / "posts" / "a.md").read_text() == f"![x](../static/{NAME})\n"
        assert os.listdir(tmp_path / "static") == [NAME]


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(article(URL))
    (tmp_path / "media").write_text("a file")
    run = newsfix("convert", "a.html", "-o", "b.md", "--extract-data", "", cwd=tmp_path)
    assert run.returncode == 2
    assert "must be the name of a directory" in run.stderr
    for directory in ("media", "media/below"):
        run = newsfix("convert", "a.html", "-o", "b.md", "--extract-data", directory, cwd=tmp_path)
        assert run.returncode == 1
        assert "IO002" in run.stderr
        assert f"pictures in {directory} cannot be written" in run.stderr
    assert sorted(os.listdir(tmp_path)) == ["a.html", "media"]


def test_an_article_that_cannot_be_written_leaves_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(article(URL))
    (tmp_path / "out").write_text("a file")
    run = newsfix("convert", "a.html", "-o", "out/b.md", "--extract-data", "media", cwd=tmp_path)
    assert run.returncode == 1
    assert not (tmp_path / "media").exists()


def test_all_pictures_or_none(tmp_path: Path) -> None:
    other = "data:image/gif;base64," + b64encode(PNG[::-1]).decode()
    (tmp_path / "a.html").write_text(article(URL, other))
    # The second one's name is taken by a directory.
    (tmp_path / "media" / (sha256(PNG[::-1]).hexdigest()[:20] + ".gif") / "x").mkdir(parents=True)
    run = newsfix("convert", "a.html", "-o", "b.md", "--extract-data", "media", cwd=tmp_path)
    assert run.returncode == 1
    assert not (tmp_path / "b.md").exists()
    assert [path.name for path in (tmp_path / "media").iterdir()] == [sha256(PNG[::-1]).hexdigest()[:20] + ".gif"]


def test_without_the_option_they_stay(tmp_path: Path) -> None:
    run = newsfix("convert", "-", cwd=tmp_path, source=article(URL))
    assert run.stdout == f"![n0]({URL})\n\ntext\n"
    assert list(tmp_path.iterdir()) == []


def test_shards_refer_from_where_they_lie(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "raw.tar", "w") as archive:
        data = article(URL).encode()
        info = tarfile.TarInfo("deep/a.html")
        info.size = len(data)
        archive.addfile(info, BytesIO(data))
    run = newsfix("convert", "raw.tar", "-o", "clean/", "--extract-data", "media", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    with tarfile.open(tmp_path / "clean" / "raw.tar") as archive:
        member = archive.extractfile("deep/a.md")
        assert member is not None
        assert f"](../../media/{NAME})" in member.read().decode()
    (tmp_path / "a.html").write_text(article(URL))
    run = newsfix("convert", "a.html", "-t", "jsonl", "-o", "clean/", "--extract-data", "media", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    (lines,) = (tmp_path / "clean").glob("*.jsonl")
    assert json.loads(lines.read_text())["images"][0]["url"] == f"../media/{NAME}"
    assert os.listdir(tmp_path / "media") == [NAME]
