"""The blocks of Markdown's dialects that are indented below a line: admonitions and definitions of several blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfix.regex import regex
from newsfix.syntax.dialects import ADMONITION, ITEM, KEPT, said_in, stand_in, start_of
from newsfix.syntax.html import is_live

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_DEFINES = regex(r"\n[ \t]*[:~][ \t]")
_DEFINITION = regex(r"[:~][ \t]+(?=[^ \t\n])")
_BEGINS_BLOCK = regex(rf"`{{3}}|~{{3}}|{ITEM}")


def admonitions(made: MarkdownIt) -> None:
    """Have a parser read the blocks that are indented below the line of an admonition, or in a definition."""
    made.block.ruler.before("code", "definition", _definition, {"alt": ["paragraph"]})
    made.block.ruler.before("code", "admonition", _admonition, {"alt": ["paragraph", "reference", "blockquote"]})


def _definition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A definition of several blocks: below its term, those behind the first are indented."""
    mark = _DEFINITION.match(state.src, start_of(state, start_line), state.eMarks[start_line])
    if mark is None or state.sCount[start_line] < state.blkIndent or state.is_code_block(start_line):
        return False
    if not silent and not (state.tokens and state.tokens[-1].type in ("paragraph_close", "admonition_close")):
        return False
    indent, last = _definition_end(state, mark, start_line, end_line)
    if silent or not indent:
        return indent > 0
    # Each line above a definition is a term.
    if (terms := state.tokens[-2]).type == "inline" and KEPT in state.env and not _DEFINES.search(terms.content):
        terms.content = terms.content.replace("\n", stand_in("\n", state.env[KEPT]))
    state.push("admonition_open", "", 1).meta = {"head": ":"}
    lines = state.tShift[start_line], state.sCount[start_line]
    state.tShift[start_line], state.sCount[start_line] = mark.end() - state.bMarks[start_line], state.blkIndent + indent
    _read_within(state, "definition", indent, start_line, last)
    state.tShift[start_line], state.sCount[start_line] = lines
    state.push("admonition_close", "", -1)
    return True


def _definition_end(state: StateBlock, mark: re.Match[str], start_line: int, end_line: int) -> tuple[int, int]:
    """How far the blocks behind the first of a definition are indented, 0 without any, and its last line."""
    width = min(len(mark[0]), 4)
    indent = width if _BEGINS_BLOCK.match(state.src, mark.end()) else 0
    last = start_line
    for line in range(start_line + 1, end_line):
        if state.isEmpty(line):
            continue
        own = state.sCount[line] - state.blkIndent
        is_below = state.isEmpty(line - 1)
        if own < width and (is_below or own < 0 or _DEFINITION.match(state.src, start_of(state, line))):
            break
        if is_below:
            indent = 4 if own >= 4 and indent in (0, 4) else width
        last = line
    return indent, last


def _read_within(state: StateBlock, kind: str, indent: int, start_line: int, last: int) -> None:
    """Read lines as the blocks of a container whose content is indented."""
    outer = state.parentType, state.blkIndent, state.lineMax
    state.parentType, state.blkIndent, state.lineMax = kind, state.blkIndent + indent, last + 1
    state.md.block.tokenize(state, start_line, last + 1)
    state.parentType, state.blkIndent, state.lineMax = outer


def _admonition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A line that begins an admonition, and the blocks below it that are indented."""
    head = said_in(state, start_line)
    if head[:1] not in ("!", "?", "=") or state.is_code_block(start_line):
        return False
    if not ADMONITION.fullmatch(head) or is_live(head):
        return False
    indent, last = state.blkIndent + 4, start_line
    for line in range(start_line + 1, end_line):
        if not state.isEmpty(line):
            if state.sCount[line] < indent:
                break
            last = line
    if last == start_line or silent:
        return last > start_line
    state.push("admonition_open", "", 1).meta = {"head": head}
    _read_within(state, "admonition", 4, start_line + 1, last)
    state.push("admonition_close", "", -1)
    state.line = last + 1
    return True
