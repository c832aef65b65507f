"""Where pictures stand in finished blocks."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from newsfix.model.article import Block, Figure, Image, Inline, LineBreak, Text
from newsfix.model.walk import MARKS, inline_text, parts


class Shown(Struct, frozen=True):
    """An image, with the caption that is its own: a gallery's belongs to the figure as a whole."""

    image: Image
    caption: str | None = None


def shown(blocks: Iterable[Block]) -> list[Shown]:
    """The images of the blocks in their order; those without a URL are left out."""
    found: list[Shown] = []
    _in_blocks(blocks, found)
    return found


def _in_blocks(blocks: Iterable[Block], found: list[Shown]) -> None:
    for block in blocks:
        if type(block) is Figure:
            own = inline_text(block.caption) if block.caption and len(block.pictures) == 1 else None
            found += [Shown(image, own) for image in block.images if image.url]
        for content, inner in parts(block):
            if content:
                _in_content(content, found)
            if inner:
                _in_blocks(inner, found)


def _in_content(content: tuple[Inline, ...], found: list[Shown]) -> None:
    for item in content:
        if type(item) is Text or type(item) is LineBreak:
            continue
        if type(item) is Image:
            if item.url:
                found.append(Shown(item))
        elif isinstance(item, MARKS):
            _in_content(item.content, found)
