"""What the user demands of front matter: required and allowed keys, a JSON Schema."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from newsfix import Options, check
from tests.conftest import newsfix


def problems(front: str, options: Options, opening: str = "---") -> list[tuple[int | None, int | None, str, str]]:
    """The problems of the FM010 family in front matter whose first line is the second of the file."""
    text = f"{opening}\n{front}\n{opening}\nText.\n"
    return [
        (each.line, each.column, each.code, each.message)
        for each in check(text, options)
        if each.code in ("FM010", "FM011", "FM012")
    ]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: T\nauthor: A\nseries: S", []),
        ("title: T\nauthors: [A, B]\nSeries: S", []),
        ("title: T\nseries: S", [(2, 1, "FM010", "the required key author is missing")]),
        ("title: T\nauthor:\nseries: S", [(3, 8, "FM010", "the required key author is empty")]),
        ("title: T\nauthor:\nwriter: A\nseries: S", []),
        ("author: A\nseries: ~", [(3, 9, "FM010", "the required key series is empty")]),
        ("author: A\nseries: []", [(3, 9, "FM010", "the required key series is empty")]),
    ],
)
def test_required_keys(front: str, expected: list[tuple[int, int, str, str]]) -> None:
    assert problems(front, Options(required=("author", "series"))) == expected


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: T\ntags: [a]\nlayout: post", []),
        ("headline: T\ntag: a\nLayout: post", []),
        ("title: T\nlayuot: post", [(3, 1, "FM011", "layuot is not allowed; did you mean layout?")]),
        ("title: T\nauthor: A", [(3, 1, "FM011", "author is not allowed")]),
    ],
)
def test_allowed_keys(front: str, expected: list[tuple[int, int, str, str]]) -> None:
    assert problems(front, Options(allowed=("tags", "layout"), required=("title",))) == expected


def test_keys_of_other_forms_of_front_matter() -> None:
    options = Options(required=("author",), allowed=("title",))
    expected = [(2, 1, "FM010", "the required key author is missing"), (3, 5, "FM011", "x is not allowed")]
    assert problems('title = "T"\nx = 1', options, "+++") == expected


# --------------------------------------------------------------------------------- a JSON Schema

SCHEMA = {
    "type": "object",
    "required": ["title"],
    "properties": {
        "title": {"type": "string", "minLength": 2},
        "date": {"type": "string", "format": "date"},
        "weight": {"type": "integer", "minimum": 1},
        "draft": {"type": "boolean"},
        "code": {"type": "string"},
        "rank": {"oneOf": [{"type": "integer"}, {"type": "string"}]},
        "tags": {"type": "array", "items": {"type": "string", "pattern": "^[a-z0-9]+$"}},
        "place": {"$ref": "#/$defs/place"},
    },
    "additionalProperties": False,
    "$defs": {"place": {"type": "object", "properties": {"lat": {"type": "number"}}, "additionalProperties": False}},
}


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: Quay\ndate: 2021-12-15\nweight: 3\ndraft: false\ncode: 007\nrank: 5\ntags: [a, 2021]", []),
        ("title: 2021\ncode: yes\nrank: high\nplace: {lat: 1.5}", []),
        ("title: Quay\ncode:", []),
        ("title: The quay: a history", []),
        ("title: The quay: a history\ntags: [A]", [(3, 7, "tags.0: 'A' does not match '^[a-z0-9]+$'")]),
        ("title: Quay\ndate: 2021-13-15", [(3, 7, "date: '2021-13-15' is not a 'date'")]),
        ("title: Quay\nweight: '3'", [(3, 9, "weight: '3' is not of type 'integer'")]),
        ("title: Quay\nweight: 0", [(3, 9, "weight: 0 is less than the minimum of 1")]),
        ("title: Quay\ndraft: yes", [(3, 8, "draft: 'yes' is not of type 'boolean'")]),
        ("title: Quay\ntags: sea", [(3, 7, "tags: 'sea' is not of type 'array'")]),
        ("title: Quay\ntags:\n- a\n- B", [(5, 3, "tags.1: 'B' does not match '^[a-z0-9]+$'")]),
        ("title: Quay\nplace:\n  lat: north", [(4, 8, "place.lat: 'north' is not of type 'number'")]),
        ("title: Quay\nplace:\n  lat: 1\n  lon: 2", [(5, 3, "lon is not allowed by the schema")]),
        (
            "title: Quay\n渡: 1\nb: 2",
            [(3, 1, "渡 is not allowed by the schema"), (4, 1, "b is not allowed by the schema")],
        ),
        ("date: 2021-12-15", [(2, 1, "'title' is a required property")]),
    ],
)
def test_schema(front: str, expected: list[tuple[int, int, str]]) -> None:
    found = problems(front, Options(schema=json.dumps(SCHEMA)))
    assert found == [(line, column, "FM012", message) for line, column, message in expected]


@pytest.mark.parametrize("opening", ["+++", ";;;"])
def test_schema_of_other_forms_of_front_matter(opening: str) -> None:
    front = {"+++": 'title = "Quay"\nweight = "3"', ";;;": '"title": "Quay",\n"weight": "3"'}[opening]
    ((line, _, code, message),) = problems(front, Options(schema=json.dumps(SCHEMA)), opening)
    assert (line, code, message) == (3, "FM012", "weight: '3' is not of type 'integer'")


@pytest.mark.parametrize(
    "schema",
    [{"$ref": "https://a.example/gone.json"}, {"$ref": "#/$defs/x"}],
)
def test_schema_that_cannot_be_applied(schema: dict[str, Any]) -> None:
    ((line, _, code, message),) = problems("title: Quay", Options(schema=json.dumps(schema)))
    assert (line, code) == (2, "FM012")
    assert message.startswith("the schema cannot be applied: ")


run = partial(newsfix, "check")


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()  # outside of a repository a folder's schema does not count
    Path("schema.json").write_text(json.dumps(SCHEMA))
    path = Path("content/a.md")
    path.parent.mkdir()
    path.write_text("---\ntitle: Quay\ndate: 2021-12-15\nweight: no\n---\n\nText.\n")
    return path


def test_schema_of_the_command_line_and_of_the_configuration(article: Path) -> None:
    line = "content/a.md:4:9: FM012 weight: 'no' is not of type 'integer'\n"
    assert run(str(article)).exit_code == 0
    result = run(str(article), "--schema", "schema.json")
    assert (result.exit_code, result.stdout) == (1, line)
    os.replace("schema.json", "content/schema.json")  # a folder's configuration names no place outside of it
    (article.parent / "newsfix.toml").write_text('schema = "schema.json"\n')
    result = run(str(article))
    assert (result.exit_code, result.stdout) == (1, line)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "it is not valid JSON: "),
        ("[]", "it is not a valid JSON Schema: "),
        ('{"type": "text"}', "it is not a valid JSON Schema: 'text' is not valid"),
        ("\udcff", "it is not valid JSON"),
    ],
)
def test_a_schema_that_is_none(article: Path, text: str, message: str) -> None:
    Path("schema.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    result = run(str(article), "--schema", "schema.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"schema.json: {message}" in " ".join(result.stderr.split()) or "codec" in result.stderr
    os.replace("schema.json", "content/schema.json")  # a folder's configuration names no place outside of it
    (article.parent / "newsfix.toml").write_text('schema = "schema.json"\n')
    result = run(str(article))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "newsfix.toml: schema: " in result.stderr
    assert run(str(article), "--schema", "gone.json").exit_code == 2


def test_without_the_library(article: Path) -> None:
    code = (
        "import sys; sys.modules['jsonschema'] = None; from newsfix.cli import main;"
        f" main(['check', {str(article)!r}, *sys.argv[1:]])"
    )
    process = [sys.executable, "-c", code]
    assert subprocess.run(process, check=False).returncode == 0
    run = subprocess.run([*process, "--schema", "schema.json"], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "a schema needs jsonschema: pip install 'newsfix[schema]'" in " ".join(run.stderr.split())
