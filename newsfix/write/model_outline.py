"""The outline of the model: what its Markdown has to show."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from newsfix.model.article import (
    Anchor,
    Block,
    Cell,
    Code,
    CodeBlock,
    DefinitionList,
    Details,
    Embed,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    Math,
    Paragraph,
    Quote,
    RawBlock,
    RawInline,
    Strikethrough,
    Strong,
    Table,
    Tagged,
    Text,
    ThematicBreak,
)
from newsfix.model.walk import embed_text
from newsfix.write.html import anchored, spaced_tex
from newsfix.write.inlines import caption_lines, without_any_emphasis
from newsfix.write.limits import has_markdown
from newsfix.write.markdown import pictures_above
from newsfix.write.outline import HtmlOutline, Outline, formula


class ModelOutline:
    """The outline of blocks. Inside an HTML block a caption is not emphasis and a footnote no footnote."""

    def __init__(self, labels: Container[str]) -> None:
        self.labels = labels
        self.outline = Outline()
        self.html = False
        self.depth = 0

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self.outline.text("\n")
            if isinstance(block, (List, Table, DefinitionList, Details)) and not self.html and not has_markdown(block):
                self.html = True
                self.block(block)
                self.html = False
            else:
                self.block(block)
            self.outline.text("\n")

    def block(self, block: Block) -> None:
        outline = self.outline
        if isinstance(block, Paragraph):
            self.inlines(block.content)
        elif isinstance(block, Heading):
            outline.start("headings", block.level)
            self.inlines(block.content)
            outline.end()
        elif isinstance(block, Figure):
            self.figure(block)
        elif isinstance(block, List):
            self.list(block)
        elif isinstance(block, Quote):
            self.quote(block)
        elif isinstance(block, CodeBlock):
            outline.start("code blocks", block.info or block.language or "")
            outline.text(block.text)
            outline.end(exact=True)
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, DefinitionList):
            self.definition_list(block)
        elif isinstance(block, Details):
            outline.start("tags", "details")
            self.tag("summary", block.summary)
            self.blocks(block.blocks)
            outline.end()
        elif isinstance(block, Embed):
            self.inlines((Link(block.url, (Text(embed_text(block)),)),))
        elif isinstance(block, ThematicBreak):
            outline.add("rules")
        elif isinstance(block, RawBlock):
            HtmlOutline(outline).read(block.text)
        else:
            self.footnote(block)

    def quote(self, quote: Quote) -> None:
        is_quoted = self.html or not quote.admonition
        if is_quoted:
            self.outline.start("quotes")
        self.outline.text(f"{quote.admonition or ''}\n")
        self.blocks(quote.blocks)
        if is_quoted:
            self.outline.end()

    def footnote(self, footnote: Footnote) -> None:
        if self.html:
            self.blocks(anchored(footnote))
            return
        self.outline.start("footnotes", "note", footnote.label)
        self.blocks(footnote.blocks)
        self.outline.end()

    def figure(self, figure: Figure) -> None:
        for picture in figure.pictures if self.html else pictures_above(figure):
            self.inlines((picture.inline,))
            self.outline.text("\n")
        self.caption(figure.caption)

    def caption(self, caption: tuple[Inline, ...]) -> None:
        if self.html:
            self.inlines(caption)
            return
        for index, line in enumerate(caption_lines(caption)):
            self.inlines((LineBreak(), Emphasis(line)) if index else (Emphasis(line),))
        self.outline.text("\n")

    def list(self, block: List) -> None:
        outline = self.outline
        details = ("ol", str(block.start)) if block.ordered else ("ul", "1")
        outline.start("lists", *details, len(block.items))
        self.depth += 1
        for item in block.items:
            outline.text("\n")
            outline.start("list items", self.depth)
            self.blocks(item)
            outline.end()
        self.depth -= 1
        outline.end()

    def table(self, table: Table) -> None:
        if self.html:
            self.caption(table.caption)
        self.row("th", table.head)
        for row in table.rows:
            self.row("td", row)
        if not self.html:
            self.outline.text("\n")
            self.caption(without_any_emphasis(table.caption))

    def row(self, tag: str, cells: Sequence[Cell]) -> None:
        for cell in cells:
            self.outline.text("\n")
            self.outline.start("cells", tag, str(cell.colspan), str(cell.rowspan))
            self.blocks(cell.blocks)
            self.outline.end()
            if self.outline.found["cells"][-1] == ("th", "1", "1", ""):
                self.outline.found["cells"].pop()

    def definition_list(self, block: DefinitionList) -> None:
        for terms, definitions in block.groups:
            for term in terms:
                self.tag("dt", term)
            for definition in definitions:
                self.outline.text("\n")
                self.outline.start("tags", "dd")
                self.blocks(definition)
                self.outline.end()

    def tag(self, tag: str, content: tuple[Inline, ...]) -> None:
        self.outline.text("\n")
        self.marked("tags", tag, content)
        self.outline.text("\n")

    def inlines(self, content: Iterable[Inline]) -> None:
        for item in content:
            self.inline(item)

    def inline(self, item: Inline) -> None:
        outline = self.outline
        if isinstance(item, RawInline) and item.text.startswith("<!--"):
            HtmlOutline(outline).read(item.text)
        elif isinstance(item, (Text, RawInline)):
            outline.text(item.text)
        elif isinstance(item, (Emphasis, Strong, Strikethrough)):
            self.marked("emphasis", {Emphasis: "em", Strong: "strong", Strikethrough: "del"}[type(item)], item.content)
        elif isinstance(item, Tagged):
            self.marked("tags", item.tag, item.content)
        elif isinstance(item, Link):
            outline.start("links", item.url, item.title or "")
            self.inlines(item.content)
            outline.end()
        elif isinstance(item, Image):
            outline.add("images", item.url, item.alt, item.title or "")
        elif isinstance(item, LineBreak):
            outline.add("line breaks")
            outline.text("\n")
        elif isinstance(item, Code):
            outline.start("code spans")
            outline.text(item.text)
            outline.end(exact=True)
        elif isinstance(item, Math):
            outline.text(formula(spaced_tex(item.text), is_displayed=item.display))
        elif isinstance(item, Anchor):
            outline.start("anchors", item.identifier)
            outline.end()
        elif self.html:
            label = item.label.rstrip("-") or item.label  # as it is shown: dashes tell equal labels apart
            self.inlines((Link(f"#fn-{item.label}", (Tagged("sup", (Text(label),)),)),))
        elif item.label in self.labels:
            outline.add("footnotes", "reference", item.label)
        else:
            outline.text(f"[^{item.label}]")

    def marked(self, category: str, name: str, content: tuple[Inline, ...]) -> None:
        self.outline.start(category, name)
        self.inlines(content)
        self.outline.end()
