"""Equal articles of a run: counted, named, and left where they are."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from newsfix import Options, convert
from newsfix.run.equal import bare
from tests.conftest import newsfix


@pytest.fixture(autouse=True)
def _sources(here: Path) -> None:
    Path("raw").mkdir()
    put("a", "<p>The <b>same</b> words</p>", "https://a.example/1?utm_source=feed")
    put("b", "The same *words*", "https://a.example/2")
    put("c", "<p>Others</p>", "http://a.example/1#top")
    put("d", "<p>More</p>")
    put("empty")
    put("vacant")


def put(name: str, body: str = "", url: str = "") -> None:
    address = f"\nurl: {url}" if url else ""
    Path(f"raw/{name}.html").write_text(f"---\ntitle: {name}\ndate: 2020-01-02{address}\n---\n{body}\n")


run = partial(newsfix, "convert", "raw", "-o", "clean")


COUNTED = "articles that share with others: 2 the same text, 2 an address (-v names them)"


@pytest.mark.parametrize("to", ["markdown", "json"])
def test_they_are_counted_and_named_and_nothing_is_removed(to: str) -> None:
    for _ in range(2):  # the second time nothing is converted any more
        result = run("-t", to)
        assert COUNTED in result.stderr.splitlines()
        assert "newsfix: the same" not in result.stderr
    lines = run("-v", "-t", to).stderr.splitlines()
    assert "newsfix: the same text: raw/a.html, raw/b.html" in lines
    assert "newsfix: the same address: raw/a.html, raw/c.html" in lines
    assert len(list(Path("clean").iterdir())) == 6


def test_without_any_nothing_is_said() -> None:
    for name in ("b", "c"):
        Path(f"raw/{name}.html").unlink()
    assert "share" not in run("-v").stderr


def test_the_articles_of_a_shard_are_compared_too() -> None:
    newsfix("convert", "raw", "-t", "jsonl", "-o", "all.jsonl")
    for _ in range(2):
        result = newsfix("convert", "all.jsonl", "-o", "other.jsonl")
        assert COUNTED in result.stderr.splitlines()


def test_the_reports_say_it() -> None:
    run("--report", "run.jsonl", "--report", "run.html")
    records: dict[str, Any] = {
        each["path"]: each["content_sha256"] for each in map(json.loads, Path("run.jsonl").read_text().splitlines())
    }
    document = json.loads(convert(Path("raw/a.html").read_bytes(), Options(to="json")).output or "")
    assert records["raw/a.html"] == records["raw/b.html"] == document["content_sha256"] != records["raw/d.html"]
    assert records["raw/empty.html"] is None
    end = re.findall(r'class="end">(.*?)</script>', Path("run.html").read_text())[0]
    assert json.loads(end)["equal"] == [
        ["text", ["raw/a.html", "raw/b.html"]],
        ["address", ["raw/a.html", "raw/c.html"]],
    ]


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("https://a.example/x?id=1&utm_source=feed&fbclid=0", "http://a.example/x?id=1", True),
        ("https://a.example/x#part", "https://a.example/x", True),
        ("https://a.example/x?id=1", "https://a.example/x?id=2", False),
        ("https://a.example/x", "https://b.example/x", False),
    ],
)
def test_what_is_one_address(one: str, other: str, equal: bool) -> None:
    assert (bare(one) == bare(other)) == equal
