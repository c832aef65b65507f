"""The way back: what newsfix wrote as JSON gives the Markdown that the source gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from newsfix import Options, convert
from tests.conftest import FIXTURES, newsfix
from tests.conftest import newsfix as run
from tests.test_fixtures import options_of, source_of

SOURCE = """---
title: The lamp
series: {part: 2, of: '3'}
lastmod: 2015-10-11
code: 007
draft: yes
nothing:
rate: 1.5
---
<p>First <em>light</em>, 2 * 3 and <b>[x]</b>.<br>Second line</p>
<figure><a href="https://a.example/"><img src="https://a.example/l.jpg" alt="Lamp"></a>
<figcaption>The <i>lamp</i> *</figcaption></figure>
<table><tr><th>Day | night</th></tr><tr><td>Anna <b>B</b></td></tr></table>
<table><tr><td colspan="2">Wide <b>cell</b></td></tr><tr><td>a<ul><li>b</li></ul></td><th>c</th></tr></table>
<dl><dt>Term</dt><dd>Definition with <code>code</code></dd></dl>
<details><summary>More &amp; more</summary><p>Hidden <em>text</em></p><figure>
<img src="b.png"><figcaption>B</figcaption></figure></details>
<ol start="3"><li><p>one</p><blockquote><p>quoted<br>twice</p></blockquote></li><li>two</li></ol>
<pre><code class="language-py">x = {{ y }}</code></pre><hr><p>1. not a list</p>
"""


def back(text: str, options: Options | None = None) -> str:
    result = convert(text, options or Options(), "article.json")
    assert result.output is not None, result.problems
    assert result.problems == ()
    return result.output


def parted(markdown: str) -> tuple[Any, str]:
    if not markdown.startswith("---\n"):
        return None, markdown
    front, _, body = markdown[4:].partition("\n---\n")
    return yaml.load(front, getattr(yaml, "CSafeLoader", yaml.SafeLoader)), body


@pytest.mark.parametrize("to", ["json", "jsonl"])
def test_an_article_comes_back(to: Any) -> None:
    document = convert(SOURCE, Options(to=to)).output
    assert document
    assert back(document) == convert(SOURCE).output
    assert back(document, Options(to=to)) == document


@pytest.mark.parametrize("folder", sorted(path for path in FIXTURES.iterdir() if path.is_dir()), ids=lambda p: p.name)
def test_every_fixture_comes_back(folder: Path) -> None:
    data, options = source_of(folder).read_bytes(), options_of(folder)
    document, markdown = convert(data, options.replace(to="json")).output, convert(data, options).output
    assert document is not None
    assert markdown is not None
    (front, body), (said, written) = parted(back(document)), parted(markdown)
    assert body == written
    assert list(front or ()) == list(said or ())
    assert back(document, Options(to="json")) == document


def test_every_file_of_the_corpus_comes_back(corpus: Path) -> None:
    """All but scalars that JSON does not tell apart, such as `007` and `'007'`: of those the keys alone."""
    ambiguous = files = 0
    for path in sorted(corpus.rglob("*")):
        if path.suffix not in (".md", ".html") or not path.is_file():
            continue
        data = path.read_bytes()
        markdown, document = convert(data).output, convert(data, Options(to="json")).output
        if markdown is None or document is None:
            continue
        files += 1
        (front, body), (said, written) = parted(back(document)), parted(markdown)
        assert body == written, path
        assert list(front or ()) == list(said or ()), path
        assert back(document, Options(to="json")) == document, path
        ambiguous += front != said
    assert files
    assert ambiguous <= files // 100


def test_values_that_json_tells_apart_come_back() -> None:
    front, _ = parted(back(convert(SOURCE, Options(to="json")).output or ""))
    said, _ = parted(convert(SOURCE).output or "")
    assert front == said
    assert (front["rate"], front["series"], front["nothing"]) == (1.5, {"part": 2, "of": "3"}, None)


def test_kept_keys_come_back() -> None:
    source = "---\nheadline: A\npubDate: 2020-01-02\n---\nText.\n"
    options = Options(to="json", keys="keep")
    assert back(convert(source, options).output or "") == convert(source, Options(keys="keep")).output


def dropped(document: Any) -> None:
    document["blocks"] = [block for block in document["blocks"] if block["type"] in ("paragraph", "heading")]


def renamed(document: Any) -> None:
    document["title"] = "Another"
    document["tags"] += ["new"]
    del document["extra"]["series"]


def bare(document: Any) -> None:
    for key in set(document) - {"version", "blocks", "problems"}:
        del document[key]
    document["blocks"] = [{"type": "paragraph", "text": "*New*"}, {"type": "heading", "level": 2, "text": "Here"}]


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (dropped, ["title: The lamp", "1\\. not a list"]),
        (renamed, ["title: Another", "tags:\n  - new", "![Lamp]"]),
        (bare, ["*New*\n\n## Here\n"]),
    ],
)
def test_it_can_be_edited(edit: Callable[[Any], None], found: list[str]) -> None:
    document = json.loads(convert(SOURCE, Options(to="json")).output or "")
    edit(document)
    for indent in (None, 2):
        markdown = back(json.dumps(document, indent=indent))
        assert all(each in markdown for each in found)
    again = json.loads(back(json.dumps(document), Options(to="json")))
    assert again["text"] == convert(json.dumps(document)).article.text
    assert (again["text"].startswith("First light"), again["words"] > 5) == (edit is not bare, edit is not bare)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": None}, "it is newsfix JSON of version None, but this newsfix reads version 1"),
        ({"version": "2"}, "it is newsfix JSON of version 2, but this newsfix reads version 1"),
        (
            {"title": 3},
            "version 1: Expected `str | null`, got `int` - at `$.title`",
        ),
        ({"score": 3}, "it is no longer valid newsfix JSON of version 1: Object contains unknown field `score`"),
        ({"blocks": [{"type": "figure", "images": [9], "links": [None]}]}, "refers to a picture that is missing: 9"),
    ],
)
def test_what_is_refused(change: dict[str, Any], message: str) -> None:
    result = convert(json.dumps({"version": "1", "blocks": [], "problems": [], **change}))
    assert result.output is None
    (problem,) = result.problems
    assert problem.code == "EN006"
    assert message in problem.message


def test_the_first_version_is_refused() -> None:
    old = json.dumps({"source": None, "title": "A", "blocks": [], "extra": {}, "problems": []})
    (problem,) = convert(old).problems
    assert problem.message == "it is JSON of newsfix 0.1.0, which has no version; convert the source again"
    (problem,) = convert(f'{{"version": "1", "blocks": [], "problems": []}}\n{old}').problems
    assert problem.message.startswith("there is more after the object;")
    deep: Any = []
    for _ in range(70):
        deep = [{"type": "quote", "blocks": deep}]
    (problem,) = convert(json.dumps({"version": "1", "blocks": deep, "problems": []})).problems
    assert "nested" in problem.message


def test_json_front_matter_stays_front_matter() -> None:
    article = convert('{"title": "A", "blocks": 3}\n\nText with "problems".\n').article
    assert (article.title, article.extra) == ("A", {"blocks": "3"})
    assert convert('{"title": "A"}\n').article.title == "A"


def test_a_directory_of_them_gives_a_tree(tmp_path: Path) -> None:
    (tmp_path / "raw" / "deep").mkdir(parents=True)
    for name in ("a", "deep/b"):
        (tmp_path / "raw" / f"{name}.html").write_text(SOURCE.replace("lamp", name), encoding="utf-8")
    raw, clean, back_, once = (str(tmp_path / name) for name in ("raw", "clean", "back", "once"))
    for arguments in (
        ("convert", raw, "-t", "json", "-o", clean),
        ("convert", clean, "--include", "*.json", "-o", back_),
        ("convert", raw, "-o", once),
    ):
        assert newsfix(*arguments).exit_code == 0
    for name in ("a.md", "deep/b.md"):
        assert Path(back_, name).read_bytes() == Path(once, name).read_bytes()


def written(path: Path, *sources: str | None) -> str:
    """A file with an object of newsfix in each line, each with a source of its own."""
    lines = []
    for number, source in enumerate(sources):
        document = json.loads(convert(f"<p>Article {number}</p>", Options(to="json")).output or "")
        lines.append(json.dumps(document | {"source": source}) + "\n")
    path.write_text("".join(lines), encoding="utf-8")
    return str(path)


def test_lines_become_a_file_each(tmp_path: Path) -> None:
    everything = written(tmp_path / "all.jsonl", "raw/a.html", "raw/deep/b.md", "./c")
    clean = tmp_path / "clean"
    result = run("convert", everything, "-o", f"{clean}/")
    assert (result.exit_code, result.stderr.splitlines()[0][:22]) == (0, "3 files: 3 converted, ")
    found = {path.relative_to(clean).as_posix(): path.read_text() for path in clean.rglob("*.md")}
    assert found == {"raw/a.md": "Article 0\n", "raw/deep/b.md": "Article 1\n", "c.md": "Article 2\n"}
    again = run("convert", everything, "-o", f"{clean}/", "-t", "json")
    assert again.exit_code == 0
    assert json.loads((clean / "raw" / "a.json").read_text())["text"] == "Article 0"


def test_sources_that_lead_elsewhere_are_refused_and_equal_ones_clash(tmp_path: Path) -> None:
    sources = ("a.html", "/etc/b.html", "../c.html", "x/../../d.html", "C:\\e.html", None, "f.html", "a.md")
    everything = written(tmp_path / "all.jsonl", *sources)
    result = run("convert", everything, "-o", f"{tmp_path / 'clean'}/")
    assert result.exit_code == 1
    assert sorted(path.name for path in tmp_path.rglob("*.md")) == ["a.md", "f.md"]
    lines = [line for line in result.stderr.splitlines() if ": IO003 " in line]
    assert [line.split("all.jsonl/")[1][0] for line in lines] == ["2", "3", "4", "5", "6", "8"]
    assert "its source '/etc/b.html' is not a path below the directory" in lines[0]
    assert f"is already that of {everything}/1" in lines[-1]


def test_lines_stay_lines_in_a_file(tmp_path: Path) -> None:
    everything = written(tmp_path / "all.jsonl", "raw/a.html", None)
    assert run("convert", everything, "-o", str(tmp_path / "x.jsonl")).exit_code == 0
    records = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text().splitlines()]
    assert records == [{"path": "raw/a.html", "markdown": "Article 0\n"}, {"markdown": "Article 1\n"}]
    assert run("convert", everything, "-t", "jsonl", "-o", str(tmp_path / "y.jsonl")).exit_code == 0
    lines = (tmp_path / "y.jsonl").read_text().splitlines()
    assert [json.loads(line)["source"] for line in lines] == ["raw/a.html", None]


def test_a_line_that_is_something_else_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    written(path, "a.html")
    path.write_text(path.read_text() + '{"html": "<p>x"}\n', encoding="utf-8")
    result = run("convert", str(path), "-o", f"{tmp_path / 'clean'}/")
    assert result.exit_code == 1
    assert "all.jsonl/2:1:1: IO001 the line is not an article written by newsfix" in result.stderr
    assert (tmp_path / "clean" / "a.md").read_text() == "Article 0\n"


def test_lines_with_texts_stay_a_shard(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text('{"html": "<p>x", "text": "y", "problems": [], "blocks": 1}\n', encoding="utf-8")
    assert run("convert", str(path), "-o", f"{tmp_path / 'clean'}/").exit_code == 0
    assert [each.name for each in (tmp_path / "clean").iterdir()] == ["dump.jsonl"]
