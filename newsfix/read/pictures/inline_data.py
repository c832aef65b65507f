"""Pictures that stand in the article itself, as `data:` URLs, as files."""

from __future__ import annotations

import re
from binascii import Error, a2b_base64
from urllib.parse import unquote_to_bytes

from newsfix.model.article import PictureFile
from newsfix.regex import regex

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
    Raises ValueError for a media type that is no known picture's, for text that is no base64, for bytes that are no
    picture and for nothing at all.
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
        from newsfix.read.pictures.svg import inert

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
    if len(text) % 4 == 1 or not _BASE64.fullmatch(text):
        raise ValueError("its data is not valid base64")
    try:
        return a2b_base64(text + b"=" * (-len(text) % 4))
    except Error as error:
        raise ValueError("its data is not valid base64") from error
