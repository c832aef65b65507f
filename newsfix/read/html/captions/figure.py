"""`<figure>` and `<figcaption>`: pictures and the text that is with them."""

from __future__ import annotations

from collections.abc import Iterator

from newsfix.model.article import (
    Block,
    DefinitionList,
    Details,
    Figure,
    Heading,
    Image,
    Link,
    List,
    Paragraph,
    Quote,
    RawBlock,
)
from newsfix.model.emphasis import is_link
from newsfix.model.walk import has_picture, words
from newsfix.read.html import inline as inlines
from newsfix.read.html.captions.beside import in_figcaption, is_aside, is_switch
from newsfix.read.html.captions.lines import captioned, figure
from newsfix.read.html.frames import Frame, Hint, Hinted
from newsfix.read.html.whitespace import lines_of
from newsfix.syntax.captions import NAMES

# A figure with more text than this beside its pictures is a container, not a figure with a caption.
_LONG_CAPTION = 700
_MOST_LINES = 3


class PartingFrame(Frame):
    """Where pictures part from the text beside them, which is a caption."""

    __slots__ = ()
    parting = True

    def take(self, lines: list[inlines.Line], hint: Hint) -> None:
        for line in lines:
            pictures = [run for run in line if isinstance(run[0], Image)]
            if pictures and len(pictures) < len(line):
                self.add(figure(pictures), hint)
                for text in lines_of([run for run in line if not isinstance(run[0], Image)]):
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
    """`<figure>`: pictures and the text that is with them.

    `captions` are the indexes in `blocks` of what a `<figcaption>` held, `count` the number of those;
    `form` names the shortcode that the figure was written as.
    """

    __slots__ = ("captions", "count", "form")

    def __init__(self, node: Hint, form: str | None) -> None:
        super().__init__(node)
        self.form = form if form in NAMES else None
        self.captions: set[int] = set()
        self.count = 0

    def add(self, block: Block, hint: Hint) -> None:
        """Also takes the caption of a figure in this one that has no picture of its own, and a list of pictures."""
        if isinstance(block, List) and all(isinstance(inner, Figure) for item in block.items for inner in item):
            for item in block.items:
                for inner in item:
                    super().add(inner, hint)
            return
        if isinstance(block, Paragraph) and in_figcaption(hint) and not is_switch(hint):
            self.captions.add(len(self.blocks))
        super().add(block, hint)

    def caption(self, frame: CaptionFrame) -> None:
        self.count += 1
        has_picture = self.node is not None and self.node.css_first("img, picture, amp-img") is not None
        for block, hint in frame.close():
            for part in _phrases(block) if has_picture else (block,):
                self.add(part, hint)
                if isinstance(part, Paragraph) and not is_switch(hint):
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
        texts = [block for block in self.blocks if isinstance(block, Paragraph) and not has_picture(block.content)]
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
    """What headings, quotes, lists and details in a caption say, as paragraphs."""
    if isinstance(block, Heading) and not is_link(block.content):
        yield Paragraph(block.content)
    elif isinstance(block, Quote):
        for inner in block.blocks:
            yield from _phrases(inner)
    elif isinstance(block, List) and not block.ordered:
        for item in block.items:
            for inner in item:
                yield from _phrases(inner)
    elif isinstance(block, DefinitionList):
        for terms, definitions in block.groups:
            yield from map(Paragraph, terms)
            for inner in (each for blocks in definitions for each in blocks):
                yield from _phrases(inner)
    elif isinstance(block, Details):
        yield Paragraph(block.summary)
        for inner in block.blocks:
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
