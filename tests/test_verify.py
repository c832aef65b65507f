"""The proof finds what is wrong, in every category, and nothing where all is right."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsfix import Options, convert
from newsfix.model.article import (
    Anchor,
    Block,
    Cell,
    Code,
    CodeBlock,
    Details,
    Embed,
    Emphasis,
    Figure,
    Footnote,
    FootnoteReference,
    Heading,
    Image,
    LineBreak,
    Link,
    List,
    Math,
    Paragraph,
    Quote,
    RawBlock,
    RawInline,
    Strong,
    Table,
    Tagged,
    Text,
    ThematicBreak,
)
from newsfix.write.markdown import body
from newsfix.write.verify import verify
from tests.models import linked, paragraph

from . import models

CASES: list[tuple[Block, str, str, str]] = [
    (paragraph("a b"), "a b", "a c", "text: expected 'a b', found 'a c'"),
    (Heading(2, (Text("a"),)), "## a", "### a", "headings: expected (2, 'a'), found (3, 'a') (number 1)"),
    (
        List(False, ((paragraph("a"),), (paragraph("b"),))),
        "- a\n- b",
        "- a\n\n* b",
        "lists: expected ('ul', '1', 2, 'a b'), found ('ul', '1', 1, 'a') (number 1)",
    ),
    (
        List(True, ((paragraph("a"),),), 3),
        "3. a",
        "4. a",
        "lists: expected ('ol', '3', 1, 'a'), found ('ol', '4', 1, 'a') (number 1)",
    ),
    (Quote((paragraph("a"),)), "> a", "a", "quotes: expected ('a',), found nothing (number 1)"),
    (
        CodeBlock("a\n b", "x"),
        "```x\na\n b\n```",
        "```x\na\nb\n```",
        "code blocks: expected ('x', 'a\\n b'), found ('x', 'a\\nb') (number 1)",
    ),
    (paragraph(Code("a  b")), "`a  b`", "`a b`", "code spans: expected ('a  b',), found ('a b',) (number 1)"),
    (
        Table((Cell((paragraph("a"),)),), ((Cell((paragraph("b"),)),),)),
        "| a |\n| - |\n| b |",
        "| a b |\n| - |",
        "cells: expected ('th', '1', '1', 'a'), found ('th', '1', '1', 'a b') (number 1)",
    ),
    (
        paragraph(Link("u", (Text("a"),))),
        "[a](u)",
        "[a](v)",
        "links: expected ('u', '', 'a'), found ('v', '', 'a') (number 1)",
    ),
    (
        paragraph(Image("u", "a")),
        "![a](u)",
        "![](u)",
        "images: expected ('u', 'a', ''), found ('u', '', '') (number 1)",
    ),
    (
        paragraph(Emphasis((Text("a"),))),
        "*a*",
        "**a**",
        "emphasis: expected ('em', 'a'), found ('strong', 'a') (number 1)",
    ),
    (
        paragraph("a", Emphasis((Text("。b"),))),
        "a<em>。b</em>",
        "a*。b*",
        "emphasis: expected ('em', '。b'), found nothing (number 1)",
    ),
    (
        paragraph(Tagged("sub", (Text("a"),))),
        "<sub>a</sub>",
        "<sup>a</sup>",
        "tags: expected ('sub', 'a'), found ('sup', 'a') (number 1)",
    ),
    (paragraph(Math("a")), "$a$", "$$a$$", "text: expected '$a$', found '$$a$$'"),
    (paragraph("a", LineBreak(), "b"), "a\\\nb", "a\nb", "line breaks: expected (), found nothing (number 1)"),
    (ThematicBreak(), "---", "", "rules: expected (), found nothing (number 1)"),
    (paragraph(Anchor("x"), "a"), '<a id="x"></a>a', "a", "anchors: expected ('x', ''), found nothing (number 1)"),
    (
        RawBlock("<!-- more -->"),
        "<!-- more -->",
        "<!-- less -->",
        "comments: expected ('more',), found ('less',) (number 1)",
    ),
]


@pytest.mark.parametrize(("block", "right", "wrong", "message"), CASES, ids=[case[3].split(":")[0] for case in CASES])
def test_each_kind_of_difference(block: Block, right: str, wrong: str, message: str) -> None:
    assert verify(right, (block,)) == []
    assert message in verify(wrong, (block,))


def test_footnotes() -> None:
    blocks = (paragraph("a", FootnoteReference("1"), FootnoteReference("2")), Footnote("1", (paragraph("b"),)))
    assert verify("a[^1][^2]\n\n[^1]: b\n", blocks) == []
    assert verify("a[^2]\n\n[^1]: b\n", blocks) == [
        "footnotes: expected ('reference', '1'), found ('note', '1', 'b') (number 1)"
    ]


def test_formulas_that_follow_each_other_are_paragraphs() -> None:
    blocks = (Paragraph((Math("x", True),)), Paragraph((Math("x", True),)))
    assert verify(body(blocks), blocks) == []
    assert verify("$$x$$\n", blocks) != []


def test_template_tags_are_taken_as_they_are() -> None:
    blocks = (paragraph("a ", RawInline("{% raw %}\n\n*b*\n{% endraw %}"), Emphasis((RawInline("{{ x }}"),))),)
    assert verify("a {% raw %}\n\n*b*\n{% endraw %}*{{ x }}*\n", blocks) == []
    assert verify("a {% raw %}\n\n*c*\n{% endraw %}*{{ x }}*\n", blocks) != []


@pytest.mark.parametrize(
    "tag",
    [
        "Table<?,?>",
        "{% a || b %}",
        "{{ a *b* c }}",
        "{{< x src='<b>' >}}",
        "{% a | b %}",
        "<Chart x={1} />",
        "<?php echo '*'; ?>",
        "\\(a_{*}\\)",
        "[x y='*a*']",
    ],
)
def test_what_a_plain_reader_makes_of_a_tag_is_no_fault_but_what_stands_beside_it_is(tag: str) -> None:
    row = (Cell((paragraph(RawInline(tag)),)), Cell((paragraph("*b*"),)))
    blocks = (paragraph(RawInline(tag), " ", Emphasis((Text("a"),)), " ", RawInline(tag)), Table(row, ()))
    written = body(blocks)
    assert written == f"{tag} *a* {tag}\n\n| {tag} | \\*b* |\n| --- | --- |\n"
    assert verify(written, blocks) == []
    assert verify(written.replace("*a* ", "a "), blocks) != []
    assert verify(written.replace("\\*b", "*b"), blocks) != []


@pytest.mark.parametrize("tex", ["x_{*}", "\\{a\\}", "a*b*c", "[a](b)", "a < b > c", "`a`", "\\text{{a}}"])
@pytest.mark.parametrize("display", [False, True])
def test_what_a_plain_reader_makes_of_a_formula_is_no_fault_but_what_stands_beside_it_is(
    tex: str, display: bool
) -> None:
    blocks = (paragraph("For ", Math(tex, display), " and ", Math(tex, display), " see ", Strong((Text("a"),)), "."),)
    written = body(blocks)
    assert verify(written, blocks) == []
    assert verify(written.replace("**a**", "*a*"), blocks) != []
    assert verify(written.replace("For", "Fro"), blocks) != []


def test_bars_of_formulas_and_blanks_that_do_not_break() -> None:
    formula = Math("|x|_{*}\u00a0y")
    cell = Cell((paragraph(formula, Code("a|b"), formula, RawInline("\\(|\\)")),))
    blocks = (paragraph(formula), Table((cell,), ((cell,),)))
    assert "$\\|x\\|_{*}\u00a0y$" in body(blocks)
    assert verify(body(blocks), blocks) == []
    assert verify(body(blocks).replace("\u00a0", " "), blocks) != []


def test_lines_of_a_formula_begin_no_block() -> None:
    formula = Paragraph((Math("a\n= b\n- c\n# d", display=True),))
    blocks = (formula, Quote((formula, List(False, ((formula,),)))))
    assert "> $$\n> a\n> = b\n" in body(blocks)
    assert verify(body(blocks), blocks) == []


def test_lines_of_a_formula_in_quotes_begin_with_the_marks_of_the_quotes_and_their_own() -> None:
    formula = Paragraph((Math("a\n> b $\\cite{*}$ c*\n> > d $", display=True),))
    blocks = (formula, Quote((formula, Quote((List(True, ((formula,),)),)))), paragraph("$5"))
    assert "> > 1. $$\n> >    a\n> >    > b" in body(blocks)
    assert verify(body(blocks), blocks) == []
    assert verify(body(blocks).replace("> > d", "> d"), blocks) != []


def test_the_line_of_an_admonition_may_be_a_paragraph_of_its_own_elsewhere() -> None:
    head = "!!! note"
    blocks = (
        paragraph(RawInline(head)),
        Quote((paragraph("b"), paragraph("c")), head),
        paragraph(RawInline("{{ *d }}"), "*"),
    )
    assert verify(body(blocks), blocks) == []


def test_code_may_show_what_is_a_tag_or_a_formula_elsewhere() -> None:
    listing = CodeBlock("a {{ *x* }} $y_{*}$", templates=True)
    tag, formula = RawInline("{{ *x* }}"), Math("y_{*}")
    blocks = (
        paragraph(tag, " ", Code("b {{ *x* }}", True), " ", formula, Code("$y_{*}$")),
        List(False, ((paragraph("c"), listing),)),
    )
    assert verify(body(blocks), blocks) == []
    assert verify(body(blocks).replace("b {{ *x", "b {{ *z"), blocks) != []


def test_attributes_below_a_block_are_none_of_its_lines() -> None:
    row = (Cell((paragraph("a"),)),)
    blocks = (Table(row, (row,)), RawBlock("{: .lead}"), List(False, ((paragraph("b"),),)), RawBlock('{.wide x="1"}'))
    written = body(blocks)
    assert written == '| a |\n| --- |\n| a |\n{: .lead}\n\n- b\n{.wide x="1"}\n'
    assert verify(written, blocks) == []
    assert verify(written.replace("lead", "load"), blocks) != []
    listing = (*blocks, CodeBlock("a\n{: .lead}"), Heading(2, (Text("b"),)))
    assert verify(body(listing), listing) == []


def test_an_instruction_may_be_a_block_here_and_within_a_line_there() -> None:
    comment = "<!-- prettier-ignore -->"
    blocks = (paragraph("a", RawInline(comment), "b"), RawBlock(comment), paragraph(RawInline("{{ *x }}"), "*"))
    assert verify(body(blocks), blocks) == []
    assert verify(body(blocks[1:]), blocks) != []


def test_what_a_fence_says_beside_the_language_stays_in_html() -> None:
    blocks = (Details((Text("a"),), (CodeBlock("b", "js", info="js title='c.js'"),)),)
    assert body(blocks).count("title='c.js'") == 1
    assert verify(body(blocks), blocks) == []
    assert verify(body(blocks).replace("title='c.js'", ""), blocks) != []


@pytest.mark.parametrize("address", ["\\\nb", "a\\\r", "\\"])
def test_a_backslash_before_the_end_of_a_line_in_an_address(address: str) -> None:
    blocks = (paragraph(Link(address, (Text("a"),), title=f"b {address}c"), Image(address, "d")),)
    assert verify(body(blocks), blocks) == []


@pytest.mark.parametrize(
    "text",
    [
        "[" * 3000,
        "[" * 900 + "a" + "](b)" * 900,
        "> " * 3000,
        "- " * 3000,
        "**a " * 3000,
        "<hx><h9><reference><footnote>",
        "<![x[a]]>",
        "<![CDATA[a",
        "<!a",
        "&#0;&#xd800;&#1114112;&#0000000;&#9999999;",
        "\ufdd0\ufdd1\ufdd01\ufdd1\ufffe\0\ud800",
        "[^a]: " * 500,
        "!!! a\n    " * 200,
        ":   a\n\n    " * 200,
        "</ul></li></code></pre></footnote>",
        "$" * 3000,
        "{{" * 3000,
    ],
)
def test_nothing_raises(text: str) -> None:
    content = (RawInline(text), Math(text), Code(text), Link(text, (Text("a"),)))
    for blocks in ((), (paragraph(text),), (paragraph(*content), RawBlock(f"{{: {text}}}"))):
        assert isinstance(verify(text, blocks), list)
        assert isinstance(verify(f"a\n\n{text}\n\n| {text} |\n| - |\n", blocks), list)
        assert isinstance(verify(body(blocks), blocks), list)


def test_a_template_tag_on_a_line_of_a_quote() -> None:
    blocks = (Quote((Paragraph((RawInline("{{ a }}\n"), Text("b"))),)),)
    assert body(blocks) == "> {{ a }}\n> b\n"
    assert verify(body(blocks), blocks) == []


def test_template_tags_in_urls() -> None:
    blocks = (paragraph(Link("{{ site.url }}/a", (Text("b"),))),)
    assert verify("[b]({{ site.url }}/a)\n", blocks) == []
    assert verify("[b]({{ site.url }}/c)\n", blocks) != []


@pytest.mark.parametrize("tag", ["{% a &amp; b %}", "{{ a&copy; }}", "{%&mp;%}"])
def test_an_entity_in_a_template_tag_of_an_embed(tag: str) -> None:
    blocks = (Embed("iframe", tag),)
    assert verify(body(blocks), blocks) == []
    assert verify(body(blocks).replace(f"({tag}", "(x").replace(f"(<{tag}>", "(<x>"), blocks) != []


def test_no_url_is_normalised_or_refused() -> None:
    blocks = (paragraph(Link("HTTP://é.example/%7e b", (Text("a"),)), Image("data:image/svg+xml,x")),)
    assert verify("[a](<HTTP://é.example/%7e b>)![](data:image/svg+xml,x)\n", blocks) == []


def test_a_caption_is_emphasis_and_its_words_stand_once() -> None:
    blocks = (Figure(linked(Image("u", "a")), (Text("a"),)),)
    assert verify("![](u)\n*a*\n", blocks) == []
    assert verify("![a](u)\n*a*\n", blocks) != []
    assert verify("![](u)\na\n", blocks) != []


def test_formulas_that_follow_each_other_are_two() -> None:
    formula = Paragraph((Math("x", display=True),))
    blocks = (paragraph("first"), formula, formula, paragraph("last"))
    assert verify(body(blocks), blocks) == []
    assert verify("first\n\n$$x x$$\n\nlast\n", blocks) != []


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(models.PARAGRAPHS, min_size=1, max_size=3).map(tuple), st.data())
def test_a_lost_or_changed_letter_is_noticed(blocks: tuple[Block, ...], data: st.DataObject) -> None:
    blocks = (paragraph("first"), *blocks, paragraph("last"))
    markdown = body(blocks)
    assert verify(markdown, blocks) == []
    place = data.draw(st.sampled_from([0, 1, len(markdown) - 3, len(markdown) - 2]))
    assert verify(markdown[:place] + markdown[place + 1 :], blocks) != []
    assert verify(markdown[:place] + "X" + markdown[place + 1 :], blocks) != []


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=60), models.BODIES)
def test_any_text_can_be_compared(markdown: str, blocks: tuple[Block, ...]) -> None:
    assert all(isinstance(message, str) for message in verify(markdown, tuple(blocks)))


@pytest.mark.parametrize(
    "text",
    [
        'It says:\n\n\\[\\\n\\\n"one quay",\\\n\\\n"two quays"\\\n\\]\n\nAs follows:\n\n\\----\n\nAll \\] of it.\n',
        '> \\[ { "quay": "north",\\\n> \\\n> },\\\n> \\]\n>\n> \\----\n>\n> Words.\n',
        '- \\[\\\n  \\\n  "a quay"\\\n  \\]\n- 1\\. of it\n',
    ],
)
def test_an_escape_is_no_line_that_is_kept(text: str) -> None:
    assert convert(text, Options(verify=True, body="markdown")).output is not None


@pytest.mark.parametrize(
    "text",
    [
        "\\begin{align}\n\\\\\n & \\approx\n\\end{align}\n\n\\ & \\approx\n",
        "\\[\n\\\\\n + 2\n\\]\n\n> Turn \\ + 2\n",
        "$$\nx_1 &= 2 \\\\\n | y\n$$ (wheel)\n\nTurn \\ | y\n",
        "Text\n\n----\n\nOld  New\n---- ----\n--\n",
        "> Old  New\n> --- ---\n> --\n\nAs a--b--c, x -- y.\n\n---\n",
        "- Old  New\n  --- ---\n  --\n\nText\n\n---\n\na---b\n",
    ],
)
def test_what_is_kept_is_told_from_what_is_like_it(text: str) -> None:
    assert convert(text, Options(verify=True, body="markdown")).output is not None


@pytest.mark.parametrize("numbers", [(1, 3, 2), (5, 4, 3, 2)])
def test_items_are_counted_anew_without_a_word_that_has_moved(numbers: tuple[int, ...]) -> None:
    words = ("oars", "nets", "ropes", "sails")
    items = "".join(f"{number}. {word}\n" for number, word in zip(numbers, words, strict=False))
    result = convert(f"---\ntitle: T\ndate: 2021-12-15\n---\n\n{items}", Options(verify=True), "a.md")
    assert result.problems == ()
