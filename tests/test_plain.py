"""Plain text of inline content and of blocks."""

from __future__ import annotations

import pytest

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
from newsfix.model.walk import block_text, embed_text, inline_text
from tests.models import linked, paragraph


def test_inline_text() -> None:
    content = (
        Text("a *"),
        Emphasis((Strong((Text("b"),)), Tagged("sub", (Code("c"),)))),
        LineBreak(),
        Link("u", (Image("v", "d"), Text("e"))),
        Math("f^2"),
        RawInline("{{ g }}"),
        Anchor("h"),
        FootnoteReference("1"),
    )
    assert inline_text(content) == "a *bc\ndef^2{{ g }}[1]"
    assert inline_text(()) == ""


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (paragraph("a"), "a"),
        (Heading(1, (Text("a"),)), "a"),
        (Figure(linked(Image("u", "a"), Image("v")), (Text("b"), LineBreak(), Text("c"))), "a\nb\nc"),
        (List(False, ((paragraph("a"), List(True, ((paragraph("b"),),))), (), (paragraph("c"),))), "a\nb\nc"),
        (Quote((paragraph("a"), paragraph("b"))), "a\nb"),
        (CodeBlock("a\n\nb", "x"), "a\n\nb"),
        (
            Table(
                (Cell((paragraph("a"),)), Cell(())),
                ((Cell((paragraph("b"), paragraph("c"))), Cell((Paragraph((Text("d"), LineBreak(), Text("e"))),))),),
                (),
                (Text("f"),),
            ),
            "a\t\nb c\td e\nf",
        ),
        (DefinitionList(((((Text("a"),),), ((paragraph("b"),),)),)), "a\nb"),
        (Details((Text("a"),), (paragraph("b"),)), "a\nb"),
        (Embed("video", "u", "a"), "a"),
        (Embed("video", "u"), "u"),
        (ThematicBreak(), ""),
        (RawBlock("<!-- a -->"), ""),
        (Footnote("1", (paragraph("a"),)), "a"),
    ],
)
def test_block_text(block: Block, expected: str) -> None:
    assert block_text(block) == expected


def test_the_text_of_an_embed_is_one_line() -> None:
    assert embed_text(Embed("iframe", "u", " a\n b ")) == "a b"
    assert embed_text(Embed("iframe", "u v", "\n")) == "u v"
