"""Characters that nobody sees: removed, except where they join what stands beside them."""

from __future__ import annotations

import re

_ANY = re.compile(
    "[\u200b\u200c\u200d\u2060\ufeff\u180e]|&(?:#0*(?:8203|8204|8205|8288|65279)|#[xX]0*(?:200[bBcCdD]|2060|[fF][eE][fF]{2})|zwnj|zwj|ZeroWidthSpace|NoBreak);?"
)  # noqa: E501
_ENTITY = re.compile(r"&(#0*[0-9]+|#[xX]0*[0-9a-fA-F]+|[A-Za-z]+);?")
_NAMES = {"zwnj": 0x200C, "zwj": 0x200D, "ZeroWidthSpace": 0x200B, "NoBreak": 0x2060}
# ZWNJ and ZWJ shape the letters of scripts that join (Arabic to Myanmar, Mongolian); ZWJ also joins emoji.
_JOINING = "\u0590-\u109f\u1780-\u18af\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
_EMOJI = "\u2190-\u2bff\ufe0f\u3030\u303d\U0001f000-\U0001faff\U000e0020-\U000e007f"
_KEPT = re.compile(
    f"(?<=[{_JOINING}])[\u200c\u200d]+(?=[{_JOINING}])|(?<=[{_EMOJI}])\u200d(?=[{_EMOJI}])|(?<=[{_JOINING}])\u200d"
)
_GONE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u180e]")


def without_invisible(text: str) -> str:
    """A text without zero-width characters, written as themselves or as entities."""
    if not _ANY.search(text):
        return text
    if "&" in text:
        text = _ANY.sub(_character, text)
    kept = {match.start() + index for match in _KEPT.finditer(text) for index in range(len(match[0]))}
    if not kept:
        return _GONE.sub("", text)
    return _GONE.sub(lambda match: match[0] if match.start() in kept else "", text)


def _character(match: re.Match[str]) -> str:
    entity = _ENTITY.match(match[0])
    if not entity:
        return match[0]
    name = entity[1]
    if name[0] != "#":
        return chr(_NAMES[name])
    return chr(int(name[2:], 16) if name[1] in "xX" else int(name[1:]))
