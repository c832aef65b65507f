"""What Markdown can say of a block, and how close blocks may be: what it cannot say is written as HTML."""

from __future__ import annotations

from itertools import pairwise

from newsfix.model import article as tree
from newsfix.syntax.comments import is_for_next_line

MAX_NUMBER = 999_999_999
"""The largest number of an item of a list (CommonMark 5.2)."""
_LINES = (tree.Heading, tree.CodeBlock, tree.ThematicBreak)
"""Blocks that end with their line, or their lines."""


def can_be_tight(block: tree.List) -> bool:
    """Whether no two blocks of an item need a blank line between them (CommonMark 5.3)."""
    return all(_adjoin(one, other) for item in block.items for one, other in pairwise(item))


def _adjoin(one: tree.Block, other: tree.Block) -> bool:
    """Whether a block can stand on the line after another and still be read as a block of its own."""
    if is_attached(one, other):
        return True
    if isinstance(other, tree.List) and not _interrupts(other):
        return isinstance(one, (tree.Heading, tree.CodeBlock))
    if isinstance(one, (tree.Paragraph, tree.Figure, tree.Embed, tree.List, tree.Quote)):
        if isinstance(other, tree.Quote):
            # The line of an admonition would go on with the last paragraph of a list.
            return not (isinstance(one, tree.Quote) or (other.admonition and isinstance(one, tree.List)))
        if isinstance(other, tree.List):
            return not isinstance(one, tree.List)
        if isinstance(other, tree.RawBlock):
            return other.text.startswith("<!--")
        return isinstance(other, (*_LINES, tree.DefinitionList, tree.Details))
    return isinstance(one, _LINES) and not isinstance(other, tree.Footnote)


def _interrupts(block: tree.List) -> bool:
    """Whether a list may follow the line of a paragraph: not with an empty item or another number than 1."""
    if block.ordered and block.start != 1:
        return False
    return bool(block.items and block.items[0]) and not isinstance(block.items[0][0], (tree.List, tree.Footnote))


def is_attached(before: tree.Block | None, block: tree.Block) -> bool:
    """Whether no blank line may part two blocks, since one says something about the other."""
    if type(before) is tree.RawBlock and (before.text.endswith("}\n") or is_for_next_line(before.text)):
        return True
    return (
        type(block) is tree.RawBlock
        and block.text.endswith("}")
        and not isinstance(before, (tree.DefinitionList, tree.Details))
    )


def has_markdown(block: tree.Block) -> bool:
    """Whether Markdown can say the block; else it is written as HTML, with all that is in it."""
    if isinstance(block, tree.List):
        return not block.ordered or 0 <= block.start <= MAX_NUMBER
    if isinstance(block, tree.Table):
        return is_gfm(block) > 0
    return not isinstance(block, (tree.DefinitionList, tree.Details))


def is_gfm(table: tree.Table) -> int:
    """The number of columns of a table that GFM can say, else 0."""
    rows = (table.head, *table.rows) if table.head else table.rows
    width = len(rows[0]) if rows else 0
    if all(len(row) == width and all(map(_is_gfm_cell, row)) for row in rows):
        return width
    return 0


def _is_gfm_cell(cell: tree.Cell) -> bool:
    if cell.colspan != 1 or cell.rowspan != 1 or len(cell.blocks) > 1:
        return False
    if not cell.blocks:
        return True
    if isinstance(cell.blocks[0], tree.Paragraph):
        return not any(type(each) is tree.Written and each.html is not None for each in cell.blocks[0].content)
    return isinstance(cell.blocks[0], tree.Figure) and len(cell.blocks[0].pictures) == 1 and not cell.blocks[0].caption


def cell_content(cell: tree.Cell) -> tuple[tree.Inline, ...]:
    """What is in a cell of a table that GFM can say."""
    if not cell.blocks:
        return ()
    block = cell.blocks[0]
    if type(block) is tree.Figure:
        return (block.pictures[0].inline,)
    assert isinstance(block, tree.Paragraph)
    return block.content
