"""Many articles in one file, as streams of bytes: JSON Lines, tar and zip, read and written."""

from __future__ import annotations

import gzip
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from io import BytesIO
from itertools import islice
from typing import IO, Any

from msgspec import MsgspecError, Struct
from msgspec.json import Decoder

from newsfix.model.problem import Problem
from newsfix.read.frontmatter.source import may_be_own
from newsfix.run import files, storage
from newsfix.run.files import Sink
from newsfix.run.shardnames import is_compressed, is_lines, suffix

_PART = 1 << 20
_LONGEST_HEADER = 1 << 20


class Member(Struct, frozen=True):
    """One thing in a shard.

    name     in an archive its path; of a line its number, from 1
    data     its bytes
    problem  why it could not be read
    regular  whether it is a file with content
    """

    name: str
    data: bytes = b""
    problem: Problem | None = None
    regular: bool = True


class Damaged(Exception):
    """The rest of a shard cannot be read; the message says why."""


# ------------------------------------------------------------------------------------- reading


def members(path: str, limit: int, wanted: Callable[[str], bool] = lambda name: True) -> Iterator[Member]:
    """What is in a shard, in its order; at most `limit` bytes of each are held.

    What is not `wanted` comes without its data. Raises Damaged where the rest, or all of it, cannot be read.
    """
    try:
        with storage.stream(path) as stream:
            if suffix(path) == ".zip":
                yield from _zip_members(stream, limit, wanted)
                return
            plain: Any = gzip.GzipFile(fileobj=stream, mode="rb") if is_compressed(path) else stream
            yield from _lines(plain, limit) if is_lines(path) else _tar_members(plain, limit, wanted)
    except OSError as error:
        raise Damaged(f"the file cannot be read: {files.reason(error)}") from None


class _Named(Struct):
    blocks: list[object]
    problems: list[object]
    source: str | None = None


def source_of(line: bytes) -> str | None:
    """The source that an object of newsfix names, "" where it names none; None for anything else."""
    with suppress(MsgspecError, UnicodeDecodeError, RecursionError):
        if may_be_own(line.decode()):
            return Decoder(_Named).decode(line).source or ""
    return None


def holds_own(path: str, limit: int) -> bool:
    """Whether the first line of a file is an object that newsfix wrote."""
    with suppress(Damaged):
        return any(source_of(member.data) is not None for member in islice(members(path, limit), 1))
    return False


# What gzip (RFC 1952) and zlib raise for data that is cut off or wrong.
_BAD_DATA = (EOFError, zlib.error, gzip.BadGzipFile)


def _too_large(limit: int) -> Problem:
    return Problem("IO004", f"it is larger than {limit // 1_000_000} MB (see --max-size)")


def _lines(stream: IO[bytes], limit: int) -> Iterator[Member]:
    number = 0
    try:
        while line := stream.readline(limit + 1):
            number += 1
            name = str(number)
            if len(line) > limit and not line.endswith(b"\n"):
                while line and not line.endswith(b"\n"):
                    line = stream.readline(_PART)
                yield Member(name, problem=_too_large(limit))
            elif line.strip():
                yield Member(name, line)
    except _BAD_DATA as error:
        raise Damaged(f"the data is damaged after line {number}: {_said(error)}") from None


def _tar_members(stream: IO[bytes], limit: int, wanted: Callable[[str], bool]) -> Iterator[Member]:
    last = ""
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_TarInfo, errors="surrogateescape") as archive:
            for info in archive:
                _forget(archive)
                if info.isdir():
                    continue
                last = info.name
                yield _tar_member(archive, info, limit, wanted)
                _pass(archive)
        while stream.read(_PART):  # the checksum is at the end of the stream
            pass
    except (tarfile.TarError, ValueError, *_BAD_DATA) as error:  # tarfile has it of a number that is none
        place = f"after {last}" if last else "from its beginning"
        raise Damaged(f"the data is damaged {place}: {_said(error)}") from None


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo, limit: int, wanted: Callable[[str], bool]) -> Member:
    if not info.isreg() or not wanted(info.name):
        return Member(info.name, regular=info.isreg())
    if info.size > limit:
        return Member(info.name, problem=_too_large(limit))
    file = archive.extractfile(info)
    data = file.read() if file else b""
    if len(data) < info.size:
        raise tarfile.ReadError(f"{info.name} is cut off")
    return Member(info.name, data)


