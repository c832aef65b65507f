"""Open containers: what gathers in a list, a quote, a figure or a cell until its end tag closes it.

The walk (`newsfix.read.html.blocks`) hands over *lines* of marked text and finished blocks; a frame says
what they become, and what it becomes itself when it is closed. Beside each block goes a *hint*, the
element that it came from, for the rules of captions.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from newsfix.model.article import (
    Block,
    CodeBlock,
    DefinitionList,
    Details,
    Figure,
    Footnote,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Paragraph,
    Quote,
    RawBlock,
)
from newsfix.model.walk import words
from newsfix.read.html import inline as inlines
from newsfix.read.html.captions import USUAL, attach, in_figcaption, is_aside, is_link
from newsfix.read.html.paragraphs import captioned, figure, is_pictures, is_text, paragraph_blocks, without_breaks

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Hint: TypeAlias = "LexborNode | None"
Hinted: TypeAlias = "tuple[Block, Hint]"

# A figure with more text than this beside its pictures is a container, not a figure with a caption.
_LONG_CAPTION = 700
_MOST_LINES = 3


class Frame:
    """A container of blocks; the body itself is one.

    `inline` frames hold a phrase: containers inside them are not opened. `loose` is set where an
    explicit `<p>` stands directly in it, `ways` says how captions are told.
    """

    __slots__ = ("blocks", "hints", "loose", "node", "ways")
    inline = False

    def __init__(self, node: Hint) -> None:
        self.node = node
        self.blocks: list[Block] = []
        self.hints: list[Hint] = []
        self.loose = False
        self.ways = USUAL

    def add(self, block: Block, hint: Hint) -> None:
        self.blocks.append(block)
        self.hints.append(hint)

    def take(self, lines: list[inlines.Line], hint: Hint) -> None:
        """Make paragraphs and figures of lines of text."""
        if len(lines) == 1 and lines[0] and is_text(lines[0]):
            self.add(Paragraph(inlines.tree(lines[0])), hint)
            return
        for group in inlines.paragraphs(lines):
            for block in paragraph_blocks(group):
                self.add(block, hint)

    def take_phrases(self, phrases: list[inlines.Content], hint: Hint) -> None:
        """Make paragraphs of lines that are phrases, some of them empty."""
        for group in inlines.paragraphs(phrases):
            self.add(Paragraph(inlines.broken(group)), hint)

    def take_heading(self, heading: Heading, lines: list[inlines.Line], hint: Hint) -> None:
        lines = [line for line in lines if line]
        if not lines:
            return
        if len(lines) == 1 and is_text(lines[0]):
            self.add(replace(heading, content=inlines.tree(lines[0])), hint)
        elif all(is_pictures(line) for line in lines):
            self.add(figure([run for line in lines for run in line]), hint)
        else:
            line = inlines.without_line_feeds(inlines.join(lines, " "))
            self.add(replace(heading, content=without_breaks(inlines.tree(line))), hint)

    def content(self) -> tuple[Block, ...]:
        """The blocks, captions tied to their pictures."""
        return tuple(attach(self.blocks, self.hints, self.ways)[0])

    def close(self) -> Iterator[Hinted]:
        """What stands in the enclosing frame for this one."""
        yield from zip(*attach(self.blocks, self.hints, self.ways), strict=True)


class InlineFrame(Frame):
    """A phrase that may be marked up with blocks: `<dt>`, `<summary>`, `<caption>`."""

    __slots__ = ("lines",)
    inline = True

    def __init__(self, node: Hint) -> None:
        super().__init__(node)
        self.lines: list[inlines.Line] = []

    def take(self, lines: list[inlines.Line], hint: Hint) -> None:
        self.lines += [line for line in lines if line]

    def take_heading(self, heading: Heading, lines: list[inlines.Line], hint: Hint) -> None:
        self.take(lines, hint)

    def add(self, block: Block, hint: Hint) -> None:
        """Nothing but text: the walk opens no container here."""

    def phrase(self, between: Inline | str = inlines.BREAK) -> tuple[Inline, ...]:
        return inlines.tree(inlines.join(self.lines, between))


class QuoteFrame(Frame):
    __slots__ = ("_admonition",)

    def __init__(self, node: Hint, admonition: str | None = None) -> None:
        super().__init__(node)
        self._admonition = admonition

    def close(self) -> Iterator[Hinted]:
        blocks = self.content()
        if blocks:
            yield Quote(blocks, self._admonition), self.node


class FootnoteFrame(Frame):
    __slots__ = ("label",)

    def __init__(self, node: Hint, label: str) -> None:
        super().__init__(node)
        self.label = label

    def close(self) -> Iterator[Hinted]:
        yield Footnote(self.label, self.content()), self.node


class DetailsFrame(Frame):
    __slots__ = ("summary",)

    def __init__(self, node: Hint) -> None:
        super().__init__(node)
        self.summary: tuple[Inline, ...] = ()

    def close(self) -> Iterator[Hinted]:
        blocks = self.content()
        if blocks or self.summary:
            yield Details(self.summary, blocks), self.node


class CellFrame(Frame):
    """A table cell: its lines stay one paragraph, since only that fits into a GFM table.

    `mixed` are the lines of the paragraphs that are no phrases, as with pictures in them, by their indexes in `blocks`.
    """

    __slots__ = ("header", "mixed")

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
            self.mixed[len(self.blocks)] = lines
            self.add(Paragraph(inlines.tree(inlines.join(lines))), hint)

    def take_phrases(self, phrases: list[inlines.Content], hint: Hint) -> None:
        super().take_phrases([phrase for phrase in phrases if phrase], hint)

    def close(self) -> Iterator[Hinted]:
        """Of a cell that is no data: blocks as they would be outside of a table."""
        hinted = list(zip(self.blocks, self.hints, strict=True))
        self.blocks, self.hints = [], []
        for index, (block, hint) in enumerate(hinted):
            for each in paragraph_blocks(self.mixed[index]) if index in self.mixed else (block,):
                self.add(each, hint)
        return super().close()


class ListFrame(Frame):
    """`<ul>` and `<ol>`: `blocks` are what stands outside of items, which belongs to the item before."""

    __slots__ = ("before", "items", "ordered", "start")

    def __init__(self, node: Hint, ordered: bool, start: int) -> None:
        super().__init__(node)
        self.ordered = ordered
        self.start = start
        self.items: list[tuple[Block, ...]] = []
        self.before: tuple[Block, ...] = ()

    def item(self, blocks: tuple[Block, ...], loose: bool) -> None:
        self._settle()
        self.items.append(blocks)
        self.loose = self.loose or loose

    def _settle(self) -> None:
        """Put blocks outside of items where a reader sees them."""
        if not self.blocks:
            return
        stray = self.content()
        self.blocks, self.hints = [], []
        if self.items:
            self.items[-1] += stray
        else:
            self.before += stray

    def close(self) -> Iterator[Hinted]:
        self._settle()
        for block in self.before:
            yield block, self.node
        # A list of nothing but other blocks' indentation, or of nothing at all, is no list.
        if any(self.items):
            # An empty item says nothing, and kramdown takes its dash for the underline of a heading; numbers count it.
            items = [item for item in self.items if item or self.ordered]
            tight = not self.loose and all(_is_tight(item) for item in items)
            yield List(self.ordered, tuple(items), self.start, tight), self.node


class ItemFrame(Frame):
    """`<li>`: becomes an item of the list round it, or plain blocks where there is none."""

    __slots__ = ()


class DefinitionFrame(Frame):
    """`<dl>`: `groups` of terms with their definitions."""

    __slots__ = ("groups",)

    def __init__(self, node: Hint) -> None:
        super().__init__(node)
        self.groups: list[tuple[list[tuple[Inline, ...]], list[tuple[Block, ...]]]] = []

    def term(self, content: tuple[Inline, ...]) -> None:
        self._settle()
        if not content:
            return
        if not self.groups or self.groups[-1][1]:
            self.groups.append(([], []))
        self.groups[-1][0].append(content)

    def definition(self, blocks: tuple[Block, ...]) -> None:
        self._settle()
        if not blocks:
            return
        if not self.groups:
            self.groups.append(([], []))
        self.groups[-1][1].append(blocks)

    def _settle(self) -> None:
        if self.blocks:
            stray = self.content()
            self.blocks, self.hints = [], []
            self.definition(stray)

    def close(self) -> Iterator[Hinted]:
        self._settle()
        if self.groups:
            yield DefinitionList(tuple((tuple(terms), tuple(blocks)) for terms, blocks in self.groups)), self.node


class PartingFrame(Frame):
    """Where pictures part from the text beside them, which is a caption."""

    __slots__ = ()

    def take(self, lines: list[inlines.Line], hint: Hint) -> None:
        for line in lines:
            pictures = [run for run in line if isinstance(run[0], Image)]
            if pictures and len(pictures) < len(line):
                self.add(figure(pictures), hint)
                for text in inlines.lines([run for run in line if not isinstance(run[0], Image)]):
                    if text:
                        self.add(Paragraph(inlines.tree(text)), hint)
            else:
                super().take([line], hint)

    def take_phrases(self, phrases: list[inlines.Content], hint: Hint) -> None:
        for phrase in phrases:
            super().take_phrases([phrase], hint)


class CaptionFrame(PartingFrame):
    """`<figcaption>`: text and blocks, tied to the figure's pictures when that closes."""

    __slots__ = ()


