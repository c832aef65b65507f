"""Elements that are never closed are told of where they go on over what is no longer theirs."""

from __future__ import annotations

import pytest

from newsfix import convert
from tests.conftest import FRONT


def found(html: str) -> list[tuple[int | None, str]]:
    return [
        (problem.column, problem.message.split(" is ")[0])
        for problem in convert(FRONT + html, origin="a.html").problems
        if problem.code == "BD008"
    ]


@pytest.mark.parametrize(
    ("html", "place"),
    [
        ("<p>One <b>word.</p><h2>Part</h2><p>Text.</p>", (8, "<b>")),
        ("<p><i>One</i> <i class='x'>word.</p><p>Text.</p>", (15, "<i>")),
        ("<p>See <a href='https://a.example'>this.</p><p>Text.</p>", (8, "<a>")),
        ("<P>One <STRONG>word.</P><P>Text.</P>", (8, "<strong>")),
        ("<h2>Part<p>Text.</p>", (1, "<h2>")),
        ("<ol><li>One</li><li>Two</li></ul><h2>Next</h2><p>Text.</p>", (1, "<ol>")),
        ("<ol><li>One<li>Two</ul><p>Text.</p>", (1, "<ol>")),
        ("<ul><li>One</li><h3>Next</h3><p>Text.</p>", (1, "<ul>")),
        ("<code>go()<h2>Part</h2><p>Text.</p>", (1, "<code>")),
        ("<p>One.</p><tt>go()<p>Text.</p>", (12, "<tt>")),
        ("<blockquote>One</block><p>Text.</p>\n", (1, "<blockquote>")),
        ("<blockquote><p>One</p><h2>Part</h2><p>Text.</p>", (1, "<blockquote>")),
        ("<p>One.</p><pre>go()\n\nText.\n", (12, "<pre>")),
    ],
)
def test_what_goes_on_is_told_of(html: str, place: tuple[int, str]) -> None:
    assert found(html) == [place]


@pytest.mark.parametrize(
    "html",
    [
        "<p>One <b>word.</p>",
        '<p>See <a href="https://a.example/?key=bTw=">this</a>.</p>',
        "<p><a href='https://a.example/?key=bTw='>This</a> and <b>that</b>.</p>",
        "<p>One <b>word.</p>\n",
        "<p>One <b>word</p></b><p>Text.</p>",
        "<b><p>One</p><p>Text.</p></b>",
        "<p><a name='x'>One</p><p>Text.</p>",
        "<ul><li>One<li>Two",
        "<ul><li><h3>One</h3></li></ul>",
        "<h2>Part</h3><p>Text.</p>",
        "<p>One.</p><blockquote><p>Two</p>",
        "<div><blockquote><p>One</p><p>Two</p></div><p>Text.</p>",
        "<blockquote>One<p>Two</p></blockquote><p>Text.</p>",
        "<code><p>go()</p></code><p>Text.</p>",
        "<pre>&lt;b></pre><p>Text.</p><p>Text.</p>",
        "<p>One.</p><pre>go()\nrun()\n\n",
        "<pre>go()\n\nrun()</pre><p>Text.</p>",
    ],
)
def test_nothing_is_told_of_what_ends(html: str) -> None:
    assert found(html) == []


@pytest.mark.parametrize(
    ("html", "is_told"),
    [
        ("<p><a href=\"javascript:say('&lt;b>One&lt;/b>')\">Say</a></p>", False),
        ("<p class='&#60;p id=x'>One.</p>", False),
        ('<p><img src="/a.png?of=&lt;i&gt;" alt="A"> One.</p>', False),
        ('<p><span id="of_<code>it</code>">One.</span></p>', False),
        ('<p><a href="/a>One</a> and <b class="x">two</b>.</p>', True),
        ("<p class='x>One.</p><p id='y'>Two.</p>", True),
        ('<p><img src="/a.png> One <i title="x">two</i>.</p>', True),
    ],
)
def test_a_quote_is_missing_where_a_value_holds_elements(html: str, is_told: bool) -> None:
    problems = convert(FRONT + html, origin="a.html").problems
    assert is_told is any(each.message.startswith("a quote is missing") for each in problems)


def test_code_of_markdown_that_never_ends_is_told_of() -> None:
    text = f"{FRONT}\nOne.\n\n<pre>\ngo()\n\n## Part\n\nText.\n"
    assert [each.message for each in convert(text, origin="a.md").problems if each.code == "BD008"] == [
        "<pre> is never closed: what follows is read as part of it"
    ]
