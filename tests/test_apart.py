"""Phrases that a page shows apart from what is beside them: by a style, a role, or as the credit of a picture."""

from __future__ import annotations

import json
import re

import pytest

from newsfix import Options, convert
from tests.conftest import FRONT, body


def picture(html: str) -> dict[str, object]:
    output = convert(FRONT + html, Options(to="json"), "a.html").output
    assert output is not None
    images = json.loads(output)["images"]
    assert len(images) == 1
    assert isinstance(images[0], dict)
    return images[0]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p><span style='display:block'>High water</span><span style='display: block;'>Low water</span></p>", 2),
        ("<div><span style='DISPLAY:FLEX'>High water</span><label style='display:grid'>Low water</label></div>", 2),
        ("<div><span style='color:red;display:table-row'>High water</span>Low water</div>", 2),
        ("<p><span style='display:inline-block'>High water</span><span style='display:inline'>Low water</span></p>", 1),
        ("<p><span style='display:contents'>High water</span>Low water</p>", 1),
    ],
)
def test_a_phrase_that_its_style_puts_on_its_own_line(html: str, expected: int) -> None:
    assert body(html).split() == ("High water Low water" if expected == 2 else "High waterLow water").split()
    assert len(body(html).split("\n\n")) == expected


def test_such_phrases_in_a_heading_and_in_code() -> None:
    assert body("<h2>Tides <span style='display:block'>of May</span></h2>") == "## Tides of May"
    for style in ("display:block", "display: flex;", "color:red; display:table-row"):
        line = f"<span style='{style}'>{{}}</span>"
        assert body(f"<pre>{line.format('row(a)')}{line.format('tie(b)')}</pre>") == "```\nrow(a)\ntie(b)\n```"
        ended = line.format("row(a)\n") + line.format("tie(b)\n")
        assert body(f"<pre><code>{ended}</code></pre>") == "```\nrow(a)\ntie(b)\n```"
    assert body("<pre><code><span>p</span> { display: block; }</code></pre>") == "```\np { display: block; }\n```"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div role=heading aria-level=3>The <i>mole</i></div>", "### The *mole*"),
        ("<p role='heading'>The mole</p>", "## The mole"),
        ('<div><span role="heading" aria-level="4">The mole</span></div>', "#### The mole"),
        ("<h2><span role=heading aria-level=5>The mole</span></h2>", "## The mole"),
        ("<div role=heading aria-level=12>The mole</div>", "## The mole"),
        ("<div role=heading><p>The mole</p><p>The quay</p></div>", "The mole\n\nThe quay"),
        ("<div role=headings>The mole</div>", "The mole"),
    ],
)
def test_a_heading_by_its_role(html: str, expected: str) -> None:
    assert body(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<div role=row><span role=cell>Ebb</span><span role=cell>Flow</span></div>",
        "<div role='row'><span role='columnheader'>Ebb</span><span role='columnheader'>Flow</span></div>",
        "<span role=list><span>Ebb</span></span><div role=listitem>Flow</div>",
    ],
)
def test_cells_and_items_by_their_roles_are_apart(html: str) -> None:
    assert body(html) == "Ebb\n\nFlow"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<span role=list><span role=listitem>Ebb</span><span role=listitem>Flow</span></span>", "- Ebb\n- Flow"),
        (
            "<div role=list><div role=listitem>Ebb<div role=list><p role=listitem>Neap</p></div></div></div>",
            "- Ebb\n  - Neap",
        ),
        ("<ol role=list><li role=listitem>Ebb</li><li>Flow</li></ol>", "1. Ebb\n2. Flow"),
        (
            "<div role=table><div role=rowgroup><div role=row><div role=columnheader>Port</div>"
            "<span role=columnheader>Tide</span></div></div><div role=row><span role=cell>Moss</span>"
            "<div role=cell>Ebb</div></div></div>",
            "| Port | Tide |\n| --- | --- |\n| Moss | Ebb |",
        ),
        (
            "<section role='table'><p role='row'><span role='rowheader'>Moss</span><span role='cell'>Ebb</span></p>"
            "<p role='row'><span role='rowheader'>Horten</span><span role='cell'>Flow</span></p></section>",
            "|  |  |\n| --- | --- |\n| Moss | Ebb |\n| Horten | Flow |",
        ),
        (
            "<table role=list><tr role=listitem><th>Port</th><td>Moss</td></tr></table>",
            "|  |  |\n| --- | --- |\n| Port | Moss |",
        ),
    ],
)
def test_lists_and_tables_by_their_roles(html: str, expected: str) -> None:
    assert body(html) == expected


