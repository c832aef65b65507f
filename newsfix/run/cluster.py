"""A Dask cluster as the executor of a batch: chunks of paths go to its workers, who read and write the storage."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any, TypeVar

from newsfix.run.settings import STDIN
from newsfix.run.storage import Unavailable, is_url

T = TypeVar("T")

ANSWER = 10.0
"""Seconds to wait for a scheduler."""
PATIENCE = 60.0
"""Seconds to wait for a worker where there is none: some clusters start them when they are needed."""
_EVERY = 1.0


def check_paths(paths: Sequence[str | None]) -> None:
    """Find out whether every worker finds the paths: they are URLs, or the same on all machines. Raises Unavailable."""
    for path in paths:
        if path == STDIN:
            raise Unavailable("--scheduler cannot be combined with standard input")
        if path is not None and not is_url(path) and not os.path.isabs(path):
            raise Unavailable(f"with --scheduler {path} must be a URL or an absolute path, as workers run elsewhere")


@contextmanager
def connected(address: str, patience: float = PATIENCE) -> Iterator[Cluster]:
    """A cluster with at least one worker, all of them with this newsfix. Raises Unavailable."""
    # What Dask logs of lost connections is for those who run the cluster; what matters here is an error of ours.
    disabled = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        client = _client(address)
        try:
            cluster = Cluster(client, address, patience)
            cluster.check_workers()
            with cluster.watched():
                yield cluster
        finally:
            with suppress(Exception):  # what it says of a scheduler that went away has been said
                client.close(timeout=1)
    finally:
        logging.disable(disabled)


def _client(address: str) -> Any:
    import warnings

    try:
        from distributed import Client
        from distributed.comm import resolve_address
    except ImportError:
        raise Unavailable("--scheduler needs dask.distributed: pip install 'newsfix[cluster]'") from None
    try:
        resolve_address(address)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions that differ, which the workers are asked for
            return Client(address, timeout=ANSWER, set_as_default=False)
    except Exception as error:  # the transports have errors of their own
        why = "no answer" if isinstance(error, OSError) else " ".join(str(error).split())[:200]
        raise Unavailable(f"the scheduler {address} cannot be reached: {why}") from None


class Cluster:
    """The workers of a scheduler.

    jobs  how many chunks they do at a time
    """

    def __init__(self, client: Any, address: str, patience: float) -> None:
        self._client = client
        self._address = address
        self._patience = patience
        self.fault: str | None = None
        self._open: set[_Submitting] = set()
        self.jobs = 0

    def check_workers(self) -> None:
        """Wait for a worker, and find out whether they have this newsfix. Raises Unavailable."""
        from newsfix.run.recipe import program

        try:
            self._client.wait_for_workers(1, timeout=self._patience)
        except Exception:  # the timeout of asyncio, of Dask or of the transport
            raise Unavailable(f"the scheduler {self._address} has no workers") from None
        self.jobs = max(1, sum(self._client.nthreads().values()))
        found = self._client.run(_program, on_error="return")
        for worker, its in found.items():
            if isinstance(its, ImportError):
                raise Unavailable(f"the worker {worker} has no newsfix: pip install 'newsfix[cluster]'")
            if its != program():
                other = "has other versions of newsfix, Python or libraries than this machine"
                raise Unavailable(f"the worker {worker} {other}")

    def executors(self, jobs: int) -> Executor:
        """An executor, as `batch.run` wants them. Raises Unavailable once the cluster is lost."""
        self.check()
        executor = _Submitting(self, self._client.get_executor(pure=False))
        self._open.add(executor)
        return executor

    def check(self) -> None:
        if self.fault:
            raise Unavailable(self.fault)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Give up what is under way when the scheduler is gone or stays without workers: Dask waits for ever."""
        done = Event()
        thread = Thread(target=self._watch, args=(done,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join(timeout=2 * _EVERY)

    def _watch(self, done: Event) -> None:
        alone = 0.0
        while not done.wait(_EVERY):
            if self._client.status != "running":
                self.fault = f"the scheduler {self._address} was lost; run the same command again to continue"
            elif self._workers():
                alone = 0.0
                continue
            else:
                alone += _EVERY
                if alone < self._patience:
                    continue
                self.fault = f"the scheduler {self._address} has no workers any more"
            for executor in list(self._open):
                executor.give_up()
            return

    def _workers(self) -> int:
        try:
            return len(self._client.nthreads())
        except Exception:  # the scheduler goes away at this moment, which the next look finds
            return 0


class _Submitting(Executor):
    """Dask's executor, which is told to give up once the cluster is lost."""

    def __init__(self, cluster: Cluster, executor: Any) -> None:
        self._cluster = cluster
        self._executor = executor
        self._pending: set[Future[Any]] = set()

    def submit(self, function: Callable[..., T], /, *arguments: Any, **named: Any) -> Future[T]:
        self._cluster.check()
        future: Future[T] = self._executor.submit(function, *arguments, **named)
        self._pending.add(future)
        future.add_done_callback(self._pending.discard)
        if self._cluster.fault:
            future.cancel()
        return future

    def give_up(self) -> None:
        for future in list(self._pending):
            future.cancel()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing is waited for: what is under way was asked for or is not wanted any more."""
        with suppress(Exception):  # a scheduler that went away cannot be told
            self._executor.shutdown(wait=False)


def _program() -> bytes:
    from newsfix.run.recipe import program

    return program()
