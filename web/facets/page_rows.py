"""The rows of a table page and their number, from the table in memory.

Datasette asks SQLite for both. Where the mask of the request says which rows they are, the number
is taken from it, and the rows of the page are asked for by their ids: a condition that few rows
meet, or one without an index, is not looked for row by row. What Datasette shows as the SQL of a
page is its own statement still.
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
from web.facets.codes import Places
from web.facets.selected import Selected, selected
from web.request.condition import condition
from web.request.table_request import PLACE, TableRequest, table_request

_MARK = "catalogue.page_rows"
_ROWS = re.compile(r"(?P<rest>.*?)order by (?P<order>[^()?]+?) limit (?P<limit>\d+)$", re.DOTALL)
_BY_ID = re.compile(r"id(?P<desc> desc)?(?:, id)*")
# Rows that are asked for by their ids to be sorted; a list of them stays below what a statement
# may have.
_MOST_SORTED = 5_000


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
    _page.set(
        _Page(datasette, request, database, asked)
        if is_page and is_whole and asked.is_narrowed
        else None
    )
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
    selects = f"from {escape_sqlite(page.asked.table)} where {' and '.join(where.clauses)} "
    head, found, rest = sql.partition(selects)
    if not found:
        return None
    is_count = head == "select count(*) " and not rest
    parts = None if is_count else _ROWS.fullmatch(rest)
    if not is_count and parts is None:
        return None
    rows = await selected(page.datasette, page.request, page.database, page.asked)
    if rows is None or rows.mask is None:
        return None
    if is_count:
        return rows.count
    assert parts is not None
    return _by_ids(page, rows, head, parts)


def _by_ids(page: _Page, rows: Selected, head: str, parts: re.Match[str]) -> str | None:
    by_id = _BY_ID.fullmatch(parts["order"])
    if by_id:
        places = places_after(rows, page.request.args.get(PLACE), bool(by_id["desc"]))
        if places is None:
            return None
        places, left = places[: int(parts["limit"])], ""
    elif rows.count <= _MOST_SORTED:
        places, left = rows.places, parts["rest"]
    else:
        return None
    ids = ",".join(map(str, rows.coded.ids[places].tolist()))
    return (
        f"{head}from {escape_sqlite(page.asked.table)} where id in ({ids}) {left}"
        f"order by {parts['order']} limit {parts['limit']}"
    )


def places_after(rows: Selected, mark: str | None, is_descending: bool) -> Places | None:
    """The places of the rows of a page and of those after it, where rows are in the order of their
    ids; None if the mark names no row."""
    places = rows.places[::-1] if is_descending else rows.places
    if not mark:
        return places
    before = rows_before(rows, mark, is_descending)
    return None if before is None else places[before:]


def rows_before(rows: Selected, mark: str, is_descending: bool) -> int | None:
    """How many rows stand before a page, which are those up to the one that ``_next`` names, itself
    included, in the order of ids; None if it names none."""
    text = mark.rpartition(",")[2]
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        return None
    ids = rows.coded.ids[rows.places]
    if is_descending:
        return len(ids) - int(ids.searchsorted(int(text), "left"))
    return int(ids.searchsorted(int(text), "right"))
