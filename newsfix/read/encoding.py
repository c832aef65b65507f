"""Bytes to text: byte order mark, UTF-8, the charset that the file declares, and then evidence.

A wrong text is worse than none, so a legacy encoding is taken only where the text that it gives
looks like writing, and a file that fits two is said to be unsure.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection

from msgspec import Struct

from newsfix.model.problem import Fix, Problem
from newsfix.options import Options
from newsfix.read.characters import report_late_controls, report_mojibake
from newsfix.regex import regex

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
)
# What must not reach a parser: C0 without tab, line feed and carriage return, and DEL.
_CONTROL_BYTES = bytes(byte for byte in (*range(32), 127) if byte not in b"\t\n\r")
_CONTROL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LATE_CONTROL = regex(rb"\xc2[\x80-\x9f]")  # C1 in UTF-8
_BLANK_CONTROL = str.maketrans("\x0b\x0c", "  ")

_DECLARED = regex(rb"""(?:charset|encoding|coding)\s*[=:]\s*["']?\s*([A-Za-z0-9][\w.:-]{1,30})""", re.IGNORECASE)
_LANGUAGE = regex(rb"""\blang(?:uage)?["']?\s*[=:]\s*["']?([a-z]{2})\b""", re.IGNORECASE)
_DECLARATION_BYTES = 4096
_SAMPLE_BYTES = 65536

# Labels that mean more than they say (WHATWG Encoding, section 4.2).
_LABELS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "iso-8859-11": "cp874",
}


class Decoded(Struct, frozen=True):
    """Text with line feeds for newlines, no byte order mark and no control characters.

    `encoding` is the codec's name, `newline` the most common one of the file, `original` the text as
    the codec gives it. Without a text that could be trusted `text` is empty and `problems` has an error.
    """

    text: str
    encoding: str
    newline: str
    problems: tuple[Problem, ...]
    original: str = ""

    def in_original(self, fix: Fix) -> Fix:
        """A fix of `text` as one of `original`."""
        if self.text is self.original:
            return fix
        start = end = _original_offset(self.original, fix.start)
        if fix.end > fix.start:
            # Behind the last character: what is left out between it and the next is no part of the span.
            end = _original_offset(self.original, fix.end - 1) + 1
            end += self.original[end - 1 : end + 1] == "\r\n"
        return Fix(start, end, fix.text.replace("\n", self.newline))


_LEFT_OUT = regex(r"\A\ufeff+|(?<=\r)\n|[\x00-\x08\x0e-\x1f\x7f]")


def _original_offset(original: str, offset: int) -> int:
    """Where a character of the text stands in the original, which has more of them."""
    for left_out in _LEFT_OUT.finditer(original):
        if left_out.start() > offset:
            break
        offset += len(left_out[0])
    return offset


def decode(data: bytes, options: Options, likely: Collection[str] = ()) -> Decoded:
    """The text of a file; `options.encoding` overrides every other evidence.

    `likely` are codecs that something outside the file speaks for. Never raises.
    """
    problems: list[Problem] = []
    original, encoding = _decode(data, options, likely, problems)
    if original is None:
        return Decoded("", encoding, "\n", tuple(problems))
    text = _without_mark(original, encoding, problems)
    # Looking for one byte after the other is ten times faster, but UTF-16 is full of zero bytes.
    if encoding[:5] in ("utf-1", "utf-3") or any(map(data.__contains__, _CONTROL_BYTES)):
        if encoding == "utf-8" and _mostly_controls(data):
            problems.append(Problem("EN006", "the file is binary, not text"))
            return Decoded("", "binary", "\n", tuple(problems))
        text = _without_controls(text, problems)
    newline = "\n"
    if "\r" in text:
        newline = _newline(text)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        report_mojibake(text, problems)
        if encoding == "utf-8" and b"\xc2" in data and _LATE_CONTROL.search(data):
            report_late_controls(text, problems)
    return Decoded(text, encoding, newline, tuple(problems), original)


def _without_mark(original: str, encoding: str, problems: list[Problem]) -> str:
    """The text after its byte order mark, which only UTF-16 and UTF-32 need."""
    if not original.startswith("\ufeff"):
        return original
    text = original.lstrip("\ufeff")
    if encoding[:5] in ("utf-1", "utf-3"):
        return text
    fix = Fix(0, len(original) - len(text), "")
    problems.append(Problem("EN002", "the file begins with a byte order mark", 1, 1, fix))
    return text


