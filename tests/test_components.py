"""Components of MDX and Vue in Markdown: they stay byte for byte, where they would vanish or lose what they state."""

from __future__ import annotations

import pytest

from newsfix import Options, convert
from tests.conftest import grows_in_proportion

HEAD = "---\ntitle: The mill\ndate: 2021-03-05\n---\n\n"


def written(body: str) -> str:
    """The body that newsfix writes for a body; its own output must not change."""
    result = convert(HEAD + body, Options(verify=True))
    assert result.output is not None
    assert {each.code for each in result.problems} <= {"BD006", "BD007", "BD008"}
    assert convert(result.output).output == result.output
    return result.output.removeprefix(HEAD)


@pytest.mark.parametrize(
    "body",
    [
        '<Wheel year="2018" />\n',
        "Text <Icon name='x'/> and **more**.\n",
        "<Wheel speed={turns > 3 ? {a: 1} : 2} />\n",
        '<Wheel\n  :speed="x"\n  @turn="y"\n/>\n',
        "<Wheel speed={3}>\nIt *turns*.\n</Wheel>\n",
        "<A to={x}>the mill</A>\n",
        "<Mill.Wheel n={1}>It *turns*.</Mill.Wheel>\n",
        "import { Card, Cards } from './cards'\n\n<Cards>\n<Card label=\"One\">\nIt *turns*.\n</Card>\n</Cards>\n",
        "- One <Icon/>\n- Two\n",
        "| A |\n| --- |\n| <Icon a={x}/> |\n",
        '<Wheel kind="old">\nIt *turns*.\n</Wheel>\n\n<Wheel>\nAnd **stands**.\n\n- One\n\n</Wheel>\n',
        "<Steps>\n\n1. One\n2. Two\n\n</Steps>\n",
        '<Wheel\n  kind="old"\n  href="/w"\n>\nIt turns.\n</Wheel>\n',
        "<Hint>It *turns*.</Hint>\n",
    ],
)
def test_components_stay(body: str) -> None:
    assert written(body) == body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("`<Wheel/>` and\n\n    <Wheel/>\n", "`<Wheel/>` and\n\n```\n<Wheel/>\n```\n"),
        ("\\<Wheel/> turns\n", "&lt;Wheel/> turns\n"),
        ("One<BR/>\ntwo <B>three</B> four\n\n- *x*\n", "One\\\ntwo **three** four\n\n- *x*\n"),
        ("It <Wheel>*turns*</Wheel> now.\n", "It *turns* now.\n"),
        ("<CENTER>\n*It* turns.\n</CENTER>\n", "\\*It* turns.\n"),
        ("<Button onClick={() => go()}/>\n", "\\<Button onClick={() => go()}/>\n"),
        ("A List<String> is/> b\n\n- *x*\n", "A List&lt;String> is/> b\n\n- *x*\n"),
    ],
)
def test_what_is_no_component(body: str, expected: str) -> None:
    assert written(body) == expected


@pytest.mark.parametrize(
    "markup", ["<A ", "<A {", "<Ab x={{", '<A "', "<Ab c={1}>", "<Ab/>", "</Ab>={", "<Ab>\n", "</Ab>\n"]
)
def test_components_take_linear_time(markup: str) -> None:
    assert grows_in_proportion(lambda size: convert(f"{HEAD}{markup * size} /> ={{\n").output, 500)
