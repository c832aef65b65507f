"""Addresses as attributes have them."""

from __future__ import annotations

import re

from newsfix.regex import regex

_UNSAFE = regex(r"(?:javascript|vbscript|livescript|data:text/html)[:;,]", re.IGNORECASE)
# What an editor made of the quotes round a value that was written by hand.
_QUOTES = "\u201c\u201d\u201e\u2033\u2018\u2019\u00ab\u00bb"
_ABSOLUTE = regex(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
HOME = regex(r"(?:https?:)?//[^/?#]+/?|/", re.IGNORECASE)
"""The address of a site's first page."""
_IN_URL = regex(r"[\x00-\x20]")


def is_unsafe(url: str) -> bool:
    """Whether a browser would run a URL: it leaves out blanks and control characters before it looks (WHATWG URL)."""
    if url.startswith(("http", "/", "#")):
        return False
    return bool(_UNSAFE.match(_IN_URL.sub("", url[:200])))


def is_absolute(url: str) -> bool:
    """Whether a text is the address of a page with all that it needs: scheme and host."""
    return _ABSOLUTE.fullmatch(url) is not None


def on_one_line(url: str) -> str:
    """A URL of an attribute without the blanks round it and the line ends in it (WHATWG URL, basic URL parser).

    Nor does it begin and end with the quotes that an editor has made typographic, nor end with one that nothing began.
    """
    url = url.strip().rstrip('"')
    if url[:1] in _QUOTES:
        url = url.strip(_QUOTES)
    return url if url.isprintable() else re.sub(r"[\t\n\r]", "", url)


def resolved(base: str | None, url: str) -> str:
    """An address as seen from another; as it is where there is none, or where one of them is broken."""
    if not base:
        return url
    from urllib.parse import urljoin

    try:
        return urljoin(base.strip(), url)
    except ValueError:
        return url
