"""What stands in angle brackets and is meant as text is kept by `convert` and reported: no browser shows it."""

from __future__ import annotations

import pytest

from newsfix import convert
from tests.conftest import grows_in_proportion

HEAD = "---\ntitle: The lock\ndate: 2021-12-15\n---\n\n"


def told(body: str) -> list[tuple[int | None, int | None, str]]:
    return [(each.line, each.column, each.message) for each in convert(HEAD + body).problems if each.code == "BD008"]


@pytest.mark.parametrize(
    ("body", "place", "text"),
    [
        ("<p>Send it to <keeper-name> at noon.</p>\n", (6, 15), "<keeper-name>"),
        ("<p>Press <Enter>, then wait.</p>\n", (6, 10), "<Enter>"),
        ("Send it to <keeper-name> at noon.\n", (6, 12), "<keeper-name>"),
        ("- The gate\n- Write <your name here>\n", (7, 9), "<your name here>"),
        ("## A list of <gate>\n", (6, 14), "<gate>"),
        ("| A | B |\n| --- | --- |\n| c | Vec<Gate> |\n", (8, 10), "<Gate>"),
        ("Use `<gate>`, not <gate>.\n", (6, 19), "<gate>"),
        ("<!-- <gate> --> The <gate> opens.\n", (6, 21), "<gate>"),
        ('<b title="a <gate>">A</b> and a <gate>.\n', (6, 33), "<gate>"),
        ("{{% code-tabs %}}\nA <gate>.\n{{% /code-tabs %}}\n", (7, 3), "<gate>"),
        ("{{< high rust >}}\n\nA <gate>.\n", (8, 3), "<gate>"),
    ],
)
def test_text_that_is_a_tag_to_a_browser(body: str, place: tuple[int, int], text: str) -> None:
    ((line, column, message),) = told(body)
    assert (line, column) == place
    assert message == f"{text} is a tag to a browser and is not shown; write &lt;{text[1:]}"
    assert f"&lt;{text[1:]}" in (convert(HEAD + body).output or "")


@pytest.mark.parametrize(
    "body",
    [
        "<p>Send it to &lt;keeper-name> at noon.</p>\n",
        "Send it to \\<keeper-name> or &lt;gate&gt;.\n",
        "Send it to `<keeper-name>`.\n\n```\n<gate>\n```\n",
        "Show `<gate>` and \\<gate>.\n",
        "<!-- <gate> --> and {{<gate>}} and \\<gate>.\n",
        "It is 2 <3 and a <b && c> d.\n",
        "<keeper@a.example> and <https://a.example/>.\n",
        "<Notice>\n\nThe gate is shut.\n\n</Notice>\n",
        "The <gate-map></gate-map> and <b>this</b>.\n",
        'The \\<gate> is <img src="gate.png"\nalt="Signs for <gate>, and <lock>"> here.\n',
        "<p>The &lt;gate> is <img alt='Signs for <gate>' src=gate.png> here.</p>\n",
        "\\<gate> and <gate>one</gate>.\n",
        "{{< high rust >}}\nlet gates: Vec<Gate> = all();\n{{< /high >}}\n",
        '{{< code-go "gate-1" >}}\nfunc f(x <gate>) {}\n\n  y <lock>\n{{< /code-go >}}\n',
        "{{% code-sh %}}\nopen <gate>\n{{% /code-sh %}}\n",
    ],
)
def test_what_is_shown_or_is_an_element(body: str) -> None:
    assert told(body) == []


def test_each_is_told_once() -> None:
    messages = [message for *_, message in told("A <gate> and a <lock>.\n\nA <gate> again.\n")]
    assert messages == [
        "<gate> is a tag to a browser and is not shown, 2 times in all; write &lt;gate>",
        "<lock> is a tag to a browser and is not shown; write &lt;lock>",
    ]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{{< listing >}}\nTake the <ferry>.\n{{< /listing >}}\n", "BD018"),
        ("{% aside %}\nTake the <ferry>.\n{% endaside %}\n\n{% aside %}\nNo more.\n{% endaside %}\n", "BD018"),
        ("{{< tab one >}}{{< tab two >}}Take the <ferry>.{{< /tab >}}{{< /tab >}}\n", "BD018"),
        ("| ```sh | ```py \\\n| board <ferry> | board() \\\n| ``` | ``` |\n", "BD018"),
        ("* board<ferry>[link /quay/board.md]\n* quay\n", "BD018"),
        ("* board<list<ferry>>[color red]\n", "BD018"),
        ("{{< listing >}}\nTake the <ferry>.\n{{< /listing >}}\n\nOr the <ferry> back.\n", "BD008"),
        ("# Board<ferry>\n\nText.\n", "BD008"),
        ("{{< chart one >}}\n\nTake the <ferry>.\n", "BD008"),
        ("{{< wide >}}\n| quay | boat |\n|------|---|\n| old | <ferry> |\n{{< /wide >}}\n", "BD008"),
        ("{% notes %}\n\n## Boats\n\n- Take the <ferry>.\n{% endnotes %}\n", "BD008"),
        ("{{< tab >}}\nTake the <ferry> to [the quay](/quay).\n{{< /tab >}}\n", "BD008"),
        ("{{% notice %}}\nTake the <ferry>.\n{{% /notice %}}\n", "BD008"),
        ("{% if open %}\nTake the <ferry>.\n{% endif %}\n", "BD008"),
        ("* board<ferry>[link](/quay/board.md)\n", "BD008"),
        ("| quay | boat |\n|---|---|\n| old | <ferry> |\n", "BD008"),
    ],
)
def test_what_only_the_program_of_a_site_reads_is_doubtful(body: str, code: str) -> None:
    found = [each.code for each in convert(HEAD + body).problems if each.code in ("BD008", "BD018")]
    assert found == [code]


@pytest.mark.parametrize("unit", ["{{< a >}}<b1>", "{% a %}<b1>{% enda %}", "|```\n|<b1>\n", "<b1>[", "<b1>[a a"])
def test_what_is_doubtful_is_told_in_proportion(unit: str) -> None:
    assert grows_in_proportion(lambda size: convert(HEAD + unit * size), 1_000)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# Board<ferry>\n\nText.\n", "BD018"),
        ("\n# Board<ferry>\n", "BD018"),
        ("# Board\n\nText of <ferry>.\n", "BD008"),
        ("Board <ferry>.\n", "BD008"),
        ("## Board<ferry>\n", "BD008"),
    ],
)
def test_a_title_above_all_else_may_be_plain_text(text: str, code: str) -> None:
    assert [each.code for each in convert(text).problems if each.code in ("BD008", "BD018")] == [code]
