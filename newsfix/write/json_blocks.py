"""The blocks of an article to JSON, in the shape of `syntax.shape`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import UNSET, UnsetType

from newsfix.model import article as tree
from newsfix.model.walk import block_text, inline_text
from newsfix.regex import regex
from newsfix.syntax import shape
from newsfix.write import html, inlines
from newsfix.write.limits import cell_content, has_markdown
from newsfix.write.markdown import Labels, MarkdownWriter, body, pictures_above
from newsfix.write.targets import html_text

# What dialects of Markdown write behind a heading: {#id .class}
_IDENTIFIER = regex(r"\{:?(?: [^{}#]*)?#([^\s{}]+)[^{}]*\}\s*\Z")


class JsonWriter:
    """The blocks of an article to JSON; a figure names its pictures by their place in `pictures`."""

    def __init__(self, article: tree.Article, lines: Mapping[int, int]) -> None:
        self.pictures = list(article.images)
        self._index = {url: index for index, picture in enumerate(self.pictures) for url in picture.variants}
        self._index.update({picture.url: index for index, picture in enumerate(self.pictures)})
        self._line_of = lines.get
        self._markdown = MarkdownWriter(Labels(article.blocks))
        self._html = False

    def blocks(self, blocks: Iterable[tree.Block]) -> list[Any]:
        return [_WRITERS[type(block)](self, block, self._line_of(id(block))) for block in blocks]

    def _picture(self, image: tree.Image) -> int:
        """The place of a picture; one that the article does not list gets a place, so that none is lost."""
        index = self._index.get(image.url)
        if index is None:
            index = self._index[image.url] = len(self.pictures)
            self.pictures.append(tree.Picture(image.url, image.alt, image.title, None, image.variants))
        return index

    # ------------------------------------------------------------------ text

    def _as_html(self, content: tuple[tree.Inline, ...], text: str) -> str | UnsetType:
        return _unless(html.inline(content), html_text(text)) if self._html else UNSET

    def _said(self, content: tuple[tree.Inline, ...]) -> tuple[str, str | UnsetType, str | UnsetType]:
        text = inline_text(content)
        lines = inlines.lines(content, self._markdown.paragraph_place)
        marked = _unless("\n".join(lines) if len(lines) != 1 else lines[0], text)
        return text, marked, self._as_html(content, text)

    def phrase(self, content: tuple[tree.Inline, ...]) -> shape.JsonPhrase:
        return shape.JsonPhrase(*self._said(content))

    def heading(self, block: tree.Heading, line: int | None) -> shape.JsonHeading:
        content = block.content
        text = inline_text(content)
        markdown = " ".join(inlines.lines(content, self._markdown.heading_place))
        identifier = block.identifier
        if identifier is None and (said := _IDENTIFIER.search(text)):
            identifier = said[1]
        return shape.JsonHeading(
            block.level, text, _unless(markdown, text), self._as_html(content, text), identifier, line
        )

    def code(self, block: tree.CodeBlock, line: int | None) -> shape.JsonCode:
        return shape.JsonCode(block.language, block.info or block.language, block.text, block.templates or UNSET, line)

    # ------------------------------------------------------------------ pictures

    def figure(self, block: tree.Figure, line: int | None) -> shape.JsonFigure:
        images = block.images
        places = list(map(self._picture, images))
        shown = [self.pictures[place] for place in places]
        alts, titles = [image.alt for image in images], [image.title for image in images]
        written = shape.JsonFigure(
            places,
            [picture.target for picture in block.pictures],
            UNSET if alts == [picture.alt for picture in shown] else alts,
            UNSET if titles == [picture.title for picture in shown] else titles,
            caption_from=block.caption_from,
            line=line,
        )
        urls = [*(image.url for image in images), *(target.url for target in block.targets)]
        is_told = not any(isinstance(url, tree.Verbatim) for url in urls)
        if is_told and not block.caption:
            return written
        lines = self._markdown.figure(block)
        if block.caption:
            text = written.caption = inline_text(block.caption)
            written.caption_markdown = _unless("\n".join(lines[len(places) :]), f"*{text}*")
            written.caption_html = self._as_html(block.caption, text)
        if not (is_told and self._are_told(block, lines[: len(places)])):
            written.markdown = "\n".join(lines)
        return written

    def _are_told(self, block: tree.Figure, lines: Sequence[str]) -> bool:
        """Whether the pictures above a caption are written in these lines as they are without it."""
        pictures = pictures_above(block)
        if all(not alt or alt.replace(" ", "").isalnum() for alt in (each.image.alt for each in pictures)):
            return True  # there is nothing to escape, whatever follows
        return lines == inlines.figure_lines(pictures, (), self._markdown.paragraph_place)

    # ------------------------------------------------------------------ containers

    def within(self, block: tree.Block, write: Callable[[], Any]) -> Any:
        """What `write` gives, where the block is in the Markdown as HTML with the HTML of its texts."""
        before = self._html
        self._html = before or not has_markdown(block)
        written = write()
        self._html = before
        return written

    def list(self, block: tree.List, line: int | None) -> shape.JsonList:
        items = self.within(block, lambda: [self.blocks(item) for item in block.items])
        return shape.JsonList(block.ordered, block.start, block.tight, items, line)

    def table(self, block: tree.Table, line: int | None) -> shape.JsonTable:
        head, *rows = self.within(
            block, lambda: [[self.cell(cell) for cell in row] for row in (block.head, *block.rows)]
        )
        written = shape.JsonTable(head, rows, block.align, line=line)  # type: ignore[arg-type]
        if block.caption:
            text = written.caption = inline_text(block.caption)
            written.caption_markdown = _unless("\n".join(self._markdown.caption(block.caption)), f"*{text}*")
            written.caption_html = self.within(block, lambda: self._as_html(block.caption, text))
        return written

    def cell(self, cell: tree.Cell) -> shape.JsonCell:
        text = "\n".join(filter(None, map(block_text, cell.blocks)))
        if not self._html:
            markdown = "".join(inlines.lines(cell_content(cell), self._markdown.cell_place))
            return shape.JsonCell(text, _unless(markdown, text))
        markdown = body(cell.blocks).rstrip("\n")
        return shape.JsonCell(
            text,
            _unless(markdown, text),
            _unless(html.within(cell.blocks), html_text(text)),
            UNSET if cell.colspan == 1 else cell.colspan,
            UNSET if cell.rowspan == 1 else cell.rowspan,
            cell.header or UNSET,
        )

    def definition_list(self, block: tree.DefinitionList, line: int | None) -> shape.JsonDefinitionList:
        groups = self.within(
            block,
            lambda: [
                shape.JsonGroup([self.phrase(term) for term in terms], [self.blocks(each) for each in definitions])
                for terms, definitions in block.groups
            ],
        )
        return shape.JsonDefinitionList(groups, line)

    def details(self, block: tree.Details, line: int | None) -> shape.JsonDetails:
        summary, blocks = self.within(block, lambda: (self.phrase(block.summary), self.blocks(block.blocks)))
        return shape.JsonDetails(summary, blocks, line)


def _unless(written: str, same: str) -> str | UnsetType:
    return UNSET if written == same else written


_WRITERS: dict[type, Callable[[JsonWriter, Any, int | None], Any]] = {
    tree.Paragraph: lambda writer, block, line: shape.JsonParagraph(*writer._said(block.content), line),
    tree.Heading: JsonWriter.heading,
    tree.Figure: JsonWriter.figure,
    tree.List: JsonWriter.list,
    tree.Quote: lambda writer, block, line: shape.JsonQuote(
        writer.blocks(block.blocks), block.admonition or UNSET, line
    ),
    tree.CodeBlock: JsonWriter.code,
    tree.Table: JsonWriter.table,
    tree.DefinitionList: JsonWriter.definition_list,
    tree.Details: JsonWriter.details,
    tree.Embed: lambda writer, block, line: shape.JsonEmbed(block.kind, block.url, block.title, line),
    tree.ThematicBreak: lambda writer, block, line: shape.JsonRule(line),
    tree.RawBlock: lambda writer, block, line: shape.JsonHtml(block.text, line),
    tree.Footnote: lambda writer, block, line: shape.JsonFootnote(block.label, writer.blocks(block.blocks), line),
}
