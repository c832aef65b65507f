"""The only module that opens files: read, write whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import IO, Protocol

from newsfix.regex import regex

MAX_SIZE = 100_000_000
"""Larger files are refused: a document takes many times its size in memory."""

_DAY = 86400
TEMPORARY = regex(r"\.newsfix-[0-9a-f]{16}\.tmp")
_BINARY = getattr(os, "O_BINARY", 0)
_FLAGS = os.O_WRONLY | _BINARY
_PIECE = 1 << 20
_HASH = 16


class TooLarge(Exception):
    """The file is larger than the limit."""


class Unavailable(Exception):
    """A storage that cannot be used at all; the message says why and what to do."""


class Sink(Protocol):
    """A file in the making, which appears whole or not at all."""

    def write(self, data: bytes, /) -> object: ...


# -------------------------------------------------------------------------------------- paths


def contains(directory: str, path: str) -> bool:
    return path == directory or path.startswith(directory.rstrip(os.sep) + os.sep)


def lies_in(path: str, directory: str) -> bool:
    """Whether a path, links resolved, is a directory or lies below it."""
    return contains(os.path.realpath(directory), os.path.realpath(path))


def folded(path: str) -> str:
    """A path as a file system sees it that heeds neither case nor Unicode form."""
    if path.isascii():
        return path.lower()
    from unicodedata import normalize

    return normalize("NFC", path).casefold()


def are_one(path: str, other: str) -> bool:
    """Whether the file system takes two paths, equal but for case and Unicode form, for one. It is tried."""
    from shutil import rmtree

    pairs = list(zip(path.split(os.sep), other.split(os.sep), strict=True))
    place = next(index for index, (name, name2) in enumerate(pairs) if name != name2)
    directory = os.sep.join(name for name, _ in pairs[:place]) or (os.sep if path.startswith(os.sep) else ".")
    trial = os.path.join(directory, _temporary_name())
    try:
        os.makedirs(trial)
        try:
            os.mkdir(os.path.join(trial, pairs[place][0]))
            return os.path.lexists(os.path.join(trial, pairs[place][1]))
        finally:
            rmtree(trial)
    except OSError:
        return False  # nothing can be written there


def is_directory(path: str) -> bool:
    return os.path.isdir(path)


def make_directory(path: str) -> None:
    """A directory with those above it, where there is none yet. Raises OSError."""
    os.makedirs(path, exist_ok=True)


def names(directory: str) -> list[str]:
    """The names of what is in a directory; none where it cannot be read."""
    try:
        return os.listdir(directory)
    except OSError:
        return []


def sources(package: str) -> list[str]:
    """The files of a package that is installed as files, those that Python compiled aside, sorted."""
    walk = os.walk(package)
    return sorted(os.path.join(folder, name) for folder, _, names in walk for name in names if name.endswith(".py"))


def exists(path: str) -> bool:
    return os.path.lexists(path)


def is_gone(path: str | bytes) -> bool:
    """Whether there certainly is no file: not where a directory cannot be searched."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def remove(path: str) -> None:
    """Remove a file. Raises OSError."""
    os.unlink(path)


def same(path: str, other: str) -> bool:
    """Whether two paths name one file."""
    try:
        status = os.stat(path)
    except OSError:
        # A file that is there is none that is not; only two that are not can have one place.
        return not os.path.exists(other) and os.path.realpath(path) == os.path.realpath(other)
    try:
        return os.path.samestat(status, os.stat(other))
    except OSError:
        return False


# ------------------------------------------------------------------------------------- reading


def read(path: str, limit: int = MAX_SIZE) -> bytes:
    """The bytes of a file. Raises OSError, and TooLarge where there are more than `limit`."""
    return read_dated(path, limit)[0]


def read_dated(path: str, limit: int = MAX_SIZE) -> tuple[bytes, float]:
    """The bytes of a file, and when it was last changed, in seconds since 1970. Raises as `read`."""
    descriptor = os.open(path, os.O_RDONLY | _BINARY)
    try:
        status = os.fstat(descriptor)
        if status.st_size > limit:
            raise TooLarge
        # One byte more than it has, so that one call reads a file whole.
        step = status.st_size + 1 if stat.S_ISREG(status.st_mode) else _PIECE
        return _read_stream(partial(os.read, descriptor), limit, step), status.st_mtime
    finally:
        os.close(descriptor)


def stream(path: str) -> IO[bytes]:
    """A file to be read in pieces. Raises OSError."""
    return open(path, "rb")


def read_stdin(limit: int = MAX_SIZE) -> bytes:
    """The bytes of standard input. Raises OSError and TooLarge."""
    return _read_stream(sys.stdin.buffer.read, limit)


def _read_stream(read: Callable[[int], bytes], limit: int, step: int = _PIECE) -> bytes:
    parts, size = [], 0
    while part := read(step):
        size += len(part)
        if size > limit:
            raise TooLarge
        parts.append(part)
    return b"".join(parts)


def digest(path: str) -> bytes:
    """A hash of the bytes of a file. Raises OSError."""
    from hashlib import sha256  # which processors do themselves

    hash = sha256()
    with open(path, "rb", buffering=0) as file:
        while part := file.read(_PIECE):
            hash.update(part)
    return hash.digest()[:_HASH]


def hashed(data: bytes) -> bytes:
    """What `digest` is for a file with these bytes."""
    from hashlib import sha256

    return sha256(data).digest()[:_HASH]


