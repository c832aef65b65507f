"""Front matter and body apart: every kind of fence, and what is no fence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsfix.read.frontmatter.split import split
from tests.conftest import grows_in_proportion


def parts(text: str) -> tuple[str, str, int, str, int]:
    source = split(text)
    return source.kind, source.front, source.front_line, source.body, source.body_line


def codes(text: str) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.line) for problem in split(text).problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\na: 1\n---\nbody\n", ("yaml", "a: 1\n", 2, "body\n", 4)),
        ("---\na: 1\n---", ("yaml", "a: 1\n", 2, "", 3)),
        ("---\n---\nbody", ("yaml", "", 2, "body", 3)),
        ("---\na b/c: 1\n---\nbody", ("yaml", "a b/c: 1\n", 2, "body", 4)),
        ("---\na: 1\n...\nbody", ("yaml", "a: 1\n", 2, "body", 4)),
        ("---yaml\na: 1\n---\nbody", ("yaml", "a: 1\n", 2, "body", 4)),
        ("---\na: |\n  ---\n  x\n---\nbody", ("yaml", "a: |\n  ---\n  x\n", 2, "body", 6)),
        ("---\na: 1\n---\n\nx\n\n---\n\ny: 1\n---\n", ("yaml", "a: 1\n", 2, "\nx\n\n---\n\ny: 1\n---\n", 4)),
        ("+++\na = 1\n+++\nbody", ("toml", "a = 1\n", 2, "body", 4)),
        ("---toml\na = 1\n---\nbody", ("toml", "a = 1\n", 2, "body", 4)),
        (';;;\n{"a": 1}\n;;;\nbody', ("json", '{"a": 1}\n', 2, "body", 4)),
        (';;;\n"a": 1\n;;;\nbody', ("json", '{"a": 1\n}', 2, "body", 4)),
        ('"a": 1\n;;;\nbody', ("json", '{"a": 1\n}', 1, "body", 3)),
        ('{\n"a": "}"\n}\n\nbody', ("json", '{\n"a": "}"\n}', 1, "\nbody", 4)),
        ("title: A\ntags:\n- b\n---\nbody", ("yaml", "title: A\ntags:\n- b\n", 1, "body", 5)),
        ("Title: A\nDate: 2020\n\nbody", ("headers", "Title: A\nDate: 2020\n", 1, "body", 4)),
        ("Title: A\n  more\nSlug: b\n\nbody", ("headers", "Title: A\n  more\nSlug: b\n", 1, "body", 5)),
        ("<!-- c -->\n\n---\na: 1\n---\nbody", ("yaml", "a: 1\n", 4, "<!-- c -->\n\nbody", 4)),
    ],
)
def test_front_matter(text: str, expected: tuple[str, str, int, str, int]) -> None:
    assert parts(text) == expected
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "body",
        "<p>Text</p>\n---\na: 1\n---\n",
        "---\n\nA rule above.\n\n---\n\nAnd below.",
        "---\n\nA rule above.",
        "---\n\nA rule above: so.\n\n---\n",
        "Note: this is text.\n\nMore.",
        "Question: why?\nAnswer: so.\n\nMore.",
        "{% include a.html %}\n",
        "{{ a }}\n",
        ";;;\n0{}",
        " +++\nnot toml\n+++\nbody",
        " +++\na = 1\n",
        "body\n +++\na = 1\n +++\n",
        "{ not json }\n",
        "* a: b\n",
        "<!-- never closed\n---\na: 1\n---\n",
        "<!-- c -->\n<p>Text</p>",
        "https://a.example/\n---\nb",
    ],
)
def test_no_front_matter(text: str) -> None:
    assert parts(text) == ("none", "", 1, text, 1)
    assert codes(text) == [("FM001", 1)]


@pytest.mark.parametrize(
    ("text", "expected", "problem"),
    [
        ("--\ntitle: A\n---\nbody", ("yaml", "title: A\n", 2, "body", 4), ("FM004", 1)),
        ("—\ntitle: A\n—\nbody", ("yaml", "title: A\n", 2, "body", 4), ("FM004", 1)),
        (" ---\ntitle: A\n  ...\nbody", ("yaml", "title: A\n", 2, "body", 4), ("FM004", 1)),
        ("\u00a0---\ntitle: A\n---\nbody", ("yaml", "title: A\n", 2, "body", 4), ("FM004", 1)),
        ("\u3000 ---\ntitle: A\n ---\nbody", ("yaml", "title: A\n", 2, "body", 4), ("FM004", 1)),
        ("---\ntitle: A\n-------\nbody", ("yaml", "title: A\n", 2, "body", 4), ("FM004", 3)),
        ("---\nlink: http://a.example/ ---\nbody", ("yaml", "link: http://a.example/ \n", 2, "body", 3), ("FM004", 2)),
        (
            "---\nlink: http://a.example/ ---\nbody\n\n---\n",
            ("yaml", "link: http://a.example/ \n", 2, "body\n\n---\n", 3),
            ("FM004", 2),
        ),
        ('---\ntitle: "A"---\nbody', ("yaml", 'title: "A"\n', 2, "body", 3), ("FM004", 2)),
        ("--- title: A layout: post ---\nbody", ("yaml", "title: A layout: post \n", 1, "body", 2), ("FM004", 1)),
        ("---\ntitle: A\n<p>Text</p>", ("yaml", "title: A\n", 2, "<p>Text</p>", 3), ("FM002", 3)),
        ("---\ntitle: A\n\nText here.", ("yaml", "title: A\n", 2, "\nText here.", 3), ("FM002", 3)),
        (
            "---\ntitle: A\n\nText here.\n\n---\n\nMore.",
            ("yaml", "title: A\n\n", 2, "Text here.\n\n---\n\nMore.", 4),
            ("FM002", 4),
        ),
        (
            "---\ntitle: A\n\n## Text\n\nHere.\n\n---\n\nMore.",
            ("yaml", "title: A\n\n", 2, "## Text\n\nHere.\n\n---\n\nMore.", 4),
            ("FM002", 4),
        ),
        ("---\ntitle: A", ("yaml", "title: A", 2, "", 2), ("FM002", 2)),
        (
            "title: A\nslug: a\n---\ntitle: B\n---\nbody",
            ("yaml", "title: A\nslug: a\n   \ntitle: B\n", 1, "body", 6),
            ("FM004", 3),
        ),
    ],
)
def test_fences_that_went_wrong(text: str, expected: tuple[str, str, int, str, int], problem: tuple[str, int]) -> None:
    assert parts(text) == expected
    assert codes(text) == [problem]


@pytest.mark.parametrize(
    ("text", "expected", "places"),
    [
        ("\n \n---\na: 1\n---\nbody", ("yaml", "a: 1\n", 4, "body", 6), [(1, 1)]),
        ("---  \na: 1\n--- \t\nbody", ("yaml", "a: 1\n", 2, "body", 4), [(1, 4), (3, 4)]),
        ("---\xa0\na: 1\n---\xa0\nbody", ("yaml", "a: 1\n", 2, "body", 4), [(1, 4), (3, 4)]),
        ("+++\na = 1\n+++ ", ("toml", "a = 1\n", 2, "", 3), [(3, 4)]),
        (" +++\na = 1\n+++\nbody", ("toml", "a = 1\n", 2, "body", 4), [(1, 1)]),
        ("\n\t+++\n  a = 1\n\u00a0+++\nbody", ("toml", "  a = 1\n", 3, "body", 5), [(2, 1), (4, 1)]),
        ("<!-- c -->\n\n--- \na: 1\n---\nbody", ("yaml", "a: 1\n", 4, "<!-- c -->\n\nbody", 4), [(3, 4)]),
    ],
)
def test_loose_fences(text: str, expected: tuple[str, str, int, str, int], places: list[tuple[int, int]]) -> None:
    assert parts(text) == expected
    assert [(each.code, each.line, each.column) for each in split(text).problems] == [
        ("FM014", line, column) for line, column in places
    ]


@pytest.mark.parametrize(
    "text",
    [
        "---\na: 1\n---\nbody",
        "\n---\na: 1\n---\nbody",
        "<!-- c -->\n\n---\na: 1\n---\nbody",
        ';;;\n"a": 1\n;;;\nbody',
        "title: A\n---\ntitle: B\n---\nbody",
        "+++\na = 1\n+++\n",
    ],
)
def test_front_matter_has_its_place_in_the_text(text: str) -> None:
    source = split(text)
    inside = slice(1, -1) if source.front.startswith("{") else slice(len("title: A\n"))
    start = source.front_start + inside.indices(len(source.front))[0]
    assert text[start:].startswith(source.front[inside])


def test_a_comment_above_is_told_and_kept() -> None:
    source = split("<!-- licence -->\n---\na: 1\n---\nbody")
    assert source.comment == "<!-- licence -->"
    assert source.body == "<!-- licence -->\n\nbody"


pieces = st.lists(
    st.sampled_from(
        ["---", "--", "title: A", "a: b", "- x", "", "text", "+++", ";;;", "{", "}", "<!--", "-->", '"a": 1', " "]
    )
).map("\n".join)


@given(st.text(max_size=60) | pieces)
@settings(deadline=None)
def test_never_raises_and_loses_nothing(text: str) -> None:
    source = split(text)
    assert source.kind in ("yaml", "toml", "json", "headers", "none")
    kept = (source.front + source.body).replace(" ", "")
    for line in text.split("\n"):
        if line.strip() and not set(line.strip()) <= set("-+;."):
            assert line.strip().replace(" ", "").rstrip("-") in kept
    if not source.comment:
        assert text.endswith(source.body)
        assert source.body_line == text[: len(text) - len(source.body)].count("\n") + 1


@pytest.mark.parametrize("unit", ["<!-- a -->", "---\n", "a: b\n", "--- ", '{"a":', "<!--", "\n", "a-b.", "[", "—\n"])
def test_bounded_time(unit: str) -> None:
    assert grows_in_proportion(lambda size: split(unit * size), 5_000)
    assert grows_in_proportion(lambda size: split("---\n" + unit * size), 5_000)


@pytest.mark.parametrize(
    "front",
    [
        "title: A\n\n## Of the lock:\n## its number\nnumber: 2\n\n## And the last.\n",
        "title: A\n\n## Only where it is new.\nisnew: yes\n\nlead: >\n  Text.\n\n",
        "title: A\n\n## Send it\n#\n## with <the number>\nnumber: 2\n\n# Note: it is right.\n",
        "title: A\n\n## Nothing more.\n",
    ],
)
def test_comments_of_yaml_are_no_headings(front: str) -> None:
    source = split(f"---\n{front}---\n\nText.\n\n---\n\nMore.\n")
    assert (source.front, source.body, source.problems) == (front, "\nText.\n\n---\n\nMore.\n", ())
