"""What the user drops: CSS selectors, for every article or for those of one source."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from newsfix.options import Options

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser


@lru_cache(maxsize=1024)
def check_selector(selector: str) -> bool:
    """Whether a text is a CSS selector that the parser understands."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        LexborHTMLParser("<p>").css(selector)
    except (SelectolaxError, ValueError):
        return False
    return bool(selector.strip())


def is_chosen(chosen: bool | tuple[str, ...], names: tuple[str | None, ...]) -> bool:
    """Whether an option counts for an article: for every one, or where one of the patterns matches."""
    return chosen if isinstance(chosen, bool) else any(matches(pattern, names) for pattern in chosen)


def matches(pattern: str, names: Iterable[str | None]) -> bool:
    """Whether a user's pattern matches one of an article's names: its url, an author, its path."""
    from fnmatch import fnmatchcase

    return any(name is not None and fnmatchcase(name, pattern) for name in names)


def drop(tree: LexborHTMLParser, options: Options, names: tuple[str | None, ...]) -> list[str]:
    """Take the elements that the user's selectors name out of a tree; what they were, as HTML.

    The general ones, then those whose pattern one of the article's names matches.
    """
    further = [each for pattern, chosen in options.drop_where if matches(pattern, names) for each in chosen]
    dropped = []
    for selector in (*options.drop, *further):
        for node in tree.css(selector):
            # An element within one that has gone already has lost its parent.
            if node.parent is None:
                continue
            if node.parent.parent is None:  # that of the document cannot go; all that it holds does
                for child in list(node.iter(include_text=True)):
                    dropped.append(child.html or "")
                    child.decompose()
                continue
            dropped.append(node.html or "")
            node.decompose()
    return dropped
