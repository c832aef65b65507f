"""Imports run one way: cli, run, pipeline, read and write, the model."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "newsfix"
MODULES = sorted(PACKAGE.rglob("*.py"))
MODEL = {"newsfix.article", "newsfix.problem", "newsfix.options", "newsfix.origin", "newsfix.rules"} | {
    "newsfix.frozen",
    "newsfix.regex",
    "newsfix.scalars",
    "newsfix.texts",
    "newsfix.yamltext",
}

# What each part may import of newsfix; its own modules always.
ALLOWED = {
    "model": MODEL,
    "read": MODEL | {"newsfix.read"},
    "write": MODEL | {"newsfix.write"},
    "pipeline": MODEL | {"newsfix.read", "newsfix.write"},
    "run": MODEL | {"newsfix.__version__", "newsfix.read", "newsfix.write", "newsfix.pipeline", "newsfix.run"},
    "cli": MODEL
    | {"newsfix.__version__", "newsfix.read", "newsfix.write", "newsfix.pipeline", "newsfix.run", "newsfix.cli"},
    "main": {"newsfix.cli"},
}

# Who may import a library; nobody else.
RESERVED = {
    "click": {"newsfix.cli"},
    "rich": {"newsfix.run.progress", "newsfix.run.statistics"},
    "selectolax": {"newsfix.read"},
    "markdown_it": {"newsfix.read", "newsfix.write.verify"},
    "mdit_py_plugins": {"newsfix.read", "newsfix.write.verify"},
    "concurrent": {"newsfix.run"},
    "multiprocessing": {"newsfix.run"},
    "jsonschema": {"newsfix.read.frontmatter.schema"},
    "jsonschema_specifications": {"newsfix.read.frontmatter.schema"},
    "pathspec": {"newsfix.run.finding"},
    "platformdirs": {"newsfix.run.cache"},
    "sqlite3": {"newsfix.run.cache"},
    "fsspec": {"newsfix.run.remote"},
    "dask": {"newsfix.run.cluster"},
    "distributed": {"newsfix.run.cluster"},
    "os": {"newsfix.run", "newsfix.cli"},
    "io": {"newsfix.run"},
    "pathlib": {"newsfix.run"},
    "shutil": {"newsfix.run"},
    "tempfile": {"newsfix.run"},
    "subprocess": set(),
    "random": set(),
    "requests": set(),
    "socket": set(),
}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str:
    part = module.split(".")[1].strip("_") if "." in module else "package"
    return "model" if module in MODEL else part


def imports(path: Path) -> set[str]:
    """The modules that a module imports anywhere, those for type checkers included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            assert node.module
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def within(module: str, parents: set[str]) -> bool:
    return any(module == parent or module.startswith(f"{parent}.") for parent in parents)


def test_there_are_modules() -> None:
    assert {part_of(name_of(path)) for path in MODULES} == {*ALLOWED, "package"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    module = name_of(path)
    if module == "newsfix":  # the library on one screen names everything, late
        return
    own = {each for each in imports(path) if within(each, {"newsfix"})}
    assert {each for each in own if not within(each, ALLOWED[part_of(module)])} == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_libraries_are_reserved(path: Path) -> None:
    module = name_of(path)
    used = {each.split(".")[0] for each in imports(path)} & set(RESERVED)
    assert {library for library in used if not within(module, RESERVED[library])} == set()


# Who may call what; nobody else.
CALLS = {
    "open": {"newsfix.run.files", "newsfix.read.dates.words"},  # the latter a file of Babel's own
    "print": {"newsfix.run.progress"},
    "input": set(),
    "eval": set(),
    "exec": {"newsfix.frozen"},
}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_one_module_opens_files(path: Path) -> None:
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert {name for name in calls & set(CALLS) if name_of(path) not in CALLS[name]} == set()


def test_the_command_starts_without_what_it_may_not_need() -> None:
    import subprocess
    import sys

    slow = {"yaml", "selectolax", "dateutil", "babel", "rich", "markdown_it", "multiprocessing", "pathspec"}
    slow |= {"fsspec", "distributed", "sqlite3", "zipfile", "tarfile"}
    code = f"import sys, newsfix.cli; print(sorted({slow!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_a_check_loads_only_what_it_needs(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = tmp_path / "a.md"
    path.write_text("---\ntitle: The quay\ndate: 2021-12-15\n---\n\n<p>Text.</p>\n")
    slow = {"dateutil", "babel", "rich", "markdown_it", "multiprocessing", "jsonschema", "tomllib", "pathspec"}
    slow |= {"hashlib", "shutil", "sqlite3"}
    code = (
        f"import atexit, sys; atexit.register(lambda: print(sorted({slow!r} & set(sys.modules)))); "
        f"from newsfix.cli import main; main(['check', {str(path)!r}])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
