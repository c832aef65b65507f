"""What the files of a directory say of the encoding of one among them."""

from __future__ import annotations

import os
from collections import Counter
from functools import lru_cache

from newsfix.options import DEFAULTS
from newsfix.read.encoding import decode
from newsfix.run import storage

_ASKED = 24
_LARGEST = 1_000_000
_WITNESSES = 2
_AGREED = 0.75
_UNSURE = frozenset({"EN003", "EN006", "EN007"})


def encodings(path: str) -> tuple[str, ...]:
    """The codec that most files beside `path` are in, those in UTF-8 aside; nothing where they do not agree.

    Only a file whose own bytes leave no doubt counts. The answer is the same for every file of a
    directory with that suffix, in whatever order they are read.
    """
    directory = os.path.dirname(path)
    return _encodings(
        directory if storage.is_url(path) else os.path.abspath(directory), os.path.splitext(path)[1].lower()
    )


@lru_cache(maxsize=64)
def _encodings(directory: str, suffix: str) -> tuple[str, ...]:
    found: Counter[str] = Counter()
    for path in storage.spread(directory, suffix, _ASKED):
        try:
            decoded = decode(storage.read(path, _LARGEST), DEFAULTS)
        except OSError:
            continue
        if not decoded.encoding.startswith("utf") and not any(each.code in _UNSURE for each in decoded.problems):
            found[decoded.encoding] += 1
    for encoding, count in found.most_common(1):
        if count >= max(_WITNESSES, _AGREED * found.total()):
            return (encoding,)
    return ()
