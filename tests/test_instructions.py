"""`.ci/instructions` fails where a count is above the baseline's, and never on another machine than that of it."""

from __future__ import annotations

import json
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

HERE = {"python": "3.11", "platform": "linux x86_64", "features": "avx2 sse2", "msgspec": "0.22"}
BASELINE = {"machine": HERE, "thousands": {"html": 1000, "check": 5000}}


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    loader = SourceFileLoader("instructions", str(ROOT / ".ci/instructions"))
    spec = spec_from_loader("instructions", loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    monkeypatch.setattr(module, "BASELINE", tmp_path / "instructions.json")
    monkeypatch.setattr(module.shutil, "which", lambda name: name)
    monkeypatch.setattr(module, "machine", lambda: HERE)
    monkeypatch.setattr(module.sys, "argv", ["instructions"])
    return module


@pytest.mark.parametrize(
    ("found", "machine", "status"),
    [
        ({"html": 1019, "check": 5000}, HERE, 0),
        ({"html": 1021, "check": 5000}, HERE, 1),
        ({"html": 900, "check": 5150}, HERE, 1),
        ({"html": 500, "check": 2500}, HERE, 0),
        ({"html": 1000, "check": 5000, "new": 9}, HERE, 0),
        ({"html": 3000, "check": 5000}, HERE | {"msgspec": "0.23"}, 0),
        ({"html": 3000, "check": 5000}, HERE | {"features": "sse2"}, 0),
        ({"html": 3000, "check": 5000}, HERE | {"features": "unknown"}, 0),
        ({"html": 3000, "check": 5000}, HERE | {"libc": "2.36"}, 0),
    ],
)
def test_counts_are_compared_on_the_same_machine_alone(
    script: Any, monkeypatch: pytest.MonkeyPatch, found: dict[str, int], machine: dict[str, str], status: int
) -> None:
    script.BASELINE.write_text(json.dumps(BASELINE), encoding="utf-8")
    monkeypatch.setattr(script, "counts", lambda: found)
    monkeypatch.setattr(script, "machine", lambda: machine)
    assert script.main() == status


def test_a_machine_whose_features_are_unknown_is_like_no_other(script: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = HERE | {"features": "unknown"}
    script.BASELINE.write_text(json.dumps(BASELINE | {"machine": unknown}), encoding="utf-8")
    monkeypatch.setattr(script, "counts", lambda: {"html": 3000, "check": 5000})
    monkeypatch.setattr(script, "machine", lambda: unknown)
    assert script.main() == 0


def test_a_baseline_is_written_when_asked_for(script: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "counts", lambda: {"html": 1000})
    assert script.main() == 0
    assert not script.BASELINE.exists()
    monkeypatch.setattr(script.sys, "argv", ["instructions", "--accept"])
    assert script.main() == 0
    assert json.loads(script.BASELINE.read_text("utf-8")) == {"machine": HERE, "thousands": {"html": 1000}}


def test_nothing_is_counted_without_valgrind(script: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script.shutil, "which", lambda name: None)
    monkeypatch.setattr(script, "counts", lambda: pytest.fail("it counted"))
    assert script.main() == 0
