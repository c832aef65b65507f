"""Shortcodes that come in pairs are kept byte for byte, whatever their name; blocks of HTML in them are normalised."""

from __future__ import annotations

import pytest

from newsfix.read.pairs import paired
from tests.conftest import body


@pytest.mark.parametrize(
    "shortcode",
    [
        '[ferry lang="c"]\nif (a) {\n    b(*x*);\n\n    c();\n}\n[/ferry]',
        "[ferry]\ngo(*p, q[0);\n\n    stop();\n[/ferry]",
        "[tide]\n    low _tide_\n\n    high\n[/tide]",
        "[size=3]a *b* <i>c</i> _d_[/size]",
        "[outer][inner]*a*[/inner][/outer]",
    ],
)
@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_a_pair_stays_as_it_is(shortcode: str, name: str) -> None:
    text = f"Before.\n\n{shortcode}\n\nAfter."
    source = text if name == "a.md" else f"<p>Before.</p>\n\n{shortcode}\n\n<p>After.</p>"
    assert body(source, name) == text


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "[row][column width='1/2']<p>One <b>two</b> *</p>[/column][/row]",
            "[row][column width='1/2']\n\nOne **two** *\n\n[/column][/row]",
        ),
        ("<p>[note]</p><ul><li>One</li></ul><p>[/note]</p>", "[note]\n\n- One\n\n[/note]"),
        ("<p>[note]One</b>[/note]</p>", "[note]One[/note]"),
        ("<p>[note]One <b onclick='ring()'>two</b>[/note]</p>", "[note]One **two**[/note]"),
        ("<p>[note]One <script>ring()</script>two[/note]</p>", "[note]One two[/note]"),
    ],
)
def test_html_in_a_pair_is_normalised(html: str, markdown: str) -> None:
    assert body(html) == markdown


@pytest.mark.parametrize(
    "text",
    [
        "[note] alone",
        "[/note] alone",
        "[/note] and [note]",
        "`[note]` and [/note]",
        "[note](a.html) and [/note](b.html)",
    ],
)
def test_what_is_no_pair(text: str) -> None:
    assert paired(text, frozenset(), markdown=True) == {}


def test_a_label_of_a_link_begins_no_pair() -> None:
    text = "[note] and [/note]\n\n[note]: https://a.example/"
    assert paired(text, frozenset({"note"}), markdown=True) == {}


@pytest.mark.parametrize(
    "text", ["- One [note]two\n  three[/note]", "| a | [note] |\n| b | [/note]", "  |[note]|\n|[/note]"]
)
def test_lines_of_an_item_or_a_table_are_no_part_of_a_pair(text: str) -> None:
    assert set(paired(text, frozenset(), markdown=True).values()) == {text.index("]") + 1, len(text)}


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("One {{ <script>ring()</script> }} two.", "&#123;{ }} two."),
        ("One {% <b onclick='ring()'>x</b> %} two.", "&#123;% **x** %} two."),
        ("One {{ <iframe src='javascript:ring()'></iframe> }} two.", "&#123;{ }} two."),
        ("One {{ <i>x</i> }} two.", "{{ <i>x</i> }} two."),
    ],
)
def test_html_that_runs_does_not_pass_in_braces(html: str, markdown: str) -> None:
    assert body(f"<p>{html}</p>").replace("One ", "") == markdown


@pytest.mark.parametrize("code", ["#include <stdio.h>", "set<long> s;", "a = '<Ship>';"])
def test_what_is_no_element_of_html_needs_no_end(code: str) -> None:
    text = f"[ferry]\n{code}\n\n    b(*x*);\n[/ferry]"
    assert body(f"Before.\n\n{text}\n\nAfter.", "a.md") == f"Before.\n\n{text}\n\nAfter."


@pytest.mark.parametrize("name", ["code", "codeblock", "code-sample", "latex", "plantuml", "echarts"])
@pytest.mark.parametrize("marks", ["<>", "%%"])
def test_what_a_shortcode_of_hugo_shows_as_it_stands(name: str, marks: str) -> None:
    start, end = f'{{{{{marks[0]} {name} title="A" {marks[1]}}}}}', f"{{{{{marks[0]} /{name} {marks[1]}}}}}"
    text = f"{start}\na <img src='1.png'> *b* <b>\n\n# c\n{end}"
    assert body(f"Before.\n\n{text}\n\nAfter *it*.", "a.md") == f"Before.\n\n{text}\n\nAfter *it*."


def test_other_shortcodes_of_hugo_hold_text() -> None:
    text = "{{< code-tabs >}}\n\n+ *One*\n\n{{< /code-tabs >}}"
    assert body(text, "a.md") == text.replace("+ ", "- ")


@pytest.mark.parametrize("name", ["cc", "cpp", "crayon", "highlight"])
def test_a_code_shortcode_may_hold_half_an_element(name: str) -> None:
    text = f"[{name}]\na = '<i>';\n\n    b(*x*);\n[/{name}]"
    assert body(f"Before.\n\n{text}\n\nAfter.", "a.md") == f"Before.\n\n{text}\n\nAfter."
