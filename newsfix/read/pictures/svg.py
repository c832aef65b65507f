"""Drawings in SVG without what runs in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from newsfix.regex import regex

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

_ACTIVE = frozenset({"script", "handler", "listener", "iframe", "object", "embed"})
"""Elements, of SVG and of HTML within it, that run something or show another document; in small letters."""
_RUNS = regex(r"(?:java|vb)script:|\Adata:(?!image/(?!svg)|font/)")
"""In the value of an attribute, without white space and in small letters: an address that runs or may run."""
_UNSEEN = regex(r"[\x00-\x20\x7f-\xa0]+")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_TEXT_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


def inert(svg: bytes) -> bytes:
    """A drawing without scripts: the bytes as they are where they hold none. Raises ValueError for what is no SVG.

    What a document type declares (entities, default attributes) is put in its place, since a script can stand there.
    """
    from xml.parsers.expat import ExpatError, ParserCreate

    parser = ParserCreate()
    parser.buffer_text = True
    drawing = _Drawing(parser)
    try:
        parser.Parse(svg, True)
    except (ExpatError, ValueError, LookupError):  # not well-formed; an encoding that there is not
        raise ValueError("its data is not valid SVG") from None
    return "".join(drawing.parts).encode() if drawing.is_changed else svg


class _Drawing:
    """A document as it is read: its text, written anew, and whether that differs."""

    def __init__(self, parser: XMLParserType) -> None:
        self.parts: list[str] = []
        self.is_changed = False
        self._skipped = 0
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._leave_out
        parser.ProcessingInstructionHandler = self._leave_out

    def _leave_out(self, *_: object) -> None:
        self.is_changed = True

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = _local(name)
        if not self.parts and not self._skipped and local != "svg":
            raise ValueError
        if self._skipped or local in _ACTIVE:
            self._skipped += 1
            self.is_changed = True
            return
        kept = {key: value for key, value in attributes.items() if not _is_active(key, value)}
        self.is_changed |= len(kept) < len(attributes)
        written = "".join(f' {key}="{value.translate(_ESCAPES)}"' for key, value in kept.items())
        self.parts.append(f"<{name}{written}>")

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        else:
            self.parts.append(f"</{name}>")

    def _text(self, text: str) -> None:
        if not self._skipped:
            self.parts.append(text.translate(_TEXT_ESCAPES))


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _is_active(key: str, value: str) -> bool:
    local = _local(key)
    return local.startswith("on") or local == "srcdoc" or _RUNS.search(_UNSEEN.sub("", value).lower()) is not None
