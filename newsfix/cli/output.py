"""Standard output and the end of a run: results whole, one line for what stopped it, and the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

import click

DONE, FAILED, UNABLE = 0, 1, 2


class NoOutput(Exception):
    """Standard output takes no more; `closed` where its reader has gone."""

    def __init__(self, error: OSError) -> None:
        from newsfix.run.files import reason

        super().__init__(reason(error))
        self.closed = isinstance(error, BrokenPipeError)


@contextmanager
def taker(output: str | None, *, shards: bool = True) -> Iterator[Callable[[bytes], object]]:
    """A function that takes what has no file of its own: to standard output, or to one file that appears at the end."""
    if output is None:
        yield put
        return
    from newsfix.run import files, report, storage
    from newsfix.run.shardnames import is_shard

    storage.sweep(os.path.dirname(output) or ".")
    try:
        with storage.whole(output) as file:
            if not (shards and is_shard(output)):
                yield file.write
                return
            from newsfix.run.containers import writing

            with writing(file, output) as add:
                yield partial(add, "")
    except OSError as error:
        raise click.ClickException(f"{report.shown(output)} cannot be written: {files.reason(error)}") from None


def put(data: bytes) -> None:
    """Write to standard output, in UTF-8 whatever the locale. Raises NoOutput."""
    try:
        sys.stdout.buffer.write(data)
    except OSError as error:
        raise NoOutput(error) from None


@contextmanager
def clean_end() -> Iterator[None]:
    """An interrupt, a wrong configuration or a full disk under standard output is one line and an exit code.

    Of a reader of standard output that has gone nothing is said: it has seen enough, as `head` has.
    """
    from newsfix.run.settings import ConfigError
    from newsfix.run.storage import Unavailable

    try:
        yield
        try:
            sys.stdout.buffer.flush()
        except OSError as error:
            raise NoOutput(error) from None
    except KeyboardInterrupt:
        _end("interrupted", UNABLE)
    except (Unavailable, ConfigError) as error:
        # The latter is found with the first file that it counts for; what was written before is whole.
        _end(str(error), UNABLE)
    except NoOutput as error:
        _end(None if error.closed else f"standard output cannot be written: {error}", FAILED)


def _end(message: str | None, code: int) -> None:
    from newsfix.run.report import shown

    # What standard output still holds the interpreter would try to write once more at its end.
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
    if message:
        click.echo(f"newsfix: {shown(message)}", err=True)
    sys.exit(code)
