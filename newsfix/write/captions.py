"""Captions as the lines they are written in."""

from __future__ import annotations

from collections.abc import Sequence

from newsfix.model.article import Code, Emphasis, Inline, LineBreak, Link, Strikethrough, Strong, Tagged, Text


def caption_lines(caption: Sequence[Inline]) -> list[tuple[Inline, ...]]:
    """The lines of a caption, without emphasis, since each line is emphasised as a whole."""
    if len(caption) == 1 and type(caption[0]) is Text:
        return [(caption[0],)]
    found: list[list[Inline]] = [[]]
    for item in _without_emphasis(caption):
        parts = _parts(item)
        found[-1] += parts[0]
        found += parts[1:]
    return [_merged(line) for line in found if line]


def _without_emphasis(content: Sequence[Inline]) -> list[Inline]:
    found: list[Inline] = []
    for item in content:
        if isinstance(item, Emphasis):
            found += _without_emphasis(item.content)
        elif isinstance(item, (Strong, Strikethrough)):
            found.append(type(item)(_merged(_without_emphasis(item.content))))
        elif isinstance(item, Tagged):
            found.append(Tagged(item.tag, _merged(_without_emphasis(item.content))))
        elif isinstance(item, Link):
            found.append(Link(item.url, _merged(_without_emphasis(item.content)), item.title))
        else:
            found.append(item)
    return found


def _parts(item: Inline) -> list[list[Inline]]:
    """An item cut at its line breaks, each part marked as the whole was; a link is not cut."""
    if isinstance(item, LineBreak):
        return [[], []]
    if isinstance(item, (Strong, Strikethrough, Tagged)):
        lines = caption_lines(item.content)
        if len(lines) > 1:
            if isinstance(item, Tagged):
                return [[Tagged(item.tag, line)] for line in lines]
            return [[type(item)(line)] for line in lines]
    return [[item]]


def _merged(content: Sequence[Inline]) -> tuple[Inline, ...]:
    """Content whose touching texts, code spans and marks of one kind are one."""
    found: list[Inline] = []
    for item in content:
        last = found[-1] if found else None
        if isinstance(item, Text) and isinstance(last, Text):
            found[-1] = Text(last.text + item.text)
        elif isinstance(item, Code) and isinstance(last, Code):
            found[-1] = Code(last.text + item.text, last.templates or item.templates)
        elif isinstance(item, (Strong, Strikethrough)) and type(item) is type(last):
            assert isinstance(last, (Strong, Strikethrough))
            found[-1] = type(item)(_merged((*last.content, *item.content)))
        else:
            found.append(item)
    return tuple(found)
