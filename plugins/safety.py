"""Safety of a public site: limits of queries, headers, and pages that are not for visitors."""

import sqlite3
from collections.abc import Callable, Generator
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from web.asgi import App
from web.own_pages import answer_own_pages
from web.queries.checked_address import check_inputs
from web.safety.errors import error_response
from web.safety.limits import limit_connection
from web.safety.permissions import look_up_once
from web.safety.requests import guard
from web.safety.sql.gate import separate
from web.safety.sql.two_lanes import take_over
from web.search.site_search import understand_searches


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    limit_connection(conn, database)


@hookimpl
def startup(datasette: Datasette) -> None:
    take_over(datasette)
    look_up_once(datasette)


@hookimpl(tryfirst=True)
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    # The lane is chosen by what Datasette is asked in the end, so it comes last.
    checked, understood = check_inputs(datasette), understand_searches(datasette)
    separated, own = separate(datasette), answer_own_pages(datasette)
    return lambda app: guard(datasette)(understood(checked(separated(own(app)))))


@hookimpl(hookwrapper=True)
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Generator[None, Any, None]:
    outcome = yield
    # Alone: Datasette makes the answers of all plugins, its own with a traceback in the log.
    outcome.force_result([error_response(datasette, request, exception)])
