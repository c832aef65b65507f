"""What the dialects of Markdown write beyond CommonMark: it is read as it is meant, and written so that it is again."""

from __future__ import annotations

import json

import pytest
from markdown_it import MarkdownIt

from newsfix import Options, convert
from newsfix.read.markdown import render
from newsfix.syntax.comments import says_something
from newsfix.syntax.dialects import stands_for
from tests.conftest import grows_in_proportion

HEAD = "---\ntitle: The mill\ndate: 2021-03-05\n---\n\n"


def written(body: str) -> str:
    """The body that newsfix writes for a body; its own output must not change."""
    result = convert(HEAD + body, Options(verify=True))
    assert result.output is not None, result.problems
    assert convert(result.output).output == result.output
    return result.output.removeprefix(HEAD)


def blocks(body: str) -> list[dict[str, object]]:
    """The blocks of the JSON for a body."""
    output = convert(HEAD + body, Options(to="json")).output
    assert output is not None
    found: list[dict[str, object]] = json.loads(output)["blocks"]
    return found


@pytest.mark.parametrize(
    "text",
    [
        '!!! note "css, javascript, and: more"\n    Ebb.\n',
        '<Note title="html, javascript, css: all">Ebb</Note>\n',
        '{: title="css; vbscript; and: more"}\nEbb.\n',
    ],
)
def test_names_of_languages_are_not_addresses_that_run(text: str) -> None:
    assert written(text) == text


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("js", "js"),
        ("text", None),
        ("js{1,3}", "js"),
        ('ts title="mill.ts" {2}', "ts"),
        ("c++ linenos", "c++"),
        ("python:src/mill.py", "python"),
        ("{r, echo=FALSE}", "r"),
        ('{r plot, fig.cap="The wheel"}', "r"),
        ("{.rust .numberLines}", "rust"),
        ("{#wheel .rust}", "rust"),
        ("{=html}", "html"),
        ("{code-cell} ipython3", "code-cell"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "> {}", "- {}"])
def test_info_strings_stay_whole(info: str, language: str | None, around: str) -> None:
    body = "\n".join(
        around.format(line) if not index or around[0] == ">" else "  " * (around[0] == "-") + line
        for index, line in enumerate((f"```{info}", "turn()", "```"))
    )
    assert written(f"{body}\n") == f"{body}\n"
    if around == "{}":
        (code,) = blocks(body)
        assert (code["language"], code["info"], code["text"]) == (language, info, "turn()")


def component(body: str) -> str:
    """As `written`, of a body with no other problems than of what is a component, or looks like one."""
    assert {each.code for each in convert(HEAD + body).problems} <= {"BD006", "BD007", "BD008"}
    return written(body)


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
        "<Hint>It turns</Hint>\nand stands\n",
        "It turns\n<Hint>and *stands*</Hint>\nby day.\n",
        "By day\n<Hint>one</Hint> and\ntwo <Hint>three</Hint>\nturn.\n",
        "> By day\n> <Hint>one</Hint>\n> turns.\n\n<Hint>Two</Hint>\n",
        "It turns\\\n<Hint>and stands</Hint>\\\nby day.\n",
    ],
)
def test_components_stay(body: str) -> None:
    assert component(body) == body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("`<Wheel/>` and\n\n    <Wheel/>\n", "`<Wheel/>` and\n\n```\n<Wheel/>\n```\n"),
        ("\\<Wheel/> turns\n", "&lt;Wheel/> turns\n"),
        ("One<BR/>\ntwo <B>three</B> four\n\n- *x*\n", "One\\\ntwo **three** four\n\n- *x*\n"),
        ("It <Wheel>*turns*</Wheel> now.\n", "It *turns* now.\n"),
        (
            "<Wheel\n  onClick={() => a > b}\n>\nIt\n</Wheel>\n\nA <Wheel/>\n",
            "\\<Wheel onClick={() => a > b} > It &lt;/Wheel>\n\nA <Wheel/>\n",
        ),
        ("<CENTER>\n*It* turns.\n</CENTER>\n", "\\*It* turns.\n"),
        ("<Button onClick={() => go()}/>\n", "\\<Button onClick={() => go()}/>\n"),
        ("A List<String> is/> b\n\n- *x*\n", "A List&lt;String> is/> b\n\n- *x*\n"),
    ],
)
def test_what_is_no_component(body: str, expected: str) -> None:
    assert component(body) == expected


@pytest.mark.parametrize(
    "markup", ["<A ", "<A {", "<Ab x={{", '<A "', "<Ab c={1}>", "<Ab/>", "</Ab>={", "<Ab>\n", "</Ab>\n"]
)
def test_components_take_linear_time(markup: str) -> None:
    assert grows_in_proportion(lambda size: convert(f"{HEAD}{markup * size} /> ={{\n").output, 500)


def test_an_info_string_with_a_backtick_keeps_its_tildes() -> None:
    assert written("~~~js `a`\nturn()\n~~~\n") == "~~~js `a`\nturn()\n~~~\n"


def test_code_of_html_has_its_language_for_an_info_string() -> None:
    body = '<p>A.</p>\n<pre><code class="language-js">turn()</code></pre>'
    code = blocks(body)[1]
    assert (code["language"], code["info"], code["text"]) == ("js", "js", "turn()")


