"""The second revision keeps the rows of the first, and claims nothing for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine

from etl.database.migrate import downgrade, upgrade

FIRST_ROWS = (
    "insert into notices values (1, 'n', '某', '号', '2024-01-01', '[]', '某', 'f', 'text', "
    f"'{'0' * 64}')",
    "insert into lists values (1, '2024', 1, '附件1', '某', 2024, 1, '某', 1)",
    "insert into projects values (10001, '2024-001', 1, 2024, 1, '甲', '制定', '强制', '某', "
    "'[\"某部\"]', '[]', null, null, null, 'line 1', '[]')",
    "insert into findings values (1, 10001, '重复用字', 'title', '甲', '某')",
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{tmp_path / 'first.db'}")
    with engine.connect() as connection:
        upgrade(connection, "0001")
        for statement in FIRST_ROWS:
            connection.exec_driver_sql(statement)
        connection.commit()
        yield connection
    engine.dispose()


def test_rows_of_the_first_revision_are_kept_and_nothing_is_claimed(
    connection: Connection,
) -> None:
    upgrade(connection, "0002")

    projects = connection.exec_driver_sql(
        "select code, status, standard_numbers, published_year from projects"
    )
    assert projects.fetchall() == [("2024-001", "未查明", "[]", None)]
    assert connection.exec_driver_sql("select kind from findings").fetchall() == [("重复用字",)]


def test_going_back_leaves_the_rows_that_the_first_revision_can_hold(
    connection: Connection,
) -> None:
    first = connection.exec_driver_sql("select * from projects").fetchall()
    upgrade(connection, "0002")
    connection.exec_driver_sql(
        "insert into findings values (2, 10001, '发布日期存疑', 'published_on', '2024', '某')"
    )

    downgrade(connection, "0001")

    assert connection.exec_driver_sql("select * from projects").fetchall() == first
    assert connection.exec_driver_sql("select id from findings").fetchall() == [(1,)]
