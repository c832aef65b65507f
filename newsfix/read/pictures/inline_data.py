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
_SUFFIXES = {
    "apng": "apng",
    "avif": "avif",
    "bmp": "bmp",
    "gif": "gif",
    "heic": "heic",
    "jpeg": "jpg",
    "jpg": "jpg",
    "jxl": "jxl",
    "pjpeg": "jpg",
    "png": "png",
    "svg+xml": "svg",
    "tiff": "tif",
    "vnd.microsoft.icon": "ico",
    "webp": "webp",
    "x-icon": "ico",
    "x-ms-bmp": "bmp",
    "x-png": "png",
}


def picture_file(url: str) -> PictureFile:
    """The picture of a `data:` URL (RFC 2397; WHATWG Fetch, "data: URL processor").

    Raises ValueError for a media type that is no known picture's, for text that is no base64 and for nothing at all.
    """
    head = _HEAD.match(url)
    if head is None:
        raise ValueError("it has no comma before its data")
    kind, _, name = head["type"].strip().lower().partition("/")
    suffix = _SUFFIXES.get(name) if kind == "image" else None
    if suffix is None:
        raise ValueError(f"{head['type'].strip() or 'text/plain'} is no known type of picture")
    content = unquote_to_bytes(url[head.end() :])
    if head["parameters"].lower().rstrip().endswith(";base64"):
        content = _decoded(content)
    if not content:
        raise ValueError("it has no data")
    from hashlib import sha256

    return PictureFile(f"{sha256(content).hexdigest()[:20]}.{suffix}", content)


def _decoded(text: bytes) -> bytes:
    """Base64 as browsers read it (WHATWG Infra, "forgiving-base64 decode"). Raises ValueError."""
    text = _WHITE.sub(b"", text)
    if len(text) % 4 == 0:
        text = text.removesuffix(b"=").removesuffix(b"=")
    if len(text) % 4 == 1 or not _BASE64.fullmatch(text):
        raise ValueError("its data is no base64")
    try:
        return a2b_base64(text + b"=" * (-len(text) % 4))
    except Error as error:
        raise ValueError("its data is no base64") from error
