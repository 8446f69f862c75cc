"""Statements of a page that is made at the desk."""

import sqlite3
from threading import Thread

import pytest
from datasette.database import QueryInterrupted

from web.desk import at_the_desk
from web.safety.limits import MAX_OWN_RESULT, MAX_VALUE
from web.safety.sql.own_statement import run_statement

_COUNTING = (
    "with recursive n(i) as (select 1 union all select i + 1 from n where {}) select i from n"
)
_LONG = 60_000


@pytest.fixture
def connection() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", check_same_thread=False)


def test_another_page_is_made_while_a_statement_takes_long(connection: sqlite3.Connection) -> None:
    others: list[str] = []

    def make_another() -> None:
        with at_the_desk():
            others.append("made")

    connection.create_function("others", 0, lambda: len(others))
    with at_the_desk():
        thread = Thread(target=make_another)
        thread.start()
        sql = f"select count(*) from ({_COUNTING.format('others() = 0')})"
        run_statement(connection, sql, None, _LONG, None, is_logged=False)
        assert others == ["made"]
    thread.join()


def test_a_statement_that_takes_too_long_is_stopped(connection: sqlite3.Connection) -> None:
    endless = f"select max(i) from ({_COUNTING.format('true')})"

    with at_the_desk(), pytest.raises(QueryInterrupted):
        run_statement(connection, endless, None, 20, None, is_logged=False)

    with at_the_desk():
        rows = run_statement(connection, "select 1", None, _LONG, None, is_logged=False).rows
    assert [tuple(row) for row in rows] == [(1,)]


@pytest.mark.parametrize(("rows", "most"), [(5, 5), (5, 4), (200, 150), (200, 200), (200, None)])
def test_as_many_rows_are_given_as_are_wanted(
    connection: sqlite3.Connection, rows: int, most: int | None
) -> None:
    with at_the_desk():
        sql = _COUNTING.format("i < :rows")
        found = run_statement(connection, sql, {"rows": rows}, _LONG, most, is_logged=False)

    wanted = rows if most is None else min(rows, most)
    assert [row["i"] for row in found.rows] == [*range(1, wanted + 1)]
    assert found.truncated == (wanted < rows)


def test_a_result_that_grows_too_large_is_refused(connection: sqlite3.Connection) -> None:
    rows = 2 * MAX_OWN_RESULT // MAX_VALUE + 1
    sql = f"select printf('%.*c', {MAX_VALUE}, 'x') from ({_COUNTING.format(f'i < {rows}')})"

    with at_the_desk(), pytest.raises(sqlite3.OperationalError, match="too big"):
        run_statement(connection, sql, None, _LONG, None, is_logged=False)
