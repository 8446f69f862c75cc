"""What the data dictionary says of columns after a change is what all rows say."""

import random
import sqlite3
from typing import Any

import pytest

from etl.database.changes import Changes
from etl.database.filled import change_dictionary, count_filled
from tests.changed_catalogue import ChangedCatalogue, catalogue_in_memory


def dictionary_of(database: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return database.execute("select * from data_dictionary order by 1, 2").fetchall()


def counted_anew(database: sqlite3.Connection) -> list[tuple[Any, ...]]:
    count_filled(database)
    return dictionary_of(database)


@pytest.mark.parametrize("seed", range(6))
def test_a_changed_dictionary_is_that_of_all_rows(seed: int) -> None:
    with catalogue_in_memory() as database:
        changed = ChangedCatalogue(database, seed)
        changed.change_at_random(4 if seed % 2 else 60)

        change_dictionary(database, changed.changes)

        changed.changes.close()
        assert dictionary_of(database) == counted_anew(database)


@pytest.mark.parametrize("seed", range(60))
def test_columns_become_uniform_and_no_longer(seed: int) -> None:
    """Tables of few rows and few values, which often all say the same."""
    chosen = random.Random(seed)

    def row(host: int) -> tuple[str, str | None, str, str, int]:
        name = chosen.choice(("甲", "甲", "甲", "乙", "", None))
        kind = chosen.choice(("官方", "官方", "官方", "其他"))
        return f"{host}.example", name, kind, chosen.choice(("测试", "测试", "试")), 1

    with catalogue_in_memory() as database:
        database.execute("delete from sites")
        put = (
            "insert or replace into sites (host, name, kind, reason, is_linked) values (?,?,?,?,?)"
        )
        database.executemany(put, [row(host) for host in range(chosen.randrange(4))])
        count_filled(database)
        changes = Changes(database, ("sites",))
        for host in range(4):
            change = chosen.random()
            if change < 0.4:
                database.execute("delete from sites where host = ?", (f"{host}.example",))
            if change < 0.2 or change > 0.8:
                database.execute("delete from sites where host = ?", (f"{host}.example",))
                database.execute(put, row(host))

        change_dictionary(database, changes)

        changes.close()
        assert dictionary_of(database) == counted_anew(database)
