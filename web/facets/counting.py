"""How many rows of a request each value of a column has: for facets, bars and comparisons.

Of tables in memory (``codes.py``) it is counted there, of others in SQL; both give the same.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from datasette.app import Datasette
from datasette.utils import escape_sqlite
from datasette.utils.asgi import Request

from schema.facet_codes import SORT_KEYS
from web.facets.codes import Column, Links, Places, Value
from web.facets.selected import selected
from web.request.condition import condition
from web.request.linked import LinkedColumn
from web.request.table_request import TableRequest


@dataclass(frozen=True)
class Counted:
    """The values of a column that rows have, each with its number of rows: as many as were asked
    for, and whether there are more; ``chosen`` are those asked for by name, ``unstated`` the rows
    without a value."""

    values: tuple[tuple[Value, int], ...]
    is_cut: bool
    chosen: tuple[tuple[str, int], ...]
    unstated: int


@dataclass(frozen=True)
class CountedLink:
    """A body or measure that rows are linked to: its number, its name, and how many rows."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class CountedLinks:
    """Bodies or measures, the most first, of ``all`` that rows are linked to, and the number of
    rows without a link."""

    links: list[CountedLink]
    all: int
    without: int


async def counted(
    datasette: Datasette,
    request: Request,
    database: str,
    asked: TableRequest,
    column: str,
    size: int,
    chosen: list[str],
) -> Counted:
    """The first ``size`` values of a column among the rows of ``asked``, and those of ``chosen``
    that are not among them. Raises ``QueryInterrupted`` where counting takes too long."""
    rows = await selected(datasette, request, database, asked)
    if rows is None or column not in rows.coded.columns:
        return await _counted_in_sql(datasette, request, database, asked, column, size, chosen)
    held = rows.coded.columns[column]
    counts = rows.counts(column)
    codes = np.flatnonzero(counts[1:]) + 1
    if not held.is_by_value:
        codes = _most_first(counts, codes)
    values = tuple((held.values[code - 1], int(counts[code])) for code in codes[:size])
    listed = {str(value) for value, _ in values}
    others = [value for value in chosen if value not in listed]
    named = [(value, held.code_of.get(_as_held(held, value), None)) for value in others]
    return Counted(
        values,
        len(codes) > size,
        tuple((value, int(counts[code]) if code else 0) for value, code in named),
        int(counts[0]),
    )


def _as_held(column: Column, value: str) -> Value:
    """A value of an address as the column holds it: SQLite reads numbers of columns so."""
    with suppress(ValueError, OverflowError):
        if column.is_number and float(value).is_integer():
            return int(float(value))
    return value


async def linked_counts(
    datasette: Datasette,
    request: Request,
    database: str,
    asked: TableRequest,
    column: LinkedColumn,
    size: int,
    chosen: Collection[str],
) -> CountedLinks:
    """What the rows of ``asked`` are linked to: the first ``size`` and those of ``chosen``, by
    number or name. Raises ``QueryInterrupted`` where counting takes too long."""
    rows = await selected(datasette, request, database, asked)
    if rows is None:
        raise LookupError(f"{database}.{asked.table} has no facet_codes: build the catalogue again")
    held = rows.coded.links[column.name]
    counts = rows.link_counts(column.name)
    codes = _most_first(counts, np.flatnonzero(counts))
    links = [_link(held, counts, code) for code in codes[:size].tolist()]
    if chosen:
        others = (_link(held, counts, code) for code in codes[size:].tolist())
        links += [link for link in others if link.value in chosen or link.label in chosen]
    return CountedLinks(links, len(codes), rows.without_links(column.name))


def _link(held: Links, counts: Places, code: int) -> CountedLink:
    return CountedLink(str(held.ids[code]), held.labels[code], int(counts[code]))


def _most_first(counts: Places, codes: Places) -> Places:
    """Codes by their number of rows; those of equal number stay as they are."""
    return codes[np.argsort(-counts[codes], kind="stable")]


async def _counted_in_sql(
    datasette: Datasette,
    request: Request,
    database: str,
    asked: TableRequest,
    column: str,
    size: int,
    chosen: list[str],
) -> Counted:
    rest = await condition(datasette, request, database, asked)
    name = escape_sqlite(column)
    limit = datasette.setting("facet_time_limit_ms")

    async def one(clause: str, **more: object) -> int:
        answer = await datasette.execute(
            database,
            rest.select("count(*)", asked.table, clause),
            {**rest.params, **more},
            custom_time_limit=limit,
        )
        return int(answer.rows[0][0])

    sql = rest.select(f"{name} as value, count(*) as count", asked.table, f"{name} is not null")
    order = await _order(datasette, database, asked.table, column)
    rows = await datasette.execute(
        database,
        f"{sql} group by 1 order by {order} limit {size + 1}",
        rest.params,
        truncate=False,
        custom_time_limit=limit,
    )
    values = tuple((row["value"], int(row["count"])) for row in rows.rows[:size])
    listed = {str(value) for value, _ in values}
    return Counted(
        values,
        len(rows.rows) > size,
        tuple(
            [
                (value, await one(f"{name} = :facet_value", facet_value=value))
                for value in chosen
                if value not in listed
            ]
        ),
        await one(f"{name} is null"),
    )


async def _order(datasette: Datasette, database: str, table: str, column: str) -> str:
    found = datasette.get_database(database)
    types = {one.name: one.type.upper() for one in await found.table_column_details(table)}
    keys = await found.foreign_keys_for_table(table)
    if types.get(column) == "INTEGER" and not any(key["column"] == column for key in keys):
        return "value desc"
    key = SORT_KEYS.get((table, column))
    return "count(*) desc, " + (f"min({key}), value" if key in types else "value")
