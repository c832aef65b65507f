"""What decides on a result beside the input: newsfix itself, the libraries it stands on, the settings."""

from __future__ import annotations

import os
import platform
import re
from functools import cache
from hashlib import blake2b

from newsfix.run import files
from newsfix.run.config import Settings


class Recipes:
    """A hash of newsfix and of the settings of a file, worked out once for all files that share them."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Settings, bytes]] = {}

    def of(self, settings: Settings) -> bytes:
        # By identity, since settings hold tables and cannot be hashed; what is kept alive keeps its identity.
        known = self._known.get(id(settings))
        if known is None:
            if len(self._known) == 1024:
                self._known.clear()
            hashed = blake2b(repr(settings).encode("utf-8", "surrogateescape"), key=program(), digest_size=16)
            known = self._known[id(settings)] = (settings, hashed.digest())
        return known[1]


@cache
def program() -> bytes:
    """A hash of newsfix's code, its version among it, and of the versions of Python and of the libraries."""
    said = [platform.python_version(), *_libraries()]
    hashed = blake2b("\n".join(said).encode(), digest_size=16)
    for path in files.sources(os.path.dirname(os.path.dirname(__file__))):
        hashed.update(files.digest(path))
    return hashed.digest()


def _libraries() -> list[str]:
    """The libraries that newsfix requires, with their versions where they are installed."""
    from importlib.metadata import PackageNotFoundError, requires, version

    def dated(name: str) -> str:
        try:
            return f"{name} {version(name)}"
        except PackageNotFoundError:  # that of another platform
            return name

    try:
        required = [each for each in requires("newsfix") or () if "extra ==" not in each]
    except PackageNotFoundError:  # run from its sources
        return []
    return sorted(dated(re.split(r"[^\w.-]", each)[0]) for each in required)
