"""Whether a file has changed, without reading it."""

from __future__ import annotations

import os
import stat
import struct
import time
from collections.abc import Iterable

_STAMP = struct.Struct("<qqqQ")
_INODE = 0xFFFF_FFFF_FFFF_FFFF
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file system has another time for another change (FAT: two seconds)."""


def stamp(path: str) -> bytes:
    """Size, times and inode of a regular file: a change of the file changes them. Empty where there is none."""
    try:
        return of_status(os.stat(path))
    except (OSError, ValueError):  # a NUL in the path
        return b""


def of_status(status: os.stat_result) -> bytes:
    """The stamp of a file with this status."""
    if not stat.S_ISREG(status.st_mode):
        return b""
    return _STAMP.pack(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & _INODE)


def of_object(size: int, tag: str) -> bytes:
    """The stamp of an object of another storage, whose entity tag changes with its bytes (RFC 9110, section 8.8.3).

    It has no time, so that it is settled at once.
    """
    return _STAMP.pack(size, 0, 0, _number([tag.encode()]))


def together(stamps: Iterable[bytes]) -> bytes:
    """The stamp of several files as if they were one: any change of any of them changes it. Empty where one is."""
    parts = list(stamps)
    if not all(parts):
        return b""
    sizes, modified, changed, _ = zip(*map(_STAMP.unpack, parts), strict=True)
    return _STAMP.pack(sum(sizes), max(modified), max(changed), _number(parts))


def _number(parts: Iterable[bytes]) -> int:
    """A hash, in the place of an inode."""
    from hashlib import blake2b

    return int.from_bytes(blake2b(b"".join(parts), digest_size=8).digest(), "big")


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
    """Whether the time of a file just written with `atomic.Whole` was kept as it was set, which no later change has."""
    return bool(_STAMP.unpack(stamp)[1] % 1_000_000)
