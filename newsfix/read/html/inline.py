"""Runs of marked text to inline content.

The body reader collects *runs*: a piece of raw text or a finished leaf (a picture, a line break),
with the marks that were open where it was read. `newsfix.read.html.whitespace` makes lines of them; this
module builds the tree of marks in its canonical shape: touching marks of one kind are one.

Nearly all runs are texts under one mark at most: `newsfix.read.html.phrases` reads such a line in one go.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from newsfix.model.article import Code, Emphasis, Inline, Link, Strikethrough, Strong, Tagged, Text, merged

# Outer to inner where two marks cover the same text; what is not listed comes after.
_RANK = {"link": 0, "emphasis": 1, "strong": 2, "strikethrough": 3, "code": 9}


class Mark(Struct, eq=False):
    """One element that marks its content: `kind` is link, emphasis, strong, strikethrough, code or an HTML tag.

    Two marks are the same only where they are the same object, since a blank between two of one
    kind keeps them apart; when they touch, those of one kind are joined (links never are).
    """

    kind: str
    url: str = ""
    title: str | None = None


Marks: TypeAlias = tuple[Mark, ...]
Run: TypeAlias = tuple["str | Inline", Marks]
Line: TypeAlias = list[Run]
Content: TypeAlias = tuple[Inline, ...]


def tree(line: Line) -> tuple[Inline, ...]:
    """The inline content of a line of runs, marks in their canonical shape (see `newsfix.model.article`)."""
    if len(line) == 1:
        value, marks = line[0]
        if not marks:
            return (Text(value) if isinstance(value, str) else value,)
    return merged(_tree([(_leaf(value, marks), marks) for value, marks in line]))


def _leaf(value: str | Inline, marks: Marks) -> Inline:
    if not isinstance(value, str):
        return value
    return Code(value) if has(marks, "code") else Text(value)


def _tree(run: list[tuple[Inline, Marks]]) -> list[Inline]:
    content: list[Inline] = []
    start = 0
    while start < len(run):
        leaf, marks = run[start]
        outer, end = None, start
        for mark in marks:
            if mark.kind == "code":
                continue
            reach = _reach(run, start, mark)
            if outer is None or reach > end or (reach == end and _rank(mark) < _rank(outer)):
                outer, end = mark, reach
        if outer is None:
            content.append(leaf)
            start += 1
            continue
        if len(marks) == 1 and end == start + 1:
            content.append(marked(outer, (leaf,)))
        else:
            inner = _tree([(leaf, _without(marks, outer)) for leaf, marks in run[start:end]])
            content.append(marked(outer, merged(inner)))
        start = end
    return content


def _rank(mark: Mark) -> int:
    return _RANK.get(mark.kind, 5)


def _reach(run: list[tuple[Inline, Marks]], start: int, mark: Mark) -> int:
    """The index after the last leaf that a mark, or one of its kind that touches it, covers without a gap."""
    end = start + 1
    if mark.kind == "link":
        while end < len(run) and mark in run[end][1]:
            end += 1
    else:
        while end < len(run) and has(run[end][1], mark.kind):
            end += 1
    return end


def has(marks: Marks, kind: str) -> bool:
    """Whether a mark of a kind is among those that are open."""
    # A loop costs a third of `any` with a generator, and this is asked of every piece of text.
    for mark in marks:  # noqa: SIM110
        if mark.kind == kind:
            return True
    return False


_OF_KIND: dict[str, type[Emphasis | Strong | Strikethrough]]
_OF_KIND = {"emphasis": Emphasis, "strong": Strong, "strikethrough": Strikethrough}


def _without(marks: Marks, outer: Mark) -> Marks:
    """The marks within one: the others, and those of its kind that are elements which mean something within it."""
    if outer.kind == "link":
        return tuple(mark for mark in marks if mark is not outer)
    if outer.kind in _OF_KIND:
        return tuple(mark for mark in marks if mark.kind != outer.kind)
    first = next(index for index, mark in enumerate(marks) if mark.kind == outer.kind)
    return marks[:first] + marks[first + 1 :]


def marked(mark: Mark, content: tuple[Inline, ...]) -> Inline:
    """Content under a mark."""
    if mark.kind == "link":
        return Link(mark.url, content, mark.title)
    kind = _OF_KIND.get(mark.kind)
    return Tagged(mark.kind, content) if kind is None else kind(content)
