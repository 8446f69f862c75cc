"""Facets as numbers, made of the finished rows: what they mean is in ``schema/facet_codes.py``."""

import sqlite3
from array import array
from itertools import chain

import numpy as np

from schema.facet_codes import (
    CODED,
    IDS,
    PLACES,
    TABLE,
    coded_columns,
    fitting,
    link_tables,
    order_of,
    write_numbers,
)

_AT_ONCE = 20_000


def fill_facet_codes(database: sqlite3.Connection) -> None:
    """Write the codes of every table that has them, in place of those that are there. Reads each
    table once."""
    database.execute(f"delete from {TABLE}")
    for table in CODED:
        _fill(database, table)


def _fill(database: sqlite3.Connection, table: str) -> None:
    columns = coded_columns(table)
    codes = {name: _codes_of(database, table, name) for name in columns}
    listed = ", ".join(("id", *columns))
    ids = array("q")
    kept = [array("L") for _ in columns]
    rows = database.execute(f"select {listed} from {table} order by id")
    while found := rows.fetchmany(_AT_ONCE):
        first, *others = zip(*found, strict=True)
        ids.extend(first)
        for name, numbers, values in zip(columns, kept, others, strict=True):
            numbers.extend(map(codes[name].__getitem__, values))
    write_numbers(database, table, IDS, np.array(ids, "<i8"))
    for name, numbers in zip(columns, kept, strict=True):
        write_numbers(database, table, name, np.array(numbers, fitting(len(codes[name]))))
    _fill_links(database, table, np.array(ids, "<i8"))


def _codes_of(database: sqlite3.Connection, table: str, column: str) -> dict[object, int]:
    """The code of every value of a column."""
    order = order_of(database, table, column)
    values = database.execute(
        f"select {column} from {table} where {column} is not null "
        f"group by {column} order by {order}"
    )
    return {None: 0} | {value: code for code, (value,) in enumerate(values, 1)}


def _fill_links(
    database: sqlite3.Connection, table: str, ids: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> None:
    for name, linked in link_tables(table).items():
        pairs = array("q")
        rows = database.execute(
            f"select project_id, {linked.key} from {linked.links} order by project_id, {linked.key}"
        )
        while found := rows.fetchmany(_AT_ONCE):
            pairs.extend(chain.from_iterable(found))
        both = np.array(pairs, "<i8").reshape(-1, 2)
        places = np.searchsorted(ids, both[:, 0])
        write_numbers(database, table, f"{name}{PLACES}", places.astype(fitting(len(ids))))
        most = int(both[:, 1].max()) if len(both) else 0
        write_numbers(database, table, name, both[:, 1].astype(fitting(most)))
