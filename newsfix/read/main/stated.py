"""The text of an article that a page states in its data and shows nowhere: what a script would show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from newsfix.read.frontmatter.linked import json_ld
from newsfix.read.html.elements import texts
from newsfix.read.html.nodes import squeezed
from newsfix.regex import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_MARKUP = regex(r"</(?:p|div|h[1-6]|li)>", re.IGNORECASE)
_TAG = regex(r"<[^<>]*>")
_LINE_ENDS = regex(r"\s*\n\s*")
_STREAMED = regex(r"<[a-z]+ [^<>]*\bid\s*=\s*[\"']?S:[0-9a-f]+[\"'\s>]", re.IGNORECASE)
# Keys of the data that pages of Next.js hold for their scripts.
_TEXTS = ("articleBody", "bodyHtml", "contentHtml", "body", "content", "html", "text")
_LEAST = 80
_LEAST_OF_DATA = 400
_BEGINNING = 60
_MOST_VALUES = 50_000


class StatedText(Struct, frozen=True):
    """A text, as HTML (empty: it is in the tree already), and what of the page states it."""

    html: str
    source: str


def stated_text(tree: LexborHTMLParser, html: str) -> StatedText | None:
    """The text that a page states for a script to show, where the page itself does not show it."""
    if tree.body is None:
        return None
    if "S:" in html and _STREAMED.search(html):
        return StatedText("", "streamed parts")
    if "articleBody" not in html and "__NEXT_DATA__" not in html:
        return None
    shown = squeezed("".join(texts(tree.body)))
    for text, source in _stated(tree):
        plain = squeezed(_TAG.sub("", text))
        if len(plain) > len(shown) and plain[:_BEGINNING] not in shown:
            return StatedText(_as_html(text), source)
    return None


def _stated(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    text, source = json_ld(tree).get("text", ("", ""))
    if len(text) >= _LEAST:
        yield text, source
    node = tree.css_first("script#__NEXT_DATA__")
    if node is not None:
        import json

        try:
            data = json.loads(node.text(deep=True))
        except (ValueError, RecursionError):
            return
        longest = max(_texts_of(data), key=len, default="")
        if len(longest) >= _LEAST_OF_DATA:
            yield longest, "__NEXT_DATA__"


def _texts_of(data: Any) -> Iterator[str]:
    """The strings under keys that name a text, wherever they stand."""
    waiting = [data]
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            yield from (item[key] for key in _TEXTS if isinstance(item.get(key), str))
            waiting += item.values()


def _as_html(text: str) -> str:
    """A text as the HTML of an article: each of its lines a paragraph, unless it is HTML already."""
    if not _MARKUP.search(text):
        escaped = text.strip().replace("&", "&amp;").replace("<", "&lt;")
        text = "".join(f"<p>{line}</p>" for line in _LINE_ENDS.split(escaped))
    return f"<article>{text}</article>"
