"""Hidden text is left out and told of; a heading is dropped only where it says nothing but the title."""

from __future__ import annotations

import pytest

from newsfix import convert

FRONT = "---\ntitle: The ferry\ndate: 2021-12-15\nurl: https://a.example/ferry\n---\n"


def problems(text: str) -> list[str]:
    return [problem.message for problem in convert(text).problems if problem.code == "BD007"]


@pytest.mark.parametrize(
    ("html", "tag"),
    [
        ("<p>One.</p><div hidden><p>Two boats.</p></div>", "div"),
        ("<p>One <b style='display: none'>Two boats.</b></p>", "b"),
        ("<p>One.</p><ul style='visibility:hidden'><li>Two boats.</li></ul>", "ul"),
    ],
)
def test_hidden_text_is_told_of(html: str, tag: str) -> None:
    assert problems(FRONT + html) == [f"hidden <{tag}> was left out with its text: Two boats."]
    assert "boats" not in str(convert(FRONT + html).output)


@pytest.mark.parametrize(
    "html",
    [
        "<p>One.</p><div hidden></div>",
        "<p>One.</p><div style='display:none'><img src='/a.png'></div>",
        "<p>One.</p><div hidden><script>var boats = 2</script><style>p { color: red }</style></div>",
        "<p>One.</p><p style='display:block'>Two boats.</p>",
    ],
)
def test_nothing_is_told_where_no_text_is_hidden(html: str) -> None:
    assert problems(FRONT + html) == []


@pytest.mark.parametrize(
    "html",
    [
        '<p>One.</p><div hidden="until-found"><p>Two boats.</p></div>',
        "<p>One.</p><section hidden='UNTIL-FOUND'>Two boats.</section>",
        '<p>One.</p><div hidden id="S:0"><p>Two boats.</p></div>',
        '<p>One.</p><div hidden id="S:1a"><p>Two boats.</p></div>',
        '<p>One.</p><div role="tabpanel" hidden><p>Two boats.</p></div>',
        "<div role=tabpanel>One.</div><div role=tabpanel hidden=hidden id=t2>Two boats.</div>",
    ],
)
def test_what_is_only_hidden_for_now_is_kept(html: str) -> None:
    assert str(convert(FRONT + html).output).endswith("One.\n\nTwo boats.\n")
    assert problems(FRONT + html) == []


@pytest.mark.parametrize(
    "html",
    [
        "<h1>The ferry</h1>",
        "<h1><b>The</b> ferry</h1>",
        '<h1><a href="https://a.example/ferry">The ferry</a></h1>',
    ],
)
def test_a_heading_that_says_the_title_is_dropped(html: str) -> None:
    assert str(convert(f"{FRONT}{html}<p>Text.</p>").output).endswith("---\n\nText.\n")


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<h1><img src="https://a.example/a.png">The ferry</h1>', "https://a.example/a.png"),
        ('<h1><a href="https://b.example/other">The ferry</a></h1>', "https://b.example/other"),
        ('<h1 id="top">The ferry</h1><p><a href="#top">Up</a></p>', '<a id="top"></a>'),
        ('<h2>The <a href="https://b.example/f">ferry</a></h2>', "https://b.example/f"),
    ],
)
def test_a_heading_that_says_more_is_kept(html: str, kept: str) -> None:
    assert kept in str(convert(f"{FRONT}{html}<p>Text.</p>").output)


def test_a_title_with_a_note_keeps_the_reference() -> None:
    assert "[^1]\n" in str(convert(f"{FRONT}# The ferry[^1]\n\nText.\n\n[^1]: It sank.\n").output)


REST = "<p>The ferry goes on to the second island.</p>"


@pytest.mark.parametrize(
    "element",
    [
        f"<div class='paywall' hidden>{REST}</div>",
        f"<section style='display: none'><h2>Next</h2>{REST}</section>",
        f"<div class='story' style='visibility:hidden'><div>{REST}</div></div>",
        "<p style='display:none'>The ferry goes on to the second island.</p>",
        f"<div hidden=until-found>{REST}</div>",
    ],
)
def test_hidden_paragraphs_that_stand_nowhere_else_are_kept(element: str) -> None:
    result = convert(f"{FRONT}<p>One.</p>{element}<p>Two.</p>")
    assert "second island.\n\nTwo." in str(result.output)
    assert [problem.code for problem in result.problems if problem.code in ("BD007", "BD017")] == ["BD017"]


@pytest.mark.parametrize(
    "element",
    [
        f"<div hidden>{REST}</div>{REST}",
        f"{REST}<div hidden>{REST}</div>",
        f"<div hidden>{REST}</div><div style='display:none'>{REST}</div>",
    ],
)
def test_of_copies_one_is_kept(element: str) -> None:
    assert str(convert(f"{FRONT}<p>One.</p>{element}").output).count("second island") == 1


@pytest.mark.parametrize(
    "element",
    [
        f"<div class='modal-body' hidden>{REST}</div>",
        f"<div id='cookie-banner'><div hidden>{REST}</div></div>",
        f"<div hidden><form>{REST}</form></div>",
        f"<form><div hidden>{REST}</div></form>",
        "<div hidden><p>Menu</p><p>Share this</p></div>",
        "<span style='display:none'>The ferry goes on to the second island.</span>",
    ],
)
def test_hidden_parts_of_a_page_are_left_out(element: str) -> None:
    result = convert(f"{FRONT}<p>One.</p>{element}<p>Two.</p>")
    assert str(result.output).endswith("One.\n\nTwo.\n")
    assert [problem.code for problem in result.problems] == ["BD007"]
