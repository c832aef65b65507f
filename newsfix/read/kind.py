"""Is a body HTML or Markdown?

Judged by the paragraphs of the source text: how much of it stands in elements that only HTML has,
and how much as bare text between blank lines, which HTML would run together.
"""

from __future__ import annotations

import re
from typing import Literal

_LITERAL = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)|<(?P<raw>pre|script|style|textarea|svg|!--)\b.*?(?:</(?P=raw)\s*>|-->|\Z)",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_OWN_BLOCK = re.compile(r"\s*<(table|dl|details)\b[^>]*>.*</\1>\s*\Z", re.DOTALL | re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_HTML_BLOCK = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|blockquote|section|article|center|figure|table|tr|td|font|main|header|footer|html|head|body"
    r"|pre|dl|dd|dt|o:p|hr)\b",
    re.IGNORECASE,
)
_CLOSED_TEXT = re.compile(r"</(?:p|div|h[1-6]|li|ul|ol|blockquote|section|article|font|center|td|tr|body)\s*>", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^\s{0,3}(?:#{1,6}[ \t]|[-*+][ \t]+\S|\d{1,3}[.)][ \t]+\S|>[ \t]?\S|\|.*\|[ \t]*$|(?:=|-){3,}[ \t]*$|\[[^\]]+\]:[ \t]*\S)"
    r"|\]\([^)\s]|\]\[[^\]]*\]|(?<![\w*])\*\*?[^\s*][^*\n]*\*\*?(?![\w*])|`[^`\n]+`|(?<!\w)_[^_\n]+_(?!\w)",
    re.MULTILINE,
)
_TAG = re.compile(r"<[^<>]*>")


def body_kind(text: str) -> Literal["html", "markdown"]:
    """What a body is.

    Bare text is Markdown: a blank line parts paragraphs there, as its writer meant it, and in HTML
    it would not.
    """
    if "<" not in text or not _HTML_BLOCK.search(text):
        return "markdown"
    html = bare = marked = 0
    for chunk in _BLANK_LINES.split(_LITERAL.sub(" ", text)):
        if not chunk.strip() or _OWN_BLOCK.match(chunk):
            continue
        visible = _TAG.sub("", chunk)
        size = len(visible.strip())
        if _HTML_BLOCK.search(chunk):
            html += size
            # A few tags in a long chunk of Markdown do not make it HTML.
            marked += sum(1 for _ in _MARKDOWN.finditer(visible)) if not chunk.lstrip().startswith("<") else 0
        else:
            bare += size
            marked += sum(1 for _ in _MARKDOWN.finditer(chunk))
    if not bare and not marked:
        return "html"
    weight = bare * (2 if marked else 1)
    return "markdown" if weight > html else "html"
