"""Broken YAML: what is repaired, how it is read, and what is left as it stands."""
# ruff: noqa: E501  a row of a table is one line

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsfix import convert
from newsfix.model.article import Value
from newsfix.model.problem import Problem
from newsfix.read.frontmatter.repair import RAW_KEY, repair, without_conflicts
from newsfix.read.frontmatter.values import FrontMatterError, parse_headers, parse_json, parse_toml
from newsfix.read.frontmatter.yaml import parse_yaml
from tests.conftest import grows_in_proportion


def repaired(front: str) -> tuple[dict[str, Value], list[tuple[str, int | None, int | None, str]]]:
    with pytest.raises(FrontMatterError):
        parse_yaml(front)
    problems: list[Problem] = []
    entries = repair(front, 2, problems)
    return (
        {entry.key: entry.value for entry in entries},
        [(problem.code, problem.line, problem.column, problem.message) for problem in problems],
    )


@pytest.mark.parametrize(
    ("front", "values", "line", "column", "fault"),
    [
        ("title: a: b", {"title": "a: b"}, 2, 8, "title: text that needs quotes in YAML; read as 'a: b'"),
        ("x: y\ntitle: a: b: c", {"x": "y", "title": "a: b: c"}, 3, 8, "title: text that needs quotes in YAML; read as 'a: b: c'"),
        ("title: @a", {"title": "@a"}, 2, 8, "title: text that needs quotes in YAML; read as '@a'"),
        ("title: %a", {"title": "%a"}, 2, 8, "title: text that needs quotes in YAML; read as '%a'"),
        ("title: `a`", {"title": "`a`"}, 2, 8, "title: text that needs quotes in YAML; read as '`a`'"),
        ("title: **a** b", {"title": "**a** b"}, 2, 8, "title: text that needs quotes in YAML; read as '**a** b'"),
        ("title: [a] b", {"title": "[a] b"}, 2, 8, "title: text that needs quotes in YAML; read as '[a] b'"),
        ("title: {a} b", {"title": "{a} b"}, 2, 8, "title: text that needs quotes in YAML; read as '{a} b'"),
        ("title: a\x92b", {"title": "a\x92b"}, 2, 8, "title: text that needs quotes in YAML; read as 'a\\x92b'"),
        ("title: 'a 'b' c'", {"title": "a 'b' c"}, 2, 8, "title: quotes inside quotes; read as \"a 'b' c\""),
        ("title: 'It's a: b'", {"title": "It's a: b"}, 2, 8, "title: quotes inside quotes; read as \"It's a: b\""),
        ('title: "a "b" c"', {"title": 'a "b" c'}, 2, 8, "title: quotes inside quotes; read as 'a \"b\" c'"),
        ('title: """\'a b\'"""', {"title": "a b"}, 2, 8, "title: quotes inside quotes; read as 'a b'"),
        ('title: """""\'a "b" c\'"""""', {"title": 'a "b" c'}, 2, 8, "title: quotes inside quotes; read as 'a \"b\" c'"),
        ('title: ""a""', {"title": "a"}, 2, 8, "title: quotes inside quotes; read as 'a'"),
        ('title: "A" and "B"', {"title": '"A" and "B"'}, 2, 8, "title: text outside the quotes; read as '\"A\" and \"B\"'"),
        ('title: "A" to B', {"title": '"A" to B'}, 2, 8, "title: text outside the quotes; read as '\"A\" to B'"),
        ('title: "a\nb: c', {"title": "a", "b": "c"}, 2, 8, "title: an unclosed quote; read as 'a'"),
        ('title: "a",\nb: c', {"title": "a", "b": "c"}, 2, 8, "title: a sign behind the quotes; read as 'a'"),
        ("title: 'a: b' ;", {"title": "a: b"}, 2, 8, "title: a sign behind the quotes; read as 'a: b'"),
        ("title: \"a'\nb: c", {"title": "a", "b": "c"}, 2, 8, "title: a quote closed by another kind of quote; read as 'a'"),
        ("title: '90s: a", {"title": "'90s: a"}, 2, 8, "title: text that needs quotes in YAML; read as \"'90s: a\""),
        ("title: 'Tis a: b", {"title": "'Tis a: b"}, 2, 8, "title: text that needs quotes in YAML; read as \"'Tis a: b\""),
        ("title: 's avonds", {"title": "'s avonds"}, 2, 8, "title: text that needs quotes in YAML; read as \"'s avonds\""),
        ("title: - a", {"title": "- a"}, 2, 8, "title: text that needs quotes in YAML; read as '- a'"),
        ("summary: - a - b", {"summary": "- a - b"}, 2, 10, "summary: text that needs quotes in YAML; read as '- a - b'"),
        ('title: \\"a\\": b', {"title": '"a": b'}, 2, 8, "title: escaped quotes; read as '\"a\": b'"),
        ("layout:post\na: b", {"layout": "post", "a": "b"}, 2, 8, "layout: no space after the colon; read as 'post'"),
        ("tags\n  - a\nb: c", {"tags": ["a"], "b": "c"}, 2, 5, "tags: no colon after the key; read as ['a']"),
        ("tags: - a", {"tags": ["a"]}, 2, 7, "tags: a list on the line of its key; read as ['a']"),
        ("tags: - a b\nc - d", {"tags": ["a b c", "d"]}, 2, 7, "tags: a list on the line of its key; read as ['a b c', 'd']"),
        ("tags:\n- a\n-b\nc: d", {"tags": ["a", "b"], "c": "d"}, 2, 6, "tags: a dash without a space; read as ['a', 'b']"),
        ("tags:\n  - a\n- b", {"tags": ["a", "b"]}, 2, 6, "tags: list items that are not aligned; read as ['a', 'b']"),
        ("tags: [a, b\nc: d", {"tags": ["a", "b"], "c": "d"}, 2, 7, "tags: an unclosed list; read as ['a', 'b']"),
        ("tags: [a, @b, 'c, d']", {"tags": ["a", "@b", "c, d"]}, 2, 7, "tags: a value in the list that YAML cannot read; read as ['a', '@b', 'c, d']"),
        ("text: a\nb c\nd: e", {"text": "a b c", "d": "e"}, 2, 7, "text: a line that is not indented; read as 'a b c'"),
        ("text: |\n  a\nb c\nd: e", {"text": "a\nb c", "d": "e"}, 2, 7, "text: text lines that are not indented; read as 'a\\nb c'"),
        ("meta:\n  a: b: c\n  d: e", {"meta": {"a": "b: c", "d": "e"}}, 3, 4, "a: text that needs quotes in YAML; read as 'b: c'"),
        ("title: \"The mill\\'s end\"", {"title": "The mill's end"}, 2, 8, "title: a backslash that escapes nothing; read as \"The mill's end\""),
        ("title: A b\n date: 2020-01-01", {"title": "A b", "date": "2020-01-01"}, 2, 1, "title is on one line with date; read as separate keys"),
        ("date: 2020-01-01\n  tags: c\nx: y", {"date": "2020-01-01", "tags": "c", "x": "y"}, 2, 1, "date is on one line with tags; read as separate keys"),
        ("title: A b\n  layout: c\nx: y", {"title": "A b", "layout": "c", "x": "y"}, 2, 1, "title is on one line with layout; read as separate keys"),
        ("\ta: b\n\tc: d", {"a": "b", "c": "d"}, 2, 1, "lines indented with tabs; read as spaces"),
        (
            "layout: post title: A b date: 2020-01-01",
            {"layout": "post", "title": "A b", "date": "2020-01-01"},
            2, 1, "layout is on one line with title, date; read as separate keys",
        ),
        (
            'image: /a.png series: "x y"',
            {"image": "/a.png", "series": "x y"},
            2, 1, "image is on one line with series; read as separate keys",
        ),
    ],
)  # fmt: skip
def test_one_reading(front: str, values: dict[str, Value], line: int, column: int, fault: str) -> None:
    assert repaired(front) == (values, [("FM004", line, column, fault)])


