"""The lines in which the blocks of an article begin: their words are followed through the source.

From where a block ends the next one is looked for. It is there for certain where nothing but markup is between, or
where its first words are long enough and stand near once only; of another nothing is said rather than something wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from newsfix.model import article as tree
from newsfix.model.walk import HOLDERS, MARKED, inlines, parts
from newsfix.regex import regex
from newsfix.syntax.html import BULLETED, HEADINGS, LISTINGS

if TYPE_CHECKING:
    from newsfix.read.parse import Parsed

_RUN = regex(r"[^\W_]+(?: [^\W_]+){0,9}")
_LONGEST, _TELLING = 80, 12
# So far what comes next is looked for, so near it must stand but once, and so near nothing but markup may part it.
_REACH, _NEAR, _CLOSE = 50_000, 4_000, 1_000
# What is not text in HTML and Markdown: tags, entities, targets of links, labels of notes, numbers of items.
_BETWEEN = regex(r"<[^<>]*>|&#?\w+;|!\[[^\[\]]*\]\([^()]*\)|\]\([^()]*\)|\[\^[^\[\]\s]+\]|(?<![^\s>])\d{1,9}[.)]\s")
_WORD = regex(r"[^\W_]")
_RULE = regex(r"<hr\b|(?<![^ \n])(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}")
_FENCE = regex(r"^[ \t>]*(?:`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_TAG = regex(r"<([a-zA-Z][a-zA-Z0-9-]*)")
_LONGEST_TAG, _INDENT = 400, 40
_PLACED = frozenset({tree.Anchor, tree.Text, tree.Code})
# The elements that a block may be.
_ELEMENTS: dict[type, frozenset[str]] = {
    tree.Paragraph: frozenset({"p"}),
    tree.Heading: HEADINGS,
    tree.Figure: frozenset({"figure"}),
    tree.List: BULLETED | {"ol"},
    tree.Quote: frozenset({"blockquote"}),
    tree.CodeBlock: LISTINGS,
    tree.Table: frozenset({"table"}),
    tree.DefinitionList: frozenset({"dl"}),
    tree.Details: frozenset({"details"}),
}


def lines(blocks: Iterable[tree.Block], parsed: Parsed) -> dict[int, int]:
    """The lines of blocks and of the blocks in them, by their `id`; of those alone that are certain."""
    follower = _Follower(parsed)
    for block in blocks:
        follower.begin(block)
    found: dict[int, int] = {}
    line, last = parsed.line, 0
    for key, offset in sorted(follower.found.items(), key=itemgetter(1)):
        found[key] = line = line + parsed.source.count("\n", last, offset)
        last = offset
    return found


@lru_cache(1024)  # most blocks are parted by the same few tags
def _is_markup(text: str) -> bool:
    return not _WORD.search(_BETWEEN.sub("", text))


@lru_cache(1024)
def _is_closed_markup(text: str) -> bool:
    """Whether a text is markup behind which no tag goes on."""
    return _is_markup(text) and text.rfind("<") <= text.rfind(">")


class _Follower:
    """Where the blocks begin as offsets, by their `id`."""

    def __init__(self, parsed: Parsed) -> None:
        self.found: dict[int, int] = {}
        self._source = parsed.source
        # A line that was wrapped is one to the model.
        self._flat = parsed.source.replace("\n", " ").replace("\t", " ")
        self._has_fences = "```" in parsed.source or "~~~" in parsed.source
        self._places = parsed.places
        self._at = 0

    def begin(self, block: tree.Block) -> int | None:
        """Where a block begins; what follows is looked for after it."""
        at = self._first(block)
        if at is None:
            return None
        self.found[id(block)] = at = self._with_tags(at, type(block))
        return at

    def _first(self, block: tree.Block) -> int | None:
        if type(block) is tree.Paragraph or type(block) is tree.Heading:
            return self._content(block.content)
        if type(block) in HOLDERS:
            return self._holder(block)
        if type(block) is tree.Figure:
            return self._figure(block)
        if type(block) is tree.CodeBlock:
            return self._code(block.text)
        if type(block) is tree.RawBlock:
            return self._literal(block.text)
        if type(block) is tree.Embed:
            return self._embed(block.url)
        return self._next(_RULE) if type(block) is tree.ThematicBreak else None

    def _holder(self, block: tree.Block) -> int | None:
        head = block.admonition if type(block) is tree.Quote else None
        starts = [self._text([head])] if head else []
        for content, inner in parts(block):
            starts += [self._content(content)] if content else []
            starts += [self.begin(each) for each in inner]
        if type(block) is tree.Footnote and starts and starts[0] is not None:
            label = self._source.rfind(f"[^{block.label}]:", max(0, starts[0] - _LONGEST_TAG), starts[0])
            return label if label >= 0 else starts[0]
        return starts[0] if starts else None

    def _figure(self, figure: tree.Figure) -> int | None:
        ordinal = figure.pictures[0].image.ordinal if figure.pictures else None
        at = None if ordinal is None else self._places.offset("img", ordinal)
        if at is not None:
            self._at = max(self._at, at)
        if figure.caption:
            self._content(figure.caption)
        return at

    def _code(self, text: str) -> int | None:
        """Where code begins, or the fence round it."""
        fence = self._next(_FENCE) if self._has_fences else None
        at = self._text([text])
        if fence is None:
            return at
        self._next(_FENCE)
        return fence

    def _next(self, pattern: re.Pattern[str]) -> int | None:
        """Where something is next with nothing but markup before it; what follows is looked for after it."""
        match = pattern.search(self._source, self._at, self._at + _NEAR)
        if match is None or not self._is_next(match.start()):
            return None
        self._at = match.end()
        return match.start()

    def _content(self, content: Sequence[tree.Inline]) -> int | None:
        if len(content) == 1 and type(content[0]) is tree.Text:
            return self._text([content[0].text])
        found = [item for item in inlines(content) if type(item) not in MARKED]
        at = self._text([item.text for item in found if type(item) is tree.Text or type(item) is tree.Code])
        # Of what begins with a picture or a tag of a template the text may stand in a later line.
        return at if found and type(found[0]) in _PLACED else None

    def _text(self, texts: Sequence[str]) -> int | None:
        """Where texts begin that follow each other; what follows is looked for after them."""
        match = None
        for text in texts:
            if match := _RUN.search(text):
                break
        if match is None:
            return None
        run = match[0][:_LONGEST]
        at = self._place(run)
        if at is None and " " in run:
            run = run.split(" ", 1)[0]
            at = self._place(run)
        if at is None:
            return None
        begin = at - match.start()
        if len(texts) == 1 and self._flat.startswith(texts[0], begin):
            self._at = begin + len(texts[0])
        else:
            self._at = at + len(run)
            self._pass(texts)
        return at

    def _pass(self, texts: Sequence[str]) -> None:
        """Go on after the last words of texts that begin here, where they are found."""
        last = next((runs[-1] for text in reversed(texts) if (runs := _RUN.findall(text[-_LONGEST:]))), "")
        least = max(0, len(texts[0]) - _LONGEST) if len(texts) == 1 else 0
        end = self._flat.find(last, self._at - len(last) + least, self._at + 3 * sum(map(len, texts)) + _NEAR)
        self._at = max(self._at, end + len(last)) if end >= 0 else self._at

    def _place(self, run: str) -> int | None:
        """The next place of words, if it is certain."""
        flat, start = self._flat, self._at
        next_one = flat.find(run, start, start + _CLOSE)
        if next_one >= 0 and _is_closed_markup(flat[start:next_one]) and self._is_whole(next_one, run):
            return next_one
        at = self._in_text(run, start)
        if at is None or self._is_next(at):
            return at
        return None if len(run) < _TELLING or self._in_text(run, at + 1, _NEAR) is not None else at

    def _in_text(self, run: str, start: int, reach: int = _REACH) -> int | None:
        """Where whole words stand next that are not in a tag."""
        flat, end = self._flat, start + reach
        while (at := flat.find(run, start, end)) >= 0:
            if flat.rfind("<", start, at) > flat.rfind(">", start, at):
                start = flat.find(">", at, end) + 1 or end
            elif self._is_whole(at, run):
                return at
            else:
                start = at + 1
        return None

    def _is_whole(self, at: int, run: str) -> bool:
        """Whether words that stand at a place are not parts of longer ones; of a long run the last one may be cut."""
        flat, after = self._flat, at + len(run)
        return not flat[at - 1 : at].isalnum() and (len(run) >= _LONGEST or not flat[after : after + 1].isalnum())

    def _is_next(self, at: int) -> bool:
        """Whether nothing but markup is before a place."""
        return at - self._at <= _CLOSE and _is_markup(self._flat[self._at : at])

    def _literal(self, text: str) -> int | None:
        at = self._source.find(text, self._at, self._at + _REACH)
        if at < 0:
            return None
        self._at = at + len(text)
        return at

    def _embed(self, url: str) -> int | None:
        at = self._literal(url)
        at = self._literal(url.replace("&", "&amp;")) if at is None else at
        if at is None:
            return None
        tag = self._source.rfind("<", max(0, at - _LONGEST_TAG), at)
        return tag if tag >= 0 else at

    def _with_tags(self, at: int, kind: type) -> int:
        """Where the element begins that a block is, if nothing but tags is between it and the first thing in it."""
        start, source = at, self._source
        own = _ELEMENTS.get(kind, ())
        while source[at - 1 : at] == ">" or source[max(0, at - _INDENT) : at].rstrip()[-1:] == ">":
            at = source.rfind("<", max(0, at - _LONGEST_TAG), at)
            tag = _TAG.match(source, at) if at >= 0 else None
            if tag is None:
                break
            if tag[1].lower() in own:
                return at
        return start
