"""The body writer: blocks to CommonMark with GFM tables and strikethrough, footnotes and TeX.

A block becomes a list of lines; a container puts its marker or indent before each of them. A line
may hold line feeds of its own where a template tag has some: those stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from newsfix.model import article as tree
from newsfix.model.walk import embed_link, inline_text
from newsfix.regex import regex
from newsfix.write import html, inlines, targets
from newsfix.write.draft import Place
from newsfix.write.escape.starts import DEFINED
from newsfix.write.inlines import caption_lines, without_any_emphasis
from newsfix.write.limits import MAX_NUMBER, can_be_tight, cell_content, has_markdown, is_attached, is_gfm

_BACKTICK_RUN = regex(r"`{3,}")
_TILDE_RUN = regex(r"~{3,}")
_RULES = {None: "---", "left": ":--", "center": ":-:", "right": "--:"}


def body(blocks: tuple[tree.Block, ...], *, without_html: bool = False) -> str:
    """The Markdown of an article's body: blocks with a blank line between, a line feed at the end, "" for no blocks.

    without_html  no tag is written where a mark could not be read, but a comment beside it
    """
    writer = MarkdownWriter(Labels(blocks), without_html=without_html)
    lines = writer.blocks(blocks)
    if blocks and isinstance(blocks[0], tree.ThematicBreak):
        lines[0] = "***"  # `---` would open a front matter
    return "\n".join(lines) + "\n" if lines else ""


def inline(content: tuple[tree.Inline, ...]) -> str:
    """Inline content as a Markdown paragraph; its hard breaks are a backslash and a line feed."""
    return "\n".join(inlines.lines(content))


class Labels:
    """The labels of the footnotes that are defined at any depth: looked for when one is asked for, which is seldom."""

    def __init__(self, blocks: Sequence[tree.Block]) -> None:
        self._blocks = blocks

    def __contains__(self, label: object) -> bool:
        return label in self._found

    @cached_property
    def _found(self) -> frozenset[str]:
        return frozenset(_labels(self._blocks))


def _labels(blocks: Iterable[tree.Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, tree.List):
            for item in block.items:
                yield from _labels(item)
        elif isinstance(block, (tree.Quote, tree.Footnote)):
            if isinstance(block, tree.Footnote):
                yield block.label
            yield from _labels(block.blocks)


class MarkdownWriter:
    """Writes blocks as lines; the footnote labels are all that has to be known beyond the block."""

    def __init__(self, labels: Container[str], *, without_html: bool = False) -> None:
        self.paragraph_place = Place(True, False, labels, without_html)
        self.heading_place = Place(False, False, labels, without_html)
        self.cell_place = Place(False, True, labels, without_html)

    def blocks(self, blocks: Sequence[tree.Block], *, tight: bool = False) -> list[str]:
        """Blocks with a blank line between, or without where `tight` (the caller knows that it can be)."""
        found: list[str] = []
        gap = () if tight else ("",)
        before: tree.Block | None = None
        alternate = False
        for block in blocks:
            if type(block) is tree.Paragraph:
                lines = inlines.lines(block.content, self.paragraph_place)
            elif type(block) is tree.List:
                same = isinstance(before, tree.List) and before.ordered == block.ordered
                alternate = same and not alternate
                lines = self.listing(block, alternate=alternate)
            elif tight and type(block) is tree.ThematicBreak:
                lines = ["___"]  # `---` right after a paragraph would make it a heading
            else:
                lines = _BY_TYPE[type(block)](self, block)
            if not lines:
                continue
            if found and not is_attached(before, block):
                found += gap
            found += lines
            before = block
        return found

    # ------------------------------------------------------------------ leaves

    def heading(self, heading: tree.Heading) -> list[str]:
        return ["#" * heading.level + " " + " ".join(inlines.lines(heading.content, self.heading_place))]

    def figure(self, figure: tree.Figure) -> list[str]:
        if not figure.caption:
            return inlines.figure_lines(figure.pictures, (), self.paragraph_place)
        pictures = pictures_above(figure)
        if isinstance(figure.caption[0], tree.Written):
            return inlines.figure_lines(pictures, (), self.paragraph_place) + self.caption(figure.caption)
        return inlines.figure_lines(pictures, caption_lines(figure.caption), self.paragraph_place)

    def caption(self, caption: tuple[tree.Inline, ...]) -> list[str]:
        """A caption by itself."""
        if isinstance(caption[0], tree.Written):
            return inlines.lines(caption)
        return inlines.figure_lines((), caption_lines(without_any_emphasis(caption)), self.paragraph_place)

    def embed(self, embed: tree.Embed) -> list[str]:
        return inlines.lines((embed_link(embed),), self.paragraph_place)

    def code_block(self, block: tree.CodeBlock) -> list[str]:
        if not block.templates and targets.code_has_templates(block.text):
            return html.lines(block)
        info = targets.info_string(block.info or block.language or "")
        mark, runs = ("~", _TILDE_RUN) if "`" in info else ("`", _BACKTICK_RUN)
        longest = max(map(len, runs.findall(block.text))) if mark * 3 in block.text else 2
        fence = mark * (longest + 1)
        return [fence + info, *(block.text.split("\n") if block.text else ()), fence]

    # ------------------------------------------------------------------ containers

    def quote(self, quote: tree.Quote) -> list[str]:
        lines = self.blocks(quote.blocks)
        if quote.admonition == ":":
            return _indented(lines, ":   ", "    ")
        if quote.admonition:
            return [quote.admonition, *_indented(lines, "    ", "    ")]
        return [f"> {line}" if line else ">" for line in lines] or [">"]

    def listing(self, block: tree.List, *, alternate: bool = False) -> list[str]:
        if not has_markdown(block):
            return html.lines(block)
        found: list[str] = []
        tight = block.tight and can_be_tight(block)
        for index, item in enumerate(block.items):
            if found and not tight:
                found.append("")
            found += self.item(item, _marker(block, index, alternate), tight)
        return found

    def item(self, item: Sequence[tree.Block], marker: str, tight: bool) -> list[str]:
        lines = self.blocks(item, tight=tight)
        if not lines:
            return [marker]
        if type(item[0]) is tree.ThematicBreak:
            lines[0] = "___"  # beside the marker, `---` or `***` could be one rule with it
        elif marker in ("-", "*") and type(item[0]) is tree.Paragraph and not lines[0].strip(f"{marker} \t"):
            lines[0] = f"\\{lines[0]}"  # so could a text of nothing but its sign
        return _indented(lines, f"{marker} ", " " * (len(marker) + 1))

    def footnote(self, footnote: tree.Footnote) -> list[str]:
        label = f"[^{footnote.label}]:"
        lines = self.blocks(footnote.blocks)
        is_text = lines and isinstance(footnote.blocks[0], (tree.Paragraph, tree.Figure))
        if is_text and DEFINED.match(f"{label} {chr(10).join(lines)}"):
            # Other programs would take it for the target of a link, the note's label.
            lines[0] = f"{lines[0][:-1]}<!-- -->\\" if lines[0].endswith("\\") else f"{lines[0]} <!-- -->"
        if footnote.blocks and isinstance(footnote.blocks[0], tree.Paragraph):
            return _indented(lines, f"{label} ", "    ")
        return [label, *_indented(lines, "    ", "    ")]

    # ------------------------------------------------------------------ tables

    def table(self, table: tree.Table) -> list[str]:
        width = is_gfm(table)
        if not width:
            return html.lines(table) if table.head or table.rows else []
        head = table.head or (tree.Cell(()),) * width
        align = [*table.align[:width], *(None,) * (width - len(table.align))]
        rows = [self.row(head), "| " + " | ".join(_RULES.get(side, "---") for side in align) + " |"]
        rows += map(self.row, table.rows)
        if table.caption:
            rows += ("", *self.caption(table.caption))
        return rows

    def row(self, cells: Sequence[tree.Cell]) -> str:
        return "| " + " | ".join(map(self.cell, cells)) + " |"

    def cell(self, cell: tree.Cell) -> str:
        return "".join(inlines.lines(cell_content(cell), self.cell_place))


_BY_TYPE: dict[type[tree.Block], Callable[[MarkdownWriter, Any], list[str]]] = {
    tree.Heading: MarkdownWriter.heading,
    tree.Figure: MarkdownWriter.figure,
    tree.Quote: MarkdownWriter.quote,
    tree.CodeBlock: MarkdownWriter.code_block,
    tree.Table: MarkdownWriter.table,
    tree.DefinitionList: lambda writer, block: html.lines(block),
    tree.Details: lambda writer, block: html.lines(block),
    tree.Embed: MarkdownWriter.embed,
    tree.ThematicBreak: lambda writer, block: ["---"],
    tree.RawBlock: lambda writer, block: block.text.removesuffix("\n").split("\n"),
    tree.Footnote: MarkdownWriter.footnote,
}
"""What writes each kind of block, but for paragraphs, the commonest, and lists, which depend on the one before."""


def pictures_above(figure: tree.Figure) -> list[tree.LinkedImage]:
    """The pictures of a figure, without a description that its caption says already."""
    text = inline_text(figure.caption)
    return [
        tree.LinkedImage(tree.Image(each.image.url, "", each.image.title), each.target)
        if text and each.image.alt.strip() == text
        else each
        for each in figure.pictures
    ]


def _marker(block: tree.List, index: int, alternate: bool) -> str:
    if not block.ordered:
        return "*" if alternate else "-"
    return f"{min(block.start + index, MAX_NUMBER)}{')' if alternate else '.'}"


def _indented(lines: Sequence[str], first: str, others: str) -> list[str]:
    return [first + lines[0], *(others + line if line else "" for line in lines[1:])] if lines else []
