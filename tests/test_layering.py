"""Imports run one way: cli, run, pipeline, read and write, the model."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from newsfix import convert
from tests.conftest import FRONT as HEAD
from tests.conftest import ROOT

PACKAGE = ROOT / "newsfix"
MODULES = sorted(PACKAGE.rglob("*.py"))
MODEL = {
    "newsfix.model",
    "newsfix.options",
    "newsfix.profiles",
    "newsfix.regex",
    "newsfix.rules",
    "newsfix.syntax",
}

RUN = MODEL | {f"newsfix.{name}" for name in ("__version__", "account", "pipeline", "read", "run", "values", "write")}

# What each part may import of newsfix; its own modules always.
ALLOWED = {
    "model": MODEL,
    # Of the model the values of its result: what it shared with the reader or the writer it could not check.
    "account": {"newsfix.account", "newsfix.model.problem", "newsfix.regex"},
    "read": MODEL | {"newsfix.read"},
    "write": MODEL | {"newsfix.write"},
    "values": MODEL | {"newsfix.read"},
    "document": MODEL | {"newsfix.read", "newsfix.write"},
    "pipeline": MODEL | {"newsfix.account", "newsfix.document", "newsfix.read", "newsfix.write"},
    "run": RUN,
    "library": RUN,
    "cli": RUN | {"newsfix.cli"},
    "main": {"newsfix.cli"},
}

# Who may import a library; nobody else.
RESERVED = {
    "click": {"newsfix.cli"},
    "rich": {"newsfix.run.progress", "newsfix.run.tally", "newsfix.cli.help"},
    "selectolax": {"newsfix.read"},
    "markdown_it": {
        "newsfix.read.markdown",
        "newsfix.syntax.commonmark",
        "newsfix.syntax.definitions",
        "newsfix.syntax.inline_parser",
        "newsfix.syntax.quick_parser",
        "newsfix.syntax.dialects",
        "newsfix.syntax.dialect_blocks",
        "newsfix.syntax.indented_blocks",
        "newsfix.syntax.tables",
        "newsfix.write.verify",
    },
    "mdit_py_plugins": {"newsfix.read.markdown", "newsfix.syntax.commonmark", "newsfix.write.verify"},
    "concurrent": {"newsfix.run"},
    "multiprocessing": {"newsfix.run"},
    "jsonschema": {"newsfix.read.frontmatter.demands"},
    "jsonschema_specifications": {"newsfix.read.frontmatter.demands"},
    "pathspec": {"newsfix.run.finding", "newsfix.run.ignored"},
    "platformdirs": {"newsfix.run.database"},
    "sqlite3": {"newsfix.run.database"},
    "fsspec": {"newsfix.run.remote"},
    "dask": {"newsfix.run.cluster"},
    "distributed": {"newsfix.run.cluster"},
    "os": {"newsfix.run", "newsfix.cli", "newsfix.library"},
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


# What a value can do by those who know it: options check themselves, articles write themselves.
LATE = {"newsfix.model.article": {"newsfix.document"}, "newsfix.options": {"newsfix.values"}}


def part_of(module: str) -> str:
    part = module.split(".")[1].strip("_") if "." in module else "package"
    return "model" if within(module, MODEL) else part


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
    allowed = ALLOWED[part_of(module)] | LATE.get(module, set())
    assert {each for each in own if not within(each, allowed)} == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_libraries_are_reserved(path: Path) -> None:
    module = name_of(path)
    used = {each.split(".")[0] for each in imports(path)} & set(RESERVED)
    assert {library for library in used if not within(module, RESERVED[library])} == set()


def test_no_two_classes_have_one_name() -> None:
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            # The names of a module's own count too: who searches for one finds what is meant.
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name.strip("_"), []).append(name_of(path))
    several = {name: modules for name, modules in homes.items() if len(set(modules)) > 1}
    assert several == {}


LONGEST_CHAIN = 10


def test_no_chain_of_imports_is_long() -> None:
    """What a module needs when it is loaded, and what that needs: a reader who asks follows it module by module."""
    homes = {name_of(path): path for path in MODULES}
    needed: dict[str, set[str]] = {}
    for module, path in homes.items():
        body = ast.parse(path.read_text(encoding="utf-8")).body
        imported = [node for node in body if isinstance(node, ast.ImportFrom)]
        named = {(f"{node.module}.{alias.name}", node.module or "") for node in imported for alias in node.names}
        needed[module] = {name if name in homes else home for name, home in named}.intersection(homes)
    chains: dict[str, tuple[str, ...]] = {}

    def chain(module: str) -> tuple[str, ...]:
        if module not in chains:
            chains[module] = (module, *max(map(chain, needed[module]), key=len, default=()))
        return chains[module]

    longest = max(map(chain, homes), key=len)
    assert "newsfix.regex" in needed["newsfix.syntax.html"]
    assert len(longest) <= LONGEST_CHAIN, " -> ".join(longest)


LONGEST_MODULE = 300
# Each a table that is read as one: the kinds of nodes, the objects of the JSON, the forms of addresses.
TABLES = {"newsfix.model.article", "newsfix.syntax.shape", "newsfix.read.pictures.rows"}


def test_no_module_but_a_table_is_long() -> None:
    long = {name_of(path) for path in MODULES if path.read_text(encoding="utf-8").count("\n") > LONGEST_MODULE}
    assert long == TABLES


def entered(body: str) -> set[str]:
    """The modules of newsfix in which a conversion runs something."""
    import sys
    from types import FrameType

    found: set[str] = set()

    def seen(frame: FrameType, event: str, argument: object) -> None:
        found.add(frame.f_globals.get("__name__", ""))

    sys.setprofile(seen)
    try:
        convert(HEAD + body)
    finally:
        sys.setprofile(None)
    return {name for name in found if within(name, {"newsfix"})}


MOST_OF_A_FIGURE = 16


def test_a_captioned_figure_enters_few_modules_of_its_own() -> None:
    figure = '<figure><img src="https://a.example/quay.jpg" alt="A"><figcaption>The quay</figcaption></figure>'
    entered(HTML + figure)  # what is compiled once is compiled
    own = entered(figure) - entered("<h2>The morning</h2>\n<p>Boats &amp; <b>ropes</b>.</p>\n")
    assert "newsfix.read.html.captions.figure" in own
    assert len(own) <= MOST_OF_A_FIGURE, own


# Who may call what; nobody else.
CALLS = {
    "open": {"newsfix.run.files", "newsfix.read.dates.locales"},  # the latter a file of Babel's own
    "print": {"newsfix.run.progress"},
    "input": set(),
    "eval": set(),
    "exec": set(),
}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_one_module_opens_files(path: Path) -> None:
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert {name for name in calls & set(CALLS) if name_of(path) not in CALLS[name]} == set()


def names(text: str) -> set[str]:
    return set(text.split())


# A hook starts newsfix for every commit: what one plain file has no use for is imported by the function that
# has, and a pattern is compiled (`newsfix.regex`) once a cheaper look has not ruled it out. So these are all
# the modules of newsfix that a plain file loads (`native` where they are compiled).
START = names("""
    newsfix.read.figure_tags newsfix.syntax.fields newsfix.account newsfix.account.balance
    newsfix.account.front newsfix.account.lines newsfix.account.markdown newsfix.account.reading newsfix.account.sides
    newsfix.account.tags newsfix.account.text newsfix newsfix.document newsfix.profiles newsfix.values newsfix.model
    newsfix.model.article newsfix.options newsfix.model.origin newsfix.pipeline newsfix.model.position
    newsfix.model.problem newsfix.regex newsfix.rules newsfix.syntax newsfix.syntax.commonmark newsfix.syntax.yaml
    newsfix.syntax.definitions
    newsfix.syntax.html newsfix.syntax.pictures newsfix.syntax.templates newsfix.cli newsfix.cli.output
    newsfix.cli.parameters newsfix.run newsfix.run.atomic newsfix.run.batch newsfix.run.config newsfix.run.settings
    newsfix.run.outcomes newsfix.run.files newsfix.run.finding newsfix.run.guard newsfix.run.report newsfix.run.plan
    newsfix.run.shardnames newsfix.run.shards newsfix.run.storage newsfix.run.task newsfix.run.tasks
    newsfix.run.worker newsfix.read newsfix.read.body newsfix.read.parse newsfix.read.code newsfix.read.encoding
    newsfix.read.for_target newsfix.read.characters newsfix.read.kind newsfix.read.markdown newsfix.read.review
    newsfix.read.silence newsfix.read.templates newsfix.read.pairs newsfix.model.walk
    newsfix.read.dates newsfix.read.dates.evidence newsfix.read.dates.iso newsfix.read.dates.parse
    newsfix.read.dates.parts newsfix.read.dates.zones newsfix.read.frontmatter newsfix.read.frontmatter.dating
    newsfix.read.frontmatter.entries newsfix.read.frontmatter.ledger newsfix.read.frontmatter.fields
    newsfix.read.frontmatter.keys newsfix.read.frontmatter.metadata
    newsfix.read.frontmatter.plain newsfix.read.frontmatter.source
    newsfix.read.frontmatter.split newsfix.read.frontmatter.values newsfix.read.frontmatter.yaml newsfix.read.html
    newsfix.read.html.addresses newsfix.read.html.attributes newsfix.read.html.blocks newsfix.read.html.captions
    newsfix.read.html.captions.beside newsfix.read.html.captions.figure newsfix.read.html.captions.lines
    newsfix.read.html.captions.shapes newsfix.syntax.captions newsfix.read.html.code newsfix.read.html.containers
    newsfix.read.html.elements newsfix.read.html.embeds newsfix.read.html.foreign newsfix.read.html.formulas
    newsfix.read.html.hidden newsfix.read.html.frames newsfix.read.html.images newsfix.read.html.inline
    newsfix.read.html.leaves newsfix.read.html.listings newsfix.read.html.losses newsfix.read.html.mentions
    newsfix.read.html.unclosed
    newsfix.read.html.bounds newsfix.read.html.notes newsfix.read.html.phrases newsfix.read.html.positions
    newsfix.read.html.selectors newsfix.read.html.spoken newsfix.read.html.state newsfix.read.html.tables
    newsfix.read.html.tags newsfix.read.html.telling
    newsfix.read.html.whitespace newsfix.read.html.lists newsfix.read.pictures newsfix.read.pictures.candidates
    newsfix.read.pictures.element newsfix.read.pictures.identity newsfix.read.pictures.not_pictures
    newsfix.read.pictures.repeats newsfix.read.pictures.rows newsfix.read.pictures.unify newsfix.read.loose
    newsfix.syntax.comments newsfix.syntax.dialects newsfix.syntax.tex newsfix.cli.headings
    newsfix.syntax.dialect_blocks newsfix.syntax.indented_blocks newsfix.syntax.tables
    newsfix.account.marks
    newsfix.read.pictures.stated newsfix.read.references newsfix.syntax.inline_parser
    newsfix.read.html.nodes newsfix.read.html.styles newsfix.run.paths
