"""Blocks without HTML, where Markdown can say the same, or nearly."""

from __future__ import annotations

from collections.abc import Sequence

from newsfix.model import article as tree
from newsfix.model.walk import block_text, parts, phrases, within
from newsfix.write.limits import is_gfm
from newsfix.write.markdown import inline
from newsfix.write.shape.each import Blocks, blocks_with, content_with


def avoided(blocks: Blocks) -> tuple[Blocks, Sequence[str]]:
    """The blocks as Markdown can say them, and the names of what is lost or needs HTML still."""
    unsaid: dict[str, None] = {}

    def of_block(block: tree.Block) -> Sequence[tree.Block]:
        if type(block) is tree.Table:
            return _table(block, unsaid)
        if type(block) is tree.DefinitionList:
            return _definitions(block, unsaid)
        if type(block) is tree.Details:
            unsaid["details"] = None
            return ((tree.Paragraph((tree.Strong(block.summary),)),) if block.summary else ()) + block.blocks
        return (block,)

    found = blocks_with(blocks, of_block)
    for item in phrases(within(found)):
        if type(item) is tree.Tagged:
            unsaid[f"<{item.tag}>"] = None
        elif type(item) is tree.Anchor:
            unsaid["the target of a link"] = None
    return found, list(unsaid)


# ------------------------------------------------------------------------------------- tables


def _table(table: tree.Table, unsaid: dict[str, None]) -> Sequence[tree.Block]:
    rows: Sequence[tuple[tree.Cell, ...]] = (table.head, *table.rows) if table.head else table.rows
    if any(cell.colspan != 1 or cell.rowspan != 1 for row in rows for cell in row):
        unsaid["merged cells"] = None
        rows = _spread(rows)
    if any(len(cell.blocks) > 1 for row in rows for cell in row):
        unsaid["several blocks in a cell"] = None
    width = max(map(len, rows), default=0)
    plain = [tuple(map(_cell, row)) + (tree.Cell(()),) * (width - len(row)) for row in rows]
    head, others = (plain[0], plain[1:]) if table.head else ((), plain)
    written = tree.Table(head, tuple(others), table.align, table.caption)
    return (written if is_gfm(written) else table,)


_MAX_CELLS = 100_000


def _spread(rows: Sequence[tuple[tree.Cell, ...]]) -> Sequence[tuple[tree.Cell, ...]]:
    """Rows in which a merged cell is in its first place, with empty ones beside and below it."""
    taken: dict[int, int] = {}  # columns of cells that go on, and for how many rows
    found = []
    cells = 0
    for row in rows:
        written: list[tree.Cell] = []
        for cell in row:
            while taken.get(len(written), 0) > 0:
                taken[len(written)] -= 1
                written.append(tree.Cell(()))
            width = cell.colspan if cells + cell.colspan < _MAX_CELLS else 1
            cells += width
            for column in range(len(written), len(written) + width):
                taken[column] = cell.rowspan - 1
            written += (tree.Cell(cell.blocks), *(tree.Cell(()),) * (width - 1))
        while taken.get(len(written), 0) > 0:
            taken[len(written)] -= 1
            written.append(tree.Cell(()))
        found.append(tuple(written))
    return found


def _cell(cell: tree.Cell) -> tree.Cell:
    """A cell that is one paragraph on one line."""
    content: list[tree.Inline] = []
    for block in within(cell.blocks):
        if type(block) is tree.Figure:
            pieces: Sequence[tuple[tree.Inline, ...]] = [(picture.inline,) for picture in block.pictures]
            pieces = [*pieces, block.caption]
        elif type(block) is tree.CodeBlock:
            pieces = [(tree.Code(" ".join(block.text.split()), block.templates),)]
        elif type(block) in (tree.Paragraph, tree.Heading, tree.Table, tree.DefinitionList, tree.Details):
            pieces = [inner for inner, _ in parts(block)]
        else:
            pieces = [] if within((block,))[1:] else [(tree.Text(" ".join(block_text(block).split())),)]
        for piece in filter(None, pieces):
            if content:
                content.append(tree.Text(" "))
            content += piece
    return tree.Cell((tree.Paragraph(content_with(tuple(content), _unbroken)),)) if content else tree.Cell(())


def _unbroken(item: tree.Inline) -> Sequence[tree.Inline]:
    return (tree.Text(" "),) if type(item) is tree.LineBreak else (item,)


# -------------------------------------------------------------------------- definition lists


def _definitions(block: tree.DefinitionList, unsaid: dict[str, None]) -> Sequence[tree.Block]:
    """Terms on lines of their own, definitions behind a colon, as PHP Markdown Extra has them.

    Where a definition is more than a paragraph, each term is one in bold, with the definitions below it.
    """
    every = [definition for _, definitions in block.groups for definition in definitions]
    if all([type(each) for each in definition] == [tree.Paragraph] for definition in every):
        return [tree.RawBlock("\n".join(_group(*group))) for group in block.groups]
    unsaid["definitions of several blocks"] = None
    found: list[tree.Block] = []
    for terms, definitions in block.groups:
        found += [tree.Paragraph((tree.Strong(term),)) for term in terms if term]
        found += [each for definition in definitions for each in definition]
    return found


def _group(terms: Sequence[tuple[tree.Inline, ...]], definitions: Sequence[Blocks]) -> list[str]:
    contents = [content for definition in definitions for content, _ in parts(definition[0])]
    return [*map(_line, terms), *(f": {_line(content)}" for content in contents)]


def _line(content: tuple[tree.Inline, ...]) -> str:
    return " ".join(inline(content_with(content, _unbroken)).split("\n"))
