"""Words that a page shows apart stay apart, and what attributes say is written or told of."""

from __future__ import annotations

import pytest

from newsfix import convert
from tests.conftest import FRONT, body


def told(html: str) -> list[str]:
    return [problem.message for problem in convert(FRONT + html, origin="a.html").problems if problem.code == "BD007"]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<blockquote><cite>Ada wrote:</cite>It leaks.</blockquote>", "> *Ada wrote:*\n>\n> It leaks."),
        ("<blockquote><div>It leaks.<cite>Ada</cite></div></blockquote>", "> It leaks.\n>\n> *Ada*"),
        ("<blockquote>It leaks. <cite>Ada</cite></blockquote>", "> It leaks. *Ada*"),
        ("<blockquote>As <cite>Oars</cite> says</blockquote>", "> As *Oars* says"),
        ("<blockquote><cite>Oars</cite>, it says</blockquote>", "> *Oars*, it says"),
        ("<p><cite>Oar</cite>s</p>", "*Oar*s"),
        (
            "<a href='/x'><span class='card-author'>Ada</span><span class='card-publisher'>Herald</span></a>",
            "[Ada](/x)\n\n[Herald](/x)",
        ),
        (
            "<p><a href='/x'><span class='Card__title'>Oars</span><span class='Card__desc'>Of ash</span></a></p>",
            "[Oars](/x)\n\n[Of ash](/x)",
        ),
        (
            "<p><a href='/x'><b>Oars</b><br><em class='m mixtapeEmbed-em'>Of ash</em>a.example</a></p>",
            "[**Oars**](/x)\n\n[*Of ash*](/x)\n\n[a.example](/x)",
        ),
        ("<p><a href='/x'><span class='a-title'>Oar</span><span class='b'>s</span></a></p>", "[Oars](/x)"),
        ("<p><span class='title'>Oar</span><span class='name'>s</span></p>", "Oars"),
        ("<p><button>Oars</button><button>Ropes</button></p>", "Oars Ropes"),
        ("<p><button>Oar</button>s</p>", "Oars"),
        ("<p>10<span style='vertical-align:super;font-size:9px'>3</span> oars</p>", "10<sup>3</sup> oars"),
        ("<p>H<span style='vertical-align: sub'>2</span>O</p>", "H<sub>2</sub>O"),
        (
            "<p>10<sup><span style='vertical-align:super'>3</span></sup> <b style='vertical-align:top'>x</b></p>",
            "10<sup>3</sup> **x**",
        ),
        ("<p>See <a href='/x'>the <em class='title'>Oar</em>s</a></p>", "See [the *Oar*s](/x)"),
    ],
)
def test_what_is_shown_apart(html: str, markdown: str) -> None:
    assert body(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<ol><li>a</li><li value='5'>b</li><li>c</li></ol>", "1. a\n\n5) b\n6) c"),
        ("<ol start='3'><li>a</li><li value='4'>b</li><li value='4'>c</li></ol>", "3. a\n4. b\n\n4) c"),
        ("<ol><li>a</li><li value='x'>b</li></ol><ul><li>c</li><li value='7'>d</li></ul>", "1. a\n2. b\n\n- c\n- d"),
        ("<ol start='3'><li value='5'>a</li><li>b</li></ol>", "5. a\n6. b"),
        ("<ol start='3'><li value='x'>a</li><li value='9'>b</li></ol>", "3. a\n\n9) b"),
        ("<ol start='0'><li value='-2'>a</li><li>b</li></ol>", "0. a\n1. b"),
        ("<p>One</p><li>a</li> <!-- b --><li>c</li><p>Two</p>", "One\n\n- a\n- c\n\nTwo"),
        ("<div><li>a<ul><li>b</li></ul><li>c</div>d<li>e</li>", "- a\n  - b\n- c\n\nd\n\n- e"),
        ("<blockquote><li>a</li></blockquote>", "> - a"),
    ],
)
def test_numbers_of_items_and_items_without_a_list(html: str, markdown: str) -> None:
    assert body(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p><a href=\u201dhttps://a.example/b\u201d>b</a></p>", "[b](https://a.example/b)"),
        ("<p><a href=\u2018https://a.example/b\u2019>b</a></p>", "[b](https://a.example/b)"),
        ('<p><a href=https://a.example/b/">b</a></p>', "[b](https://a.example/b/)"),
        ("<p><a href='/b\"'>b</a></p>", "[b](/b)"),
        ('<p><img src=/b.png" alt=b></p>', "![b](/b.png)"),
        ("<p><a href='/say-\u201cb\u201d'>b</a></p>", "[b](/say-\u201cb\u201d)"),
    ],
)
def test_typographic_quotes_round_an_address(html: str, markdown: str) -> None:
    assert body(html) == markdown
    assert not told(html)


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<ol type='a'><li>x</li></ol>", 'an <ol> is written with the numbers of any other: type="a"'),
        ("<ol reversed><li>x</li></ol>", "an <ol> is written with the numbers of any other: reversed"),
        (
            "<blockquote cite='https://a.example/b'>x</blockquote>",
            "the source of a <blockquote> was left out: https://a.example/b",
        ),
        ("<p>x <input value='Ada'></p>", "<input> was left out with its text: Ada"),
        ("<p>x <input type=submit value='Row on'></p>", "<input> was left out with its text: Row on"),
        ("<p><ins cite='https://a.example/b'>x</ins></p>", "the source of a <ins> was left out: https://a.example/b"),
        ("<p><span title='Fish & oars'>x</span></p>", "the title of <span> was left out: Fish & oars"),
        (
            "<p>x <span title='Rowed <b>twice</b>'><i>y</i></span></p>",
            "the title of <span> was left out: Rowed <b>twice</b>",
        ),
        ("<p><SPAN TITLE='6 ft'>1 fathom</SPAN></p>", "the title of <span> was left out: 6 ft"),
        (
            "<table summary='Oars by year'><tr><th>x<td>y</table>",
            "the summary of <table> was left out: Oars by year",
        ),
        ("<TABLE SUMMARY='Oars'><caption>x</caption><tr><td>y</table>", "the summary of <table> was left out: Oars"),
        (
            "<p><img src='https://b.example/x.png' longdesc='/oars#x'></p>",
            "the longdesc of <img> was left out: /oars#x",
        ),
        ("<p><q cite='https://a.example/b'>x</q></p>", "the source of a <q> was left out: https://a.example/b"),
    ],
)
def test_what_markdown_has_no_form_for_is_told_of(html: str, message: str) -> None:
    assert told(html) == [message]
    assert "a.example" not in body(html)


@pytest.mark.parametrize(
    "html",
    [
        "<ol type='1'><li>x</li></ol>",
        "<table summary='A layout'><tr><td>x</td><td>y</td></tr></table>",
        "<table summary=''><tr><th>x</th><td>y</td></tr></table>",
        "<p><span title='Phone'></span> <span title='oars'>The oars</span> x</p>",
        "<blockquote cite='https://a.example/b'>x <a href='https://a.example/b'>b</a></blockquote>",
        "<blockquote cite='mid:1'>x</blockquote>",
        "<p>x <input type='hidden' value='Ada'><input type='checkbox' value='1'></p>",
    ],
)
def test_what_says_no_more(html: str) -> None:
    assert not told(html)
