"""Facets as numbers, made of the finished rows: what they mean is in ``schema/facet_codes.py``."""

import sqlite3
from array import array

import numpy as np

from schema.facet_codes import (
    CODED,
    IDS,
    ORDER,
    PLACES,
    TABLE,
    Numbers,
    coded_columns,
    fitting,
    link_tables,
    order_of,
    ordered_columns,
    write_numbers,
)

_AT_ONCE = 20_000
# Values of a column that are held at once.
_MOST_HELD = 100_000


def fill_facet_codes(database: sqlite3.Connection) -> None:
    """Write the codes of every table that has them, in place of those that are there. Reads each
    table once."""
    database.execute(f"delete from {TABLE}")
    for table in CODED:
        _fill(database, table)


def _fill(database: sqlite3.Connection, table: str) -> None:
    codes = {name: _codes_of(database, table, name) for name in coded_columns(table)}
    # By the name of the array, the column that it is made of.
    columns = {name: name for name in codes}
    many = []
    for column in ordered_columns(table):
        places = _places_of(database, table, column)
        if len(places) > _MOST_HELD:
            many.append(column)
        else:
            codes[f"{column}{ORDER}"], columns[f"{column}{ORDER}"] = places, column
    ids = array("q")
    # Of a type that fits, as they are written: they are as many as the rows.
    kept = {name: array(fitting(len(numbers) - 1).char) for name, numbers in codes.items()}
    rows = database.execute(
        f"select {', '.join(('id', *columns.values()))} from {table} order by id"
    )
    while found := rows.fetchmany(_AT_ONCE):
        first, *others = zip(*found, strict=True)
        ids.extend(first)
        for (name, numbers), values in zip(kept.items(), others, strict=True):
            numbers.extend(map(codes[name].__getitem__, values))
    known = _written(ids)
    write_numbers(database, table, IDS, known)
    for name, numbers in kept.items():
        write_numbers(database, table, name, _written(numbers))
    kept.clear()
    _fill_links(database, table, known)
    for column in many:
        _fill_order(database, table, column, known)


def _written(numbers: "array[int]") -> Numbers:
    """Numbers as they are written, with the least byte first; not copied where they are so."""
    kind = np.dtype(numbers.typecode)
    return np.frombuffer(numbers, kind).astype(kind.newbyteorder("<"), copy=False)


def _places_of(database: sqlite3.Connection, table: str, column: str) -> dict[object, int]:
    """The place of every value of a column among all, in SQLite's order, where they are few; of
    many one more than may be held."""
    values = database.execute(
        f"select distinct {column} from {table} where {column} is not null limit {_MOST_HELD + 1}"
    )
    # Texts stand in the order of their characters, as in SQLite.
    found = sorted(value for (value,) in values)
    return {None: 0} | {value: place for place, value in enumerate(found, 1)}


def _codes_of(database: sqlite3.Connection, table: str, column: str) -> dict[object, int]:
    """The code of every value of a column."""
    order = order_of(database, table, column)
    values = database.execute(
        f"select {column} from {table} where {column} is not null "
        f"group by {column} order by {order}"
    )
    return {None: 0} | {value: code for code, (value,) in enumerate(values, 1)}


def _fill_order(database: sqlite3.Connection, table: str, column: str, ids: Numbers) -> None:
    """Write the place of the value of each row among all of a column that has many."""
    numbers = np.zeros(len(ids), np.uint32)
    rows = database.execute(
        f"select id, dense_rank() over (order by {column}) from {table} "
        f"where {column} is not null order by {column}"
    )
    while found := rows.fetchmany(_AT_ONCE):
        with_value, places = zip(*found, strict=True)
        numbers[np.searchsorted(ids, with_value)] = places
    most = int(numbers.max(initial=0))
    write_numbers(database, table, f"{column}{ORDER}", numbers.astype(fitting(most)))


def _fill_links(database: sqlite3.Connection, table: str, ids: Numbers) -> None:
    for name, linked in link_tables(table).items():
        (most,) = database.execute(
            f"select max({linked.key}) from {linked.table} where {linked.condition}"
        ).fetchone()
        places = array(fitting(len(ids)).char)
        keys = array(fitting(most or 0).char)
        rows = database.execute(
            f"select project_id, {linked.key} from {linked.table} where {linked.condition} "
            f"order by project_id, {linked.key}"
        )
        while found := rows.fetchmany(_AT_ONCE):
            projects, linked_to = zip(*found, strict=True)
            places.extend(np.searchsorted(ids, projects).tolist())
            keys.extend(linked_to)
        write_numbers(database, table, f"{name}{PLACES}", _written(places))
        write_numbers(database, table, name, _written(keys))
