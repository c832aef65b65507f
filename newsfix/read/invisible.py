"""Characters that nobody sees: removed, except where they join what stands beside them."""

from __future__ import annotations

from newsfix.read.references import unescape
from newsfix.regex import regex

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u180e"
_ENTITY = regex(
    "&(?:#0*(?:8203|8204|8205|8288|65279)|#[xX]0*(?:200[bBcCdD]|2060|[fF][eE][fF]{2})|zwnj|zwj|ZeroWidthSpace|NoBreak);"
)
# Of control characters those that are left out of the file, too, when they stand there as themselves.
_CONTROL = regex(
    r"&\#(?:0*(?:[1-8]|1[4-9]|2[0-9]|3[01]|127)(?![0-9])|[xX]0*(?:[1-8eEfF]|1[0-9a-fA-F]|7[fF])(?![0-9a-fA-F]));?"
)
# And of those that are blanks in the file (vertical tab and form feed).
_BLANK = regex(r"&\#(?:0*1[12](?![0-9])|[xX]0*[bBcC](?![0-9a-fA-F]));?")
_REFERENCE = regex("&(?:#|zw|Zero|NoB)")  # what all of these begin with
# ZWNJ and ZWJ shape the letters of scripts that join (Arabic to Myanmar, Mongolian); ZWJ also joins emoji.
_JOINING = "\u0590-\u109f\u1780-\u18af\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
_EMOJI = "\u2190-\u2bff\ufe0f\u3030\u303d\U0001f000-\U0001faff\U000e0020-\U000e007f"
_KEPT = regex(
    f"(?<=[{_JOINING}])[\u200c\u200d]+(?=[{_JOINING}])|(?<=[{_EMOJI}])\u200d(?=[{_EMOJI}])|(?<=[{_JOINING}])\u200d"
)
_GONE = regex(f"[{_INVISIBLE}]")


def without_invisible(text: str) -> str:
    """A text without zero-width characters, as themselves or as entities, and without references to controls."""
    if "&" in text and _REFERENCE.search(text):
        text = _ENTITY.sub(lambda match: unescape(match[0]), _BLANK.sub(" ", _CONTROL.sub("", text)))
    if text.isascii() or not any(map(text.__contains__, _INVISIBLE)):
        return text
    joins = "\u200c" in text or "\u200d" in text
    kept = {at for match in _KEPT.finditer(text) for at in range(*match.span())} if joins else ()
    if not kept:
        return _GONE.sub("", text)
    return _GONE.sub(lambda match: match[0] if match.start() in kept else "", text)
