"""Regular expressions that are compiled when they are first used.

A run needs a few of them, and compiling all takes many times as long as converting a file: a hook
that looks at one file would spend its time on nothing else.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Lazy:
    """Stands for a compiled pattern: each of its methods is looked up once and then the object's own."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source  # a part of another one is not compiled for that
        self._flags = flags
        self._compiled: re.Pattern[Any] | None = None

    def __getattr__(self, name: str) -> Any:
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """`re.compile`, late. A mistake in the source raises `re.error` at the first use."""
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))
