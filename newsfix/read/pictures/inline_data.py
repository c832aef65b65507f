"""Pictures that are in the article itself, as `data:` URLs, as files; drawings without what runs in them."""

from __future__ import annotations

import re
from binascii import Error, a2b_base64
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from newsfix.model.article import PictureFile
from newsfix.regex import regex

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

_HEAD = regex(r"data:(?P<type>[^;,]{0,100})(?P<parameters>(?:;[^,;]{0,200}){0,10}),", re.IGNORECASE)
_WHITE = regex(rb"[ \t\r\n\f]+")
_BASE64 = regex(rb"[A-Za-z0-9+/]*")
_SVG = "svg+xml"
_TYPES = frozenset(
    {
        *("apng", "avif", "bmp", "gif", "heic", "jpeg", "jpg", "jxl", "pjpeg", "png", _SVG, "tiff"),
        *("vnd.microsoft.icon", "webp", "x-icon", "x-ms-bmp", "x-png"),
    }
)
"""What media types of pictures, `image/…`, are called."""
_SIGNATURES = {
    "png": rb"\x89PNG\r\n\x1a\n",
    "jpg": rb"\xff\xd8\xff",
    "gif": rb"GIF8[79]a",
    "webp": rb"RIFF....WEBP",
    "avif": rb"....ftypavi[fs]",
    "heic": rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)",
    "jxl": rb"\xff\x0a|\0\0\0\x0cJXL \r\n\x87\n",
    "tif": rb"II\*\0|MM\0\*",
    "ico": rb"\0\0[\1\2]\0",
    "bmp": rb"BM....\0\0\0\0",
}
"""What the bytes of a kind of picture begin with, by the suffix of its files."""
_SIGNED = regex(
    b"|".join(rb"(?P<%b>%b)" % (suffix.encode(), begins) for suffix, begins in _SIGNATURES.items()), re.DOTALL
)


def picture_file(url: str) -> PictureFile:
    """The picture of a `data:` URL (RFC 2397; WHATWG Fetch, "data: URL processor").

    Its bytes say what it is, since types are often wrong; a drawing (SVG) is one by its type, and has no scripts.
    Raises ValueError for a media type that no picture has, for text that is not base64, for bytes that are not
    a picture and for nothing at all.
    """
    head = _HEAD.match(url)
    if head is None:
        raise ValueError("it has no comma before its data")
    kind, _, name = head["type"].strip().lower().partition("/")
    if kind != "image" or name not in _TYPES:
        raise ValueError(f"{head['type'].strip() or 'text/plain'} is not a known type of picture")
    content = unquote_to_bytes(url[head.end() :])
    if head["parameters"].lower().rstrip().endswith(";base64"):
        content = _decoded(content)
    if not content:
        raise ValueError("it has no data")
    if name == _SVG:
        return _named(inert(content), "svg")
    signed = _SIGNED.match(content)
    if signed is None or signed.lastgroup is None:
        raise ValueError("its data is not a picture")
    return _named(content, signed.lastgroup)


def _named(content: bytes, suffix: str) -> PictureFile:
    from hashlib import sha256

    return PictureFile(f"{sha256(content).hexdigest()[:20]}.{suffix}", content)


def _decoded(text: bytes) -> bytes:
    """Base64 as browsers read it (WHATWG Infra, "forgiving-base64 decode"). Raises ValueError."""
    text = _WHITE.sub(b"", text)
    if len(text) % 4 == 0:
        text = text.removesuffix(b"=").removesuffix(b"=")
    if not _BASE64.fullmatch(text):
        raise ValueError("its data is not valid base64")
    try:
        return a2b_base64(text + b"=" * (-len(text) % 4))
    except Error as error:
        raise ValueError("its data is not valid base64") from error


# --------------------------------------------------------------------------------------- drawings

_ACTIVE = frozenset({"script", "handler", "listener", "iframe", "frame", "object", "embed", "meta", "base"})
"""Elements, of SVG and of HTML within it, that run something or show another document; in small letters."""
_RUNS = regex(r"(?:java|vb)script:|(?:\A|;)data:(?!image/(?!svg)|font/)")
"""In the value of an attribute, without white space and in small letters: an address that runs or may run."""
_UNSEEN = regex(r"[\x00-\x20\x7f-\xa0]+")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_TEXT_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


def inert(svg: bytes) -> bytes:
    """A drawing without scripts: the bytes as they are where they hold none. Raises ValueError for what is not SVG.

    What a document type declares (entities, default attributes) is put in its place, since it may hold a script.
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
        self._is_cdata = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._leave_out
        parser.ProcessingInstructionHandler = self._leave_out
        parser.CommentHandler = self._comment
        parser.StartCdataSectionHandler = lambda: self._set_cdata(True)
        parser.EndCdataSectionHandler = lambda: self._set_cdata(False)

    def _leave_out(self, *_: object) -> None:
        self.is_changed = True

    def _comment(self, text: str) -> None:
        # HTML, in which somebody may put the drawing, ends it there.
        self.is_changed |= text.startswith((">", "->"))

    def _set_cdata(self, is_cdata: bool) -> None:
        self._is_cdata = is_cdata

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
            self.is_changed |= self._is_cdata and "<" in text  # in a title HTML knows no such sections
            self.parts.append(text.translate(_TEXT_ESCAPES))


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _is_active(key: str, value: str) -> bool:
    local = _local(key)
    if local == "attributename":
        return _local(value.strip()).startswith("on")
    return local.startswith("on") or local == "srcdoc" or _RUNS.search(_UNSEEN.sub("", value).lower()) is not None
