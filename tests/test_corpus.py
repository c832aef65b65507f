"""The whole command over real articles, where NEWSFIX_CORPUS names a folder of them."""

from __future__ import annotations

import filecmp
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import jsonschema
import pytest

from newsfix import Options, check, convert
from newsfix.run.finding import find
from newsfix.write.schema import schema


def sources(corpus: Path) -> list[Path]:
    return [Path(found.path) for found in find(str(corpus)) if found.article]


def newsfix(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "newsfix", *arguments], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def clean(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of the corpus as verified Markdown."""
    folder = tmp_path_factory.mktemp("clean")
    run = newsfix("convert", str(corpus), "-o", str(folder), "--verify")
    count = len(sources(corpus))
    assert run.returncode == 0, run.stderr
    assert f"{count} files: {count} converted" in run.stderr
    return folder


def test_every_file_has_its_output(corpus: Path, clean: Path) -> None:
    expected = {path.relative_to(corpus).with_suffix(".md") for path in sources(corpus)}
    assert {path.relative_to(clean) for path in clean.rglob("*") if path.is_file()} == expected


def test_one_process_writes_what_two_write(corpus: Path, clean: Path, tmp_path: Path) -> None:
    assert newsfix("convert", str(corpus), "-o", str(tmp_path), "-q", "-j", "1").returncode == 0
    names = [str(path.relative_to(clean)) for path in clean.rglob("*") if path.is_file()]
    assert filecmp.cmpfiles(clean, tmp_path, names, shallow=False)[1:] == ([], [])


def test_own_output_stays(clean: Path) -> None:
    changed = [
        path.relative_to(clean)
        for path in sorted(clean.rglob("*.md"))
        if convert(path.read_bytes(), Options(), path.name).output != path.read_bytes().decode()
    ]
    assert changed == []


def test_what_was_written_has_no_problem_that_its_source_had_not(corpus: Path, clean: Path) -> None:
    """So that what was converted without a problem is clean to check."""
    without = 0
    for source in sources(corpus):
        written = (clean / source.relative_to(corpus)).with_suffix(".md")
        before = Counter(problem.code for problem in check(source.read_bytes(), origin=source.name))
        after = Counter(problem.code for problem in check(written.read_bytes(), origin=written.name))
        assert after <= before, written
        without += not before
    assert without > 0


def test_json_is_valid(corpus: Path) -> None:
    run = newsfix("convert", str(corpus), "-t", "jsonl")
    validator = jsonschema.Draft202012Validator(schema())
    documents = [json.loads(line) for line in run.stdout.splitlines()]
    assert [document["source"] for document in documents] == [str(path) for path in sources(corpus)]
    for document in documents:
        assert list(validator.iter_errors(document)) == [], document["source"]