KEPT_LINES = (
    "> [!NOTE]\n> Mind *the* gap.\n",
    "> [!tip]- A title\n> Mind the gap.\n",
    ":::tip The title\nMind *the* gap.\n:::\n",
    "::: {.note}\nMind the gap.\n:::\n",
    ":::note\n\n- One\n- Two\n\n:::\n",
    '!!! note "The *wheel*"\n    Mind the gap.\n\n    - One\n    - Two\n',
    "??? faq\n    Mind the gap.\n\n    ??? inner\n        Deep.\n",
    '=== "Unix"\n    `make`\n',
    "- Item\n\n  - Wheel\n\n  !!! note\n      Mind the gap.\n",
    "- Item\n\n  !!! note\n      Mind the gap.\n",
    "> !!! note\n>     Mind the gap.\n",
    "Wheel\n: A *round* thing\n: A second thing\n",
    "Wheel\n\n: A round thing\n",
    "> Wheel\n> : A round thing\n",
    "- Wheel\n  : A round thing\n",
    "*[RPM]: Turns a minute\n*[KW]: A *unit*\n",
    "Text.\n*[RPM]: Turns a minute\n",
    "[[toc]]\n",
    "[[_TOC_]]\n",
    "Text.\n[TOC]\nMore.\n",
    "Text.\n{: .lead}\n",
    "{: .lead}\nText.\n",
    "import Tabs from '@theme/Tabs'\nimport { a_b, c_d } from \"./mill\";\n",
    "export const meta = {\n  title: 'a *b* c',\n}\n",
    "export default function Layout() {}\n",
    "![A mill](https://a.example/mill.jpg){: .left}\n*The mill*\n{: .caption}\n",
    "![A mill](https://a.example/mill.jpg){width=300}\n*The mill*\n",
    "/// note | The title\nMind *the* gap.\n///\n",
    "![A mill](https://a.example/mill.jpg)\n/// caption\nThe mill\n///\n",
    ":::{figure} mill.png\n:name: mill\n:alt: The mill\n\nThe caption.\n:::\n",
    '> [!div class="next"]\n> [Go on](https://a.example/)\n',
    "> [!NOTE|style:flat]\n> Mind the gap.\n",
    "% a remark\n% and another\n",
    "%%\nA *remark*\n%%\n",
    "%%% note\nThe *wheel*\n%%%\n",
    "> **Note**\n> The *wheel* turns.\n",
    "Wheel\nMill *stone*\n: A thing\n: A second one\n",
    "/// details | Wheels\n    type: note\n    open: True\n\nThe *wheel*\n///\n",
    "^^^\nThe wheel\n^^^ As it *turns*\n",
    "@@@ warning\nMind the **gap**\n@@@\n",
    "Wheel\n~ A round thing\n~ A second thing\n",
    "- Turn it\n  id:: 64f\n  done:: true\n",
    "(@) One\n(@two) Two\n",
    "#. One\n#. Two\n",
    "a) One\nb) Two\niii) Three\n",
    "(1) One\n(12) Two\n",
    "@[toc]\n@[film](mill-1)\n",
    "::: mill.wheel\n    options:\n      show_source: false\n      members:\n        - *turn*\n",
    "::: mill\n    handler: python\n    options:\n        heading_level: 3\n",
    "- Item\n\n  ::: mill.Race\n      members:\n        - a_b_c\n",
    "A {::nomarkdown}<b>bold *x*</b>{:/} one and {::nomarkdown type='html'}*y*{:/nomarkdown}.\n",
    "It *is*:\n\n{::nomarkdown}\n<div class='x'>\n<p>One *two*</p>\n\n</div>\n{:/}\n",
    "{::comment}\n- Not *this*\n\n## Nor this\n{:/comment}\n",
    "--8<--\nmill.md\nrace.md\n--8<--\n",
    "\\[\na = b % the mill\n+ c\n\\]\n",
    "- Item\n\n  \\begin{align*}\n  a &= b \\\\\n  - c\n  \\end{align*}\n",
    "Text.\n{.lead #first}\n",
    "{ .annotate }\nText.\n",
    "| A line of *verse*\n| and another `a|b`\n",
    "| a | b |\n| c | d |\n",
    "|---|---|\n| a | b |\n",
    "+-----+-----+\n| a   | b   |\n+=====+=====+\n| c   | d   |\n+-----+-----+\n",
    "See [[The mill|a mill]] and ![[mill.png|300]].\n",
    "![[mill.png|The old mill|300]] and ![[race.png|The race|wide|40x20]]\n",
    "| A |\n| --- |\n| b |\n\n: Stones by *year*\n",
    ": Stones {#tbl-stones .striped}\n\n| A |\n| --- |\n| b |\n",
    "> | A |\n> | --- |\n> | b |\n>\n> : Stones: of the `old` mill\n",
    "  Stone     Grist\n-------  --------\n    old      wheat\n\nTable: Mills\n",
    "-----  ------\n  old   wheat\n  new     rye\n-----  ------\n",
    "-----------\n Old   Grist\n-----  -----\n  a    wheat\n       rye\n\n  b    oats\n-----------\n",
    "- Mills:\n\n  Stone  Grist\n  -----  -----\n  old    wheat\n",
    "### Wheel {#mill.__turn__}\n",
    "See [](./mill.md), **[](#wheel)** and [](doi:10.1000/7).\n",
    "$$\nx_1 = 2\n$$ (wheel)\n",
    "$$ x_1 = 2 $$ (wheel)\n\nText.\n\n$$y = x_1$$\n",
    "$$\nx_1 = 2\n$$ {#eq-wheel}\n\n## The *wheel*\n\n$$y_1 = 2$$\n",
    "- Item\n\n  $$\n  x_1 &= 2 \\\\\n  + y $$ (wheel)\n",
    "As in [](mill.md): it [](#turns)(so).\n",
    "- [](mill.md)\n",
    "| [](mill.md) | a |\n| --- | --- |\n| b | [](https://a.example/) |\n",
    "## The *wheel* {#a_wheel_ .x_y_}\n",
    "# Wheel $x^2$ {#_top_}\n",
    "| A |\n| --- |\n| [[The mill\\|a mill]] |\n",
    "Wheel\n\n:   A round thing\n\n    that turns.\n\n    - One\n\n:   A second one\n\nMill\n: A house\n",
)

DEFINED = (
    '[quote="Ann"]\n\nSee [the mill][m].\n\n[/quote]\n\n[m]: /mill "A mill"\n',
    "{% raw %}\n[mill] and [the race][R 1]\n{% endraw %}\n\nText.\n\n[Mill]: /mill\n[r 1]: </a race>\n",
    "```{figure} mill.png\nSee [the mill][m] and [race].\n```\n\n[m]: /mill\n[race]: </the race>\n",
    '- Item\n\n  ```{note} Mill\n  As [it][m] is.\n  ```\n\n[m]: /mill "A mill"\n',
    "````{tip}\n```{figure} a.png\n[The mill]\n```\n````\n\n[the mill]: /mill\n",
    "See [[mill|a mill]] and [[race]].\n\n"
    '[//begin]: # "Made"\n[mill|a mill]: mill.md "Mill"\n[race]: race.md "Race"\n[//end]: # "Made"\n',
    "+-----------+---+\n| [mill][m] | b |\n+===========+===+\n| c         | d |\n+-----------+---+\n\n[m]: /mill\n",
)

ATTRIBUTES = (
    "## Head\n{: .x}\n\nText.\n",
    "```js\na\n```\n{: .numbers}\n",
    "- One\n- Two\n{: .l}\n",
    "- TOC\n{:toc}\n",
    "1. One\n\n   - Two\n   {: .inner}\n\n2. Three\n",
    "> Quote\n{.quote #id}\n",
    "| A |\n| --- |\n| b |\n{: .table .wide}\n",
    "| A |\n| --- |\n| b |\n{.table}\n",
    "---\n{: .rule}\n",
    "{: .x}\n> Quote\n",
    "{:.no_toc}\n## Head\n",
    "{#steps}\n1. One\n2. Two\n",
)


@pytest.mark.parametrize("body", DEFINED)
def test_a_definition_that_is_named_in_what_is_kept_stays(body: str) -> None:
    assert written(body) == body
    assert not {"BD007", "BD010"} & {problem.code for problem in convert(HEAD + body, Options()).problems}


