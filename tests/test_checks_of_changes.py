"""Checks of what changed find what checks of the whole find, and raise no false alarm."""

import sqlite3

import pytest

from etl.checks import rules
from etl.checks.changed import NARROWED, check_changed
from etl.database.changes import Changes
from tests.changed_catalogue import OF_PROJECT, ChangedCatalogue, catalogue_in_memory
from tests.test_checks import DAMAGE

TABLES = "select name from sqlite_master where type = 'table' and name not like '%fts%'"


def all_noted(database: sqlite3.Connection) -> Changes:
    """The changes of every table."""
    return Changes(
        database,
        [
            name
            for (name,) in database.execute(TABLES).fetchall()
            if any(row[5] for row in database.execute(f"pragma table_info({name})"))
        ],
    )


def found_by_all(database: sqlite3.Connection) -> set[str]:
    return {f"check {name}" for name, _, sql in rules() if database.execute(sql).fetchone()}


def found_by_changes(database: sqlite3.Connection, changes: Changes) -> set[str]:
    places = {problem.place for problem in check_changed(database, changes)}
    return places - {"check foreign keys", "check search index"}


def test_every_rule_says_of_what_it_is_asked_after_a_change() -> None:
    assert set(NARROWED) == {name for name, _, _ in rules()}


@pytest.mark.parametrize("check", sorted(DAMAGE))
def test_a_fault_among_what_came_is_found(check: str) -> None:
    with catalogue_in_memory() as database:
        changes = all_noted(database)
        database.execute(DAMAGE[check])

        found = found_by_changes(database, changes)

        changes.close()
        assert f"check {check}" in found
        assert found == found_by_all(database)


@pytest.mark.parametrize("seed", range(3))
def test_rows_put_in_again_as_they_were_break_no_rule(seed: int) -> None:
    with catalogue_in_memory() as database:
        changed = ChangedCatalogue(database, seed)
        for project in changed.some_projects(50):
            changed.put_in(changed.take_out(project))

        assert check_changed(database, changed.changes) == []


@pytest.mark.parametrize("table", sorted(OF_PROJECT))
def test_rows_that_went_are_missed(table: str) -> None:
    """What depends on rows of projects is looked at where such a row goes, too."""
    with catalogue_in_memory() as database:
        changed = ChangedCatalogue(database, 1)
        for row in changed.rows(f"select rowid as number from {table} order by rowid limit 3"):
            database.execute(f"delete from {table} where rowid = ?", (row["number"],))

        found = found_by_changes(database, changed.changes)

        changed.changes.close()
        dangling = database.execute("pragma foreign_key_check").fetchall()
        assert dangling or found == found_by_all(database)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_broken_at_random_is_found(seed: int) -> None:
    """One value of a few rows of one table is that of another row."""
    with catalogue_in_memory() as database:
        changed = ChangedCatalogue(database, seed)
        table = changed.random.choice(
            ("projects", "entries", "standards", "project_outcomes", "project_organizations")
        )
        rows = changed.rows(f"select rowid as number, * from {table} order by rowid")
        columns = sorted({*rows[0]} - {"number", "id", *database_keys(database, table)})
        for row in changed.random.sample(rows, 3):
            other = changed.random.choice(rows)
            for column in changed.random.sample(columns, min(2, len(columns))):
                try:
                    database.execute(
                        f'update {table} set "{column}" = ? where rowid = ?',
                        (other[column], row["number"]),
                    )
                except sqlite3.IntegrityError:
                    continue  # a fault that the schema does not let in

        found = found_by_changes(database, changed.changes)

        problems = check_changed(database, changed.changes)
        changed.changes.close()
        if not any(problem.place == "check foreign keys" for problem in problems):
            assert found == found_by_all(database)


def database_keys(database: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in database.execute(f"pragma table_info({table})") if row[5]}


@pytest.mark.parametrize(
    "statement",
    [
        "update projects set list_id = 99 where id = 10001",
        "update project_organizations set organization_id = 9999 where project_id = 10001",
        "delete from lists where id = 1",
        "delete from organizations where id = 1",
        "update entry_lines set line = 99999 where entry_id = 10001",
    ],
)
def test_a_reference_without_its_row_is_found(statement: str) -> None:
    with catalogue_in_memory() as database:
        changes = all_noted(database)
        database.execute(statement)

        places = {problem.place for problem in check_changed(database, changes)}

        assert places == {"check foreign keys"}


def test_a_project_that_is_not_found_by_its_title_is_named() -> None:
    with catalogue_in_memory() as database:
        changed = ChangedCatalogue(database, 1)
        database.execute("update projects set title = '鸒鸓鸔' where id = 10001")

        problems = check_changed(database, changed.changes)

        assert "check search index" in {problem.place for problem in problems}
