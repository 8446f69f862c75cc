"""The facets of the served catalogue in memory: read once, the catalogue does not change."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import cast

import numpy as np
from datasette.app import Datasette
from numpy.typing import NDArray

from schema.facet_codes import (
    CODED,
    IDS,
    PLACES,
    TABLE,
    coded_columns,
    is_by_value,
    is_number,
    read_numbers,
)
from schema.search import fold
from web.per_site import PerSite
from web.request.linked import LINKED_COLUMNS, LinkedColumn
from web.request.linked import TABLE as PROJECTS
from web.site import DATABASE

Codes = NDArray[np.unsignedinteger]
Places = NDArray[np.intp]
Mask = NDArray[np.bool_]
Value = str | int

_AT_ONCE = 500


@dataclass(frozen=True)
class Column:
    """A column with one value a row. ``codes`` has a number for each row: 0 where there is no
    value, ``n`` for ``values[n - 1]``; values stand in the order of a facet, which ``is_by_value``
    where it does not ask for their number of rows first."""

    codes: Codes
    values: tuple[Value, ...]
    is_number: bool
    is_by_value: bool

    @cached_property
    def code_of(self) -> Mapping[Value, int]:
        """The code of each value."""
        return {value: code for code, value in enumerate(self.values, 1)}

    @cached_property
    def totals(self) -> Places:
        """How many rows of the whole table have each code."""
        return np.bincount(self.codes, minlength=len(self.values) + 1)


@dataclass(frozen=True)
class Links:
    """What rows are linked to: a link is ``places[i]``, the row, counted from 0, and ``codes[i]``,
    the place in ``ids`` and ``labels`` of what it is linked to, in the order of a facet."""

    places: Codes
    codes: Codes
    ids: tuple[int, ...]
    labels: tuple[str, ...]

    @cached_property
    def code_of(self) -> Mapping[int, int]:
        """The code of each number of a body or measure."""
        return {number: code for code, number in enumerate(self.ids)}

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The labels as searches see them."""
        return tuple(map(fold, self.labels))

    @cached_property
    def totals(self) -> Places:
        """How many links lead to each."""
        return np.bincount(self.codes, minlength=len(self.ids))


@dataclass(frozen=True)
class Coded:
    """A table: the ids of its rows in ascending order, and its facets; ``ranks`` keeps the places
    of the values of columns that rows were sorted by, None for a column without."""

    table: str
    ids: NDArray[np.int64]
    columns: Mapping[str, Column]
    links: Mapping[str, Links]
    ranks: dict[str, NDArray[np.integer] | None] = field(default_factory=dict)
    _linked: dict[str, Mask] = field(default_factory=dict)

    def linked(self, name: str) -> Mask:
        """The rows that have a link."""
        if name not in self._linked:
            mask = np.zeros(len(self.ids), np.bool_)
            mask[self.links[name].places] = True
            self._linked[name] = mask
        return self._linked[name]

    def mask_of(self, ids: NDArray[np.int64]) -> Mask:
        """The rows with these ids."""
        mask = np.zeros(len(self.ids), np.bool_)
        mask[np.searchsorted(self.ids, ids)] = True
        return mask


@dataclass
class _Known:
    tables: dict[str, Coded] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


_KNOWN: PerSite[_Known] = PerSite()


async def coded_table(datasette: Datasette, database: str, table: str) -> Coded | None:
    """A table in memory, or None for one whose facets are counted in SQL."""
    if database != DATABASE or table not in CODED:
        return None
    known = _KNOWN.get(datasette) or _KNOWN.keep(datasette, _Known())
    if table not in known.tables:
        found = datasette.get_database(database)
        if not await found.table_exists(TABLE):
            return None
        await found.execute_fn(lambda connection: _keep(connection, known, table))
    return known.tables[table]


def _keep(connection: sqlite3.Connection, known: _Known, table: str) -> None:
    # In a thread; others that need the table wait for it there.
    with known.lock:
        if table not in known.tables:
            known.tables[table] = _read(connection, table)


def _read(database: sqlite3.Connection, table: str) -> Coded:
    numbers = cast("dict[str, Codes]", read_numbers(database, table))
    ids = numbers[IDS].astype(np.int64, copy=False)
    columns = {
        name: Column(
            numbers[name].astype(numbers[name].dtype.newbyteorder("="), copy=False),
            _values(database, table, name, ids, numbers[name]),
            is_number(table, name),
            is_by_value(database, table, name),
        )
        for name in coded_columns(table)
    }
    links = {
        column.name: _links(database, column, numbers)
        for column in LINKED_COLUMNS
        if table == PROJECTS
    }
    return Coded(table, ids, columns, links)


def _values(
    database: sqlite3.Connection, table: str, column: str, ids: NDArray[np.int64], codes: Codes
) -> tuple[Value, ...]:
    """The values of a column in the order of their codes: each is read from a row that has it."""
    most = int(codes.max(initial=0))
    row_of = np.zeros(most + 1, np.intp)
    row_of[codes] = np.arange(len(codes))
    wanted = ids[row_of[1:]]
    cursor = database.cursor()
    cursor.row_factory = None
    texts: dict[int, Value] = {}
    for start in range(0, most, _AT_ONCE):
        part = [int(number) for number in wanted[start : start + _AT_ONCE]]
        cursor.execute(
            f"select id, {column} from {table} where id in ({', '.join('?' * len(part))})", part
        )
        texts.update(cursor.fetchall())
    return tuple(texts[int(number)] for number in wanted)


def _links(
    database: sqlite3.Connection, column: LinkedColumn, numbers: Mapping[str, Codes]
) -> Links:
    linked = numbers[column.name]
    cursor = database.cursor()
    cursor.row_factory = None
    cursor.execute(
        f"select {column.target}.id, {column.label} from {column.target} order by {column.order}"
    )
    used = set(np.unique(linked).tolist())
    targets = [target for target in cursor if target[0] in used]
    ids = np.array([number for number, _ in targets], np.int64)
    by_id = np.argsort(ids)
    codes = by_id[np.searchsorted(ids[by_id], linked)] if len(ids) else linked
    kind = np.min_scalar_type(max(len(ids), 1))
    places = numbers[f"{column.name}{PLACES}"]
    return Links(
        places.astype(places.dtype.newbyteorder("="), copy=False),
        codes.astype(kind),
        tuple(int(number) for number in ids),
        tuple(str(label) for _, label in targets),
    )
