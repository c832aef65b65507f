"""Where pictures stand in finished blocks."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from newsfix.model.article import (
    Block,
    Code,
    DefinitionList,
    Details,
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
from newsfix.read.walk import MARKS


class Shown(Struct, frozen=True):
    """An image, with the caption that is its own: a gallery's belongs to the figure as a whole."""

    image: Image
    caption: str | None = None


def shown(blocks: Iterable[Block]) -> list[Shown]:
    """The images of the blocks in their order; those without a URL are left out."""
    found: list[Shown] = []
    _in_blocks(blocks, found)
    return found


def plain(content: Iterable[Inline]) -> str:
    """The characters of inline content without its marks, a line break as a line feed."""
    pieces: list[str] = []
    _pieces(content, pieces)
    return "".join(pieces)


def _pieces(content: Iterable[Inline], pieces: list[str]) -> None:
    for item in content:
        if isinstance(item, (Text, Code, Math, RawInline)):
            pieces.append(item.text)
        elif isinstance(item, LineBreak):
            pieces.append("\n")
        elif isinstance(item, Image):
            pieces.append(item.alt)
        elif isinstance(item, FootnoteReference):
            pieces.append(f"[{item.label}]")
        elif isinstance(item, MARKS):
            _pieces(item.content, pieces)


def _in_blocks(blocks: Iterable[Block], found: list[Shown]) -> None:
    for block in blocks:
        if type(block) is Paragraph or type(block) is Heading:
            _in_content(block.content, found)
        elif type(block) is Figure:
            own = plain(block.caption) if block.caption and len(block.pictures) == 1 else None
            found += [Shown(image, own) for image in block.images if image.url]
            _in_content(block.caption, found)
        elif type(block) is List:
            for item in block.items:
                _in_blocks(item, found)
        elif type(block) is Quote or type(block) is Footnote:
            _in_blocks(block.blocks, found)
        elif type(block) is Table:
            for row in (block.head, *block.rows):
                for cell in row:
                    _in_blocks(cell.blocks, found)
            _in_content(block.caption, found)
        elif type(block) is Details:
            _in_content(block.summary, found)
            _in_blocks(block.blocks, found)
        elif type(block) is DefinitionList:
            for terms, definitions in block.groups:
                for term in terms:
                    _in_content(term, found)
                for definition in definitions:
                    _in_blocks(definition, found)


def _in_content(content: tuple[Inline, ...], found: list[Shown]) -> None:
    for item in content:
        if type(item) is Text or type(item) is LineBreak:
            continue
        if type(item) is Image:
            if item.url:
                found.append(Shown(item))
        elif isinstance(item, MARKS):
            _in_content(item.content, found)
