"""`<figure>` and `<figcaption>`: pictures and the text that is with them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from newsfix.model import article as tree
from newsfix.model.walk import has_picture, is_link, parts, words
from newsfix.read.html import inline as inlines
from newsfix.read.html.captions.beside import Hint, Hinted, in_figcaption, is_aside, is_switch, leads_where
from newsfix.read.html.captions.lines import captioned, figure
from newsfix.read.html.frames import Frame
from newsfix.read.html.whitespace import lines_of
from newsfix.syntax.captions import NAMES

# A figure with more text than this beside its pictures is a container, not a figure with a caption.
_LONG_CAPTION = 700
_MOST_LINES = 3
_SAYING = (tree.DefinitionList, tree.Details, tree.Quote)


class PartingFrame(Frame):
    """Where pictures part from the text beside them, which is a caption."""

    parting = True

    def take(self, lines: list[inlines.Line], hint: Hint) -> None:
        for line in lines:
            pictures = [run for run in line if isinstance(run[0], tree.Image)]
            if pictures and len(pictures) < len(line):
                self.add(figure(pictures), hint)
                for text in lines_of([run for run in line if not isinstance(run[0], tree.Image)]):
                    if text:
                        self.add(tree.Paragraph(inlines.tree(text)), hint)
            else:
                super().take([line], hint)

    def take_phrases(self, phrases: list[inlines.Content], hint: Hint) -> None:
        for phrase in phrases:
            super().take_phrases([phrase], hint)


class CaptionFrame(PartingFrame):
    """`<figcaption>`: text and blocks, tied to the figure's pictures when that closes."""


class FigureFrame(PartingFrame):
    """`<figure>`: pictures and the text that is with them.

    `captions` are the paragraphs that a `<figcaption>` held, by their `id`, `count` the number of those;
    `form` names the shortcode that the figure was written as.
    """

    def __init__(self, node: Hint, form: str | None) -> None:
        super().__init__(node)
        self.form = form if form in NAMES else None
        self.captions: dict[int, tree.Paragraph] = {}
        self.count = 0

    def add(self, block: tree.Block, hint: Hint) -> None:
        """Also takes the caption of a figure in this one that has no picture of its own, and a list of pictures."""
        inner = list(chain.from_iterable(block.items)) if type(block) is tree.List else []
        if type(block) is tree.List and all(type(each) is tree.Figure for each in inner):
            self.hinted += [(each, hint) for each in inner]
            return
        if in_figcaption(hint):
            self._note_caption(block, hint)
        super().add(block, hint)

    def _note_caption(self, block: tree.Block, hint: Hint) -> None:
        if isinstance(block, tree.Paragraph) and not is_switch(hint):
            self.captions[id(block)] = block

    def caption(self, frame: CaptionFrame) -> None:
        self.count += 1
        has_picture = self.node is not None and self.node.css_first("img, picture, amp-img") is not None
        for block, hint in frame.close():
            for part in _phrases(block) if has_picture else (block,):
                self.add(part, hint)
                self._note_caption(part, hint)

    def close(self) -> Iterator[Hinted]:
        asides = self._without_asides()
        yield from self._close()
        yield from asides

    def _bare(self) -> list[tuple[tree.Paragraph, Hint]]:
        """The paragraphs that no `<figcaption>` held."""
        return [
            (block, hint)
            for block, hint in self.hinted
            if type(block) is tree.Paragraph and id(block) not in self.captions
        ]

    def _without_asides(self) -> list[Hinted]:
        """Take out what is beside the pictures and their captions: buttons, counts."""
        bare = self._bare()
        asides: list[Hinted] = [(block, hint) for block, hint in bare if is_aside(block, hint)]
        if not asides or len(bare) > _MOST_LINES or tree.Figure not in map(type, self.blocks):
            return []
        taken = {id(block) for block, _ in asides}
        self.hinted = [(block, hint) for block, hint in self.hinted if id(block) not in taken]
        return asides

    def _close(self) -> Iterator[Hinted]:
        figures = [block for block in self.blocks if type(block) is tree.Figure]
        texts = [block for block in self.blocks if type(block) is tree.Paragraph and not has_picture(block.content)]
        others = len(self.hinted) - len(figures) - len(texts)
        bare = [block for block, _ in self._bare()]
        is_text = len(bare) > _MOST_LINES or sum(len(words(block.content)) for block in bare) > _LONG_CAPTION
        # Text that leads where the pictures do is the preview of another page.
        is_card = bool(bare) and all(any(leads_where(text.content, each) for each in figures) for text in bare)
        is_container = others or is_text or is_card or (len(figures) > 1 and self.count > 1)
        if not figures or is_container or (any(each.caption for each in figures) and not (len(figures) == 1 and texts)):
            yield from self._as_container(figures)
        else:
            yield self._merged(figures, texts), self.node

    def _as_container(self, figures: list[tree.Figure]) -> Iterator[Hinted]:
        """Each picture by itself; a caption goes to the picture before it that has none.

        The caption of several figures, each with its own, is the last one's no more than the first one's.
        """
        # What parts a picture from its caption: the end of a summary, a heading that leads to another page.
        is_parted = any(
            isinstance(each, tree.RawBlock) or (isinstance(each, tree.Heading) and is_link(each.content))
            for each in self.blocks
        )
        if len(figures) == 1 and self.captions and not is_parted:
            yield from self._with_caption(figures[0])
            return
        done: list[Hinted] = []
        is_shared = self.count == 1 and len(figures) > 1
        for block, hint in self.hinted:
            last = done[-1][0] if done else None
            caption = self.captions.get(id(block)) if not is_shared else None
            if caption and isinstance(last, tree.Figure) and not last.caption:
                done[-1] = (captioned(last, [caption.content], self.form or "figcaption"), hint)
            else:
                done.append((block, hint))
        yield from done

    def _with_caption(self, figure: tree.Figure) -> Iterator[Hinted]:
        """The only picture with its caption, wherever that stood, and the rest as it was."""
        lines = [figure.caption] if figure.caption else []
        lines += [block.content for block in self.captions.values()]
        for block, hint in self.hinted:
            if block is figure:
                yield captioned(figure, lines, self.form or "figcaption"), hint
            elif id(block) not in self.captions:
                yield block, hint

    def _merged(self, figures: list[tree.Figure], texts: list[tree.Paragraph]) -> tree.Figure:
        """All pictures as one figure with one caption."""
        pictures = tuple(picture for figure in figures for picture in figure.pictures)
        lines = [figure.caption for figure in figures if figure.caption]
        lines += [text.content for text in texts]
        form = self.form or ("figcaption" if self.captions else "figure-text")
        if not texts:
            form = next((figure.caption_from for figure in figures if figure.caption_from), None) or form
        return captioned(tree.Figure(pictures), lines, form)


def _phrases(block: tree.Block) -> Iterator[tree.Block]:
    """What headings, quotes, lists and details in a caption say, as paragraphs."""
    if isinstance(block, tree.Heading) and not is_link(block.content):
        yield tree.Paragraph(block.content)
    elif isinstance(block, _SAYING) or (isinstance(block, tree.List) and not block.ordered):
        for content, blocks in parts(block):
            if content:
                yield tree.Paragraph(content)
            for inner in blocks:
                yield from _phrases(inner)
    else:
        yield block