@pytest.mark.parametrize("body", KEPT_LINES)
def test_lines_of_dialects_stay_lines(body: str) -> None:
    assert written(body) == body
    assert written(f"Before.\n\n{body}\nAfter.\n") == f"Before.\n\n{body}\nAfter.\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (":::tip\n* One\n* Two\n:::\n", ":::tip\n\n- One\n- Two\n\n:::\n"),
        ("> One\n:::\n", "> One\n\n:::\n"),
        ("Wheel\n:   A thing\n    that turns.\n", "Wheel\n:   A thing\nthat turns.\n"),
        ("!!! note\n    One\n    line.\n", "!!! note\n    One line.\n"),
        ('!!! note "Mind"\n    [d]: /w\n\nText.\n', '!!! note "Mind"\n\nText.\n'),
        ('=== "Unix"\n    <!-- a remark -->\n', '=== "Unix"\n'),
        ('=== "Unix"\n\n    Make.\n', '=== "Unix"\n    Make.\n'),
        ("> [!NOTE]  \n> Mind the gap.\n", "> [!NOTE]\n> Mind the gap.\n"),
        (
            "    Old   Grist\n  -----  -----\n  a      oats\n\nThe race\n========\n\n"
            "    New   Grist\n  ------  ----\n  b       rye\n",
            "```\nOld   Grist\n```\n\n---\n\na oats\n\n# The race\n\n```\nNew   Grist\n```\n\n---\n\nb rye\n",
        ),
        (
            "  -----  -----\n  a      oats\n\nThe race\n========\n\n  New    Grist\n  -----  -----\n  b      rye\n",
            "***\n\na oats\n\n# The race\n\n  New    Grist\n  -----  -----\n  b      rye\n",
        ),
        ("Wheel\n--- ---\n\n-----\nText.\n", "Wheel\n\n---\n\n---\n\nText.\n"),
        (
            "{% raw %}\n[mill]\n{% endraw %} [mill]\n\n[mill]: /m\n",
            "{% raw %}\n[mill]\n{% endraw %} [mill](/m)\n\n[mill]: /m\n",
        ),
        ("A [](javascript:run) and [](&#106;avascript:x) [a]() [ ](/w).\n", "A and a .\n"),
        (
            "See https://a.example/~ann/_x_/a__b and (http://b.example/_y_).\n",
            "See <https://a.example/~ann/_x_/a__b> and (<http://b.example/_y>_).\n",
        ),
        (
            "[https://a.example/_x_/y](https://b.example/) `https://a.example/_x_/`\n",
            "[https://a.example/\\_x_/y](https://b.example/) `https://a.example/_x_/`\n",
        ),
        (
            "| https://a.example/_x_/y |\n| --- |\n| 见http://a.example/*x*/这里 |\n",
            "| <https://a.example/_x_/y> |\n| --- |\n| 见<http://a.example/*x*/>这里 |\n",
        ),
        (
            "_See https://a.example/x_y_ and **https://a.example/a_b** a_b\n",
            "*See https://a.example/x_y* and **https://a.example/a_b** a_b\n",
        ),
        (
            "At https://a.example/2010/http://b.example/*x_y* and *z*\n",
            "At <https://a.example/2010/http://b.example/*x_y>* and *z*\n",
        ),
        ("See $x^2$: ![$x^2$ and $a_1$ b](/x.png)\n", "See $x^2$: ![\\$x^2$ and \\$a_1$ b](/x.png)\n"),
    ],
)
def test_what_they_mark_is_written_like_any_markdown(body: str, expected: str) -> None:
    assert written(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Run `a\n: b` now.\n", "Run `a : b` now.\n"),
        ("*[Note]: all of it is stressed*\n", "*[Note]: all of it is stressed*\n"),
        ("Export taxes\nrose.\n", "Export taxes rose.\n"),
        ("What!!!\nReally?\n", "What!!! Really?\n"),
        ("One ::: two\n::three\n", "One ::: two ::three\n"),
        ("> **Note** that\n> it turns.\n", "> **Note** that it turns.\n"),
        ("/// note\n    One *two*\n///\n", "/// note\nOne *two*\n///\n"),
        ("Wheel `a\nb`\nMill\n: A thing\n", "Wheel `a b`\nMill\n: A thing\n"),
        ("One\n^^two\n@@@three\n%%four\n", "One ^^two @@@three %%four\n"),
        ("It is\n:-) fine.\n", "It is :-) fine.\n"),
        ("    ::: x\n    !!! y\n", "```\n::: x\n!!! y\n```\n"),
        ("A rise of 5\n% of it\n% sic\n", "A rise of 5\n% of it\n% sic\n"),
        ("It was std::string\nin C::B\n", "It was std::string in C::B\n"),
        (":smile: One\n:tada: two\n", ":smile: One :tada: two\n"),
        ("One of (two)\n(three) four\n", "One of (two) (three) four\n"),
        ("a/b\n// c\n", "a/b // c\n"),
        ("| one line\n", "\\| one line\n"),
        ("<b>\n\n#o\nmill\n\n</b>\n\n#a\nb\n", "**#o mill**\n\n#a\nb\n"),
        ("<i>\n\n|C\n|d\n", "*\\|C \\|d*\n"),
        ("One\n\n<strong class='x'>\n\nid:: 1\nmill\n", "One\n\n**id:: 1 mill**\n"),
        ("($\n$\n: 1\n", "($\n$\n: 1\n"),
        ("Cost $\n$ each\n: two\n", "Cost $\n$ each\n: two\n"),
        ("> A $\n> $\n> : b\n", "> A $\n> $\n> : b\n"),
        ("||\n|\n", "\\|\\| \\|\n"),
        ("> | -- |\n> | == |\n", "> \\| -- \\| \\| == \\|\n"),
        ("<b>\n\n|\n||\n", "**\\| \\|\\|**\n"),
        ("\\[One\n- two\\]\n", "[One\n\n- two]\n"),
        ("\\[\na = b\n\nc\\]\n", "[ a = b\n\nc]\n"),
        ("It has (1)\nand two.\n", "It has (1) and two.\n"),
        ("One\n| two\n", "One \\| two\n"),
        ("<p>/// a | *b*</p>", "\\/// a \\| \\*b*\n"),
        ("<p>a<br>///</p>", "a\\\n\\///\n"),
        ("<p>[[a|b]]</p>", "[[a\\|b]]\n"),
        ("[[a\\|b]]\n", "[[a\\|b]]\n"),
        ("[[a||b]] and [[|c]]\n", "[[a\\|\\|b]] and [[\\|c]]\n"),
        ("- One\n\n: two\n", "- One\n\n\\: two\n"),
        ("<table><tr><th>A</th></tr><tr><td>b</td></tr></table><p>: c</p>", "| A |\n| --- |\n| b |\n\n\\: c\n"),
        ("`[[a|b]]` and [a|b]\n", "`[[a|b]]` and [a\\|b]\n"),
        ("import duties rose\nfrom 'now' on.\n", "import duties rose from 'now' on.\n"),
    ],
)
def test_what_is_no_line_of_a_dialect_is_text(body: str, expected: str) -> None:
    assert written(body) == expected


