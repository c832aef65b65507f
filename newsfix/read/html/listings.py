"""Code that is shown by other elements than `<pre>`: tables and containers of highlighters and editors, styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfix.read.html.code import code_text, is_gutter
from newsfix.regex import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_CODE_CELL = "td.code, td.blob-code, td.rouge-code, td.hljs-ln-code, td.crayon-code, td.codeblock, td.lntd pre"
_GUTTER_CELL = (
    "td.gutter, td.blob-num, td.rouge-gutter, td.hljs-ln-numbers, td.crayon-nums, td.linenos, td.lntd .lnt, td.lntd .ln"
    ", td.line-numbers, td.line_numbers"
)
_CONTAINER = regex(
    r"(?:^|\s)(?:syntaxhighlighter|dp-highlighter|crayon-syntax|codecolorer-container|CodeMirror|cm-editor|ace_editor"
    r"|monaco-editor)(?:\s|$)"
)
_LINES = (
    ".crayon-line, .CodeMirror-line, .cm-line, .ace_line, .view-line, td.code .line, .lines > .line"
    ", .dp-highlighter > ol > li"
)
_TITLE = "caption, .crayon-title"


def is_container(classes: str) -> bool:
    """Whether an element of these classes holds code and what a highlighter or an editor shows with it."""
    return _CONTAINER.search(classes) is not None


def is_code_table(node: LexborNode) -> bool:
    """Whether a table lays out lines of code beside their numbers (Hexo, Hugo, GitHub, Rouge, hljs)."""
    if node.css_first(_GUTTER_CELL) is not None:
        return node.css_first(_CODE_CELL) is not None or _has_two_columns(node)
    return node.css_first("td.code pre") is not None


def _has_two_columns(table: LexborNode) -> bool:
    """Whether each row has one cell beside its numbers."""
    rows = table.css("tr")
    return all(
        len(cells) == 2 and is_gutter(cells[0].attributes.get("class")) for cells in (row.css("td") for row in rows)
    )


def title_of(node: LexborNode) -> str:
    """The title that a container shows above the code."""
    title = node.css_first(_TITLE)
    return " ".join((title.text(deep=True) or "").split()) if title is not None else ""


def listing_text(node: LexborNode) -> str:
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
