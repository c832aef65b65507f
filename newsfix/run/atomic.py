"""Files that appear under their names whole or not at all, and what is left of them by runs that were killed."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count

from msgspec import Struct

from newsfix.regex import regex

TEMPORARY = regex(r"\.newsfix-[0-9a-f]{16}\.tmp")
"""The names of files in the making."""

_STREAM = regex(r"/dev/(?P<name>stdout|stderr)|/(?:dev|proc/self)/fd/(?P<number>[0-9]{1,9})")
_STANDARD = {"stdout": 1, "stderr": 2}
_FLAGS = os.O_WRONLY | getattr(os, "O_BINARY", 0)
_DAY = 86400
_OPEN_STAYS = os.name == "nt"
"""An open file cannot be removed."""


Identity = tuple[int, int]
"""Device and inode of a file."""


def identity_of(status: os.stat_result) -> Identity:
    return status.st_dev, status.st_ino


_numbers: Iterator[int]


def _draw() -> None:
    """Count on from a random number; in a process that was forked, from another."""
    global _numbers
    _numbers = count(int.from_bytes(os.urandom(8), "big"))


_draw()
if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_draw)


def temporary_name() -> str:
    """A name that no other file has."""
    return f".newsfix-{next(_numbers) & 0xFFFF_FFFF_FFFF_FFFF:016x}.tmp"


class Destination(Struct, frozen=True):
    """Where what is written to a path goes.

    path        that of the target of a link
    there       what is there already; None where nothing is
    is_link     the path is a link
    is_special  it is a device, a pipe, a socket or an open file, which no file may take the place of
    """

    path: str
    there: Identity | None = None
    is_link: bool = False
    is_special: bool = False


class Whole:
    """A file that appears under its name when the `with` block ends well, and otherwise not at all.

    What is written goes to a temporary file in the same directory, which then is renamed. Any other
    end, an interrupt included, removes it, unless `partial` gives it a name: then it stays under that.
    A link stays and its target is replaced. A device, a pipe or an open file is written to directly. Raises OSError.

    place  where it goes, and what is there already
    """

    def __init__(self, path: str, *, partial: str | None = None) -> None:
        self._partial = partial
        self.place = _place(path)
        self.path = self.place.path
        self._temporary: str | None = None
        self._descriptor = -1

    def __enter__(self) -> Whole:
        self.open()
        return self

    def open(self) -> None:
        """What entering the `with` block does."""
        if self.place.is_special:
            stream = _stream(self.path)
            self._descriptor = os.open(self.path, _FLAGS) if stream is None else os.dup(stream)
            return
        try:
            try:
                self._create()
            except FileNotFoundError:
                _make(os.path.dirname(self.path) or ".")
                self._create()
        except BaseException:
            self._discard()
            raise

    def _create(self) -> None:
        directory = os.path.dirname(self.path)
        if self._partial:
            self._temporary = os.path.join(directory, self._partial)
            self._descriptor = os.open(self._temporary, _FLAGS | os.O_CREAT | os.O_TRUNC, 0o666)
            return
        while True:
            # Set before the file is there, so that an interrupt between the two leaves nothing behind.
            self._temporary = os.path.join(directory, temporary_name())
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
        """Close the file, and remove it where it has not got its name; not one with a name of its own."""
        with suppress(OSError):
            self._close()
        if self._temporary and not self._partial:
            with suppress(OSError):
                os.unlink(self._temporary)


def _make(directory: str) -> None:
    try:
        os.makedirs(directory, exist_ok=True)
    except RecursionError:  # it makes the one above first
        raise OSError(errno.ENAMETOOLONG, "the directory is nested too deeply") from None


def _stream(path: str) -> int | None:
    """The open file that a path such as `/dev/stdout` means; writing goes on at its position."""
    match = _STREAM.fullmatch(path)
    return match and int(match["number"] or _STANDARD[match["name"]])


def _place(path: str) -> Destination:
    is_link = False
    try:
        if (stream := _stream(path)) is not None:
            return Destination(path, identity_of(os.fstat(stream)), is_special=True)
        status = os.lstat(path)
        if is_link := stat.S_ISLNK(status.st_mode):
            status = os.stat(path)
    except OSError:
        return Destination(os.path.realpath(path), is_link=True) if is_link else Destination(path)
    is_special = not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode))
    return Destination(
        os.path.realpath(path) if is_link and not is_special else path, identity_of(status), is_link, is_special
    )


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
            is_left = _lock(descriptor, wait=False) or time.time() - os.fstat(descriptor).st_mtime > _DAY
            if is_left and not _OPEN_STAYS:
                os.unlink(path)  # while it is locked, so that nobody else takes it for theirs
        finally:
            os.close(descriptor)
        if is_left and _OPEN_STAYS:
            os.unlink(path)


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