@pytest.mark.parametrize("body", ATTRIBUTES)
def test_a_line_of_attributes_stays_beside_its_block(body: str) -> None:
    assert written(f"Before.\n\n{body}\nAfter.\n") == f"Before.\n\n{body}\nAfter.\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{: .x}\n\nText.\n", "{: .x}\n\nText.\n"),
        ("Text\n{: .x}\n", "Text\n{: .x}\n"),
        ("<p>Text<br>{.x}</p><ul><li>a</li></ul>{.y}", "Text\\\n\\{.x}\n\n- a\n\n\\{.y}\n"),
        ("- a\n  {.x} b\n", "- a {.x} b\n"),
        ("Text.\n\n[a]: b\n{.x}\n\n[a]\n", "Text.\n\n{.x}\n\n[a](b)\n"),
        ("{{ a }}\n</x>\n$b_1$ c\n", "{{ a }}\n$b_1$ c\n"),
        ("    {.x}\n", "```\n{.x}\n```\n"),
    ],
)
def test_other_braces_are_no_attributes_of_a_block(body: str, expected: str) -> None:
    assert written(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{{< note >}}\n- One\n- Two\n{{< /note >}}\n", "{{< note >}}\n\n- One\n- Two\n\n{{< /note >}}\n"),
        ("{% note %}\n> One\n{% endnote %}\n", "{% note %}\n\n> One\n\n{% endnote %}\n"),
        ("- One\n{{ name }}\n", "- One\n  {{ name }}\n"),
        ("- One\n  {% x %}\n", "- One\n  {% x %}\n"),
    ],
)
def test_a_tag_of_an_engine_ends_the_list_that_it_stands_below(body: str, expected: str) -> None:
    assert written(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Wheel\n: A thing\n\n    that turns.\n", "Wheel\n\n:   A thing\n\n    that turns.\n"),
        ("Wheel\n: A thing\n\n  that turns.\n", "Wheel\n\n:   A thing\n\n    that turns.\n"),
        ("Wheel\n:   A\n    thing\n\n        turn()\n", "Wheel\n\n:   A thing\n\n    ```\n    turn()\n    ```\n"),
        ("Wheel\n: ```\n  turn\n    <it\n  ```\n\nEnd\n", "Wheel\n\n:   ```\n    turn\n      <it\n    ```\n\nEnd\n"),
        ("Wheel\n: - A\n  - B\n", "Wheel\n\n:   - A\n    - B\n"),
        ("Wheel\n:   1. A\n    2. B\n: C\n", "Wheel\n\n:   1. A\n    2. B\n\n: C\n"),
        ("Wheel\n: -A\n: 1.5 m\n", "Wheel\n: -A\n: 1.5 m\n"),
        ("Wheel\nMill\n: A\n\n    B\n", "Wheel\nMill\n\n:   A\n\n    B\n"),
        ("Wheel\n: A\n: B\n\n    C\n", "Wheel\n: A\n\n:   B\n\n    C\n"),
        (": A\n\n    B\n", "\\: A\n\n```\nB\n```\n"),
    ],
)
def test_a_definition_may_have_several_blocks(body: str, expected: str) -> None:
    assert written(body) == expected


def test_a_definition_of_several_blocks_is_one_block() -> None:
    term, definition = blocks("Wheel\n\n:   A thing\n\n    that turns.\n")
    assert (term["text"], definition["type"], definition["admonition"]) == ("Wheel", "quote", ":")


@pytest.mark.parametrize(
    "body",
    [
        "| A | B |\n| --- | --- |\n| {{ a | upcase }} | [b]({{ c | relative_url }}) |\n",
        "| A |\n|---|\n{% for x in y %}| {{ x | upcase }} |\n{% endfor %}\n",
        "> | A |\n> |---|\n> {% if x -%}\n> | *b* |\n> {% endif %}\n",
        "\\begin{align}\na &= b \\\\\nc &= d % a remark\n\\end{align}\n",
        "H~2~O, but \\~two words~ and ~ a\n",
        "# H~2~O\n",
        "Thus \\(x_1 + y\\) and \\[\\frac{a}{b}\\], \\[a^2 = b\\] hold for \\(n\\).\n",
        "See *Figure \\@ref(fig:old_mill)* and \\@ref(sec-one).\n",
        "![(\\#fig:mill) An old mill](/mill.png)\n",
        "| A |\n| --- |\n| Table: (\\#tab:a_b) The \\@ref(b) |\n",
        "A\n\n```{tableofcontents}\n```\n",
        "- One:\n\n  ```{r, child='a.Rmd'}\n  ```\n\n- Two\n",
        "> ```{bibliography} a.bib\n> ```\n",
        "| The wheel,\n|    the *wheel*,\n|       turns\n",
        "> | One\n> |   two\n",
        f"See <https://a.example/?a={'*b*-' * 1000}> here.\n",
    ],
)
def test_what_is_no_markdown_stays_as_it_stands(body: str) -> None:
    assert written(body) == body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("\\(see below\\) and \\[sic\\]\n", "(see below) and [sic]\n"),
        ("\\@miller, \\#fig and (\\#1) \\@ref x\n", "@miller, #fig and (#1) @ref x\n"),
        ("<p>\\@ref(a) (\\#fig:a)</p>", "\\\\@ref(a) (\\\\#fig:a)\n"),
        ("A\n\n```js\n```\n\n~~~\n~~~\n", "A\n"),
        ("<p>H~2~O and \\(x_1\\)</p>", "H\\~2~O and \\\\(x_1\\\\)\n"),
        ("`~a~` ~~b~~\n", "`~a~` ~~b~~\n"),
        ("<p>\\begin{x} a | b \\end{x}</p>", "\\begin{x} a \\| b \\end{x}\n"),
        ("<p>\\begin{x}<br>a | b<br>\\end{x}</p>", "\\begin{x}\\\na \\| b\\\n\\end{x}\n"),
        ("<p>[a]: # (b) {c} ![d](e)</p>", "\\[a]: # (b) {c} ![d\\](e)\n"),
        ("Run \\begin{x} and\ngo on.\n", "Run \\begin{x} and go on.\n"),
        ("| A |\n|---|\n| {{ a }} |\n", "| A |\n| --- |\n| {{ a }} |\n"),
        (
            "<table><tr><th>A</th></tr><tr><td>`{{ a | b }}`</td></tr></table>",
            "| A |\n| --- |\n| \\`{{ a | b }}` |\n",
        ),
    ],
)
def test_what_only_looks_like_it_is_text(body: str, expected: str) -> None:
    assert written(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('if [ "$log_dir" != "" ] || [ ! -d "$log_dir" ]\n', 'if [ "\\$log_dir" != "" ] \\|\\| [ ! -d "$log_dir" ]\n'),
        ("cp $log_dir:$back_dir /tmp\n", "cp \\$log_dir:$back_dir /tmp\n"),
        ("Thus $x_i$ and $x_{max}$ and $n_max$.\n", "Thus $x_i$ and $x_{max}$ and $n_max$.\n"),
        ('Thus $\\text{"a"}_i | b$.\n', 'Thus $\\text{"a"}_i | b$.\n'),
        ("<p>One<br>2. two<br>1) three</p>", "One\\\n2\\. two\\\n1\\) three\n"),
        ("<p>In<br>1.5 hours</p>", "In\\\n1.5 hours\n"),
    ],
)
def test_what_only_some_engines_would_read(body: str, expected: str) -> None:
    assert written(body) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Word", "Word <!-- -->"),
        ("<https://a.example/>", "<https://a.example/> <!-- -->"),
        ("*Word*", "*Word* <!-- -->"),
        ('Word "a title"', 'Word "a title" <!-- -->'),
        ("Word\\\n    more", "Word<!-- -->\\\n    more"),
        ("Two words", "Two words"),
        ("Word\n\n    - One", "Word <!-- -->\n\n    - One"),
    ],
)
def test_no_note_is_the_definition_of_a_link_to_other_programs(note: str, expected: str) -> None:
    assert written(f"See[^1].\n\n[^1]: {note}\n") == f"See[^1].\n\n[^1]: {expected}\n"
    html = MarkdownIt().render(f"See[^1].\n\n[^1]: {expected}\n")
    assert "<a" not in html.replace('<a href="https://a.example/">https://a.example/</a>', "")


