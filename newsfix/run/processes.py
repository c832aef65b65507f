"""An executor of processes that ends at once when it is told to, and with the process that started it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from importlib import import_module
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread, active_count
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Processes(ProcessPoolExecutor):
    """Processes of this machine.

    module  what they need: it is loaded once, before they are forked, where they are

    An interrupt from the keyboard reaches every process of a group: those that are at work raise
    KeyboardInterrupt, those that wait for work go on waiting until they are told to end.
    """

    def __init__(self, jobs: int, module: str) -> None:
        # A fork copies locks and no threads, such as those of a storage that has been asked already.
        context = get_context("spawn" if active_count() > 1 else None)
        if context.get_start_method() == "fork":
            import_module(module)
        super().__init__(jobs, context, initializer=_prepare)

    def submit(self, function: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> Future[T]:
        return super().submit(_interruptible, function, *arguments, **named)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:
        """End the processes; what they are writing is finished or removed."""
        if os.name == "posix":
            for pid in list(self._processes or ()):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGINT)
        super().shutdown(wait, cancel_futures=cancel_futures)


_working = False


def _prepare() -> None:
    signal.signal(signal.SIGINT, _interrupt)
    if parent := parent_process():
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(process: BaseProcess) -> None:
    process.join()
    os._exit(1)


def _interrupt(signum: int, frame: object) -> None:
    if _working:
        raise KeyboardInterrupt


def _interruptible(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    global _working
    _working = True
    try:
        return function(*arguments, **named)
    finally:
        _working = False
