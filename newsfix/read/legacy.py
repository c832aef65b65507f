"""The text of bytes that are not UTF-8: by what the file declares, its neighbours and its letters.

A wrong text is worse than none, so an encoding is taken only where the text that it gives
looks like writing, and a file that fits two is said to be unsure.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection

from newsfix.model.problem import Problem
from newsfix.read.characters import mostly_controls
from newsfix.read.charsets import rank, rivals, too_few
from newsfix.regex import regex

_DECLARED = regex(rb"""(?:charset|encoding|coding)\s*[=:]\s*["']?\s*([A-Za-z0-9][\w.:-]{1,30})""", re.IGNORECASE)
_LANGUAGE = regex(rb"""\blang(?:uage)?["']?\s*[=:]\s*["']?([a-z]{2})\b""", re.IGNORECASE)
_DECLARATION_BYTES = 4096
_SAMPLE_BYTES = 65536

# Labels that mean more than they say (WHATWG Encoding, section 4.2).
_MEANT = {
    "gb18030": "gb2312 gbk gb_2312-80 x-gbk cp936",
    "big5hkscs": "big5 big5-hkscs",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j",
    "cp949": "euc-kr ks_c_5601-1987",
    "cp1252": "iso-8859-1 latin1 latin-1 us-ascii ascii",
    "cp1254": "iso-8859-9",
    "cp874": "tis-620 iso-8859-11",
}
_LABELS = {label: codec for codec, labels in _MEANT.items() for label in labels.split()}


def decode_nul(data: bytes, problems: list[Problem]) -> tuple[str | None, str]:
    """UTF-16 without a byte order mark has its NUL bytes at even or at odd offsets; else it is binary."""
    sample = data[:_SAMPLE_BYTES]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        ours, others = sample[offset::2].count(0), sample[1 - offset :: 2].count(0)
        if len(data) % 2 == 0 and ours > 10 * others:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            problems.append(Problem("EN001", f"decoded as {encoding.upper()} (detected from its zero bytes)"))
            return text, encoding
    problems.append(Problem("EN006", "the file is binary, not text"))
    return None, "binary"


def decode_legacy(
    data: bytes, error: UnicodeDecodeError, likely: Collection[str], problems: list[Problem]
) -> tuple[str | None, str]:
    """The text of bytes that are not UTF-8."""
    if data.count(0) * 20 > len(data):
        return decode_nul(data, problems)
    if mostly_controls(data):
        problems.append(Problem("EN006", "the file is binary, not text"))
        return None, "binary"
    if mixed := _decode_mixed(data, problems):
        return mixed, "utf-8"
    head = data[:_DECLARATION_BYTES]
    declared = {label(match[1].decode("ascii")) for match in _DECLARED.finditer(head)} - {"utf-8"}
    language = _LANGUAGE.search(head)
    sample = _sample(data)
    spoken = language[1].decode("ascii").lower() if language else None
    ranked = rank(sample, declared, spoken, likely)
    for position, candidate in enumerate(ranked):
        try:
            text = data.decode(candidate.encoding)
        except UnicodeDecodeError:
            continue
        stated = candidate.encoding in declared
        beside = candidate.encoding in likely
        how = "declared in it" if stated else f"detected from {'the files beside it' if beside else 'its letters'}"
        problems.append(Problem("EN001", f"decoded as {_shown(candidate.encoding)} ({how})"))
        if others := rivals(ranked[position:]):
            names = ", ".join(map(_shown, others))
            problems.append(Problem("EN007", f"the encoding could also be {names}; set it with --encoding"))
        elif candidate.guess:
            problems.append(Problem("EN007", "the encoding is unusual for the language; set it with --encoding"))
        elif not (stated or beside) and (few := too_few(sample)):
            problems.append(Problem("EN007", f"only {few} bytes tell the encoding; set it with --encoding"))
        return text, candidate.encoding
    message = f"{offset_message(error, 'UTF-8')}; no other encoding gives plausible text; set one with --encoding"
    problems.append(Problem("EN003", message))
    return None, "unknown"


def _shown(codec: str) -> str:
    """The name that the web has for a codec (windows-1252), where Python has another (cp1252)."""
    return f"windows-{codec[2:]}" if codec.startswith("cp125") else codec


def label(name: str) -> str:
    """The codec that a charset label means, or the label itself where Python has none."""
    name = name.lower()
    if name in _LABELS:
        return _LABELS[name]
    try:
        return codecs.lookup(name).name
    except LookupError:
        return name


def offset_message(error: UnicodeDecodeError, encoding: str) -> str:
    byte = error.object[error.start]
    return f"byte 0x{byte:02x} at offset {error.start} is not valid {encoding}"


_HIGH = regex(rb"[\x80-\xff]+")


def _sample(data: bytes) -> bytes:
    """Whole lines round the bytes that are not ASCII: what tells encodings apart, up to a bound."""
    if len(data) <= _SAMPLE_BYTES:
        return data
    first = _HIGH.search(data)
    start = data.rfind(b"\n", 0, first.start()) + 1 if first else 0
    end = data.find(b"\n", start + _SAMPLE_BYTES)
    return data[start : end if 0 <= end < start + 2 * _SAMPLE_BYTES else len(data)]


_SEQUENCE = regex(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def _decode_mixed(data: bytes, problems: list[Problem]) -> str | None:
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