@pytest.mark.parametrize(
    "body",
    [
        "<details><summary>Log</summary>\n<p>\n\n```sh\na\n  b\n```\n\n</p>\n</details>\n",
        "<div>\n\n~~~\na\n  b\n~~~\n\n</div>\n",
    ],
)
def test_fenced_code_in_elements_alone_is_code(body: str) -> None:
    assert "a\n  b" in written(body)


def test_a_definition_that_begins_the_body_is_text() -> None:
    assert written(": a colon first\n") == "\\: a colon first\n"


def test_pictures_in_an_admonition_are_pictures() -> None:
    body = "!!! note\n    ![A mill](https://a.example/mill.jpg)\n    *The mill*\n"
    assert written(body) == body
    assert blocks(body)[0]["admonition"] == "!!! note"


def test_lines_of_dialects_are_no_template_tags() -> None:
    problems = convert(HEAD + "".join(f"{body}\n" for body in KEPT_LINES if "{" not in body)).problems
    assert [each.code for each in problems] == []


@pytest.mark.parametrize(
    "line",
    [
        ": `a\n",
        "!!! note\n",
        "!!! note\n    a\n",
        "[TOC]\n",
        "*[A]: b*\n",
        "``a\n:::\n",
        "| a |\n",
        "+-+\n",
        "{.x}\n",
        "[[a|",
        "\\[\n",
        "\\begin{a}\n",
        "--8<--\n--8<--\n\n",
        "(1) a\n",
    ],
)
def test_lines_of_dialects_take_linear_time(line: str) -> None:
    assert grows_in_proportion(lambda size: render(f"a\n{line * size}", []), 500)


@pytest.mark.parametrize("tag", ["<pre>", "<code>", "<!-- a ", "<script "])
def test_tags_without_ends_beside_backticks_take_linear_time(tag: str) -> None:
    assert grows_in_proportion(lambda size: render(f"<div>\n{tag * size}`x`\n</div>\n", []), 1000)


def test_a_comment_of_a_block_takes_linear_time() -> None:
    assert grows_in_proportion(lambda size: says_something(f"wp:a {'://' * size}b", prose=True), 1000)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<div class="note" markdown="1">\nSome **bold** text.\n</div>\n', "Some **bold** text.\n"),
        ("<div markdown>\n\n# Head\n\n- One\n- Two\n\n</div>\n", "# Head\n\n- One\n- Two\n"),
        ('<DIV MARKDOWN="1">\nSome *stressed* text.\n</DIV>\n', "Some *stressed* text.\n"),
        ("Text.\n\n<p markdown=span>Some *stressed* text.</p>\n\nEnd.\n", "Text.\n\nSome *stressed* text.\n\nEnd.\n"),
        ("- Item\n\n  <div markdown='block'>\n  In *it*.\n  </div>\n", "- Item\n\n  In *it*.\n"),
        ("<div markdown>\n<div>\nA *b*\n</div>\n\n*c*\n</div> and *d*\n", "A \\*b*\n\n*c*\n\nand *d*\n"),
        ("<aside markdown>\n<h4>Wheels</h4>\n* One\n* Two\n</aside>\n", "#### Wheels\n\n- One\n- Two\n"),
        (
            "<details markdown='1'><summary>More</summary>\nA *b*\n</details>\n",
            "<details>\n<summary>More</summary>\n<p>A <em>b</em></p>\n</details>\n",
        ),
        (
            "<details markdown='block'>\n<summary>\n  More\n</summary>\n```sh\na *b*\n```\n</details>\n",
            '<details>\n<summary>More</summary>\n<pre><code class="language-sh">a *b*</code></pre>\n</details>\n',
        ),
        (
            "<details markdown>\n<summary>More</summary>\n- A **b**\n</details>\n",
            "<details>\n<summary>More</summary>\n<ul>\n<li>A <strong>b</strong></li>\n</ul>\n</details>\n",
        ),
        ("<div markdown>\n    Not *code*.\n\n    - One\n</div>\n", "Not *code*.\n\n- One\n"),
        (
            "<figure markdown>\n  ![A mill](https://a.example/mill.jpg)\n  <figcaption>Old</figcaption>\n</figure>\n",
            "![A mill](https://a.example/mill.jpg)\n*Old*\n",
        ),
        ("<aside>\n💡 **Mind** the `gate`.\n\n</aside>\n", "💡 **Mind** the `gate`.\n"),
        ("- One\n\n  <aside>\n  ⚠️ See [a](/b):\n\n  - *c*\n\n  </aside>\n", "- One\n\n  ⚠️ See [a](/b):\n\n  - *c*\n"),
        (
            'Text.\n<aside>\n<img src="/i.png" alt="i"> *Note*\n\n</aside>\n\n*End.*\n',
            "Text.\n\n![i](/i.png)\n*Note*\n\n*End.*\n",
        ),
    ],
)
def test_elements_that_say_so_hold_markdown(body: str, expected: str) -> None:
    assert written(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("When?\n\n1984.\n\nNo.\n", "When?\n\n1984\\.\n\nNo.\n"),
        ("1) 3) 2)\n2) 1) 3)\n", "1\\) 3) 2)\n\n2\\) 1) 3)\n"),
        ("> - 7.\n> - 8. -\n", "> - 7\\.\n> - 8\\. -\n"),
        ("1.\n2.\n3. Three\n", "1.\n2.\n3. Three\n"),
        ("1.\n   ```\n   a\n   ```\n2.\n", "1. ```\n   a\n   ```\n2.\n"),
        ("1. -\n2. - a\n", "1.\n2. - a\n"),
    ],
)
def test_numbers_of_which_nothing_is_said_are_text(body: str, expected: str) -> None:
    assert written(body) == expected


