"""What is known of elements, of shortcodes and of the files of pictures stands in `newsfix.syntax`, and nowhere else.

A second list of them would drift from the first.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsfix import convert
from newsfix.syntax.html import NAMES, OWN, RAW
from newsfix.syntax.pictures import FILE, is_picture_file
from newsfix.syntax.templates import SHORTCODE
from tests.test_layering import MODULES, name_of

NAMED = {
    "elements": NAMES,
    "endings": frozenset("jpg jpeg jpe?g jfif png apng a?png gif webp avif svg bmp tif tiff tiff? heic jxl".split()),  # noqa: SIM905
    "shortcodes": frozenset({"gist", "playlist", "slideshare", "sourcecode", "vimeo", "wpvideo", "youtube"}),
}
# The independence of the account is its purpose.
TABLES = ("newsfix.syntax.", "newsfix.account.")
# Alternatives in a pattern, with what stands before them.
_ALTERNATIVES = re.compile(r"(?P<before><?/?\\?\??\[?\.?\(?(?:\?[a-z]*[:=!])?)(?P<names>[\w?-]+(?:\|[\w?-]+)+)")


def second_lists(source: str) -> list[str]:
    """Where a module lists three or more names that a table has, as a literal or as alternatives of a pattern."""
    tree = ast.parse(source)
    types = {id(node.slice) for node in ast.walk(tree) if isinstance(node, ast.Subscript)}
    return [
        f"line {line}: {kind}, {' '.join(sorted(said & table))}"
        for node in ast.walk(tree)
        if id(node) not in types
        for line, said, kinds in listed(node)
        for kind, table in NAMED.items()
        if kind in kinds and len(said & table) > 2 and (kind != "elements" or said <= table)
    ]


def listed(node: ast.AST) -> Iterator[tuple[int, set[str], set[str]]]:
    """The names that a literal lists, and what they may be names of, which in a pattern the sign before them tells."""
    if isinstance(node, (ast.Set, ast.Tuple, ast.List)):
        said = {each.value for each in node.elts if isinstance(each, ast.Constant) and isinstance(each.value, str)}
        yield node.lineno, {each.lstrip(".") for each in said}, set(NAMED) if len(said) == len(node.elts) else set()
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        for match in _ALTERNATIVES.finditer(node.value):
            signs = {"<": "elements", "[": "shortcodes"}
            kinds = {kind for sign, kind in signs.items() if sign in match["before"]}
            yield node.lineno, set(match["names"].split("|")), {"endings"} | kinds


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_has_a_list_of_its_own(path: Path) -> None:
    if not f"{name_of(path)}.".startswith(TABLES):
        assert second_lists(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        '_BLOCK = frozenset({"p", "div", "table"})',
        'if tag in ("section", "article", "aside"): pass',
        r'_TAG = re.compile(r"</?(?:p|div|table)\b")',
        r'_TAG = re.compile(r"<(script|style|textarea)>")',
        r'_FILE = re.compile(r"[^?]*\.(?:jpe?g|png|gif)\Z")',
        'ENDINGS = [".jpg", ".png", ".webp"]',
        r'_CODE = re.compile(r"\[(?:youtube|vimeo|gist)\]")',
    ],
)
def test_a_second_list_is_found(source: str) -> None:
    assert len(second_lists(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        'KEYS = ("title", "date", "summary")',
        r'_CLASS = re.compile(r"(?:[\w-]*-)?(?:image|img|figure|picture)")',
        'PAIR = ("p", "div")',
        'LEAVES = {"a": link, "img": image, "hr": rule}',
    ],
)
def test_other_lists_are_none(source: str) -> None:
    assert second_lists(source) == []


def test_the_tables_say_what_they_are_asked() -> None:
    assert {"script", "textarea", "iframe"} <= OWN & RAW
    assert all(is_picture_file(f"/a.{ending}") for ending in NAMED["endings"] if "?" not in ending)
    assert re.fullmatch(FILE, ".doc") is None
    assert all(SHORTCODE.match(f"[{name}]") or SHORTCODE.match(f"[/{name}]") for name in NAMED["shortcodes"])


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<p>The <label style="font-weight: bold">tide</label> turned.</p>', "The **tide** turned."),
        ('<p>The <time style="font-style: italic">noon</time> tide.</p>', "The *noon* tide."),
        ('<p>The <cite style="font-style: normal">Almanac</cite> says so.</p>', "The Almanac says so."),
        ('<p>The <dfn style="font-style: normal">ebb</dfn> began.</p>', "The ebb began."),
        ('<header data-bg="https://a.example/pier.jpg"></header>', "![](https://a.example/pier.jpg)"),
        ("<pre><section>one</section><section>two</section></pre>", "```\none\ntwo\n```"),
        ("<pre><blockquote>one</blockquote>two</pre>", "```\none\ntwo\n```"),
    ],
)
def test_what_an_element_means(html: str, markdown: str) -> None:
    assert convert(f"{html}\n".encode()).output.split("---\n")[-1].strip() == markdown


@pytest.mark.parametrize("ending", ["jxl", "jfif", "apng", "heic", "tiff", "jpg"])
def test_what_a_tag_shows_may_be_any_file_that_a_picture_may_be(ending: str) -> None:
    assert convert(f"{{% img /media/pier.{ending} %}}\n".encode()).output == f"![](/media/pier.{ending})\n"
