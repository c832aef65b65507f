"""Runs of marked text to inline content, with white space as a reader sees it.

The body reader collects *runs*: a piece of raw text or a finished leaf (a picture, a line break),
with the marks that were open where it stood. This module collapses white space over the runs (CSS
Text 3, section 4.1), parts them into lines, and builds the tree of marks in its canonical shape:
touching marks of one kind are one, blanks and line breaks at the edge of a mark stand outside it.

Nearly all runs are texts under one mark at most: `newsfix.read.html.phrases` reads such a line in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from newsfix.model.article import (
    Anchor,
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    RawInline,
    Strikethrough,
    Strong,
    Tagged,
    Text,
)
from newsfix.read.html.whitespace import EDGE, INDENT, WHITE, collapse, is_wide

# Outer to inner where two marks cover the same text; what is not listed comes after.
_RANK = {"link": 0, "emphasis": 1, "strong": 2, "strikethrough": 3, "code": 9}


class Mark:
    """One element that marks its content: `kind` is link, emphasis, strong, strikethrough, code or an HTML tag.

    Two marks are the same only where they are the same object, since a blank between two of one
    kind keeps them apart; when they touch, those of one kind are joined (links never are).
    """

    __slots__ = ("kind", "title", "url")

    def __init__(self, kind: str, url: str = "", title: str | None = None) -> None:
        self.kind = kind
        self.url = url
        self.title = title


Marks: TypeAlias = tuple[Mark, ...]
Run: TypeAlias = tuple["str | Inline", Marks]
Line: TypeAlias = list[Run]
Content: TypeAlias = tuple[Inline, ...]

BREAK = LineBreak()


def lines(runs: Sequence[Run]) -> list[Line]:
    """Collapse white space and cut at the line breaks.

    An empty line stands for a line with nothing to see, so two line breaks in a row, which make a
    paragraph, show as an empty line between two others. No blank is left at either end of a line.
    """
    if len(runs) == 1 and isinstance(runs[0][0], str):
        text = collapse(runs[0][0].strip(EDGE))
        return [[(text, runs[0][1])]] if text else []
    found: list[Line] = [[]]
    line = found[0]
    blank = ""
    for index, (value, marks) in enumerate(runs):
        if isinstance(value, str):
            core = value.lstrip(WHITE)
            if len(core) != len(value):
                blank += value[: len(value) - len(core)]
            if not core:
                continue
            stripped = core.rstrip(WHITE)
            if line:
                _join(line, collapse(stripped), marks, blank)
            else:
                line.append((collapse(stripped), marks))
            blank = core[len(stripped) :]
        elif isinstance(value, LineBreak):
            line = []
            found.append(line)
            blank = ""
        elif isinstance(value, Anchor):
            marks = _shared_with_next(runs, index) if marks else marks
            if marks and blank and line:
                _space(line, marks)
                blank = ""
            line.append((value, marks))
        else:
            begins = isinstance(value, RawInline) and value.text[:1] == "\n"
            if blank and line and not (begins or _ends_line(line[-1][0])):
                _space(line, marks)
            line.append((value, marks))
            blank = ""
    return [_trim(line) for line in found]


def _shared_with_next(runs: Sequence[Run], index: int) -> Marks:
    """The marks of a run that go on with what stands right behind it."""
    value, marks = runs[index + 1] if index + 1 < len(runs) else ("", ())
    return common(runs[index][1], marks) if not isinstance(value, str) or value[:1].strip(WHITE) else ()


def _ends_line(value: object) -> bool:
    """Whether what stands before a blank keeps a line end of its own."""
    return isinstance(value, RawInline) and value.text[-1:] == "\n"


def _join(line: Line, text: str, marks: Marks, blank: str) -> None:
    """Append a text to a line, with the blank that parts it from what stands there."""
    value, last = line[-1]
    if blank and not _ends_line(value):
        wide = isinstance(value, str) and "\n" in blank and is_wide(text[0]) and is_wide(value[-1])
        if not wide:
            if isinstance(value, str) and last == marks:
                line[-1] = (f"{value} {text}", marks)
                return
            both = common(last, marks)
            if isinstance(value, str) and both == last:
                line[-1] = (f"{value} ", last)
            elif both == marks:
                text = f" {text}"
            else:
                line.append((" ", both))
            line.append((text, marks))
            return
    if isinstance(value, str) and last == marks:
        line[-1] = (value + text, marks)
    else:
        line.append((text, marks))


def _space(line: Line, marks: Marks) -> None:
    """Append one blank, marked only as both of its neighbours are."""
    value, last = line[-1]
    both = common(last, marks)
    if isinstance(value, str) and both == last:
        line[-1] = (value + " ", last)
    else:
        line.append((" ", both))


def _trim(line: Line) -> Line:
    """Drop blanks, indents (U+00A0, U+3000) and line feeds from both ends of a line; one of nothing else is empty."""
    if line and not _has_indent(line[0], 0) and not _has_indent(line[-1], -1):
        return line
    start, end = 0, len(line)
    while start < end and _is_indent(line[start]):
        start += 1
    while end > start and _is_indent(line[end - 1]):
        end -= 1
    line = line[start:end]
    if line:
        line[-1] = _stripped(line[-1], str.rstrip)
        line[0] = _stripped(line[0], str.lstrip)
    return line


def _stripped(run: Run, strip: Callable[[str, str], str]) -> Run:
    """A run at an end of a line without what does not belong there."""
    value, marks = run
    if isinstance(value, str):
        return strip(value, INDENT), marks
    if isinstance(value, RawInline):
        return RawInline(strip(value.text, WHITE if strip is str.rstrip else "\n")), marks
    return run


def _has_indent(run: Run, at: int) -> bool:
    """Whether a run has a blank, an indent or a line feed at an end (0 or -1), or nothing at all."""
    value = run[0]
    if isinstance(value, str):
        return not value or value[at] in INDENT
    return isinstance(value, RawInline) and (value.text[:1] == "\n" or value.text[-1:] in (*WHITE,))


def _is_indent(run: Run) -> bool:
    value = run[0]
    return isinstance(value, str) and not value.strip(INDENT)


def common(one: Marks, other: Marks) -> Marks:
    """The marks that are open over both."""
    if not one or not other:
        return ()
    return one if one == other else tuple([mark for mark in one if mark in other])


def join(found: Sequence[Line], between: Inline | str = BREAK) -> Line:
    """Lines as one, with a line break (or a blank) between, marked as both sides are; empty ones left out."""
    if len(found) == 1:
        return found[0]
    joined: Line = []
    for line in found:
        if not line:
            continue
        if joined:
            joined.append((between, common(joined[-1][1], line[0][1])))
        joined += line
    return joined


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


def _without(marks: Marks, outer: Mark) -> Marks:
    if outer.kind == "link":
        return tuple(mark for mark in marks if mark is not outer)
    return tuple(mark for mark in marks if mark.kind != outer.kind)


def marked(mark: Mark, content: tuple[Inline, ...]) -> Inline:
    """Content under a mark."""
    if mark.kind == "link":
        return Link(mark.url, content, mark.title)
    if mark.kind == "emphasis":
        return Emphasis(content)
    if mark.kind == "strong":
        return Strong(content)
    if mark.kind == "strikethrough":
        return Strikethrough(content)
    return Tagged(mark.kind, content)


def merged(content: Sequence[Inline]) -> tuple[Inline, ...]:
    """Join texts that touch, and code spans, which Markdown could not tell apart."""
    if len(content) < 2:
        return tuple(content)
    found = [content[0]]
    for item in content[1:]:
        last = found[-1]
        if isinstance(item, Text) and isinstance(last, Text):
            found[-1] = Text(last.text + item.text)
        elif isinstance(item, Code) and isinstance(last, Code):
            found[-1] = Code(last.text + item.text, last.templates or item.templates)
        else:
            found.append(item)
    return tuple(found)
