"""Characters that are not what they seem: controls, those that nobody sees, wrong decodings."""

from __future__ import annotations

import re

from newsfix.model.position import position
from newsfix.model.problem import Problem
from newsfix.read.code import CodeSpans, is_in
from newsfix.read.references import unescape
from newsfix.regex import regex

# --------------------------------------------------------------------------- controls

# What must not reach a parser: C0 without tab, line feed and carriage return, and DEL.
CONTROL_BYTES = bytes(byte for byte in (*range(32), 127) if byte not in b"\t\n\r")
_STRAY = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TAG = regex(r"</?[a-zA-Z][^<>]*")
_VALUE_OR_STRAY = regex(r"=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+)|[\x00-\x08\x0e-\x1f\x7f]")
_BLANK_CONTROL = str.maketrans("\x0b\x0c", "  ")
_SAMPLE_BYTES = 65536


def mostly_controls(data: bytes) -> bool:
    sample = data[:_SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, CONTROL_BYTES))
    return controls > 4 and controls * 10 > len(sample)


def without_controls(text: str, problems: list[Problem]) -> str:
    """Form feed and vertical tab part words and become blanks; the others stand for nothing.

    But in the name of an element or an attribute U+FFFD takes their place (WHATWG HTML, 13.2.5.8): another name is
    not made of it.
    """
    found = _STRAY.search(text)
    if found is None:
        return text
    kept = _STRAY.sub("", _TAG.sub(_with_names, text.translate(_BLANK_CONTROL)))
    count = len(_STRAY.findall(text))
    before = text[: found.start()].replace("\r\n", "\n").replace("\r", "\n")
    names = f"U+{ord(found[0]):04X}" if count == 1 else f"{count} characters, the first U+{ord(found[0]):04X}"
    problems.append(Problem("EN004", f"control character left out: {names}", *position(before, len(before))))
    return kept


def _with_names(tag: re.Match[str]) -> str:
    return _VALUE_OR_STRAY.sub(lambda part: part[0] if part[0][0] == "=" else "\ufffd", tag[0])


# ------------------------------------------------------------------------- what nobody sees

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
# ZWNJ and ZWJ shape the letters of scripts that join (Arabic to Myanmar, Mongolian), beside others too; ZWJ also joins
# emoji.
_JOINING = "\u0590-\u109f\u1780-\u18af\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
_EMOJI = "\u2190-\u2bff\ufe0f\u3030\u303d\U0001f000-\U0001faff\U000e0020-\U000e007f"
_KEPT = regex(
    f"(?<=[{_JOINING}])[\u200c\u200d]+(?=[{_JOINING}\\w])|(?<=\\w)\u200c(?=[{_JOINING}])|(?<=[{_EMOJI}])\u200d(?=[{_EMOJI}])|(?<=[{_JOINING}])\u200d"
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


# ------------------------------------------------------------------------ wrong decodings

# What UTF-8 looks like once it was read as windows-1252 or Latin-1.
_KUN = "锟斤拷"  # what GBK makes of what stands for unreadable characters; a name for wrong decodings, too
_MOJIBAKE = regex(
    rf"[ÂÃ][\u00a0-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|â€.|ï»¿|(?<![称叫“「『\"(（]){_KUN}|{_KUN}(?![”」』\"）),，。])|\ufffd"
)
# A text about characters shows the one that stands for those that cannot be read.
_SPOKEN_OF = regex(r"(?:U\+|\\u|&#x)FFFD|replacement character", re.IGNORECASE)
# So does one that shows what a program prints.
# C1: nobody writes these, and windows-1252 has punctuation and letters there.
_LATE_CONTROLS = regex(r"[\x80-\x9f]")


def are_escapes(text: str) -> bool:
    """Whether the control characters of a text are what a terminal reads, and in code: colours of what it showed."""
    found = list(_STRAY.finditer(text))
    return all(match[0] in "\x1b\x7f" for match in found) and not _not_in_code(text, found)


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
    signs = ("\ufffd", _KUN, "ï»¿")
    found = [each for each in _MOJIBAKE.finditer(text) if each[0] in signs or _repaired(each[0]) is not None]
    if any(match[0] == "\ufffd" for match in found) and _SPOKEN_OF.search(text):
        found = [match for match in found if match[0] != "\ufffd"]
    if found and (found := _not_in_code(text, found)):
        _report(text, found, _repaired(found[0][0]), problems)


def report_late_controls(text: str, problems: list[Problem]) -> None:
    """Report EN005 where a text has control characters of C1, which come from windows-1252 that was read as Latin-1."""
    found = list(_LATE_CONTROLS.finditer(text))
    if found and (found := _not_in_code(text, found)):
        _report(text, found, found[0][0].encode("latin-1").decode("cp1252", "ignore"), problems)


def _not_in_code(text: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Those of the matches in a text that no code shows: what is spoken of is there."""
    code = CodeSpans(text, markdown=True).spans()
    return [match for match in found if not is_in(code, match.start())]


def _report(text: str, found: list[re.Match[str]], reading: str | None, problems: list[Problem]) -> None:
    first = found[0]
    meant = f" (it should be {reading!r})" if reading else ""
    times = f", {len(found)} times in all" if len(found) > 1 else ""
    message = f"{first[0]!r} looks like text that was decoded wrongly{meant}{times}"
    problems.append(Problem("EN005", message, *position(text, first.start())))


def _repaired(characters: str) -> str | None:
    """What the characters were before somebody read UTF-8 as windows-1252 or Latin-1."""
    try:
        return characters.encode("latin-1" if max(characters) < "\u0100" else "cp1252").decode()
    except UnicodeError:
        return None
