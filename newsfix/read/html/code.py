"""Code blocks: the text of a `<pre>` with its line breaks, and the language that the markup names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newsfix.read.html.nodes import children, is_blank
from newsfix.read.html.tags import Tags
from newsfix.read.references import unescape
from newsfix.regex import regex
from newsfix.syntax.html import BLOCKS, PHRASES, RAW, UNCODED, VOID, any_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LANGUAGE_CLASS = regex(
    r"(?:^|\s)(?:language|lang|highlight-source|highlight-text|brush|sourceCode|src)[-:]\s*([\w+#.-]+)", re.IGNORECASE
)
_HIGHLIGHT_CLASS = regex(
    r"(?:^|\s)(?:hljs|highlight|sourceCode|src|syntaxhighlighter(?:\s+nogutter)?)\s+(?:src-|hl-)?([\w+#.-]+)",
    re.IGNORECASE,
)
# `js`, `js{1,3}`, `python:src/a.py`, `{r, echo=FALSE}`, `{.python .numberLines}`, `{#id .python}`.
_INFO_LANGUAGE = regex(r"\{(?:[^{}]*?\s)??\.([\w+#-]+)|\{?=?\s*([^\s{}:,;=]+)")
_NO_LANGUAGE = frozenset({
    "highlight", "hljs", "code", "plain", "text", "plaintext", "none", "nohighlight", "plain_text",
    "table-responsive", "default", "tab-size", "copyable", "wrap", "wrapper",
})  # fmt: skip
_GUTTERS = frozenset({
    "bar", "blob-num", "cm-gutter", "cm-gutters", "code-header", "code-num", "codemirror-linenumber", "codenum",
    "copy", "crayon-num", "crayon-nums", "gutter", "hljs-ln-numbers", "line-number", "line-number-rows",
    "line-number-wrapper", "line-numbers", "line-numbers-rows", "line-numbers-wrapper", "line_number",
    "line_number-rows", "line_number-wrapper", "line_numbers", "line_numbers-rows", "line_numbers-wrapper", "lineno",
    "linenodiv", "linenos", "ln", "lnt", "lnum", "pre-numbering", "rouge-gutter", "tools",
})  # fmt: skip
# What the names of others begin with, and what they end in.
_GUTTER_BEGINS = (
    *("ace_gutter", "btn", "clipboard", "codemirror-gutter", "toolbar"),
    *(f"copy{sign}{what}" for sign in ("", "-", "_") for what in ("btn", "button", "code", "icon", "link", "to")),
)
_GUTTER_ENDS = ("-line-number", "line-index")
_CONTAINERS = frozenset({
    "CodeMirror", "ace_editor", "cm-editor", "codecolorer-container", "crayon-syntax", "csharpcode", "dp-highlighter",
    "mermaid", "monaco-editor", "syntaxhighlighter",
})  # fmt: skip
# Where code has only these, and none of them is a gutter, its text is what is in it.
_PHRASES = PHRASES - UNCODED - VOID - RAW
# And what else a highlighter may write.
_HIGHLIGHTED = (
    _PHRASES | UNCODED | {"!--", "br", "div", "li", "ol", "p", "path", "pre", "table", "tbody", "td", "tr", "wbr"}
)
_UNCODED = regex(rf"<{any_of(UNCODED)}(?=[\s/>])")
_GUTTER_TAG = regex(r'<(?:ul|ol)\b[^<>]*\bclass="[^"]*(?:number|line|gutter)')
# SyntaxHighlighter takes the source of an element for the code.
_BRUSH = regex(r"(?:^|\s)brush\s*:")
_BREAK = regex(r"<br\s*/?>\n?", re.IGNORECASE)
_CLASS = regex(r' class="([^"]*)"')
# How a style puts a phrase on lines of its own.
ON_ITS_LINE = regex(r"display\s*:\s*(?:block|flex|grid|list-item|table(?:-row|-cell)?)\s*(?:[!;\"']|\Z)", re.IGNORECASE)
_BUTTON = regex(r"<button\b[^<]*(?:<(?!/?button\b)[^<]*)*</button>")
_ANY_TAG = regex(r"<[^<>]*>")
# Blanks that an editor writes so that they are shown: in front of a line they are an indent.
_INDENT = regex(r"^[ \t]*\u00a0[ \t\u00a0]*", re.MULTILINE)
# A number before each line, in a colour of its own and no class (cnblogs).
_NUMBER = regex(r"(?:\A|\n)(?:<code[^<>]*>)?<span style=[^<>]*>\s*(\d+)</span>")
_BEFORE_LINE = regex(r"^\s*\d+ ?", re.MULTILINE)
# Cells stand beside each other on the line of their row.
_LINE_ELEMENTS = BLOCKS - {"td", "th"}


def code_text(root: LexborNode, html: str | None = None) -> str:
    """The text of a code element as it is shown.

    A `<br>` is a line feed, and so is one directly followed by a line feed; elements of their own
    line (`<div>`, `<li>`) begin and end one; line numbers and copy buttons are left out. Trailing
    blanks and empty lines at the ends go, indentation stays. `html` is what is in the element, where it is known.
    """
    html = root.inner_html or "" if html is None else html
    names = Tags(html).names if "<" in html else frozenset[str]()
    is_plain = names <= _PHRASES
    if not is_plain and _is_source(root, html, names):
        text = unescape(_BREAK.sub("\n", _code_in(root).inner_html or ""))
    elif html.count("<code") > 1 and (codes := _codes(root)):
        text = "\n".join(map(code_text, codes))
    elif (inner := _below_its_language(root, html)) is not None:
        return code_text(inner)
    else:
        is_laid_out = "display" in html and ON_ITS_LINE.search(html) is not None
        text = _lines(root) if is_laid_out or not is_plain or _has_gutter(html) else root.text(deep=True) or ""
        if "<span style=" in html and _is_numbered(html, text):
            text = _BEFORE_LINE.sub("", text)
    if "\u00a0" in text:
        text = _INDENT.sub(lambda match: match[0].replace("\u00a0", " "), text)
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


def _is_source(root: LexborNode, html: str, names: frozenset[str]) -> bool:
    """Whether the tags in code are its text, which a highlighter would have shown: none writes such."""
    inner = root.css_first("code")
    classes = " ".join(node.attributes.get("class") or "" for node in (root, inner) if node is not None)
    if _BRUSH.search(classes):
        return not names - {"br"} <= {"a", "span"}
    return not names <= _HIGHLIGHTED and _LANGUAGE_CLASS.search(classes) is not None and not _GUTTER_TAG.search(html)


def _code_in(root: LexborNode) -> LexborNode:
    """The `<code>` that fills an element, else the element."""
    inner = root.first_child
    return inner if inner is not None and inner.tag == "code" and inner.next is None else root


def _codes(root: LexborNode) -> list[LexborNode]:
    """The `<code>` elements that a `<pre>` has one of for each line."""
    lines = [child for child in children(root) if not is_blank(child)] if root.tag == "pre" else []
    return lines if all(line.tag == "code" for line in lines) else []


def _below_its_language(root: LexborNode, html: str) -> LexborNode | None:
    """The `<code>` of a `<pre>` in which nothing else is shown but the name of its language above it."""
    inner = root.css_first("code") if "<div" in html and html.count("<code") == 1 else None
    if inner is None or inner.mem_id == root.mem_id:  # itself, where only its text looks like another
        return None
    before, after = (_BUTTON.sub(" ", part) for part in (html[: html.find("<code")], html.rpartition("</code>")[2]))
    said = " ".join(_ANY_TAG.sub(" ", before).split()).casefold()
    is_named = said == (language(inner, root) or "").casefold()
    return inner if is_named and not _ANY_TAG.sub("", after).strip() else None


def _is_numbered(html: str, text: str) -> bool:
    """Whether each line of code begins with its number, marked as no part of it."""
    numbers = _NUMBER.findall(html)
    lines = text.strip("\n").count("\n") + 1
    return lines > 1 and list(map(int, numbers)) == list(range(1, lines + 1))


def _has_gutter(html: str) -> bool:
    return any(map(is_gutter, set(_CLASS.findall(html))))


def _lines(root: LexborNode) -> str:
    """The text of a code element, read node by node."""
    parts: list[str] = []
    stack: list[tuple[LexborNode | None, bool]] = [(root.first_child, False)]
    after_break = False
    while stack:
        node, line_ends = stack.pop()
        if node is None:
            if line_ends and parts and not parts[-1].endswith("\n"):
                parts.append("\n")
            continue
        stack.append((node.next, line_ends))
        tag = node.tag
        if tag == "-text":
            text = node.text_content or ""
            if after_break and text.startswith("\n"):
                text = text[1:]
            after_break = False
            if text:
                parts.append(text)
        elif tag == "br":
            parts.append("\n")
            after_break = True
        elif tag in UNCODED or tag is None or tag.startswith("-") or _is_beside(tag, node.attributes.get("class")):
            continue
        elif node.first_child is not None:
            style = node.attributes.get("style")
            own_line = tag in _LINE_ELEMENTS or bool(style and ON_ITS_LINE.search(style))
            if own_line and parts and not parts[-1].endswith("\n"):
                parts.append("\n")
            stack.append((node.first_child, own_line))
    return "".join(parts)


def left_out(root: LexborNode) -> list[str]:
    """What a code element holds that is not its text, as HTML."""
    html = root.inner_html or ""
    if "<span style=" in html and _is_numbered(html, root.text(deep=True) or ""):
        return [match[0] for match in _NUMBER.finditer(html)]
    has_numbers = _has_gutter(html) or 'class="number"' in html
    if "<div" in html and _below_its_language(root, html) is not None:
        return [html[: html.find("<code")]]
    if not has_numbers and _UNCODED.search(html) is None:
        return []
    return [
        each.html or ""
        for each in root.traverse()
        if each.tag in UNCODED or _is_beside(each.tag or "", each.attributes.get("class"))
    ]


def _is_beside(tag: str, classes: str | None) -> bool:
    return (is_gutter(classes) and tag != "code") or (tag == "td" and classes == "number")


@lru_cache(1024)  # highlighted code has thousands of elements and a handful of classes
def is_gutter(classes: str | None) -> bool:
    """Whether these are the classes of what is beside code: line numbers, buttons."""
    # `toolbar: false` is an option of SyntaxHighlighter.
    names = [name for name in (classes or "").lower().split() if ":" not in name]
    return any(name in _GUTTERS or name.startswith(_GUTTER_BEGINS) or name.endswith(_GUTTER_ENDS) for name in names)


def is_container(classes: str) -> bool:
    """Whether an element of these classes holds code and what a highlighter or an editor shows with it."""
    return not _CONTAINERS.isdisjoint(classes.split())


def language(*nodes: LexborNode | None) -> str | None:
    """The language that the first of the nodes to name one names, by its class or a data attribute."""
    for node in nodes:
        if node is None:
            continue
        attributes = node.attributes
        for name in ("data-lang", "data-language", "data-enlighter-language", "lang"):
            value = attributes.get(name)
            if value and (name != "lang" or node.tag in ("pre", "code")) and _is_language(value):
                return value.strip()
        classes = attributes.get("class")
        if not classes:
            continue
        for pattern in (_LANGUAGE_CLASS, _HIGHLIGHT_CLASS):
            match = pattern.search(classes)
            if match and _is_language(match[1]):
                return match[1]
        if "mermaid" in classes.split():
            return "mermaid"
        if attributes.get("name") == "code" and _is_language(classes.partition(":")[0]):  # SyntaxHighlighter 1
            return classes.partition(":")[0].strip()
    return None


def fenced(info: str) -> tuple[str | None, str | None]:
    """The language that the info string of a fence names, and the whole string where it says more than that."""
    match = _INFO_LANGUAGE.match(info)
    name = match[1] or match[2] if match and _is_language(match[1] or match[2]) else None
    return name, None if name == info else info


def _is_language(word: str) -> bool:
    word = word.strip()
    return bool(word) and word.lower() not in _NO_LANGUAGE and not re.search(r"[\s`]", word)
