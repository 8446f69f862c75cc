"""The rows that a request of a table asks for: the statement, the rows, their number, and where
the next page begins.

Where the table is in memory and a condition narrows it, or a column sorts it, number and rows come
from there (``web/facets/selected.py``, ``ordered.py``): rows are asked for by their ids, so that a
condition or an order without an index is not looked for row by row. What the page shows as its SQL
is the statement that says the same without it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from datasette.app import Datasette
from datasette.database import QueryInterrupted, Results
from datasette.utils import (
    compound_keys_after_sql,
    escape_sqlite,
    path_with_replaced_args,
    tilde_encode,
    urlsafe_components,
)
from datasette.utils.asgi import Request

from web.absolute import absolute_url
from web.facets.ordered import ids_after
from web.facets.selected import Selected, selected
from web.request.condition import Condition, condition
from web.request.table_request import PLACE, TableRequest
from web.site import DATABASE
from web.tables.table_shape import TableShape

_NO_VALUE = "$null"


@dataclass(frozen=True)
class Statement:
    """The statement of a page: ``columns`` of a table, ``place`` from which row on, ``order`` by
    what; ``shown`` is all of it, with ``params``. Of the columns, ``fetched`` are those that the
    page needs."""

    table: str
    where: Condition
    columns: tuple[str, ...]
    fetched: tuple[str, ...]
    place: str
    order: str
    size: int
    sort: str | None
    is_descending: bool
    params: dict[str, object]

    @property
    def conditions(self) -> str:
        """``where …`` of the page, or nothing."""
        clauses = [*self.where.clauses, *([self.place] if self.place else [])]
        return f"where {' and '.join(clauses)} " if clauses else ""

    @property
    def shown(self) -> str:
        """The statement, as the page shows it."""
        selects = _selects(self.columns, self.table)
        return f"{selects} {self.conditions}order by {self.order} limit {self.size + 1}"

    @property
    def fetches(self) -> str:
        """``select … from …`` of what the page needs."""
        return _selects(self.fetched, self.table)


@dataclass(frozen=True)
class AskedRows:
    """The rows of a page, and ``count``, how many there are on all pages together, None where that
    was not asked for or takes too long."""

    shape: TableShape
    asked: TableRequest
    statement: Statement
    rows: list[Any]
    is_cut: bool
    count: int | None
    next_mark: str | None
    next_url: str | None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that were asked for."""
        return self.statement.columns

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where the columns that were fetched stand in a row."""
        return {name: place for place, name in enumerate(self.statement.fetched)}


class NotOursError(Exception):
    """The request is left to Datasette's view, which says what is wrong with it."""


async def asked_rows(
    datasette: Datasette,
    request: Request,
    shape: TableShape,
    asked: TableRequest,
    is_counted: bool,
    needed: Callable[[str], bool] | None = None,
) -> AskedRows:
    """What a request asks for. ``is_counted`` says whether their number is wanted, ``needed``
    which columns are, beside the key and that by which rows are sorted; without it, all. Raises
    ``NotOursError`` for what Datasette refuses, and what SQLite raises."""
    columns = _columns(shape, asked)
    where = await condition(datasette, request, DATABASE, asked)
    statement = _statement(datasette, request, shape, where, columns, needed)
    count = shape.rows if not where.clauses else None
    rows, late, is_countable = None, None, is_counted and count is None
    if is_countable or (asked.sort is not None and asked.sort.column != "id"):
        try:
            rows = await selected(datasette, request, DATABASE, asked)
        except QueryInterrupted as error:
            # To find all rows takes too long; the first may be found.
            late = error
    try:
        found = await _found(datasette, request, shape, statement, rows)
    except QueryInterrupted as error:
        raise (late or error) from error
    if rows is not None and is_counted:
        count = rows.count
    elif is_countable and late is None:
        count = await _counted(datasette, shape, where)
    shown = found.rows[: statement.size]
    mark = None
    if statement.size < len(found.rows):
        mark = await _mark_after(datasette, shape, statement, shown[-1])
    sort = ({"_sort_desc" if statement.is_descending else "_sort": statement.sort}) if mark else {}
    added = {PLACE: mark, **({} if statement.sort is None else sort)}
    return AskedRows(
        shape,
        asked,
        statement,
        shown,
        found.truncated,
        count,
        mark,
        absolute_url(
            datasette, request, datasette.urls.path(path_with_replaced_args(request, added))
        )
        if mark
        else None,
    )


def _columns(shape: TableShape, asked: TableRequest) -> tuple[str, ...]:
    columns = shape.columns
    if asked.columns:
        if not set(asked.columns) <= set(shape.columns):
            raise NotOursError
        columns = tuple(dict.fromkeys((*shape.key, *asked.columns)))
        if len(columns) < len(shape.key) + len(asked.columns):
            # Datasette names a column of the key twice.
            raise NotOursError
    if asked.left_out:
        if not set(asked.left_out) <= set(shape.columns) - set(shape.key):
            raise NotOursError
        columns = tuple(name for name in columns if name not in asked.left_out)
    return columns