@pytest.mark.parametrize(
    ("front", "key", "raw"),
    [
        ("title: [a: b\nc: d", "title", "[a: b"),
        ("meta: {a: b\nc: d", "meta", "{a: b"),
        ("text: a: b\n  - c\nc: d", "text", "a: b\n  - c"),
        ("text: a\n  b: c\nc: d", "text", "a\n  b: c"),
        # A picture or an author may have members.
        ("image: a.png\n  title: b\nc: d", "image", "a.png\n  title: b"),
        ("title: a\n  en: b\n  date: c\nc: d", "title", "a\n  en: b\n  date: c"),
    ],
)
def test_more_than_one_reading(front: str, key: str, raw: str) -> None:
    values, problems = repaired(front)
    assert values == {key: raw, "c": "d"}
    assert [problem[:2] for problem in problems] == [("FM003", 2)]


def test_text_before_the_first_key() -> None:
    values, problems = repaired("stray: [\n")
    assert values == {"stray": "["}
    values, problems = repaired("some words\na: b")
    assert values == {RAW_KEY: "some words", "a": "b"}
    assert [problem[0] for problem in problems] == ["FM003"]


def test_a_title_with_the_name_of_a_key_in_it_is_not_parted() -> None:
    assert repaired("title: New date: tomorrow")[0] == {"title": "New date: tomorrow"}


