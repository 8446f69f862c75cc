"""A request of the visitors' lane: its turn, its time, and what went wrong.

Between all requests of the lane stands one door. A few are inside, a few wait, the others are
told to come again; so neither processor nor memory grows with the number of visitors.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

from web.safety.sql.stopped import Stopped, busy, request_took_long

T = TypeVar("T")
# Requests that run, render and send at once, and that wait for it.
INSIDE = 2
WAITING = 16
WAIT_SECONDS = 5.0
# Seconds that all statements of a request may take together, however many facets it asks for.
# One statement has Datasette's own setting ``sql_time_limit_ms``.
STATEMENT_SECONDS = 5.0
# Seconds from a request's turn to the last byte of its answer, a streamed one too.
REQUEST_SECONDS = 30.0
# Seconds from a download's turn to its last byte: it may be long, and its client slow, but between
# two pieces it holds up nobody.
FILE_SECONDS = 900.0
# Cells of a page between two moments in which others get their turn.
_STEP = 200


class Door:
    """Lets requests in, in the order of their coming. For one event loop.

    ``desk`` is held while a file is made of a result, one at a time: Python runs such threads in
    turn with the pages.
    """

    def __init__(self) -> None:
        self.desk = asyncio.Semaphore(1)
        self._places = asyncio.Semaphore(INSIDE)
        self._waiting = 0

    async def enter(self, is_patient: bool = False) -> None:
        """Wait for a place. Raises ``Stopped`` if too many wait, or it takes too long; but what
        ``is_patient`` waits as long as it takes."""
        if is_patient:
            await self._places.acquire()
            return
        if self._places.locked() and self._waiting >= WAITING:
            raise busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._places.acquire()
        except TimeoutError:
            raise busy() from None
        finally:
            self._waiting -= 1

    def leave(self) -> None:
        """Give the place to the next."""
        self._places.release()


@dataclass
class Visit:
    """One request. ``is_page`` says that its result is laid out as HTML, ``is_file`` that it is
    neither a page nor JSON, so that an error can't stand beside a result."""

    door: Door
    is_page: bool
    is_file: bool
    seconds: float = STATEMENT_SECONDS
    failure: Stopped | None = None
    is_inside: bool = False
    is_stream: bool = False
    cells: int = 0

    async def turn(self) -> None:
        """Wait for the request's turn, before its first statement."""
        if self.failure is not None and self.failure.status == busy().status:
            raise self.failure
        if self.is_inside:
            return
        try:
            await self.door.enter(is_patient=self.is_stream)
        except Stopped as stopped:
            self.failure = stopped
            raise
        self.is_inside = True

    def end(self) -> None:
        """The request is over: the next has its turn."""
        if self.is_inside:
            self.is_inside = False
            self.door.leave()

    def rest(self) -> None:
        """Between two pieces of a stream: the place is the next one's, and the piece that follows
        has the time of a request of its own."""
        self.end()
        self.seconds = STATEMENT_SECONDS
        self.is_stream = True

    def seconds_left(self) -> float:
        """What the next statement may take at most. Raises ``Stopped`` if nothing is left."""
        if self.seconds <= 0:
            raise request_took_long(STATEMENT_SECONDS)
        return self.seconds

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Count the time of a statement."""
        started = time.monotonic()
        try:
            yield
        finally:
            self.seconds -= time.monotonic() - started


# None on the site's lane.
visit: ContextVar[Visit | None] = ContextVar("visit", default=None)


@contextmanager
def on_the_sites_lane() -> Iterator[None]:
    """Statements of our own, without a word of the visitor's, within a visitor's request."""
    token = visit.set(None)
    try:
        yield
    finally:
        visit.reset(token)


def rest_between_pieces() -> None:
    """Give up the place at the door while a piece of a long answer is sent or written."""
    current = visit.get()
    if current is not None:
        current.rest()


async def breathe() -> None:
    """Let others have their turn now and then, while a page of many cells is laid out."""
    current = visit.get()
    if current is not None:
        current.cells += 1
        if current.cells % _STEP == 0:
            await asyncio.sleep(0)


async def in_thread(function: Callable[..., T], *arguments: object) -> T:
    """Run in a thread what can't be stopped. A request that is cancelled keeps its place until
    it is done, so that such work does not pile up."""
    current = visit.get()
    if current is None:
        return await asyncio.to_thread(function, *arguments)
    async with current.door.desk:
        work = asyncio.ensure_future(asyncio.to_thread(function, *arguments))
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            await asyncio.wait((work,))
            raise
