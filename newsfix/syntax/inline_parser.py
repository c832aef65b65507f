"""markdown-it-py's parser of what is in a line: it asks few of its rules, and heeds what stand-ins stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from newsfix.syntax.dialects import CLOSE, OPEN

if TYPE_CHECKING:
    from typing import Literal

    from markdown_it import MarkdownIt

_BEGINNINGS = {
    "\n": "newline",
    "$": "math_inline",
    "\\": "backslashed escape",
    "`": "backticks",
    "~": "subscript strikethrough",
    "*": "bare_address emphasis",
    "_": "bare_address emphasis",
    "[": "link_to_name wiki_link link footnote_ref",
    "!": "image",
    "<": "autolink html_inline",
    "&": "entity",
}
"""What an inline rule of the parser begins with. The parser itself would ask each of them at each such character."""
_STOP = re.compile("[" + re.escape("".join((*_BEGINNINGS, "]"))) + "]")
_SIGN = re.compile(_STOP.pattern.replace("\\\n", ""))
_PUNCTUATION = str.maketrans({OPEN: "{", CLOSE: "}"})


class Piece(Token):
    """A token that is made in one step; the parser makes most of them of these three values."""

    __slots__ = ()

    def __init__(self, type: str, tag: str, nesting: Literal[-1, 0, 1], **others: Any) -> None:
        if others:
            super().__init__(type, tag, nesting, **others)
            return
        self.type = type
        self.tag = tag
        self.nesting = nesting
        self.attrs = {}
        self.map = None
        self.level = 0
        self.children = None
        self.content = ""
        self.markup = ""
        self.info = ""
        self.meta = {}
        self.block = False
        self.hidden = False


class StandInState(StateInline):
    """To it stand-ins are punctuation beside emphasis, as the braces and brackets of the tags are.

    stops  what ends plain text in it: told once for a text, however many links it has
    """

    _said: str | None = None
    stops: re.Pattern[str]

    def pushPending(self) -> Token:
        token = Piece("text", "", 0)
        token.content = self.pending
        token.level = self.pendingLevel
        self.tokens.append(token)
        self.pending = ""
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if self.pending:
            self.pushPending()
        token = Piece(ttype, tag, nesting)
        meta = None
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        token.level = self.level
        if nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            meta = {"delimiters": self.delimiters}
        self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(meta)
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Any:
        if OPEN not in self.src:
            return super().scanDelims(start, canSplitWord)
        if self._said is None:
            self._said = self.src.translate(_PUNCTUATION)
        src, self.src = self.src, self._said
        try:
            return super().scanDelims(start, canSplitWord)
        finally:
            self.src = src


class StandInParser(ParserInline):
    """Asks at a character only the rules that may begin with it, in their order."""

    @cached_property
    def _rules(self) -> Mapping[str, tuple[Callable[[StateInline, bool], bool], ...]]:
        rules = dict(zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True))
        return {
            char: tuple(rules[name] for name in names.split() if name in rules) for char, names in _BEGINNINGS.items()
        }

    def tokenize(self, state: Any) -> None:
        src, end, stops = state.src, state.posMax, state.stops
        nested = state.level >= state.md.options["maxNesting"]
        while state.pos < end:
            position = state.pos
            following = stops.search(src, position, end)
            stop = following.start() if following else end
            if stop > position:
                state.append_pending(src[position:stop])
                state.pos = stop
                continue
            for rule in () if nested else self._rules.get(src[position], ()):
                if rule(state, False):
                    break
            else:
                state.append_pending(src[position])
                state.pos = position + 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:
        position = state.pos
        if position not in state.cache:
            state.cache[position] = self._end(state, position)
        state.pos = state.cache[position]

    def _end(self, state: StateInline, position: int) -> int:
        """Where what begins at a position ends."""
        if state.level >= state.md.options["maxNesting"]:
            return state.posMax
        rules = self._rules.get(state.src[position])
        if rules is None and state.src[position] != "]":
            following = _STOP.search(state.src, position, state.posMax)
            return following.start() if following else state.posMax
        state.level += 1
        is_read = False
        for rule in rules or ():  # a generator would be one call more for each bracket in a bracket
            if is_read := rule(state, True):
                break
        state.level -= 1
        return state.pos if is_read else position + 1

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        has_blanks = _has_blanks_at_line_ends(src)
        if not (has_blanks or _SIGN.search(src)):
            if src:
                token = Piece("text", "", 0)
                token.content = src
                tokens.append(token)
            return tokens
        state = StandInState(src, md, env, tokens)
        state.stops = _STOP if has_blanks else _SIGN
        self.tokenize(state)
        if len(state.tokens) > 1 and ("*" in src or "_" in src or "~" in src):
            for rule in self.ruler2.getRules(""):
                rule(state)
        return state.tokens


def _has_blanks_at_line_ends(src: str) -> bool:
    """Whether the end of a line may be more than a character of the text: a break, or with blanks that do not count."""
    return "\n" in src and (" \n" in src or "\n " in src or "\n\t" in src)
