"""Which picture a URL names: the rows of `rows.py` applied to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from newsfix.read.pictures.rows import ROWS, Pair, Row
from newsfix.regex import regex

# Longer URLs carry data of their own; nothing in them is a size.
_LONGEST = 4000
# Nothing in such a URL can be spelt another way, as far as the table goes.
_PLAIN = regex(r"https://[a-z0-9.-]+/[\w./?=-]*\Z", re.ASCII)
_NONE: Pair = ("", "")
_HOST = regex(r"https://([^/?#:]+)")


class Table:
    """Rows in their order: spellings, proxies until none is left, the host's own rows, then those for all hosts.

    `custom` are the user's: (name, pattern, replacement) each, tried first, on the URL as it is written.
    """

    def __init__(self, rows: Sequence[Row] = ROWS, custom: Iterable[tuple[str, str, str]] = ()) -> None:
        first = next((index for index, row in enumerate(rows) if row.kind == "proxy"), len(rows))
        proxies = [row for row in rows if row.kind == "proxy"]
        others = [row for row in rows[first:] if row.kind != "proxy"]
        self._custom = [Row(name, "", pattern, text, _NONE, _NONE) for name, pattern, text in custom]
        self._spellings = rows[:first]
        self._proxies = [row for row in proxies if not row.hosts]
        self._proxies_by_host = _index(proxies)
        self._anywhere = [row for row in others if not row.hosts]
        self._by_host = _index(others)
        # One URL stands in several places of an article, and is asked for again in each step.
        self._cached = lru_cache(2048)(self._identity)
        self._opened = lru_cache(2048)(self._open)

    def identity(self, url: str) -> tuple[str, tuple[Row, ...]]:
        """What is left of a URL when the rows are done with it, and the rows that changed it."""
        if len(url) > _LONGEST or url[:5].lower() == "data:":
            return url, ()
        return self._cached(url)

    def origin(self, url: str) -> str | None:
        """The URL that a proxy's URL carries, as it is stated in there, or None where it is no proxy's."""
        inner = None if len(url) > _LONGEST else self._opened(url.strip())[1]
        return None if inner is None or inner.startswith("https:///") else inner

    def _open(self, url: str) -> tuple[str, str | None, tuple[Row, ...]]:
        """A URL in its plainest spelling, the URL that it carries as a proxy's, and the rows that say so."""
        used: list[Row] = []
        spelt = self._spelt(url, used)
        return spelt, self._carried(spelt, used), tuple(used)

    def _identity(self, url: str) -> tuple[str, tuple[Row, ...]]:
        used: list[Row] = []
        carried: str | None = url.strip()
        while carried is not None:
            key, carried, rows = self._opened(_through(self._custom, carried, used))
            used += rows
        key = _through(_of_host(self._by_host, key), key, used)
        return _through(self._anywhere, key, used), tuple(dict.fromkeys(used))

    def _spelt(self, url: str, used: list[Row]) -> str:
        return url if _PLAIN.match(url) else _through(self._spellings, url, used)

    def _carried(self, url: str, used: list[Row]) -> str | None:
        """The URL that a proxy's URL carries, which is always the shorter one."""
        for rows in (_of_host(self._proxies_by_host, url), self._proxies):
            for row in rows:
                if row.mark in url:
                    inner = row.apply(url)
                    if len(inner) < len(url):
                        used.append(row)
                        return inner
        return None


def _index(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        for host in row.hosts:
            found.setdefault(host, []).append(row)
    return found


def _of_host(index: dict[str, list[Row]], url: str) -> Sequence[Row]:
    """The rows for the host of a URL or for one above it."""
    match = _HOST.match(url)
    host = match[1] if match else ""
    while host:
        if host in index:
            return index[host]
        host = host.partition(".")[2]
    return ()


def _through(rows: Iterable[Row], url: str, used: list[Row]) -> str:
    for row in rows:
        if row.mark in url:
            changed = row.apply(url)
            if changed != url:
                used.append(row)
                url = changed
    return url


@lru_cache(8)
def table(custom: tuple[tuple[str, str, str], ...] = ()) -> Table:
    """The table with a user's rows, the same object for the same rows."""
    return Table(custom=custom)


def identity(url: str, rows: Table | None = None) -> tuple[str, tuple[str, ...]]:
    """What names the picture of a URL, and the names of the rows that took something out of it.

    Two URLs with the same key are one picture. Nothing raises: a broken URL is its own key.
    """
    key, used = (rows or table()).identity(url)
    return key, tuple(row.name for row in used)


def origin(url: str, rows: Table | None = None) -> str | None:
    """The URL carried inside a proxy's URL, as it is stated there; None where there is none."""
    return (rows or table()).origin(url)
