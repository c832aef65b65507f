"""markdown-it-py with parts that are quicker: it reads what it reads without them, and writes the same HTML.

It looks at a text character by character, and at the lines of a paragraph twice; here a line is looked at once, and
what holds no sign is not asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown_it import MarkdownIt, helpers
from markdown_it.common.utils import escapeHtml, mdTrim
from markdown_it.parser_block import ParserBlock
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, code
from markdown_it.rules_core import StateCore, normalize, text_join

from newsfix.syntax.inline_parser import Piece, StandInParser

if TYPE_CHECKING:
    from typing import Literal

    from markdown_it.token import Token

_PLAIN_DESTINATION = re.compile(r"[^\x00-\x20\x7f\\()<&]+(?=[ )])")


def quick_parser(nesting: int) -> MarkdownIt:
    """A parser of CommonMark that reads blocks in each other up to `nesting`."""
    made = MarkdownIt(renderer_cls=Renderer)
    made.inline = StandInParser()
    made.block = LineParser()
    made.configure("commonmark", {"maxNesting": nesting}).disable("lheading")
    made.block.ruler.at("paragraph", _running_text)
    made.block.ruler.at("code", _indented_code)
    made.core.ruler.at("normalize", _normalize)
    made.core.ruler.at("text_join", _join_escaped)
    made.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkDestination=_destination, parseLinkLabel=helpers.parseLinkLabel, parseLinkTitle=helpers.parseLinkTitle
    )
    return made


class LineState(StateBlock):
    """The lines of a text, told apart at once and not character by character."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__("", md, env, tokens)
        lines = src.split("\n")
        if not lines[-1].strip(" \t"):
            lines.pop()
        self.src = src
        self.bMarks = list(accumulate((len(line) + 1 for line in lines), initial=0))
        self.eMarks = [start + len(line) for start, line in zip(self.bMarks, lines, strict=False)]
        self.tShift = [len(line) - len(line.lstrip(" \t")) for line in lines]
        self.sCount = [
            len(line[:shift].expandtabs(4)) if shift else 0 for line, shift in zip(lines, self.tShift, strict=True)
        ]
        self.lineMax = len(lines)
        self.bMarks[-1] = len(src)
        self.bsCount = [0] * (len(lines) + 1)
        for marks, last in ((self.eMarks, len(src)), (self.tShift, 0), (self.sCount, 0)):
            marks.append(last)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = Piece(ttype, tag, nesting)
        token.block = True
        if nesting < 0:
            self.level -= 1
        token.level = self.level
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token

    def getLines(self, begin: int, end: int, indent: int, keepLastLF: bool) -> str:
        parts: list[str] = []
        for line in range(begin, end):
            start, last = self.bMarks[line], self.eMarks[line]
            content = start + min(indent, self.tShift[line]) if indent > 0 else start
            if self.src.find("\t", start, content) >= 0:
                return super().getLines(begin, end, indent, keepLastLF)
            parts.append(self.src[content : last + 1 if keepLastLF or line + 1 < end else last])
        return "".join(parts)


class LineParser(ParserBlock):
    """Reads blocks with a `LineState`."""

    def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> list[Token] | None:
        if not src:
            return None
        state = LineState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


def _running_text(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A paragraph, or the heading that a line of `=` or `-` below it makes of it: the rules of the parser in one."""
    rules = state.md.block.ruler.getRules("paragraph")
    outer, state.parentType = state.parentType, "paragraph"
    underline = ""
    line, last = start_line + 1, state.lineMax
    while line < last and not state.isEmpty(line):
        if state.sCount[line] - state.blkIndent <= 3:
            if state.sCount[line] >= state.blkIndent and line < end_line and (underline := _underline(state, line)):
                break
            if state.sCount[line] >= 0 and any(rule(state, line, last, True) for rule in rules):
                break
        line += 1
    content = mdTrim(state.getLines(start_line, line, state.blkIndent, False))
    state.line = line + 1 if underline else line
    if underline:
        kind, tag = "heading", "h1" if underline == "=" else "h2"
        state.parentType = outer  # of a paragraph the parser keeps it for what follows
    else:
        kind, tag = "paragraph", "p"
    opening = state.push(f"{kind}_open", tag, 1)
    opening.map = [start_line, state.line]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [start_line, line], []
    closing = state.push(f"{kind}_close", tag, -1)
    opening.markup = closing.markup = underline
    return True


def _underline(state: StateBlock, line: int) -> str:
    """The sign of a line that underlines a heading; empty where it is not one."""
    start = state.bMarks[line] + state.tShift[line]
    sign = state.src[start]
    if sign not in ("-", "="):
        return ""
    return sign if not state.src[start : state.eMarks[line]].rstrip(" \t").strip(sign) else ""


def _indented_code(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    return state.is_code_block(start_line) and code(state, start_line, end_line, silent)


def _normalize(state: StateCore) -> None:
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def _join_escaped(state: StateCore) -> None:
    """Join text to what is escaped in it; other text is in one token already."""
    every = state.tokens
    inline = (each for each in every if each.type == "inline")
    state.tokens = [each for each in inline if "\\" in each.content or "&" in each.content]
    text_join(state)
    state.tokens = every


class _LinkEnd(NamedTuple):
    ok: bool
    pos: int
    str: str


def _destination(string: str, pos: int, maximum: int) -> Any:
    """Where a link leads: the text itself where it has no signs, else what the parser reads."""
    plain = _PLAIN_DESTINATION.match(string, pos, maximum)
    return _LinkEnd(True, plain.end(), plain[0]) if plain else helpers.parseLinkDestination(string, pos, maximum)


class Renderer(RendererHTML):
    """Writes what most tokens are without a call for each of their parts."""

    def render(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        out: list[str] = []
        for index, token in enumerate(tokens):
            if token.type == "inline":
                if token.children:
                    out.append(self.renderInline(token.children, options, env))
            elif rule := self.rules.get(token.type):
                out.append(rule(tokens, index, options, env))
            else:
                out.append(self.renderToken(tokens, index, options, env))
        return "".join(out)

    def renderInline(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        out: list[str] = []
        for index, token in enumerate(tokens):
            if token.type == "text":
                out.append(escapeHtml(token.content))
            elif rule := self.rules.get(token.type):
                out.append(rule(tokens, index, options, env))
            else:
                out.append(self.renderToken(tokens, index, options, env))
        return "".join(out)

    def renderToken(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        if token.hidden:
            return ""
        if token.attrs or (token.block and token.nesting >= 0):
            return super().renderToken(tokens, idx, options, env)
        end = ">\n" if token.block else ">"
        return f"</{token.tag}{end}" if token.nesting < 0 else f"<{token.tag}{end}"
