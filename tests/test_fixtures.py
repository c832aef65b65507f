"""Every folder of fixtures/: its source must give its expected Markdown, JSON and problems.

`pytest tests/test_fixtures.py --accept` writes the expectations anew; read the difference before
you commit it.
"""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from msgspec.structs import replace

from newsfix import Options, Problem, convert
from newsfix.rules import BY_CODE
from newsfix.run.settings import load
from newsfix.write.schema import schema
from tests.conftest import FIXTURES

CASES = sorted(path for path in FIXTURES.iterdir() if path.is_dir())
VALIDATOR = jsonschema.Draft202012Validator(schema())


def options_of(folder: Path) -> Options:
    path = folder / "options.toml"
    return load(str(path)).options if path.exists() else Options()


def source_of(folder: Path) -> Path:
    (source,) = folder.glob("source.*")
    return source


def described(problem: Problem) -> str:
    place = f"{problem.line or 1}:{problem.column or 1}"
    return f"{place} {problem.code} {BY_CODE[problem.code].name}: {problem.message}"


def test_there_are_fixtures() -> None:
    assert len(CASES) >= 25


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_fixture(folder: Path, accept: bool) -> None:
    source, options = source_of(folder), options_of(folder)
    data = source.read_bytes()
    markdown = convert(data, options, source.name)
    document = convert(data, replace(options, to="json"), source.name)
    assert markdown.output is not None
    assert document.output is not None
    results = {
        "expected.md": markdown.output,
        "expected.json": document.output,
        "problems.txt": "".join(f"{described(problem)}\n" for problem in markdown.problems),
    }
    for name, text in results.items():
        path = folder / name
        if accept:
            path.write_bytes(text.encode())
        assert path.exists(), f"{path} is missing; look at what newsfix does, then run pytest --accept"
        assert text == path.read_bytes().decode()


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_own_output_stays(folder: Path) -> None:
    first = convert(source_of(folder).read_bytes(), options_of(folder), "source.md").output
    assert first is not None
    assert convert(first, options_of(folder), "source.md").output == first


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_own_output_reads_back(folder: Path) -> None:
    result = convert(source_of(folder).read_bytes(), replace(options_of(folder), verify=True), "source.html")
    assert result.output is not None, result.problems


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_json_is_valid(folder: Path) -> None:
    data, options = source_of(folder).read_bytes(), options_of(folder)
    (line,) = str(convert(data, replace(options, to="jsonl")).output).splitlines()
    indented = json.loads(str(convert(data, replace(options, to="json")).output))
    assert json.loads(line) == indented
    VALIDATOR.validate(indented)
