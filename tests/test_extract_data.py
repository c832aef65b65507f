"""Pictures that stand in the article itself: read, and written to files by the command."""

from __future__ import annotations

import json
import os
import tarfile
from base64 import b64encode
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest

from newsfix import Options, convert
from newsfix.read.pictures.inline_data import picture_file
from newsfix.run.worker import data_prefix
from tests.conftest import newsfix

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\2\0\0\0" + bytes(range(64))
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9" fill="#0a0"/><text>ä</text></svg>'
URL = "data:image/png;base64," + b64encode(PNG).decode()
NAME = sha256(PNG).hexdigest()[:20] + ".png"

pytestmark = pytest.mark.usefixtures("here")


def article(*urls: str) -> str:
    return "".join(f'<p><img src="{url}" alt="n{index}"></p><p>text</p>' for index, url in enumerate(urls))


# ------------------------------------------------------------------------------------ the reading


def url_of(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"


KINDS = {
    "png": PNG,
    "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "gif": b"GIF89a" + PNG,
    "webp": b"RIFF\x10\0\0\0WEBPVP8 ",
    "avif": b"\0\0\0\x1cftypavif\0\0\0\0",
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0",
    "jxl": b"\xff\x0a\xfa\x1f",
    "tif": b"II*\0\x08\0\0\0",
    "ico": b"\0\0\1\0\1\0",
    "bmp": b"BM\x3a\0\0\0\0\0\0\0\x36",
}


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize("kind", ["image/png", "IMAGE/JPEG", "image/vnd.microsoft.icon"])
def test_the_bytes_say_what_a_picture_is(kind: str, suffix: str) -> None:
    file = picture_file(url_of(kind, KINDS[suffix]))
    assert (file.content, file.name.partition(".")[2]) == (KINDS[suffix], suffix)


@pytest.mark.parametrize(
    ("url", "content", "suffix"),
    [
        (URL, PNG, "png"),
        ("data:image/gif;base64," + quote(b64encode(PNG).decode()), PNG, "png"),
        (
            "data:image/webp;base64,\n" + "\n".join(b64encode(PNG).decode()[i : i + 20] for i in range(0, 200, 20)),
            PNG,
            "png",
        ),
        ("data:image/avif;charset=utf-8;base64," + b64encode(PNG).decode().rstrip("="), PNG, "png"),
        (url_of("image/svg+xml", SVG.encode()), SVG.encode(), "svg"),
        ("data:image/svg+xml," + quote(SVG), SVG.encode(), "svg"),
        ("data:image/svg+xml;utf8," + SVG, SVG.encode(), "svg"),
        ("data:image/svg+xml;charset=utf-8," + SVG, SVG.encode(), "svg"),
    ],
)
def test_picture_file(url: str, content: bytes, suffix: str) -> None:
    file = picture_file(url)
    assert (file.content, file.name) == (content, f"{sha256(content).hexdigest()[:20]}.{suffix}")


HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'
ACTIVE = {
    "a script": (f"{HEAD}><script>run()</script><g/></svg>", f"{HEAD}><g></g></svg>"),
    "one of another prefix": (
        '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:SCRIPT x="1"><s:g/></s:SCRIPT>a &lt; b</s:svg>',
        '<s:svg xmlns:s="http://www.w3.org/2000/svg">a &lt; b</s:svg>',
    ),
    "an event": (
        f'{HEAD} onload="run()"><g ONCLICK="run()" id="a&amp;&quot;"/></svg>',
        f'{HEAD}><g id="a&amp;&quot;"></g></svg>',
    ),
    "a link": (f'{HEAD}><a x:href=" java&#10;script:run()">t</a></svg>', f"{HEAD}><a>t</a></svg>"),
    "an animation": (
        f'{HEAD}><set attributeName="href" to="javascript:run()"/></svg>',
        f'{HEAD}><set attributeName="href"></set></svg>',
    ),
    "data": (
        f'{HEAD}><use href="data:image/svg+xml,x"/><a href="data:text/html,x"/></svg>',
        f"{HEAD}><use></use><a></a></svg>",
    ),
    "HTML": (
        f'{HEAD}><foreignObject><p>t</p><iframe srcdoc="x"/></foreignObject></svg>',
        f"{HEAD}><foreignObject><p>t</p></foreignObject></svg>",
    ),
    "an entity": (
        f'<!DOCTYPE svg [<!ENTITY e "<script>run()</script>">]>{HEAD}>&e;<g/></svg>',
        f"{HEAD}><g></g></svg>",
    ),
    "a default": (f'<!DOCTYPE svg [<!ATTLIST g onclick CDATA "run()">]>{HEAD}><g/></svg>', f"{HEAD}><g></g></svg>"),
    "an animated handler": (
        f'{HEAD}><set attributeName="onclick" to="run()"/></svg>',
        f'{HEAD}><set to="run()"></set></svg>',
    ),
    "a value of several": (
        f'{HEAD}><a><animate attributeName="href" values="#a;data:text/html,x"/></a></svg>',
        f'{HEAD}><a><animate attributeName="href"></animate></a></svg>',
    ),
    "another page": (
        f'{HEAD}><foreignObject><meta http-equiv="refresh" content="0;url=x"/><base href="x"/></foreignObject></svg>',
        f"{HEAD}><foreignObject></foreignObject></svg>",
    ),
    "a comment that HTML ends": (f"{HEAD}><!--><script>run()</script>--><g/></svg>", f"{HEAD}><g></g></svg>"),
    "a section that HTML does not know": (
        f"{HEAD}><title><![CDATA[><img src='x' onerror='run()'>]]></title></svg>",
        f"{HEAD}><title>&gt;&lt;img src='x' onerror='run()'&gt;</title></svg>",
    ),
    "a style sheet": (f'<?xml-stylesheet type="text/xsl" href="a.xsl"?>{HEAD}/>', f"{HEAD}></svg>"),
}


@pytest.mark.parametrize("name", ACTIVE)
def test_a_drawing_has_no_scripts(name: str) -> None:
    source, expected = ACTIVE[name]
    assert picture_file(url_of("image/svg+xml", source.encode())).content.decode() == expected
    utf16 = picture_file(url_of("image/svg+xml", source.encode("utf-16")))
    assert utf16.content.decode() == expected


def test_a_drawing_without_scripts_stays_as_it_is() -> None:
    picture = '<image href="data:image/png;base64,AAAA"/>'
    style = "<style><![CDATA[a > b {}]]></style>"
    drawing = f"<!-- on it -->\n{HEAD}>{style}<g fill='a'>{picture}<text>javascript</text></g></svg>"
    assert picture_file(url_of("image/svg+xml", drawing.encode())).content.decode() == drawing


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("data:image/png;base64,@@@@", "not valid base64"),
        ("data:image/png;base64,AAAAA", "not valid base64"),
        ("data:image/png;base64,AA=A", "not valid base64"),
        ("data:image/png;base64,", "no data"),
        ("data:image/x-unknown;base64,AAAA", "image/x-unknown is not a known type"),
        ("data:text/html,<b>", "text/html is not a known type"),
        ("data:,x", "text/plain is not a known type"),
        (url_of("image/png", b"<script>run()</script>"), "not a picture"),
        (url_of("image/jpeg", b"MZ\x90\0"), "not a picture"),
        (url_of("image/bmp", b"BMany words"), "not a picture"),
        ("data:image/svg+xml,<svg><g></svg>", "not valid SVG"),
        ("data:image/svg+xml,<html></html>", "not valid SVG"),
        ("data:image/svg+xml,<svg>&undeclared;</svg>", "not valid SVG"),
        ("data:image/svg+xml,<?xml version='1.0' encoding='x'?><svg/>", "not valid SVG"),
        (url_of("image/svg+xml", PNG), "not valid SVG"),
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
    assert data_prefix(directory, output) == expected


# ------------------------------------------------------------------------------------ the command


def test_to_standard_output(tmp_path: Path) -> None:
    run = newsfix("convert", "-", "--extract-data", "media", stdin=article(URL))
    assert (run.exit_code, run.stdout) == (0, f"![n0](media/{NAME})\n\ntext\n")
    assert (tmp_path / "media" / NAME).read_bytes() == PNG


def test_a_tree_with_one_file_for_one_content(tmp_path: Path) -> None:
    (tmp_path / "raw" / "deep").mkdir(parents=True)
    (tmp_path / "raw" / "a.html").write_text(article(URL))
    (tmp_path / "raw" / "deep" / "b.html").write_text(article(URL, "data:image/svg+xml;utf8," + SVG.replace('"', "'")))
    written = set()
    for _ in range(2):
        run = newsfix("convert", "raw", "-o", "clean", "--extract-data", "clean/media", "-j", "2")
        assert run.exit_code == 0, run.stderr
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
        run = newsfix("convert", "raw", "-o", "clean", "--extract-data", "media")
        assert run.exit_code == 0, run.stderr
        (tmp_path / "media" / NAME).unlink()


def test_json_lines_refer_from_their_own_place(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(article(URL))
    run = newsfix("convert", "a.html", "-t", "jsonl", "-o", "out/all.jsonl", "--extract-data", "media")
    assert run.exit_code == 0, run.stderr
    (image,) = json.loads((tmp_path / "out" / "all.jsonl").read_text())["images"]
    assert (image["url"], image["variants"]) == (f"../media/{NAME}", [])


def test_in_place_and_by_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.newsfix]\nextract-data = "static"\n')
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text(f"![x]({URL})\n")
    for folder in (tmp_path, tmp_path / "posts"):
        monkeypatch.chdir(folder)
        run = newsfix("convert", "--in-place", str(tmp_path / "posts" / "a.md"))
        assert run.exit_code == 0, run.stderr
        assert (tmp_path / "posts" / "a.md").read_text() == f"![x](../static/{NAME})\n"
        assert os.listdir(tmp_path / "static") == [NAME]


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(article(URL))
    (tmp_path / "media").write_text("a file")
    run = newsfix("convert", "a.html", "-o", "b.md", "--extract-data", "")
    assert run.exit_code == 2
    assert "must be the name of a directory" in run.stderr
    for directory in ("media", "media/below"):
        run = newsfix("convert", "a.html", "-o", "b.md", "--extract-data", directory)
        assert run.exit_code == 1
        assert "IO002" in run.stderr
        assert f"pictures in {directory} cannot be written" in run.stderr
    assert sorted(os.listdir(tmp_path)) == ["a.html", "media"]


def test_an_article_that_cannot_be_written_leaves_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(article(URL))
    (tmp_path / "out").write_text("a file")
    run = newsfix("convert", "a.html", "-o", "out/b.md", "--extract-data", "media")
    assert run.exit_code == 1
    assert not (tmp_path / "media").exists()


def test_all_pictures_or_none(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(article(URL, url_of("image/gif", KINDS["gif"])))
    # The second one's name is taken by a directory.
    (tmp_path / "media" / (sha256(KINDS["gif"]).hexdigest()[:20] + ".gif") / "x").mkdir(parents=True)
    run = newsfix("convert", "a.html", "-o", "b.md", "--extract-data", "media")
    assert run.exit_code == 1
    assert not (tmp_path / "b.md").exists()
    assert [path.name for path in (tmp_path / "media").iterdir()] == [sha256(KINDS["gif"]).hexdigest()[:20] + ".gif"]


@pytest.mark.parametrize(
    "kind", ["a link to an input", "a link to nothing", "an input", "an output to standard output"]
)
def test_no_picture_takes_the_place_of_anything(tmp_path: Path, kind: str) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.html").write_text(article(URL))
    (tmp_path / "raw" / "b.html").write_text("<p>b</p>")
    if kind == "an input":
        (tmp_path / "raw" / NAME).write_text("<p>b</p>")
    else:
        (tmp_path / "raw" / NAME).symlink_to("gone" if kind == "a link to nothing" else "b.html")
    output = () if "standard" in kind else ("-o", "a.md")
    run = newsfix("convert", "raw/a.html", *output, "--extract-data", "raw")
    assert run.exit_code == 1
    assert f"cannot be written: {NAME} already exists with other contents" in run.stderr
    assert not (tmp_path / "a.md").exists()
    assert not (tmp_path / "raw" / "gone").exists()
    assert (
        tmp_path / "raw" / ("b.html" if kind != "an input" else NAME)
    ).read_text() == "<p>b</p>" or "nothing" in kind


def test_without_the_option_they_stay(tmp_path: Path) -> None:
    run = newsfix("convert", "-", stdin=article(URL))
    assert run.stdout == f"![n0]({URL})\n\ntext\n"
    assert list(tmp_path.iterdir()) == []


def test_shards_refer_from_where_they_lie(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "raw.tar", "w") as archive:
        data = article(URL).encode()
        info = tarfile.TarInfo("deep/a.html")
        info.size = len(data)
        archive.addfile(info, BytesIO(data))
    run = newsfix("convert", "raw.tar", "-o", "clean/", "--extract-data", "media")
    assert run.exit_code == 0, run.stderr
    with tarfile.open(tmp_path / "clean" / "raw.tar") as archive:
        member = archive.extractfile("deep/a.md")
        assert member is not None
        assert f"](../../media/{NAME})" in member.read().decode()
    (tmp_path / "a.html").write_text(article(URL))
    run = newsfix("convert", "a.html", "-t", "jsonl", "-o", "clean/", "--extract-data", "media")
    assert run.exit_code == 0, run.stderr
    (lines,) = (tmp_path / "clean").glob("*.jsonl")
    assert json.loads(lines.read_text())["images"][0]["url"] == f"../media/{NAME}"
    assert os.listdir(tmp_path / "media") == [NAME]
