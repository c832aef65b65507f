"""Hypothesis strategies for inline content and blocks in the normal form that the readers keep."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from newsfix.model.article import (
    Anchor,
    Block,
    Cell,
    CodeBlock,
    DefinitionList,
    Details,
    Embed,
    Figure,
    Footnote,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    LineBreak,
    LinkedImage,
    List,
    Math,
    Paragraph,
    Quote,
    RawBlock,
    RawInline,
    Table,
    Target,
    Text,
    ThematicBreak,
)
from newsfix.read.html.inline import Mark, tree
from newsfix.read.html.whitespace import join, lines_of


def paragraph(*content: Inline | str) -> Paragraph:
    """A paragraph, its texts as they are."""
    return Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content))


def linked(*images: Image, targets: Sequence[Target | None] = ()) -> tuple[LinkedImage, ...]:
    """Images of a figure; those without a target of their own have no link."""
    return tuple(map(LinkedImage, images, (*targets, *(None,) * len(images))))


NASTY = [
    "*", "**", "***", "_", "__", "~", "~~", "~~~", "`", "``", "```", "[", "]", "](", "](u)", "![", "!", "<", ">", "<b>", "</b>",
    "<div", "<?", "?>", "<!--", "<a@b.c>", "<http://x>", "&", "&amp;", "&copy", "&copy;", "&#65;", "\\", "\\\\", "|", "| - |",
    "#", "##", "# ", " #", "-", "- ", "+ ", "1. ", "2) ", "1", ".", "---", "===", "=", ">", "$", "$$", "^", "[^1]", "[^1]:", "[x]: y",
    ":", ":-:", "|-|", "(", ")", "{{ x }}", "{%", "{: .x}", "{#", "#}", "[gallery]", '[a b="c"]', "[/code]", "{", "}", "a_b", "a*b", "1 < 2",
    "“", "”", "。", "好", "é", "€", "→", "😀", "\u00a0", "\u3000", "\u2003", "\u00ad", '"', "'", "\t", "~~~ x", "    ", "www.a.b",
    "5$", "$5", "x$y$z", "setext", "[ ]", "[x] ", "a@b.c", "http://a.b/?c=d&e", "***a**", "__a", "<x y='", "'>", "-->", "\ufeff",
]  # fmt: skip
TEXT = st.lists(
    st.sampled_from(NASTY) | st.text("ab *_`[]()<>&\\#-+=|~!$.1 好“”", min_size=1, max_size=4), min_size=1, max_size=5
).map("".join)
PLAIN_TEXT = st.text("ab *_", min_size=1, max_size=6)
URLS = st.sampled_from(
    [
        "u",
        "",
        "/a b",
        "http://a.b/c",
        "a(b",
        "a(b)c",
        "a)b",
        "<x>",
        "&copy;",
        "a\\*b",
        "a`b",
        "é",
        "#x",
        "a*b*c",
        "a_b_",
        "a|b",
        "a\nb",
    ]
    + [
        "http://a/$x$y",
        '"q"',
        "[x]",
        "{{ site.url }}/a b",
        "mailto:a@b.c",
        "https://a.b/?x=1&amp;y=2",
        "a~~b~~",
        "javascript:x()",
    ]
)
TITLES = st.none() | st.sampled_from(["t", 'a "b"', "a'b", "a\\b", "&amp;", "(", "a|b", "a\nb", "\\", "*a*"])
IMAGES = st.builds(Image, URLS, TEXT.map(lambda text: " ".join(text.split())) | st.just(""), TITLES)
OPAQUE = st.sampled_from(["{{ x }}", "{% a %}", "[gallery id=1]", "<?php x ?>", "{% raw %}\n\n*a\n{% endraw %}"]).map(
    RawInline
)
FORMULAS = st.builds(
    Math,
    st.sampled_from(["x", "a_b*c*", "\\frac{{a}}b", "a$b", "\\$5", "a|b", "x\\", "a b\nc", "1", "`"]),
    st.booleans(),
)
LEAVES = (
    IMAGES
    | st.just(LineBreak())
    | OPAQUE
    | FORMULAS
    | st.just(Anchor("x"))
    | st.sampled_from(["1", "2"]).map(FootnoteReference)
)
MARKS = [Mark(kind) for kind in ("emphasis", "emphasis", "strong", "strong", "strikethrough", "sub", "kbd", "code")] + [
    Mark("link", "u"), Mark("link", "a(b", "t"), Mark("link", "")
]  # fmt: skip


def _marks(chosen: list[Mark]) -> tuple[Mark, ...]:
    links = [mark for mark in chosen if mark.kind == "link"]
    return tuple(mark for mark in dict.fromkeys(chosen) if mark.kind != "link" or mark is links[0])


RUNS = st.lists(
    st.tuples(TEXT | TEXT | PLAIN_TEXT | LEAVES, st.lists(st.sampled_from(MARKS), max_size=3).map(_marks)),
    min_size=1,
    max_size=7,
)


def _content(runs, breaks: bool = True) -> tuple[Inline, ...]:
    if not breaks:
        runs = [run for run in runs if not isinstance(run[0], LineBreak)]
    line = join(lines_of(runs))
    return tree(line) if line else ()


CONTENT = RUNS.map(_content).filter(bool)
UNBROKEN = RUNS.map(lambda runs: _content(runs, breaks=False)).filter(bool)
SIMPLE = st.builds(lambda text: _content([(text, ())]), TEXT).filter(bool)

CODE = st.text("ab `~{}%\n\t <>&|[/code]", max_size=20).map(lambda text: text.replace("\r", ""))
PARAGRAPHS = CONTENT.map(Paragraph)

_DOUBTFUL = st.sampled_from(
    ["_", "a_b", "[", "]", "[1]", "[1", "[X]", "1]", "[a b='c']", "[^1]", "(u)", "&", "AT&T", "&amp", "&amp;", "{", "{x}", "{:", "<", "a < b"]
    + ["\\", "\\d", "\\*", "!", "-", "#", "=", "|", "2.", "\u00a0", "“", "”", "。", "→", "…", "'", "*", "`"]
)  # fmt: skip
MILD = (
    st.tuples(*[st.sampled_from(["", "ab", "好", " ", "a ", " b", "1"])] * 2)
    .flatmap(lambda around: (_DOUBTFUL | st.just("")).map(lambda doubtful: f"{around[0]}{doubtful}{around[1]}"))
    .filter(bool)
)
"""Texts that mostly need no escape."""

MILD_CONTENT = (
    st.lists(
        st.tuples(
            MILD | st.sampled_from([LineBreak(), Image("u", "a_b [1]"), Image("u")]),
            st.lists(st.sampled_from(MARKS), max_size=2).map(_marks),
        ),
        min_size=1,
        max_size=3,
    )
    .map(_content)
    .filter(bool)
)
LEAF_BLOCKS = (
    PARAGRAPHS
    | st.builds(Heading, st.integers(1, 6), UNBROKEN)
    | st.builds(
        lambda images, caption, links: Figure(linked(*images, targets=links), caption),
        st.lists(IMAGES, min_size=1, max_size=2),
        CONTENT | st.just(()),
        st.lists(st.none() | st.builds(Target, URLS, TITLES), max_size=2),
    )
    | st.builds(CodeBlock, CODE, st.none() | st.sampled_from(["python", "c++", "a`b", "&amp;", "a\\*"]), st.booleans())
    | st.builds(Embed, st.just("iframe"), URLS.filter(bool), TITLES)
    | st.just(ThematicBreak())
    | st.just(RawBlock("<!-- more -->"))
    | st.just(RawBlock("<!-- a\n\nb -->"))
)


def _table(
    width: int, rows: list[list[Cell]], head: bool, align: list[str | None], caption: tuple[Inline, ...]
) -> Block:
    cells = [tuple((row * width)[:width]) for row in rows]
    return Table(cells[0] if head else (), tuple(cells[1:]), tuple(align[:width]), caption)


def containers(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    several = st.lists(blocks, max_size=3).map(tuple)
    cells = st.builds(Cell, PARAGRAPHS.map(lambda block: (block,)) | several, st.sampled_from([1, 1, 1, 2]))
    simple = st.builds(Cell, PARAGRAPHS.map(lambda block: (block,)) | st.just(()))
    return (
        st.builds(
            List,
            st.booleans(),
            st.lists(several, min_size=1, max_size=3).map(tuple),
            st.sampled_from([1, 1, 3, 10, 0, 999_999_999, -1]),
            st.booleans(),
        ).map(lambda block: block if block.ordered else List(False, block.items, 1, block.tight))
        | st.builds(Quote, st.lists(blocks, min_size=1, max_size=3).map(tuple))
        | st.builds(
            _table,
            st.integers(1, 3),
            st.lists(st.lists(simple, min_size=1, max_size=3), min_size=2, max_size=3)
            | st.lists(st.lists(cells, min_size=1, max_size=3), min_size=2, max_size=3),
            st.booleans(),
            st.lists(st.sampled_from([None, "left", "center", "right"]), max_size=3),
            CONTENT | st.just(()),
        )
        | st.builds(
            lambda terms, definitions: DefinitionList(((tuple(terms), tuple(definitions)),)),
            st.lists(UNBROKEN, min_size=1, max_size=2),
            st.lists(several, min_size=1, max_size=2),
        )
        | st.builds(Details, UNBROKEN, several)
    )


BLOCKS = st.recursive(LEAF_BLOCKS, containers, max_leaves=6)
BODIES = st.tuples(
    st.lists(BLOCKS, max_size=4), st.lists(st.lists(BLOCKS, max_size=2).map(tuple), max_size=1)
).map(lambda parts: (*parts[0], *(Footnote(str(index + 1), blocks) for index, blocks in enumerate(parts[1]))))  # fmt: skip


def walk(content: tuple[Inline, ...]):
    """Every piece of a phrase that has a text of its own."""
    for item in content:
        if hasattr(item, "text"):
            yield item
        if hasattr(item, "content"):
            yield from walk(item.content)
        for url in (getattr(item, "url", None), getattr(item, "alt", None), getattr(item, "title", None)):
            if url:
                yield RawInline(url)
