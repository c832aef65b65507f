"""Which picture a URL names: the rows of `rows.py` applied to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from newsfix.read.pictures.rows import ROWS, Pair, Row
from newsfix.regex import regex

# Longer URLs carry data of their own; nothing in them is a size.
_LONGEST = 4000
_PLAIN = regex(r"https://[a-z0-9.-]+/")
_NONE: Pair = ("", "")
_HOST = regex(r"https://([^/?#:]+)")


class AddressTable:
    """Rows in their order: spellings, proxies until none is left, the host's own rows, then those for all hosts.

    `custom` are the user's: (name, pattern, replacement) each, tried first, on the URL as it is written.
    """

    def __init__(self, rows: Sequence[Row] = ROWS, custom: Iterable[tuple[str, str, str]] = ()) -> None:
        first = next((index for index, row in enumerate(rows) if row.kind == "proxy"), len(rows))
        proxies = [row for row in rows if row.kind == "proxy"]
        others = [row for row in rows[first:] if row.kind != "proxy"]
        self._custom = [Row(name, "", pattern, text, _NONE, _NONE) for name, pattern, text in custom]
        self._spellings = rows[:first]
        # One URL is in several places of an article, and is asked for again in each step.
        self._cached = lru_cache(2048)(self._identity)
        self._opened = lru_cache(2048)(self._open)
        self._proxies_at = lru_cache(1024)(_Hosts(proxies).at)
        self._others_at = lru_cache(1024)(_Hosts(others).at)

    def identity(self, url: str) -> tuple[str, tuple[Row, ...]]:
        """What is left of a URL when the rows are done with it, and the rows that changed it.

        Two URLs of which the same is left are one picture. Nothing raises: a broken URL is its own.
        """
        if len(url) > _LONGEST or url[:5].lower() == "data:":
            return url, ()
        return self._cached(url)

    def origin(self, url: str) -> str | None:
        """The URL that a proxy's URL carries, as it is stated in there, or None where it is not a proxy's."""
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
        return _through(self._others_at(_host(key)), key, used), tuple(dict.fromkeys(used))

    def _spelt(self, url: str, used: list[Row]) -> str:
        for row in self._spellings:
            if _PLAIN.match(url) and "#" not in url and "&amp;" not in url:
                break  # nothing in it can be spelt another way, as far as the table goes
            url = _through((row,), url, used)
        return url

    def _carried(self, url: str, used: list[Row]) -> str | None:
        """The URL that a proxy's URL carries, which is always the shorter one."""
        for row in self._proxies_at(_host(url)):
            if row.mark in url:
                inner = row.apply(url)
                if len(inner) < len(url):
                    used.append(row)
                    return inner
        return None


class _Hosts:
    """Rows by the hosts that they are for."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._anywhere: list[Row] = []
        self._by_host: dict[str, list[Row]] = {}
        for row in rows:
            if not row.hosts:
                self._anywhere.append(row)
            for host in row.hosts:
                self._by_host.setdefault(host, []).append(row)

    def at(self, host: str) -> Sequence[Row]:
        """The rows for a host, or else for one above it, and then those for all hosts."""
        while host and host not in self._by_host:
            host = host.partition(".")[2]
        return (*self._by_host.get(host, ()), *self._anywhere)


def _host(url: str) -> str:
    match = _HOST.match(url)
    return match[1] if match else ""


def _through(rows: Iterable[Row], url: str, used: list[Row]) -> str:
    for row in rows:
        if row.mark in url:
            changed = row.apply(url)
            if changed != url:
                used.append(row)
                url = changed
    return url


@lru_cache(8)
def table(custom: tuple[tuple[str, str, str], ...] = ()) -> AddressTable:
    """The table with a user's rows, the same object for the same rows."""
    return AddressTable(custom=custom)
