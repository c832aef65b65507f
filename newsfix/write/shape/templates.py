"""Template tags as text: what an article shows of another engine's, or of the target's own, must not run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile
from typing import TypeVar
from urllib.parse import quote

from msgspec.structs import replace

from newsfix.model import article as tree
from newsfix.profiles import Choices
from newsfix.regex import regex
from newsfix.syntax.templates import PAIR
from newsfix.write.shape.each import Blocks, blocks_with

A = TypeVar("A", bound="tree.Link | tree.Image | tree.Target | tree.Embed")

_TAG = regex(r"\{[{%#]")
_NOT_IN_URL = regex(r"""[{}<>"'|\\^`\s]|(?<=\{)%|%(?=\})""")
_SHORTCODE = regex(r"\{\{([<%])(?P<own>/\*)?((?:[^{}\n]|\{(?!\{)|\}(?!\}))*?)([>%])\}\}")
_COMMENTED = regex(r"\{\{([<%])/\*.*\*/\1?[>%]\}\}", re.DOTALL)
_ARGUMENT = regex(r"(?:lang(?:uage)?[:=]\s*)?[\"']?([\w+#.-]+)")
_WITH_CODE = frozenset({"high", "highlight", "codeblock", "code", "sourcecode"})


def has_tags(text: str) -> bool:
    """Whether a template engine would find one of its tags in a text."""
    return bool(_TAG.search(text))


def as_text(blocks: Blocks, target: Choices, *, from_markdown: bool) -> Blocks:
    """Blocks in which no template tag runs: a listing becomes code, another tag the text that it is."""

    def code(text: str) -> str:
        return _commented(text, keep=from_markdown) if target.has_shortcodes else text

    # An engine whose tags are turned off, and one that finds only shortcodes, have code stand as it is.
    bare = target.has_shortcodes or target.switch is not None or target.templates == "raw"

    def of_block(block: tree.Block) -> Sequence[tree.Block]:
        if isinstance(block, tree.CodeBlock) and (block.templates or has_tags(block.text)):
            shown = replace(block, text=code(block.text), templates=bare)
            if target.templates != "raw":
                return (shown,)
            return tree.Paragraph((tree.RawInline(_RAW),)), shown, tree.Paragraph((tree.RawInline(_END),))
        if isinstance(block, tree.Figure):
            pictures = [
                tree.LinkedImage(_addressed(each.image), each.target and _addressed(each.target))
                for each in block.pictures
            ]
            return (replace(block, pictures=tuple(pictures)),)
        return (_addressed(block),) if isinstance(block, tree.Embed) else (block,)

    def of_inline(item: tree.Inline) -> Sequence[tree.Inline]:
        if isinstance(item, tree.RawInline) and _TAG.match(item.text):
            is_own = target.has_shortcodes and from_markdown and _COMMENTED.match(item.text)
            return (item,) if is_own else (tree.Text(" ".join(item.text.split())),)
        if isinstance(item, tree.Code) and (item.templates or has_tags(item.text)):
            shown = tree.Code(code(item.text), bare)
            return (tree.RawInline(_RAW), shown, tree.RawInline(_END)) if target.templates == "raw" else (shown,)
        return (_addressed(item),) if isinstance(item, (tree.Link, tree.Image)) else (item,)

    return blocks_with(blocks_with(blocks, _listings), of_block, of_inline)


def _addressed(item: A) -> A:
    """An item in whose address no tag is found: what no URL has is percent-encoded, which means the same (RFC 3986)."""
    if not (isinstance(item.url, tree.Verbatim) or has_tags(item.url)):
        return item
    return replace(item, url=_NOT_IN_URL.sub(lambda match: quote(match[0], safe=""), item.url))


_RAW, _END = "{% raw %}", "{% endraw %}"


def _listings(block: tree.Block) -> Sequence[tree.Block]:
    """A block, or a paragraph and the code that pairs of tags in it stand round, `{% highlight ruby %}` and its end."""
    if not isinstance(block, tree.Paragraph) or not any(type(item) is tree.RawInline for item in block.content):
        return (block,)
    found: list[tree.Block] = []
    content: list[tree.Inline] = []
    for item in (*block.content, None):
        listing = _listing(item, alone=len(block.content) == 1)
        if listing or item is None:
            if text := _trimmed(content):
                found.append(block if len(text) == len(block.content) else tree.Paragraph(text))
            found += (listing,) if listing else ()
            content = []
        else:
            content.append(item)
    return found


def _listing(item: tree.Inline | None, *, alone: bool) -> tree.CodeBlock | None:
    """The code between a pair of tags that stands alone, or on lines of its own."""
    match = PAIR.fullmatch(item.text.strip()) if isinstance(item, tree.RawInline) else None
    if not match:
        return None
    name = match["liquid"] or match["hugo"]
    arguments, content = match["arguments"] or match["attributes"] or "", match["content"] or match["code"] or ""
    if not alone and "\n" not in content:
        return None
    argument = _ARGUMENT.match(arguments.strip()) if name in _WITH_CODE else None
    language = argument[1] if argument else None if name in _WITH_CODE else name.removeprefix("code-")
    return tree.CodeBlock(content.strip("\n"), language, templates=True)


def _trimmed(content: Sequence[tree.Inline]) -> tuple[tree.Inline, ...]:
    """Inline content without blanks and line breaks at its ends."""
    found = list(dropwhile(_is_blank, content))
    while found and _is_blank(found[-1]):
        del found[-1]
    if found and isinstance(first := found[0], tree.Text):
        found[0] = tree.Text(first.text.lstrip())
    if found and isinstance(last := found[-1], tree.Text):
        found[-1] = tree.Text(last.text.rstrip())
    return tuple(found)


def _is_blank(item: tree.Inline) -> bool:
    return isinstance(item, tree.LineBreak) or (isinstance(item, tree.Text) and not item.text.strip())


def _commented(text: str, *, keep: bool) -> str:
    """Code in which Hugo shows its shortcodes; those that are written so already stay, where that is to be kept."""

    def written(match: re.Match[str]) -> str:
        opening, own, content, closing = match[1], match["own"] or "", match[3], match[4]
        if opening != {">": "<"}.get(closing, closing) or (keep and own):
            return match[0]
        return f"{{{{{opening}/*{own}{content}*/{closing}}}}}"

    return _SHORTCODE.sub(written, text)
