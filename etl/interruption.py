"""Being stopped from outside: one place that decides what SIGINT, SIGTERM and SIGHUP do.

The work that is going on ends with :class:`Interrupted`, so that everything under way is cleaned
up: temporary folders, processes that read documents. The exit code is the signal's, 128 more, as
shells have it: 130 for Ctrl-C, 143 for SIGTERM; never the one for bad data.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process
from types import FrameType

from etl.confinement.processes import end_processes

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(BaseException):
    """A signal asked the program to stop. ``number`` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_code(self) -> int:
        return 128 + self.number

    def __str__(self) -> str:
        return f"stopped by {signal.Signals(self.number).name}"


@contextmanager
def interruptible() -> Iterator[None]:
    """Raise :class:`Interrupted` in this block when a signal asks to stop.

    A second signal of the kind ends the program at once. Signals that are ignored, as in the
    background or under nohup, stay so. Does nothing outside of the main thread.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def prepare_helper() -> None:
    """In a process that reads documents for another: leave Ctrl-C to that one, end with it, and
    take along the processes started here."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end_at_once)
    parent = parent_process()
    if sys.platform == "linux" and parent is not None and parent.pid is not None:
        from etl.confinement.kernel import end_with

        end_with(parent.pid)


def _stop(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)
    raise Interrupted(number)


def _end_at_once(number: int, _frame: FrameType | None) -> None:
    end_processes()
    os._exit(128 + number)
