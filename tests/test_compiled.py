"""What is compiled says the same: the values that are written out for mypyc, and what mypyc cannot take.

That the whole is compiled and passes these tests is tried by .ci/compiled, since it takes minutes.
"""

from __future__ import annotations

import ast
import builtins
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT

HOOK = ROOT / ".compile" / "hook.py"
SOURCE = '''
"""Places."""

from __future__ import annotations

from typing import TypeVar

from newsfix.frozen import Frozen, replace

Number = int | None
_N = TypeVar("_N", bound=int)
ONE, TWO = 1, 2
_ZERO, _FIRST = range(2)
d: dict[str, int] = {}
_LIMITS: dict[str, int] = {
    "x": TWO,
}
_get = _LIMITS.get


class Nothing(Frozen):
    pass


class Place(Frozen, uncompared=("note",)):
    """A place of which one may know more."""

    x: int
    y: int = 0
    note: str | None = None

    @property
    def sum(self) -> int:
        return self.x + self.y

    def moved(self) -> Place:
        """One to the right."""
        return replace(self, x=self.x + 1)


RIGHT = Place(1).moved()
'''


def loaded(path: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    pytest.importorskip("hatchling", reason="hatchling is not installed: pip install 'newsfix[test]'")
    return loaded(HOOK, "hook")


@pytest.fixture
def modules(hook: ModuleType) -> list[Path]:
    if sys.version_info < (3, 11):
        pytest.skip("tomllib is not there")
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    table = settings["tool"]["hatch"]["build"]["hooks"]["custom"]
    for pattern in (*table["compiled"], *table["interpreted"]):
        assert list(ROOT.glob(pattern)), pattern
    chosen: list[Path] = hook.chosen(ROOT, table)
    return chosen


@pytest.fixture
def written_out(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setitem(sys.modules, "newsfix.native", loaded(HOOK.with_name("native.py"), "newsfix.native"))
    module = ModuleType("places")
    monkeypatch.setitem(sys.modules, "places", module)
    exec(hook.native(SOURCE), vars(module))
    return vars(module)


def test_values_are_written_out(hook: ModuleType) -> None:
    text = hook.native(SOURCE)
    assert "self.y: Final[int] = y" in text
    assert "def __init__(self, x: int, y: int = 0, note: str | None = None) -> None:" in text
    assert "from newsfix.native import Frozen, replace" in text
    assert text.count("@final") == 2


def test_constants_are_final(hook: ModuleType) -> None:
    text = hook.native(SOURCE)
    assert "_ZERO: Final = 0; _FIRST: Final = 1\n" in text
    assert "\nONE: Final = 1; TWO: Final = 2\n" in text
    assert "\nd: Final[dict[str, int]] = {}\n" in text
    assert '_LIMITS: Final[dict[str, int]] = {\n    "x": TWO,\n}\n_get: Final = _LIMITS.get\n' in text
    assert "RIGHT: Final = Place(1).moved()" in text
    assert "Number = int | None\n_N = TypeVar(" in text


def test_they_behave_as_before(written_out: dict[str, Any]) -> None:
    place = written_out["Place"]
    assert place(1) == place(x=1, y=0, note="a harbour") != place(1, 2)
    assert hash(place(1, note="one")) == hash(place(1, note="two"))
    assert written_out["Nothing"]() == written_out["Nothing"]() != place(1)
    assert repr(place(1, 2)) == "Place(x=1, y=2, note=None)"
    assert written_out["RIGHT"] == place(2)
    assert (place(1, 2).sum, place.__match_args__) == (3, ("x", "y", "note"))
    kind, arguments = place(1, 2, "a harbour").__reduce__()
    assert kind(*arguments).note == "a harbour"
    with pytest.raises(TypeError):
        written_out["replace"](place(1), z=1)


def test_every_value_of_a_compiled_module_is_written_out(hook: ModuleType, modules: list[Path]) -> None:
    for path in modules:
        for node in ast.walk(ast.parse(hook.native(path.read_text(encoding="utf-8")))):
            if isinstance(node, ast.ClassDef) and "Frozen" in map(ast.unparse, node.bases):
                assert "__init__" in {each.name for each in node.body if isinstance(each, ast.FunctionDef)}, path


def test_no_module_has_what_mypyc_refuses(modules: list[Path]) -> None:
    """Classes within functions, most built-in types as bases, half surrogates in literals."""
    allowed = {"ValueError", "Exception", "object"}
    for path in modules:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        assert [each.name for each in classes if each not in tree.body] == [], path
        bases = {ast.unparse(base).partition("[")[0] for each in classes for base in each.bases}
        assert bases & set(dir(builtins)) <= allowed, path
        texts = [
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        assert not any("\ud800" <= char <= "\udfff" for text in texts for char in text), path
