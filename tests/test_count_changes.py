"""Counts that were changed by the difference are those that all rows give."""

import sqlite3
from typing import Any

import pytest

from etl.database.count_changes import change_counts
from etl.database.counts import fill_counts
from tests.changed_catalogue import ChangedCatalogue, catalogue_in_memory


def counts_of(database: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return database.execute(
        "select subject, subject_id, part, dimension, value, mandate, counted, first, as_of "
        "from counts order by 1, 2, 3, 4, 5, 6"
    ).fetchall()


def counted_anew(database: sqlite3.Connection) -> list[tuple[Any, ...]]:
    database.execute("delete from counts")
    fill_counts(database)
    return counts_of(database)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("most", [1_000, 30])
def test_changed_counts_are_those_of_all_rows(
    seed: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.database.count_groups.COUNTED_AT_REQUEST", most)
    with catalogue_in_memory() as database:
        database.execute("delete from counts")
        fill_counts(database)
        changed = ChangedCatalogue(database, seed)
        changed.change_at_random(3 if seed % 2 else 60)

        change_counts(database, changed.changes)

        changed.changes.close()
        found = counts_of(database)
        assert set(found) ^ set(counted_anew(database)) == set()
