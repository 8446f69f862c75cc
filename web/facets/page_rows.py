"""The rows of a table page and their number, from the table in memory.

Datasette asks SQLite for both. Where the mask of the request says which rows they are, the number
is taken from it, and the rows of the page are asked for by their ids: a condition that few rows
meet, or one without an index, is not looked for row by row, nor are rows sorted. What Datasette
shows as the SQL of a page is its own statement still.
"""

import re
import sqlite3
from contextvars import ContextVar
from dataclasses import dataclass

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils import escape_sqlite
from datasette.utils.asgi import Base400, Request

from web.asgi import App, Receive, Scope, Send
from web.facets.ordered import ids_after
from web.facets.selected import Selected, selected
from web.request.condition import condition
from web.request.table_request import PLACE, TableRequest, table_request

_MARK = "catalogue.page_rows"
_ROWS = re.compile(r"(?P<rest>.*?)order by (?P<order>[^()?]+?) limit (?P<limit>\d+)$", re.DOTALL)
_ORDER = re.compile(r'(?:(?P<quoted>\[[^\]]+\]|"[^"]+")|(?P<column>\w+))(?P<desc> desc)?(?:, id)*')


@dataclass(frozen=True)
class _Page:
    datasette: Datasette
    request: Request
    database: str
    asked: TableRequest


_page: ContextVar[_Page | None] = ContextVar("page_of_rows", default=None)


def begin_with_no_page(app: App) -> App:
    """ASGI: a request begins with no page, also where one task asks for several."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        _page.set(None)
        await app(scope, receive, send)

    return wrapped


def remember_page(datasette: Datasette, request: Request, database: str, table: str) -> bool:
    """Note that the current request is for the page of a table, with facets; False where it is one
    of the parts of that request that conditions are made from."""
    if _MARK in request.scope:
        return False
    request.scope[_MARK] = True
    path = str(request.path)
    is_page = "." not in path.rpartition("/")[2] or path.endswith(".json")
    is_whole = not {"_nofacet", "_nocount", "_shape"} & set(request.args.keys())
    asked = table_request(request, table)
    is_sorted = asked.sort is not None and asked.sort.column != "id"
    is_selected = is_sorted or (is_whole and asked.is_narrowed)
    _page.set(_Page(datasette, request, database, asked) if is_page and is_selected else None)
    return True


async def rows_known(sql: str) -> int | str | None:
    """Of the statements of the page that is being made: the number of its rows, or the statement
    that asks for them by their ids; None for others."""
    page = _page.get()
    if page is None or not sql.startswith("select "):
        return None
    # What is asked meanwhile is not the page's.
    token = _page.set(None)
    try:
        return await _known(page, sql)
    except (QueryInterrupted, sqlite3.Error, Base400):
        # Datasette says what is wrong with the page.
        return None
    finally:
        _page.reset(token)


async def _known(page: _Page, sql: str) -> int | str | None:
    where = await condition(page.datasette, page.request, page.database, page.asked)
    table = f"from {escape_sqlite(page.asked.table)} "
    selects = f"{table}where {' and '.join(where.clauses)} " if where.clauses else table
    head, found, rest = sql.partition(selects)
    if not found:
        return None
    is_count = head == "select count(*) " and not rest
    parts = None if is_count else _ROWS.fullmatch(rest)
    if not is_count and parts is None:
        return None
    rows = await selected(page.datasette, page.request, page.database, page.asked)
    if rows is None:
        return None
    if is_count:
        return rows.count
    assert parts is not None
    ids = await _ids(page, rows, parts)
    if ids is None:
        return None
    listed = ",".join(map(str, ids))
    return f"{head}{table}where id in ({listed}) order by {parts['order']} limit {parts['limit']}"


async def _ids(page: _Page, rows: Selected, parts: re.Match[str]) -> list[int] | None:
    """The rows of the page; None where SQLite has to say which they are."""
    order = _ORDER.fullmatch(parts["order"])
    if order is None:
        return None
    column = (order["quoted"] or order["column"]).strip('[]"')
    return await ids_after(
        page.datasette,
        page.database,
        rows,
        (column, bool(order["desc"])),
        page.request.args.get(PLACE),
        int(parts["limit"]),
    )
