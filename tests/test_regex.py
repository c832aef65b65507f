"""Patterns that are compiled late."""

from __future__ import annotations

import gc
import importlib
import re

import pytest

from newsfix import regex as module
from newsfix.regex import regex
from tests.test_layering import MODULES, name_of


def test_a_pattern_is_one_of_the_library() -> None:
    lazy = regex(r"(?P<word>[a-z]+)", re.IGNORECASE)
    match = lazy.search("12 Abc")
    assert match is not None
    assert match["word"] == "Abc"
    assert lazy.sub("-", "a1b2") == "-1-2"
    assert (lazy.pattern, lazy.groups) == (r"(?P<word>[a-z]+)", 1)
    assert lazy.search is lazy.search


def test_bytes() -> None:
    assert regex(rb"b+").findall(b"abbab") == [b"bb", b"b"]


def test_nothing_is_compiled_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    monkeypatch.setattr(module.re, "compile", lambda source, flags: compiled.append(source) or re.Pattern)
    lazy = regex("never-seen-before")
    assert compiled == []
    assert lazy.search
    assert lazy.match
    assert compiled == ["never-seen-before"]


def test_a_mistake_shows_at_the_first_use() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("")


def test_every_pattern_of_the_package_compiles() -> None:
    for path in MODULES:
        if path.stem != "__main__":
            importlib.import_module(name_of(path))
    patterns = [found for found in gc.get_objects() if type(found) is module._Lazy and found.pattern != "("]
    assert len(patterns) > 150
    for pattern in patterns:
        assert pattern.pattern
