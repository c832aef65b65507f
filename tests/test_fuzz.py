"""Mutated articles through all of newsfix; `python -m tests.fuzz --seconds 7200` goes on for hours."""

from __future__ import annotations

import random

import pytest

from tests import fuzz


@pytest.mark.parametrize("part", range(8))
def test_mutated_articles(part: int) -> None:
    texts = fuzz.seeds()
    for number in range(part, fuzz.COUNT, 8):
        text = fuzz.mutated(texts, random.Random(1_000_003 + number))
        assert not fuzz.tried(text, number), (number, text)


def test_a_fault_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "check", lambda *_: 1 / 0)
    assert "ZeroDivisionError" in fuzz.tried("<p>a</p>", 0)[0]


def test_what_fails_is_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "faults", lambda text, _: ["has an x"] if "x" in text else [])
    assert fuzz.reduced("some x text", 0, "has an x") == "x"
