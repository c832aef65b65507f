"""Files of this machine: only this module, with `newsfix.run.atomic` for what is written, opens any."""

from __future__ import annotations

import codecs
import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from functools import lru_cache, partial
from typing import IO, Protocol

from msgspec import Struct

from newsfix.options import MEGABYTE
from newsfix.run.atomic import Destination, Identity, Whole, identity_of
from newsfix.run.atomic import sweep as sweep  # which `storage` asks for here
from newsfix.run.paths import contains

MAX_SIZE = 100 * MEGABYTE
"""Larger files are refused: a document takes many times its size in memory."""

_BINARY = getattr(os, "O_BINARY", 0)
_PIECE = 1 << 20
HASH = 16
"""So many bytes of a SHA-256 are kept of a file."""


class TooLarge(OSError):
    """A file that is larger than a limit, a number of bytes."""

    def __str__(self) -> str:
        return f"it is larger than {self.args[0] // MEGABYTE} MB"


class Kept(Exception):
    """What is there must not be replaced; the message says why."""


class Unavailable(Exception):
    """A storage that cannot be used at all; the message says why and what to do."""


class Sink(Protocol):
    """A file in the making, which appears whole or not at all."""

    def write(self, data: bytes, /) -> object: ...


# -------------------------------------------------------------------------------------- places

is_directory = os.path.isdir
is_link = os.path.islink
exists = os.path.lexists
is_regular = os.path.isfile
"""Whether there is a regular file, or a link to one: nothing that is read without an end, or never answers."""
JUNCTIONS = os.name == "nt"
"""Whether a directory that is not a link may lead elsewhere all the same."""


def lies_in(path: str, directory: str) -> bool:
    """Whether a path, links resolved, is a directory or lies below it."""
    return contains(os.path.realpath(directory), os.path.realpath(path))


def names(directory: str) -> list[str]:
    """The names of what is in a directory; none where it cannot be read."""
    try:
        return os.listdir(directory)
    except OSError:
        return []


def links(directory: str) -> list[str]:
    """The names of the links in a directory; none where it cannot be read."""
    try:
        with os.scandir(directory) as entries:
            return [entry.name for entry in entries if entry.is_symlink()]
    except (OSError, ValueError):
        return []


