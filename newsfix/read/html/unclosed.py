"""Markup that never ends and takes text with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsfix.model.problem import Unplaced
from newsfix.read.html.nodes import beside, children, is_blank, squeezed
from newsfix.read.html.tags import Tags
from newsfix.read.references import unescape
from newsfix.regex import regex
from newsfix.syntax.comments import COMMENT
from newsfix.syntax.html import BLOCKS, HEADINGS, MARKED_AS, NAMES, any_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsfix.read.parse import Parsed

TAG = regex(rf"{COMMENT}|</?[a-zA-Z][^>]*(?:>|\Z)", re.DOTALL)
_MARKUP = regex(rf"</[a-zA-Z]|<{any_of(NAMES)}[\s>/]", re.IGNORECASE)
_HOLDING = ("href", "src", "class", "id", "style")
_SWALLOWING = ", ".join(f'[{name}*="<"]' for name in _HOLDING)
# Marks, which a parser begins anew in each block that follows; by the selector of those that show.
_MARKS = {name: name for name in MARKED_AS} | {"a": "a[href]"}
# What is in others only where they go on; a list also does where the end tag of the other kind was to close it.
_BEYOND = {
    **{f"h{level}": ", ".join(f"h{level} {inner}" for inner in sorted(BLOCKS - HEADINGS)) for level in range(1, 7)},
    **{name: ", ".join(f"{name} > h{level}" for level in range(1, 7)) for name in ("ol", "ul")},
}
_PARAGRAPHS = ", ".join(sorted(HEADINGS | {"p"}))
_OTHER = {"ol": "ul", "ul": "ol"}
_NAMES = frozenset({*_MARKS, *_BEYOND, "blockquote", "pre"})
_BLANK_LINE = regex(r"\n[ \t]*\n")


def unclosed(root: LexborNode, parsed: Parsed) -> Iterator[Unplaced]:
    """What is never closed in a body: the comment, tag or value at its end, quotes, elements that go on."""
    yield from _never_ended(root, parsed)
    yield from _unclosed_quotes(root, parsed.source)
    yield from _run_on(root, parsed.tags, parsed.source)


def _never_ended(root: LexborNode, parsed: Parsed) -> Iterator[Unplaced]:
    """A comment, a tag or a quoted value that runs to the end of the body."""
    html = parsed.html
    for at, content, what in sorted(_open_at_the_end(html, parsed.tags)):
        lost = [text for text in map(_squeezed, TAG.split(html[content:])) if text]
        if lost and not _squeezed(root.text(deep=True) or "").endswith(lost[-1]):
            offset = parsed.source.rfind(re.split(r"(?<=>)|[\n\ufdd0]", html[at : at + 40])[0])
            message = f"{what} is never closed: what follows is not read"
            yield Unplaced("BD008", message, offset if offset >= 0 else None, html[content:])
            return


def _squeezed(text: str) -> str:
    return squeezed(unescape(text))


def _open_at_the_end(html: str, tags: Tags) -> Iterator[tuple[int, int, str]]:
    """What may be open at the end: where it begins, where what it holds begins, and what it is."""
    comment = html.rfind("<!--") if "!--" in tags.names else -1
    if comment >= 0 and html.find("-->", comment + 2) < 0 and html.find("--!>", comment) < 0:
        yield comment, comment + 4, "the comment"
    tag = html.rfind("<")
    if tag > html.rfind(">") and html[tag + 1 : tag + 3].lstrip("/")[:1].isalpha():
        yield tag, tag + 1, "the tag"
    for quote in "\"'":
        last = html.rfind(quote)
        begins = html.rfind("<", 0, last)
        is_value = last > 0 and html[:last].rstrip().endswith("=") and ">" in html[last:]
        if is_value and not html.count(quote, begins, last) % 2:
            yield begins, last + 1, "the quoted value"


def _unclosed_quotes(root: LexborNode, source: str) -> Iterator[Unplaced]:
    """A value that holds markup behind the end of its tag: a quote further on closes it, and the text is not shown."""
    for node in root.css(_SWALLOWING):
        for name, value in node.attributes.items():
            rest = _without_drawing(value) if value and name in _HOLDING else ""
            if value and ">" in rest[: rest.find("<")] and _MARKUP.search(rest):
                at = source.find(value[:60])
                message = f"a quote is missing: {name} of <{node.tag}> holds {' '.join(value.split())[:80]}"
                yield Unplaced("BD008", message, at if at >= 0 else None, value)


def _without_drawing(value: str) -> str:
    """A value without the drawing that it holds from end to end (RFC 2397), whose markup takes no text."""
    start, end = value.find("data:image/svg+xml"), value.rfind("</svg>")
    return value[:start] + value[end + len("</svg>") :] if 0 <= start < end else value


def _run_on(root: LexborNode, tags: Tags, source: str) -> Iterator[Unplaced]:
    """The elements of a body that go on beyond their own content, one problem for each kind."""
    for name in sorted(_NAMES & tags.names):
        if tags.begun[name] > tags.ended.get(name, 0) and _goes_on(root, name, tags):
            message = f"<{name}> is never closed: what follows is read as part of it"
            yield Unplaced("BD008", message, _unclosed(source, name))


def _goes_on(root: LexborNode, name: str, tags: Tags) -> bool:
    if name in _MARKS:
        shown = [node for node in root.css(_MARKS[name]) if node.text(strip=True)]
        return len(shown) > tags.begun[name] or any(node.css_first(_PARAGRAPHS) is not None for node in shown)
    if name == "pre":
        return any(_BLANK_LINE.search(node.text(deep=True).rstrip()) for node in root.css(name)[-1:])
    if name == "blockquote":
        return any(_is_last(root, node) and _has_several(node) for node in root.css(name))
    if root.css_first(_BEYOND[name]) is not None:
        return True
    other = _OTHER.get(name, "")
    return tags.ended.get(other, 0) > tags.begun.get(other, 0)


def _is_last(root: LexborNode, node: LexborNode) -> bool:
    """Whether a block of a body is the last one: nothing but white space follows it."""
    is_own = node.parent is not None and node.parent.mem_id == root.mem_id
    return is_own and all(map(is_blank, beside(node, "next")))


def _has_several(node: LexborNode) -> bool:
    """Whether an element holds a block and something before it."""
    shown = [child for child in children(node) if not is_blank(child)]
    return any(child.tag in BLOCKS for child in shown[1:])


def _unclosed(source: str, name: str) -> int | None:
    """Where in a source the first element of a name begins that is not closed."""
    opened: list[int] = []
    for match in re.finditer(rf"<(/?){name}(?=[\s>])", source, re.IGNORECASE):
        if not match[1]:
            opened.append(match.start())
        elif opened:
            opened.pop()
    return opened[0] if opened else None
