"""What the address of a picture looks like."""

from __future__ import annotations

import re

from newsfix.regex import regex

FILLER = r"\.(?:gif|png|svg)"
"""How the files end that sites draw to fill a place."""

PHOTOGRAPH = r"\.(?:jpe?g|jfif|a?png|gif|webp|avif|bmp|tiff?|heic|jxl)"
"""How the files end that have a size of their own."""

FILE = rf"(?:{PHOTOGRAPH}|\.svg)"
"""How the file of a picture ends."""

_FILE = regex(rf"[^?#]*{FILE}(?:$|[?#!])", re.IGNORECASE)
_BLANK = regex(r"\s")


def is_picture_file(url: str) -> bool:
    """Whether the path of a URL ends as the file of a picture does."""
    return _FILE.match(url) is not None


def is_picture_address(value: str) -> bool:
    """Whether the whole of a value is the address of a picture file, not only its name or a sentence about it."""
    value = value.strip()
    return "/" in value and len(value) < 4000 and not _BLANK.search(value) and is_picture_file(value)
