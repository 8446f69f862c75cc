"""The numbers of the values of a column, after rows went and came.

Rows that stay keep their values, so their numbers say how these stand to each other. Where a value
that came stands among them is found by bisection; what value a number means, by a look at a row
that has it. Each number is then looked up in a table from old numbers to new ones.
"""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

import numpy as np

from etl.database.changes import Side
from schema.facet_codes import IDS, Numbers, fitting, read_array

# A column holds texts or whole numbers, never both.
Value = str | int


def stored(database: sqlite3.Connection, table: str, array: str) -> Numbers:
    """An array as it stands in the catalogue."""
    numbers = read_array(database, table, array)
    assert numbers is not None
    return numbers


def integers(found: Iterable[int]) -> Numbers:
    """Whole numbers as an array."""
    return np.fromiter(found, np.int64)


class CodedRows:
    """The rows of a table by their ids, ascending: those of ``before`` and of ``now``."""

    def __init__(self, database: sqlite3.Connection, table: str) -> None:
        self.database, self.table = database, table
        self.before = stored(database, table, IDS)
        self._stay = np.ones(len(self.before), np.bool_)
        self._stay[np.searchsorted(self.before, self._ids(Side.GONE))] = False
        self._staying = self.before[self._stay]
        came = self._ids(Side.COME)
        self._at = np.searchsorted(self._staying, came)
        self.now = self.with_came(self._staying, came)

    def _ids(self, side: Side) -> Numbers:
        found = self.database.execute(f"select id from temp.{side}_{self.table} order by id")
        return integers(number for (number,) in found)

    def with_came(self, staying: Numbers, came: Numbers) -> Numbers:
        """The numbers of all rows of now, from those of the rows that stay and of the rows that
        came, each in the order of their ids."""
        return np.insert(staying, self._at, came)

    def column(self, name: str, numbers: Numbers) -> "CodedColumn":
        """A column by the numbers that the rows of before had in it."""
        return CodedColumn(self, name, numbers[self._stay], self._staying)


class CodedColumn:
    """A column of the rows that stay, by the ``numbers`` of their values and the ``ids`` of the
    rows. ``held`` are the numbers that a row still has; ``came`` the values of rows that came."""

    def __init__(self, rows: CodedRows, name: str, numbers: Numbers, ids: Numbers) -> None:
        self._rows, self._name, self._numbers, self._ids = rows, name, numbers, ids
        has_rows = np.bincount(numbers, minlength=1) > 0
        has_rows[0] = False
        self.held = np.flatnonzero(has_rows)
        # By number, the id of a row that has it.
        self._row = np.zeros(len(has_rows), np.int64)
        self._row[numbers] = ids
        found = rows.database.execute(f"select {name} from temp.come_{rows.table} order by id")
        self._values_came: list[Value | None] = [value for (value,) in found]
        self.came: set[Value] = {value for value in self._values_came if value is not None}

    def value(self, place: int) -> Value:
        """The value of one of the numbers that are held, by its place among them."""
        found: tuple[Value] = self._rows.database.execute(
            f"select {self._name} from main.{self._rows.table} where id = ?",
            (int(self._row[self.held[place]]),),
        ).fetchone()
        return found[0]

    def place(self, value: Value) -> int | None:
        """The place of the number of a value among those that are held, by the index of the
        column."""
        found = self._rows.database.execute(
            f"select id from main.{self._rows.table} where {self._name} = ? "
            f"and id not in (select id from temp.come_{self._rows.table}) limit 1",
            (value,),
        ).fetchone()
        if found is None:
            return None
        number = self._numbers[np.searchsorted(self._ids, found[0])]
        return int(np.searchsorted(self.held, number))

    def renumbered(self, held: Numbers, came: dict[Value, int]) -> Numbers:
        """The numbers of all rows of now, from the new ones of the values that are held and of
        those that came."""
        of_number = np.zeros(len(self._row), np.int64)
        of_number[self.held] = held
        most = max(int(of_number.max()), max(came.values(), default=0))
        of_came = integers(0 if value is None else came[value] for value in self._values_came)
        return self._rows.with_came(of_number.astype(fitting(most))[self._numbers], of_came)


def by_value(column: CodedColumn, *, is_falling: bool) -> Numbers:
    """The numbers of all rows of now, in the order of their values; whole numbers may fall."""

    def key(value: Value) -> Value:
        return -value if is_falling and isinstance(value, int) else value

    @cache
    def held_key(place: int) -> Value:
        return key(column.value(place))

    places = range(len(column.held))
    came: dict[Value, int] = {}
    # Of each value that no row has that stays, how many of those held stand before it.
    new: list[int] = []
    before = 0
    for value in sorted(column.came, key=key):
        before = bisect_left(places, key(value), before, key=held_key)
        came[value] = before + len(new) + 1
        if before == len(places) or held_key(before) != key(value):
            new.append(before)
    of_held = np.arange(len(places))
    return column.renumbered(of_held + 1 + np.searchsorted(new, of_held, side="right"), came)


def by_key(column: CodedColumn, places_of_key: Numbers) -> Numbers:
    """The numbers of all rows of now, in the order of the least key of the rows of a value, then
    of the values; ``places_of_key`` are the places of the keys of all rows of now, which are never
    null."""
    size = len(column.held)
    came = {value: column.place(value) for value in column.came}
    new = [value for value, place in came.items() if place is None]
    places = {value: place for value, place in came.items() if place is not None}
    places |= {value: place for place, value in enumerate(new, size)}
    unsorted = column.renumbered(
        np.arange(1, size + 1), {value: place + 1 for value, place in places.items()}
    )
    least = np.full(size + len(new) + 1, np.iinfo(np.int64).max)
    np.minimum.at(least, unsorted, places_of_key)
    # The first is of rows without a value.
    least = least[1:]
    # Values are compared where another has the same key.
    _, which, count = np.unique(least, return_inverse=True, return_counts=True)
    tied = np.flatnonzero(count[which] > 1).tolist()
    value_of = {place: column.value(place) if place < size else new[place - size] for place in tied}
    rank = np.zeros(len(least), np.int64)
    for number, place in enumerate(sorted(tied, key=value_of.__getitem__)):
        rank[place] = number
    numbers = np.empty(len(least), np.int64)
    numbers[np.lexsort((rank, least))] = np.arange(1, len(least) + 1)
    return column.renumbered(
        numbers[:size], {value: int(numbers[place]) for value, place in places.items()}
    )
