"""Where a file is: on this machine, or under a URL such as `s3://bucket/raw`; the same questions for both."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from errno import EEXIST
from typing import Concatenate, ParamSpec, TypeVar

from newsfix.regex import regex
from newsfix.run import files, finding
from newsfix.run.files import Sink, Unavailable
from newsfix.run.finding import DEFAULT, Found, Selection

__all__ = ["Sink", "Unavailable"]

P = ParamSpec("P")
T = TypeVar("T")

# Web pages are fetched by other programs; `file:` is a path without it.
_URL = regex(r"(?!(?:https?|file)://)[A-Za-z][A-Za-z0-9+.-]+://")


def is_url(path: str) -> bool:
    """Whether a path is a URL of some storage, and not a file of this machine."""
    return "://" in path and _URL.match(path) is not None


def _anywhere(name: str, local: Callable[Concatenate[str, P], T]) -> Callable[Concatenate[str, P], T]:
    """A function for any path, its first argument: for a URL it is the one of this name in `newsfix.run.remote`."""

    def function(path: str, /, *arguments: P.args, **named: P.kwargs) -> T:
        if not is_url(path):
            return local(path, *arguments, **named)
        from newsfix.run import remote

        of_url: Callable[Concatenate[str, P], T] = getattr(remote, name)
        return of_url(path, *arguments, **named)

    return function


def check(path: str, *, output: bool = False) -> None:
    """Find out whether a URL can be read, or be an output. Raises Unavailable."""
    if is_url(path):
        from newsfix.run import remote

        remote.check(path, output=output)


def join(directory: str, name: str) -> str:
    """A path below a directory."""
    return f"{directory.rstrip('/')}/{name}" if is_url(directory) else os.path.join(directory, name)


# Functions of `newsfix.run.files` and `newsfix.run.finding` under their names, for any path.

is_directory = _anywhere("is_directory", files.is_directory)
exists = _anywhere("exists", files.exists)
read = _anywhere("read", files.read)
contents = _anywhere("contents", files.contents)
stream = _anywhere("stream", files.stream)
write = _anywhere("write", files.write)
has = _anywhere("has", files.has)
sweep = _anywhere("sweep", files.sweep)
spread = _anywhere("spread", finding.spread)
whole: Callable[[str], AbstractContextManager[Sink]] = _anywhere("whole", files.whole)
_find = _anywhere("find", finding.find)
_same = _anywhere("same", files.same)
_lies_in = _anywhere("lies_in", files.lies_in)


def same(path: str, other: str) -> bool:
    return is_url(path) == is_url(other) and _same(path, other)


def lies_in(path: str, directory: str) -> bool:
    return is_url(path) == is_url(directory) and _lies_in(path, directory)


def is_special(path: str) -> bool:
    """Whether a pipe, a device or a socket is there."""
    return not is_url(path) and files.is_special(path)


def find(directory: str, selection: Selection = DEFAULT, leave_out: Sequence[str] = ()) -> Iterator[Found]:
    leave_out = [path for path in leave_out if is_url(path) == is_url(directory)]
    return _find(directory, selection, leave_out)


def stamp(url: str) -> bytes:
    """The stamp (`stamps`) of an object under a URL."""
    from newsfix.run import remote

    return remote.stamp(url)


def stamps_in(url: str) -> dict[str, bytes]:
    """The stamps of the objects of a directory under a URL, by name."""
    from newsfix.run import remote

    return remote.stamps_in(url)


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
