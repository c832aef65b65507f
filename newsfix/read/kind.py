"""Is a body HTML or Markdown?

Judged by the paragraphs of the source text: how much of it is in elements that only HTML has,
and how much as bare text between blank lines, which HTML would run together.
"""

from __future__ import annotations

import re
from typing import Literal

from newsfix.read.html.tags import Tags
from newsfix.regex import regex
from newsfix.syntax.comments import COMMENT
from newsfix.syntax.dialects import ITEM, MARKDOWN_TAG, WHOLE_LINE
from newsfix.syntax.html import BLOCK_TAG, ENDLESS, OUTER, WRITTEN, any_of
from newsfix.syntax.templates import ENGINE_TAG, KEPT_IN_BRACKETS, RAW_OR_COMMENT

# A search for a line feed is many times as fast as one for `^`: a text gets one before it. In a quote or an item, too.
_FENCE = regex(
    rf"\n[ \t]*(?:(?:>|{ITEM})[ \t]*)*(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}}(?!~))[^\n]*\n"
    r"(?:[^\n]*\n)*?(?:[ \t>]*(?P=fence)[`~]*[ \t]*$|[^\n]*\Z)",
    re.MULTILINE,
)
# What begins comments and elements whose content is not prose, and what ends them (a dotless i is not an i in a tag).
_NO_PROSE = ENDLESS | {"svg"}
_RAW = regex(rf"<(!--|(?a:{any_of(_NO_PROSE)})\b)", re.IGNORECASE)
_RAW_ENDS = {"!--": regex("-->")} | {name: regex(rf"</{name}\s*>", re.IGNORECASE) for name in _NO_PROSE}
_RAW_NAMES = frozenset(_RAW_ENDS)
_BLANK_LINES = regex(r"\n[ \t]*\n\s*")
# Our own Markdown has these as HTML: they say nothing of the rest.
_OWN_BLOCK = regex(rf"\s*<({any_of(WRITTEN)})\b[^>]*>.*</\1>\s*\Z", re.DOTALL | re.IGNORECASE)
# So have they where a target is to have captions or notes in HTML.
_OWN_FORM = regex(
    r"""\s*(?:
        <figure>\n(?:<(?:img|a)\b[^\n]*\n)+(?:<figcaption>[^\n]*\n)?</figure>
      | <ol(?:[ ]start="[0-9]+")?>\n<li[ ]id="fn-[0-9]+">\n.*</ol>
    )\s*\Z""",
    re.DOTALL | re.VERBOSE,
)
_OWN_ITEM = regex(
    rf"^[ \t]*(?:(?:>[ \t]|{ITEM})[ \t]*)+<({any_of(WRITTEN)})\b[^>]*>.{{0,4000}}?</\1>[ \t]*$",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
_QUOTE = regex(r"(?:[ ]{0,3}>[^\n]*(?:\n|\Z))+\Z")
_OUTER = any_of(OUTER)
_WRAPPED = regex(
    rf"\s*(?:{COMMENT}\s*)*<(?:{_OUTER}|!doctype)\b.*</{_OUTER}\s*>(?:\s|{COMMENT})*\Z", re.DOTALL | re.IGNORECASE
)
# Block syntax, links and `**`, which no text has by chance; other emphasis and code spans, which some has.
_BOLD = r"(?<!(?a:[\w*]))\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*(?!(?a:[\w*]))"
_STRONG = regex(
    r"^[ ]{0,3}(?:#{1,6}[ \t]+\S|[-*+][ \t]+\S|\d{1,3}[.)][ \t]+\S|>[ \t]\S|\[[^\]]+\]:[ \t]*\S)|\]\([^)\s]"
    rf"|{_BOLD}",
    re.MULTILINE,
)
_HEADING = regex(r"#{1,6}[ \t]+\S")
_HEADING_ABOVE = regex(r"#{1,6}[ \t]+[^\s<][^\n]*\n(?=<)")
_INLINE = regex(rf"(?<!!)\[[^\]\n]+\]\([^)\s]+\)|{_BOLD}")
# A line that begins with a picture of Markdown, which no text of HTML has, and items with nothing between them.
_PICTURE = regex(r"^[ ]{0,3}!\[[^\]\n]*\]\(\S", re.MULTILINE)
_SIGNS = "-*+0123456789"
_MARK = rf"{ITEM}[ \t]*\S[^\n]*"
_ITEMS = regex(rf"\A[ ]{{0,3}}{_MARK}(?:\n[ \t]+\S[^\n]*)*\n{_MARK}(?:\n(?:{_MARK}|[ \t]+\S[^\n]*))*\s*\Z")
_ITEM = regex(rf"\A[ ]{{0,3}}{_MARK}")
_WEAK = regex(
    r"(?<![\w*])\*\*?[^\s*][^*\n]*\*\*?(?![\w*])|`[^`\n]+`|(?<!\w)_[^_\n]+_(?!\w)|^(?:=|-){3,}[ \t]*$", re.MULTILINE
)
# The row below the head of a GFM table.
_DELIMITER_ROW = regex(r"\n[ ]{0,3}\|[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.MULTILINE)
_TAG = regex(r"<[^<>]*>")
# What prose says of tags it says in code spans (CommonMark 6.1), which a line of HTML seldom has.
_CODE_SPAN = regex(r"(?<!`)(`+)(?!`)[^\n]{1,400}?(?<!`)\1(?!`)")
# A link destination in pointy brackets (CommonMark 0.31, section 6.3) is not a tag.
_DESTINATION = regex(r"\]\(<[^<>\n\\]*(?:\\.[^<>\n\\]*)*>")


def _with_tags_of_html(text: str) -> str:
    """A text without the signs of tags that are not HTML's."""
    # Single characters first: a search for one costs next to nothing.
    text = _DESTINATION.sub("]()", text) if "]" in text and "](<" in text else text
    if "{" in text and ("{{" in text or "{%" in text):
        for tag in (RAW_OR_COMMENT, ENGINE_TAG):
            text = tag.sub(lambda match: match[0].replace("<", " "), text)
    if "[" in text and "<" in text:
        text = KEPT_IN_BRACKETS.sub(lambda match: match[0].replace("<", " "), text)
    return text.replace("\\<", "  ") if "\\" in text and "\\<" in text else text


def body_kind(text: str, tags: Tags) -> Literal["html", "markdown"]:
    """What a body with these tags is.

    Bare text is Markdown: a blank line parts paragraphs there, as its writer meant it, and in HTML
    it would not.
    """
    text = _with_tags_of_html(text)
    if "<" not in text or not BLOCK_TAG.search(text):
        return "markdown"
    if (" markdown" in text or " MARKDOWN" in text) and MARKDOWN_TAG.search(text):
        return "markdown"
    may_have_fences = ("`" in text and "```" in text) or ("~" in text and "~~~" in text)
    lines, fences = _FENCE.subn("\n", f"\n{text}") if may_have_fences else (f"\n{text}", 0)
    if "|" in lines and _DELIMITER_ROW.search(lines):
        return "markdown"
    without_code = lines[1:]
    prose = _without_raw(without_code) if tags.any_of(_RAW_NAMES) else without_code
    in_html, in_text = _parted(prose, tags.any_of(WRITTEN))
    if not in_text and not fences:
        return "html"
    html, bare = _visible(in_html), _visible(in_text)
    if fences and "<pre" not in text:
        bare += len(text) - len(without_code)
    if bare * 20 < html:
        return "html"
    if fences or any(map(_STRONG.search, in_text)):
        return "markdown"
    if bare * 8 <= html or _WRAPPED.match(text):
        return "html"
    return "markdown" if bare > html or any(_WEAK.search(ENGINE_TAG.sub("", each)) for each in in_text) else "html"


def _parted(prose: str, has_own: bool) -> tuple[list[str], list[str]]:
    """The paragraphs of a source that have a block of HTML in them, and those that have none."""
    in_html: list[str] = []
    in_text: list[str] = []
    for chunk in _BLANK_LINES.split(prose.lstrip("\n")):
        if chunk[:1] == "#" and (heading := _HEADING_ABOVE.match(chunk)):
            in_text.append(heading[0])
            chunk = chunk[heading.end() :]
        if chunk and not (chunk.isspace() or (has_own and _OWN_BLOCK.match(chunk)) or _OWN_FORM.match(chunk)):
            (in_html if _is_html(chunk, has_own) else in_text).append(chunk)
    return in_html, in_text


def _is_html(chunk: str, has_own: bool) -> bool:
    """Whether a paragraph of the source has a block of HTML in it; a quote, an item or a code span may hold one."""
    tag = BLOCK_TAG.search(chunk)
    if tag is None or (chunk.lstrip(" ")[0] == ">" and _QUOTE.match(chunk)):
        return False
    if chunk.lstrip(" ")[0] in _SIGNS and _ITEMS.match(chunk):
        return False
    if "![" in chunk and _PICTURE.search(chunk):
        return False
    has_breaks_alone = tag[0].lower() == "<br" and all(each.lower() == "<br" for each in BLOCK_TAG.findall(chunk))
    signs = (_INLINE,) if chunk[0] == "<" else (_ITEM, _STRONG, _WEAK)
    if has_breaks_alone and any(sign.search(chunk) for sign in signs):
        return False  # a break is in any line of Markdown
    if chunk[0] == "#" and _HEADING.match(chunk):
        return False  # what is below the heading speaks of tags
    if chunk[0] == "<":
        return True
    rest = _OWN_ITEM.sub("", chunk) if has_own and chunk.lstrip(" ")[0] in _SIGNS else chunk
    if "`" in rest:
        rest = _CODE_SPAN.sub("", rest)
    rest = WHOLE_LINE.sub("", rest)
    return rest is chunk or BLOCK_TAG.search(rest) is not None


def _without_raw(text: str) -> str:
    """A text without its comments and raw elements; a comment that never ends takes along the rest."""
    parts: list[str] = []
    last = at = 0
    endless: set[str] = set()
    while begin := _RAW.search(text, at):
        name = begin[1].lower()
        end = _RAW_ENDS[name].search(text, begin.end()) if name not in endless else None
        if end is None and name == "!--":
            return "".join((*parts, text[last : begin.start()]))
        if end is None:
            endless.add(name)  # it is spoken of
            at = begin.end()
            continue
        parts.append(text[last : begin.start()])
        # What fills lines leaves no blank one where it was.
        last = at = end.end() + (parts[-1].rstrip(" \t").endswith("\n") and text.startswith("\n", end.end()))
    return "".join((*parts, text[last:]))


def _visible(chunks: list[str]) -> int:
    """How many characters of the chunks stand outside of tags."""
    return sum(len(_TAG.sub("", chunk).strip()) for chunk in chunks)
