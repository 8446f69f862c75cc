"""The ordinary reader: asks for the home page, a table and a project in turn, without hurry.

It runs in a process of its own, so that its times are not those of the attackers' program.
"""

import http.client
import multiprocessing
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from multiprocessing.connection import Connection

from benchmarks._siege.attack import HOST

PAGES = ("/", "/catalogue/projects", "/catalogue/projects/10001")
PATIENCE = 120.0
PAUSE = 0.05
# A page is ordinary again if it takes at most this many times as long as in peace, or seconds.
SLOWER, AT_LEAST = 3.0, 0.5


@dataclass(frozen=True)
class Visit:
    """A page asked for: when, how many seconds it took, and whether it was answered with 200."""

    start: float
    seconds: float
    is_fine: bool


class Reader:
    """What the reader has met so far; times are those of ``time.monotonic``."""

    def __init__(self, channel: Connection) -> None:
        self._channel = channel
        self._visits: list[Visit] = []
        self._waiting_since: float | None = None
        self.calm = 0.0

    def settle(self, seconds: float) -> None:
        """Watch in peace, to know what is ordinary."""
        start = time.monotonic()
        time.sleep(seconds)
        self.calm = statistics.median([visit.seconds for visit in self._since(start)] or [0.0])

    def longest_wait(self, since: float) -> float:
        """The longest wait of a visit that ended after ``since`` or is still going on."""
        visits = self._since(since)
        waits = [visit.seconds for visit in visits]
        if self._waiting_since is not None:
            waits.append(time.monotonic() - self._waiting_since)
        return max(waits, default=0.0)

    def failures(self, since: float) -> int:
        """Visits that ended after ``since`` and were not answered with 200."""
        return sum(not visit.is_fine for visit in self._since(since))

    def ordinary_again(self, end: float, within: float) -> float | None:
        """Seconds from ``end`` until each page was asked for and came as in peace; None if that
        took longer than ``within``."""
        limit = max(AT_LEAST, SLOWER * self.calm)
        while time.monotonic() < end + within:
            after = [visit for visit in self._since(end) if visit.start >= end]
            for first in range(len(after) - len(PAGES) + 1):
                chosen = after[first : first + len(PAGES)]
                if all(visit.is_fine and visit.seconds <= limit for visit in chosen):
                    return chosen[0].start - end
            time.sleep(PAUSE)
        return None

    def _since(self, moment: float) -> list[Visit]:
        while self._channel.poll():
            message = self._channel.recv()
            if isinstance(message, Visit):
                self._visits.append(message)
                self._waiting_since = None
            else:
                self._waiting_since = message
        return [visit for visit in self._visits if visit.start + visit.seconds >= moment]


@contextmanager
def reading(port: int) -> Iterator[Reader]:
    """Let a reader read the site at ``port``."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_read, args=(port, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Reader(ours)
    finally:
        process.terminate()
        process.join()
        ours.close()


def _read(port: int, channel: Connection) -> None:
    for page in cycle(PAGES):
        start = time.monotonic()
        channel.send(start)
        is_fine = _visit(port, page)
        channel.send(Visit(start, time.monotonic() - start, is_fine))
        time.sleep(PAUSE)


def _visit(port: int, page: str) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", page)
        answer = connection.getresponse()
        answer.read()
        return answer.status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
