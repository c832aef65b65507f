"""Compiles the reader and the writer with mypyc where NEWSFIX_COMPILE is set while a wheel is built.

The sources go into the wheel as they are, and what was compiled of a copy of them beside them: Python
takes the compiled module where there is one. In the copy the values of `newsfix.frozen`, which are
made by a metaclass, are written out as classes that mypyc can lay out in memory.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NATIVE = Path(__file__).with_name("native.py")


class Compile(BuildHookInterface[Any]):
    """The hook; `compiled` and `interpreted` of its table are patterns of paths, the latter for exceptions."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build needs; libraries with types are there for what mypyc learns of them."""
        return ["mypy[mypyc]>=1.18", "setuptools", "selectolax>=0.4.6", "types-PyYAML"] if self._is_wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the compiled modules to the wheel. Raises `subprocess.CalledProcessError` where they do not compile."""
        if version == "editable" or not self._is_wanted():
            return
        copy = Path(tempfile.mkdtemp(prefix="newsfix-compile-"))
        shutil.copytree(Path(self.root, "newsfix"), copy / "newsfix", ignore=shutil.ignore_patterns("__pycache__"))
        build(copy, chosen(copy, self.config))
        build_data["force_include"] |= {str(path): str(path.relative_to(copy)) for path in _libraries(copy)}
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def _is_wanted(self) -> bool:
        return self.target_name == "wheel" and os.environ.get("NEWSFIX_COMPILE", "0") not in ("", "0")


def chosen(folder: Path, table: dict[str, Any]) -> list[Path]:
    """The modules under a folder that the hook's table tells to compile."""
    compiled, interpreted = (
        {path for pattern in table[key] for path in folder.glob(pattern)} for key in ("compiled", "interpreted")
    )
    return sorted(path for path in compiled - interpreted if path.name != "__init__.py")


def build(folder: Path, modules: list[Path]) -> None:
    """Compile modules of a copy of the package in place."""
    for path in modules:
        path.write_text(native(path.read_text(encoding="utf-8")), encoding="utf-8")
    modules = [*modules, Path(shutil.copy(_NATIVE, folder / "newsfix"))]
    # The functions are called from their own library alone, and so with no detour over a table of all libraries.
    flags = f"{os.environ.get('CFLAGS', '')} -fvisibility=hidden"
    settings = {"MYPYC_OPT_LEVEL": "2", "MYPYC_DEBUG_LEVEL": "0", "CFLAGS": flags}
    Path(folder, "mypy.ini").write_text("[mypy]\nignore_missing_imports = True\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypyc", *(str(path.relative_to(folder)) for path in modules)]
    subprocess.run(command, cwd=folder, env={**os.environ, **settings}, check=True)


def _libraries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix in (".so", ".pyd") and "build" not in path.parts]


def native(source: str) -> str:
    """A module's text with each class that derives from `Frozen` written out and its constants marked as such.

    What is not `Final` is looked up by its name in the module at each use, since anyone may set it.
    """
    lines = source.split("\n")
    for node in reversed(ast.parse(source).body):
        if isinstance(node, ast.ClassDef) and _is_value(node):
            lines[node.lineno - 1 : node.end_lineno] = _written_out(node, lines)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            lines[node.lineno - 1 : node.end_lineno] = _final(node, lines[node.lineno - 1 : node.end_lineno])
    future = "from __future__ import annotations\n"
    return (
        "\n".join(lines)
        .replace("from newsfix.frozen import", "from newsfix.native import")
        .replace(future, f"{future}from typing import Any, ClassVar, Final, final\n", 1)
    )


def _is_value(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id == "Frozen" for base in node.bases)


def _written_out(node: ast.ClassDef, lines: list[str]) -> list[str]:
    """The lines of a class that derives from `Frozen` with all that its metaclass gives it."""
    fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
    types = {ast.unparse(each.target): ast.unparse(each.annotation) for each in fields}
    defaults = {ast.unparse(each.target): f" = {ast.unparse(each.value)}" for each in fields if each.value}
    uncompared = {name for keyword in node.keywords for name in ast.literal_eval(keyword.value)}
    parameters = [f", {name}: {kind}{defaults.get(name, '')}" for name, kind in types.items()]
    methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
    return [
        "@final",
        f"class {node.name}(Frozen):",
        f"    __match_args__: ClassVar[tuple[str, ...]] = ({''.join(f'{name!r}, ' for name in types)})",
        f"    def __init__(self{''.join(parameters)}) -> None:",
        *(f"        self.{name}: Final[{types[name]}] = {name}" for name in types),
        "        return",
        "    def _compared(self) -> tuple[object, ...]:",
        f"        return ({''.join(f'self.{name}, ' for name in types if name not in uncompared)})",
        "    def _fields(self) -> dict[str, Any]:",
        f"        return {{{''.join(f'{name!r}: self.{name}, ' for name in types)}}}",
        "    def _changed(self, changes: dict[str, Any]) -> Any:",
        f"        changed = {node.name}({''.join(f'changes.pop({name!r}, self.{name}), ' for name in types)})",
        "        if changes:",
        f"            raise TypeError(f'{node.name} has no field {{next(iter(changes))!r}}')",
        "        return changed",
        *(line for each in methods for line in lines[_first_line(each) - 1 : each.end_lineno]),
    ]


def _final(node: ast.Assign | ast.AnnAssign, lines: list[str]) -> list[str]:
    """The lines of an assignment in a module, with the names in it final where they stand for values."""
    match node:
        case ast.Assign([ast.Name(name)], value) if _is_constant(name, value):
            return [lines[0].replace(name, f"{name}: Final", 1), *lines[1:]]
        case ast.AnnAssign(ast.Name(name), kind, ast.expr() as value) if _is_constant(name, value):
            before, stated, after = _parted(lines[0], kind)
            return [f"{before}Final[{stated}]{after}", *lines[1:]]
        case ast.Assign([ast.Tuple(names)], ast.Call(ast.Name("range"), [ast.Constant(int(count))])):
            return _constants(names, map(str, range(count)))
        case ast.Assign([ast.Tuple(names)], ast.Tuple(values)):
            return _constants(names, map(ast.unparse, values))
    return lines


def _parted(line: str, node: ast.expr) -> tuple[str, str, str]:
    return line[: node.col_offset], line[node.col_offset : node.end_col_offset], line[node.end_col_offset :]


def _constants(names: list[ast.expr], values: Iterable[str]) -> list[str]:
    # Where a number stands beside its name, the compiler puts the one for the other.
    return ["; ".join(f"{ast.unparse(name)}: Final = {value}" for name, value in zip(names, values, strict=True))]


def _is_constant(name: str, value: ast.expr) -> bool:
    """Whether a name of a module is not one of a type: those are in CapWords, but for type variables."""
    is_special = name.startswith("__") or (isinstance(value, ast.Call) and ast.unparse(value.func) == "TypeVar")
    return (name.isupper() or name.islower()) and not is_special


def _first_line(node: ast.FunctionDef) -> int:
    return min(each.lineno for each in (node, *node.decorator_list))
