"""Paths: which lies in which, which are one to a file system, which no file can have."""

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


def stem_of(path: str) -> str:
    """The name of a page: that of its file without its endings, `conduct` of `conduct.html.md`."""
    stem = os.path.splitext(os.path.basename(path))[0]
    return stem.removesuffix(".html")


def folded(path: str) -> str:
    """A path as a file system sees it that heeds neither case nor Unicode form."""
    if path.isascii():
        return path.lower()
    from unicodedata import normalize

    return normalize("NFC", path).casefold()


def are_one(path: str, other: str) -> bool:
    """Whether the file system takes two paths, equal but for case and Unicode form, for one. It is tried."""
    from shutil import rmtree

    from newsfix.run.atomic import temporary_name

    pairs = list(zip(path.split(os.sep), other.split(os.sep), strict=True))
    place = next(index for index, (name, name2) in enumerate(pairs) if name != name2)
    directory = os.sep.join(name for name, _ in pairs[:place]) or (os.sep if path.startswith(os.sep) else ".")
    trial = os.path.join(directory, temporary_name())
    try:
        os.makedirs(trial)
        try:
            os.mkdir(os.path.join(trial, pairs[place][0]))
            return os.path.lexists(os.path.join(trial, pairs[place][1]))
        finally:
            rmtree(trial)
    except OSError:
        return False  # nothing can be written there
