"""The migrations make exactly the schema of the models, and can be undone."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.exc import IntegrityError

from etl.database import empty_catalogue
from etl.database.dump import dump
from etl.database.migrate import downgrade, head_revision, make_by_migrations, upgrade
from etl.paths import DATABASE, ROOT
from schema.all_tables import Base
from schema.facet_codes import TABLE
from schema.search_index import SEARCH_INDEX

# SQLAlchemy does not read indexes of expressions; one test compares all indexes by name.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index"),
    pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based"),
]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def schema_of(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql(
        "select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_master order by 1"
    )
    return [row[0] for row in rows]


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(
        connection,
        opts={
            "compare_type": True,
            "include_name": lambda name, kind, _: (
                not (kind == "table" and name.startswith((SEARCH_INDEX, TABLE)))
            ),
        },
    )
    found: list[object] = compare_metadata(context, Base.metadata)
    return found


def test_migrated_schema_equals_the_models(connection: Connection) -> None:
    upgrade(connection)

    assert differences(connection) == []


def test_indexes_are_those_of_the_models(connection: Connection) -> None:
    upgrade(connection)

    found = {
        row[0]
        for row in connection.exec_driver_sql(
            "select name from sqlite_master where type = 'index' and sql is not null"
        )
        if not row[0].startswith(f"ix_{SEARCH_INDEX}")
    }
    declared = {
        str(index.name) for table in Base.metadata.tables.values() for index in table.indexes
    }
    assert found == declared


def test_check_constraints_equal_those_of_the_models(connection: Connection) -> None:
    upgrade(connection)

    migrated = inspect(connection)
    for table in Base.metadata.sorted_tables:
        declared = {
            (str(check.name), str(check.sqltext))
            for check in table.constraints
            if hasattr(check, "sqltext")
        }
        found = {(c["name"], c["sqltext"]) for c in migrated.get_check_constraints(table.name)}
        assert found == declared, table.name


def test_the_schema_can_be_taken_down_and_made_again(connection: Connection) -> None:
    upgrade(connection)
    first = schema_of(connection)

    downgrade(connection)
    empty = schema_of(connection)
    upgrade(connection)

    assert [line for line in empty if "alembic_version" not in line] == []
    assert schema_of(connection) == first


def test_the_committed_catalogue_has_the_newest_schema() -> None:
    engine = create_engine(f"sqlite:///{DATABASE}")
    with engine.connect() as connection:
        found = differences(connection)
    engine.dispose()

    assert found == []


def test_every_constraint_and_index_of_the_catalogue_has_a_name() -> None:
    with closing(sqlite3.connect(DATABASE)) as connection:
        unnamed = connection.execute(
            "select name, sql from sqlite_master where type = 'table' and sql not like '%fts5%' "
            "and name not like 'sqlite%' and name not like 'projects_fts%' "
            "and (length(sql) - length(replace(sql, 'CONSTRAINT ', ''))) / 11 <> "
            "(length(sql) - length(replace(sql, ' CHECK (', ''))) / 8 + "
            "(length(sql) - length(replace(sql, ' UNIQUE (', ''))) / 9 + "
            "(length(sql) - length(replace(sql, 'REFERENCES ', ''))) / 11 + "
            "(length(sql) - length(replace(sql, 'PRIMARY KEY', ''))) / 11"
        ).fetchall()

    assert unnamed == []


@pytest.mark.parametrize(
    ("column", "value"),
    [("mandate", "自愿"), ("project_type", "废止"), ("title", ""), ("seq", 0), ("list_id", 99)],
)
def test_the_schema_itself_refuses_wrong_values(column: str, value: object) -> None:
    with closing(sqlite3.connect(":memory:")) as memory:
        with closing(sqlite3.connect(DATABASE)) as committed:
            committed.backup(memory)
        memory.execute("pragma foreign_keys = on")

        with pytest.raises(sqlite3.IntegrityError):
            memory.execute(f"update projects set {column} = ? where code = '2024-001'", (value,))


def test_integrity_errors_name_their_constraint(connection: Connection) -> None:
    upgrade(connection)

    with pytest.raises(IntegrityError, match="ck_organizations_kind"):
        connection.exec_driver_sql(
            "insert into organizations (id, name, kind) values (1, '某会', '学会')"
        )


def test_alembic_itself_finds_nothing_to_change(tmp_path: Path) -> None:
    copy = Path(shutil.copy(DATABASE, tmp_path / "catalogue.db"))
    alembic = [sys.executable, "-m", "alembic", "-x", f"database={copy}"]

    answer = subprocess.run([*alembic, "check"], cwd=ROOT, capture_output=True, text=True)

    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "No new upgrade operations detected" in answer.stdout


def test_a_catalogue_goes_down_and_up_by_the_command_line(tmp_path: Path) -> None:
    copy = Path(shutil.copy(DATABASE, tmp_path / "catalogue.db"))
    alembic = [sys.executable, "-m", "alembic", "-x", f"database={copy}"]

    codes = [
        subprocess.run([*alembic, *step], cwd=ROOT, capture_output=True).returncode
        for step in (("downgrade", "base"), ("upgrade", "head"), ("check",))
    ]

    assert codes == [0, 0, 0]


def test_builds_begin_with_what_the_migrations_make(tmp_path: Path) -> None:
    make_by_migrations(tmp_path / "migrated.db")

    empty_catalogue.make_empty(tmp_path / "made.db")

    assert list(dump(tmp_path / "made.db")) == list(dump(tmp_path / "migrated.db"))
    assert empty_catalogue.empty_sql() == empty_catalogue.sql_of_migrations()
    assert empty_catalogue.head_revision() == head_revision()


def test_migrations_are_run_where_what_they_made_was_written_down_before_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = tmp_path / "empty.sql"
    text = empty_catalogue.empty_sql().split("\n", 2)
    stale.write_text("\n".join((text[0], "-- another 0001", text[2])), encoding="utf-8")
    monkeypatch.setattr(empty_catalogue, "EMPTY_CATALOGUE", stale)
    empty_catalogue._written.cache_clear()

    try:
        empty_catalogue.make_empty(tmp_path / "made.db")

        assert empty_catalogue.head_revision() == head_revision()
        assert empty_catalogue.empty_sql() == "\n".join(text)
    finally:
        empty_catalogue._written.cache_clear()
    make_by_migrations(tmp_path / "migrated.db")
    assert list(dump(tmp_path / "made.db")) == list(dump(tmp_path / "migrated.db"))