@pytest.mark.parametrize("said", ["", '="span"', "=1"])
def test_what_is_said_of_a_picture_in_a_figure_is_no_caption(said: str) -> None:
    body = (
        f'<figure markdown{said}>\n  ![A mill](https://a.example/mill.jpg){{ width="300" .wide }}\n'
        "  <figcaption>Old</figcaption>\n</figure>\n"
    )
    assert written(body) == "![A mill](https://a.example/mill.jpg)\n*Old*\n"
    assert [each.message for each in convert(HEAD + body).problems] == [
        'what is said of a picture in a figure was left out: { width="300" .wide }'
    ]


def test_another_tag_behind_a_picture_in_a_figure_stays() -> None:
    body = "<figure markdown>\n![A mill](https://a.example/mill.jpg) {{ turns }}\n</figure>\n"
    assert "{{ turns }}" in written(body)


@pytest.mark.parametrize(
    "body",
    [
        '<div markdown="0">\nA *b*\n</div>\n',
        '<div class="markdown">\nA *b*\n</div>\n',
        '<div data-markdown="1">\nA *b*\n</div>\n',
        '<div markdown="1">\nA *b*\n',
        "<aside>\nA *b*\n</aside>\n",
        "<aside>\n<p>A *b*</p>\n\n</aside>\n",
        "<aside>\nA *b*\n\n",
    ],
)
def test_other_elements_hold_html(body: str) -> None:
    assert written(f"# Head\n\n{body}") == "# Head\n\nA \\*b*\n"


@pytest.mark.parametrize(
    "markup", ["<aside>\na\n\n", "<div markdown>\n", "<div markdown>\na\n</div>\n", "<div markdown>a<div markdown>\n"]
)
def test_such_elements_take_linear_time(markup: str) -> None:
    assert grows_in_proportion(lambda size: render(markup * size, []), 500)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("* One<br>\n* Two <span>words</span><br />\n", "- One\n- Two words\n"),
        ("\n1. One<br/>here.\n2. Two\n", "1. One\\\n   here.\n2. Two\n"),
        ("<blockquote>Some words of the miller.\n\nMore.\n</blockquote>\n\n**Day:** now\n", "**Day:** now\n"),
        ("\n> ~~~\n> <div>\n> ~~~\n\n*Text.*\n", "> ```\n> <div>\n> ```\n\n*Text.*\n"),
        ("1. ```html\n   <p>\n   ```\n\ntext\n", "1. ```html\n   <p>\n   ```\n\ntext\n"),
        ("* > ```\n  > <hr>\n  > ```\n\ntext\n", "- > ```\n  > <hr>\n  > ```\n\ntext\n"),
        ("\n- One\n  <blockquote>said</blockquote>\n- Two\n", "- One\n  > said\n- Two\n"),
        ("\n* One <p>more</p>\n* Two\n  * Three <hr>\n", "- Two\n\n  - Three\n\n    ---\n"),
        ("{% raw %}\n<div>{{ a }}</div>\n{% endraw %}\n\n\\$a_1$\n", "\n\n\\$a_1$\n"),
        ("{% comment %}\n<p>Old words of the mill.</p>\n{% endcomment %}\n\n\\*a*\n", "\n\n\\*a*\n"),
        ("{%- raw -%}<p>Old words of it.</p>{%- endraw -%}\n\n\\*a*\n", "\n\n\\*a*\n"),
        ("\n1. Open:\n   <div>it</div>\n2. Close.\n", "1. Open:\n\n   it\n\n2. Close.\n"),
        ("\n![A mill](/mill.jpg)\n<center>A mill</center>\n", "![](/mill.jpg)\n*A mill*\n"),
        ("<div>\n![A mill](/mill.jpg)\n</div>\n\nIt *turns*.\n", "It *turns*.\n"),
        ("<h2>磨坊</h2>\n\n这是**磨坊**吗\n", "这是**磨坊**吗\n"),
    ],
)
def test_bodies_that_are_markdown_though_they_have_tags(body: str, expected: str) -> None:
    assert written(body).endswith(expected)


@pytest.mark.parametrize(
    "body",
    [
        "<p>A</p>\n<p>- B *c*<br>\n- D</p>\n",
        "<ul>\n<li>* A *b*<br></li>\n</ul>\n",
        "<pre>\n* a *b*\n</pre>\n<p>*c*</p>\n",
        "- Agency</p>\n<p>The mill *turns*, and so it did before.</p>\n",
        "<pre>\n![a](/b.png)\n</pre>\n<p>*c*</p>\n",
    ],
)
def test_bodies_that_are_html_though_they_have_marks(body: str) -> None:
    assert "\\*" in written(body)


@pytest.mark.parametrize(
    "body",
    [
        "$$\na = b % a remark\n  + c\n$$\n",
        "> $$\n> a_1 \\\\\n> b\n> $$\n",
        "- $$\n  a_1\n  b\n  $$\n",
        "The sum is $$a_1 % a remark\nb$$ here.\n",
        "- The sum is $$a_1\n      + b$$ here.\n",
    ],
)
def test_lines_of_a_displayed_formula_stay_lines(body: str) -> None:
    assert written(body) == body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Thus\n$$\na_1\n$$\nholds.\n", "Thus $$a_1$$ holds.\n"),
        ("$$\na_1\n\n$$\n", "$$a_1$$\n"),
        ("Thus $a_1 +\nb$ holds.\n", "Thus $a_1 + b$ holds.\n"),
        (
            "Thus $a_1 % x\nb$ holds.\n",
            'Thus <math alttext="a_1 % x&#10;b"><mtext>a&#95;1 % x b</mtext></math> holds.\n',
        ),
        ("Thus $a_1 \\%\nb$ holds.\n", "Thus $a_1 \\% b$ holds.\n"),
    ],
)
def test_line_feeds_of_other_formulas(body: str, expected: str) -> None:
    assert written(body) == expected


def test_lines_of_a_formula_that_would_begin_a_block_are_joined() -> None:
    script = '<p>Thus <script type="math/tex; mode=display">a\n- b</script> holds.</p>'
    assert written(script) == "Thus $$a - b$$ holds.\n"