def test_duplicate_keys_are_told() -> None:
    values, problems = repaired("a: 1\na: b: c")
    assert values == {"a": "b: c"}
    assert ("FM005", 3, 1, "duplicate key a: the value on line 2 ('1') is ignored") in problems


def test_merge_conflict() -> None:
    problems: list[Problem] = []
    front = "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\nc: 4\n"
    kept, raw = without_conflicts(front, 2, problems)
    assert kept == "a: 1\n\n\n\n\n\nc: 4\n"
    assert raw == "<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x"
    assert [(problem.code, problem.line) for problem in problems] == [("FM008", 3)]


# -------------------------------------------------------------------------------------- values


def test_scalars_are_the_sources_words() -> None:
    entries = parse_yaml("a: 007\nb: '007'\nc: 2015-02-31\nd: yes\ne:\nf: 1:30\ng: text", 5)
    assert [(entry.key, type(entry.value).__name__, entry.value, entry.line, entry.column) for entry in entries] == [
        ("a", "Plain", "007", 5, 4),
        ("b", "str", "007", 6, 4),
        ("c", "Plain", "2015-02-31", 7, 4),
        ("d", "Plain", "yes", 8, 4),
        ("e", "Plain", "", 9, 3),
        ("f", "Plain", "1:30", 10, 4),
        ("g", "str", "text", 11, 4),
    ]


def test_tags_are_decoded_or_left_alone() -> None:
    front = "a: !binary |-\n  w6k=\nb: ! 'x'\nc: !!python/object/apply:os.system ['x']\nd: !ruby/sym y\ne: !binary '*'"
    assert {entry.key: entry.value for entry in parse_yaml(front)} == {
        "a": "é",
        "b": "x",
        "c": ["x"],
        "d": "y",
        "e": "*",
    }


@pytest.mark.parametrize(
    ("front", "values"),
    [
        ("mood: !rather-good day", {"mood": "!rather-good day"}),
        ("a:\n- !new moon\n- old", {"a": ["!new moon", "old"]}),
        ("a: {level: !top one, b: c}", {"a": {"level": "!top one", "b": "c"}}),
        ("a: !word 'quoted'\nb: !!str 5\nc: !x/y z", {"a": "quoted", "b": "5", "c": "z"}),
    ],
)
def test_a_word_with_an_exclamation_mark_is_text_before_words(front: str, values: dict[str, Value]) -> None:
    assert {entry.key: entry.value for entry in parse_yaml(front)} == values


def test_aliases_and_merge_keys() -> None:
    front = "a: &a {x: 1, y: 2}\nb: *a\nc:\n  <<: *a\n  y: 3"
    values = {entry.key: entry.value for entry in parse_yaml(front)}
    assert values == {"a": {"x": "1", "y": "2"}, "b": {"x": "1", "y": "2"}, "c": {"x": "1", "y": "3"}}


def test_template_tags_are_text() -> None:
    assert [entry.value for entry in parse_yaml("a: {{ page.title }}\nb: [{{ x }}]")] == [
        "{{ page.title }}",
        ["{{ x }}"],
    ]


def test_duplicate_keys_the_last_wins() -> None:
    problems: list[Problem] = []
    entries = parse_yaml("a: 1\nb: 2\na: [3]", 2, problems)
    assert [(entry.key, entry.value) for entry in entries] == [("b", "2"), ("a", ["3"])]
    assert problems == [Problem("FM005", "duplicate key a: the value on line 2 ('1') is ignored", 4, 1, omitted="1")]


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("front", "message"),
    [
        (BOMB, "aliases expand to too many values"),
        ("a: &a [*a]", "values are nested too deeply"),
        ("a: " + "[" * 100_000, "values are nested too deeply"),
        ("- " * 100_000, "values are nested too deeply"),
        ("? " * 100_000, "values are nested too deeply"),
        ("- a\n- b", "the front matter is not a mapping of keys to values"),
        ("a: 1\n" * 500_000, "the front matter is too long"),
        ("just text", "the front matter is not a mapping of keys to values"),
    ],
)
def test_refused(front: str, message: str) -> None:
    with pytest.raises(FrontMatterError) as caught:
        parse_yaml(front)
    assert caught.value.message == message


