"""The blocks of Markdown that only its dialects know: rules for markdown-it-py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from newsfix.regex import regex
from newsfix.syntax.dialects import (
    ATTRIBUTED,
    HEADINGS,
    KEPT,
    MARKDOWN_TAG,
    ONLY_TAGS,
    OPEN,
    STAND_IN,
    LooseHeading,
    keep,
    lines,
    restored,
    said_in,
    shown,
    start_of,
)
from newsfix.syntax.html import is_live
from newsfix.syntax.templates import ATTRIBUTES
from newsfix.syntax.tex import end_of_tex

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_MAX_DEPTH = 20
_STATEMENT = regex(r"\{%|\{\{[<%]|\{:[:/]")
"""What begins a tag that is not text in a line: of an engine, or kramdown's for what follows."""
_CALLOUT = regex(r"<(aside)>(?=[ \t]*\n[ \t]*(?:[^\s<]|<img\b))", re.IGNORECASE)
"""What Notion begins a callout with, Markdown directly below it; above the end tag it leaves a line blank."""
_ELEMENT_ABOVE = regex(r"\A\s*<([a-zA-Z]\w*)\b[^\n]*(?:\n(?![ \t]*\n)[^\n]*){0,20}?</\1>[ \t]*(?=\n[^\n])")
"""An element without blank lines: what is below it is Markdown where the element round it is, as in `<details>`."""
_WITH_ATTRIBUTES = regex(rf"(?<=\))[ \t]*{STAND_IN.pattern}")
_SCISSORS = regex(r"-{1,9}8<-{1,9}")
_LABELLED = regex(r"[^$]*\$\$[ \t]*(?:\([^()$]+\)|\{[^{}$]+\})")
_LOOSE_HEADING = regex(rf"^[ ]{{0,3}}(\#{{2,6}}(?![\s\#]|{ONLY_TAGS})|\#(?=[^\W\d_*])(?!.*\s\#\w))(.*)$", re.MULTILINE)


def dialects_plugin(made: MarkdownIt) -> None:
    """Have a parser read the lines of dialects; their text needs the list `KEPT` in the environment."""
    made.core.ruler.before("inline", "bare_numbers", _bare_numbers)
    made.core.ruler.before("inline", "loose_headings", loose_headings)
    made.core.ruler.before("inline", "dialect_lines", lines)
    made.block.ruler.before("code", "fenced_div", _fenced_div, {"alt": ["paragraph", "blockquote"]})
    made.block.ruler.before("table", "kept_lines", _kept_lines)
    made.block.ruler.before("table", "attribute_line", _attribute_line, {"alt": ["paragraph", "blockquote"]})
    made.block.ruler.before("html_block", "markdown_in_html", _markdown_in_html, {"alt": ["paragraph", "blockquote"]})


def _bare_numbers(state: StateCore) -> None:
    """Make text of numbered lists in which nothing is said: of `1984.` the reader of a page sees all there is."""
    if not any(token.type == "ordered_list_open" for token in state.tokens):
        return
    found: list[Token] = []
    begins, level = 0, -1  # where the outermost numbered list begins in which nothing is said so far
    for token in state.tokens:
        if token.type == "ordered_list_open" and level < 0:
            begins, level = len(found), token.level
        elif token.nesting == 0:
            level = -1
        found.append(token)
        if token.type == "ordered_list_close" and token.level == level:
            found[begins:] = _as_paragraphs(found[begins:])
            level = -1
    state.tokens = found


def _as_paragraphs(items: list[Token]) -> Iterator[Token]:
    """The marks of items, as a paragraph for each line of them."""
    from markdown_it.token import Token

    marks: dict[int, list[str]] = {}
    for item in items:
        if item.type == "list_item_open" and item.map:
            marks.setdefault(item.map[0], []).append(f"{item.info}{item.markup}")
    level = items[0].level
    is_hidden = bool(level) and len(marks) == 1  # as those of a tight list
    for line, each in marks.items():
        place = [line, line + 1]
        yield Token("paragraph_open", "p", 1, map=place, level=level, block=True, hidden=is_hidden)
        yield Token("inline", "", 0, map=place, level=level + 1, content=" ".join(each), children=[], block=True)
        yield Token("paragraph_close", "p", -1, level=level, block=True, hidden=is_hidden)


