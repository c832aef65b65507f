"""Files under URLs, through fsspec: what `newsfix.run.files` does for those of this machine.

An object store has no directories, no links and no times that say much: a directory is what names
begin with. An object is put whole or not at all.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import SEEK_SET, BufferedReader, RawIOBase
from typing import IO, Any, TypeVar

from newsfix.run import files, finding, stamps
from newsfix.run.atomic import Destination, Whole
from newsfix.run.files import MAX_SIZE, Contents, Kept, Sink, TooLarge, Unavailable
from newsfix.run.finding import Found, Selection

T = TypeVar("T")
FileSystem = Any
"""An `fsspec.AbstractFileSystem`."""

_EXTRA = "pip install 'newsfix[cluster]'"
_BLOCK = 1 << 22


@lru_cache(maxsize=16)
def _system(scheme: str) -> FileSystem:
    """The file system of a URL scheme. Raises Unavailable."""
    try:
        from fsspec import filesystem
    except ImportError:
        raise Unavailable(f"{scheme}:// needs fsspec: {_EXTRA}") from None
    try:
        return filesystem(scheme, use_listings_cache=False)
    except ImportError as error:
        raise Unavailable(f"{scheme}:// needs another package: {error}") from None
    except Exception as error:  # each file system checks its settings in its own way
        raise Unavailable(f"{scheme}:// cannot be used: {_line(error)}") from None


def _located(url: str) -> tuple[FileSystem, str]:
    """The file system of a URL and the path within it."""
    system = _system(url.partition("://")[0].lower())
    return system, str(system._strip_protocol(url))


@contextmanager
def _as_os_error() -> Iterator[None]:
    """What goes wrong in a storage, as the error that the same trouble with a file is."""
    try:
        yield
    except FileNotFoundError:
        raise FileNotFoundError(errno.ENOENT, "no such object or bucket") from None
    except PermissionError as error:
        raise PermissionError(errno.EACCES, f"permission denied ({_line(error)})") from None
    except TooLarge:
        raise
    except Exception as error:  # a library under the file system has errors of its own
        raise OSError(errno.EIO, _line(error)) from None


def _asked(url: str, question: Callable[[FileSystem, str], T], otherwise: T) -> T:
    """What a storage says of a path; `otherwise` where it says nothing."""
    system, path = _located(url)
    try:
        with _as_os_error():
            return question(system, path)
    except OSError:
        return otherwise


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def check(url: str, *, output: bool = False) -> None:
    """Find out whether a URL can be read, or be an output: that its bucket is there. Raises Unavailable."""
    system, path = _located(url)
    if output:
        path = path.partition("/")[0]
        if not path:
            return
    try:
        with _as_os_error():
            system.info(path)
    except OSError as error:
        if not (output and isinstance(error, PermissionError)):  # one may be allowed to write and not to look
            raise Unavailable(f"{url}: {files.reason(error)}") from None


# ------------------------------------------------------------------------------------- finding


def find(directory: str, selection: Selection, leave_out: Sequence[str]) -> Iterator[Found]:
    """As `finding.find`: sorted by name, the objects of a directory before its directories."""
    included, excluded = selection.test()
    closed = {_located(url)[1].rstrip("/") for url in leave_out}
    system, root = _located(directory)
    waiting = [(root.rstrip("/"), "")]
    while waiting:
        path, below = waiting.pop()
        try:
            with _as_os_error():
                entries = sorted(system.ls(path, detail=True), key=lambda entry: str(entry["name"]))
        except OSError as error:
            yield Found(_url(directory, path), below, error=files.reason(error))
            continue
        inner = []
        for entry in entries:
            child = str(entry["name"]).rstrip("/")
            name = child[len(path) + 1 :]
            if child == path:  # an empty object that stands for the directory
                continue
            relative = f"{below}/{name}" if below else name
            if name in ("", ".", ".."):
                yield Found(_url(directory, child), relative, error="its name cannot be a file name")
            elif entry["type"] == "directory":
                if name not in finding.VERSION_CONTROL and child not in closed and not excluded(f"{relative}/"):
                    inner.append((child, relative))
            elif not excluded(relative):
                yield Found(_url(directory, child), relative, article=included(relative), stamp=_stamp(entry))
        waiting += reversed(inner)


def _url(directory: str, path: str) -> str:
    """The URL of a path, with the scheme that the user wrote."""
    return f"{directory.partition('://')[0]}://{path.lstrip('/')}"


def stamp(url: str) -> bytes:
    """As `stamps.stamp`: empty where there is no object, and where the storage has no entity tags."""
    return _asked(url, lambda system, path: _stamp(system.info(path)), b"")


def stamps_in(directory: str) -> dict[str, bytes]:
    """The stamps of the objects of a directory by name; none where it cannot be listed."""
    return {str(entry["name"]).rpartition("/")[2]: _stamp(entry) for entry in _entries(directory)}


def _entries(directory: str) -> list[dict[str, Any]]:
    """What is in a directory; nothing where it cannot be listed."""
    return _asked(directory, lambda system, path: system.ls(path, detail=True), [])


def _stamp(entry: dict[str, Any]) -> bytes:
    tag = entry.get("ETag") or entry.get("etag")
    return stamps.of_object(entry["size"] or 0, str(tag)) if tag and entry["type"] == "file" else b""


def spread(directory: str, suffix: str, count: int) -> list[str]:
    """As `finding.spread`: some of the objects of a directory with a suffix, evenly among their sorted names."""
    names = sorted(str(entry["name"]) for entry in _entries(directory) if entry["type"] == "file")
    names = [name for name in names if name.lower().endswith(suffix)]
    return [_url(directory, name) for name in names[:: max(1, -(-len(names) // count))]]


def is_directory(url: str) -> bool:
    return _asked(url, lambda system, path: bool(system.isdir(path)), False)


def exists(url: str) -> bool:
    system, path = _located(url)
    with _as_os_error():
        return bool(system.exists(path))


def same(url: str, other: str) -> bool:
    """Whether two URLs name one object."""
    return _normal(url) == _normal(other)


def lies_in(url: str, directory: str) -> bool:
    """Whether a URL is a directory or lies below it."""
    return (*_normal(url), "")[: len(_normal(directory))] == _normal(directory)


def _normal(url: str) -> tuple[str, ...]:
    system, path = _located(url)
    return (type(system).__name__, *path.rstrip("/").split("/"))


# ------------------------------------------------------------------------- reading and writing


def read(url: str, limit: int = MAX_SIZE) -> bytes:
    """The bytes of an object. Raises as `files.read`."""
    system, path = _located(url)
    with _as_os_error():
        if (system.info(path)["size"] or 0) > limit:
            raise TooLarge(limit)
        return bytes(system.cat_file(path))


def contents(url: str, limit: int = MAX_SIZE) -> Contents:
    """As `read`, without a time: that of an object is the time of its upload."""
    return Contents(read(url, limit))


def stream(url: str) -> IO[bytes]:
    """An object to be read in pieces. Raises OSError."""
    system, path = _located(url)
    with _as_os_error():
        return BufferedReader(_Stream(system.open(path, "rb", block_size=_BLOCK)), _BLOCK)


class _Stream(RawIOBase):
    """An open object whose errors are those of a file."""

    def __init__(self, opened: Any) -> None:
        self._opened = opened

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with _as_os_error():
            data = self._opened.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        with _as_os_error():
            return int(self._opened.seek(offset, whence))

    def tell(self) -> int:
        return int(self._opened.tell())

    def close(self) -> None:
        self._opened.close()
        super().close()


def write(
    url: str, data: bytes, *, keep_mode: bool, before: Callable[[], None], kept: Callable[[Destination], str | None]
) -> bool:
    """Put an object whole, `before` done first; its directories need not be there. Raises OSError and Kept."""
    system, path = _located(url)
    if why := kept(Destination(url)):
        raise Kept(why)
    before()
    with _as_os_error():
        system.pipe_file(path, data)
    return True


def has(url: str, data: bytes) -> bool:
    """Whether an object has exactly these bytes."""
    try:
        return read(url, len(data)) == data
    except OSError:
        return False


def sweep(url: str) -> None:
    """Nothing is left of an object that was not put."""


@contextmanager
def whole(url: str) -> Iterator[Sink]:
    """An object that is put when the `with` block ends well; until then it is a file of this machine."""
    from tempfile import TemporaryDirectory

    system, path = _located(url)
    with TemporaryDirectory(prefix="newsfix-") as directory:
        local = os.path.join(directory, "object")
        with Whole(local) as file:
            yield file
        with _as_os_error():
            system.put_file(local, path)
