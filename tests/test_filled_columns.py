"""Which columns have something to say, as the build counts them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from schema.filled_columns import FILLED_QUERY, FilledColumns, read_filled
from tests.made.story import build_story


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder: Path = build_story(tmp_path_factory.mktemp("story"))
    with closing(sqlite3.connect(folder / "catalogue.db")) as opened:
        yield opened


def counted(connection: sqlite3.Connection, table: str, column: str) -> tuple[int, int]:
    row: tuple[int, int] = connection.execute(
        "select filled, is_uniform from data_dictionary where table_name = ? and column_name = ?",
        (table, column),
    ).fetchone()
    return row


def test_rows_with_a_value_are_counted(connection: sqlite3.Connection) -> None:
    assert counted(connection, "projects", "industry") == (2, 0)
    assert counted(connection, "projects", "domain") == (0, 0)
    assert counted(connection, "projects", "title") == (3, 0)


def test_an_empty_array_or_object_is_no_value(connection: sqlite3.Connection) -> None:
    assert counted(connection, "projects", "drafters")[0] == 2
    assert counted(connection, "projects", "replaces")[0] == 1
    assert counted(connection, "entries", "other")[0] == 3


def test_a_column_with_one_value_is_uniform(connection: sqlite3.Connection) -> None:
    assert counted(connection, "projects", "year") == (3, 1)


def test_the_rows_of_a_table_are_counted_under_its_name(connection: sqlite3.Connection) -> None:
    assert counted(connection, "projects", "")[0] == 3


def test_the_dictionary_counts_itself(connection: sqlite3.Connection) -> None:
    size = connection.execute("select count(*) from data_dictionary").fetchone()[0]

    assert counted(connection, "data_dictionary", "filled") == (size, 0)


def test_what_no_row_fills_is_silent(connection: sqlite3.Connection) -> None:
    filled = read_filled(connection.execute(FILLED_QUERY))

    assert filled.is_silent("projects", "domain")
    assert not filled.is_silent("projects", "industry")


def test_a_column_that_counts_where_it_differs_is_silent_where_it_does_not() -> None:
    filled = read_filled([("projects", "", 2, 0), ("projects", "level", 2, 1)])

    assert filled.is_silent("projects", "level")


def test_another_column_with_one_value_still_speaks_but_does_not_divide() -> None:
    filled = read_filled([("projects", "", 2, 0), ("projects", "mandate", 2, 1)])

    assert not filled.is_silent("projects", "mandate")
    assert not filled.divides("projects", "mandate")


def test_the_columns_of_a_table_without_rows_are_not_silent() -> None:
    filled = read_filled([("corrections", "", 0, 0), ("corrections", "reason", 0, 0)])

    assert not filled.is_silent("corrections", "reason")


def test_an_unknown_column_is_not_silent() -> None:
    assert not FilledColumns().is_silent("alembic_version", "version_num")