class FigureFrame(PartingFrame):
    """`<figure>`: pictures and the text that stands with them.

    `captions` are the indexes in `blocks` of what a `<figcaption>` held, `count` the number of those;
    `form` names the shortcode that the figure was written as.
    """

    __slots__ = ("captions", "count", "form")

    def __init__(self, node: Hint, form: str | None) -> None:
        super().__init__(node)
        self.form = form
        self.captions: set[int] = set()
        self.count = 0

    def add(self, block: Block, hint: Hint) -> None:
        """Also takes the caption of a figure in this one that has no picture of its own, and a list of pictures."""
        if isinstance(block, List) and all(isinstance(inner, Figure) for item in block.items for inner in item):
            for item in block.items:
                for inner in item:
                    super().add(inner, hint)
            return
        if isinstance(block, Paragraph) and in_figcaption(hint):
            self.captions.add(len(self.blocks))
        super().add(block, hint)

    def caption(self, frame: CaptionFrame) -> None:
        self.count += 1
        has_picture = self.node is not None and self.node.css_first("img, picture, amp-img") is not None
        for block, hint in frame.close():
            for part in _phrases(block) if has_picture else (block,):
                self.add(part, hint)
                if isinstance(part, Paragraph):
                    self.captions.add(len(self.blocks) - 1)

    def close(self) -> Iterator[Hinted]:
        asides = self._without_asides()
        yield from self._close()
        yield from asides

    def _without_asides(self) -> list[Hinted]:
        """Take out what is beside the pictures and their captions: buttons, counts."""
        bare = [
            (index, block)
            for index, block in enumerate(self.blocks)
            if isinstance(block, Paragraph) and index not in self.captions
        ]
        asides = [(index, block) for index, block in bare if is_aside(block, self.hints[index])]
        if not asides or len(bare) > _MOST_LINES or Figure not in map(type, self.blocks):
            return []
        taken = {index for index, _ in asides}
        found: list[Hinted] = [(block, self.hints[index]) for index, block in asides]
        kept = [index for index in range(len(self.blocks)) if index not in taken]
        self.captions = {place for place, index in enumerate(kept) if index in self.captions}
        self.blocks = [self.blocks[index] for index in kept]
        self.hints = [self.hints[index] for index in kept]
        return found

    def _close(self) -> Iterator[Hinted]:
        figures = [block for block in self.blocks if isinstance(block, Figure)]
        texts = [block for block in self.blocks if isinstance(block, Paragraph)]
        others = len(self.blocks) - len(figures) - len(texts)
        bare = [
            block
            for index, block in enumerate(self.blocks)
            if isinstance(block, Paragraph) and index not in self.captions
        ]
        is_text = len(bare) > _MOST_LINES or sum(len(words(block.content)) for block in bare) > _LONG_CAPTION
        if not figures or others or is_text or _is_card(figures, bare) or (len(figures) > 1 and self.count > 1):
            yield from self._as_container()
        elif all(not figure.caption for figure in figures) or (len(figures) == 1 and texts):
            yield self._merged(figures, texts), self.node
        else:
            yield from self._as_container()

    def _as_container(self) -> Iterator[Hinted]:
        """Each picture by itself; a caption goes to the picture before it that has none.

        The caption of several figures, each with its own, is the last one's no more than the first one's.
        """
        pictures = [block for block in self.blocks if isinstance(block, Figure)]
        if len(pictures) == 1 and self.captions and not any(map(_parts, self.blocks)):
            yield from self._with_caption(pictures[0])
            return
        done: list[Hinted] = []
        is_shared = self.count == 1 and sum(isinstance(block, Figure) for block in self.blocks) > 1
        for index, (block, hint) in enumerate(zip(self.blocks, self.hints, strict=True)):
            last = done[-1][0] if done else None
            if (
                index in self.captions
                and isinstance(block, Paragraph)
                and isinstance(last, Figure)
                and not last.caption
                and not is_shared
            ):
                done[-1] = (captioned(last, [block.content], self.form or "figcaption"), hint)
            else:
                done.append((block, hint))
        yield from done

    def _with_caption(self, figure: Figure) -> Iterator[Hinted]:
        """The only picture with its caption, wherever that stood, and the rest as it was."""
        paragraphs = [(index, block) for index, block in enumerate(self.blocks) if isinstance(block, Paragraph)]
        lines = [block.content for index, block in paragraphs if index in self.captions]
        if figure.caption:
            lines.insert(0, figure.caption)
        for index, (block, hint) in enumerate(zip(self.blocks, self.hints, strict=True)):
            if block is figure:
                yield captioned(figure, lines, self.form or "figcaption"), hint
            elif index not in self.captions:
                yield block, hint

    def _merged(self, figures: list[Figure], texts: list[Paragraph]) -> Figure:
        """All pictures as one figure with one caption."""
        pictures = tuple(picture for figure in figures for picture in figure.pictures)
        lines = [figure.caption for figure in figures if figure.caption]
        lines += [text.content for text in texts]
        form = self.form or ("figcaption" if self.captions else "figure-text")
        if not texts:
            form = next((figure.caption_from for figure in figures if figure.caption_from), None) or form
        return captioned(Figure(pictures), lines, form)