""")
WRITING = names("""
    newsfix.write newsfix.write.inlines newsfix.write.emphasis newsfix.write.escape newsfix.write.frontmatter
    newsfix.write.draft newsfix.write.escape.care newsfix.write.escape.engines newsfix.write.escape.inline
    newsfix.write.escape.starts newsfix.write.html newsfix.write.layout newsfix.write.markdown newsfix.write.settle
    newsfix.write.limits newsfix.write.targets newsfix.syntax.yaml
""")
CHECK = WRITING | names("""
    newsfix.cli.check newsfix.cli.checking newsfix.run.baseline newsfix.run.formats newsfix.run.site newsfix.run.tally
""")
CONVERT = WRITING | names("""
    newsfix.cli.convert newsfix.cli.converting newsfix.run.equal newsfix.run.progress newsfix.run.reports
    newsfix.run.reports.written newsfix.run.summary
""")
FRONT = "---\ntitle: The quay at six\ndate: 2021-12-15 09:06\ntags: [Boats, Ropes]\n---\n"
HTML = """
<h2>The morning</h2>
<p>Boats &amp; <b>ropes</b>, <a href="https://a.example/">a link</a>.</p>
<p><img src="https://a.example/quay.jpg" alt="The quay"></p>
<ul><li>One</li><li>Two</li></ul>
<p style="color: red">The evening.</p>
"""
MARKDOWN = "\n# The morning\n\nBoats & **ropes**, [a link](https://a.example/).\n"
# What a plain file does not load, where click and selectolax themselves do not.
SLOW = names("""
    babel charset_normalizer concurrent copy dataclasses dateutil fnmatch frontmatter fsspec hashlib html
    importlib.metadata ipaddress json jsonschema markdown_it mdit_py_plugins multiprocessing pathlib pathspec
    platformdirs rich shutil sqlite3 tempfile tomli tomllib urllib yaml zipfile
