"""What Markdown can say of a block, and how close blocks may be: what it cannot say is written as HTML."""

from __future__ import annotations

from itertools import pairwise

from newsfix.model.article import (
    Block,
    Cell,
    CodeBlock,
    DefinitionList,
    Details,
    Embed,
    Figure,
    Footnote,
    Heading,
    Inline,
    List,
    Paragraph,
    Quote,
    RawBlock,
    Table,
    ThematicBreak,
    Written,
)
from newsfix.syntax.comments import is_for_next_line

MAX_NUMBER = 999_999_999
"""The largest number of an item of a list (CommonMark 5.2)."""


def can_be_tight(block: List) -> bool:
    """Whether no two blocks of an item need a blank line between them (CommonMark 5.3)."""
    return all(_adjoin(one, other) for item in block.items for one, other in pairwise(item))


def _adjoin(one: Block, other: Block) -> bool:
    """Whether a block can stand on the line after another and still be read as a block of its own."""
    if is_attached(one, other):
        return True
    if isinstance(other, List) and not _interrupts(other):
        return isinstance(one, (Heading, CodeBlock))
    if isinstance(one, (Paragraph, Figure, Embed, List, Quote)):
        if isinstance(other, Quote):
            # The line of an admonition would go on with the last paragraph of a list.
            return not (isinstance(one, Quote) or (other.admonition and isinstance(one, List)))
        if isinstance(other, List):
            return not isinstance(one, List)
        return isinstance(other, (Heading, CodeBlock, ThematicBreak, DefinitionList, Details)) or _is_comment(other)
    return isinstance(one, (Heading, CodeBlock, ThematicBreak)) and not isinstance(other, Footnote)


def _interrupts(block: List) -> bool:
    """Whether a list may follow the line of a paragraph: not with an empty item or another number than 1."""
    if block.ordered and block.start != 1:
        return False
    return bool(block.items and block.items[0]) and not isinstance(block.items[0][0], (List, Footnote))


def _is_comment(block: Block) -> bool:
    return isinstance(block, RawBlock) and block.text.startswith("<!--")


def is_attached(before: Block | None, block: Block) -> bool:
    """Whether no blank line may part two blocks, since one says something about the other."""
    if type(before) is RawBlock and (before.text.endswith("}\n") or is_for_next_line(before.text)):
        return True
    return type(block) is RawBlock and block.text.endswith("}") and not isinstance(before, (DefinitionList, Details))


def has_markdown(block: List | Table | DefinitionList | Details) -> bool:
    """Whether Markdown can say the block; else it is written as HTML, with all that is in it."""
    if isinstance(block, List):
        return not block.ordered or 0 <= block.start <= MAX_NUMBER
    return isinstance(block, Table) and is_gfm(block) > 0


def is_gfm(table: Table) -> int:
    """The number of columns of a table that GFM can say, else 0."""
    rows = (table.head, *table.rows) if table.head else table.rows
    width = len(rows[0]) if rows else 0
    if all(len(row) == width and all(map(_is_gfm_cell, row)) for row in rows):
        return width
    return 0


def _is_gfm_cell(cell: Cell) -> bool:
    if cell.colspan != 1 or cell.rowspan != 1 or len(cell.blocks) > 1:
        return False
    if not cell.blocks:
        return True
    if isinstance(cell.blocks[0], Paragraph):
        return not any(isinstance(each, Written) and each.html is not None for each in cell.blocks[0].content)
    return isinstance(cell.blocks[0], Figure) and len(cell.blocks[0].pictures) == 1 and not cell.blocks[0].caption


def cell_content(cell: Cell) -> tuple[Inline, ...]:
    """What is in a cell of a table that GFM can say."""
    if not cell.blocks:
        return ()
    block = cell.blocks[0]
    if isinstance(block, Figure):
        return (block.pictures[0].inline,)
    assert isinstance(block, Paragraph)
    return block.content
