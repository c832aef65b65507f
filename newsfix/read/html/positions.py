"""Where in the source text the n-th element of a kind begins: lexbor keeps no positions.

The tags are counted in the source as the parser meets them, outside of comments, raw text and, in Markdown, code. Where
the count differs from the tree's, nothing is said rather than something wrong.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from newsfix.model.position import LineIndex, Position
from newsfix.model.problem import Element
from newsfix.read.html.nodes import named, squeezed
from newsfix.regex import regex
from newsfix.syntax.html import RAW
from newsfix.syntax.templates import FIGURE_BEGINNING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from newsfix.read.html.tags import Tags
    from newsfix.read.templates import Protected

# What is in a template is not among the tree's elements, either.
_RAW = sorted(RAW | {"template"})
# Comments and raw text, by what begins them, and what ends them.
_ENDS = {"!--": regex("-->")} | {name: regex(rf"</{name}\s*>", re.IGNORECASE | re.ASCII) for name in _RAW}
_SKIPPED = frozenset(_ENDS)
_FOUND = frozenset({"tag", "form"})
_CODE = r"^[ ]{0,3}(?P<fence>`{3,}|~{3,}).*?(?:^[ ]{0,3}(?P=fence)|\Z)|(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)"
# The forms beside tags that become an element.
_FORMS = {"img": FIGURE_BEGINNING}
_MARKDOWN = {
    "img": rf"!\[|{FIGURE_BEGINNING}",
    "a": r"(?<!!)\[(?=[^\]]*\]\()|<(?=https?://)",
    **{f"h{level}": rf"^[ ]{{0,3}}{'#' * level}(?=[ \t]|$)" for level in range(1, 7)},
}


@lru_cache(maxsize=256)
def _pattern(tag: str, markdown: bool, shortcodes: bool, skipped: frozenset[str]) -> re.Pattern[str]:
    """What is looked for (`tag`, `form`) and what has to be skipped: whole (code), or from its beginning (`skip`)."""
    # A search for `<` is many times as fast as one for alternatives that begin with different characters.
    found = rf"(?P<tag>(?a:{re.escape(tag)}))(?=[\s/>])"
    if skipped:
        begins = [name if name == "!--" else rf"(?a:{name})\b" for name in sorted(skipped)]
        found = rf"(?:(?P<skip>{'|'.join(begins)})|{found})"
    form = _MARKDOWN.get(tag) if markdown else _FORMS.get(tag) if shortcodes else None
    alternatives = [f"<{found}", *([_CODE] if markdown else []), *([f"(?P<form>{form})"] if form else [])]
    return re.compile("|".join(alternatives), re.DOTALL | re.IGNORECASE | re.MULTILINE)


def offsets(body: str, tag: str, tags: Tags, *, markdown: bool = False) -> list[int]:
    """Where the elements of a kind begin in a body with these tags, as offsets in characters, in order."""
    shortcodes = "{" in body and ("{%" in body or "{{<" in body)
    pattern = _pattern(tag, markdown, shortcodes, tags.names & _SKIPPED - {tag})
    found: list[int] = []
    at = 0
    while match := pattern.search(body, at):
        at = match.end()
        if match.lastgroup in _FOUND:
            found.append(match.start())
        elif match.lastgroup == "skip":
            name = match["skip"].lower()
            end = _ENDS[name].search(body, at)
            # An element that is never closed is only mentioned.
            at = end.end() if end else at if name in RAW else len(body)
    return found


class Numbering(Struct, eq=False):
    """The elements of a tree, each told by its place among those of its kind; each kind is counted once."""

    tree: LexborHTMLParser
    _places: dict[str, dict[int, int]] = {}

    def of(self, node: LexborNode) -> Element:
        """A node as a problem names it."""
        tag = node.tag or ""
        if tag not in self._places:
            self._places[tag] = {other.mem_id: place for place, other in enumerate(named(self.tree, tag))}
        return Element(tag, self._places[tag].get(node.mem_id))


class Headings(Struct, eq=False):
    """Which elements the headings of an article are: the tree also has headings that became something else."""

    tree: LexborHTMLParser
    protected: Protected
    _known: dict[int, dict[str, list[int]]] = {}

    def index(self, level: int, text: str, before: int = 0) -> int | None:
        """Which of the elements of a level, from 0, has a text; `before` have the same text and come earlier."""
        if level not in self._known:
            known = self._known[level] = {}
            for index, node in enumerate(named(self.tree, f"h{level}")):
                known.setdefault(squeezed(self.protected.restore(node.text(deep=True) or "")), []).append(index)
        found = self._known[level].get(squeezed(text), [])
        return found[before] if before < len(found) else None


class ElementPositions(Struct, eq=False):
    """Where the elements of a body stand; each kind is counted once, when one is first asked for.

    `line` is the number of the source's first line; `tree` is what its HTML was parsed to; `tags` are the source's.
    """

    source: str
    line: int
    tags: Tags
    tree: LexborHTMLParser
    markdown: bool
    _offsets: dict[str, list[int]] = {}
    _lines: LineIndex | None = None

    def offset(self, tag: str, index: int) -> int | None:
        """Where the n-th (from 0) element of a kind begins; None where source and tree differ in their number."""
        if tag not in self._offsets:
            found = offsets(self.source, tag, self.tags, markdown=self.markdown)
            self._offsets[tag] = found if len(found) == len(named(self.tree, tag)) else []
        known = self._offsets[tag]
        return known[index] if index < len(known) else None

    def position(self, offset: int) -> Position:
        """The line of the file and the column of a place in the source."""
        self._lines = self._lines or LineIndex(self.source, self.line)
        return self._lines.position(offset)
