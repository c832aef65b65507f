"""Front matter that is read without a parser: the same entries as a parser's, or none."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsfix.model.article import Value
from newsfix.model.problem import Problem
from newsfix.options import DEFAULTS
from newsfix.read.encoding import decode
from newsfix.read.frontmatter.comments import comments
from newsfix.read.frontmatter.plain import read_plain
from newsfix.read.frontmatter.source import Source
from newsfix.read.frontmatter.split import split
from newsfix.read.frontmatter.values import Entry
from newsfix.read.frontmatter.yaml import entries_of_tree
from newsfix.run.finding import find

PLAIN = [
    "title: The quay at six\ndate: 2021-12-15 09:06\n",
    "title: 'The quay''s lamp'\nsummary: \"Two: a # and a comma\"\n",
    "\n\nurl: https://site.example/a?b=c#d\n\ntags:\n- Boats\n- 'Ropes'\n\nauthor: N. N.\n",
    "tags:  \n    -   Boats  \n\n    - yes\ndraft: false  \n",
    "tags: [Boats, 'Ropes', \"Nets\", 12]\ncategories: []  \nempty:\nblank:  ",
    "a: b\nc: '  d  '\ne: ~\nf: 1,000\ng: it's [not] {odd} & \"fine\"",
    "title: 港の朝\nlong: " + "a word " * 2000,
    "tags:\n" + "- word\n" * 900 + "last: 1",
    "author:\n  name: N. N.\n  site:\n\n    url: https://site.example/\n    tags:\n    - a\n  login: 'n'\ntags: {}",
    "crew:\n- name: Mira\n  ropes: 2\n\n-   name: 'Jon: the cook'\n    ropes:\n    - hemp\n    -  wire\n- nobody\n",
    "# A note\ntitle: a\n  # another\ntags:\n  # a third\n- b\n# a fourth\n- c\n# the last",
    "title: The quay\n  at six\n    in the morning\ntags:\n- a rope\n  of hemp\nnot: 2021-12-15\n  09:06",
    "title: 'The quay''s\n  # lamp'\nsummary: \"Two\n  : a # and a comma \"\nlast: '\n  a'",
    "title: 港\u3000朝\u00a0\u200a\nb:\n- \u3000a",
    "   \ntitle: a\n  \n",
]
NOT_PLAIN = [
    "",
    "text\ntitle: a",
    "title: a\ntitle: b",
    "title: a: b",
    "title: a:",
    "title: a # b",
    "title: a\n - b",
    "title: 'a",
    "title: 'it's'",
    'title: "a" b',
    "title: - a",
    "title: -1",
    "title: |\n  a",
    "title: >\n  a\nb: c",
    "title: !binary |-\n  UXVh",
    'title: "a \\"quay\\""',
    "title: {a: b}",
    "title: &a b",
    "title: *a",
    "title: !a b",
    "title: @a",
    "title: `a`",
    "title: %a",
    "title:a",
    "title : a",
    "yes: a",
    "a:\n- b\n - c",
    "a:\n-",
    "a:\n- - b",
    "a: [b, [c]]",
    "a: [b,, c]",
    "a: [b, ]",
    "a: [b: c]",
    "a: ['b, c']",
    "a: [b",
    "a: b\n---\nc: d",
    "title: a\n\n  b",
    "title: a\n# c\n  b",
    "title: a\n  - b",
    "title: a\n  b: c",
    "title: a\n  b:",
    "title: a\n  b # c",
    "title: a\n\u3000b",
    "title: 'a\nb'",
    "title: 'a\n\n  b'",
    "title: 'a'\n  b",
    'title: "a\\\n  b"',
    'title: "\\x41"',
    'title: "a\\"',
    "  title: a",
    "a:\n  b: c\n d: e",
    "a:\n  b: c\n   d: e",
    "a:\n  b: c\n  b: d",
    "a:\n  1: c",
    "a:\n  b c: d",
    "a:\n  - b\n  c: d",
    "a:\n- b: c\n   d: e",
    "a:\n- b: c\n d: e",
    "a:\n  b: [c]: d",
    "a:\n  -\n    b: c",
    "\n".join(f"{' ' * depth}a:" for depth in range(70)),
    "a: \tb",
    "a: b\u0085c: d",
    "a: \x07",
    "a:\n" + "- b\n" * 10_000,
]
PIECES = [
    *(
        "a: ",
        "b:",
        "\n",
        "\n",
        "\n- ",
        "\n  - ",
        "\nc: ",
        "x",
        "yes",
        "12",
        "2021-12-15",
        "é",
        "港",
        "http://a.example/b",
    ),
    *(" ", "  ", '"', "'", "''", "[", "]", ", ", ",", ": ", ":", " #", "#", "&", "*", "!", "|", ">", "%", "@", "`"),
    *(
        "\n  ",
        "\n    ",
        "\n  b: ",
        "\n    c: ",
        "\n- d: ",
        "\n  e:",
        "\n  - f: ",
        "\n# ",
        "\n  # ",
        "\\",
        '\\"',
        "\\n",
    ),
    *("? ", "?", "- ", "-", "---", "...", "{", "}", "\\", "=", "<<", "~", "\t", "\u3000", "long " * 300),
]


def typed(value: Value) -> object:
    if isinstance(value, list):
        return [typed(item) for item in value]
    if isinstance(value, dict):
        return [(type(key), key, typed(item)) for key, item in value.items()]
    assert isinstance(value, str)
    return type(value), value


def plain_entries(front: str, line: int) -> list[Entry] | None:
    found = read_plain(front, line)
    return found[0] if found else None


def assert_same(front: str, found: list[Entry] | None) -> None:
    if found is None:
        return
    assert read_plain(front, 1) is not None
    source = Source("yaml", front, 1, "", 1)
    stated = comments(source, found)
    with patch("newsfix.read.frontmatter.comments.read_plain", return_value=None):
        assert stated == comments(source, found)
    problems: list[Problem] = []
    expected = entries_of_tree(front, 2, problems)
    assert found == expected
    assert [typed(entry.value) for entry in found] == [typed(entry.value) for entry in expected]
    assert problems == []


@pytest.mark.parametrize("front", PLAIN)
def test_what_is_plain(front: str) -> None:
    found = plain_entries(front, 2)
    assert found
    assert_same(front, found)


@pytest.mark.parametrize("front", NOT_PLAIN)
def test_what_is_not(front: str) -> None:
    assert plain_entries(front, 2) is None


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_is_read_is_read_alike(front: str) -> None:
    for each in (front, f"a: {front}", f"a:\n- {front}", f"a: [{front}]"):
        assert_same(each, plain_entries(each, 2))


def test_real_front_matter_is_read_alike(corpus: Path) -> None:
    plain = 0
    files = [Path(found.path) for found in find(str(corpus)) if found.article]
    sources = [split(decode(path.read_bytes(), DEFAULTS).text) for path in files]
    for source in sources:
        found = plain_entries(source.front, 2) if source.kind == "yaml" else None
        assert_same(source.front, found)
        plain += found is not None
    assert plain > len(sources) / 3