@pytest.mark.parametrize(
    "comment",
    [
        "<!--more-->",
        "<!-- nextpage -->",
        "<!-- tab The mill -->",
        "<!-- endtab -->",
        "<!-- timeline 2021 -->",
        "<!--break-->",
        "<!-- toc -->",
        "<!-- START doctoc -->",
        "<!-- prettier-ignore-start -->",
        "<!-- markdownlint-disable MD013 -->",
        "<!-- newsfix: ignore IM003 -->",
        "<!--@include: ./mill.md-->",
        "<!-- #region wheel -->",
        "<!-- mdformat-toc start -->",
        "<!-- ALL-MILLERS-LIST:START - do not remove -->",
        "<!-- editorconfig-checker-disable -->",
        "<!-- tabs:start -->",
        '<!-- .slide: data-background="mill.jpg" -->',
        "<!-- html-proofer-ignore -->",
        "<!-- dprint-ignore -->",
    ],
)
@pytest.mark.parametrize("body", ["First.\n\n{}\n\nThe rest.\n", "- First\n\n  {}\n\n  The rest.\n"])
def test_comments_that_instruct_stay(comment: str, body: str) -> None:
    found = written(body.format(comment)).replace(f"{comment}\n  T", f"{comment}\n\n  T")
    assert found.replace(f"{comment}\nT", f"{comment}\n\nT") == body.format(comment)
    assert convert(HEAD + body.format(comment)).problems == ()


@pytest.mark.parametrize(
    "body",
    [
        "## The wheel <!-- omit in toc -->\n",
        "It turns <!-- cspell:disable-line --> slowly.\n",
        "| A <!-- markdownlint-disable-line --> |\n| --- |\n| b |\n",
        "<!-- newsfix: ignore IM003 -->\n![A mill](mill.jpg)\n",
        "<!-- markdownlint-disable-next-line MD013 -->\nA long line.\n",
    ],
)
def test_they_stay_where_they_are(body: str) -> None:
    assert written(body) == body
    assert convert(HEAD + body).problems == ()


def test_the_separator_of_the_front_matter_stays() -> None:
    source = "---\ntitle: The mill\nexcerpt_separator: <!-- here -->\n---\n\nFirst.\n\n<!-- here -->\n\nThe rest.\n"
    assert convert(source).output == source
    assert "<!--" not in written("First.\n\n<!-- here -->\n\nThe rest.\n")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("First.\n\n<!-- the wheel is still to come -->\n", "the wheel is still to come"),
        ("First <!-- draft --> more.\n", "draft"),
        ("First <!-- Mill: start it --> more.\n", "Mill: start it"),
        ("First.\n\n<!--\nTwo\nlines\n-->\n", "Two lines"),
        ("<p>First.</p><!-- <p>An old line of it.</p> -->\n", "<p>An old line of it.</p>"),
        (
            '<p>First.</p><!-- wp:embed {"url":"https://a.example/film"} /-->\n',
            'wp:embed {"url":"https://a.example/film"} /',
        ),
    ],
)
def test_other_comments_are_reported(body: str, said: str) -> None:
    (problem,) = [each for each in convert(HEAD + body).problems if each.code == "BD007"]
    assert problem.message == f"a comment was left out: {said}"
    assert problem.line == 6 + body[: body.index("<!--")].count("\n")


@pytest.mark.parametrize(
    "body",
    [
        "First.\n\n<!-- ---- -->\n",
        "<!-- wp:paragraph -->\n<p>First.</p>\n<!-- /wp:paragraph -->\n",
        '<p>First.</p><!-- wp:spacer {"height":3} /-->\n',
        "<p>First.</p><!-- .entry-content --><!--[if gte mso 9]><xml>a b c d</xml><![endif]-->\n",
        "<p>First.</p><!-- <script>let the mill = 1</script> -->\n",
        "<p>First.</p><script><!-- let the mill turn --></script>\n",
        "`<!-- the old mill -->`\n",
    ],
)
def test_comments_that_say_nothing_are_not(body: str) -> None:
    assert [each.code for each in convert(HEAD + body).problems] == []


@pytest.mark.parametrize(
    "body",
    [
        "*The wheel.*{: .caption }\n",
        "Mind **the gap!**{{ note }} now.\n",
        'One *word*[gallery ids="1"] and {{ x }}*two*.\n',
        "{{ x }}**(a)** and *b.*{% y %}\n",
    ],
)
def test_emphasis_beside_a_tag_is_emphasis(body: str) -> None:
    assert written(body) == body


def test_emphasis_from_one_tag_to_another_is_not_made_up() -> None:
    assert written("See _one_{{ a }} and {{ b }}_two_ here.\n") == "See *one*{{ a }} and {{ b }}*two* here.\n"


@pytest.mark.parametrize(
    "body",
    [
        '![A mill](https://a.example/mill.jpg){ width="300" }\n',
        "![A mill](https://a.example/mill.jpg){.left .small}\n",
        "[The mill](https://a.example/){#mill target=_blank} turns.\n",
        "- ![A mill](https://a.example/mill.jpg){.left}\n",
    ],
)
def test_attributes_of_links_and_pictures_stay(body: str) -> None:
    assert written(body) == body


def test_attributes_in_a_link_are_no_text_of_it() -> None:
    body = "[![Mill](https://a.example/mill.jpg?w=150){.left}](https://a.example/mill.jpg)\n"
    assert written(body) == "![Mill](https://a.example/mill.jpg){.left}\n"


@pytest.mark.parametrize("body", ["f(x){n} and g(x){ }\n", "(a){b c}\n", "A {.b} c\n"])
def test_other_braces_are_text(body: str) -> None:
    assert written(body) == body
    assert convert(HEAD + body).problems == ()


def test_text_of_html_is_no_list_of_attributes() -> None:
    body = '<p><a href="https://a.example/">The mill</a>{.left} turns.</p>\n'
    assert written(body) == "[The mill](https://a.example/)&#123;.left} turns.\n"


@pytest.mark.parametrize(
    "body",
    [
        "- Mills\n\t- | Old | New |\n\t  | --- | --- | --- |\n\t  | a | b |\n",
        "- Mills\n    - | Old |\n      |---|---|\n      | a |\n",
        "- > | Old | New |\n  > |:--|---|--:|\n",
    ],
)
def test_the_mark_of_an_item_is_no_cell(body: str) -> None:
    result = convert(HEAD + body, Options(verify=True))
    assert result.output is not None
    assert "\\| " in result.output


def loose(body: str, code: str) -> list[tuple[int | None, int | None]]:
    return [(each.line, each.column) for each in convert(HEAD + body).problems if each.code == code]


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("The **old mill **turns.\n", [(6, 5)]),
        ("** Mills ** turn.\n\n- ** Wheels ** too.\n", [(6, 1), (8, 3)]),
        ("The ** old mill** turns.\n", [(6, 5)]),
        ("It is _old _, and *new *here.\n", [(6, 7), (6, 19)]),
        ('So: "**The mill **" turns, (**old **) too.\n', [(6, 6), (6, 29)]),
        ("- The __mill __\n- *Slowly. *\n", [(6, 7), (7, 3)]),
        ("| A **mill ** |\n| --- |\n| b |\n", [(6, 5)]),
        (
            "**The mill that stands by the weir turns at noon.**\n\n**The mill that stands by the weir turns. **\n",
            [(8, 1)],
        ),
    ],
)
def test_a_blank_just_inside_marks_is_reported(body: str, places: list[tuple[int, int]]) -> None:
    assert loose(body, "BD015") == places
    assert body in written(body)