def _phrases(block: Block) -> Iterator[Block]:
    """What headings, quotes and lists in a caption say, as paragraphs."""
    if isinstance(block, Heading) and not is_link(block.content):
        yield Paragraph(block.content)
    elif isinstance(block, Quote):
        for inner in block.blocks:
            yield from _phrases(inner)
    elif isinstance(block, List) and not block.ordered:
        for item in block.items:
            for inner in item:
                yield from _phrases(inner)
    else:
        yield block


def _parts(block: Block) -> bool:
    """Whether a block parts a picture from its caption: the end of a summary, a heading that leads to another page."""
    return isinstance(block, RawBlock) or (isinstance(block, Heading) and is_link(block.content))


def _is_card(figures: list[Figure], texts: list[Paragraph]) -> bool:
    """Whether the text beside pictures leads where they do: the preview of another page, no caption."""
    targets = {target.url for figure in figures for target in figure.targets}
    return bool(texts) and all(
        len(text.content) == 1 and isinstance(text.content[0], Link) and text.content[0].url in targets
        for text in texts
    )


def _is_tight(item: tuple[Block, ...]) -> bool:
    """Whether Markdown can show an item without a blank line between its blocks."""
    for before, block in pairwise(item):
        if isinstance(block, List):
            if isinstance(before, (Paragraph, Quote)) and block.ordered and block.start != 1:
                return False
            if isinstance(before, List) or (isinstance(before, (Paragraph, Quote)) and not block.items[0]):
                return False
        elif isinstance(block, Paragraph):
            if not isinstance(before, (CodeBlock, Heading)):
                return False
        elif not isinstance(block, (CodeBlock, Quote, Heading)) or (
            isinstance(before, Quote) and isinstance(block, Quote)
        ):
            return False
    return True
