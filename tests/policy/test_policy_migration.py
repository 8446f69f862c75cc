"""The revision of the policy layer keeps bodies and their links, and claims nothing for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import IntegrityError

from etl.database.migrate import downgrade, upgrade

ROWS = (
    "insert into notices values (1, 'n', '某', '号', '2024-01-01', '[]', '某')",
    "insert into lists (id, slug, notice_id, annex, title, year, stated_count, stated_in, "
    "row_count, kind, file, header, constants) "
    "values (1, '2024', 1, '附件1', '某', 2024, 1, '某', 1, '计划', 'f', '[]', '{}')",
    "insert into projects (id, code, list_id, year, seq, title, project_type, mandate, domain, "
    "departments, committees, source_place, source_cells) values (10001, '2024-001', 1, 2024, 1, "
    "'甲', '制定', '强制', '某', '[\"某部\"]', '[]', 'line 1', '[]')",
    "insert into organizations (id, name, kind, name_sort_key) "
    "values (1, '某部', '政府部门', 'mou3 bu4')",
    "insert into organizations (id, name, kind, name_sort_key) "
    "values (2, '某公司', '企业', 'mou3 gong1 si1')",
    "insert into project_organizations values (10001, '主管部门', 1, 1)",
    "insert into entries (id, list_id, seq, project_id, title, source_place, source_cells, other, "
    "drafters) values (10001, 1, 1, 10001, '甲', 'line 1', '[]', '{}', '[\"某公司\"]')",
)
LOCAL = (
    "insert into organizations (id, name, kind, level, place, part_of_id) "
    "values (1001, '某市某局', '事业单位', '市', '某市', null)"
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{tmp_path / 'older.db'}")
    with engine.connect() as connection:
        connection.exec_driver_sql("pragma foreign_keys = on")
        upgrade(connection, "0005")
        for statement in ROWS:
            connection.exec_driver_sql(statement)
        connection.commit()
        yield connection
    engine.dispose()


def rows(connection: Connection, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(sql).fetchall()]


def test_bodies_and_links_are_kept_and_nothing_is_claimed(connection: Connection) -> None:
    upgrade(connection, "0006")

    bodies = "select id, name, kind, name_sort_key, level, place, part_of_id from organizations"
    assert rows(connection, bodies) == [
        (1, "某部", "政府部门", "mou3 bu4", None, None, None),
        (2, "某公司", "企业", "mou3 gong1 si1", None, None, None),
    ]
    assert rows(connection, "select * from project_organizations") == [(10001, "主管部门", 1, 1)]
    assert rows(connection, "select measures from projects") == [("[]",)]
    assert rows(connection, "pragma foreign_key_check") == []


def test_links_still_need_their_bodies(connection: Connection) -> None:
    upgrade(connection, "0006")

    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        connection.exec_driver_sql(
            "insert into project_organizations values (10001, '归口单位', 1, 77)"
        )


def test_going_back_keeps_what_the_lists_name(connection: Connection) -> None:
    before = rows(connection, "select * from organizations")
    upgrade(connection, "0006")
    connection.exec_driver_sql(LOCAL)
    connection.exec_driver_sql("update organizations set part_of_id = 1001 where id = 1")

    downgrade(connection, "0005")

    assert rows(connection, "select * from organizations") == before
    assert rows(connection, "select * from project_organizations") == [(10001, "主管部门", 1, 1)]
    tables = [row[0] for row in rows(connection, "select name from sqlite_master")]
    assert "measures" not in tables