@pytest.mark.parametrize(
    "body",
    [
        "Two ** three and 4 ** 5 * 6 * 7.\n",
        "The mill ** wheel ** sail.\n",
        "** 2 ** 3.\n",
        "`**old **` and **new**.\n",
        "The \\*\\*old \\*\\* mill.\n",
        "SELECT /*+ HINT */ and a_b _ c_d.\n",
        "Mill* and wheel *.\n",
        "The hosts _mill and _wheel answer.\n",
        "A *mill* and *wheel*.\n",
        "Make *mut (), *const () and *fn work.\n",
        "*The mill turns at noon\n*The wheel turns later\n",
        "- Of the mill:\n    *The weir (of old) has two of them, it is said:\n         * a wheel\n         * a sail\n",
        "Set b through *ap and have it seen in *ap2.\n",
        "Ask whether *ap == *bp holds.\n",
        "- It sets *last = *first there.\n",
        "It reads *(int *)&of there.\n",
        "void (*turn)(id, Mill *, void *) of it.\n",
        "Cast *(struct sail *)wheel, or do not.\n",
        "Then *wheel = [Mill of:16 * 16] turns.\n",
        "Where *head < *tail it turns, as *a | *b does.\n",
        "type Mill struct { Wheel *wheel; Sail *sail } and *Mill turns by { *x } or * y.\n",
        "So **(mill)**wheel and weir **(sail)**turn.\n",
        'The *"mill"*wheel is no *"sail"*turn.\n',
        "_  ___ __ _ `x` _ / _\n",
        "Two * of them and a '*' there.\n",
        "```\n**old **\n```\n",
        "## Text\n\n<p>**水門**を閉める時、**必ず水位**を見ます。</p>\n",
        '## Text\n\n<p class="tip">「**堰**を見る。」**いつも**そうします。**夜**も。</p>\n',
    ],
)
def test_other_blanks_beside_marks_are_not(body: str) -> None:
    assert loose(body, "BD015") == []


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("**水车：**转动\n", [(6, 1)]),
        ("- 他说**“转动”**了\n- *水车。*转\n", [(6, 5), (7, 3)]),
        ("그것은 **'물레'**입니다\n", [(6, 5)]),
        ("So **the sum $$p$$**는 **말 $$q$$**다.\n", [(6, 4), (6, 23)]),
        ("So **the `sum`**는 **말이다**.\n", [(6, 4)]),
        ("So **the (sum)** is **the (sum)**는.\n", [(6, 21)]),
        ("**水车：**转动和**磨坊：**转动。\n", [(6, 1)]),
        ("- **水车：**转动，再看**「磨」**的石\n", [(6, 3)]),
        ("**\u201c코루틴\u201d**이라고 하는 것을 **\u201c코드\u201d**를 씁니다.\n", [(6, 1), (6, 20)]),
        ("| **水车：**转动 |\n| --- |\n| b |\n", [(6, 3)]),
    ],
)
def test_a_sign_just_inside_marks_beside_a_letter_is_reported(body: str, places: list[tuple[int, int]]) -> None:
    assert loose(body, "BD015") == places
    assert body in written(body)


@pytest.mark.parametrize(
    "body",
    [
        "**水车**：转动\n",
        "**水车：** 转动，**完。**\n",
        "水**车**转\n",
        "`**水车：**转`\n",
        "2**(3)**4 f(**k)**x\n",
        "甲**：**乙\n",
    ],
)
def test_other_signs_beside_marks_are_not(body: str) -> None:
    assert loose(body, "BD015") == []


def test_marks_in_html_are_text() -> None:
    assert loose("<p>The **old **mill.</p>\n", "BD015") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("###Wheels\nThey turn.\n", "### Wheels\n\nThey turn.\n"),
        ("Before.\n##Wheels ##\nThey turn.\n##*Sails*\n", "Before.\n\n## Wheels\n\nThey turn.\n\n## *Sails*\n"),
        ("> ###Wheels\n> They turn.\n", "> ### Wheels\n>\n> They turn.\n"),
        ("- ##Wheels\n  turn\n", "- ## Wheels\n  turn\n"),
        ("Mills\n=====\n\n##Wheels\n", "# Mills\n\n## Wheels\n"),
        ("#Mills\nThey stand.\n\n##Wheels\n", "# Mills\n\nThey stand.\n\n## Wheels\n"),
    ],
)
def test_hashes_without_a_blank_are_a_heading_where_none_has_one(body: str, expected: str) -> None:
    assert written(body) == expected
    assert len(loose(body, "BD016")) == body.count("#W") + body.count("##*") + body.count("#M")


@pytest.mark.parametrize(
    "body",
    ["#Mills\nThey stand.\n", "#12 is the mill.\nIt stands.\n", "#mill #wheel\nturn\n\n## One\n", "It is\n#mill\n"],
)
def test_one_hash_without_a_blank_is_text_on_a_line_of_its_own(body: str) -> None:
    assert written(body) == body
    assert loose(body, "BD016") == []


def test_hashes_without_a_blank_are_text_where_others_have_one() -> None:
    body = "# Mills\n\nBefore.\n\n###Wheels\nThey turn.\n"
    assert written(body) == body
    assert loose(body, "BD016") == [(10, 1)]


@pytest.mark.parametrize(
    "body", ["#wheels\nturn\n", "`a\n##b`\n", "    ##a\n", "```\n##a\n```\n", "####### a\n", "\\##a\n"]
)
def test_other_hashes_are_no_headings(body: str) -> None:
    assert loose(body, "BD016") == []
    assert "\n\n#" not in written(f"Text.\n\n{body}").replace("\n\n#wheels", "").replace("\n\n#######", "")


class _Single(list[str]):
    """A list of which no part can be taken: that would copy all that is behind an item."""

    def __getitem__(self, at: object) -> str:  # type: ignore[override]
        assert isinstance(at, int)
        return super().__getitem__(at)


def test_what_a_stand_in_stands_for_is_taken_by_itself() -> None:
    kept = _Single(["a", "b"])
    assert [stands_for(number, kept) for number in ("0", "1", "2")] == ["a", "b", ""]


@pytest.mark.parametrize("body", ["#\u200b\n\n- *x*\n", "- *x*\n\n#\u2060\n\nText\n", "*x*\n\n#\u200d\u200b\n"])
def test_hashes_before_what_nobody_sees_are_text(body: str) -> None:
    found = convert(HEAD + body, Options(verify=True), origin="a.md")
    assert [each.code for each in found.problems if each.code.startswith(("MD", "BD010", "BD011"))] == []
    assert "\\#" in (found.output or "")
