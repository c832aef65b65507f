"""Whatever becomes of its tags, what an article loses is named: a count that knows nothing of newsfix finds no more."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsfix import pipeline
from newsfix.account.balance import NOTHING, Account
from tests import fuzz, mutants

COUNT = 320


def lost(texts: list[str]) -> Iterator[tuple[int, list[str], str]]:
    for number in range(COUNT):
        text = mutants.mutant(texts, random.Random(number))
        if found := fuzz.tried(text, number, mutants.faults):
            yield number, found, text


def test_what_fixtures_lose_is_named() -> None:
    assert list(lost(fuzz.seeds())) == []


def test_what_articles_lose_is_named(corpus: Path) -> None:
    assert list(lost(fuzz.seeds(str(corpus)))) == []


def test_every_way_changes_the_tags() -> None:
    text = "<p>The <b>quay</b> at six</p>\n<ul><li>nets<li>ropes</ul>"
    found = {mutants.with_mutated_tags(text, random.Random(number)) for number in range(300)}
    assert len(found) > 200
    assert not any("quay" not in each or "ropes" not in each for each in found)
    assert any("<rope>" in each for each in found)
    assert any("<p>The <b><b>quay" in each for each in found)


@pytest.mark.parametrize("named", [True, False])
def test_a_loss_that_nobody_names_is_seen(named: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "<p>The quay</p><script>ring()</script><p>at six</p>"
    real = pipeline.convert

    def without_six(*arguments: object) -> pipeline.Result:
        result = real(*arguments)  # type: ignore[arg-type]
        account = Account(words=("six",)) if named else NOTHING
        output = (result.output or "").replace("six", "")
        return pipeline.Result(result.article, result.problems, output, (), result.text, account)

    monkeypatch.setattr(mutants, "convert", without_six)
    assert list(mutants.faults(text, 0)) == ([] if named else ["lost, and named by nobody: six"])