""")


def printed(code: str, path: Path | None = None) -> list[str]:
    """The lines that a program prints, run beside a file that is its standard input."""
    import subprocess
    import sys

    given, place = (path.read_text(encoding="utf-8"), path.parent) if path else ("", None)
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, input=given, cwd=place, capture_output=True, text=True, check=True
    ).stdout.splitlines()


def loaded(*arguments: str, path: Path | None = None) -> set[str]:
    """The modules that a command loads beside those that click and selectolax need."""
    (bare,) = printed("import sys, click, selectolax.lexbor; print(*sys.modules)")
    code = (
        "import atexit, sys; atexit.register(lambda: print('modules:', *sys.modules)); "
        f"from newsfix.cli import main; main({list(arguments)!r})"
    )
    return names(printed(code, path)[-1].removeprefix("modules:")) - names(bare)


def own(modules: set[str]) -> set[str]:
    return {name for name in modules if name.split(".")[0] == "newsfix"}


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "a.html"
    path.write_text(FRONT + HTML, encoding="utf-8")
    return path


def test_a_check_loads_only_what_it_needs(plain: Path) -> None:
    found = loaded("check", str(plain))
    assert own(found) - START - CHECK == set()
    assert found & SLOW == set()


def test_a_conversion_loads_only_what_it_needs(plain: Path) -> None:
    found = loaded("convert", "-", path=plain)
    assert own(found) - START - CONVERT == set()
    assert found & SLOW == set()


def test_markdown_loads_its_parser_besides(plain: Path) -> None:
    plain.write_text(FRONT + MARKDOWN, encoding="utf-8")
    found = loaded("check", str(plain))
    assert "markdown_it" in found
    assert own(found) - START - CHECK == {"newsfix.syntax.quick_parser"}
    assert found & SLOW & {"dateutil", "frontmatter", "yaml"} == set()


def test_the_version_loads_no_command() -> None:
    assert own(loaded("--version")) == {"newsfix", "newsfix.cli"}


def test_a_check_compiles_few_patterns(plain: Path) -> None:
    """Each costs as much as a module, one with many alternatives as ten; blanks and comments in them cost nothing."""
    code = (
        "import atexit, re, sys\n"
        "patterns = []; compile = re.compile; atexit.register(lambda: print(patterns))\n"
        "def counted(pattern, flags=0):\n"
        "    if 'newsfix' in sys._getframe(1).f_code.co_filename:\n"
        "        said = str(pattern)\n"
        "        patterns.append(re.sub(r'\\s+(?:#.*)?', '', said) if flags & re.VERBOSE else said)\n"
        "    return compile(pattern, flags)\n"
        "re.compile = counted\n"
        f"from newsfix.cli import main; main(['check', {str(plain)!r}])"
    )
    patterns = ast.literal_eval(printed(code, plain)[-1])
    assert 20 < len(patterns) < 55
    assert sum(map(len, patterns)) < 4700
    assert [each for each in patterns if max(each) > "\xff"] == []