def _decode(data: bytes, options: Options, likely: Collection[str], problems: list[Problem]) -> tuple[str | None, str]:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            problems.append(Problem("EN006", f"this is {what}, not text"))
            return None, "binary"
    if options.encoding:
        return _decode_as(data, options.encoding, problems)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as error:
                if encoding == "utf-8":
                    rest, encoding = _decode_legacy(data[len(mark) :], error, likely, problems)
                    return None if rest is None else f"\ufeff{rest}", encoding
                if encoding.startswith("utf-32"):
                    continue
                problems.append(Problem("EN003", _offset_message(error, encoding)))
                return None, encoding
            if encoding != "utf-8":
                problems.append(Problem("EN001", f"decoded as {encoding.upper()} (detected from its byte order mark)"))
            return text, encoding
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _decode_legacy(data, error, likely, problems)
    if "\x1b" in text and re.search(r"\x1b\$(?:[@B]|\)C)", text):
        return _decode_escaped(data, text, problems)
    if b"\x00" in data and text.count("\x00") * 10 > len(text):
        return _decode_nul(data, problems)
    return text, "utf-8"


def _decode_as(data: bytes, name: str, problems: list[Problem]) -> tuple[str | None, str]:
    """The text in the encoding that the user names."""
    try:
        codec = codecs.lookup(name)
        text = data.decode(codec.name)
    except UnicodeDecodeError as error:
        problems.append(Problem("EN003", _offset_message(error, name)))
        return None, name
    except (LookupError, ValueError):
        problems.append(Problem("EN003", f"{name} is not a known encoding"))
        return None, name
    return text, codec.name


def _decode_escaped(data: bytes, text: str, problems: list[Problem]) -> tuple[str | None, str]:
    """ISO-2022-JP and -KR are ASCII with escape sequences, so that UTF-8 takes them without complaint."""
    codec, name = ("iso2022_kr", "ISO-2022-KR") if "\x1b$)C" in text else ("iso2022_jp", "ISO-2022-JP")
    try:
        decoded = data.decode(codec)
    except UnicodeDecodeError:
        return text, "utf-8"
    problems.append(Problem("EN001", f"decoded as {name} (detected from its escape sequences)"))
    return decoded, codec


def _decode_nul(data: bytes, problems: list[Problem]) -> tuple[str | None, str]:
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


def _decode_legacy(
    data: bytes, error: UnicodeDecodeError, likely: Collection[str], problems: list[Problem]
) -> tuple[str | None, str]:
    """The text of bytes that are not UTF-8."""
    if data.count(0) * 20 > len(data):
        return _decode_nul(data, problems)
    if _mostly_controls(data):
        problems.append(Problem("EN006", "the file is binary, not text"))
        return None, "binary"
    from newsfix.read.mixed import decode_mixed

    if mixed := decode_mixed(data, problems):
        return mixed, "utf-8"
    from newsfix.read.charsets import rank, rivals, too_few

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
    message = f"{_offset_message(error, 'UTF-8')}; no other encoding gives plausible text; set one with --encoding"
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


_HIGH = regex(rb"[\x80-\xff]+")


def _offset_message(error: UnicodeDecodeError, encoding: str) -> str:
    byte = error.object[error.start]
    return f"byte 0x{byte:02x} at offset {error.start} is not valid {encoding}"


def _sample(data: bytes) -> bytes:
    """Whole lines round the bytes that are not ASCII: what tells encodings apart, up to a bound."""
    if len(data) <= _SAMPLE_BYTES:
        return data
    first = _HIGH.search(data)
    start = data.rfind(b"\n", 0, first.start()) + 1 if first else 0
    end = data.find(b"\n", start + _SAMPLE_BYTES)
    return data[start : end if 0 <= end < start + 2 * _SAMPLE_BYTES else len(data)]


def _mostly_controls(data: bytes) -> bool:
    sample = data[:_SAMPLE_BYTES]
    controls = _controls(sample)
    return controls > 4 and controls * 10 > len(sample)


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROL_BYTES))


def _without_controls(text: str, problems: list[Problem]) -> str:
    """Form feed and vertical tab part words and become blanks; the others stand for nothing."""
    found = _CONTROL.search(text)
    if found is None:
        return text
    kept, count = _CONTROL.subn("", text.translate(_BLANK_CONTROL))
    count = count or len(_CONTROL.findall(text))
    before = text[: found.start()].replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    names = f"U+{ord(found[0]):04X}" if count == 1 else f"{count} characters, the first U+{ord(found[0]):04X}"
    problems.append(Problem("EN004", f"control character left out: {names}", line, column))
    return kept


def _newline(text: str) -> str:
    both = text.count("\r\n")
    counts = {"\r\n": both, "\n": text.count("\n") - both, "\r": text.count("\r") - both}
    return max(counts, key=lambda newline: counts[newline])
