"""Errors that the request is at fault for, answered as such."""

import sqlite3
from collections.abc import Awaitable
from typing import Any, cast

from datasette.handle_exception import handle_exception
from datasette.utils.asgi import BadRequest, Response
from datasette.views.base import DatasetteError

from web.safety.sql.stopped import Stopped
from web.safety.sql.visit import visit

# What SQLite's module raises for values and statements that cannot be run.
_OF_THE_REQUEST = (sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.Warning)


def bad_request(datasette: Any, request: Any, exception: Exception) -> Awaitable[Response] | None:
    """A 400 page where Datasette would say that the server failed; None for other errors."""
    current = visit.get()
    failure = current.failure if current is not None else None
    if failure is not None and exception is not failure and _is_cut_short(exception):
        # Datasette says of every interrupted statement that it took long.
        exception = failure
    if isinstance(exception, Stopped):
        refused = DatasetteError(exception.message, status=exception.status)
        return cast("Awaitable[Response]", handle_exception(datasette, request, refused)())
    if isinstance(exception, DatasetteError) and exception.status == 500:
        message = exception.message
    elif isinstance(exception, _OF_THE_REQUEST):
        message = str(exception)
    else:
        return None
    answer = handle_exception(datasette, request, BadRequest(message))
    return cast("Awaitable[Response]", answer())


def _is_cut_short(exception: Exception) -> bool:
    return isinstance(exception, DatasetteError) and exception.title == "SQL Interrupted"
