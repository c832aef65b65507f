"""What an address is, and when two are one."""

from __future__ import annotations

from newsfix.regex import regex

_NOWHERE = ("#", "javascript:", "data:", "about:", "blob:")
_TEMPLATES = (("{{", "}}"), ("{%", "%}"))
_EDGE = " \t\n\r\f\u201c\u201d\u201e\u2033\u2018\u2019\u00ab\u00bb"
_UNSEEN = regex("[\t\n\r\u00ad\u200b-\u200f\u2060\ufeff]+")


def is_address(text: str) -> bool:
    """Whether a text leads somewhere else: not to a place of the page, and no data or program."""
    if "{" in text and any(text.count(begins) > text.count(ends) for begins, ends in _TEMPLATES):
        return False  # cut by the quotes in a template tag
    if text[:1] == "{" and text[-1:] != "}":
        return False  # cut by the quotes in a value of a program, as JSX has them
    return bool(text) and not text[:11].lower().startswith(_NOWHERE)


def canonical(address: str) -> str:
    """An address as it is compared: percent signs decoded, no blanks or quotes at its ends, nothing unseen in it."""
    address = address.strip(_EDGE)
    if "{" in address or "[" in address:
        address = "".join(address.split())  # a tag of an engine is on one line, with a blank for a line end
    if not address.isprintable():
        address = _UNSEEN.sub("", address)
    if "%" not in address:
        return address
    from urllib.parse import unquote

    return unquote(address)


def resolved(address: str, base: str) -> str:
    """An address against a base, as it is compared."""
    from urllib.parse import urljoin

    try:
        return canonical(urljoin(base, address))
    except ValueError:
        return address
