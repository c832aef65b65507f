"""Blocks as Markdown: the forms, what stands beside what, and what becomes HTML."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsfix.model.article import (
    Anchor,
    Block,
    Cell,
    Code,
    CodeBlock,
    DefinitionList,
    Details,
    Embed,
    Emphasis,
    Figure,
    Footnote,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    Math,
    Paragraph,
    Quote,
    RawBlock,
    RawInline,
    Strikethrough,
    Strong,
    Table,
    Tagged,
    Target,
    Text,
    ThematicBreak,
)
from newsfix.write.markdown import body, inline
from newsfix.write.verify import verify
from tests.models import linked
from tests.models import paragraph as p

from . import models

SETTINGS = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


def bullets(*items: tuple[Block, ...], tight: bool = True) -> List:
    return List(False, items, 1, tight)


def numbers(*items: tuple[Block, ...], start: int = 1, tight: bool = True) -> List:
    return List(True, items, start, tight)


def cell(*content: Inline | str, colspan: int = 1) -> Cell:
    return Cell((p(*content),) if content else (), colspan)


def written(*blocks: Block) -> str:
    markdown = body(blocks)
    assert verify(markdown, blocks) == []
    return markdown


def test_nothing() -> None:
    assert body(()) == ""
    assert inline(()) == ""


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((Heading(3, (Text("a"), Strong((Text("b"),)))), p("c")), "### a**b**\n\nc\n"),
        ((p("a"), ThematicBreak(), p("b")), "a\n\n---\n\nb\n"),
        ((ThematicBreak(), p("b")), "***\n\nb\n"),
        ((Quote((p("a"), Quote((p("b"),)))),), "> a\n>\n> > b\n"),
        ((Quote((p("a"),)), Quote((p("b"),))), "> a\n\n> b\n"),
        ((CodeBlock("", "x"),), "```x\n```\n"),
        ((CodeBlock("a\n\n  b\n"),), "```\na\n\n  b\n\n```\n"),
        ((CodeBlock("~~~ ```` a"),), "`````\n~~~ ```` a\n`````\n"),
        ((CodeBlock("~~~ a", "a`b"),), "~~~~a`b\n~~~ a\n~~~~\n"),
        ((RawBlock("<!-- more -->"), p("a")), "<!-- more -->\n\na\n"),
        ((Embed("iframe", "https://a.example/b"),), "<https://a.example/b>\n"),
        ((Embed("video", "/b", "A *film*"),), "[A \\*film*](/b)\n"),
        ((p(Math("a\nb", display=True)),), "$$\na\nb\n$$\n"),
        ((p(Anchor("x"), "a"),), '<a id="x"></a>a\n'),
        (
            (p("a", FootnoteReference("x")), Footnote("x", (p("b"), CodeBlock("c")))),
            "a[^x]\n\n[^x]: b <!-- -->\n\n    ```\n    c\n    ```\n",
        ),
        ((p("a", FootnoteReference("x")), Footnote("x", (bullets((p("b"),)),))), "a[^x]\n\n[^x]:\n    - b\n"),
        ((p("a", RawInline("\n{% b %}\n"), "- c"),), "a\n{% b %}\n\\- c\n"),
        ((bullets((p("a", RawInline("\n{% b\nc %}\n"), "d"),)),), "- a\n  {% b\nc %}\n  d\n"),
    ],
)
def test_blocks(blocks: tuple[Block, ...], expected: str) -> None:
    assert written(*blocks) == expected


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure(linked(Image("u", "a", "t"))), '![a](u "t")\n'),
        (Figure(linked(Image("u"), Image("v")), (Text("a"),)), "![](u)\n![](v)\n*a*\n"),
        (Figure(linked(Image("u", "a")), (Text("a"),)), "![](u)\n*a*\n"),
        (Figure(linked(Image("u")), (Text("a "), Emphasis((Text("b"),)), Text(" c"))), "![](u)\n*a _b_ c*\n"),
        (
            Figure(linked(Image("u")), (Strong((Text("a"), LineBreak(), Text("b"))), Text(" c"))),
            "![](u)\n***a***\\\n***b** c*\n",
        ),
        (
            Figure(linked(Image("u")), (Text("a"), LineBreak(), Link("v", (Emphasis((Text("b"),)),)))),
            "![](u)\n*a*\\\n*[b](v)*\n",
        ),
        (Figure(linked(Image("u"), Image("w"), targets=(Target("/x y"), None))), "[![](u)](</x y>)\n![](w)\n"),
    ],
)
def test_figures(figure: Figure, expected: str) -> None:
    assert written(figure) == expected


def test_a_figure_and_an_emphasised_paragraph_stay_apart() -> None:
    assert written(Figure(linked(Image("u"))), p(Emphasis((Text("a"),)))) == "![](u)\n\n*a*\n"


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((bullets((p("a"),), (p("b"), bullets((p("c"),))), ()),), "- a\n- b\n  - c\n-\n"),
        ((bullets((p("a"),), (p("b"),), tight=False),), "- a\n\n- b\n"),
        ((bullets((p("a"), p("b"))),), "- a\n\n  b\n"),
        ((bullets((p("a"), CodeBlock("b")), (p("c"), Quote((p("d"),)))),), "- a\n  ```\n  b\n  ```\n- c\n  > d\n"),
        ((bullets((p("a"), numbers((p("b"),), start=2))),), "- a\n\n  2. b\n"),
        ((bullets((p("a"), bullets(()))),), "- a\n\n  -\n"),
        ((numbers((p("a"),), (p("b"), p("c")), start=9),), "9. a\n\n10. b\n\n    c\n"),
        ((numbers((p("a"),), start=999_999_999),), "999999999. a\n"),
        ((numbers((p("a"),), start=1_000_000_000),), '<ol start="1000000000">\n<li>a</li>\n</ol>\n'),
        ((numbers((p("a"),), (p("b"),), start=-1),), '<ol start="-1">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ((bullets((p("a"),)), bullets((p("b"),)), bullets((p("c"),))), "- a\n\n* b\n\n- c\n"),
        ((numbers((p("a"),)), numbers((p("b"),))), "1. a\n\n1) b\n"),
        ((bullets((p("a"),)), p("b"), bullets((p("c"),))), "- a\n\nb\n\n- c\n"),
        ((bullets((p("a"),)), numbers((p("b"),))), "- a\n\n1. b\n"),
        ((bullets((ThematicBreak(), p("a"))),), "- ___\n  a\n"),
        ((bullets((p("a"), ThematicBreak()), (p("b"),)),), "- a\n  ___\n- b\n"),
        ((bullets((p("a"), ThematicBreak()), tight=False),), "- a\n\n  ---\n"),
        (
            (bullets((p("a"), Details((Text("b"),), ())), (p("c"),)),),
            "- a\n  <details>\n  <summary>b</summary>\n  </details>\n- c\n",
        ),
        ((bullets((bullets((ThematicBreak(),)),)),), "- - ___\n"),
        ((bullets((p("--"),), (p("a"),)),), "- \\--\n- a\n"),
        ((numbers((p("1"),), (p("2 1"),), (p("--"),)),), "1. 1\n2. 2 1\n3. --\n"),
        ((bullets((p("-- --"), p("a"))),), "- \\-- --\n\n  a\n"),
        ((bullets((p("a"),)), bullets((p("**"),), (p("--"),))), "- a\n\n* \\**\n* --\n"),
        ((bullets((bullets((p("a"),), (p("b"),)), p("c"))),), "- - a\n  - b\n\n  c\n"),
        ((bullets((CodeBlock(" a\n\nb"),)),), "- ```\n   a\n\n  b\n  ```\n"),
        ((bullets((Table((cell("a"),), ()),)),), "- | a |\n  | --- |\n"),
        ((bullets((Heading(2, (Text("a"),)), p("b"))),), "- ## a\n  b\n"),
    ],
)
def test_lists(blocks: tuple[Block, ...], expected: str) -> None:
    assert written(*blocks) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            Table((cell("a"), cell("b")), ((cell("c"), cell()),), (None, "right")),
            "| a | b |\n| --- | --: |\n| c |  |\n",
        ),
        (Table((), ((cell("a"), cell("b")),), ("left", "center")), "|  |  |\n| :-- | :-: |\n| a | b |\n"),
        (
            Table((cell("a"),), ((Cell((Figure(linked(Image("u"), targets=(Target("v"),))),)),),), (), (Text("c"),)),
            "| a |\n| --- |\n| [![](u)](v) |\n\n*c*\n",
        ),
        (
            Table((cell("a", colspan=2),), ((cell("b"), Cell((p("c"), p("d")))),), (), (Text("e"),)),
            '<table>\n<caption>e</caption>\n<thead>\n<tr>\n<th colspan="2">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
            "<td>b</td>\n<td>\n<p>c</p>\n<p>d</p>\n</td>\n</tr>\n</tbody>\n</table>\n",
        ),
        (
            Table((cell("a"), cell("b")), ((cell("c"),),), ("right",)),
            '<table>\n<thead>\n<tr>\n<th align="right">a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
            '<td align="right">c</td>\n</tr>\n</tbody>\n</table>\n',
        ),
        (
            Table((), ((Cell((bullets((p("a", LineBreak(), "b"),)), CodeBlock("c\n\nd", "x"))),),)),
            "<table>\n<tbody>\n<tr>\n<td>\n<ul>\n<li>a<br>b</li>\n</ul>\n"
            '<pre><code class="language-x">c&#10;\nd</code></pre>\n</td>\n</tr>\n</tbody>\n</table>\n',
        ),
    ],
)
def test_tables(table: Table, expected: str) -> None:
    assert written(table) == expected


def test_an_empty_table_is_nothing() -> None:
    assert body((p("a"), Table((), ()), p("b"))) == "a\n\nb\n"


def test_definition_lists_and_details_are_html() -> None:
    block = DefinitionList(((((Text("a <"),), (Text("b"),)), ((p("c"),), (p("d"), Quote((p("e"),))))),))
    assert written(block) == (
        "<dl>\n<dt>a &lt;</dt>\n<dt>b</dt>\n<dd>c</dd>\n<dd>d\n<blockquote>\n<p>e</p>\n</blockquote>\n</dd>\n</dl>\n"
    )
    content = (
        Heading(2, (Text("b"),)),
        Figure(linked(Image("u", "c", "t")), (Emphasis((Text("c"),)), LineBreak(), Strikethrough((Text("d"),)))),
        p(
            Link('/e"', (Tagged("kbd", (Text("f"),)),)),
            Code("{{ g }}"),
            Math("h"),
            RawInline("{% i %}"),
            Strong((Text("*"),)),
        ),
        ThematicBreak(),
        Embed("iframe", "/j"),
        numbers((p("k"), p("l")), start=3),
    )
    assert written(Details((Text("a"),), content)) == (
        "<details>\n<summary>a</summary>\n<h2>b</h2>\n"
        '<figure>\n<img src="u" alt="c" title="t">\n<figcaption><em>c</em><br><del>d</del></figcaption>\n</figure>\n'
        '<p><a href="/e&quot;"><kbd>f</kbd></a><code>&#123;{ g }}</code>'
        '<math alttext="h"><mtext>h</mtext></math>{% i %}<strong>*</strong></p>\n'
        '<hr>\n<p><a href="/j">/j</a></p>\n<ol start="3">\n<li>\n<p>k</p>\n<p>l</p>\n</li>\n</ol>\n</details>\n'
    )


def test_a_code_block_that_a_template_engine_would_run_is_html() -> None:
    code = "a {{ b }} <c>\n\n[/code]\n"
    assert written(CodeBlock(code, "x")) == (
        '<pre><code class="language-x">a &#123;{ b }} &lt;c&gt;&#10;\n&#91;/code]&#10;&#10;</code></pre>\n'
    )
    assert written(CodeBlock(code, "x", templates=True)) == f"```x\n{code}\n```\n"


def test_inline() -> None:
    assert inline((Text("- a"), LineBreak(), Emphasis((Text("b"),)))) == "\\- a\\\n*b*"


def test_formulas() -> None:
    assert written(p(Math("x"), " is 5")) == '<math alttext="x"><mtext>x</mtext></math> is 5\n'
    assert written(p(Math("x"), " is 5.")) == "$x$ is 5.\n"
    assert written(p(Math("\\frac{{a}}{b}"))) == "$\\frac{ {a}}{b}$\n"
    assert written(p(Math("a", True), " or ", Math("b", True))) == (
        '<math alttext="a" display="block"><mtext>a</mtext></math> or $$b$$\n'
    )


def test_nesting_to_the_bound() -> None:
    block: Block = p("a")
    for depth in range(59):
        block = Quote((block,)) if depth % 2 else bullets((p("b"), block))
    assert written(block).count("b") == 30


RENDER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render
ITEM_BLOCKS = st.sampled_from(
    [p("a"), CodeBlock("b\n\nc"), Quote((p("d"),)), Heading(2, (Text("e"),)), ThematicBreak()]
)
LISTS = st.recursive(
    ITEM_BLOCKS,
    lambda blocks: st.builds(
        List,
        st.booleans(),
        st.lists(st.lists(blocks, min_size=1, max_size=3).map(tuple), min_size=2, max_size=3).map(tuple),
        st.just(1),
        st.booleans(),
    ),
    max_leaves=8,
).filter(lambda block: isinstance(block, List))


def _expected(block: Block) -> str:
    """Lists and paragraphs as HTML: in a tight list a paragraph has no tags."""
    if not isinstance(block, List):
        return "p" if isinstance(block, Paragraph) else ""
    pairs = {(Paragraph, Paragraph), (Quote, Paragraph), (Quote, Quote), (List, Paragraph), (List, List)}
    apart = any((type(a), type(b)) in pairs for item in block.items for a, b in pairwise(item))
    tight = block.tight and not apart
    items = ("".join("" if tight and isinstance(b, Paragraph) else _expected(b) for b in item) for item in block.items)
    return f"({''.join(f'[{item}]' for item in items)})"


@SETTINGS
@given(LISTS)
def test_lists_stay_tight_or_loose(block: List) -> None:
    without_quotes = re.sub(r"<blockquote>.*?</blockquote>", "", RENDER(body((block,))), flags=re.DOTALL)
    signs = {"<p>": "p", "<ul>": "(", "<ol>": "(", "</ul>": ")", "</ol>": ")", "<li>": "[", "</li>": "]"}
    assert "".join(signs.get(tag, "") for tag in re.findall(r"</?\w+>", without_quotes)) == _expected(block)


@SETTINGS
@given(models.BODIES)
def test_no_line_of_html_is_blank(blocks: tuple[Block, ...]) -> None:
    markdown = body((Details((Text("a"),), tuple(blocks)),))
    assert "\n\n" not in markdown or "RawInline(" in repr(blocks)


@SETTINGS
@given(models.BODIES)
def test_markdown_and_html_say_the_same(blocks: tuple[Block, ...]) -> None:
    details = (Details((Text("a"),), tuple(blocks)),)
    assert verify(body(tuple(blocks)), tuple(blocks)) == []
    assert verify(body(details), details) == []


def test_a_cell_that_spans_more_rows_than_there_are_keeps_that() -> None:
    table = Table((), ((Cell((p("a"),), rowspan=2), Cell((p("b"),))),))
    assert '<td rowspan="2">a</td>' in body((table,))
