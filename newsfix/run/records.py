"""What is remembered of a task that was done, so that it need not be done again."""

from __future__ import annotations

from typing import NamedTuple


class CacheEntry(NamedTuple):
    """The state of the files of a task and its outcome, as a row of the cache.

    output, input           their absolute paths
    key                     a hash of what decides on the outcome beside the bytes of the input
    source, result          the stamps of input and output; empty where they cannot be relied on
    source_hash, result_hash   hashes of their bytes
    modified                when the input was last changed, in nanoseconds since 1970
    outcome                 the rest of what is to be told, in few bytes
    """

    output: bytes
    input: bytes
    key: bytes
    source: bytes = b""
    result: bytes = b""
    source_hash: bytes = b""
    result_hash: bytes = b""
    modified: int = 0
    outcome: bytes = b""

    def forgotten(self) -> CacheEntry:
        """A record of the place alone."""
        return CacheEntry(self.output, self.input, self.key)
