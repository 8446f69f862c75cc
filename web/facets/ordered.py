"""Selected rows in an order, from memory: which rows a page has, and where it stands.

Rows are sorted by the place of their value among all values of a column, then by their ids, as
SQLite sorts them: what has no value comes first, or last in descending order. That costs the same
for every column, condition and direction, where SQLite would sort again for each page whatever no
index has in order.
"""

import sqlite3
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from datasette.app import Datasette
from numpy.typing import NDArray

from schema.facet_codes import ORDER, read_array
from web.facets.codes import Coded, Column, Places
from web.facets.selected import Selected
from web.one_trip import in_a_thread

Ranks = NDArray[np.integer]


class Ordered(Protocol):
    """Rows in an order. A row is named by its id; None stands for one that the table has not."""

    def before(self, number: int) -> int | None:
        """How many rows stand up to the one with an id, itself included."""

    def after(self, number: int | None, most: int) -> list[int] | None:
        """The ids of the first rows after the one with an id, or of the first of all."""

    def at(self, place: int) -> int:
        """The id of the row at a place, counted from 0."""


@dataclass(frozen=True)
class ById:
    """Rows in the order of their ids."""

    rows: Selected
    descending: bool = False

    def before(self, number: int) -> int | None:
        ids = self.rows.coded.ids[self.rows.places]
        if self.descending:
            return len(ids) - int(ids.searchsorted(number, "left"))
        return int(ids.searchsorted(number, "right"))

    def after(self, number: int | None, most: int) -> list[int] | None:
        before = 0 if number is None else self.before(number) or 0
        return self._ids(self._places[before : before + most])

    def at(self, place: int) -> int:
        return self._ids(self._places[place : place + 1])[0]

    @cached_property
    def _places(self) -> Places:
        return self.rows.places[::-1] if self.descending else self.rows.places

    def _ids(self, places: Places) -> list[int]:
        found: list[int] = self.rows.coded.ids[places].tolist()
        return found


@dataclass(frozen=True)
class ByColumn:
    """Rows in the order of a column, then of their ids. ``ranks`` has the place of the value of
    each row of the table."""

    rows: Selected
    ranks: Ranks
    descending: bool = False

    def before(self, number: int) -> int | None:
        key = self._key_of(number)
        return None if key is None else int(np.count_nonzero(self._keys <= key))

    def after(self, number: int | None, most: int) -> list[int] | None:
        keys = self._keys
        if number is not None:
            key = self._key_of(number)
            if key is None:
                return None
            keys = keys[keys > key]
        if most < len(keys):
            keys = np.partition(keys, most)[:most]
        return self._ids(np.sort(keys))

    def at(self, place: int) -> int:
        return self._ids(np.partition(self._keys, place)[place : place + 1])[0]

    @cached_property
    def _keys(self) -> NDArray[np.int64]:
        """A number for each row; the numbers ascend as the rows do."""
        return self._keys_of(self.rows.places)

    def _keys_of(self, places: Places) -> NDArray[np.int64]:
        ranks = self.ranks[places].astype(np.int64)
        if self.descending:
            ranks = -ranks
        return ranks * len(self.rows.coded.ids) + places

    def _key_of(self, number: int) -> int | None:
        ids = self.rows.coded.ids
        place = int(ids.searchsorted(number))
        if place == len(ids) or ids[place] != number:
            return None
        return int(self._keys_of(np.array([place]))[0])

    def _ids(self, keys: NDArray[np.int64]) -> list[int]:
        ids = self.rows.coded.ids
        found: list[int] = ids[keys % len(ids)].tolist()
        return found


async def in_order(
    datasette: Datasette, database: str, rows: Selected, column: str | None, descending: bool
) -> Ordered | None:
    """Rows by a column, or by their ids; None for a column whose order is not in memory."""
    if column in (None, "id"):
        return ById(rows, descending)
    coded = rows.coded
    if column not in coded.ranks:
        coded.ranks[str(column)] = await datasette.get_database(database).execute_fn(
            lambda connection: _ranks(connection, coded, str(column))
        )
    known = coded.ranks[str(column)]
    return None if known is None else ByColumn(rows, known, descending)


async def ids_after(
    datasette: Datasette,
    database: str,
    rows: Selected,
    order: tuple[str | None, bool],
    mark: str | None,
    most: int,
) -> list[int] | None:
    """The ids of the first ``most`` rows after the one that ``_next`` names, if any. ``order`` is
    the column and whether it descends. None where SQLite has to say which they are."""
    ordered = await in_order(datasette, database, rows, *order)
    number = row_of(mark) if mark else None
    if ordered is None or (mark and number is None):
        return None
    return await in_a_thread(ordered.after, number, most)


def row_of(mark: str) -> int | None:
    """The id of the row that ``_next`` names, in tables with ids; None if it names none."""
    text = mark.rpartition(",")[2]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _ranks(connection: sqlite3.Connection, coded: Coded, column: str) -> Ranks | None:
    """The places of the values of a column; those of a facet are known."""
    facet = coded.columns.get(column)
    if facet is not None:
        return _ranks_of_facet(facet)
    numbers = read_array(connection, coded.table, f"{column}{ORDER}")
    if numbers is None:
        return None
    found: Ranks = numbers.astype(numbers.dtype.newbyteorder("="), copy=False)
    return found


def _ranks_of_facet(column: Column) -> Ranks:
    order = sorted(range(len(column.values)), key=column.values.__getitem__)
    ranks = np.zeros(len(order) + 1, np.min_scalar_type(len(order)))
    ranks[np.array(order, np.intp) + 1] = np.arange(1, len(order) + 1)
    found: Ranks = ranks[column.codes]
    return found
