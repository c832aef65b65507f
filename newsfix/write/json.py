"""Article to JSON (RFC 8259), in the shape of `syntax.shape`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from msgspec import UNSET, Raw, UnsetType, to_builtins
from msgspec.json import Encoder

from newsfix.model.article import (
    Article,
    Block,
    Cell,
    CodeBlock,
    DefinitionList,
    Details,
    Embed,
    Figure,
    Footnote,
    Heading,
    Image,
    Inline,
    List,
    Paragraph,
    Picture,
    Quote,
    RawBlock,
    Table,
    ThematicBreak,
    Value,
    Verbatim,
)
from newsfix.model.omission import Omission
from newsfix.model.problem import Problem
from newsfix.model.walk import block_text, inline_text
from newsfix.regex import regex
from newsfix.rules import BY_CODE
from newsfix.syntax import shape
from newsfix.syntax.yaml import Plain
from newsfix.write import html, inlines
from newsfix.write.markdown import MarkdownWriter, body, cell_content, has_markdown, labels, pictures_above
from newsfix.write.targets import html_text

_encode = Encoder(enc_hook=str).encode  # a string that knows how it was written is a string


def to_json(
    article: Article,
    problems: Sequence[Problem],
    source: str | None,
    *,
    one_line: bool = False,
    source_sha256: str | None = None,
    lines: Mapping[int, int] = {},
    omissions: Iterable[Omission] = (),
) -> str:
    """One article as a JSON object, with a line feed at its end.

    source         the path as the user gave it
    one_line       the whole object fills one line; else each picture, block and problem has one
    source_sha256  of the bytes of the source
    lines          those in which the blocks begin in the source, by their `id`, as far as they are certain
    omissions      what of the source was left out
    """
    writer = _JsonWriter(article, lines)
    blocks = writer.blocks(article.blocks)
    document = shape.JsonArticle(
        version=shape.VERSION,
        source=source,
        source_sha256=source_sha256,
        title=article.title,
        description=article.description,
        date=article.date,
        date_source=article.date_source,
        updated=article.updated,
        updated_source=article.updated_source,
        authors=article.authors,  # type: ignore[arg-type]
        categories=article.categories,  # type: ignore[arg-type]
        tags=article.tags,  # type: ignore[arg-type]
        url=article.url,
        site=article.site,
        language=article.language,
        cover=article.cover,
        images=writer.pictures,
        blocks=blocks,
        extra=Raw(_encode({key: _value(value) for key, value in article.extra.items()}))
        if article.extra
        else Raw(b"{}"),
        comments={str(key): texts for key, texts in article.comments.items()},  # type: ignore[misc]
        keys={field: str(key) for field, key in article.names.items()},
        omissions=[_omission(omission) for omission in omissions if omission.reason != _WRITTEN_OTHERWISE],
        problems=[problem_json(problem) for problem in problems],
    )
    texts = [
        block.text if type(block) is shape.JsonParagraph else block_text(said)
        for block, said in zip(blocks, article.blocks, strict=True)
    ]
    return dumped(document, "\n\n".join(filter(None, texts)), one_line=one_line)


def dumped(document: shape.JsonArticle, text: str, *, one_line: bool) -> str:
    """A document as JSON; its text, and what hangs on that, are what `text` says."""
    document.text = text
    document.words = words(text)
    try:
        document.content_sha256 = digest(text.encode())
        if not one_line:
            document.images = _lines(document.images)
            document.blocks = _lines(document.blocks)
            document.omissions = _lines(document.omissions)
            document.problems = _lines(document.problems)
        return _encode(document).decode() + "\n"
    except UnicodeEncodeError:
        import json

        # Unpaired surrogates have no bytes in UTF-8, but an escape in JSON.
        return json.dumps(to_builtins(document, enc_hook=str)) + "\n"


def _lines(items: Sequence[Any]) -> Any:
    """An array with a line for each of its items."""
    return Raw(b"[\n" + b",\n".join(map(_encode, items)) + b"\n]") if items else []


def digest(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return sha256(data).hexdigest()


_UNSPACED = regex("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


# What dialects of Markdown write behind a heading: {#id .class}
_IDENTIFIER = regex(r"\{:?(?: [^{}#]*)?#([^\s{}]+)[^{}]*\}\s*\Z")


def words(text: str) -> int:
    """How many words a text has; of scripts that part none, each letter is one."""
    if text.isascii():
        return len(text.split())
    spaced, runs = _UNSPACED.subn(" ", text)
    return len(spaced.split()) + len(text) + runs - len(spaced)


def problem_json(problem: Problem) -> shape.JsonProblem:
    """A problem with what its rule says of it."""
    rule = BY_CODE[problem.code]
    return shape.JsonProblem(problem.code, rule.name, rule.severity, problem.message, problem.line, problem.column)


# What the account leaves out of the source since it reads it elsewhere.
_WRITTEN_OTHERWISE = "formula"
_LONGEST = 300


def _omission(omission: Omission) -> shape.JsonOmission:
    text = omission.text or ", ".join(omission.addresses)
    if omission.text and omission.text[0] != "<" == omission.reason[0]:
        text = f"<{text}"
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return shape.JsonOmission(omission.reason, text, omission.line)


def _value(value: Value) -> Any:
    """A front matter value; an unquoted scalar is typed only where JSON would write the same characters."""
    if isinstance(value, Plain):
        return shape.typed(value)
    if isinstance(value, list):
        return [_value(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _value(item) for key, item in value.items()}
    return value


# ----------------------------------------------------------------------------------- the blocks


class _JsonWriter:
    """Blocks to JSON; a figure names its pictures by their place in `pictures`."""

    def __init__(self, article: Article, lines: Mapping[int, int]) -> None:
        self.pictures = list(article.images)
        self._index = {url: index for index, picture in enumerate(self.pictures) for url in picture.variants}
        self._index.update({picture.url: index for index, picture in enumerate(self.pictures)})
        self._line_of = lines.get
        self._markdown = MarkdownWriter(labels(article.blocks))
        self._html = False

    def blocks(self, blocks: Iterable[Block]) -> list[Any]:
        return [_WRITERS[type(block)](self, block, self._line_of(id(block))) for block in blocks]

    def _picture(self, image: Image) -> int:
        """The place of a picture; one that the article does not list gets a place, so that none is lost."""
        index = self._index.get(image.url)
        if index is None:
            index = self._index[image.url] = len(self.pictures)
            self.pictures.append(Picture(image.url, image.alt, image.title, None, image.variants))
        return index

    # ------------------------------------------------------------------ text

    def _marked(self, content: tuple[Inline, ...], text: str) -> str | UnsetType:
        lines = inlines.lines(content, self._markdown.paragraph_place)
        return _unless("\n".join(lines) if len(lines) != 1 else lines[0], text)

    def _as_html(self, content: tuple[Inline, ...], text: str) -> str | UnsetType:
        return _unless(html.inline(content), html_text(text)) if self._html else UNSET

    def phrase(self, content: tuple[Inline, ...]) -> shape.JsonPhrase:
        text = inline_text(content)
        return shape.JsonPhrase(text, self._marked(content, text), self._as_html(content, text))

    def paragraph(self, block: Paragraph, line: int | None) -> shape.JsonParagraph:
        content = block.content
        text = inline_text(content)
        return shape.JsonParagraph(text, self._marked(content, text), self._as_html(content, text), line)

    def heading(self, block: Heading, line: int | None) -> shape.JsonHeading:
        content = block.content
        text = inline_text(content)
        markdown = " ".join(inlines.lines(content, self._markdown.heading_place))
        identifier = block.identifier
        if identifier is None and (said := _IDENTIFIER.search(text)):
            identifier = said[1]
        return shape.JsonHeading(
            block.level, text, _unless(markdown, text), self._as_html(content, text), identifier, line
        )

    def code(self, block: CodeBlock, line: int | None) -> shape.JsonCode:
        return shape.JsonCode(block.language, block.info or block.language, block.text, block.templates or UNSET, line)

    # ------------------------------------------------------------------ pictures

    def figure(self, block: Figure, line: int | None) -> shape.JsonFigure:
        places = [self._picture(image) for image in block.images]
        shown = [self.pictures[place] for place in places]
        alts, titles = [image.alt for image in block.images], [image.title for image in block.images]
        written = shape.JsonFigure(
            places,
            [picture.target for picture in block.pictures],
            UNSET if alts == [picture.alt for picture in shown] else alts,
            UNSET if titles == [picture.title for picture in shown] else titles,
            caption_from=block.caption_from,
            line=line,
        )
        lines = self._markdown.figure(block)
        if block.caption:
            text = written.caption = inline_text(block.caption)
            written.caption_markdown = _unless("\n".join(lines[len(places) :]), f"*{text}*")
            written.caption_html = self._as_html(block.caption, text)
        if not self._is_told(block, lines[: len(places)]):
            written.markdown = "\n".join(lines)
        return written

    def _is_told(self, block: Figure, lines: Sequence[str]) -> bool:
        """Whether the pictures of a figure are written in these lines by what is said of them, without the caption."""
        urls = [*(image.url for image in block.images), *(target.url for target in block.targets)]
        if any(isinstance(url, Verbatim) for url in urls):
            return False
        if not block.caption:
            return True
        return lines == inlines.figure_lines(pictures_above(block), (), self._markdown.paragraph_place)

    # ------------------------------------------------------------------ containers

    def within(self, block: Block, write: Callable[[], Any]) -> Any:
        """What `write` gives, where the block stands in the Markdown as HTML with the HTML of its texts."""
        before = self._html
        self._html = before or not has_markdown(block)  # type: ignore[arg-type]
        written = write()
        self._html = before
        return written

    def list(self, block: List, line: int | None) -> shape.JsonList:
        items = self.within(block, lambda: [self.blocks(item) for item in block.items])
        return shape.JsonList(block.ordered, block.start, block.tight, items, line)

    def quote(self, block: Quote, line: int | None) -> shape.JsonQuote:
        return shape.JsonQuote(self.blocks(block.blocks), block.admonition or UNSET, line)

    def table(self, block: Table, line: int | None) -> shape.JsonTable:
        head, *rows = self.within(
            block, lambda: [[self.cell(cell) for cell in row] for row in (block.head, *block.rows)]
        )
        written = shape.JsonTable(head, rows, block.align, line=line)  # type: ignore[arg-type]
        if block.caption:
            text = written.caption = inline_text(block.caption)
            written.caption_markdown = _unless("\n".join(self._markdown.caption(block.caption)), f"*{text}*")
            written.caption_html = self.within(block, lambda: self._as_html(block.caption, text))
        return written

    def cell(self, cell: Cell) -> shape.JsonCell:
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
        )

    def definition_list(self, block: DefinitionList, line: int | None) -> shape.JsonDefinitionList:
        groups = self.within(
            block,
            lambda: [
                shape.JsonGroup([self.phrase(term) for term in terms], [self.blocks(each) for each in definitions])
                for terms, definitions in block.groups
            ],
        )
        return shape.JsonDefinitionList(groups, line)

    def details(self, block: Details, line: int | None) -> shape.JsonDetails:
        summary, blocks = self.within(block, lambda: (self.phrase(block.summary), self.blocks(block.blocks)))
        return shape.JsonDetails(summary, blocks, line)

    def embed(self, block: Embed, line: int | None) -> shape.JsonEmbed:
        return shape.JsonEmbed(block.kind, block.url, block.title, line)

    def rule(self, block: ThematicBreak, line: int | None) -> shape.JsonRule:
        return shape.JsonRule(line)

    def html(self, block: RawBlock, line: int | None) -> shape.JsonHtml:
        return shape.JsonHtml(block.text, line)

    def footnote(self, block: Footnote, line: int | None) -> shape.JsonFootnote:
        return shape.JsonFootnote(block.label, self.blocks(block.blocks), line)


def _unless(written: str, same: str) -> str | UnsetType:
    return UNSET if written == same else written


_WRITERS: dict[type, Callable[[_JsonWriter, Any, int | None], Any]] = {
    Paragraph: _JsonWriter.paragraph,
    Heading: _JsonWriter.heading,
    Figure: _JsonWriter.figure,
    List: _JsonWriter.list,
    Quote: _JsonWriter.quote,
    CodeBlock: _JsonWriter.code,
    Table: _JsonWriter.table,
    DefinitionList: _JsonWriter.definition_list,
    Details: _JsonWriter.details,
    Embed: _JsonWriter.embed,
    ThematicBreak: _JsonWriter.rule,
    RawBlock: _JsonWriter.html,
    Footnote: _JsonWriter.footnote,
}
