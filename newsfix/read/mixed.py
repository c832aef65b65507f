"""UTF-8 with a few bytes of another origin."""

from __future__ import annotations

from newsfix.model.problem import Problem
from newsfix.regex import regex

_SEQUENCE = regex(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode_mixed(data: bytes, problems: list[Problem]) -> str | None:
    """UTF-8 with a few bytes of another origin: as windows-1252 where only that makes sense, else U+FFFD.

    None unless the file is clearly UTF-8 apart from them.
    """
    good = len(_SEQUENCE.findall(data))
    if not good:
        return None
    parts: list[str] = []
    legacy: list[int] = []
    lost: list[int] = []
    crowded = 0
    start = 0
    while True:
        try:
            parts.append(data[start:].decode() if start else data.decode())
            break
        except UnicodeDecodeError as error:
            bad = start + error.start
            parts.append(data[start:bad].decode())
            start = bad + 1
            if character := _lone_byte(data, bad):
                parts.append(character)
                legacy.append(bad)
            else:
                parts.append("\ufffd")
                lost.append(bad)
            # A repair is for damage, not for another encoding; each step copies the rest.
            alone = data[max(bad - 1, 0) : bad].isascii() and data[start : start + 1].isascii()
            crowded += not alone
            if crowded * 20 > good or len(legacy) + len(lost) > min(2 * good, 40):
                return None
    if legacy:
        where = _offsets(legacy)
        problems.append(Problem("EN001", f"decoded as UTF-8 with single windows-1252 bytes at offset {where}"))
    if lost:
        where = _offsets(lost)
        message = f"decoded as UTF-8, but the bytes at offset {where} fit no encoding; each is replaced by U+FFFD"
        problems.append(Problem("EN001", message))
    return "".join(parts)


def _lone_byte(data: bytes, at: int) -> str | None:
    """What one byte among ASCII means in windows-1252: punctuation, or a letter that touches a letter."""
    around = data[max(at - 1, 0) : at] + data[at + 1 : at + 2]
    if not around.isascii() or not around:
        return None
    byte = data[at : at + 1]
    if b"\x80" <= byte <= b"\x9f":
        return byte.decode("cp1252", "ignore") or None
    return byte.decode("latin-1") if byte >= b"\xc0" and around.isalpha() and byte not in b"\xd7\xf7" else None


def _offsets(offsets: list[int]) -> str:
    shown = ", ".join(map(str, offsets[:8]))
    return f"{shown} and {len(offsets) - 8} more" if len(offsets) > 8 else shown
