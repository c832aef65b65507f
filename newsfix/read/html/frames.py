"""Open containers: what gathers in a list, a quote, a figure or a cell until its end tag closes it.

The walk (`newsfix.read.html.blocks`) hands over *lines* of marked text and finished blocks; a frame says
what they become, and what it becomes itself when it is closed. Beside each block goes a *hint*, the
element that it came from, for the rules of captions.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfix.model import article as tree
from newsfix.read.html import inline as inlines
from newsfix.read.html.captions.lines import figure, heading_content, is_pictures, is_text, paragraph_blocks
from newsfix.read.html.phrases import broken, paragraphs
from newsfix.read.html.whitespace import BREAK, join

if TYPE_CHECKING:
    from newsfix.read.html.captions.beside import Hint, Hinted, Ways

_BOXES = {tree.Paragraph((tree.Text(box),)): (tree.Text(f"{box} "),) for box in ("[x]", "[ ]")}


class Frame:
    """A container of blocks; the body itself is one.

    `inline` frames hold a phrase: containers inside them are not opened. What is in those `of_one_line`, cells too,
    is written on one line. In `parting` ones pictures part from text. `loose` is set where an explicit `<p>` is
    directly in it, `ways` (how captions are told) is set when it is opened.
    """

    inline = False
    parting = False
    of_one_line = False

    def __init__(self, node: Hint) -> None:
        self.node = node
        self.hinted: list[Hinted] = []
        self.loose = False
        self.ways: Ways

    @property
    def blocks(self) -> list[tree.Block]:
        return [block for block, _ in self.hinted]

    def add(self, block: tree.Block, hint: Hint) -> None:
        self.hinted.append((block, hint))

    def take(self, lines: list[inlines.Line], hint: Hint) -> None:
        """Make paragraphs and figures of lines of text."""
        if len(lines) == 1 and lines[0] and is_text(lines[0]):
            self.add(tree.Paragraph(inlines.tree(lines[0])), hint)
            return
        for group in paragraphs(lines):
            for block in paragraph_blocks(group):
                self.add(block, hint)

    def take_phrases(self, phrases: list[inlines.Content], hint: Hint) -> None:
        """Make paragraphs of lines that are phrases, some of them empty."""
        for group in paragraphs(phrases):
            self.add(tree.Paragraph(broken(group)), hint)

    def take_heading(self, heading: tree.Heading, lines: list[inlines.Line], hint: Hint) -> None:
        lines = [line for line in lines if line]
        if not lines:
            return
        if len(lines) == 1 and is_text(lines[0]):
            self.add(replace(heading, content=inlines.tree(lines[0])), hint)
        elif all(is_pictures(line) for line in lines):
            self.add(figure([run for line in lines for run in line]), hint)
        else:
            self.add(replace(heading, content=heading_content(lines)), hint)

    def content(self) -> tuple[tree.Block, ...]:
        """The blocks, captions tied to their pictures."""
        return tuple([block for block, _ in self.ways.attach(self.hinted)])

    def stray(self) -> tuple[tree.Block, ...]:
        """Take out the blocks."""
        content = self.content() if self.hinted else ()
        self.hinted = []
        return content

    def close(self) -> Iterator[Hinted]:
        """What is in the enclosing frame for this one."""
        yield from self.ways.attach(self.hinted)


class InlineFrame(Frame):
    """A phrase that may be marked up with blocks: `<dt>`, `<summary>`, `<caption>`."""

    inline = True
    of_one_line = True

    def __init__(self, node: Hint) -> None:
        super().__init__(node)
        self.lines: list[inlines.Line] = []

    def take(self, lines: list[inlines.Line], hint: Hint) -> None:
        self.lines += [line for line in lines if line]

    def take_heading(self, heading: tree.Heading, lines: list[inlines.Line], hint: Hint) -> None:
        self.take(lines, hint)

    def add(self, block: tree.Block, hint: Hint) -> None:
        """Nothing but text: the walk opens no container here."""

    def phrase(self, between: tree.Inline | str = BREAK) -> tuple[tree.Inline, ...]:
        return inlines.tree(join(self.lines, between))


class QuoteFrame(Frame):
    def __init__(self, node: Hint, admonition: str | None = None) -> None:
        super().__init__(node)
        self._admonition = admonition

    def close(self) -> Iterator[Hinted]:
        blocks = self.content()
        if blocks:
            yield tree.Quote(blocks, self._admonition), self.node
        elif self._admonition:
            yield tree.Paragraph((tree.RawInline(self._admonition),)), self.node


class FootnoteFrame(Frame):
    def __init__(self, node: Hint, label: str) -> None:
        super().__init__(node)
        self.label = label

    def close(self) -> Iterator[Hinted]:
        yield tree.Footnote(self.label, self.content()), self.node


class DetailsFrame(Frame):
    summary: tuple[tree.Inline, ...] = ()

    def close(self) -> Iterator[Hinted]:
        blocks = self.content()
        if blocks or self.summary:
            yield tree.Details(self.summary, blocks), self.node


class ListFrame(Frame):
    """`<ul>` and `<ol>`: `hinted` are what is outside of items, which belongs to the item before.

    `numbered` has the items, by their index, whose number is not the one after that of the item before.
    """

    def __init__(self, node: Hint, ordered: bool, start: int) -> None:
        super().__init__(node)
        self.ordered = ordered
        self.start = start
        self.items: list[tuple[tree.Block, ...]] = []
        self.before: tuple[tree.Block, ...] = ()
        self.numbered: dict[int, int] = {}
        self.next = start

    def item(self, blocks: tuple[tree.Block, ...], loose: bool, number: int | None = None) -> None:
        self._settle()
        if number is not None and self.items and number != self.next:
            self.numbered[len(self.items)] = self.next = number
        self.next += 1
        self.items.append(blocks)
        self.loose = self.loose or loose

    def _settle(self) -> None:
        """Put blocks outside of items where a reader sees them."""
        stray = self.stray()
        if self.items:
            self.items[-1] += stray
        else:
            self.before += stray

    def close(self) -> Iterator[Hinted]:
        self._settle()
        for block in self.before:
            yield block, self.node
        # A list of nothing but other blocks' indentation, or of nothing at all, is not a list.
        if any(self.items):
            # An empty item says nothing, and kramdown takes its dash for the underline of a heading; numbers count it.
            starts = {0: self.start, **self.numbered}
            for at, end in pairwise((*starts, len(self.items))):
                items = [item for item in self.items[at:end] if item or self.ordered]
                # Where no item has a paragraph, nothing tells a loose list.
                is_loose = self.loose and any(isinstance(each, _SHOWN_LOOSE) for item in items for each in item)
                tight = not is_loose and all(_is_tight(item) for item in items)
                yield tree.List(self.ordered, tuple(items), starts[at], tight), self.node


class ItemFrame(Frame):
    """`<li>`: becomes an item of the list round it, or plain blocks where there is none."""

    def content(self) -> tuple[tree.Block, ...]:
        """The blocks; the box of a task is before its text, whatever element each has of its own."""
        blocks = super().content()
        if len(blocks) > 1 and blocks[0] in _BOXES and isinstance(blocks[1], tree.Paragraph):
            task = tree.Paragraph(tree.merged((*_BOXES[blocks[0]], *blocks[1].content)))
            return (task, *blocks[2:])
        return blocks


class DefinitionFrame(Frame):
    """`<dl>`: `groups` of terms with their definitions."""

    def __init__(self, node: Hint) -> None:
        super().__init__(node)
        self.groups: list[tuple[list[tuple[tree.Inline, ...]], list[tuple[tree.Block, ...]]]] = []

    def term(self, content: tuple[tree.Inline, ...]) -> None:
        self._define(self.stray())
        if not content:
            return
        if not self.groups or self.groups[-1][1]:
            self.groups.append(([], []))
        self.groups[-1][0].append(content)

    def definition(self, blocks: tuple[tree.Block, ...]) -> None:
        self._define(self.stray())
        self._define(blocks)

    def _define(self, blocks: tuple[tree.Block, ...]) -> None:
        if not blocks:
            return
        if not self.groups:
            self.groups.append(([], []))
        self.groups[-1][1].append(blocks)

    def close(self) -> Iterator[Hinted]:
        self._define(self.stray())
        if self.groups:
            yield tree.DefinitionList(tuple((tuple(terms), tuple(blocks)) for terms, blocks in self.groups)), self.node


_SHOWN_LOOSE = (tree.Paragraph, tree.Figure, tree.Embed)


def _is_tight(item: tuple[tree.Block, ...]) -> bool:
    """Whether Markdown can show an item without a blank line between its blocks."""
    for before, block in pairwise(item):
        if isinstance(block, tree.List):
            goes_on = not block.items[0] or (block.ordered and block.start != 1)
            if isinstance(before, tree.List) or (isinstance(before, (tree.Paragraph, tree.Quote)) and goes_on):
                return False
        elif isinstance(block, tree.Paragraph):
            if not isinstance(before, (tree.CodeBlock, tree.Heading)):
                return False
        elif not isinstance(block, (tree.CodeBlock, tree.Quote, tree.Heading)) or (
            isinstance(before, tree.Quote) and isinstance(block, tree.Quote)
        ):
            return False
    return True
