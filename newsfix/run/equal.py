"""Articles of a run that are one: they share an address, tracking parameters aside, or have the same text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsfix.model.article import Article
    from newsfix.read.pictures.rows import Row


@cache
def _tracking() -> Row:
    """The row of the pictures' table; a run in which no address has a query does without the table."""
    from newsfix.read.pictures.rows import ROWS

    return next(row for row in ROWS if row.name == "tracking-parameters")


def content(article: Article) -> tuple[str | None, str | None]:
    """What tells an article from others: the SHA-256 of its text, and its address; None where there is none."""
    from hashlib import sha256

    try:
        text = article.text.encode()
    except UnicodeEncodeError:  # as in JSON, what has no bytes has no digest
        return None, article.url
    return (sha256(text).hexdigest() if text else None), article.url


class Equal:
    """The articles that share something, by their paths. Of what only one has a digest and its path are held."""

    def __init__(self) -> None:
        self._first: dict[bytes, str] = {}
        self._groups: dict[bytes, list[str]] = {}

    def add(self, path: str, shared: str | None) -> None:
        """Count an article with what others may have as well."""
        if not shared:
            return
        from hashlib import blake2b

        key = blake2b(shared.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        first = self._first.setdefault(key, path)
        if first is not path:
            self._groups.setdefault(key, [first]).append(path)

    def __len__(self) -> int:
        return sum(map(len, self._groups.values()))

    def __iter__(self) -> Iterator[list[str]]:
        return iter(self._groups.values())


def bare(address: str | None) -> str | None:
    """An address without its scheme, fragment and tracking parameters."""
    if not address:
        return None
    kept = address.strip().partition("#")[0]
    if "?" in kept:
        kept = _tracking().apply(kept)
    return kept.partition("://")[2] or kept
