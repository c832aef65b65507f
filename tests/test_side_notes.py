"""Notes that are shown beside a text become footnotes."""

from __future__ import annotations

import pytest

from newsfix import convert

FRONT = "---\ntitle: T\ndate: 2021-12-15\n---\n"


def body(html: str, name: str = "a.html") -> str:
    output = convert(FRONT + html, origin=name).output
    assert output is not None
    return output.removeprefix(FRONT).strip()


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "<p>The <span class='margin-trigger'>quay</span><span class='margin-note'>Of 1912</span> holds.</p>"
            "<p>End.</p>",
            "The quay[^1] holds.\n\nEnd.\n\n[^1]: Of 1912",
        ),
        (
            "<p>Oars<label for='s' class='margin-toggle sidenote-number'></label><input type='checkbox' id='s' "
            "class='margin-toggle'><span class='sidenote'>Of <i>ash</i>, <a href='/ash'>here</a></span>.</p>",
            "Oars[^1].\n\n[^1]: Of *ash*, [here](/ash)",
        ),
        (
            "<p>A<small class='side-note'>One<span class='marginnote'>Two</span></small></p>",
            "A[^1]\n\n[^1]: One[^2]\n\n[^2]: Two",
        ),
        (
            "<p>A<sup><a href='#n' id='r'>1</a></sup><span class='sidenote'>Beside</span></p>"
            "<ol><li id='n'>Below <a href='#r'>^</a></li></ol>",
            "A[^1][^1-]\n\n[^1]: Below\n\n[^1-]: Beside",
        ),
        ("<p>Oars<d-footnote>Of <i>ash</i></d-footnote>.</p>", "Oars[^1].\n\n[^1]: Of *ash*"),
        (
            "<p>Oars<sup data-n='1'><a href='#'>1</a></sup><span class='x-footnote__note'>Of ash</span>.</p>",
            "Oars[^1].\n\n[^1]: Of ash",
        ),
        ("<p>A<sup>nd</sup><footnote>B</footnote> c</p>", "A<sup>nd</sup>[^1] c\n\n[^1]: B"),
    ],
)
def test_a_side_note_is_a_footnote(html: str, markdown: str) -> None:
    assert body(html) == markdown


@pytest.mark.parametrize(
    "html",
    [
        "<p>A</p><aside class='sidenote'><p>B</p></aside>",
        "<p>A</p><p><span class='notes'>B</span></p>",
        "<p>A</p><p>B<span class='sidenote'> </span></p>",
    ],
)
def test_what_is_no_side_note(html: str) -> None:
    assert body(html) == "A\n\nB"
