"""The tables of Markdown: those of GFM with all their cells, those that a template makes, and Pandoc's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from newsfix.regex import regex
from newsfix.syntax.dialects import KEPT, OPEN, keep, restored, said_in, start_of

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_COLUMNS = regex(r"-{2,}(?:[ \t]+-{2,})+")
_RULE = regex(rf"-{{4,}}|{_COLUMNS.pattern}")
"""What a table of columns begins and ends with where it has rows of several lines, or no head."""


def made_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A table with rows that a template makes: it stays as it stands."""
    below = start_line + 1
    if silent or below >= end_line or not _has_cells(state, start_line):
        return False
    if not state.src.startswith(("|", "-", ":"), start_of(state, below)):
        return False
    from markdown_it.rules_block import table

    if not table(state, start_line, end_line, True):
        return False
    last, is_made = start_line, False
    for line in range(start_line + 1, end_line):
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            break
        said = said_in(state, line)
        is_made = is_made or (said[0] in ("{", OPEN) and restored(said, state.env[KEPT]).startswith("{%"))
        last = line
    return is_made and keep(state, start_line, last)


def dashed_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A table of Pandoc whose columns dashes mark: it stays as it stands."""
    head = min(start_line + 1, end_line - 1)
    if not state.src.startswith("--", start_of(state, head)) and not state.src.startswith(
        "--", start_of(state, start_line)
    ):
        return False
    if silent or head == start_line or state.isEmpty(head) or state.is_code_block(start_line):
        return False
    first = said_in(state, start_line)
    is_ruled, has_columns, last = _RULE.fullmatch(first) is not None, _COLUMNS.fullmatch(first) is not None, start_line
    for line in range(head, end_line):
        said = said_in(state, line)
        # Only between rules a row may have several lines, with a blank one below it.
        if (said and state.sCount[line] < state.blkIndent) or not (said or (is_ruled and has_columns)):
            break
        is_rule = _RULE.fullmatch(said) is not None
        if is_ruled and has_columns and is_rule:
            # It ends as it begins: another rule, or one with rows below it, is of another table.
            is_last = line + 1 >= end_line or state.isEmpty(line + 1)
            return said == first and is_last and keep(state, start_line, line)
        has_columns = has_columns or _COLUMNS.fullmatch(said) is not None
        if not has_columns and (is_rule or not is_ruled):
            return False
        last = line
    return not is_ruled and last > head and keep(state, start_line, last)


def with_all_cells(table: Callable[[StateBlock, int, int, bool], bool]) -> Callable[[StateBlock, int, int, bool], bool]:
    """The rule for tables, with the cells of a row beyond those of the head, which GFM leaves out."""

    def rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        first = len(state.tokens)
        if not (_has_cells(state, start_line) and table(state, start_line, end_line, silent)):
            return False
        if not silent:
            state.tokens[first:] = _with_cells_beyond(state, state.tokens[first:])
        return True

    return rule


def _has_cells(state: StateBlock, line: int) -> bool:
    """Whether a line may be the head of a table."""
    return state.src.find("|", state.bMarks[line], state.eMarks[line]) >= 0


def _with_cells_beyond(state: StateBlock, tokens: Sequence[Token]) -> list[Token]:
    from markdown_it.rules_block.table import escapedSplit

    found: list[Token] = []
    text = ""
    width = sum(token.type == "th_open" for token in tokens)
    cell: Sequence[Token] = ()
    for token in tokens:
        if token.type == "td_close":
            cell = (found[-2], found[-1], token)
        elif token.type == "tr_open" and token.map:
            text = said_in(state, token.map[0])
        elif token.type == "tr_close" and cell and text.count("|") >= width + text.startswith("|") + text.endswith("|"):
            beyond = escapedSplit(text)[width + text.startswith("|") :]
            while beyond and not beyond[-1].strip():
                beyond.pop()
            for content in beyond:
                opening, inline, closing = cell
                found += opening.copy(attrs={}), inline.copy(content=content.strip(), children=[]), closing
        found.append(token)
    return found
