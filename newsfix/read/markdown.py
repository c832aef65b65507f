"""Markdown to HTML, by markdown-it-py: bodies in Markdown take the same way as those in HTML.

CommonMark with GFM tables and strikethrough, footnotes and TeX between dollar signs. URLs stay as
they are written, and footnotes stay where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from newsfix.model.position import spliced
from newsfix.read.code import CodeSpans, is_in
from newsfix.read.html.tags import Tags
from newsfix.read.references import escape
from newsfix.regex import regex
from newsfix.syntax import commonmark
from newsfix.syntax.definitions import Unshown
from newsfix.syntax.dialects import LooseHeading, restored
from newsfix.syntax.html import BLOCKS, ENDLESS, TAKING, any_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# The parser is recursive: deeper, what it reads would depend on who calls it.
_MAX_NESTING = 100
# What begins a block of HTML in Markdown that only an end tag ends (CommonMark 0.31, section 4.6, condition 1).
_ENDLESS = sorted(ENDLESS - {"pre"})
_ENDLESS_BLOCK = regex(
    rf"^([ ]{{0,3}})<(?=({'|'.join(_ENDLESS)})(?:>|(?P<said>\s[^<>]*>)))(?(said)[^>]*>)", re.IGNORECASE | re.MULTILINE
)
# And what begins one that a sign ends (conditions 3 and 4), with the sign.
_SECTIONS = ((regex(r"<\?"), "?>"), (regex(r"<![a-zA-Z]"), ">"))
_DEEPEST = 64
_FENCE = ("```", "~~~")
_INDENTED = regex(r"(?: {4}| {0,3}\t)[ \t]*(?=\S)")
_BLOCK_TAG = regex(rf"<(/?)({any_of(BLOCKS)}|tbody|thead|tfoot)(?=[\s/>])[^<>]*>?")
# What is shown as it stands, a tag, or one between backticks.
_SPOKEN_OF = regex(
    rf"<!--.*?(?:-->|\Z)|<(?P<name>{any_of((*ENDLESS, 'code'))})(?=[\s/>]).*?(?:</(?P=name)>|\Z)|<[a-zA-Z/][^<>`]*>"
    r"|(?<!`)`(?P<spoken>[^`\n<>]*</?[a-zA-Z][^`\n]*)`(?!`)",
    re.DOTALL | re.IGNORECASE,
)
_TAG_LINE = regex(r"[ \t]+</?[a-zA-Z][^<>]*>\s*\Z|[ \t]+<[a-zA-Z][^<>]*>.*</[a-zA-Z]+>\s*\Z")


def render(
    text: str,
    kept: list[str],
    headings: list[LooseHeading] | None = None,
    unshown: list[Unshown] | None = None,
) -> str:
    """Markdown as HTML, and what is told of it, as `commonmark.rendered` has it.

    Formulas are `<script type="math/tex">`; footnotes carry `data-footnote`, references to them
    `data-footnote-reference`, admonitions the line that begins them as `data-admonition`.
    """
    return commonmark.rendered(_parser().render, text, kept, headings, unshown)


def phrase(text: str) -> str:
    """Markdown without blocks as HTML."""
    kept: list[str] = []
    return restored(commonmark.rendered(_parser().renderInline, text, kept), kept)


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
    return spliced(text, ((start, start, "\\") for start in sorted(starts) if not is_in(code, start)))


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
    return commonmark.parser(_MAX_NESTING, _HTML)


def _formula(token: Token, *, display: bool) -> str:
    return f'<script type="math/tex{"; mode=display" if display else ""}">{token.content}</script>'


def _fence(token: Token) -> str:
    from markdown_it.common.utils import unescapeAll

    info = unescapeAll(token.info).strip()
    named = f' data-fence="{escape(info)}"' if info else ""
    return f"<pre><code{named}>{escape(token.content, quote=False)}</code></pre>\n"


def _attribute_line(token: Token) -> str:
    side = "above" if token.meta["is_above"] else "below"
    return f'<hr data-attributes="{escape(token.meta["text"])}" data-side="{side}">\n'


def _html_block(token: Token) -> str:
    """HTML, in which a tag between backticks is text: no author means an element."""
    if "`" not in token.content:
        return token.content
    return _SPOKEN_OF.sub(lambda found: escape(found[0], quote=False) if found["spoken"] else found[0], token.content)


_HTML: dict[str, Callable[[Token], str]] = {
    "fence": _fence,
    "html_block": _html_block,
    "math_inline": lambda token: _formula(token, display=False),
    "math_inline_double": lambda token: _formula(token, display=True),
    "math_block": lambda token: f"<p>{_formula(token, display=True)}</p>\n",
    "footnote_ref": lambda token: f'<sup data-footnote-reference="{escape(token.meta["label"])}"></sup>',
    "footnote_reference_open": lambda token: f'<blockquote data-footnote="{escape(token.meta["label"])}">\n',
    "footnote_reference_close": lambda token: "</blockquote>\n",
    "admonition_open": lambda token: f'<blockquote data-admonition="{escape(token.meta["head"])}">\n',
    "admonition_close": lambda token: "</blockquote>\n",
    "attribute_line": _attribute_line,
}
