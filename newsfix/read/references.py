"""Character references (HTML, section 13.5): `&amp;`, `&#233;`."""

from __future__ import annotations

import re

from newsfix.regex import regex

_COMPLETE = regex(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED_TWICE = regex(r"&(?:amp;)+(?=[#A-Za-z])")
_NOT_SHOWN = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffd-\uffff\ud800-\udfff]")
_MOST_ESCAPES = 20


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


def decode_entities(text: str) -> str:
    """The text with its character references decoded (HTML, section 13.5), those that were escaped twice too.

    Only references that end with a semicolon count, so that `?a=1&copy=2` stays what it is, and only
    those that stand for a character that can be shown.
    """
    if "&" not in text or ";" not in text:
        return text
    for _ in range(_MOST_ESCAPES):
        decoded = _COMPLETE.sub(_character, _ESCAPED_TWICE.sub("&", text))
        if decoded == text:
            break
        text = decoded
    return text


def _character(match: re.Match[str]) -> str:
    reference = match[0]
    characters = unescape(reference)
    return reference if not characters or characters == reference or _NOT_SHOWN.search(characters) else characters
