"""Markdown to HTML, by markdown-it-py: bodies in Markdown take the same way as those in HTML.

CommonMark with GFM tables and strikethrough, footnotes and TeX between dollar signs. URLs stay as
they are written, and footnotes stay where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from newsfix.read.code import CodeSpans, is_in
from newsfix.read.html.tags import Tags
from newsfix.read.references import escape
from newsfix.regex import regex
from newsfix.syntax import commonmark
from newsfix.syntax.dialects import LooseHeading, restored
from newsfix.syntax.html import BLOCKS, ENDLESS, TAKING, any_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MAX_NESTING = 400
# What begins a block of HTML in Markdown that only an end tag ends (CommonMark 0.31, section 4.6, condition 1).
_ENDLESS = sorted(ENDLESS - {"pre"})
_ENDLESS_BLOCK = regex(
    rf"^([ ]{{0,3}})<(?=({'|'.join(_ENDLESS)})(?:>|(?P<said>\s[^<>]*>)))(?(said)[^>]*>)",
    re.IGNORECASE | re.MULTILINE,
)
# And what begins one that a sign ends (conditions 3 and 4), with the sign.
_SECTIONS = (
    (regex(r"<\?"), "?>"),
    (regex(r"<![a-zA-Z]"), ">"),
)
_DEEPEST = 64
_FENCE = ("```", "~~~")
_INDENTED = regex(r"(?: {4,}| {0,3}\t)[ \t]*(?=\S)")
_BLOCK_TAG = regex(rf"<(/?)({any_of(BLOCKS)}|tbody|thead|tfoot)(?=[\s/>])[^<>]*>?")
_TAG_LINE = regex(r"[ \t]+</?[a-zA-Z][^<>]*>\s*\Z|[ \t]+<[a-zA-Z][^<>]*>.*</[a-zA-Z]+>\s*\Z")


def render(
    text: str,
    kept: list[str],
    headings: list[LooseHeading] | None = None,
    unshown: list[commonmark.Unshown] | None = None,
) -> str | None:
    """Markdown as HTML; None where brackets stand too deep in each other.

    kept      what the stand-ins in the text stand for; what those in the HTML do is added to it
    headings  what is added to for lines that may have been meant for headings
    unshown   what is added to for definitions of links that no link uses, and for links in descriptions of pictures

    Formulas are `<script type="math/tex">`; footnotes carry `data-footnote`, references to them
    `data-footnote-reference`, admonitions the line that begins them as `data-admonition`.
    """
    return commonmark.rendered(_parser().render, text, kept, headings, unshown)


def phrase(text: str) -> str:
    """Markdown without blocks as HTML; the text as it stands where brackets stand too deep in each other."""
    kept: list[str] = []
    html = commonmark.rendered(_parser().renderInline, text, kept)
    return escape(text, quote=False) if html is None else restored(html, kept)


def as_text(text: str) -> str:
    """A text as HTML paragraphs, nothing in it read as Markdown."""
    return "".join(f"<p>{escape(part)}</p>\n" for part in re.split(r"\n[ \t]*\n", text))


def as_meant_in_markdown(text: str, tags: Tags) -> str:
    """Markdown with these tags, in which a line that begins with a mention of `<style>` begins a paragraph.

    Where there may be fenced code, nothing is changed.
    """
    if "<?" in text or "<!" in text:
        text = _without_open_sections(text)
    if tags.names.isdisjoint(TAKING) or "```" in text or "~~~" in text:
        return text
    lowered = text.lower()
    closed = {name for name in _ENDLESS if f"</{name}" in lowered}
    return _ENDLESS_BLOCK.sub(lambda match: match[0] if match[2].lower() in closed else _ended(match), text)


def _ended(match: re.Match[str]) -> str:
    """A start tag that no end tag follows: ended where it says that it ends, or of what, else text."""
    said, name = match["said"] or "", match[2]
    is_meant = said.endswith("/>") or ("src" if name.lower() in ("script", "style") else "=") in said
    return f"{match[0]}</{name}>" if is_meant else f"{match[1]}\\{match[0][len(match[1]) :]}"


def _without_open_sections(text: str) -> str:
    """Markdown in which an instruction or a declaration that begins a line and never ends is text."""
    found = {match.start() for begin, end in _SECTIONS for match in begin.finditer(text, text.rfind(end) + 1)}
    starts = [start for start in found if text[text.rfind("\n", 0, start) + 1 : start] in ("", " ", "  ", "   ")]
    if not starts:
        return text
    code = CodeSpans(text, markdown=True).spans()
    parts: list[str] = []
    last = 0
    for start in sorted(starts):
        if not is_in(code, start):
            parts += text[last:start], "\\"
            last = start
    return "".join((*parts, text[last:]))


def unindented(text: str) -> str:
    """Markdown in which a tag below a blank line, within an element that is not closed, is indented by two blanks.

    Exporters write tables so, cell by cell with blank lines between; the engines of their time read an element up to
    its end, where CommonMark takes what is indented below a blank line for code.
    """
    if "    <" not in text and "\t<" not in text:
        return text
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


@cache
def _parser() -> MarkdownIt:
    return commonmark.parser(_MAX_NESTING, _RULES)


def _formula(display: bool, block: bool) -> Any:
    kind = "math/tex; mode=display" if display else "math/tex"

    def rule(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        script = f'<script type="{kind}">{tokens[index].content}</script>'
        return f"<p>{script}</p>\n" if block else script

    return rule


def _fence(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    from markdown_it.common.utils import unescapeAll

    info = unescapeAll(tokens[index].info).strip()
    named = f' data-fence="{escape(info)}"' if info else ""
    return f"<pre><code{named}>{escape(tokens[index].content, quote=False)}</code></pre>\n"


def _reference(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return f'<sup data-footnote-reference="{escape(tokens[index].meta["label"])}"></sup>'


def _open(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return f'<blockquote data-footnote="{escape(tokens[index].meta["label"])}">\n'


def _admonition(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return f'<blockquote data-admonition="{escape(tokens[index].meta["head"])}">\n'


def _attribute_line(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    side = "above" if tokens[index].meta["is_above"] else "below"
    return f'<hr data-attributes="{escape(tokens[index].meta["text"])}" data-side="{side}">\n'


def _close(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return "</blockquote>\n"


_RULES = {
    "fence": _fence,
    "math_inline": _formula(display=False, block=False),
    "math_inline_double": _formula(display=True, block=False),
    "math_block": _formula(display=True, block=True),
    "footnote_ref": _reference,
    "footnote_reference_open": _open,
    "footnote_reference_close": _close,
    "admonition_open": _admonition,
    "admonition_close": _close,
    "attribute_line": _attribute_line,
}
