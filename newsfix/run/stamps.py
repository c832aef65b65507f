"""Whether a file has changed, without reading it."""

from __future__ import annotations

import os
import stat
import struct
import time

_STAMP = struct.Struct("<qqqQ")
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file system has another time for another change (FAT: two seconds)."""


def stamp(path: str) -> bytes:
    """Size, times and inode of a regular file: a change of the file changes them. Empty where there is none."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):  # a NUL in the path
        return b""
    if not stat.S_ISREG(status.st_mode):
        return b""
    inode = status.st_ino & 0xFFFF_FFFF_FFFF_FFFF
    return _STAMP.pack(status.st_size, status.st_mtime_ns, status.st_ctime_ns, inode)


def size(stamp: bytes) -> int:
    """The size that a stamp tells."""
    return int(_STAMP.unpack(stamp)[0])


def modified(stamp: bytes) -> int:
    """The time of the last change of the bytes, in nanoseconds since 1970."""
    return int(_STAMP.unpack(stamp)[1])


def is_settled(stamp: bytes) -> bool:
    """Whether any change from now on will change the stamp: not where the last one is too recent."""
    _, modified, changed, _ = _STAMP.unpack(stamp)
    return bool(max(modified, changed) < time.time_ns() - _SETTLED)


def is_exact(stamp: bytes) -> bool:
    """Whether the time of a file just written with `files.Whole` was kept as it was set, which no later change has."""
    return bool(_STAMP.unpack(stamp)[1] % 1_000_000)
