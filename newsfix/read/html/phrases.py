"""Runs that are texts, each under one mark at most, to inline content in one go, as nearly all paragraphs are.

It is what `whitespace.lines_of` and `inline.tree` make of them, which are for all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from newsfix.model.article import Code, Inline, Text
from newsfix.read.html.inline import Content, Mark, Marks, Run, marked
from newsfix.read.html.whitespace import BREAK, EDGE, WHITE, collapse, is_wide

_Parts = TypeVar("_Parts", bound=Sequence[object])


def phrase(runs: Sequence[Run]) -> Content | None:
    """The content of a line of texts, each under one mark at most, as most paragraphs are; None for all other runs."""
    content: list[Inline] = []
    raw = before = ""
    last: Marks = ()
    for value, marks in runs:
        if type(value) is not str or len(marks) > 1:
            return None
        # A blank is marked as what is round it, whatever it stood in.
        if marks == last or not (rest := value.lstrip(WHITE)):
            raw += value
            continue
        if not content:
            raw = raw.lstrip(EDGE)
        text = raw.rstrip(WHITE)
        if text:
            blank = raw[len(text) :] + value[: len(value) - len(rest)]
            if "\n" in blank and is_wide(text[-1]) and is_wide(rest[0]):
                blank = ""
            text = collapse(text)
            if not last:
                content.append(Text(f"{before}{text} " if blank else before + text))
                before = ""
            else:
                content.append(_under(last[0], text))
                if not marks:
                    before = " " if blank else ""
                elif blank:
                    content.append(Text(" "))
                elif marks[0].kind == last[0].kind:
                    return None  # two that touch may be one
        raw, last = rest, marks
    text = collapse(raw.rstrip(EDGE) if content else raw.strip(EDGE))
    if text:
        content.append(_under(last[0], text) if last else Text(before + text))
    elif content:
        return None  # an indent at the end of the line, under a mark of its own
    return tuple(content)


def phrases(runs: Sequence[Run]) -> list[Content] | None:
    """What `phrase` makes of each line, nothing for an empty one; None where it makes nothing or a mark goes on."""
    found: list[Content] = []
    line: list[Run] = []
    for run in (*runs, (BREAK, ())):
        if run[0] is not BREAK:
            line.append(run)
            continue
        content = None if run[1] else phrase(line)
        if content is None:
            return None
        found.append(content)
        line.clear()
    return found


def paragraphs(found: Iterable[_Parts]) -> list[list[_Parts]]:
    """Group lines by the empty ones between them."""
    groups: list[list[_Parts]] = [[]]
    for line in found:
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return groups if groups[-1] else groups[:-1]


def broken(found: Sequence[Content]) -> Content:
    """The content of a paragraph of phrases, one a line."""
    content = [*found[0]]
    for line in found[1:]:
        content.append(BREAK)
        content += line
    return tuple(content)


def _under(mark: Mark, text: str) -> Inline:
    return Code(text) if mark.kind == "code" else marked(mark, (Text(text),))
