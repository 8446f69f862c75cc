"""A page made in one trip to a thread: its statements run where it is made.

Each statement of a page would otherwise be a trip of its own from the event loop to a thread and
back, which costs more than most statements do. What makes a page stays as it is, asynchronous
functions that ask the catalogue; on a trip nothing of them waits, so they run through at once.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request, Response

from web.desk import at_the_desk
from web.safety.sql.visit import visit
from web.site import DATABASE

T = TypeVar("T")


@dataclass(frozen=True)
class Trip:
    """The connection of the thread in which a page is made, and the database that it is of."""

    database: Database
    connection: sqlite3.Connection


# None where nothing is made in a thread.
_current: ContextVar[Trip | None] = ContextVar("trip", default=None)


def connection_here(database: Database) -> sqlite3.Connection | None:
    """The connection on which statements run at once; None where a thread has to be asked."""
    trip = _current.get()
    return trip.connection if trip is not None and trip.database is database else None


def is_on_a_trip() -> bool:
    """Whether the current work is in a thread already, and must not wait."""
    return _current.get() is not None


async def in_one_trip(datasette: Datasette, make: Callable[[], Coroutine[object, object, T]]) -> T:
    """What ``make`` gives, made in one thread. On the visitors' lane, whose statements run in a
    process of their own, it is awaited as usual. Raises what ``make`` raises."""
    if visit.get() is not None or is_on_a_trip():
        return await make()
    database = datasette.get_database(DATABASE)
    context = copy_context()

    def made(connection: sqlite3.Connection) -> T:
        _current.set(Trip(database, connection))
        with at_the_desk():
            return run_through(make())

    return await database.execute_fn(lambda connection: context.run(made, connection))


async def in_a_thread(function: Callable[..., T], *arguments: object) -> T:
    """What takes a while and is no coroutine: in a thread of its own, or where we are if that is
    one."""
    if is_on_a_trip():
        return function(*arguments)
    return await asyncio.to_thread(function, *arguments)


def run_through(work: Coroutine[object, object, T]) -> T:
    """The result of a coroutine that never waits. Raises ``RuntimeError`` for one that does."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    work.close()
    raise RuntimeError(f"{work!r} waits for something while its page is made")


def running_through(function: Callable[..., Coroutine[object, object, T]]) -> Callable[..., T]:
    """A function of templates as one that gives its result at once, on a trip."""

    @wraps(function)
    def run(*arguments: object, **named: object) -> T:
        return run_through(function(*arguments, **named))

    return run


def one_trip(
    view: Callable[[Datasette, Request], Coroutine[object, object, Response]],
) -> Callable[[Datasette, Request], Coroutine[object, object, Response]]:
    """A view of ours that is made in one trip."""

    @wraps(view)
    async def made_in_one_trip(datasette: Datasette, request: Request) -> Response:
        return await in_one_trip(datasette, lambda: view(datasette, request))

    return made_in_one_trip
