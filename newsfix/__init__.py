"""newsfix: raw article files in, clean Markdown or JSON out.

>>> from newsfix import convert
>>> print(convert("<p>Some <b>text</b>.").output)
Some **text**.
<BLANKLINE>
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsfix.library import check, convert
    from newsfix.model.article import Article
    from newsfix.model.origin import Origin
    from newsfix.model.problem import Problem
    from newsfix.options import Options
    from newsfix.pipeline import Result

__version__ = "0.2.0"
__all__ = ["Article", "Options", "Origin", "Problem", "Result", "__version__", "check", "convert"]

_HOMES = {
    "Article": "model.article",
    "Options": "options",
    "Origin": "model.origin",
    "Problem": "model.problem",
    "Result": "pipeline",
    "check": "library",
    "convert": "library",
}


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    """Import a part only when it is asked for, so that the command starts fast (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'newsfix' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"newsfix.{_HOMES[name]}"), name)
