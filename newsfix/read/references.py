"""Characters as HTML has them (HTML, section 13.5). The two thousand names are loaded for a text that may have one."""

from __future__ import annotations


def escape(text: str, *, quote: bool = True) -> str:
    """`html.escape`."""
    from html import escape

    return escape(text, quote)


def unescape(text: str) -> str:
    """`html.unescape`."""
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)
