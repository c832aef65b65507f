"""Regular expressions that are compiled when they are first used.

A run needs a few of them, and compiling all takes many times as long as converting a file: a hook
that looks at one file would spend its time on nothing else.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Ready:
    """Stands for a compiled pattern, whose methods are its own."""


_METHODS = [name for name in dir(re.Pattern) if not name.startswith("_")]


class _Lazy(_Ready):
    """Becomes ready when it is first asked for something: only what is asked for nothing is looked up at once."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        self.__dict__ = {method: getattr(compiled, method) for method in _METHODS}
        self.__class__ = _Ready  # type: ignore[assignment]
        return getattr(compiled, name)


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """`re.compile`, late. A mistake in the source raises `re.error` at the first use."""
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))
