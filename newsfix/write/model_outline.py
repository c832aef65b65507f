"""The outline of the model: what its Markdown has to show."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from newsfix.model import article as tree
from newsfix.model.walk import embed_link
from newsfix.write.html import TAGS_OF_MARKS, anchored, spaced_tex
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

    def blocks(self, blocks: Iterable[tree.Block]) -> None:
        for block in blocks:
            self.outline.text("\n")
            if not self.html and not has_markdown(block):
                self.html = True
                self.block(block)
                self.html = False
            else:
                self.block(block)
            self.outline.text("\n")

    def block(self, block: tree.Block) -> None:
        outline = self.outline
        if isinstance(block, tree.Paragraph):
            self.inlines(block.content)
        elif isinstance(block, tree.Heading):
            outline.start("headings", block.level)
            self.inlines(block.content)
            outline.end()
        elif isinstance(block, tree.Figure):
            self.figure(block)
        elif isinstance(block, tree.List):
            self.list(block)
        elif isinstance(block, tree.Quote):
            self.quote(block)
        elif isinstance(block, tree.CodeBlock):
            outline.start("code blocks", block.info or block.language or "")
            outline.text(block.text)
            outline.end(exact=True)
        elif isinstance(block, tree.Table):
            self.table(block)
        elif isinstance(block, tree.DefinitionList):
            self.definition_list(block)
        elif isinstance(block, tree.Details):
            outline.start("tags", "details")
            self.tag("summary", block.summary)
            self.blocks(block.blocks)
            outline.end()
        elif isinstance(block, tree.Embed):
            self.inlines((embed_link(block),))
        elif isinstance(block, tree.ThematicBreak):
            outline.add("rules")
        elif isinstance(block, tree.RawBlock):
            HtmlOutline(outline).read(block.text)
        else:
            self.footnote(block)

    def quote(self, quote: tree.Quote) -> None:
        is_quoted = self.html or not quote.admonition
        if is_quoted:
            self.outline.start("quotes")
        self.outline.text(f"{quote.admonition or ''}\n")
        self.blocks(quote.blocks)
        if is_quoted:
            self.outline.end()

    def footnote(self, footnote: tree.Footnote) -> None:
        if self.html:
            self.blocks(anchored(footnote))
            return
        self.outline.start("footnotes", "note", footnote.label)
        self.blocks(footnote.blocks)
        self.outline.end()

    def figure(self, figure: tree.Figure) -> None:
        for picture in figure.pictures if self.html else pictures_above(figure):
            self.inlines((picture.inline,))
            self.outline.text("\n")
        self.caption(figure.caption)

    def caption(self, caption: tuple[tree.Inline, ...]) -> None:
        if self.html:
            self.inlines(caption)
            return
        for index, line in enumerate(caption_lines(caption)):
            self.inlines((tree.LineBreak(), tree.Emphasis(line)) if index else (tree.Emphasis(line),))
        self.outline.text("\n")

    def list(self, block: tree.List) -> None:
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

    def table(self, table: tree.Table) -> None:
        if self.html:
            self.caption(table.caption)
        self.row("th", table.head)
        for row in table.rows:
            self.row("td", row)
        if not self.html:
            self.outline.text("\n")
            self.caption(without_any_emphasis(table.caption))

    def row(self, tag: str, cells: Sequence[tree.Cell]) -> None:
        for cell in cells:
            self.outline.text("\n")
            shown = "th" if self.html and cell.header else tag
            self.outline.start("cells", shown, str(cell.colspan), str(cell.rowspan))
            self.blocks(cell.blocks)
            self.outline.end_cell()

    def definition_list(self, block: tree.DefinitionList) -> None:
        for terms, definitions in block.groups:
            for term in terms:
                self.tag("dt", term)
            for definition in definitions:
                self.outline.text("\n")
                self.outline.start("tags", "dd")
                self.blocks(definition)
                self.outline.end()

    def tag(self, tag: str, content: tuple[tree.Inline, ...]) -> None:
        self.outline.text("\n")
        self.marked("tags", tag, content)
        self.outline.text("\n")

    def inlines(self, content: Iterable[tree.Inline]) -> None:
        for item in content:
            self.inline(item)

    def inline(self, item: tree.Inline) -> None:
        outline = self.outline
        if isinstance(item, tree.RawInline) and item.text.startswith("<!--"):
            HtmlOutline(outline).read(item.text)
        elif isinstance(item, (tree.Text, tree.RawInline)):
            outline.text(item.text)
        elif isinstance(item, (tree.Emphasis, tree.Strong, tree.Strikethrough)):
            self.marked("emphasis", TAGS_OF_MARKS[type(item)], item.content)
        elif isinstance(item, tree.Tagged):
            self.marked("tags", item.tag, item.content)
        elif isinstance(item, tree.Link):
            outline.start("links", item.url, item.title or "")
            self.inlines(item.content)
            outline.end()
        elif isinstance(item, tree.Image):
            outline.add("images", item.url, item.alt, item.title or "")
        elif isinstance(item, tree.LineBreak):
            outline.add("line breaks")
            outline.text("\n")
        elif isinstance(item, tree.Code):
            outline.start("code spans")
            outline.text(item.text)
            outline.end(exact=True)
        elif isinstance(item, tree.Math):
            outline.text(formula(spaced_tex(item.text), is_displayed=item.display))
        elif isinstance(item, tree.Anchor):
            outline.start("anchors", item.identifier)
            outline.end()
        elif self.html:
            label = item.label.rstrip("-") or item.label  # as it is shown: dashes tell equal labels apart
            self.inlines((tree.Link(f"#fn-{item.label}", (tree.Tagged("sup", (tree.Text(label),)),)),))
        elif item.label in self.labels:
            outline.add("footnotes", "reference", item.label)
        else:
            outline.text(f"[^{item.label}]")

    def marked(self, category: str, name: str, content: tuple[tree.Inline, ...]) -> None:
        self.outline.start(category, name)
        self.inlines(content)
        self.outline.end()
