"""The library: options that check themselves, articles that write themselves, and paths that are read."""

from __future__ import annotations

import os
import pickle
import pydoc
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import newsfix
from newsfix import Article, Options, check, convert
from newsfix.write.schema import schema
from tests.conftest import newsfix as invoke

SOURCE = """---
title: The lamp at Orsk
---
<p>First <em>light</em>.</p>
<figure><img src="https://a.example/l.jpg"><figcaption>The lamp</figcaption></figure>
<table><tr><th>Day</th><th>Ship</th></tr><tr><td>Monday</td><td>Anna</td></tr></table>
<ul><li>Oil</li><li>Wick</li></ul>
"""


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("to_zone", "Nope", "'Nope' is not a known time zone"),
        ("assume_zone", "Mars/Base", "'Mars/Base' is not a known time zone"),
        ("encoding", "klingon", "'klingon' is not a known encoding"),
        ("base_date", "soon", "'soon' is not a date in the form YYYY-MM-DD"),
        ("zones", {"CST": "8"}, "write a zone as CST=+08:00, not CST=8"),
        ("drop", ("p[",), "'p[' is not a usable CSS selector"),
        ("drop", "p", "it must be an array of strings, not 'p'"),
        ("to", "pdf", "it must be markdown, json or jsonl, not 'pdf'"),
        ("day_first", "yes", "it must be true or false, not 'yes'"),
        ("drop_where", (("*", ("<",)),), "'<' is not a usable CSS selector"),
        ("drop_where", ("*",), 'it must be a table such as {"https://blog.example/*" = [".sharedaddy"]}'),
        ("picture_rows", (("a", "("),), "each row must have exactly the keys name, pattern and replacement"),
        ("names", {"dat": ("x",)}, "'dat' is not a field; did you mean 'date'?"),
        ("rules", ("EN03",), "'EN03' is not a rule; did you mean 'EN003'?"),
        ("data_prefix", 1, "it must be a string, not 1"),
        ("schema", "[", "it is not valid JSON: Expecting value: line 1 column 2 (char 1)"),
    ],
)
def test_options_that_cannot_be_used_are_refused(name: str, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=name) as caught:
        Options(**{name: value})
    assert str(caught.value) == f"{name}: {message}"
    with pytest.raises(ValueError, match=name):
        Options().replace(**{name: value})


@pytest.mark.parametrize(("name", "value"), [("to-zone", "Nope"), ("encoding", "klingon"), ("base-date", "soon")])
def test_the_words_are_those_of_the_command_line(name: str, value: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Text", encoding="utf-8")
    result = invoke("convert", str(tmp_path / "a.html"), f"--{name}", value)
    with pytest.raises(ValueError, match=name.replace("-", "_")) as caught:
        Options(**{name.replace("-", "_"): value})  # type: ignore[arg-type]
    _, words = str(caught.value).split(": ", 1)
    assert words in " ".join(result.stderr.split())


def test_options_are_values() -> None:
    options = Options(to="json", drop=[".ad"], zones={"CST": "+08:00"})  # type: ignore[arg-type]
    same = Options(to="json", drop=(".ad",), zones={"CST": "+08:00"})
    assert repr(Options()) == "Options()"
    assert repr(options) == "Options(to='json', zones={'CST': '+08:00'}, drop=('.ad',))"
    assert options == same
    assert options != Options()
    assert {options: 1}[same] == 1
    assert options.replace(to="markdown", drop=()) == Options(zones={"CST": "+08:00"})
    assert pickle.loads(pickle.dumps(options)) == options
    assert Options(rules=("DT",)).rules[0] == "DT001"


def test_an_article_writes_itself() -> None:
    result = convert(SOURCE)
    article = result.article
    assert article.to_markdown() == result.output
    assert article.text == "First light.\n\nThe lamp\n\nDay\tShip\nMonday\tAnna\n\nOil\nWick"
    document = article.to_dict()
    assert document["title"] == "The lamp at Orsk"
    assert [block["type"] for block in document["blocks"]] == ["paragraph", "figure", "table", "list"]
    jsonschema.Draft202012Validator(schema()).validate(document)
    assert Article().to_markdown() == ""
    assert Article().text == ""


@pytest.mark.parametrize("text", ["- a: 1\n- b", "***\n\ntitle: x\n\n***\n"])
def test_text_stays_text_in_an_article_that_writes_itself(text: str) -> None:
    assert convert(text).article.to_markdown() == convert(text).output


def test_a_path_is_read(tmp_path: Path) -> None:
    path = tmp_path / "2020-05-06-lamp.html"
    path.write_bytes(SOURCE.encode())
    result = convert(path)
    assert result == convert(SOURCE.encode(), origin=str(path))
    assert result.article.date == "2020-05-06"
    assert check(path) == result.problems
    with pytest.raises(FileNotFoundError):
        convert(tmp_path / "none.html")
    os.utime(path, (0, 0))
    assert [each.code for each in convert(path).problems if each.code == "DT009"] == ["DT009"]


def test_too_large_a_file_cannot_be_read(tmp_path: Path) -> None:
    path, article = tmp_path / "a.html", tmp_path / "b.html"
    path.touch()
    os.truncate(path, 101_000_000)
    article.write_text("<p>Text</p>", encoding="utf-8")
    with pytest.raises(OSError, match="it is larger than 100 MB"):
        convert(path)
    for option in ("--files-from", "--config", "--baseline", "--schema"):
        result = invoke("check", option, str(path), str(article))
        assert result.exit_code == 2
        assert f"{path} cannot be read: it is larger than 100 MB" in " ".join(result.stderr.split())


def test_a_path_is_read_with_the_files_beside_it(tmp_path: Path) -> None:
    """As the command does: the neighbours settle an encoding that is in doubt."""
    prose = "Маяк стоит на скале, и его видно далеко в море. Смотритель зажигает его вечером. "
    for name in "abc":
        (tmp_path / f"{name}.html").write_bytes(f"<p>{prose * 5}</p>".encode("koi8-r"))
    path = tmp_path / "d.html"
    path.write_bytes("<p>Маяк №.</p>".encode("koi8-r", "ignore"))
    command = invoke("convert", str(path))
    assert convert(path).output == command.stdout
    assert "Маяк" in command.stdout
    assert check(path) == convert(path).problems


def test_help_shows_the_interface() -> None:
    assert dir(newsfix) == newsfix.__all__
    text = pydoc.plain(pydoc.render_doc(newsfix))
    for word in ("convert(", "check(", "class Options", "class Problem", "class Result", "to_markdown"):
        assert word in text


@pytest.mark.parametrize("origin", [1, b"a.md", Path("a.md"), ["a.md"]])
def test_what_is_no_origin_is_refused(origin: Any, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A quay.\n")
    for source in ("A quay.", tmp_path / "a.md"):
        for function in (convert, check):
            with pytest.raises(TypeError, match="an origin is the name of a file or an Origin, not "):
                function(source, origin=origin)


@pytest.mark.parametrize("options", [None, 1, {"to": "json"}, "json", Options])
def test_what_are_no_options_are_refused(options: Any, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A quay.\n")
    for source in ("A quay.", tmp_path / "a.md"):
        for function in (convert, check):
            with pytest.raises(TypeError, match="options are an Options, not "):
                function(source, options)
