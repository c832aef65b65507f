"""Article to JSON (RFC 8259); `schema.py` describes the shape."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from newsfix.model.article import (
    Article,
    Block,
    Cell,
    CodeBlock,
    DateSource,
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
    Target,
    ThematicBreak,
    Value,
)
from newsfix.model.problem import Problem
from newsfix.model.walk import block_text, inline_text
from newsfix.regex import regex
from newsfix.rules import BY_CODE
from newsfix.syntax.yaml import Plain
from newsfix.write.markdown import body
from newsfix.write.markdown import inline as inline_markdown

Json = dict[str, Any]


def to_json(article: Article, problems: Sequence[Problem], source: str | None, *, indent: int | None) -> str:
    """One article as a JSON object, with a line feed at its end.

    `source` is the path as the user gave it. With `indent` None the object fills one line.
    Characters outside ASCII are written as they are.
    """
    writer = _JsonWriter(article.images)
    blocks = writer.blocks(article.blocks)
    document: Json = {
        "source": source,
        "title": article.title,
        "date": article.date,
        "date_source": _date_source(article.date_source),
        "updated": article.updated,
        "updated_source": _date_source(article.updated_source),
        "authors": article.authors,
        "categories": article.categories,
        "tags": article.tags,
        "url": article.url,
        "language": article.language,
        "cover": article.cover,
        "images": [_picture(picture) for picture in writer.pictures],
        "blocks": blocks,
        "extra": {key: _value(value) for key, value in article.extra.items()},
        "comments": article.comments,
        "problems": [problem_json(problem) for problem in problems],
    }
    return json.dumps(document, ensure_ascii=False, indent=indent) + "\n"


# ---------------------------------------------------------------------------------- the article


def _date_source(source: DateSource | None) -> Json | None:
    if source is None:
        return None
    return {"text": source.text, "precision": source.precision, "zone": source.zone, "rule": source.rule}


def _picture(picture: Picture) -> Json:
    return {
        "url": picture.url,
        "alt": picture.alt,
        "title": picture.title,
        "caption": picture.caption,
        "variants": picture.variants,
    }


def problem_json(problem: Problem) -> Json:
    """A problem with what its rule says of it."""
    rule = BY_CODE[problem.code]
    return {
        "code": problem.code,
        "name": rule.name,
        "severity": rule.severity,
        "message": problem.message,
        "line": problem.line,
        "column": problem.column,
    }


_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
# What JSON itself would write for an integer, so that `007` and `+1` stay the words they are. The
# length keeps every reader's numbers exact (RFC 8259, section 6: integers below 2**53).
_INTEGER = regex(r"-?[1-9][0-9]{0,14}|0")


def _value(value: Value) -> Any:
    """A front matter value; an unquoted scalar is typed only where JSON would write the same characters."""
    if isinstance(value, Plain):
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        return int(value) if _INTEGER.fullmatch(value) else str(value)
    if isinstance(value, list):
        return [_value(item) for item in value]
    if isinstance(value, dict):
        return {key: _value(item) for key, item in value.items()}
    return value


# ----------------------------------------------------------------------------------- the blocks


class _JsonWriter:
    """Blocks to JSON; a figure names its pictures by their place in `pictures`."""

    def __init__(self, pictures: Iterable[Picture]) -> None:
        self.pictures = list(pictures)
        self._index = {url: index for index, picture in enumerate(self.pictures) for url in picture.variants}
        self._index.update({picture.url: index for index, picture in enumerate(self.pictures)})

    def blocks(self, blocks: Iterable[Block]) -> list[Json]:
        return [_WRITERS[type(block)](self, block) for block in blocks]

    def picture(self, image: Image) -> int:
        """The place of a picture; one that the article does not list gets a place, so that none is lost."""
        index = self._index.get(image.url)
        if index is None:
            index = self._index[image.url] = len(self.pictures)
            self.pictures.append(Picture(image.url, image.alt, image.title, None, image.variants))
        return index

    def cell(self, cell: Cell) -> Json:
        document = _passage(cell.blocks)
        if cell.colspan != 1:
            document["colspan"] = cell.colspan
        if cell.rowspan != 1:
            document["rowspan"] = cell.rowspan
        return document

    def row(self, cells: Iterable[Cell]) -> list[Json]:
        return [self.cell(cell) for cell in cells]


def _phrase(content: tuple[Inline, ...]) -> Json:
    return {"text": inline_text(content), "markdown": inline_markdown(content)}


def _passage(blocks: tuple[Block, ...]) -> Json:
    """The blocks of a cell as one text; nearly always it is one paragraph."""
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return _phrase(blocks[0].content)
    return {"text": "\n".join(filter(None, map(block_text, blocks))), "markdown": body(blocks).rstrip("\n")}


def _paragraph(writer: _JsonWriter, block: Paragraph) -> Json:
    return {"type": "paragraph", **_phrase(block.content)}


def _heading(writer: _JsonWriter, block: Heading) -> Json:
    return {"type": "heading", "level": block.level, **_phrase(block.content)}


def _figure(writer: _JsonWriter, block: Figure) -> Json:
    return {
        "type": "figure",
        "images": [writer.picture(image) for image in block.images],
        "links": [_target(picture.target) for picture in block.pictures],
        "caption": inline_text(block.caption) if block.caption else None,
        "caption_markdown": inline_markdown(block.caption) if block.caption else None,
        "caption_from": block.caption_from,
    }


def _target(link: Target | None) -> Json | None:
    return None if link is None else {"url": link.url, "title": link.title}


def _list(writer: _JsonWriter, block: List) -> Json:
    return {
        "type": "list",
        "ordered": block.ordered,
        "start": block.start,
        "tight": block.tight,
        "items": [writer.blocks(item) for item in block.items],
    }


def _quote(writer: _JsonWriter, block: Quote) -> Json:
    document: Json = {"type": "quote", "blocks": writer.blocks(block.blocks)}
    return document | {"admonition": block.admonition} if block.admonition else document


def _code(writer: _JsonWriter, block: CodeBlock) -> Json:
    return {"type": "code", "language": block.language, "info": block.info or block.language, "text": block.text}


def _table(writer: _JsonWriter, block: Table) -> Json:
    return {
        "type": "table",
        "head": writer.row(block.head),
        "rows": [writer.row(row) for row in block.rows],
        "align": block.align,
        "caption": inline_text(block.caption) if block.caption else None,
    }


def _definition_list(writer: _JsonWriter, block: DefinitionList) -> Json:
    return {
        "type": "definition_list",
        "groups": [
            {
                "terms": [_phrase(term) for term in terms],
                "definitions": [writer.blocks(definition) for definition in definitions],
            }
            for terms, definitions in block.groups
        ],
    }


def _details(writer: _JsonWriter, block: Details) -> Json:
    return {"type": "details", "summary": _phrase(block.summary), "blocks": writer.blocks(block.blocks)}


def _embed(writer: _JsonWriter, block: Embed) -> Json:
    return {"type": "embed", "kind": block.kind, "url": block.url, "title": block.title}


def _thematic_break(writer: _JsonWriter, block: ThematicBreak) -> Json:
    return {"type": "thematic_break"}


def _html(writer: _JsonWriter, block: RawBlock) -> Json:
    return {"type": "html", "text": block.text}


def _footnote(writer: _JsonWriter, block: Footnote) -> Json:
    return {"type": "footnote", "label": block.label, "blocks": writer.blocks(block.blocks)}


_WRITERS: dict[type, Callable[[_JsonWriter, Any], Json]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Figure: _figure,
    List: _list,
    Quote: _quote,
    CodeBlock: _code,
    Table: _table,
    DefinitionList: _definition_list,
    Details: _details,
    Embed: _embed,
    ThematicBreak: _thematic_break,
    RawBlock: _html,
    Footnote: _footnote,
}