def is_gone(path: str | bytes) -> bool:
    """Whether there certainly is no file: not where a directory cannot be searched."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def is_special(path: str) -> bool:
    """Whether there is what no file may take the place of; see `Destination`."""
    return Whole(path).place.is_special


def identity(path: str) -> Identity | None:
    """What all names of a file have in common; None where there is no file."""
    try:
        return identity_of(os.stat(path))
    except (OSError, ValueError):
        return None


def same(path: str, other: str) -> bool:
    """Whether two paths name one file."""
    try:
        status = os.stat(path)
    except OSError:
        # Only where neither file exists can two paths that differ mean the same place.
        return not os.path.exists(other) and os.path.realpath(path) == os.path.realpath(other)
    try:
        return os.path.samestat(status, os.stat(other))
    except OSError:
        return False


# ------------------------------------------------------------------------------------- reading


class Contents(Struct, frozen=True):
    """The bytes of a file of this machine, and what it was before they were read; of others the bytes alone."""

    data: bytes
    status: os.stat_result | None = None

    @property
    def modified(self) -> float | None:
        """When the file was last changed, in seconds since 1970."""
        return self.status and self.status.st_mtime

    @property
    def identity(self) -> Identity | None:
        return self.status and identity_of(self.status)


def modified(path: str) -> float:
    """When a file was last changed; now, where there is none yet."""
    try:
        return os.stat(path).st_mtime
    except OSError:
        return time.time()


def read(path: str, limit: int = MAX_SIZE) -> bytes:
    """The bytes of a file. Raises OSError, which is TooLarge where there are more than `limit`."""
    return contents(path, limit).data


def contents(path: str, limit: int = MAX_SIZE) -> Contents:
    """The bytes of a file with what is known of it. Raises as `read`."""
    descriptor = os.open(path, os.O_RDONLY | _BINARY)
    try:
        status = os.fstat(descriptor)
        if status.st_size > limit:
            raise TooLarge(limit)
        is_regular = stat.S_ISREG(status.st_mode)
        # One byte more than it has, so that one call reads it whole and tells that it is.
        data = os.read(descriptor, status.st_size + 1) if is_regular else b""
        if not is_regular or len(data) != status.st_size:
            data = _read_stream(partial(os.read, descriptor), limit, data)
        return Contents(data, status)
    finally:
        os.close(descriptor)


def stream(path: str) -> IO[bytes]:
    """A file to be read in pieces. Raises OSError."""
    return open(path, "rb")


def read_stdin(limit: int = MAX_SIZE) -> bytes:
    """The bytes of standard input. Raises as `read`."""
    return _read_stream(sys.stdin.buffer.read, limit)


@lru_cache(maxsize=1024)
def repository_of(directory: str) -> str | None:
    """The root of the repository that an absolute path lies in."""
    while not exists(os.path.join(directory, ".git")):
        directory, below = os.path.dirname(directory), directory
        if directory == below:
            return None
    return directory


def listed(path: str) -> list[str]:
    """The paths that a file names, or standard input (`-`), each once.

    They end with NUL where there is one, otherwise with line feeds. A list may begin with the mark of UTF-8 or
    UTF-16, as one does that PowerShell writes. Raises OSError.
    """
    data = (read_stdin() if path == "-" else read(path)).removeprefix(codecs.BOM_UTF8)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = os.fsencode(data.decode("utf-16", "replace"))
    lines = data.split(b"\0") if b"\0" in data else data.replace(b"\r\n", b"\n").split(b"\n")
    return [os.fsdecode(line) for line in dict.fromkeys(lines) if line]


def _read_stream(read: Callable[[int], bytes], limit: int, begun: bytes = b"") -> bytes:
    parts, size = [begun], len(begun)
    while part := read(_PIECE):
        size += len(part)
        if size > limit:
            raise TooLarge(limit)
        parts.append(part)
    return b"".join(parts)


def digest(path: str) -> bytes:
    """A hash of the bytes of a file. Raises OSError."""
    from hashlib import sha256  # which processors do themselves

    hash = sha256()
    with open(path, "rb", buffering=0) as file:
        while part := file.read(_PIECE):
            hash.update(part)
    return hash.digest()[:HASH]


def hashed(data: bytes) -> bytes:
    """What `digest` is for a file with these bytes."""
    from hashlib import sha256

    return sha256(data).digest()[:HASH]


# ------------------------------------------------------------------------------------- writing

whole = Whole
"""A file to be written piece by piece."""


def write(
    path: str,
    data: bytes,
    *,
    keep_mode: bool = False,
    before: Callable[[], None] = lambda: None,
    kept: Callable[[Destination], str | None] = lambda place: None,
) -> bool:
    """Write a file whole or not at all, with its directories; False where it has these bytes already.

    A link stays and its target is replaced. `keep_mode` gives the new file the mode of the old.
    `before` is what is to be done when it is written and has not appeared yet. `kept` is asked why what is
    there must stay. Raises OSError and Kept.
    """
    file = Whole(path)
    if (file.place.there or file.place.is_link) and (why := kept(file.place)):
        raise Kept(why)
    if file.place.there and not file.place.is_special and has(path, data):
        before()
        return False
    with file:
        file.write(data)
        if keep_mode:
            file.take_mode()
        before()
    return True


def rewrite(path: str, before: bytes, after: bytes) -> None:
    """Give a file other bytes, whole or not at all, if it still has those that were read.

    A link stays and its target is replaced; the mode stays. Raises OSError, also for a file that is
    read-only, which renaming would not heed.
    """
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    if not (mode & 0o222 and os.access(path, os.W_OK)):
        raise PermissionError(errno.EACCES, "it is read-only")
    with Whole(path) as file:
        file.write(after)
        file.take_mode()
        if not has(path, before):
            raise OSError(errno.EAGAIN, "it was changed in the meantime")


def has(path: str, data: bytes) -> bool:
    """Whether a regular file has exactly these bytes."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode) or status.st_size != len(data):
            return False
        with open(path, "rb", buffering=0) as file:
            return file.readall() == data
    except OSError:
        return False


def reason(error: OSError) -> str:
    """What went wrong, without the path, which the message names anyway."""
    return error.strerror.lower() if error.strerror else str(error)
