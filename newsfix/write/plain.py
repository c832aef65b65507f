"""Plain text: what a reader sees, without any markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsfix.model.article import (
    Anchor,
    Block,
    Code,
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
    List,
    Math,
    Paragraph,
    Quote,
    RawInline,
    Table,
    Text,
)


def inline_text(content: Iterable[Inline]) -> str:
    """The characters of inline content: an image as its alt text, a line break as a line feed, a formula as its TeX."""
    return "".join(_pieces(content))


def _pieces(content: Iterable[Inline]) -> Iterator[str]:
    for item in content:
        if isinstance(item, (Text, Code, Math, RawInline)):
            yield item.text
        elif isinstance(item, Image):
            yield item.alt
        elif isinstance(item, LineBreak):
            yield "\n"
        elif isinstance(item, FootnoteReference):
            yield f"[{item.label}]"
        elif not isinstance(item, Anchor):
            yield from _pieces(item.content)


def embed_text(embed: Embed) -> str:
    """What the link to an embed says: its title on one line, else its URL."""
    return " ".join((embed.title or embed.url).split()) or embed.url


def article_text(blocks: Iterable[Block]) -> str:
    """The characters of an article, a blank line between its blocks."""
    return "\n\n".join(filter(None, map(block_text, blocks)))


def block_text(block: Block) -> str:
    """The characters of a block, its inner blocks parted by line feeds; "" for what shows none."""
    return "\n".join(text for text in _texts(block) if text)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, (Paragraph, Heading)):
        yield inline_text(block.content)
    elif isinstance(block, Figure):
        yield from (image.alt for image in block.images)
        yield inline_text(block.caption)
    elif isinstance(block, CodeBlock):
        yield block.text
    elif isinstance(block, Embed):
        yield embed_text(block)
    elif isinstance(block, Table):
        yield from _table_texts(block)
    elif isinstance(block, List):
        for item in block.items:
            yield from map(block_text, item)
    elif isinstance(block, (Quote, Footnote)):
        yield (isinstance(block, Quote) and block.admonition) or ""
        yield from map(block_text, block.blocks)
    elif isinstance(block, Details):
        yield inline_text(block.summary)
        yield from map(block_text, block.blocks)
    elif isinstance(block, DefinitionList):
        for terms, definitions in block.groups:
            yield from map(inline_text, terms)
            for definition in definitions:
                yield from map(block_text, definition)


def _table_texts(table: Table) -> Iterator[str]:
    """A line a row, tabs between the cells; the caption last, as in Markdown."""
    for row in (table.head, *table.rows):
        yield "\t".join(" ".join(map(block_text, cell.blocks)).replace("\n", " ") for cell in row)
    yield inline_text(table.caption)
