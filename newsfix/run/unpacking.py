"""JSON Lines that newsfix wrote: which they are, and the source that each line names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import MsgspecError, Struct
from msgspec.json import Decoder

from newsfix.read.frontmatter.source import may_be_own
from newsfix.run import storage

if TYPE_CHECKING:
    from newsfix.run.containers import Member


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
    from newsfix.run.containers import Damaged

    with suppress(OSError, Damaged):
        return any(source_of(member.data) is not None for member in islice(lines(path, limit), 1))
    return False


def lines(path: str, limit: int) -> Iterator[Member]:
    """The lines of a file. Raises OSError, and Damaged where the rest cannot be read."""
    from newsfix.run.containers import members

    with storage.stream(path) as stream:
        yield from members(stream, path, limit)
