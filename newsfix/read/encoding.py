"""Bytes to text: byte order mark, UTF-8, and for what is neither the evidence that `legacy` weighs."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterable

from msgspec import Struct

from newsfix.model.problem import Fix, Problem
from newsfix.options import Options
from newsfix.read import characters
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
    (b"\0GITCRYPT\0", "a file that git-crypt keeps encrypted"),
)
_LATE_CONTROL = regex(rb"\xc2[\x80-\x9f]")  # C1 in UTF-8


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

    def as_edits(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems with their fixes of `text` as edits of the file itself."""
        return [each.with_fix(self.in_original(each.fix)) if each.fix else each for each in problems]

    def in_original(self, fix: Fix) -> Fix:
        """A fix of `text` as one of `original`."""
        if self.text is self.original:
            return fix
        start = end = _original_offset(self.original, fix.start)
        if fix.end > fix.start:
            # Behind the last character: what is left out between it and the next is not a part of the span.
            end = _original_offset(self.original, fix.end - 1) + 1
            end += self.original[end - 1 : end + 1] == "\r\n"
        return Fix(start, end, fix.text.replace("\n", self.newline))


_LEFT_OUT = regex(r"\A\ufeff+|(?<=\r)\n|[\x00-\x08\x0e-\x1f\x7f]")


def _original_offset(original: str, offset: int) -> int:
    """Where a character of the text is in the original, which has more of them."""
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
    if encoding[:5] in ("utf-1", "utf-3") or any(map(data.__contains__, characters.CONTROL_BYTES)):
        if encoding == "utf-8" and characters.mostly_controls(data):
            problems.append(Problem("EN006", "the file is binary, not text"))
            return Decoded("", "binary", "\n", tuple(problems))
        text = characters.without_controls(text, problems)
    newline = "\n"
    if "\r" in text:
        both = text.count("\r\n")
        counts = {"\r\n": both, "\n": text.count("\n") - both, "\r": text.count("\r") - both}
        newline = max(counts, key=counts.__getitem__)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        characters.report_mojibake(text, problems)
        if encoding == "utf-8" and b"\xc2" in data and _LATE_CONTROL.search(data):
            characters.report_late_controls(text, problems)
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
            problems.append(Problem("EN006", f"this is {what}, not text", detail=what))
            return None, "binary"
    if options.encoding:
        return _decode_as(data, options.encoding, problems)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            marked = _decode_marked(data, mark, encoding, likely, problems)
            if marked:
                return marked
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        from newsfix.read.legacy import decode_legacy

        return decode_legacy(data, error, likely, problems)
    if "\x1b" in text and re.search(r"\x1b\$(?:[@B]|\)C)", text):
        return _decode_escaped(data, text, problems)
    if b"\x00" in data and text.count("\x00") * 10 > len(text):
        from newsfix.read.legacy import decode_nul

        return decode_nul(data, problems)
    return text, "utf-8"


def _decode_marked(
    data: bytes, mark: bytes, encoding: str, likely: Collection[str], problems: list[Problem]
) -> tuple[str | None, str] | None:
    """The text after a byte order mark; None where that of UTF-32 is one of UTF-16."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        from newsfix.read.legacy import decode_legacy, offset_message

        if encoding == "utf-8":
            rest, encoding = decode_legacy(data[len(mark) :], error, likely, problems)
            return None if rest is None else f"\ufeff{rest}", encoding
        if encoding.startswith("utf-32"):
            return None
        problems.append(Problem("EN003", offset_message(error, encoding)))
        return None, encoding
    if encoding != "utf-8":
        problems.append(Problem("EN001", f"decoded as {encoding.upper()} (detected from its byte order mark)"))
    return text, encoding


def _decode_as(data: bytes, name: str, problems: list[Problem]) -> tuple[str | None, str]:
    """The text in the encoding that the user names."""
    try:
        codec = codecs.lookup(name)
        text = data.decode(codec.name)
    except UnicodeDecodeError as error:
        from newsfix.read.legacy import offset_message

        problems.append(Problem("EN003", offset_message(error, name)))
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
