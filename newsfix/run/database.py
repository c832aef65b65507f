"""The small SQLite file in which the outcomes of earlier runs are kept."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from newsfix.run import files, paths
from newsfix.run.outcomes import CacheEntry

_APPLICATION = 0x6E776678
_VERSION = 1
_COLUMNS = ", ".join(CacheEntry._fields)
_TABLE = f"CREATE TABLE records ({_COLUMNS}, PRIMARY KEY (output, input)) WITHOUT ROWID"
_INSERT = f"INSERT OR REPLACE INTO records VALUES ({', '.join('?' * len(CacheEntry._fields))})"
_AT_ONCE = 256
BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite calls the files that it makes and removes beside one, behind the name of that."""
_WAIT = 2.0
"""Seconds for which another run may hold the file."""


def default_path() -> str:
    """The place of the cache in the user's cache directory."""
    from platformdirs import user_cache_dir

    return os.path.join(user_cache_dir("newsfix", appauthor=False), "outcomes.sqlite3")


class Unusable(Exception):
    """A file that is not a cache of this newsfix; the message says why."""


class Database:
    """The records of a file, for as long as it can be used.

    Whatever is wrong with the file is told once; from then on it is as if it held nothing.

    path  the file; it is made where there is none
    tell  takes one line on why the file cannot be used
    """

    def __init__(self, path: str, tell: Callable[[str], None]) -> None:
        self._path = path
        self._tell = tell
        self._database: sqlite3.Connection | None = None

    @property
    def is_open(self) -> bool:
        return self._database is not None

    def open(self) -> None:
        with self._trouble():
            os.makedirs(os.path.dirname(os.path.abspath(self._path)), exist_ok=True)
            self._database = _opened(self._path)

    def close(self) -> None:
        if self._database:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def store(self, records: Sequence[CacheEntry]) -> None:
        """Keep records, each in the place of the one with its output and input."""
        if records and self._database:
            with self._trouble(), _transaction(self._database) as database:
                database.executemany(_INSERT, records)

    def of_outputs(self, outputs: Sequence[bytes]) -> Iterator[CacheEntry]:
        """The records of these outputs."""
        marks = ", ".join("?" * len(outputs))
        return _sound(self._rows(f"SELECT {_COLUMNS} FROM records WHERE output IN ({marks})", outputs))

    def below(self, directory: bytes) -> Iterator[CacheEntry]:
        """The records of the outputs in a directory, by output and input; they may be deleted meanwhile."""
        order = "(output, input) > (?, ?) AND output < ? ORDER BY output, input LIMIT ?"
        query = f"SELECT {_COLUMNS} FROM records WHERE {order}"
        start = paths.below(directory)
        last, end = (start, b""), start[:-1] + bytes([start[-1] + 1])
        while rows := self._rows(query, (*last, end, _AT_ONCE)):
            yield from _sound(rows)
            last = rows[-1][:2]

    def other_inputs(self, record: CacheEntry) -> list[bytes]:
        """The other inputs of which a record has the output of this one."""
        rows = self._rows("SELECT input FROM records WHERE output = ? AND input <> ?", record[:2])
        return [path for (path,) in rows]

    def delete(self, record: CacheEntry) -> None:
        self._rows("DELETE FROM records WHERE output = ? AND input = ?", record[:2])

    def _rows(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        if self._database:
            with self._trouble():
                return self._database.execute(query, values).fetchall()
        return []

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        """Whatever is wrong with the file is told, and the file not used any more."""
        try:
            yield
        except (sqlite3.Error, Unusable, OSError, UnicodeDecodeError) as error:
            self.close()
            self._tell(f"newsfix: the cache {self._path} {_reason(error)}; continuing without it")


def _sound(rows: Iterable[tuple[Any, ...]]) -> Iterator[CacheEntry]:
    """The rows that are what a record is; SQLite holds anything in any column."""
    kinds = [type(default) for default in CacheEntry(b"", b"", b"")]
    return (CacheEntry(*row) for row in rows if [type(value) for value in row] == kinds)


def _reason(error: Exception) -> str:
    if isinstance(error, Unusable):
        return str(error)
    if isinstance(error, OSError):
        return f"cannot be used: {files.reason(error)}"
    if isinstance(error, sqlite3.OperationalError):  # locked, not writable, no space left
        return f"cannot be used: {error}"
    return f"is damaged or not a cache ({error}); delete it to start a new one"


def _opened(path: str) -> sqlite3.Connection:
    """A connection to a cache, which is made where there is none. Raises sqlite3.Error and Unusable."""
    database = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        # After a loss of power the file may be damaged; what it says of outputs is compared with them anyway.
        database.execute("PRAGMA synchronous = OFF")
        # Of one that is made: a record takes a quarter of a page of the usual size.
        database.execute("PRAGMA page_size = 16384")
        with _transaction(database):
            _check(database)
    except BaseException:
        database.close()
        raise
    return database


def _check(database: sqlite3.Connection) -> None:
    ((application,),) = database.execute("PRAGMA application_id")
    ((version,),) = database.execute("PRAGMA user_version")
    made = [sql for (sql,) in database.execute("SELECT sql FROM sqlite_master")]
    if application != _APPLICATION:
        if application or version or made:
            raise Unusable("is a database of another program")
        database.execute(_TABLE)
        database.execute(f"PRAGMA application_id = {_APPLICATION}")
        database.execute(f"PRAGMA user_version = {_VERSION}")
    elif version > _VERSION:
        raise Unusable("was written by a newer version of newsfix")
    elif made != [_TABLE]:
        raise Unusable("has tables that newsfix did not make; delete it to start a new one")


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield database
    except BaseException:
        with suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")
