"""What the dialects of Markdown read line by line, and CommonMark for running text: core rules for markdown-it-py.

A line that marks something to a dialect stays a line of its own, and its marker stays as it is; what is
marked is Markdown. So that no other rule reads anything into it, what is kept becomes a *stand-in*, a number
between two noncharacters, and goes to the list that the environment has as `KEPT`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from newsfix.regex import regex
from newsfix.syntax.html import BLOCKS, PHRASES, any_of, is_live
from newsfix.syntax.templates import ATTRIBUTE_LINE

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""What a stand-in begins and ends with: noncharacters, which no text has (Unicode, section 23.7)."""
STAND_IN = regex(f"{OPEN}([0-9]{{1,9}}){CLOSE}")
KEPT = "kept"
HEADINGS = "headings"
"""In the environment: a list that `LooseHeading` values are added to."""
ATTRIBUTED = "attributed"
"""In the environment: the attributes of pictures that are left out, each with its line."""

ITEM = r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]"
"""What begins an item of a list (CommonMark 0.31, section 5.2)."""

ADMONITION = regex(r"(?:!!!|\?\?\?\+?)[ \t]*[\w-][^\n]*|===[!+]?[ \t]+\"[^\"\n]*\"")
"""What begins an admonition or a tab of Python-Markdown and MkDocs: what is in it is indented by four."""

MARKDOWN_TAG = regex(
    r"""<([a-z][a-z0-9]*)\b[^<>]*?\smarkdown(?:\s*=\s*(["']?)(?:1|true|block|span)\2)?(?=[\s>])[^<>]*>""", re.IGNORECASE
)
"""The tag of an element of HTML whose content is Markdown (kramdown, Python-Markdown, PHP Markdown Extra)."""

_WHOLE = rf"(?P<fence>:{{3,}})[^\n]* | /{{3,}}[^\n]* | {ADMONITION.pattern}"
WHOLE_LINE = regex(rf"^[ \t]*(?:{_WHOLE})$", re.MULTILINE | re.VERBOSE)
"""A line in which nothing is HTML, and nothing Markdown."""

