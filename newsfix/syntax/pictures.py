"""What the address of a picture looks like."""

from __future__ import annotations

import re

from newsfix.regex import regex

ENDINGS = ("jpg", "jpeg", "jfif", "png", "apng", "gif", "webp", "avif", "svg", "bmp", "tif", "tiff", "heic", "jxl")

_FILE = regex(rf"[^?#]*\.(?:{'|'.join(ENDINGS)})(?:$|[?#!])", re.IGNORECASE)
_BLANK = regex(r"\s")


def is_picture_file(url: str) -> bool:
    """Whether the path of a URL ends as the file of a picture does."""
    return _FILE.match(url) is not None


def is_picture_address(value: str) -> bool:
    """Whether the whole of a value is the address of a picture file, not only its name or a sentence about it."""
    value = value.strip()
    return "/" in value and len(value) < 4000 and not _BLANK.search(value) and is_picture_file(value)
