"""Text that somebody decoded wrongly before: it is kept, and said."""

from __future__ import annotations

from newsfix.model.problem import Problem
from newsfix.regex import regex

# What UTF-8 looks like once it was read as windows-1252 or Latin-1.
_MOJIBAKE = regex(
    r"[ÂÃ][\u00a0-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|â€.|ï»¿|锟斤拷|\ufffd"
)


def report_mojibake(text: str, problems: list[Problem]) -> None:
    """Report EN005 where characters come from UTF-8 that was read as something else."""
    # Single characters first: a search for one costs next to nothing.
    if not (
        "Ã" in text
        or "Â" in text
        or "\ufffd" in text
        or ("€" in text and "â€" in text)
        or ("¿" in text and "ï»¿" in text)
        or ("锟" in text and "锟斤拷" in text)
    ):
        return
    found = [match for match in _MOJIBAKE.finditer(text) if _is_mojibake(match[0])]
    if not found:
        return
    first = found[0]
    line = text.count("\n", 0, first.start()) + 1
    column = first.start() - text.rfind("\n", 0, first.start())
    reading = _repaired(first[0])
    meant = f", it looks like {reading!r}" if reading else ""
    times = f", {len(found)} times in all" if len(found) > 1 else ""
    problems.append(Problem("EN005", f"{first[0]!r} comes from a wrong decoding{meant}{times}", line, column))


def _is_mojibake(characters: str) -> bool:
    return characters in ("\ufffd", "锟斤拷", "ï»¿") or _repaired(characters) is not None


def _repaired(characters: str) -> str | None:
    """What the characters were before somebody read UTF-8 as windows-1252 or Latin-1."""
    try:
        return characters.encode("latin-1" if max(characters) < "\u0100" else "cp1252").decode()
    except UnicodeError:
        return None
