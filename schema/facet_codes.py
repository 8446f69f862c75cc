"""Facets as numbers: for each row of a table the number of its value, in the order of the rows.

A build writes them into ``facet_codes``, a site counts with them in memory. Rows stand in the
order of their ids. Of a column, 0 is no value and ``n`` the n-th value in the order in which a
facet shows values of equal count. Links (bodies in a role, measures) are pairs of a row and the
id of what it is linked to. Of other columns that rows can be sorted by, it has the place of the
value of each row among all values, in SQLite's order: 0 is no value, equal values have one place.
Like the search index, the table holds nothing that is not elsewhere.
"""

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schema.dictionary import data_type, declarations
from schema.kinds.fields import fields_of
from schema.sort_order import sort_columns

TABLE = "facet_codes"
# Names that are sorted as a reader expects, by a stored key of the row.
SORT_KEYS = {("projects", "family"): "title_sort_key", ("organizations", "name"): "name_sort_key"}
# The tables whose facets are counted in memory: those that grow with the catalogue.
CODED = ("projects", "entries", "standards")
# What stands in ``column_name`` for the ids of the rows, and after the name of a linked column for
# the places of the rows that have the links, counted from 0.
IDS = ""
PLACES = " places"
# After the name of a column: the places of its values.
ORDER = " order"
# Bytes of a part: below what one value may have on a connection of the site.
_PART = 1 << 18

Numbers = NDArray[np.integer]


@dataclass(frozen=True)
class LinkTable:
    """The table of links of a column of projects, the column that refers to what a project is
    linked to, and the condition of the rows that are meant."""

    table: str
    key: str
    condition: str = "true"


def coded_columns(table: str) -> list[str]:
    """The columns of a table that are facets with one value a row."""
    declared = declarations()[table]
    return [facet for facet in declared.facets if isinstance(facet, str)]


def ordered_columns(table: str) -> list[str]:
    """The columns whose order is written: those that rows are sorted by and that are no facets."""
    coded = coded_columns(table)
    return [column for column in sort_columns(table) if column not in coded]


def is_number(table: str, column: str) -> bool:
    """Whether a column holds whole numbers."""
    return data_type(table, column) == "integer"


def is_by_value(database: sqlite3.Connection, table: str, column: str) -> bool:
    """Whether a facet of a column stands in the order of its values: numbers come newest first,
    unless they refer to another table; other values by their number of rows."""
    keys = database.execute(f"pragma foreign_key_list({table})").fetchall()
    return is_number(table, column) and all(key[3] != column for key in keys)


def order_of(database: sqlite3.Connection, table: str, column: str) -> str:
    """SQL: the order in which values of equal count stand, of a query that groups by the column."""
    if key := SORT_KEYS.get((table, column)):
        return f"min({key}), {column}"
    return f"{column} desc" if is_by_value(database, table, column) else column


def link_tables(table: str) -> dict[str, LinkTable]:
    """The linked columns of a table."""
    if table != "projects":
        return {}
    bodies = {
        field.name: LinkTable("project_organizations", "organization_id", f"role = '{field.role}'")
        for field in fields_of(table)
        if field.role
    }
    return bodies | {"measures": LinkTable("measure_projects", "measure_id")}


def fitting(most: int) -> np.dtype[np.integer]:
    """The smallest type of numbers from 0 to ``most``, with the least byte first."""
    return np.dtype(np.min_scalar_type(most)).newbyteorder("<")


def write_numbers(
    database: sqlite3.Connection,
    table: str,
    column: str,
    numbers: Numbers,
    before: Numbers | None = None,
) -> None:
    """Put an array down, in parts; where the array ``before`` stands, only parts that differ."""
    if before is not None and before.dtype != numbers.dtype:
        before = None
    step = _PART // numbers.itemsize
    starts = range(0, max(len(numbers), 1), step)
    database.executemany(
        f"insert or replace into {TABLE} values (?, ?, ?, ?, ?)",
        (
            (table, column, part, numbers.dtype.str, numbers[start : start + step].tobytes())
            for part, start in enumerate(starts)
            if before is None
            or not np.array_equal(before[start : start + step], numbers[start : start + step])
        ),
    )
    database.execute(
        f"delete from {TABLE} where table_name = ? and column_name = ? and part >= ?",
        (table, column, len(starts)),
    )


def read_numbers(database: sqlite3.Connection, table: str) -> dict[str, Numbers]:
    """The codes and links of a table, by ``column_name``."""
    names = database.execute(
        f"select distinct column_name from {TABLE} where table_name = ?", (table,)
    ).fetchall()
    found = {
        str(name): read_array(database, table, str(name))
        for (name,) in names
        if not name.endswith(ORDER)
    }
    return {name: numbers for name, numbers in found.items() if numbers is not None}


def read_array(database: sqlite3.Connection, table: str, name: str) -> Numbers | None:
    """An array by its ``column_name``; None where there is none."""
    cursor = database.cursor()
    cursor.row_factory = None
    cursor.execute(
        f"select number_type, numbers from {TABLE} "
        "where table_name = ? and column_name = ? order by part",
        (table, name),
    )
    # One by one, so that no more than a part is held twice.
    parts = [np.frombuffer(blob, np.dtype(kind)) for kind, blob in cursor]
    if not parts:
        return None
    return np.concatenate(parts) if len(parts) > 1 else parts[0]
