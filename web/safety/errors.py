"""Errors answered by pages of the site: those that the request is at fault for as such, and those
of the server without a word about its inside."""

import logging
import sqlite3

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.handle_exception import handle_exception
from datasette.utils.asgi import BadRequest, Base400, Request, Response
from datasette.views.base import DatasetteError

from web.errors import without_paths
from web.safety.sql.stopped import Stopped
from web.safety.sql.visit import visit

# What SQLite's module raises for values and statements that cannot be run.
_OF_THE_REQUEST = (
    sqlite3.ProgrammingError,
    sqlite3.InterfaceError,
    sqlite3.Warning,
)
_NUMBER = "数值超出范围，请改正后再试。"
_FAILED = "服务器处理这个请求时出错，请稍后再试。"

_logger = logging.getLogger(__name__)


class _Failed(Base400):
    """An error of the server. Its cause is in the log, not in the answer."""

    status = 500


def _told(exception: Exception) -> DatasetteError | Base400:
    """The error that a visitor is told of in place of ``exception``."""
    current = visit.get()
    failure = current.failure if current is not None else None
    if failure is not None and _is_cut_short(exception):
        # Datasette says of every interrupted statement that it took long.
        exception = failure
    if isinstance(exception, Stopped):
        return DatasetteError(exception.message, status=exception.status)
    if isinstance(exception, DatasetteError) and exception.status == 500:
        return BadRequest(without_paths(str(exception.message)))
    if isinstance(exception, (DatasetteError, Base400)):
        return exception
    if isinstance(exception, OverflowError):
        return BadRequest(_NUMBER)
    if isinstance(exception, QueryInterrupted):
        return BadRequest("interrupted")
    if isinstance(exception, _OF_THE_REQUEST):
        return BadRequest(without_paths(str(exception)))
    return _Failed(_FAILED)


def _is_cut_short(exception: Exception) -> bool:
    return isinstance(exception, DatasetteError) and exception.title == "SQL Interrupted"


async def error_response(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """The page, or the JSON, that tells a visitor of an error. Errors of the server are logged."""
    told = _told(exception)
    if isinstance(told, _Failed):
        _logger.error("a page failed", exc_info=exception)
    return await handle_exception(datasette, request, told)()
