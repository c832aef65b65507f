"""What paths say by themselves: which lies in which, which are one to some file systems, which no file can have."""

from __future__ import annotations

import os
import re

from newsfix.regex import regex

SEPARATORS = ("/", os.sep)
"""What ends the path of a directory that is to be made."""

_SEPARATOR = os.fsencode(os.sep)
_RESERVED = regex(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?: *\..*)?|.*[<>:\"|?*\x00-\x1f].*|.*[. ]", re.IGNORECASE)
_RESERVES = os.name == "nt"


def contains(directory: str, path: str) -> bool:
    return path == directory or path.startswith(directory.rstrip(os.sep) + os.sep)


def below(directory: bytes) -> bytes:
    """What the paths below a directory begin with."""
    return directory.rstrip(_SEPARATOR) + _SEPARATOR


def is_reserved(path: str) -> bool:
    """Whether no file can have the name of a path: Windows takes some for devices, streams or other names.

    Source: Naming Files, Paths, and Namespaces, in Microsoft's documentation of Win32.
    """
    return _RESERVES and _RESERVED.fullmatch(re.split(r"[\\/]", path)[-1]) is not None


def folded(path: str) -> str:
    """A path as a file system sees it that heeds neither case nor Unicode form."""
    if path.isascii():
        return path.lower()
    from unicodedata import normalize

    return normalize("NFC", path).casefold()
