"""Code: what `<pre>` shows, and the tables and containers of highlighters and editors, and styles."""

from __future__ import annotations

from itertools import islice, takewhile
from typing import TYPE_CHECKING

from newsfix.model.article import CodeBlock
from newsfix.model.problem import Omission
from newsfix.read.html.code import code_text, fenced, is_gutter, language, left_out
from newsfix.read.html.nodes import beside, is_blank, outwards, said
from newsfix.read.html.tags import Tags
from newsfix.regex import regex
from newsfix.syntax.html import BLOCKS, PLAIN, TABULAR, WRAPPERS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.html.state import State

# What may stand round code and say its language.
_BOXES = WRAPPERS | TABULAR
_MOST_BOXES = 6
_CODE_CELL = "td.code, td.blob-code, td.rouge-code, td.hljs-ln-code, td.crayon-code, td.codeblock, td.lntd pre"
_GUTTER_CELL = (
    "td.gutter, td.blob-num, td.rouge-gutter, td.hljs-ln-numbers, td.crayon-nums, td.linenos, td.lntd .lnt, td.lntd .ln"
    ", td.line-numbers, td.line_numbers"
)
_LINES = (
    ".crayon-line, .CodeMirror-line, .cm-line, .ace_line, .view-line, td.code .line, .lines > .line"
    ", .dp-highlighter > ol > li"
)
_TITLE = "caption, .crayon-title"
_INDENTED = regex(r"\n[ \t]+\S")
# What a phrase that is a block of code would lose.
_NO_CODE = "a[href], img, picture, iframe, video, audio, math, input"


# What a button beside code says.
_COPYING = frozenset(
    """
    copy,copy code,copied,copied!,copy to clipboard,复制,复制代码,複製,複製程式碼,已复制,コピー,복사
    copier,copier le code,kopieren,code kopieren,copiar,copiar código,copia,kopiera
    копировать,скопировать,kopyala,sao chép
    """.replace("\n", ",")
    .replace("    ", "")
    .split(",")
)


def is_beside_code(node: LexborNode, tag: str, classes: str | None) -> bool:
    """Whether an element that is outside of code shows the numbers of its lines, or a button to copy it."""
    text = " ".join((node.text(deep=True, separator=" ") or "").split()).casefold()
    if not text:
        return False
    if text in _COPYING:
        return tag == "button" or is_gutter(classes)
    if tag == "div" and is_gutter(classes) and _names_language(node, text):
        return True
    if not text[0].isdigit() or not is_gutter(classes):
        return False
    numbers = text.split()
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _names_language(node: LexborNode, text: str) -> bool:
    """Whether a text is the name of the language of the code beside it, with a button to copy that or without one."""
    name, _, rest = text.partition(" ")
    for other in (node.prev, node.next):
        if other is not None and other.tag == "pre":
            return name == (language(other.css_first("code"), other) or "").casefold() and rest in ("", *_COPYING)
    return False


def is_listing(state: State, node: LexborNode) -> bool:
    """Whether code that is a phrase shows lines: nothing is beside it, and they are shown or of a language."""
    if state.heading or state.runs or state.frame.of_one_line:
        return False
    html = node.inner_html or ""
    lined = "\n" in html.strip() and (node.mem_id in state.lined or language(node) is not None)
    if not (lined or "<br" in html) or node.css_first(_NO_CODE) is not None:
        return False
    parent = node.parent
    return parent is not None and parent.tag in BLOCKS and _is_alone(node)


def _is_alone(node: LexborNode) -> bool:
    """Whether nothing is shown between an element and the blocks beside it in the one round it."""
    sides = (beside(node, "prev"), beside(node, "next"))
    others = (takewhile(lambda other: other.tag not in BLOCKS, side) for side in sides)
    return all(other.tag in ("br", "-comment") or is_blank(other) for each in others for other in each)


def is_laid_out(node: LexborNode) -> bool:
    """Whether an element that shows all blanks has lines that begin with some, and nothing that code cannot have."""
    return _INDENTED.search(node.text(deep=True) or "") is not None and Tags(node.inner_html or "").names <= PLAIN


def is_code_table(node: LexborNode) -> bool:
    """Whether a table lays out lines of code beside their numbers (Hexo, Hugo, GitHub, Rouge, hljs)."""
    gutter = node.css_first(_GUTTER_CELL)
    if gutter is not None:
        return _is_of(node, gutter) and (node.css_first(_CODE_CELL) is not None or _has_two_columns(node))
    code = node.css_first("td.code pre")
    return code is not None and _is_of(node, code)


def _is_of(table: LexborNode, node: LexborNode) -> bool:
    """Whether a table is the nearest one round an element."""
    nearest = next((outer for outer in outwards(node.parent) if outer.tag == "table"), None)
    return nearest is not None and nearest.mem_id == table.mem_id


def _has_two_columns(table: LexborNode) -> bool:
    """Whether each row has one cell beside its numbers."""
    rows = table.css("tr")
    return all(
        len(cells) == 2 and is_gutter(cells[0].attributes.get("class")) for cells in (row.css("td") for row in rows)
    )


def _listing_text(node: LexborNode) -> str:
    """The code that a table or a container shows, without line numbers."""
    lines = node.css(_LINES)
    if lines:
        text = "\n".join(code_text(line).strip("\n") for line in lines)
    elif node.tag == "table":
        rows = [[cell for cell in row.css("td") if not _is_number(cell)] for row in node.css("tr")]
        text = "\n".join(code_text(cell).strip("\n") for row in rows for cell in row)
    else:
        text = code_text(node)
    return text.replace("\u00a0", " ").strip("\n")


def _is_number(cell: LexborNode) -> bool:
    """Whether a cell holds nothing but line numbers."""
    if is_gutter(cell.attributes.get("class")):
        return True
    return cell.css_first(".lnt, .ln, .linenos, .lineno") is not None and not code_text(cell).strip()


def listing(state: State, node: LexborNode) -> None:
    """Add the code that a table, a container or a style shows, below its title."""
    title = node.css_first(_TITLE)
    if title is not None and (words := said(title)):
        state.flush(state.block)
        state.runs.append((words, ()))
    code_block(state, node, _listing_text(node))


def code_block(state: State, node: LexborNode, text: str) -> None:
    """Add code; nothing for an empty one, unless its fence instructs a program: ```{tableofcontents}."""
    state.settle(state.block)
    # Line numbers, buttons, scripts.
    state.omissions += [Omission(each, "code") for each in left_out(node)]
    templates = state.protected.runs_in(text)
    text = state.protected.restore(text)
    code = node.css_first("code[data-lang], code[class]") or node.css_first("code")
    info = code.attributes.get("data-fence") if code is not None else None
    if not text.strip() and not (info and info.startswith("{")):
        return
    if info:
        name, info = fenced(state.protected.restore(info))
        state.frame.add(CodeBlock(text, name, templates, info), node)
        return
    boxes = islice(takewhile(lambda outer: outer.tag in _BOXES, outwards(node.parent)), _MOST_BOXES)
    name = language(code, node, *boxes)
    state.frame.add(CodeBlock(text, name, templates), node)