def _statement(
    datasette: Datasette,
    request: Request,
    shape: TableShape,
    where: Condition,
    columns: tuple[str, ...],
    needed: Callable[[str], bool] | None,
) -> Statement:
    sort, sort_desc = request.args.get("_sort"), request.args.get("_sort_desc")
    if not sort and not sort_desc:
        sort, sort_desc = shape.metadata.get("sort"), shape.metadata.get("sort_desc")
    by = sort or sort_desc
    if (sort and sort_desc) or (by and by not in shape.sortable):
        raise NotOursError
    order = ", ".join(escape_sqlite(name) for name in shape.key)
    params, place = dict(where.params), ""
    if by:
        by_key, order = order, escape_sqlite(by) + (" desc" if sort_desc else "")
    if mark := request.args.get(PLACE):
        place, params = _place(shape, by, bool(sort_desc), mark, params)
        order = f"{order}, {by_key}" if by else order
    fetched = columns
    if needed is not None:
        kept = (*shape.key, by)
        fetched = tuple(name for name in columns if name in kept or needed(name))
    return Statement(
        shape.name,
        where,
        columns,
        fetched,
        place,
        order,
        _size(datasette, request, shape),
        by or None,
        bool(sort_desc),
        params,
    )


def _selects(columns: Iterable[str], table: str) -> str:
    return f"select {', '.join(map(escape_sqlite, columns))} from {escape_sqlite(table)}"


def _size(datasette: Datasette, request: Request, shape: TableShape) -> int:
    asked = request.args.get("_size") or shape.metadata.get("size")
    size = datasette.max_returned_rows if asked == "max" else int(asked or datasette.page_size)
    # Of no rows, Datasette shows one.
    if not 0 < size <= datasette.max_returned_rows:
        raise NotOursError
    return size


def _place(
    shape: TableShape, by: str | None, is_descending: bool, mark: str, given: dict[str, object]
) -> tuple[str, dict[str, object]]:
    """The condition on rows after the one that a mark names, with its parameters among others."""
    parts = urlsafe_components(mark)
    value = None
    if by and len(parts) > 1:
        value = None if mark.split(",")[0] == _NO_VALUE else parts[0]
        parts = parts[1:]
    if len(parts) != len(shape.key):
        raise NotOursError
    params = {**given, **{f"p{len(given) + n}": part for n, part in enumerate(parts)}}
    after = compound_keys_after_sql(list(shape.key), len(given))
    if not by:
        return after, params
    column = escape_sqlite(by)
    if value is None:
        same = f"({column} is null and {after})"
        return (same if is_descending else f"({column} is not null or {same})"), params
    name = f"p{len(params)}"
    sign, last = ("<", f" or {column} is null") if is_descending else (">", "")
    clause = f"({column} {sign} :{name}{last} or ({column} = :{name} and {after}))"
    return clause, {**params, name: value}


async def _found(
    datasette: Datasette,
    request: Request,
    shape: TableShape,
    statement: Statement,
    rows: Selected | None,
) -> Results:
    sql = _in_whole_order(shape, statement)
    by_id = statement.sort in (None, "id")
    if rows is not None and not (by_id and rows.mask is None):
        mark = request.args.get(PLACE)
        order = (statement.sort, statement.is_descending)
        ids = await ids_after(datasette, DATABASE, rows, order, mark, statement.size + 1)
        if ids is not None:
            sql = _by_ids(statement, ids)
    size = request.args.get("_size") or shape.metadata.get("size")
    return await datasette.get_database(DATABASE).execute(
        sql, statement.params, truncate=True, page_size=statement.size if size else None
    )


def _in_whole_order(shape: TableShape, statement: Statement) -> str:
    """The statement with the key at the end of the order: rows that are equal in the column that
    sorts stand alike on all pages."""
    order = statement.order
    if statement.sort and not statement.place:
        order = ", ".join((order, *map(escape_sqlite, shape.key)))
    return f"{statement.fetches} {statement.conditions}order by {order} limit {statement.size + 1}"


def _by_ids(statement: Statement, ids: Iterable[int]) -> str:
    """The statement that asks for rows by their ids."""
    order = statement.order if statement.sort in (None, "id") else f"{statement.order}, id"
    return f"{statement.fetches} where id in ({','.join(map(str, ids))}) order by {order}"


async def _counted(datasette: Datasette, shape: TableShape, where: Condition) -> int | None:
    clauses = f"where {' and '.join(where.clauses)} " if where.clauses else ""
    sql = f"select count(*) from {escape_sqlite(shape.name)} {clauses}"
    try:
        found = await datasette.get_database(DATABASE).execute(sql, where.params)
    except QueryInterrupted:
        return None
    return int(found.rows[0][0])


async def _mark_after(
    datasette: Datasette, shape: TableShape, statement: Statement, row: Any
) -> str:
    """What ``_next`` says of the page that begins after a row."""
    mark = ",".join(tilde_encode(str(row[name])) for name in shape.key)
    if statement.sort is None:
        return mark
    if statement.sort in row.keys():  # noqa: SIM118
        value = row[statement.sort]
    else:
        same = " and ".join(f"{escape_sqlite(name)} = :pk{n}" for n, name in enumerate(shape.key))
        found = await datasette.get_database(DATABASE).execute(
            f"select {escape_sqlite(statement.sort)} from {escape_sqlite(shape.name)} where {same}",
            {f"pk{n}": row[name] for n, name in enumerate(shape.key)},
        )
        value = found.rows[0][0]
    return f"{_NO_VALUE if value is None else tilde_encode(str(value))},{mark}"
