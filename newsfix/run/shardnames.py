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
    return suffix(path) in (".jsonl", ".jsonl.gz")


def is_compressed(path: str) -> bool:
    return suffix(path) not in (".jsonl", ".tar")