# ------------------------------------------------------------------------------------- writing


def _nothing_first() -> None:
    pass


def write(path: str, data: bytes, *, keep_mode: bool = False, before: Callable[[], None] = _nothing_first) -> bool:
    """Write a file whole or not at all, with its directories; False where it has these bytes already.

    A link stays and its target is replaced. `keep_mode` gives the new file the mode of the old.
    `before` is what is to be done when it is written and has not appeared yet. Raises OSError.
    """
    file = Whole(path)
    if file.replaces and has(path, data):
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
        raise OSError(errno.EINVAL, "it is no regular file")
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


def whole(path: str) -> Whole:
    """A file to be written piece by piece; see `Whole`."""
    return Whole(path)


class Whole:
    """A file that appears under its name when the `with` block ends well, and otherwise not at all.

    What is written goes to a temporary file in the same directory, which then is renamed. Any other
    end, an interrupt included, removes it, unless `partial` gives it a name: then it stays under that.
    A device or a pipe is written to directly. Raises OSError.

    replaces  there is something under the name already
    """

    def __init__(self, path: str, *, partial: str | None = None) -> None:
        self._partial = partial
        self.path, self.replaces, self._is_special = _place(path)
        self._temporary: str | None = None
        self._descriptor = -1

    def __enter__(self) -> Whole:
        self.open()
        return self

    def open(self) -> None:
        """What entering the `with` block does."""
        if self._is_special:
            self._descriptor = os.open(self.path, _FLAGS)
            return
        try:
            try:
                self._create()
            except FileNotFoundError:
                os.makedirs(os.path.dirname(self.path) or ".", exist_ok=True)
                self._create()
        except BaseException:
            self._discard()
            raise

    def _create(self) -> None:
        if self._partial:
            self._temporary = os.path.join(os.path.dirname(self.path), self._partial)
            self._descriptor = os.open(self._temporary, _FLAGS | os.O_CREAT | os.O_TRUNC, 0o666)
            return
        while True:
            # Set before the file is there, so that an interrupt between the two leaves nothing behind.
            self._temporary = os.path.join(os.path.dirname(self.path), _temporary_name())
            self._descriptor = os.open(self._temporary, _FLAGS | os.O_CREAT | os.O_EXCL, 0o666)
            _lock(self._descriptor)
            if os.path.lexists(self._temporary):
                return
            self._close()  # swept away before it was locked

    def write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self._descriptor, view) :]

    def take_mode(self) -> None:
        """Give the new file the mode of the one that it replaces, where there is one."""
        if self._temporary:
            with suppress(FileNotFoundError):
                os.chmod(self._temporary, stat.S_IMODE(os.stat(self.path).st_mode))

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close(whole=kind is None)

    def close(self, *, whole: bool) -> None:
        """What leaving the `with` block does, well or by an exception."""
        try:
            if whole and self._temporary:
                self._take_time()
                self._close()
                os.replace(self._temporary, self.path)
                self._temporary = None
        finally:
            self._discard()

    def _take_time(self) -> None:
        """Give the file the time of the clock, which is finer than that of the file system (some ms).

        No later change can have the same time, so that it is seen by the time alone.
        """
        now = time.time_ns()
        with suppress(OSError):
            os.utime(self._descriptor if os.utime in os.supports_fd else self._temporary or "", ns=(now, now))

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def _discard(self) -> None:
        with suppress(OSError):
            self._close()
        if self._temporary and not self._partial:
            with suppress(OSError):
                os.unlink(self._temporary)


def _temporary_name() -> str:
    return f".newsfix-{os.urandom(8).hex()}.tmp"


def sweep(directory: str) -> None:
    """Remove the temporary files that runs which were killed have left in a directory.

    That of a living one is locked. Where there are no locks, only what is a day old is removed.
    """
    with suppress(OSError):
        with os.scandir(directory) as entries:
            left = [entry.path for entry in entries if TEMPORARY.fullmatch(entry.name)]
        for path in left:
            _sweep(path)


def _sweep(path: str) -> None:
    if os.path.isdir(path):  # a trial of names
        from shutil import rmtree

        rmtree(path, ignore_errors=True)
    with suppress(OSError):
        descriptor = os.open(path, _FLAGS)
        try:
            if _lock(descriptor, wait=False) or time.time() - os.fstat(descriptor).st_mtime > _DAY:
                os.unlink(path)
        finally:
            os.close(descriptor)


def _lock(descriptor: int, *, wait: bool = True) -> bool:
    """Lock an open file until it is closed or its process ends; False where that cannot be done."""
    if sys.platform == "win32":  # where an open file cannot be removed
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True


def _place(path: str) -> tuple[str, bool, bool]:
    """Where what is written to a path goes: to the target of a link.

    Then whether there is something already, and whether it is a device, a pipe or a socket, which no file may
    take the place of.
    """
    mode = _mode(os.lstat, path)
    is_link = stat.S_ISLNK(mode)
    if is_link:
        mode = _mode(os.stat, path)
    is_special = mode != 0 and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
    return os.path.realpath(path) if is_link and not is_special else path, mode != 0, is_special


def _mode(status: Callable[[str], os.stat_result], path: str) -> int:
    """The mode of a file; 0 where there is none."""
    try:
        return status(path).st_mode
    except OSError:
        return 0


def reason(error: OSError) -> str:
    """What went wrong, without the path, which the message names anyway."""
    return error.strerror.lower() if error.strerror else str(error)
