"""A text as the account compares it: normalised, and parted into words; what an address is, and when two are one."""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

from newsfix.regex import regex

Near = tuple[tuple[str, ...], tuple[str, ...]]
"""The words before and after one."""
NOWHERE: Near = ((), ())

# Nobody sees them: soft hyphens, zero-width characters, byte order marks, variation selectors, noncharacters.
_UNSEEN = regex("[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufe00-\ufe0f\ufeff]+")
# Scripts that set no blanks between words: each character counts as one.
_UNPARTED = (
    "\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = regex(f"[{_UNPARTED}]|[^\\W_{_UNPARTED}]+")
_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()}
_LEADS = bytes(range(0xE3, 0xEA))  # of U+3000 to U+9FFF in UTF-8
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_SPLIT = bytes(code if chr(code).isalnum() or code > 127 else 32 for code in range(256))


_REFERENCE = regex(r"&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+);?|[A-Za-z][A-Za-z0-9]*(?:;|(?![=A-Za-z0-9])))")


# In this order: what the last one gives is not decoded again. The library's own module loads as long as a file takes.
_COMMON = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", "\xa0"), ("&amp;", "&"))
_RARE = regex(r"&(?!(?:amp|lt|gt|quot|nbsp);)[A-Za-z#]")


def unescape(text: str) -> str:
    """A text with its entities decoded."""
    if "&" not in text:
        return text
    if _RARE.search(text) is None:
        for name, character in _COMMON:
            text = text.replace(name, character)
        return text
    from html import unescape

    return unescape(text)


def value(text: str) -> str:
    """The value of an attribute with its entities decoded: one without its semicolon may be part of an address."""
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(match: re.Match[str]) -> str:
    """What a reference stands for; a name without its semicolon is a reference as a whole or not at all."""
    said = match[0]
    if said[-1] != ";" and said[1] != "#":
        from html.entities import html5

        if said[1:] not in html5:
            return said
    return unescape(said)


def normal(text: str) -> str:
    """A text in NFC, without what nobody sees."""
    if text.isascii():
        return text
    text = _UNSEEN.sub("", text)
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def encoded(text: str) -> bytes:
    """A text as its pieces are told apart: far quicker than words are."""
    return text.replace("\xa0", " ").encode("utf-8", "surrogatepass")


def chunks(encoded: bytes) -> list[bytes]:
    """The pieces of a text, between blanks and the signs that ASCII has."""
    return encoded.translate(_SPLIT).split()


def letters(encoded: bytes) -> bytes:
    """The pieces of a text, joined."""
    return encoded.translate(None, _SIGNS)


def unparted(letters: bytes) -> int:
    """How many characters of those scripts stand in them that set no blanks and have three bytes, signs aside."""
    if letters.isascii():
        return 0
    return len(letters) - len(letters.translate(None, _LEADS)) - letters.count(b"\xe3\x80")


def words(text: str) -> list[str]:
    """The words of a normal text: runs of letters and digits, single characters of scripts without blanks."""
    if text.isascii():
        return text.translate(_ASCII).split()
    return _WORD.findall(text)


# -------------------------------------------------------------------------------------- addresses

_NO_ADDRESS = ("#", "javascript:", "data:", "about:", "blob:")
_TEMPLATES = (("{{", "}}"), ("{%", "%}"))
_EDGE = " \t\n\r\f\u201c\u201d\u201e\u2033\u2018\u2019\u00ab\u00bb"
_UNSEEN_IN_ADDRESS = regex("[\t\n\r\u00ad\u200b-\u200f\u2060\ufeff]+")


def is_address(text: str) -> bool:
    """Whether a text leads somewhere else: not to a place of the page, and no data or program."""
    if "{" in text and any(text.count(begins) > text.count(ends) for begins, ends in _TEMPLATES):
        return False  # cut by the quotes in a template tag
    if text[:1] == "{" and text[-1:] != "}":
        return False  # cut by the quotes in a value of a program, as JSX has them, or as strings with escapes do
    return bool(text.strip("\\")) and not text[:11].lower().startswith(_NO_ADDRESS)


def canonical(address: str) -> str:
    """An address as it is compared: percent signs decoded, no blanks or quotes at its ends, nothing unseen in it."""
    address = address.strip(_EDGE)
    if "%" in address:
        from urllib.parse import unquote

        address = unquote(address)
    if "{" in address or "[" in address:
        address = "".join(address.split())  # a tag of an engine is on one line, with a blank for a line end
    if not address.isprintable():
        address = _UNSEEN_IN_ADDRESS.sub("", address)
    return address


def resolved(address: str, base: str) -> str:
    """An address against a base, as it is compared."""
    from urllib.parse import urljoin

    try:
        return canonical(urljoin(base, address))
    except ValueError:
        return address