def loose_headings(state: StateCore) -> None:
    """Make headings of lines such as `###Wheels` where no heading of the text has a blank behind its hashes."""
    if "##" not in state.src:
        return
    tokens = state.tokens
    loose = [
        index
        for index, (before, token) in enumerate(pairwise(tokens))
        if before.type == "paragraph_open" and "#" in token.content and _LOOSE_HEADING.search(shown(token.content))
    ]
    if all(match[1] == "#" for index in loose for match in _LOOSE_HEADING.finditer(shown(tokens[index + 1].content))):
        return  # one sign alone makes a word of a network
    is_read = not any(
        token.type == "heading_open" and token.markup.startswith("#") and following.content
        for token, following in pairwise(tokens)
    )
    last = 0
    found: list[Token] = []
    for index in loose:
        content = tokens[index + 1].content
        lines = list(_LOOSE_HEADING.finditer(shown(content)))
        state.env.setdefault(HEADINGS, []).extend(LooseHeading(match[0].strip(), is_read) for match in lines)
        found += tokens[last:index]
        found += _with_headings(tokens[index : index + 3], lines) if is_read else tokens[index : index + 3]
        last = index + 3
    state.tokens = found + tokens[last:]


def _with_headings(paragraph: list[Token], lines: list[re.Match[str]]) -> Iterator[Token]:
    """The tokens of a paragraph parted at the lines that are headings."""
    opening, inline, closing = paragraph
    position = 0
    for start, end, match in (*((*match.span(), match) for match in lines), (len(inline.content), 0, None)):
        text = inline.content[position:start].strip()
        if text:
            yield from (opening, inline.copy(content=text, children=[]), closing)
        if match:
            tag = f"h{len(match[1])}"
            yield opening.copy(type="heading_open", tag=tag, hidden=False, markup=match[1])
            text = match[2].rstrip("# \t")
            yield inline.copy(content=(match[2] if text.endswith("\\") else text).strip(), children=[])
            yield closing.copy(type="heading_close", tag=tag, hidden=False, markup=match[1])
        position = end


def _is_lazy(state: StateBlock, line: int) -> bool:
    """Whether a line goes on with the paragraph of a list or a quote that it is not in (CommonMark 0.31, 5.1)."""
    return state.parentType == "blockquote" or state.sCount[line] < state.blkIndent