_TAGS = rf"(?:{OPEN}[0-9]+{CLOSE}[ \t]*)+"
# What of a mark or of an element ends behind a tag of an engine that has the line for itself.
_ENDS = r"(?:</[a-z]+>|[*_~])*"
# Elements alone may have nothing to show, and a block has lines of its own.
_BLOCK_TAG = rf"</?{any_of(BLOCKS)}\b"
_UNSEEN = r"<(?!img\b)[^<>\n]*(?:>[ \t]*)?"
ONLY_TAGS = rf"(?:(?:{_UNSEEN})+$|(?:{_UNSEEN})*{_BLOCK_TAG})"
_BEFORE_TEXT = rf"[ \t]+(?![ \t]*(?:\Z|{ONLY_TAGS}))"
# A whole line; what only begins one; a line whose text is Markdown like any other.
_MARKER = regex(
    rf"""
      (?P<line> (?: {_WHOLE} | %%
      | (?P<sign>[%@^])(?P=sign){{2,}}(?:[ \t][^\n]*)? | \[\[_toc_\]\] | {ATTRIBUTE_LINE} ) \Z )
    | (?P<tags> [*~\[]*{_TAGS}{_ENDS}\Z )
    | (?P<mark> :{_BEFORE_TEXT}
      | \#{{1,6}}(?!(?:<(?!br\b)[^<>\n]*>)*(?:<br\b|[\s\#]|[\u200b-\u200d\u2060\ufeff]*\Z)|{ONLY_TAGS})
      | \*\[[^\]]+\]:(?![^*]*\*\Z)[ \t]* )
    | (?P<alert> \[![a-z][^\]]*\] ) | \*\*(?:note|warning|important|tip|caution)\*\*\Z | \[\[?_?toc_?\]\]?\s*\Z
    | (?P<option> :[\w-]+:(?!\S) )                     # of a directive of MyST
    | [~%]{_BEFORE_TEXT}                              # a definition of Pandoc, a comment of MyST
    | [\w.-]+::(?!\S)                                # a property of Logseq and Obsidian
    | (?: \(?(?:[a-z]|[ivxlc]{{2,5}}|@[\w-]*)[.)] | \([0-9]{{1,3}}\) | \#\. ){_BEFORE_TEXT}   # an item of Pandoc
    | @\[[\w ]+\](?:\(.*\))?\Z                        # of CSDN
    | [*\[]*!\[(?=[^\n<]*\]\()[^\n]*\){_TAGS}(?:\]\([^\n()]*\))?{_ENDS}\Z     # a picture with its attributes
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MAY_BE_MARKER = regex(
    rf"[ \t]*(?:[:/!?=*\[\#{{~%{OPEN}]|[\w.-]+::|@[\[@]|\^\^|\(?[a-z@][\w-]{{0,20}}[.)][ \t]|\([0-9]{{1,3}}\)[ \t])",
    re.IGNORECASE,
)
_PARTING = regex(_BLOCK_TAG, re.IGNORECASE)
_BEFORE_DEFINITION = ("paragraph_close", "admonition_close", "table_close")
"""The ends of what `:` is said of: a term, and a table that it is the caption of (Pandoc)."""
_OF_TABLE = "{#tbl-"
"""In a caption of Quarto, which may be above its table, too."""
_DEFINES = regex(r"[ \t]*:[ \t]+\S")
# What a block of Python-Markdown and an object of mkdocstrings are told below their lines.
_OPTION = regex(r" {4,}(?:[\w-]+:(?: |\Z)|- )")
_GRID_RULE = regex(r"\+(?:[-=:]+\+)+")
_DELIMITERS = regex(r"\|(?:[ \t]*:?-+:?[ \t]*\|)*(?:[ \t]*:?-+:?[ \t]*)?")
_MODULE = regex(
    r"""import\s+(?:[\w*${][^'"\n]*\sfrom\s*)?['"][^'"\n]+['"]\s*;?\s*\Z
      | export\s+(?:default\b|(?:async\s+)?function\b|(?:const|let|var)\s+[\w$]+\s*=|[{*])
    """,
    re.VERBOSE,
)
_MODULES = ("import", "export")
_OPENED = regex(rf"(?:<{any_of(PHRASES)}(?:\s[^<>]*)?>|\[)[ \t]*\Z", re.IGNORECASE)
"""The end of a line that begins a link or a phrase: what is below it begins no line."""
_HEADING_ID = regex(r"(?<=[ \t])\{#[^{}\s`<]*[_*][^{}`<]*\}\Z")
"""The name of a heading to Docusaurus, Hugo and Pandoc, with what may be the mark of a stress in it."""
_LINE_BEGINNING = regex(r"\n.")
_CODE_SPAN = regex(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_CODE_OR_BAR = regex(rf"{_CODE_SPAN.pattern}|\\.|(?m:^)\|[ ]*|\|", re.DOTALL)
_CODE_OR_NAMED = regex(rf"{_CODE_SPAN.pattern}|\[\[[^\[\]\n]+\]\]|\[![a-z]+\|[^\[\]|\n]+\]", re.DOTALL | re.IGNORECASE)
"""`[[a page|its name]]` and `[!note|its style]`, or code, in which there is none."""
_BAR_OF_NAME = regex(r"(?<![\\\[|])\|(?![|\]])")


class LooseHeading(NamedTuple):
    """A line such as `###Wheels`, and whether it is read as the heading that older programs see in it."""

    line: str
    is_read: bool


def is_tag(kept: str) -> bool:
    """Whether what is kept is a tag of a site generator, not the marker of a line."""
    if kept.startswith("["):
        return not kept.startswith("[[_") and kept[kept.find("]") + 1 :][:1] not in (":", "(")
    return kept.lstrip()[:1] in ("{", "[", "<")


def restored(text: str, kept: Sequence[str]) -> str:
    """A text with what its stand-ins stand for."""
    return STAND_IN.sub(lambda match: stands_for(match[1], kept), text) if OPEN in text else text


def stands_for(number: str, kept: Sequence[str]) -> str:
    """What the stand-in of a number stands for; "" for one that the data of a page made up."""
    return kept[int(number)] if int(number) < len(kept) else ""


def lines(state: StateCore) -> None:
    """Put stand-ins for the markers in paragraphs and for the line ends beside them."""
    kept = state.env.get(KEPT)
    if kept is None:
        return
    before, is_opened = "", False  # in a phrase of HTML that begins above it, nothing but a tag begins a line
    for token, following in pairwise(state.tokens):
        if token.type == "heading_open" and following.content.endswith("}"):
            following.content = _HEADING_ID.sub(lambda match: stand_in(match[0], kept), following.content)
        # What a browser would run is HTML, and nobody's line.
        if token.type == "paragraph_open" and not (
            (is_opened and OPEN not in following.content) or ("<" in following.content and is_live(following.content))
        ):
            content = following.content
            if not token.level and content.startswith(_MODULES) and _MODULE.match(content.split("\n", 1)[0]):
                following.content = stand_in(content, kept)
            elif content[:1] in ("|", "+") and _are_rows(content, in_item=bool(token.level)):
                following.content = _with_rows(content, kept)
            elif OPEN in content or any(map(_MAY_BE_MARKER.match, content.split("\n"))):
                is_first = before not in _BEFORE_DEFINITION and _OF_TABLE not in content
                following.content = _with_lines(content, kept, is_first=is_first)
            if "|" in following.content and ("[[" in content or "[!" in content):
                following.content = _with_bars(following.content, kept)
        before = token.type
        is_opened = before == "html_block" and _OPENED.search(token.content.rstrip()) is not None


def _are_rows(content: str, *, in_item: bool) -> bool:
    """Whether lines all begin with a bar: verse to Pandoc, a table to Pandoc or kramdown, but none of GFM.

    The mark of an item is one more cell to programs that look for tables before lists.
    """
    lines = [line.strip(" \t") for line in content.split("\n")]
    if len(lines) < 2 or not all(line[:1] == "|" or _GRID_RULE.fullmatch(line) for line in lines):
        return False
    if not any(map(str.isalnum, content)) or ("<" in content and _PARTING.search(content)):
        return False
    # A lazy continuation would be a table where it no longer is one.
    more = _cells(lines[1]) - _cells(lines[0])
    return not (_DELIMITERS.fullmatch(lines[1]) and 0 <= more <= in_item)


def _cells(row: str) -> int:
    """How many cells a row that begins with a bar has."""
    return row.removesuffix("|").count("|")


def _with_rows(content: str, kept: list[str]) -> str:
    """The content of a paragraph of rows; between rules of their own the blanks in them count, too."""
    if "\n+" in content.replace(" ", "") or content[:1] == "+":
        return stand_in_lines(content, kept)
    end = stand_in("\n", kept)
    return _CODE_OR_BAR.sub(
        lambda match: stand_in(match[0], kept) if match[0][0] == "|" else match[0], content
    ).replace("\n", end)


def _with_bars(content: str, kept: list[str]) -> str:
    """The content of a paragraph in which the bars of a link of a wiki are kept."""
    bar = stand_in("|", kept)
    return _CODE_OR_NAMED.sub(lambda match: match[0] if match[1] else _BAR_OF_NAME.sub(bar, match[0]), content)


def _with_lines(content: str, kept: list[str], *, is_first: bool) -> str:
    """The content of a paragraph; `:` begins the first only where its term or its table is before it."""
    each, masked = content.split("\n"), shown(content).split("\n")
    parts: list[str] = []
    after: re.Match[str] | None = None
    is_component = False
    terms = next((index for index, line in enumerate(each) if _DEFINES.match(line)), 0)
    for index, line in enumerate(each):
        text = line.lstrip(" \t")
        is_beginning = masked[index] == line and not (index and _OPENED.search(each[index - 1]))
        match = _MARKER.match(text) if is_beginning else None
        if match and (
            (match["mark"] and text[0] == ":" and is_first and not index)
            or (match["option"] and not (after and (after["option"] or after["fence"])))
        ):
            match = None
        is_below, is_component = is_component, OPEN in text and _is_component(text, kept)
        is_option = after is not None and after[0].startswith(("///", ":::")) and match is None and _OPTION.match(line)
        if (
            index
            and (match or after or index < terms or is_below or is_component)
            and not (_is_broken(each[index - 1]) and not _ends(after, each[index - 1]))
        ):
            parts += parts.pop().rstrip(" \t"), stand_in("\n", kept)
        elif index:
            parts.append("\n")
        if match and match["mark"]:
            parts += stand_in(match["mark"], kept), text[match.end() :]
        elif match and match["line"]:
            parts.append(stand_in(text.rstrip(), kept))
        elif is_option:
            parts.append(stand_in(line.rstrip(), kept))
        else:
            parts.append(text if match or after else line)
        after = after if is_option else match
    return "".join(parts)


def _is_component(line: str, kept: Sequence[str]) -> bool:
    """Whether a line begins or ends with a tag of a component, which are told by that."""
    tags = [stands_for(number, kept) for number in STAND_IN.findall(line)] or [""]
    begins = line[0] == OPEN and tags[0][:1] == "<" and tags[0][1:2].isupper() and tags[0][-2:] != "/>"
    return begins or (line.rstrip()[-1:] == CLOSE and tags[-1][:2] == "</" and tags[-1][2:3].isupper())


def _ends(marker: re.Match[str] | None, line: str) -> bool:
    """Whether a line ends with its marker, whatever blanks stand behind it."""
    if marker is None:
        return False
    return bool(marker["line"] or marker["tags"]) or (bool(marker["alert"]) and not line.endswith("\\"))


def shown(content: str) -> str:
    """The content of a paragraph, with lines in it that begin in code begun otherwise, at the same length."""
    return _CODE_SPAN.sub(lambda code: _LINE_BEGINNING.sub("\n`", code[0]), content) if "`" in content else content


def _is_broken(line: str) -> bool:
    """Whether a line ends with a hard line break (CommonMark 0.31, section 6.7)."""
    return line.endswith("  ") or (len(line) - len(line.rstrip("\\"))) % 2 == 1


def stand_in(text: str, kept: list[str]) -> str:
    """What stands for a text that is kept, in which stand-ins may stand."""
    kept.append(restored(text, kept))
    return f"{OPEN}{len(kept) - 1}{CLOSE}"


def stand_in_lines(text: str, kept: list[str]) -> str:
    """What stands for lines that are kept, each beginning where the block round them has it begin."""
    end = stand_in("\n", kept)
    return end.join([stand_in(line, kept) for line in text.split("\n")])


def start_of(state: StateBlock, line: int) -> int:
    """Where what is in a line begins, behind its indent."""
    return state.bMarks[line] + state.tShift[line]


def said_in(state: StateBlock, line: int) -> str:
    """What is in a line, without the blanks round it."""
    return state.src[start_of(state, line) : state.eMarks[line]].rstrip()


def keep(state: StateBlock, start_line: int, last: int) -> bool:
    """Add lines as they stand; False where a browser would run something in them."""
    said = state.getLines(start_line, last + 1, state.blkIndent, False)
    if is_live(said):
        return False
    state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    inline.content, inline.children = stand_in_lines(said, state.env[KEPT]), []
    state.push("paragraph_close", "p", -1)
    state.line = last + 1
    return True
