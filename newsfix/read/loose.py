"""Marks of Markdown that a blank keeps from being read, or the want of one: what their author meant is told of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from newsfix.model.article import Block, Inline, Text
from newsfix.model.problem import Unplaced
from newsfix.model.walk import MARKS, parts
from newsfix.regex import regex

if TYPE_CHECKING:
    from newsfix.read.body import Parsed

_OTHER = "\ufffc"  # a picture, code, a tag: what is no text of the author's
_MOST_SHOWN = 100  # as many as that are looked for in all of the source
# A blank just inside one of two marks; the other is as it should be.
_FIRST, _LAST = r"[\w(\"'\u2018\u201c]", r"[\w).,:;!?\"'\u2019\u201d\u2026]"
_EMPHASIS = regex(
    rf"""
      (?<![\w*/]) (\*\*) (?: {_FIRST} [^*]{{0,200}} [ ] | [ ] [^*]{{0,200}} {_LAST} ) \1 (?![*/])
    # Two words with an asterisk before them, as pointers and notes have it, are no phrase.
    | (?<![\w*/]) \* {_FIRST} (?: [^*]{{0,200}} [ ]\* (?![*/\w]) | [^*,.;:()]{{0,40}} [ ]\* (?=\w) )
    | (?<![\w_]) (__?) (?: {_FIRST} [^_]{{0,200}} [ ] | [ ] [^_]{{0,200}} {_LAST} ) \2 (?![\w_])
    """,
    re.VERBOSE,
)


def emphasis(blocks: Iterable[Block], source: str) -> Iterator[Unplaced]:
    """Emphasis that is none to CommonMark, since a blank stands just inside its marks."""
    at = shown = 0
    flat = ""
    for said in (_said(content) for block in blocks for content, _ in parts(block)):
        for match in _EMPHASIS.finditer(said) if "*" in said or "_" in said else ():
            flat = flat or source.replace("\n", " ")
            head = match[0].split(_OTHER)[0]
            offset = flat.find(head, at)
            offset = flat.find(head[:40], at) if offset < 0 else offset
            if offset < 0:
                # The author wrote backslashes: the marks are meant to be shown.
                shown += 1
                if shown > _MOST_SHOWN:
                    return
                continue
            at = offset + 1
            if source.startswith("\n*", offset + len(match[0].rstrip("*")) - 1):
                continue  # marks at the beginning of lines are those of a list
            words = match[0].replace(_OTHER, "…")[:80]
            yield Unplaced("BD015", f"a space just inside the emphasis marks: {words}", offset)


def _said(content: Iterable[Inline]) -> str:
    """The text of a phrase, one character for all else in it."""
    return "".join(
        item.text if isinstance(item, Text) else _said(item.content) if isinstance(item, MARKS) else _OTHER
        for item in content
    )


def headings(parsed: Parsed) -> Iterator[Unplaced]:
    """Lines such as `###Wheels`."""
    at = 0
    for heading in parsed.loose_headings:
        at = max(parsed.source.find(heading.line, at), at)
        what = "it was read as a heading" if heading.is_read else "its line was kept"
        yield Unplaced("BD016", f"no space after the hashes; {what}: {heading.line[:80]}", at)
        at += 1
