"""What decides on a result beside the input: newsfix itself, the libraries it uses, the settings."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b

from newsfix.run import files
from newsfix.run.settings import Settings

LIBRARIES = frozenset(
    {
        *("babel", "charset_normalizer", "click", "markdown_it_py", "mdit_py_plugins", "msgspec", "pathspec"),
        *("platformdirs", "python_dateutil", "python_frontmatter", "pyyaml", "rich", "selectolax", "tomli", "tzdata"),
    }
)
"""The libraries that newsfix requires."""


def recipe(settings: Settings) -> bytes:
    """A hash of newsfix and of the settings of a file."""
    return blake2b(repr(settings).encode("utf-8", "surrogateescape"), key=program(), digest_size=16).digest()


@cache
def program() -> bytes:
    """A hash of newsfix's code, its version among it, and of the versions of Python and of the libraries."""
    said = [sys.version.split()[0], *_libraries()]
    hashed = blake2b("\n".join(said).encode(), digest_size=16)
    for path in sources(os.path.dirname(os.path.dirname(__file__))):
        hashed.update(files.digest(path))
    return hashed.digest()


def sources(package: str) -> list[str]:
    """The files of a package that is installed as files, those that Python compiled aside, sorted."""
    walk = os.walk(package)
    return sorted(os.path.join(folder, name) for folder, _, names in walk for name in names if name.endswith(".py"))


def _libraries() -> list[str]:
    """The libraries that are installed, with their versions.

    They are in the names of directories, `click-8.1.0.dist-info` (PyPA, Recording installed projects), which
    `importlib.metadata` reads too; to load that takes a third of a run over unchanged files.
    """
    found = (name for path in sys.path for name in files.names(path) if name.endswith((".dist-info", ".egg-info")))
    named = (name.lower().rpartition(".")[0].split("-") for name in found)
    return sorted({f"{name} {''.join(version[:1])}" for name, *version in named if name in LIBRARIES})
