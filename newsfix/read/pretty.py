"""HTML in Markdown whose tags are indented by their depth: below a blank line CommonMark would take them for code.

Exporters write tables so, cell by cell with blank lines between; the engines of their time read an element up to its
end.
"""

from __future__ import annotations

from newsfix.regex import regex
from newsfix.syntax.html import BLOCKS, any_of

_DEEPEST = 64
_FENCE = ("```", "~~~")
_INDENTED = regex(r"(?: {4,}| {0,3}\t)[ \t]*(?=\S)")
_BLOCK_TAG = regex(rf"<(/?)({any_of(BLOCKS)}|tbody|thead|tfoot)(?=[\s/>])[^<>]*>?")
_TAG_LINE = regex(r"[ \t]+</?[a-zA-Z][^<>]*>\s*\Z|[ \t]+<[a-zA-Z][^<>]*>.*</[a-zA-Z]+>\s*\Z")


def unindented(text: str) -> str:
    """Markdown in which a tag below a blank line, within an element that is not closed, is indented by two blanks."""
    lines = text.split("\n")
    opened: list[str] = []
    before = ""
    is_fenced = is_code = is_pre = follows_blank = False
    for index, line in enumerate(lines):
        content = line.strip()
        if content.startswith(_FENCE):
            is_fenced = not is_fenced
        if not content:
            follows_blank = True
            continue
        indented = _INDENTED.match(line)
        is_code = indented is not None and (is_code or (follows_blank and not (opened and _TAG_LINE.match(before))))
        is_pre = (is_pre or "<pre" in content) and "</pre" not in content
        if not (is_fenced or is_code or is_pre):
            if indented and follows_blank and _BLOCK_TAG.match(content):
                lines[index] = f"  {content}"
            if opened or content[0] == "<":
                _follow(opened, content)
        before, follows_blank = line, False
    return "\n".join(lines)


def _follow(opened: list[str], line: str) -> None:
    """Note which elements a line begins and ends."""
    for end, name in _BLOCK_TAG.findall(line):
        if not end:
            opened += [name] * (len(opened) < _DEEPEST)
        elif name in opened:
            del opened[len(opened) - 1 - opened[::-1].index(name) :]
