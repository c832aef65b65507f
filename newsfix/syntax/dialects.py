"""What the dialects of Markdown read line by line, and CommonMark for running text: rules for markdown-it-py.

A line that marks something to a dialect stays a line of its own, and its marker stays as it is; what is
marked is Markdown. So that no other rule reads anything into it, what is kept becomes a *stand-in*, a number
between two noncharacters, and goes to the list that the environment has as `KEPT`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from newsfix.regex import regex

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""What a stand-in begins and ends with: noncharacters, which no text has (Unicode, section 23.7)."""
STAND_IN = regex(f"{OPEN}([0-9]+){CLOSE}")
KEPT = "kept"
HEADINGS = "headings"
"""In the environment: a list that `LooseHeading` values are added to."""

ADMONITION = regex(r"(?:!!!|\?\?\?\+?)[ \t]*[\w-][^\n]*|===[!+]?[ \t]+\"[^\"\n]*\"")
"""What begins an admonition or a tab of Python-Markdown and MkDocs: what is in it is indented by four."""

MARKDOWN_TAG = regex(
    r"""<([a-z][a-z0-9]*)\b[^<>]*?\smarkdown(?:\s*=\s*(["']?)(?:1|true|block|span)\2)?(?=[\s>])[^<>]*>""", re.IGNORECASE
)
"""The tag of an element of HTML whose content is Markdown (kramdown, Python-Markdown, PHP Markdown Extra)."""
_MAX_DEPTH = 20