@pytest.mark.parametrize("tag", ["div", "span", "p"])
def test_a_heading_by_its_role_in_a_cell_is_strong(tag: str) -> None:
    table = f"<table><tr><th>Port</th><th>Tide</th></tr><tr><td><{tag} role=heading>Moss</{tag}></td><td>Ebb</td></tr>"
    assert body(table) == "| Port | Tide |\n| --- | --- |\n| **Moss** | Ebb |"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "<tr><th colspan=2>Ketch<tr><th scope=row>Masts<td>two",
            [[("th", "Ketch")], [("th", "Masts"), ("td", "two")]],
        ),
        (
            "<thead><tr><th rowspan=2>Boat<th colspan=2>Sails<tr><th>main<th>fore<tbody><tr><td>Ada<td>1<td>2",
            [
                [("th", "Boat"), ("th", "Sails")],
                [("th", "main"), ("th", "fore")],
                [("td", "Ada"), ("td", "1"), ("td", "2")],
            ],
        ),
        (
            "<tfoot><tr><th>Crew<td>three<br>four<tbody><tr><td colspan=2>none",
            [[("td", "none")], [("th", "Crew"), ("td", "three<br>four")]],
        ),
    ],
)
def test_a_cell_that_names_its_row_stays_a_heading_in_html(rows: str, expected: list[list[tuple[str, str]]]) -> None:
    written = body(f"<table>{rows}</table>")
    found = [re.findall(r"<(t[hd])[^>]*>(.*)</t", row) for row in written.split("<tr>")[1:]]
    assert found == expected
    assert body(written) == written


@pytest.mark.parametrize(
    ("parts", "rows"),
    [
        (("tfoot", "thead", "tbody"), "| head |\n| --- |\n| tbody |\n| tfoot |"),
        (("thead", "tfoot", "tbody"), "| head |\n| --- |\n| tbody |\n| tfoot |"),
        (("thead", "tbody", "tfoot", "tbody"), "| head |\n| --- |\n| tbody |\n| tbody |\n| tfoot |"),
        (("thead", "tfoot"), "| head |\n| --- |\n| tfoot |"),
    ],
)
def test_the_foot_of_a_table_is_at_its_end(parts: tuple[str, ...], rows: str) -> None:
    cells = {"thead": "<th>head</th>"}
    table = "".join(f"<{part}><tr>{cells.get(part, f'<td>{part}</td>')}</tr></{part}>" for part in parts)
    assert body(f"<table>{table}</table>") == rows


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p style="font-weight:bold">Ebb and <b>flow</b></p>', "**Ebb and flow**"),
        ('<p style="margin:0;font-style:italic">Ebb <span>and</span> flow</p>', "*Ebb and flow*"),
        ('<p style="font-weight:700">Ebb <span style="font-weight:400">and flow</span></p>', "Ebb and flow"),
    ],
)
def test_a_paragraph_may_be_emphasised_by_its_style(html: str, expected: str) -> None:
    assert body(html) == expected


def test_other_roles_leave_a_phrase_in_its_line() -> None:
    assert body("<p>Eb<span role=presentation>b</span> and f<span role=none>low</span></p>") == "Ebb and flow"


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("<span class=caption>The quay</span><span class=credit>Ida Moe</span>", "The quay Ida Moe"),
        ("The quay.<small>Photo: Ida Moe</small>", "The quay. Photo: Ida Moe"),
        ("The quay<span class='c-media__copyright'>\N{COPYRIGHT SIGN} Moe</span>", "The quay \N{COPYRIGHT SIGN} Moe"),
        ("<span>\ubc29\ud30c\uc81c</span><em class=photographer>\ubaa8\uc5d0</em>", "\ubc29\ud30c\uc81c \ubaa8\uc5d0"),
        ("The quay (<span class=credit>Ida Moe</span>)", "The quay (Ida Moe)"),
        ("The qu<span class=initial>ay</span>", "The quay"),
        ("The quay<small>Photo: Ida Moe</small>", "The quay Photo: Ida Moe"),
        ("The quay<small>s</small> of N<small>ASA</small>", "The quays of NASA"),
        ("H<small>2</small>O", "H2O"),
        ("\u6e2f\u306e<small>\u5199\u771f</small>", "\u6e2f\u306e\u5199\u771f"),
    ],
)
def test_who_took_a_picture_does_not_touch_its_caption(caption: str, expected: str) -> None:
    assert picture(f"<figure><img src=/quay.jpg><figcaption>{caption}</figcaption></figure>")["caption"] == expected
    box = f"<div><img src=/quay.jpg><div class=photo-caption>{caption}</div></div><p>Text.</p>"
    assert " ".join(picture(box)["caption"].split()) == expected


@pytest.mark.parametrize("size", ["width=1 height=1", "width=16 height=9", "width=4 height=3"])
def test_the_ratio_of_a_picture_of_amp_is_not_its_size(size: str) -> None:
    assert picture(f"<amp-img src=/quay.jpg {size} layout=responsive></amp-img>")["url"] == "/quay.jpg"


def test_a_picture_of_amp_of_one_pixel() -> None:
    html = "<p>Ebb.</p><amp-img src=/quay.jpg width=1 height=1 layout=fixed></amp-img>"
    assert [problem.code for problem in convert(FRONT + html, origin="a.html").problems] == ["IM002"]


@pytest.mark.parametrize(
    ("attributes", "alt"),
    [("aria-label='The mole'", "The mole"), ("alt='' aria-label='The mole'", ""), ("alt=Quay aria-label=Mole", "Quay")],
)
def test_the_label_of_a_picture_is_its_alternative_text_where_it_has_none(attributes: str, alt: str) -> None:
    assert picture(f"<p><img src=/quay.jpg {attributes}></p>")["alt"] == alt
