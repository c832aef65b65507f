"""Tables: rows of cells to a table, a layout table to what it lays out, a table of code lines to code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from newsfix.model.article import Cell, Figure, Heading, Inline, Paragraph, Table
from newsfix.model.walk import is_emphasis
from newsfix.read.html import inline as inlines
from newsfix.read.html.captions.lines import captioned, figure, is_pictures, paragraph_blocks
from newsfix.read.html.frames import Frame
from newsfix.read.html.whitespace import join
from newsfix.regex import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.html.captions.beside import Hint, Hinted

_ALIGN = regex(r"text-align\s*:\s*(left|center|right)", re.IGNORECASE)
_MAX_SPAN = 1000
_MOST_ADDED = 1000
"""This many empty cells at most, beside as many as there are others, fill up the rows of a table."""


class CellFrame(Frame):
    """A table cell: its lines stay one paragraph, since only that fits into a GFM table.

    `mixed` are the lines of paragraphs that are not phrases, as with pictures in them, by the `id` of the paragraph.
    """

    of_one_line = True

    def __init__(self, node: Hint, header: bool) -> None:
        super().__init__(node)
        self.header = header
        self.mixed: dict[int, list[inlines.Line]] = {}

    def take(self, lines: list[inlines.Line], hint: Hint) -> None:
        lines = [line for line in lines if line]
        if not lines:
            return
        if all(is_pictures(line) for line in lines):
            self.add(figure([run for line in lines for run in line]), hint)
        else:
            paragraph = Paragraph(inlines.tree(join(lines)))
            self.mixed[id(paragraph)] = lines
            self.add(paragraph, hint)

    def take_phrases(self, phrases: list[inlines.Content], hint: Hint) -> None:
        super().take_phrases([phrase for phrase in phrases if phrase], hint)

    def close(self) -> Iterator[Hinted]:
        """Of a cell that is not data: blocks as they would be outside of a table."""
        hinted, self.hinted = self.hinted, []
        for block, hint in hinted:
            for each in paragraph_blocks(self.mixed[id(block)]) if id(block) in self.mixed else (block,):
                self.add(each, hint)
        return super().close()


class TableFrame(Frame):
    """`<table>`: `rows` of cells, each with whether it is of a head; blocks of its own are outside of them."""

    def __init__(self, node: Hint) -> None:
        super().__init__(node)
        self.caption: tuple[Inline, ...] = ()
        self.row: list[CellFrame] = []
        self.rows = [(self.row, False)]
        self.feet: list[tuple[list[CellFrame], bool]] = []

    def open_row(self, part: str | None) -> None:
        """Begin a row in a part of the table; its foot is at the end, wherever the source has it (CSS 2.2, 17.2)."""
        self.row = []
        (self.feet if part == "tfoot" else self.rows).append((self.row, part == "thead"))

    def cell(self, frame: CellFrame) -> None:
        self.row.append(frame)

    def close(self) -> Iterator[Hinted]:
        yield from super().close()
        stated = [(row, header) for row, header in (*self.rows, *self.feet) if row]
        rows = [row for row, _ in stated]
        if framed := self._framed(rows):
            yield framed, self.node
            return
        has_cells = any(cell.hinted for row in rows for cell in row)
        if has_cells and not self._is_layout(rows):
            yield self._table(rows, stated[0][1]), self.node
            return
        shown = [(block, hint or cell.node) for row in rows for cell in row for block, hint in cell.close()]
        if self.caption and len(shown) == 1 and isinstance(shown[0][0], Figure) and not shown[0][0].caption:
            yield captioned(shown[0][0], [self.caption], "figcaption"), shown[0][1]
            return
        if self.caption:
            yield Paragraph(self.caption), self.node
        yield from shown

    def _framed(self, rows: list[list[CellFrame]]) -> Figure | None:
        """The picture of a table that has nothing else but its emphasised caption, as Markdown frames one."""
        if self.caption or [len(row) for row in rows] != [1, 1]:
            return None
        above, below = rows[0][0].blocks, rows[1][0].blocks
        picture, line = (*above, *below) if len(above) == len(below) == 1 else (None, None)
        if not isinstance(picture, Figure) or picture.caption or not isinstance(line, Paragraph):
            return None
        return captioned(picture, [line.content], "emphasis-line") if is_emphasis(line.content) else None

    def _is_layout(self, rows: list[list[CellFrame]]) -> bool:
        """One column, or cells that hold sections of a page: no data."""
        if any(cell.header for row in rows for cell in row):
            return False
        if all(len(row) == 1 for row in rows):
            return True
        if self.node is not None and self.node.attributes.get("role") == "presentation":
            return True
        return any(isinstance(block, (Heading, Table)) for row in rows for cell in row for block in cell.blocks)

    def _table(self, rows: list[list[CellFrame]], header: bool) -> Table:
        has_head = header or all(cell.header for cell in rows[0])
        cells = [
            tuple([_cell(frame, frame.header and index >= has_head) for frame in row]) for index, row in enumerate(rows)
        ]
        if all(cell.colspan == cell.rowspan == 1 for row in cells for cell in row):
            width, stated = max(map(len, cells)), sum(map(len, cells))
            if width * len(cells) <= 2 * stated + _MOST_ADDED:
                cells = [row + (Cell(()),) * (width - len(row)) for row in cells]
        head = cells.pop(0) if has_head else ()
        return Table(head, tuple(cells), _alignments(rows[:2]), self.caption)


def _cell(frame: CellFrame, header: bool) -> Cell:
    return Cell(frame.content(), _span(frame.node, "colspan"), _span(frame.node, "rowspan"), header)


def _alignments(rows: Iterable[list[CellFrame]]) -> tuple[str | None, ...]:
    """How the columns of a table are aligned, by the first of some rows that says it and has a cell for each."""
    for row in rows:
        align = tuple(_alignment(frame.node) for frame in row)
        if any(align) and all(_span(frame.node, name) == 1 for frame in row for name in ("colspan", "rowspan")):
            return align
    return ()


def _span(node: LexborNode | None, name: str) -> int:
    value = node.attributes.get(name) if node is not None else None
    if value and value.strip().isdecimal():
        return min(max(int(value.strip()), 1), _MAX_SPAN)
    return 1


def _alignment(node: LexborNode | None) -> str | None:
    if node is None:
        return None
    attributes = node.attributes
    value = (attributes.get("align") or "").strip().lower()
    if value in ("left", "center", "right"):
        return value
    match = _ALIGN.search(attributes.get("style") or "")
    return match[1].lower() if match else None
