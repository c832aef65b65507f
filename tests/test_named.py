"""What is neither shown nor read is named: definitions that no link uses, frames, what hidden text takes along."""

from __future__ import annotations

import pytest

from newsfix import Options, Result, convert
from newsfix.account.balance import Count

SCRIPT_FRAME = '<iframe data-artsrc="https://video.example/embed/7" title="The quay"></iframe>'
ICON = '<img src="/i.png" class="icon">'


def converted(source: str, name: str = "a.html") -> Result:
    result = convert(source, Options(verify=True), name)
    assert result.account.lost == Count(), result.problems
    return result


def told(result: Result) -> list[tuple[int | None, str]]:
    return [(each.line, each.message) for each in result.problems if each.code == "BD007"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<div>\n[Nets][n]\n</div>\n\nText.\n\n[n]: /nets "A & b"\n', [(7, "/nets A & b")]),
        ("> Text.\n>\n> [n]: <a b>\n\n    [n]\n", [(3, "a b")]),
        ("[A][n] `[B][m]`\n\n[n]: /nets\n[m]: /b?a=1&b=2\n[n]: /again\n", [(4, "/b?a=1&b=2"), (5, "/again")]),
        ("[Nets][n] ![A][p]\n\n[n]: </nets?a=1&b=2>\n[p]: /p.png\n", []),
        ("Text[^1].\n\n[^1]: A note.\n\n*[HTML]: a language\n", []),
    ],
)  # fmt: skip
def test_a_definition_that_no_link_uses(source: str, expected: list[tuple[int, str]]) -> None:
    before = "the definition of a link that nothing uses was left out: "
    assert told(converted(source, "a.md")) == [(line, before + said) for line, said in expected]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Text.\n\n![The quay, [mended](/nets) nets](/p.png)\n", [(3, "/nets")]),
        ('![A ![net](/n.png "Ropes") here](/p.png)\n', [(1, "/n.png Ropes")]),
        ("[![A [net][n] here](/p.png)](/q)\n\n[n]: /nets?a=1&b=2\n", [(3, "/nets?a=1&b=2")]),
        ("![![](/n.png)](/p.png)\n", [(1, "/n.png")]),
        ("![By: [Ann]()](/p.png)\n", []),
        ("![A [net](<>) and ![]() here](/p.png)\n", []),
        ("[![A [**net**]() here](/p.png)](/q)\n", []),
        ("![A [net](/nets)](/p.png) [nets](/nets) ![At <https://a.example/>](/q.png)\n", []),
    ],
)
def test_a_link_in_the_description_of_a_picture(source: str, expected: list[tuple[int, str]]) -> None:
    before = "an address in the description of a picture was left out: "
    result = converted(source, "a.md")
    assert told(result) == [(line, before + said) for line, said in expected]
    assert not {"BD010", "BD011"} & {problem.code for problem in result.problems}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"<p>{SCRIPT_FRAME}</p>", "[The quay](https://video.example/embed/7)\n"),
        ('<amp-iframe src="https://video.example/7">Wait</amp-iframe>', "<https://video.example/7>\n"),
        ('<p>Text.</p><amp-video src="/v.mp4" title="The quay"></amp-video>', "Text.\n\n[The quay](/v.mp4)\n"),
        ('<p>Text.</p><iframe title="The quay"></iframe>', "Text.\n"),
    ],
)
def test_a_frame_without_a_source_of_its_own(source: str, expected: str) -> None:
    assert converted(source).output == expected


@pytest.mark.parametrize(
    "source",
    [
        '<p>Text.</p><a href="/nets">\n<p style="display:none">Nets</p> </a>',
        '<p>Text.</p><a href="/nets" title="Ropes"><span><b hidden>Nets</b></span></a>',
        f'<p>Text.</p><a href="/nets" title="Ropes">{ICON}</a>',
        '<p>Text.</p><a href="/nets" title="Ropes">\n<p style="display:none">Nets</p> <i class="x"></i></a>',
        f'<p>Text.</p><a href="#" title="Ropes">{ICON}</a>',
        '<p>Text.</p><textarea><a href="/nets" title="Ropes">Nets</a> &lt;img src=/a.png&gt;</textarea>',
    ],
)
def test_what_goes_with_an_element_that_is_left_out(source: str) -> None:
    result = converted(source)
    assert (result.output, result.account.omitted.addresses > 0) == ("Text.\n", True)


def test_a_link_with_more_than_hidden_text_stays() -> None:
    result = converted('<p><a href="/nets">A <b hidden>hidden</b> net</a></p>')
    assert (result.output, result.account.omitted.addresses) == ("[A net](/nets)\n", 0)


@pytest.mark.parametrize(
    "source",
    [
        "<noscript><figure><img src=/t.png></noscript><p>Nets</p>",
        "<p>x</p><noscript><div><ul><li>b</noscript><p>Nets</p>",
        '<span class="katex"><annotation encoding=tex>x</annotation\n<p>Nets</p>',
        '<p>a</p><div class="MathJax">b<ul><li>Nets</ul>',
    ],
)
def test_what_never_ends_takes_nothing_along(source: str) -> None:
    assert "Nets" in (converted(source).output or "")


GREY = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9" + "A" * 200


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('data-img-url="/quay-300x200.png" width="300"', "![Quay](/quay-300x200.png)\n"),
        ('data-img-url="/quay-1.png" data-img-retina-url="/quay-2.png"', "![Quay](/quay-1.png)\n"),
        ('data-placeholder="/grey.png"', f"![Quay]({GREY})\n"),
        ('data-note="no picture"', f"![Quay]({GREY})\n"),
    ],
)
def test_data_before_a_picture_with_an_address(attributes: str, expected: str) -> None:
    assert convert(f'<p><img src="{GREY}" alt="Quay" {attributes}></p>', Options(), "a.html").output == expected


def test_data_in_an_element_with_an_address() -> None:
    result = convert(f'<div data-x="/quay.png"><img src="{GREY}" alt="Quay"></div>', Options(), "a.html")
    assert result.output == f"![Quay]({GREY})\n"
