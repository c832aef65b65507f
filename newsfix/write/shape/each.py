"""The same blocks with others in their place, from the innermost outwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from newsfix.model.article import Block, Inline, merged
from newsfix.model.walk import MARKS, with_parts

Blocks = tuple[Block, ...]
Content = tuple[Inline, ...]
OfBlock = Callable[[Block], Sequence[Block]]
OfInline = Callable[[Inline], Sequence[Inline]]


def blocks_with(blocks: Blocks, of_block: OfBlock, of_inline: OfInline | None = None) -> Blocks:
    """Blocks in which `of_block` has had each block, and `of_inline` each inline, in exchange for others."""

    def inner(within: Blocks) -> Blocks:
        return blocks_with(within, of_block, of_inline)

    def content(within: Content) -> Content:
        return content_with(within, of_inline) if of_inline else within

    return tuple([new for block in blocks for new in of_block(with_parts(block, inner, content))])


def content_with(content: Content, of_inline: OfInline) -> Content:
    """Inline content in which each inline was exchanged, and what touches then is one."""
    found: list[Inline] = []
    for item in content:
        if isinstance(item, MARKS):
            item = replace(item, content=content_with(item.content, of_inline))
        found += of_inline(item)
    return merged(found)
