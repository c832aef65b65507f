"""The same blocks with others in their place, from the innermost outwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from newsfix.model.article import Block, Inline, Text
from newsfix.model.walk import MARKS, with_parts

Blocks = tuple[Block, ...]
Content = tuple[Inline, ...]
OfBlock = Callable[[Block], Sequence[Block]]
OfInline = Callable[[Inline], Sequence[Inline]]


def same(item: Inline) -> Sequence[Inline]:
    return (item,)


def blocks_with(blocks: Blocks, of_block: OfBlock, of_inline: OfInline = same) -> Blocks:
    """Blocks in which `of_block` has had each block, and `of_inline` each inline, in exchange for others."""

    def inner(within: Blocks) -> Blocks:
        return blocks_with(within, of_block, of_inline)

    def content(within: Content) -> Content:
        return content_with(within, of_inline)

    kept = content if of_inline is not same else _as_it_is
    return tuple([new for block in blocks for new in of_block(with_parts(block, inner, kept))])


def _as_it_is(content: Content) -> Content:
    return content


def content_with(content: Content, of_inline: OfInline) -> Content:
    """Inline content in which each inline was exchanged, and texts that touch are one."""
    found: list[Inline] = []
    for item in content:
        if isinstance(item, MARKS):
            item = replace(item, content=content_with(item.content, of_inline))
        for new in of_inline(item):
            last = found[-1] if found else None
            if isinstance(new, Text) and isinstance(last, Text):
                found[-1] = Text(last.text + new.text)
            else:
                found.append(new)
    return content if len(found) == len(content) and all(map(_is, found, content)) else tuple(found)


def _is(one: Inline, other: Inline) -> bool:
    return one is other