def _fenced_div(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """`:::` below a list or a quote is not a lazy continuation of it."""
    return silent and state.src.startswith(":::", start_of(state, start_line)) and _is_lazy(state, start_line)


def _attribute_line(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A line of attributes beside the block that has them: like a tag of an engine it is not a lazy continuation."""
    said = said_in(state, start_line)
    if said[:1] not in ("{", OPEN) or state.is_code_block(start_line):
        return False
    said = restored(said, state.env[KEPT])
    is_attributes = ATTRIBUTES.fullmatch(said) is not None and not is_live(said)
    if silent:
        is_lazy = _is_lazy(state, start_line)
        in_table = state.parentType == "table"
        return (in_table and is_attributes) or (is_lazy and (is_attributes or _STATEMENT.match(said) is not None))
    # Below what ends a block; in a paragraph it were a line of its own.
    above = state.tokens[-1] if state.tokens and not state.isEmpty(start_line - 1) else None
    is_above = above is not None and above.nesting < 1 and above.type != "paragraph_close"
    is_below = start_line + 1 < end_line and not state.isEmpty(start_line + 1)
    if not (is_attributes and (is_above or is_below)):
        return False
    state.push("attribute_line", "", 0).meta = {"text": said, "is_above": is_above}
    state.line = start_line + 1
    return True


def _kept_lines(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Lines of TeX, in which a plus sign begins no list, and names of files between scissors (`--8<--`)."""
    head = said_in(state, start_line)
    if head.startswith("$$"):
        return not silent and not state.is_code_block(start_line) and _labelled_formula(state, start_line, end_line)
    close = head if _SCISSORS.fullmatch(head) else end_of_tex(head)
    if silent or not close or state.is_code_block(start_line):
        return False
    for line in range(start_line + 1, end_line):
        said = said_in(state, line)
        if not said or state.sCount[line] < state.blkIndent:
            return False
        if close in said:
            return said.endswith(close) and keep(state, start_line, line)
    return False


def _labelled_formula(state: StateBlock, start_line: int, end_line: int) -> bool:
    """A formula with its name behind it, to MyST and Quarto: the rule for formulas would not see it end there."""
    for line in range(start_line, end_line):
        said = said_in(state, line).removeprefix("$$") if line == start_line else said_in(state, line)
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return False
        if "$$" in said:
            return _LABELLED.fullmatch(said) is not None and keep(state, start_line, line)
    return False


def _markdown_in_html(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """An element of HTML that says that its content is Markdown, or a callout of Notion."""
    start = start_of(state, start_line)
    if not state.src.startswith("<", start) or state.is_code_block(start_line):
        return False
    callout = _CALLOUT.match(state.src, start)
    tag = callout or MARKDOWN_TAG.match(state.src, start, state.eMarks[start_line])
    if tag is None or silent:
        return tag is not None
    unclosed = state.env.setdefault("unclosed", set())
    depth = state.env.get("depth", 0)
    end = _end_tag(state, tag[1], start_line, end_line) if depth < _MAX_DEPTH and tag[1] not in unclosed else None
    if end is None:
        unclosed.add(tag[1])
        return False
    line, close = end
    if callout and not state.isEmpty(line - 1):
        return False
    content = state.src[tag.end() : close.start() if line == start_line else state.eMarks[start_line]]
    if line > start_line:
        from textwrap import dedent

        last = state.src[state.bMarks[line] : close.start()]
        content += f"\n{dedent(state.getLines(start_line + 1, line, state.blkIndent, False) + chr(10) + last)}"
    content = _ELEMENT_ABOVE.sub(r"\g<0>\n", content)
    if tag[1].lower() == "figure":
        content = _WITH_ATTRIBUTES.sub(lambda match: _without_attributes(state, match[0], start_line), content)
    state.env["depth"] = depth + 1
    for html, markdown in ((tag[0], content), (close[0], state.src[close.end() : state.eMarks[line]])):
        state.push("html_block", "", 0).content = f"{html}\n"
        state.md.block.parse(markdown, state.md, state.env, state.tokens)
    state.env["depth"] = depth
    state.line = line + 1
    return True


def _without_attributes(state: StateBlock, tag: str, line: int) -> str:
    """What is left of a tag behind a picture in a figure: a list of attributes would be a caption."""
    said = restored(tag, state.env[KEPT]).strip()
    if not ATTRIBUTES.fullmatch(said):
        return tag
    state.env.setdefault(ATTRIBUTED, []).append((said, line))
    return ""


def _end_tag(state: StateBlock, name: str, start_line: int, end_line: int) -> tuple[int, re.Match[str]] | None:
    """The end tag of an element that begins in a line, and its line; None where the element does not end."""
    tags = re.compile(rf"<(/?){name}(?=[\s/>])[^<>]*>", re.IGNORECASE)
    level = 0
    for line in range(start_line, end_line):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return None
        for match in tags.finditer(state.src, start_of(state, line), state.eMarks[line]):
            level += -1 if match[1] else 1
            if not level:
                return line, match
    return None