# A whole line; what only begins one; a line whose text is Markdown like any other.
_MARKER = regex(
    rf"""
      (?P<line> (?: :{{3,}}.* | {ADMONITION.pattern} | (?:{OPEN}[0-9]+{CLOSE}[ \t]*)+ ) \Z )
    | (?P<mark> :[ \t]+ | \#{{2,6}}(?![\s\#]) | \*\[[^\]]+\]:(?![^*]*\*\Z)[ \t]* )
    | \[![a-z]+\] | \[\[?_?toc_?\]\]?\s*\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FIRST = frozenset(":!?=*[#" + OPEN)
_LOOSE_HEADING = regex(r"^[ ]{0,3}(\#{2,6})(?![\s\#])(.*)$", re.MULTILINE)
_MODULE = regex(
    r"""import\s+(?:[\w*${][^'"\n]*\sfrom\s*)?['"][^'"\n]+['"]\s*;?\s*\Z
      | export\s+(?:default\b|(?:async\s+)?function\b|(?:const|let|var)\s+[\w$]+\s*=|[{*])
    """,
    re.VERBOSE,
)
_LINE_BEGINNING = regex(r"\n.")
_CODE_SPAN = regex(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


class LooseHeading(NamedTuple):
    """A line such as `###Wheels`, and whether it is read as the heading that older programs see in it."""

    line: str
    is_read: bool


def is_tag(kept: str) -> bool:
    """Whether what is kept is a tag of a site generator, not the marker of a line."""
    return kept.lstrip()[:1] in ("{", "[", "<")


def restored(text: str, kept: Sequence[str]) -> str:
    """A text with what its stand-ins stand for."""
    return STAND_IN.sub(lambda match: kept[int(match[1])], text) if OPEN in text else text


def dialects_plugin(made: MarkdownIt) -> None:
    """Have a parser read the lines of dialects; their text needs the list `KEPT` in the environment."""
    made.core.ruler.before("inline", "loose_headings", _loose_headings)
    made.core.ruler.before("inline", "dialect_lines", _lines)
    made.block.ruler.before("code", "fenced_div", _fenced_div, {"alt": ["paragraph", "blockquote"]})
    made.block.ruler.before("html_block", "markdown_in_html", _markdown_in_html, {"alt": ["paragraph", "blockquote"]})
    made.block.ruler.before("code", "admonition", _admonition, {"alt": ["paragraph", "reference", "blockquote"]})


# ------------------------------------------------------------------------------------- blocks


def _fenced_div(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """`:::` below a list or a quote is no lazy continuation of it (CommonMark 0.31, section 5.1)."""
    if not silent or not state.src.startswith(":::", state.bMarks[start_line] + state.tShift[start_line]):
        return False
    return state.parentType == "blockquote" or state.sCount[start_line] < state.blkIndent


def _admonition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A line that begins an admonition, and the blocks below it that are indented."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.src[start : start + 1] not in ("!", "?", "=") or state.is_code_block(start_line):
        return False
    head = state.src[start : state.eMarks[start_line]].rstrip()
    if not ADMONITION.fullmatch(head):
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
    outer = state.parentType, state.blkIndent, state.lineMax
    state.parentType, state.blkIndent, state.lineMax = "admonition", indent, last + 1
    state.md.block.tokenize(state, start_line + 1, last + 1)
    state.parentType, state.blkIndent, state.lineMax = outer
    state.push("admonition_close", "", -1)
    state.line = last + 1
    return True


def _markdown_in_html(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """An element of HTML that says that its content is Markdown."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("<", start) or state.is_code_block(start_line):
        return False
    tag = MARKDOWN_TAG.match(state.src, start, state.eMarks[start_line])
    if tag is None or silent:
        return tag is not None
    unclosed = state.env.setdefault("unclosed", set())
    depth = state.env.get("depth", 0)
    end = _end_tag(state, tag[1], start_line, end_line) if depth < _MAX_DEPTH and tag[1] not in unclosed else None
    if end is None:
        unclosed.add(tag[1])
        return False
    line, close = end
    content = state.src[tag.end() : close.start() if line == start_line else state.eMarks[start_line]]
    if line > start_line:
        from textwrap import dedent

        last = state.src[state.bMarks[line] : close.start()]
        content += f"\n{dedent(state.getLines(start_line + 1, line, state.blkIndent, False) + chr(10) + last)}"
    state.env["depth"] = depth + 1
    for piece, is_markdown in (
        (tag[0], False),
        (content, True),
        (close[0], False),
        (state.src[close.end() : state.eMarks[line]], True),
    ):
        if is_markdown:
            state.md.block.parse(piece, state.md, state.env, state.tokens)
        else:
            state.push("html_block", "", 0).content = f"{piece}\n"
    state.env["depth"] = depth
    state.line = line + 1
    return True


def _end_tag(state: StateBlock, name: str, start_line: int, end_line: int) -> tuple[int, re.Match[str]] | None:
    """The end tag of an element that begins in a line, and its line; None where the element does not end."""
    tags = re.compile(rf"<(/?){name}(?=[\s/>])[^<>]*>", re.IGNORECASE)
    level = 0
    for line in range(start_line, end_line):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return None
        for match in tags.finditer(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]):
            level += -1 if match[1] else 1
            if not level:
                return line, match
    return None


# -------------------------------------------------------------------------------------- lines


def _loose_headings(state: StateCore) -> None:
    """Make headings of lines such as `###Wheels` where no heading of the text has a blank behind its hashes."""
    if "##" not in state.src:
        return
    tokens = state.tokens
    loose = [
        index
        for index, (before, token) in enumerate(pairwise(tokens))
        if before.type == "paragraph_open" and "##" in token.content and _LOOSE_HEADING.search(_shown(token.content))
    ]
    if not loose:
        return
    is_read = not any(token.type == "heading_open" and token.markup.startswith("#") for token in tokens)
    last = 0
    found: list[Token] = []
    for index in loose:
        content = tokens[index + 1].content
        lines = list(_LOOSE_HEADING.finditer(_shown(content)))
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
            yield inline.copy(content=match[2].rstrip("# \t").lstrip(), children=[])
            yield closing.copy(type="heading_close", tag=tag, hidden=False, markup=match[1])
        position = end


def _lines(state: StateCore) -> None:
    """Put stand-ins for the markers in paragraphs and for the line ends beside them."""
    kept = state.env.get(KEPT)
    if kept is None:
        return
    before = ""
    for token, following in pairwise(state.tokens):
        if token.type == "paragraph_open":
            lines = following.content.split("\n")
            if not token.level and _MODULE.match(lines[0]):
                following.content = _stand_in(following.content, kept)
            elif any(line.lstrip()[:1] in _FIRST for line in lines):
                following.content = _with_lines(following.content, lines, kept, is_first=before != "paragraph_close")
        before = token.type


def _with_lines(content: str, lines: list[str], kept: list[str], *, is_first: bool) -> str:
    """The content of a paragraph; a definition begins one only where its term stands in another before it."""
    shown = _shown(content).split("\n")
    parts: list[str] = []
    after: re.Match[str] | None = None
    for index, line in enumerate(lines):
        text = line.lstrip(" \t")
        match = _MARKER.match(text) if shown[index].lstrip(" \t")[:1] in _FIRST else None
        if match and match["mark"] and text[0] == ":" and is_first and not index:
            match = None
        if index and (match or after) and not (_is_broken(lines[index - 1]) and not (after and after["line"])):
            parts += parts.pop().rstrip(" \t"), _stand_in("\n", kept)
        elif index:
            parts.append("\n")
        if match and match["mark"]:
            parts += _stand_in(match["mark"], kept), text[match.end() :]
        elif match and match["line"] and text[0] != OPEN:
            parts.append(_stand_in(text.rstrip(), kept))
        else:
            parts.append(text if match or after else line)
        after = match
    return "".join(parts)


def _shown(content: str) -> str:
    """The content of a paragraph, with lines in it that begin in code begun otherwise."""
    return _CODE_SPAN.sub(_masked, content) if "`" in content else content


def _masked(match: re.Match[str]) -> str:
    """A code span of the same length in which no line begins with a marker."""
    return _LINE_BEGINNING.sub("\n`", match[0])


def _is_broken(line: str) -> bool:
    """Whether a line ends with a hard line break (CommonMark 0.31, section 6.7)."""
    return line.endswith("  ") or (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _stand_in(text: str, kept: list[str]) -> str:
    """What stands for a text that is kept, in which stand-ins may stand."""
    kept.append(restored(text, kept))
    return f"{OPEN}{len(kept) - 1}{CLOSE}"
