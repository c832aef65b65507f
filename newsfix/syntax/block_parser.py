"""markdown-it-py's parser of blocks: it reads the lines of a text once where the parser itself reads them twice."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import mdTrim
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock

from newsfix.syntax.inline_parser import Piece

if TYPE_CHECKING:
    from typing import Literal

    from markdown_it import MarkdownIt
    from markdown_it.token import Token


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
    def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> list[Token] | None:
        if not src:
            return None
        state = LineState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


def running_text(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A paragraph, or the heading that a line of `=` or `-` below it makes of it: the rules of the parser in one."""
    (ends,) = state.md.block.ruler.getRules("paragraph")
    outer, state.parentType = state.parentType, "paragraph"
    underline = ""
    line, last = start_line + 1, state.lineMax
    while line < last and not state.isEmpty(line):
        if state.sCount[line] - state.blkIndent <= 3:
            if state.sCount[line] >= state.blkIndent and line < end_line and (underline := _underline(state, line)):
                break
            if state.sCount[line] >= 0 and ends(state, line, last, True):
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
    """The sign of a line that underlines a heading; blank where it is none."""
    start = state.bMarks[line] + state.tShift[line]
    sign = state.src[start]
    if sign not in ("-", "="):
        return ""
    return sign if not state.src[start : state.eMarks[line]].rstrip(" \t").strip(sign) else ""
