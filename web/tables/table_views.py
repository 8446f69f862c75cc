"""The addresses of tables and their JSON: which requests are answered here."""

import sqlite3
import time
from collections.abc import Callable, Coroutine
from typing import Any

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Request, Response
from datasette.views.base import DatasetteError
from datasette.views.table import TableView
from markupsafe import escape

from schema.dictionary import declarations
from web.facets.known import ALL_VALUES
from web.one_trip import in_one_trip
from web.request.linked import LINKED_COLUMNS
from web.request.read_once import ReadOnce
from web.request.sound import is_search
from web.request.table_request import LANGUAGE, PLACE, TableRequest, table_request
from web.safety.sql.stopped import Stopped
from web.safety.sql.visit import visit
from web.site import DATABASE
from web.tables.asked_rows import NotOursError, asked_rows
from web.tables.json_view import ROWS_ALONE, json_of
from web.tables.page_context import needed_columns, page_of
from web.tables.table_facets import TableFacets, table_facets
from web.tables.table_shape import table_shape

# The arguments of pages and data that are known here, beside conditions on columns.
_KNOWN = frozenset(
    (
        *("_sort", "_sort_desc", PLACE, "_size", "_col", "_nocol", LANGUAGE, "_version"),
        *("_facet", "_facet_array", "_facet_date", "_facet_size", ALL_VALUES),
        *("_nofacet", "_nocount", "_nosuggest", "_hide_sql", "_ttl", "_where", "_through"),
        *(column.argument for column in LINKED_COLUMNS),
    )
)
_KNOWN_OF_DATA = _KNOWN | {"_shape", "_nl", "_json", "_json_infinity"}
_TablesView = Callable[..., Coroutine[object, object, Response | None]]


def routes() -> list[tuple[str, _TablesView]]:
    """For ``register_routes``: every table of the catalogue, as a page and as JSON."""
    names = "|".join(declarations())
    return [(rf"/(?P<database>{DATABASE})/(?P<table>{names})(?:\.(?P<format>json))?$", table_view)]


async def table_view(
    datasette: Datasette, request: Request, send: Callable[..., Any]
) -> Response | None:
    """A table, by our view where the request is one that it knows, else by Datasette's."""
    asked = table_request(request, request.url_vars["table"])
    if _is_known(request, asked):
        once = ReadOnce(request.scope, request.receive)
        try:
            return await in_one_trip(datasette, lambda: _answer(datasette, once, asked))
        except QueryInterrupted as error:
            raise _took_long(error) from error
        except (NotOursError, sqlite3.Error):
            # Datasette says what is wrong.
            pass
    response: Response | None = await TableView.as_view(datasette)(request, send)
    return response


def _took_long(error: QueryInterrupted) -> DatasetteError:
    """What Datasette raises in its place."""
    current = visit.get()
    if current is not None and isinstance(error, Stopped):
        # Of several statements that were stopped, the one that the page is about.
        current.failure = error
    message = f"<p>SQL query took too long.</p><textarea>{escape(error.sql)}</textarea>"
    return DatasetteError(message, title="SQL Interrupted", status=400, message_is_html=True)


def _is_known(request: Request, asked: TableRequest) -> bool:
    known = _KNOWN_OF_DATA if request.url_vars["format"] else _KNOWN
    filters = {found.argument for found in asked.filters}
    for key, value in asked.arguments:
        if key in known or (is_search(key) and value):
            continue
        if key == "_labels" and not request.url_vars["format"] and value == "on":
            continue
        if key.startswith("_") or (key, value) not in filters:
            return False
    return True


async def _answer(datasette: Datasette, request: Request, asked: TableRequest) -> Response:
    begun = time.perf_counter()
    shape = await table_shape(datasette, asked.table)
    if shape is None:
        raise NotOursError
    given = request.args
    is_data = bool(request.url_vars["format"])
    is_counted = not given.get("_nocount") and given.get("_shape") not in ROWS_ALONE
    has_facets = not given.get("_nofacet") and given.get("_shape") not in ROWS_ALONE
    needed = None if is_data else await needed_columns(datasette, asked)
    found = await asked_rows(datasette, request, shape, asked, is_counted, needed)
    facets = await table_facets(datasette, request, found) if has_facets else TableFacets()
    if is_data:
        response = await json_of(datasette, request, found, facets, begun)
    else:
        response = await page_of(datasette, request, found, facets)
    if response.status == 200:
        ttl = given.get("_ttl")
        seconds = int(ttl) if ttl and ttl.isdigit() else datasette.setting("default_cache_ttl")
        response.headers["Cache-Control"] = f"max-age={seconds}" if seconds else "no-cache"
    return response
