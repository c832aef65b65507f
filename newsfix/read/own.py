"""The way back: an article's JSON, perhaps edited in between, to the article."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import UNSET, MsgspecError, Struct, ValidationError
from msgspec.json import Decoder

from newsfix.model import article as tree
from newsfix.syntax import shape
from newsfix.syntax.yaml import Plain, is_typed


class UnreadableError(ValueError):
    """The object is newsfix's, and cannot be read; the message says why and what to do."""


class Own(Struct, frozen=True):
    """An article's JSON, and the article that it says."""

    document: shape.JsonArticle
    article: tree.Article


def read_own(text: str) -> Own | None:
    """The article of an object that newsfix has written, None for anything else. Raises UnreadableError."""
    try:
        document = Decoder(shape.JsonArticle).decode(text)
        return Own(document, _article(document))
    except (MsgspecError, RecursionError, UnicodeError) as error:
        why = _reason(text, error)
    if why is None:
        return None
    raise UnreadableError(why)


def _reason(text: str, error: Exception) -> str | None:
    """Why a text is not an object of this version; None where it is not an object of newsfix."""
    try:
        found, end = json.JSONDecoder().raw_decode(text.lstrip())
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not {"blocks", "problems"} <= found.keys():
        return None
    if text.lstrip()[end:].strip():
        return "there is more after the object; give a file with one object per line a name that ends in .jsonl"
    if "version" not in found:
        return "it is JSON of newsfix 0.1.0, which has no version; convert the source again"
    if found["version"] != shape.VERSION:
        return f"it is newsfix JSON of version {found['version']}, but this newsfix reads version {shape.VERSION}"
    return f"it is no longer valid newsfix JSON of version {shape.VERSION}: {error}"


def _article(document: shape.JsonArticle) -> tree.Article:
    said = json.loads(bytes(document.extra), parse_int=Plain, parse_float=Plain, parse_constant=Plain)
    return tree.Article(
        title=document.title,
        date=document.date,
        updated=document.updated,
        authors=tuple(document.authors),
        categories=tuple(document.categories),
        tags=tuple(document.tags),
        url=document.url,
        language=document.language,
        cover=document.cover,
        images=tuple(document.images),
        blocks=_Reader(document.images).blocks(document.blocks),
        extra={key: _value(value) for key, value in said.items()},
        date_source=document.date_source,
        updated_source=document.updated_source,
        names=document.keys,
        comments={key: tuple(texts) for key, texts in document.comments.items()},
        description=document.description,
        site=document.site,
    )


_CONSTANTS: dict[bool | None, str] = {True: "true", False: "false", None: ""}


def _value(value: Any) -> tree.Value:
    """A front matter value as it stood: what JSON types had no quotes, nor had what YAML types and JSON cannot."""
    if isinstance(value, list):
        return [_value(each) for each in value]
    if isinstance(value, dict):
        return {key: _value(each) for key, each in value.items()}
    if isinstance(value, str):
        return Plain(value) if is_typed(value) and shape.typed(value) == value and _is_possible(value) else value
    return Plain(_CONSTANTS[value])


def _is_possible(scalar: str) -> bool:
    """Whether every loader takes a scalar without quotes: not a day that no month has."""
    if scalar[4:5] != "-":
        return scalar not in ("<<", "=")
    try:
        date(*map(int, scalar[:10].rstrip("T ").split("-")))
    except (ValueError, TypeError):
        return False
    return True


# ----------------------------------------------------------------------------------- the blocks


class _Reader:
    """Objects to blocks: their texts as they were written, with what is between them made anew."""

    def __init__(self, pictures: Sequence[tree.Picture]) -> None:
        self._pictures = pictures
        self._depth = 0

    def blocks(self, objects: Sequence[Any]) -> tuple[tree.Block, ...]:
        if self._depth == tree.MAX_DEPTH:
            raise RecursionError(f"blocks are nested more than {tree.MAX_DEPTH} deep")
        self._depth += 1
        found = tuple([self.block(each) for each in objects])
        self._depth -= 1
        return found

    def block(self, said: Any) -> tree.Block:
        match said:
            case shape.JsonParagraph():
                return tree.Paragraph(_written(said))
            case shape.JsonHeading():
                return tree.Heading(said.level, _written(said), said.id)
            case shape.JsonFigure():
                return self.figure(said)
            case shape.JsonList():
                items = tuple([self.blocks(item) for item in said.items])
                return tree.List(said.ordered, items, said.start, said.tight)
            case shape.JsonQuote():
                return tree.Quote(self.blocks(said.blocks), said.admonition or None)
            case shape.JsonCode():
                return tree.CodeBlock(said.text, said.language, said.templates is True, said.info)
            case shape.JsonTable():
                head, *rows = [tuple(map(_cell, row)) for row in (said.head, *said.rows)]
                return tree.Table(head, tuple(rows), tuple(said.align), _caption(said))
            case shape.JsonDefinitionList():
                groups = ((map(_written, each.terms), map(self.blocks, each.definitions)) for each in said.groups)
                return tree.DefinitionList(tuple((tuple(terms), tuple(inner)) for terms, inner in groups))
            case shape.JsonDetails():
                return tree.Details(_written(said.summary), self.blocks(said.blocks))
            case shape.JsonEmbed():
                return tree.Embed(said.kind, said.url, said.title)
            case shape.JsonHtml():
                return tree.RawBlock(said.text)
            case shape.JsonFootnote():
                return tree.Footnote(said.label, self.blocks(said.blocks))
        return tree.ThematicBreak()

    def figure(self, said: shape.JsonFigure) -> tree.Block:
        if missing := [place for place in said.images if not 0 <= place < len(self._pictures)]:
            raise ValidationError(f"a figure refers to a picture that is missing: {missing[0]}")
        pictures = [self._pictures[place] for place in said.images]
        alts = said.alts or [picture.alt for picture in pictures]
        if said.markdown is not UNSET:
            text = "\n".join(filter(None, (*alts, said.caption)))
            return tree.Paragraph((tree.Written(text, said.markdown),))
        titles = said.titles or [picture.title for picture in pictures]
        links = said.links or [None] * len(pictures)
        shown = zip(pictures, alts, titles, links, strict=True)
        return tree.Figure(
            tuple([tree.LinkedImage(tree.Image(each.url, alt, title), link) for each, alt, title, link in shown]),
            _caption(said),
            said.caption_from,
        )


def _written(said: shape.JsonPhrase | shape.JsonHeading) -> tuple[tree.Written, ...]:
    return (tree.Written(said.text, _or(said.markdown, said.text), said.html or None),)


def _cell(said: shape.JsonCell) -> tree.Cell:
    content = (tree.Paragraph(_written(said)),)
    return tree.Cell(content, _or(said.colspan, 1), _or(said.rowspan, 1), _or(said.header, False))


def _caption(said: shape.JsonFigure | shape.JsonTable) -> tuple[tree.Written, ...]:
    if said.caption is None:
        return ()
    return (tree.Written(said.caption, _or(said.caption_markdown, f"*{said.caption}*"), said.caption_html or None),)


def _or(value: Any, otherwise: Any) -> Any:
    return otherwise if value is UNSET else value
