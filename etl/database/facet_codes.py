"""Facets as numbers, made of the finished rows: what they mean is in ``schema/facet_codes.py``."""

import sqlite3
from array import array

import numpy as np

from schema.facet_codes import (
    CODED,
    IDS,
    PLACES,
    TABLE,
    Numbers,
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
    # Of a type that fits, as they are written: they are as many as the rows.
    kept = [array(fitting(len(codes[name])).char) for name in columns]
    rows = database.execute(f"select {listed} from {table} order by id")
    while found := rows.fetchmany(_AT_ONCE):
        first, *others = zip(*found, strict=True)
        ids.extend(first)
        for name, numbers, values in zip(columns, kept, others, strict=True):
            numbers.extend(map(codes[name].__getitem__, values))
    write_numbers(database, table, IDS, _written(ids))
    for name, numbers in zip(columns, kept, strict=True):
        write_numbers(database, table, name, _written(numbers))
    kept.clear()
    _fill_links(database, table, _written(ids))


def _written(numbers: "array[int]") -> Numbers:
    """Numbers as they are written, with the least byte first; not copied where they are so."""
    kind = np.dtype(numbers.typecode)
    return np.frombuffer(numbers, kind).astype(kind.newbyteorder("<"), copy=False)


def _codes_of(database: sqlite3.Connection, table: str, column: str) -> dict[object, int]:
    """The code of every value of a column."""
    order = order_of(database, table, column)
    values = database.execute(
        f"select {column} from {table} where {column} is not null "
        f"group by {column} order by {order}"
    )
    return {None: 0} | {value: code for code, (value,) in enumerate(values, 1)}


def _fill_links(database: sqlite3.Connection, table: str, ids: Numbers) -> None:
    for name, linked in link_tables(table).items():
        (most,) = database.execute(f"select max({linked.key}) from {linked.links}").fetchone()
        places = array(fitting(len(ids)).char)
        keys = array(fitting(most or 0).char)
        rows = database.execute(
            f"select project_id, {linked.key} from {linked.links} order by project_id, {linked.key}"
        )
        while found := rows.fetchmany(_AT_ONCE):
            projects, linked_to = zip(*found, strict=True)
            places.extend(np.searchsorted(ids, projects).tolist())
            keys.extend(linked_to)
        write_numbers(database, table, f"{name}{PLACES}", _written(places))
        write_numbers(database, table, name, _written(keys))
