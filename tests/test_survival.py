"""Headers as people, scrapers and half a dozen site generators leave them, through the whole of newsfix.

Each must come out as YAML that every loader reads alike, say all its words, and not change on a second run.
"""
# ruff: noqa: E501  a row of a table is one line

from __future__ import annotations

import json
import re
from html import unescape
from io import StringIO
from typing import Any

import pytest
import yaml

from newsfix.pipeline import Result, convert

BODY = "\n\nA quay at dawn.\n"


class Words(yaml.SafeLoader):
    """YAML with every scalar as the text it is."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  PyYAML declares it so


def header(result: Result) -> str:
    assert result.output is not None
    match = re.match(r"---\n(.*?)^---$", result.output, re.DOTALL | re.MULTILINE)
    return match[1] if match else ""


def dashed(front: str) -> str:
    return f"---\n{front}\n---{BODY}"


# Text, what the output's front matter says, the codes beside DT001 and FM006 (no date, no title).
CASES: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "fences of four dashes": ("----\na: b\nc: d\n----" + BODY, {"a": "b", "c": "d"}, ["FM004"]),
    "fences of two dashes": ("--\ntitle: A\n--" + BODY, {"title": "A"}, ["FM004"]),
    "a long closing fence alone": ("layout: post\n------" + BODY, {"layout": "post"}, []),
    "an opening fence glued to its key": (
        "---title: A\nlayout: post\n---" + BODY,
        {"title": "A", "layout": "post"},
        ["FM004"],
    ),
    "a closing fence glued to a word": ("---\ntitle: A\nauthor: Bob---" + BODY, {"title": "A", "author": "Bob"}, ["FM004"]),
    "an indented closing fence": ("---\ntitle: A\ntopics:\n- x\n ---" + BODY, {"title": "A", "topics": ["x"]}, ["FM004"]),
    "a value that ends in dashes": (dashed("title: A\ntopics:\n- x ---\n- y"), {"title": "A", "topics": ["x ---", "y"]}, []),
    "the last value ends in dashes": (dashed("title: A\ntopic: x ---"), {"title": "A", "topic": "x ---"}, []),
    "TOML between dashes": (
        dashed('title = "A"\ndescription = "b"'),
        {"title": "A", "description": "b"},
        ["FM004"],
    ),
    "YAML between pluses": ("+++\ntitle: A\n+++" + BODY, {"title": "A"}, ["FM004"]),
    "TOML with one bad line": (
        '+++\ntitle = "A\nslug = "b"\n+++' + BODY,
        {"slug": "b", "title_original": '"A'},
        ["FM003"],
    ),
    "TOML with a key twice": ('+++\ntitle = "A"\ntitle = "B"\n[x]\ny = 1\n+++' + BODY, {"title": "B", "x": {"y": "1"}}, ["FM005"]),
    "JSON with a comma too many": ('{\n  "title": "A",\n  "tags": ["a",],\n}' + BODY, {"title": "A", "tags": ["a"]}, ["FM004"]),
    "JSON with bare keys": (';;;\n{\n title: "A"\n}\n;;;' + BODY, {"title": "A"}, ["FM004"]),
    "JSON without braces between dashes": (dashed('"title": "A",\n"slug": "b",'), {"title": "A", "slug": "b"}, ["FM004"]),
    "an anchor that nothing names": (dashed("title: &foo bar baz"), {"title": "&foo bar baz"}, ["FM004"]),
    "an anchor before a path": (dashed("title: A\nx:\n  y: &quay /img/quay.png"), {"title": "A", "x": {"y": "/img/quay.png"}}, []),
    "an anchor in use": (dashed("title: A\nx: &x [p]\ny: *x"), {"title": "A", "x": ["p"], "y": ["p"]}, []),
    "tags that are not applied": (
        dashed("title: !foo A\nx: !ruby/object:Foo\n  a: b\ny: !<tag:example.org,2002:z> c\nz: ! 'd'"),
        {"title": "!foo A", "x": {"a": "b"}, "y": "c", "z": "d"},
        ["FM004"],
    ),
    "binary that is none": (dashed("title: A\nx: !binary '###'"), {"title": "A", "x": "###"}, []),
    "a key twice within a mapping": (dashed("title: A\nmenu:\n  a: b\n  a: c"), {"title": "A", "menu": {"a": "c"}}, ["FM005"]),
    "items without a blank": (dashed("tags:\n -a\n -b\ntitle: T"), {"title": "T", "tags": ["a", "b"]}, ["FM004"]),
    "items on the slant": (dashed("tags:\n- a\n - b\n  - c\ntitle: T"), {"title": "T", "tags": ["a", "b", "c"]}, ["FM004"]),
    "a hashtag in a list": (dashed("tags: [#a, b]\ntitle: T"), {"title": "T", "tags": ["#a", "b"]}, ["FM004"]),
    "a colon in a list of tags": (
        dashed("tags: [C#, a: b]\ntitle: T"),
        {"title": "T", "tags": ["C#"], "tags_original": ["C#", {"a": "b"}]},
        ["FM013"],
    ),
    "an author's key run into the next": (
        dashed("authors:\n  - ann categories:\n  - harbours\ntitle: T"),
        {"title": "T", "author": "harbours", "authors_original": [{"ann categories": ""}, "harbours"]},
        ["FM013"],
    ),
    "authors of whom one is broken": (
        dashed("authors:\n  - name: A: B\n    url: http://x.example\n  - name: C\ntitle: T"),
        {
            "title": "T",
            "authors": ["A: B", "C"],
            "authors_original": [{"name": "A: B", "url": "http://x.example"}, {"name": "C"}],
        },
        ["FM004"],
    ),
    "a comment where another key is broken": (
        dashed("title: A: b\nslug: c # of the quay\ntags: [#x, y]"),
        {"title": "A: b", "slug": "c", "tags": ["#x", "y"]},
        ["FM004"],
    ),
    "full-width colons": (dashed("title： A\nauthor：B"), {"title": "A", "author": "B"}, ["FM004"]),
    "no-break blanks": (dashed("title: A\nslug:\u00a0b"), {"title": "A", "slug": "b"}, ["FM004"]),
    "a path without a blank": (dashed("layout:post\nseries:/a.b"), {"layout": "post", "series": "/a.b"}, ["FM004"]),
    "two keys in a line": (dashed("layout: post title: Two quays"), {"title": "Two quays", "layout": "post"}, ["FM004"]),
    "a key of words below a broken one": (
        dashed("title: A\ntype of quay: wooden\nslug: @b"),
        {"title": "A", "type of quay": "wooden", "slug": "@b"},
        ["FM004"],
    ),
    "escapes that YAML does not have": (dashed('title: "C:\\dock"'), {"title": "C:\\dock"}, ["FM004"]),
    "escapes of JSON": (dashed('title: "\\ud83d\\ude00 a"'), {"title": "😀 a"}, ["FM004"]),
    "a relative date under its own name": (
        dashed("title: A\nupdated: yesterday"),
        {"title": "A", "updated_original": "yesterday"},
        ["DT004"],
    ),
    "another key that says no date": (dashed("title: A\ncreated: by hand"), {"title": "A", "created": "by hand"}, []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "codes"), CASES.values(), ids=CASES.keys())
def test_header(text: str, expected: dict[str, Any], codes: list[str]) -> None:
    result = convert(text)
    assert yaml.load(header(result), Words) == expected
    found = {problem.code for problem in result.problems} - {"DT001", "FM006", "FM014"}
    assert sorted(found) == codes


@pytest.mark.parametrize("text", [text for text, _, _ in CASES.values()], ids=CASES.keys())
def test_the_output_is_read_alike_and_stays(text: str) -> None:
    result = convert(text)
    front = header(result)
    loader = pytest.importorskip("ruamel.yaml").YAML(typ="safe", pure=True)
    assert yaml.safe_load(front) == loader.load(StringIO(front))
    assert result.output is not None
    assert convert(result.output).output == result.output


@pytest.mark.parametrize("text", [text for text, _, _ in CASES.values()], ids=CASES.keys())
def test_every_word_is_said(text: str) -> None:
    result = convert(text)
    said = json.dumps([result.output, *(problem.message for problem in result.problems)], ensure_ascii=False)
    known = set(re.findall(r"[^\W_]+", said.replace("\\n", " ")))
    text = re.sub(r"!binary|\\u[0-9a-f]{4}", " ", unescape(text))
    assert [word for word in re.findall(r"[^\W_]+", text) if word not in known] == []
