"""Which files are shards, by their names: that needs nothing that reads one."""

from __future__ import annotations

SUFFIXES = (".jsonl", ".jsonl.gz", ".tar", ".tar.gz", ".tgz", ".zip")
"""What the name of a shard ends in; it says what is inside."""


def suffix(path: str) -> str | None:
    """The suffix that makes a file a shard; None where it has none of them."""
    name = path.lower()
    return next((each for each in SUFFIXES if name.endswith(each)), None)


def is_shard(path: str) -> bool:
    """Whether a file holds many articles, by its name."""
    return path.lower().endswith(SUFFIXES)


def split_suffix(path: str) -> tuple[str, str]:
    """A shard's path in two, `part` and `.jsonl.gz`."""
    end = suffix(path) or ""
    at = len(path) - len(end)
    return path[:at], path[at:]


def is_lines(path: str) -> bool:
    """Whether a shard holds a record on each line, not files."""
    return path.lower().endswith((".jsonl", ".jsonl.gz"))


def is_compressed(path: str) -> bool:
    return suffix(path) not in (".jsonl", ".tar")


def inside(name: str) -> str | None:
    """A name below the directory that an archive is unpacked in; None for one that leads out of it."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    if not parts or ".." in parts or parts[0].endswith(":"):
        return None
    return printable("/".join(parts))


def printable(path: str) -> str:
    """A path as text that can be encoded: a byte that is not UTF-8 becomes a question mark."""
    return path if path.isascii() else path.encode("utf-8", "replace").decode()