def test_an_error_knows_its_place() -> None:
    with pytest.raises(FrontMatterError) as caught:
        parse_yaml("a: 1\nb: c: d", 10)
    assert (caught.value.line, caught.value.column) == (11, 5)
    with pytest.raises(FrontMatterError) as caught:
        parse_yaml("a: 1\nb: x\x92", 10)
    assert (caught.value.line, caught.value.column) == (11, 5)


def test_toml_keeps_its_written_forms() -> None:
    front = 'a = 0x1F\nb = 2024-06-27T23:30:00.50Z # c\nc = [1, "007", {d = 1.10}]\n[t]\nx = true'
    entries = parse_toml(front, 2)
    assert [(entry.key, type(entry.value).__name__, entry.value, entry.line) for entry in entries] == [
        ("a", "Plain", "0x1F", 2),
        ("b", "Plain", "2024-06-27T23:30:00.50Z", 3),
        ("c", "list", ["1", "007", {"d": "1.10"}], 4),
        ("t", "dict", {"x": "true"}, 2),
    ]


def test_json_keeps_its_written_forms() -> None:
    problems: list[Problem] = []
    entries = parse_json('{"a": 1.10, "b": [null, true, "\\ud800"],\n "a": "x"}', 2, problems)
    assert [(entry.key, entry.value, entry.line) for entry in entries] == [
        ("a", "x", 3),
        ("b", ["null", "true", "\\ud800"], 2),
    ]
    assert problems == [Problem("FM005", "duplicate key a: the value ('1.10') is ignored", 3, 2, omitted="1.10")]


@pytest.mark.parametrize(
    ("parse", "front", "line", "column"),
    [(parse_toml, "a = 1\nb = ?", 3, 5), (parse_json, '{"a": 1,\n"b": }', 3, 6), (parse_json, "[1]", 2, 1)],
)
def test_toml_and_json_errors_know_their_place(parse, front: str, line: int, column: int) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(FrontMatterError) as caught:
        parse(front, 2)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_what_is_too_long_is_kept() -> None:
    front = "a: b: c\n" * 100_000
    problems: list[Problem] = []
    assert [(entry.key, entry.value) for entry in repair(front, 2, problems)] == [(RAW_KEY, front[:-1])]
    assert [problem.code for problem in problems] == ["FM003"]


def test_headers() -> None:
    entries = parse_headers("Title: A: b\n  more\nDate: 2020-01-01", 3)
    assert [(entry.key, entry.value, entry.line, entry.column) for entry in entries] == [
        ("Title", "A: b more", 3, 8),
        ("Date", "2020-01-01", 5, 7),
    ]


lines = st.lists(
    st.text(st.sampled_from("ab:-#'\" \t\\[]{}|>&*!,@%\x92é"), max_size=12)
    | st.sampled_from(["title: a", "tags:", "- a", "  b: c", "layout:post", "tags", "date: 2020 title: x url: y"]),
    max_size=8,
).map("\n".join)


@given(lines | st.text(max_size=60))
@settings(deadline=None)
def test_never_raises(front: str) -> None:
    problems: list[Problem] = []
    keys = [entry.key for entry in repair(front, 1, problems)]
    assert len(keys) == len(set(keys))
    assert {problem.code for problem in problems} <= {"FM003", "FM004", "FM005"}
    for parse in (parse_yaml, parse_toml, parse_json):
        with suppress(FrontMatterError):
            parse(front)
    parse_headers(front)


@pytest.mark.parametrize(
    "unit", ['"', "'", "a: b ", "[", "- ", "\\", "a: 'b\n", "-a\n", " date: x", "<<<<<<< a\n", "\t"]
)
def test_bounded_time(unit: str) -> None:
    for call in (repair, without_conflicts):
        for start in ("", "title: "):
            assert grows_in_proportion(lambda size, call=call, start=start: call(start + unit * size, 1, []), 2_000)


@pytest.mark.parametrize("title", ['C:\\\\"', '"a quay\\\\"', 'one \\\\\\" two'])
def test_a_backslash_before_an_escaped_quote_is_kept_when_read_again(title: str) -> None:
    first = convert(f"---\ntitle: '{title}'\n---\nBody.\n")
    assert first.article.title == title
    assert "FM004" not in {problem.code for problem in first.problems}
    assert first.output is not None
    assert convert(first.output).output == first.output