def _pass(archive: Any) -> None:
    """Go on to what is behind a member: tarfile itself would look for it as long behind the end of the data."""
    while (left := archive.offset - archive.fileobj.tell()) > 0:
        if not archive.fileobj.read(min(left, _PART)):
            raise tarfile.ReadError("it is cut off")


def _forget(archive: Any) -> None:
    """Drop the headers that an archive holds of the members gone by."""
    archive.members.clear()


class _TarInfo(tarfile.TarInfo):
    """A header that says so when it is wrong: tarfile takes a wrong one after the first for the end."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _TarInfo:
        try:
            info = super().frombuf(buf, encoding, errors)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.EmptyHeaderError:  # type: ignore[attr-defined]
            raise tarfile.ReadError("its end is missing") from None
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(str(error)) from None
        if info.type not in tarfile.REGULAR_TYPES and info.size > _LONGEST_HEADER:
            raise tarfile.ReadError("a header is too long")
        return info


def _zip_members(stream: IO[bytes], limit: int, wanted: Callable[[str], bool]) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Damaged(f"the directory at its end is missing or damaged: {_said(error)}") from None
    with archive:
        for info in archive.infolist():
            if info.filename.endswith("/"):
                continue
            regular = stat.S_IFMT(info.external_attr >> 16) in (0, stat.S_IFREG)
            if not regular or not wanted(info.filename):
                yield Member(info.filename, regular=regular)
                continue
            yield _zip_member(archive, info, limit)


_ENCRYPTED = 0x1  # general purpose bit 0 (APPNOTE.TXT, section 4.4.4)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> Member:
    if info.flag_bits & _ENCRYPTED:
        return Member(info.filename, problem=Problem("IO001", "it is encrypted"))
    # The size in the directory is only what the archive claims.
    try:
        with archive.open(info) as file:
            data = file.read(limit + 1)
    except Exception as error:  # of zipfile and of each of the libraries that unpack: it costs no other member
        return Member(info.filename, problem=Problem("IO001", f"it cannot be read: {_said(error)}"))
    if len(data) > limit:
        return Member(info.filename, problem=_too_large(limit))
    return Member(info.filename, data)


def _said(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "it is cut off"
    if isinstance(error, gzip.BadGzipFile) and "CRC" in str(error):
        return "its checksum does not match, so any part of it may be wrong"
    text = str(error).rstrip(".") or type(error).__name__
    return text if len(text) <= 100 else f"{text[:100]}…"


# ------------------------------------------------------------------------------------- writing


Add = Callable[[str, bytes], object]
"""Adds an article to a shard, under a name where its kind has names; equal articles give equal bytes."""


@contextmanager
def writing(sink: Sink, path: str) -> Iterator[Add]:
    """A shard of the kind that the path says, which is whole when the `with` block ends well."""
    file = _File(sink)
    with ExitStack() as stack:
        target: Any = file
        if suffix(path) == ".zip":
            add: Add = partial(_add_to_zip, stack.enter_context(zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)))
        else:
            if is_compressed(path):  # without a name or a time
                target = stack.enter_context(gzip.GzipFile("", "wb", 6, target, mtime=0))
            if is_lines(path):
                add = partial(_add_line, target)
            else:
                archive = stack.enter_context(tarfile.open(fileobj=target, mode="w|", format=tarfile.PAX_FORMAT))
                add = partial(_add_to_tar, archive)
        stack.push(file.ended)
        yield add


class _File:
    """A sink as the file that the libraries want, without `tell`: a zip then has its sizes after the data.

    What they write of one that is given up goes nowhere.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink: Sink | None = sink

    def write(self, data: bytes) -> int:
        if self._sink:
            self._sink.write(data)
        return len(data)

    def flush(self) -> None:
        pass

    def ended(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind:
            self._sink = None


def _add_line(file: Any, name: str, data: bytes) -> None:
    file.write(data)


def _add_to_tar(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    archive.addfile(info, BytesIO(data))
    _forget(archive)


def _add_to_zip(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)
