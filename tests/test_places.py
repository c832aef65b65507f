"""Lines and columns are those of the file that the user has open."""

from __future__ import annotations

import pytest

from newsfix import Options, check
from newsfix.rules import RULES

EVERYTHING = Options(rules=tuple(rule.code for rule in RULES))
HEAD = "---\ntitle: The ferry\ndate: 2021-12-15\n---\n"


def places(text: str, code: str) -> list[tuple[int | None, int | None]]:
    return [(problem.line, problem.column) for problem in check(text, EVERYTHING) if problem.code == code]


BODIES = [
    ("IM003", "<p>Text.</p>\n<p>渡轮<img src='a.jpg'></p>", [(6, 6)]),
    ("IM003", "<!-- <img src='x.jpg'> -->\n<p><img src='a.jpg'>\n</p>", [(6, 4)]),
    ("IM003", "<script>'<img src=x.jpg>'</script>\n<p>Text.</p>\n<IMG src='a.jpg'>", [(7, 1)]),
    ("IM003", "Text.\n\n- ![A](a.jpg) and\n- ![B](b.jpg)", [(7, 3), (8, 3)]),
    ("IM003", "`![A](x.jpg)`\n\n```\n![B](y.jpg)\n```\n\nText ![A](a.jpg)", [(11, 6)]),
    ("IM003", 'Text.\n\n{{< figure src="a/b.jpg" caption="A" >}}\n\nText ![A](a.jpg)', [(7, 1), (9, 6)]),
    ("BD003", "<p>a</p>\n<p>b <a href='#x'>x</a> <a href='javascript:y'>y</a></p>", [(6, 25)]),
    ("BD004", "## A\n\n```\n#### no heading\n```\n\n#### B", [(11, 1)]),
    ("BD004", "<h2>A</h2><h4>B</h4>\n<h2>A</h2>\n<h4>B</h4>", [(5, 11), (7, 1)]),
    ("BD005", "Text.\n\n# The ferry", []),
    ("BD005", "\n# The ferry\n\nText.", [(6, 1)]),
    ("BD006", "Text ![The {{ x }} quay](https://a.example/b.jpg) here", [(5, 12)]),
    ("BD006", "Text {% x %}\n\n{% x %}\n\n![A](https://a.example/{{ b }}.jpg)", [(5, 6)]),
    ("BD007", "<p>Text.</p>\n<p><select><option>Car</select>\n<textarea>Boat</textarea>", [(6, 4), (7, 1)]),
    ("BD008", "<p>Text.</p>\n<p>More <!-- of it.</p>", [(6, 9)]),
    ("BD008", "<p>Text.</p>\n<p>More <a href='/x", [(6, 9)]),
    ("BD008", '<p>Text.</p>\n<p>More <a href="/x>of</a> it.</p>', [(6, 9)]),
    ("BD008", "Text.\n\nMore <script> of it.\n\nAnd the rest.", [(7, 6)]),
    ("BD008", "<p>İzmir, İstanbul.</p>\n<p>More <title>of it.</p>", [(6, 9)]),
    ("BD008", '<p>Text <a href="/x>of</a> it <a href="/y">all</a></p>', [(5, 18)]),
    ("BD008", "<!-- <script> --><p>Text.</p>", []),
    ("BD008", "<p>A <img src=\"data:image/svg+xml;utf8,<svg width='9'><g></g></svg>\" alt='x'> here.</p>", []),
    ("BD008", "<p style=\"background: url('data:image/svg+xml,&lt;svg>&lt;a/>&lt;/svg>') top\">Text.</p>", []),
    ("BD008", '<p>A <img src="data:image/svg+xml,x><b>text</b> <a class="y">z</a></p>', [(5, 16)]),
    ("BD008", '<p>A <img src="data:image/svg+xml,<svg></svg>><b>text</b> <a class="y">z</a></p>', [(5, 16)]),
    ("BD008", '<p>5 < 6, it\'s <b title="a > b">so</b>.</p>', []),
    ("CP001", "<p>Text.</p>\n<p><img src='a.jpg'></p><p style='text-align:center'><em>c</em></p>", [(6, 4)]),
    ("CP002", "Text.\n\n![A](a.jpg)", [(7, 1)]),
    ("IM007", "Text.\n\n![](a.jpg)", [(7, 1)]),
    ("MD002", "Text.\n\n* one\n* two", [(5, 1)]),
]


@pytest.mark.parametrize(("code", "body", "expected"), BODIES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_in_a_body(code: str, body: str, expected: list[tuple[int, int]], newline: str) -> None:
    assert places((HEAD + body + "\n").replace("\n", newline), code) == expected


FRONTS = [
    ("IM002", "headimg: 'https://picsum.photos/400/300?random=2074'", (4, 10)),
    ("IM004", "cover: http:///x.jpg", (4, 8)),
    ("IM003", "cover: /a/b.jpg", (4, 8)),
    ("FM009", "author: A &amp; B", (4, 9)),
    ("FM013", "tags: {a: 1}", (4, 7)),
    ("FM013", "tags:\n  a: 1", (4, 1)),
    ("FM007", "headline: x\ntitle:\n- a", (5, 1)),
    ("DT007", "updated: 2020-01-01", (4, 10)),
    ("DT004", "渡轮: x\nupdated: 2020-02-30", (5, 10)),
]


@pytest.mark.parametrize(("code", "line", "place"), FRONTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_in_front_matter(code: str, line: str, place: tuple[int, int], newline: str) -> None:
    text = f"---\ntitle: The ferry\ndate: 2021-12-15\n{line}\n---\n<p>Text.</p>\n"
    assert places(text.replace("\n", newline), code) == [place]


def test_a_picture_that_a_key_names_in_another_form() -> None:
    text = "---\ntitle: T\ndate: 2021-12-15\ncover: https://a.example/b.jpg\n---\n<img src='https://a.example/b.jpg?utm_source=x'>\n"
    assert places(text, "IM001") in ([(4, 8)], [(6, 1)])


@pytest.mark.parametrize("tag", ["o:p", "a.b", 'a"b', "div", "x" * 101])
def test_an_element_of_any_name(tag: str) -> None:
    style = "background: url(https://feeds.feedburner.com/~r/quay)"
    text = f'---\ntitle: T\ndate: 2021-12-15\n---\n<p>One.</p>\n <{tag} style="{style}"></{tag}>\n'
    assert places(text, "IM002") == [(6, 2)]
