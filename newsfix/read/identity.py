"""Which picture a URL names: the rows of `picture_rows.py` applied to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from newsfix.read.picture_rows import ROWS, Pair, Row

# Longer URLs carry data of their own; nothing in them is a size.
_LONGEST = 4000
_HOST = re.compile(r"https://([^/?#:]+)")


class Table:
    """Rows in their order: spellings, proxies until none is left, the host's own rows, then those for all hosts.

    `custom` are the user's: (name, pattern, replacement) each, tried first, on the URL as it is written.
    """

    __slots__ = ("_anywhere", "_by_host", "_custom", "_proxies", "_proxies_by_host", "_spellings")

    def __init__(self, rows: Sequence[Row] = ROWS, custom: Iterable[tuple[str, str, str]] = ()) -> None:
        self._custom = [Row(name, "", pattern, text, _NONE, _NONE) for name, pattern, text in custom]
        first = next((index for index, row in enumerate(rows) if row.kind == "proxy"), len(rows))
        self._spellings = [*self._custom, *rows[:first]]
        proxies = [row for row in rows if row.kind == "proxy"]
        self._proxies = [row for row in proxies if not row.hosts]
        self._proxies_by_host = _index(proxies)
        others = [row for row in rows[first:] if row.kind != "proxy"]
        self._anywhere = [row for row in others if not row.hosts]
        self._by_host = _index(others)

    def identity(self, url: str) -> tuple[str, tuple[Row, ...]]:
        """What is left of a URL when the rows are done with it, and the rows that changed it."""
        if len(url) > _LONGEST or url[:5].lower() == "data:":
            return url, ()
        used: list[Row] = []
        key = _through(self._spellings, url.strip(), used)
        while (carried := self._carried(key, used)) is not None:
            key = _through(self._spellings, carried, used)
        # A template tag may stand for anything, an address with a query too.
        if "{{" not in key:
            key = _through(_of_host(self._by_host, key), key, used)
        return _through(self._anywhere, key, used), tuple(dict.fromkeys(used))

    def _carried(self, url: str, used: list[Row]) -> str | None:
        """The URL that a proxy's URL carries, which is always the shorter one."""
        for row in (*_of_host(self._proxies_by_host, url), *self._proxies):
            inner = row.apply(url)
            if inner is not url and inner != url and len(inner) < len(url):
                used.append(row)
                return inner
        return None

    def origin(self, url: str) -> str | None:
        """The URL that a proxy's URL carries, as it is stated in there, or None where it is no proxy's."""
        if len(url) > _LONGEST:
            return None
        inner = self._carried(_through(self._spellings[len(self._custom) :], url.strip(), []), [])
        if inner is None or inner.startswith("https:///"):
            return None
        return inner


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


_NONE: Pair = ("", "")


@cache
def built_in() -> Table:
    """The table without a user's rows."""
    return Table()


def identity(url: str, table: Table | None = None) -> tuple[str, tuple[str, ...]]:
    """What names the picture of a URL, and the names of the rows that took something out of it.

    Two URLs with the same key are one picture. Nothing raises: a broken URL is its own key.
    """
    key, rows = (table or built_in()).identity(url)
    return key, tuple(row.name for row in rows)


def origin(url: str, table: Table | None = None) -> str | None:
    """The URL carried inside a proxy's URL, as it is stated there; None where there is none."""
    return (table or built_in()).origin(url)
