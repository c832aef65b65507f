"""Where a file is: on this machine, or under a URL such as `s3://bucket/raw`; the same questions for both."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from errno import EEXIST
from typing import IO, Protocol

from newsfix.regex import regex
from newsfix.run import files, finding
from newsfix.run.atomic import Destination
from newsfix.run.files import MAX_SIZE, Contents, Sink, Unavailable
from newsfix.run.finding import DEFAULT, Found, Selection

__all__ = ["Sink", "Unavailable"]

# Web pages are fetched by other programs; `file:` is a path without it.
_URL = regex(r"(?!(?:https?|file)://)[A-Za-z][A-Za-z0-9+.-]+://")


WhyKept = Callable[[Destination], str | None]
"""Says why what is at a place must stay."""


class _Storage(Protocol):
    """What `newsfix.run.files` does, as far as other storage does it too."""

    def is_directory(self, path: str, /) -> bool: ...
    def exists(self, path: str, /) -> bool: ...
    def same(self, path: str, other: str, /) -> bool: ...
    def lies_in(self, path: str, directory: str, /) -> bool: ...
    def read(self, path: str, limit: int, /) -> bytes: ...
    def contents(self, path: str, limit: int, /) -> Contents: ...
    def stream(self, path: str, /) -> IO[bytes]: ...
    def write(
        self, path: str, data: bytes, /, *, keep_mode: bool, before: Callable[[], None], kept: WhyKept
    ) -> bool: ...
    def has(self, path: str, data: bytes, /) -> bool: ...
    def sweep(self, directory: str, /) -> None: ...
    def whole(self, path: str, /) -> AbstractContextManager[Sink]: ...


def is_url(path: str) -> bool:
    """Whether a path is a URL of some storage, and not a file of this machine."""
    return "://" in path and _URL.match(path) is not None


def _of(path: str) -> _Storage:
    if not is_url(path):
        return files
    from newsfix.run import remote

    return remote


def check(path: str, *, output: bool = False) -> None:
    """Find out whether a URL can be read, or be an output. Raises Unavailable."""
    if is_url(path):
        from newsfix.run import remote

        remote.check(path, output=output)


def join(directory: str, name: str) -> str:
    """A path below a directory."""
    return f"{directory.rstrip('/')}/{name}" if is_url(directory) else os.path.join(directory, name)


# The functions of `newsfix.run.files` and `newsfix.run.finding` under their names, for any path.


def find(directory: str, selection: Selection = DEFAULT, leave_out: Sequence[str] = ()) -> Iterator[Found]:
    leave_out = [path for path in leave_out if is_url(path) == is_url(directory)]
    if is_url(directory):
        from newsfix.run import remote

        return remote.find(directory, selection, leave_out)
    return finding.find(directory, selection, leave_out)


def spread(directory: str, suffix: str, count: int) -> list[str]:
    if is_url(directory):
        from newsfix.run import remote

        return remote.spread(directory, suffix, count)
    return finding.spread(directory, suffix, count)


def stamp(url: str) -> bytes:
    """The stamp (`stamps`) of an object under a URL."""
    from newsfix.run import remote

    return remote.stamp(url)


def stamps_in(url: str) -> dict[str, bytes]:
    """The stamps of the objects of a directory under a URL, by name."""
    from newsfix.run import remote

    return remote.stamps_in(url)


def is_directory(path: str) -> bool:
    return _of(path).is_directory(path)


def exists(path: str) -> bool:
    return _of(path).exists(path)


def is_special(path: str) -> bool:
    """Whether a pipe, a device or a socket is there."""
    return not is_url(path) and files.is_special(path)


def same(path: str, other: str) -> bool:
    return is_url(path) == is_url(other) and _of(path).same(path, other)


def lies_in(path: str, directory: str) -> bool:
    return is_url(path) == is_url(directory) and _of(path).lies_in(path, directory)


def read(path: str, limit: int = MAX_SIZE) -> bytes:
    return _of(path).read(path, limit)


def contents(path: str, limit: int = MAX_SIZE) -> Contents:
    return _of(path).contents(path, limit)


def stream(path: str) -> IO[bytes]:
    return _of(path).stream(path)


def write(path: str, data: bytes, *, keep_mode: bool, before: Callable[[], None], kept: WhyKept) -> bool:
    return _of(path).write(path, data, keep_mode=keep_mode, before=before, kept=kept)


def add_all(files: Sequence[tuple[str, bytes]]) -> None:
    """Add files, all of them or none, except those that have their bytes already. Raises OSError.

    Nothing is overwritten, and no link followed to what is to be. Each is written under another name before any
    gets its own, so that a full disk leaves nothing behind.
    """
    if not files:
        return
    with ExitStack() as stack:
        for path, data in dict(files).items():
            if has(path, data):
                continue
            if exists(path):
                raise FileExistsError(EEXIST, f"{os.path.basename(path)} already exists with other contents")
            stack.enter_context(whole(path)).write(data)


def has(path: str, data: bytes) -> bool:
    return _of(path).has(path, data)


def sweep(directory: str) -> None:
    _of(directory).sweep(directory)


def whole(path: str) -> AbstractContextManager[Sink]:
    return _of(path).whole(path)
