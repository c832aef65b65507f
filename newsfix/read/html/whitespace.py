"""White space as a reader sees it (CSS Text 3, section 4.1)."""

from __future__ import annotations

from itertools import pairwise

WHITE = " \t\n\r\f"
INDENT = " \u00a0\u3000"
EDGE = WHITE + INDENT
"""What no line begins or ends with."""
# East Asian Width F, W or H without Hangul (CSS Text 3, section 4.1.3).
_WIDE: tuple[tuple[str, str], ...] = (
    ("\u2329", "\u232a"),
    ("\u2e80", "\u303e"),
    ("\u3041", "\u312f"),
    ("\u3190", "\u31ff"),
    ("\u3220", "\ua4cf"),
    ("\uf900", "\ufaff"),
    ("\ufe10", "\ufe19"),
    ("\ufe30", "\ufe6b"),
    ("\uff01", "\uff9f"),
    ("\uffe0", "\uffe6"),
    ("\U00016fe0", "\U00018cff"),
    ("\U0001aff0", "\U0001b2ff"),
    ("\U00020000", "\U0003fffd"),
)


def collapse(text: str) -> str:
    """Collapse the white space inside a text that has none at its ends."""
    if "\n" in text:
        text = _unbroken([part for line in text.split("\n") if (part := line.strip(WHITE))])
    if "\t" in text or "\r" in text or "\f" in text:
        text = text.replace("\t", " ").replace("\r", " ").replace("\f", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _unbroken(parts: list[str]) -> str:
    """Lines of source text as one, without a blank where both of its neighbours are wide."""
    joined = parts[:1]
    for before, after in pairwise(parts):
        if before.isascii() or not (is_wide(before[-1]) and is_wide(after[0])):
            joined.append(" ")
        joined.append(after)
    return "".join(joined)


def is_wide(character: str) -> bool:
    """Whether a character is wide: between two such a line end is no blank."""
    for first, last in _WIDE:
        if character <= last:
            return character >= first
    return False
