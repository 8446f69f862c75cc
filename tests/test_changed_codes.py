"""Codes of facets that are changed by the rows that went and came are those made of all rows."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from etl.database.changed_codes import NOTED, change_facet_codes
from etl.database.changes import Changes
from etl.database.empty_catalogue import make_empty
from etl.database.facet_codes import fill_facet_codes
from schema import facet_codes
from schema.facet_codes import CODED, ORDER, coded_columns, is_number, ordered_columns, read_array

ROLES = ("主管部门", "归口单位", "执行单位")
# Of a column of texts, how many different ones there are to choose from: titles are about as many
# as rows, and numbers of one byte do not always reach.
TEXTS = {"title_sort_key": 700, "title": 700, "family": 40}
Rows = list[tuple[object, ...]]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """An empty catalogue that takes any values, with arrays in many parts."""
    monkeypatch.setattr(facet_codes, "_PART", 256)
    make_empty(tmp_path / "catalogue.db")
    with closing(sqlite3.connect(tmp_path / "catalogue.db")) as opened:
        opened.execute("pragma ignore_check_constraints = on")
        yield opened


def value_of(chance: random.Random, table: str, column: str) -> object:
    if is_number(table, column):
        return chance.choice((1, 2, 3, 5, 8, chance.randrange(9, 400)))
    return f"{column}{chance.randrange(TEXTS.get(column, 6))}{chance.choice(('', '，', '𠀀'))}"


def put(database: sqlite3.Connection, chance: random.Random, table: str, number: int) -> None:
    """A row with random values, and random links."""
    row: dict[str, object] = {}
    coded = {*coded_columns(table), *ordered_columns(table)}
    for _, name, kind, is_required, default, _ in database.execute(f"pragma table_info({table})"):
        if name in coded:
            is_null = not is_required and chance.random() < 0.2
            row[name] = None if is_null else value_of(chance, table, name)
        elif is_required and default is None:
            row[name] = number if kind == "INTEGER" else f"[{number}]"
    row |= {"id": number, "seq": number} if "seq" in row else {"id": number}
    if "normalized_number" in row:
        row["normalized_number"] = f"GB {chance.randrange(10**6)}.{number}"
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    database.execute(f"insert into {table} ({names}) values ({marks})", list(row.values()))
    if table == "projects":
        link(database, chance, number)


def link(database: sqlite3.Connection, chance: random.Random, project: int) -> None:
    for role in ROLES:
        for position in range(1, chance.randrange(4)):
            body = 10 * position + chance.randrange(10) if chance.random() < 0.99 else 300
            database.execute(
                "insert into project_organizations values (?, ?, ?, ?)",
                (project, role, position, body),
            )
    for measure in chance.sample(range(1, 30), chance.choice((0, 0, 1, 3))):
        described = database.execute("pragma table_info(measure_projects)").fetchall()
        row = {column[1]: 1 for column in described}
        row |= {"measure_id": measure, "project_id": project}
        marks = ", ".join("?" * len(row))
        database.execute(f"insert into measure_projects values ({marks})", list(row.values()))


def take_out(database: sqlite3.Connection, table: str, number: int) -> None:
    database.execute(f"delete from {table} where id = ?", (number,))
    if table == "projects":
        for links in ("project_organizations", "measure_projects"):
            database.execute(f"delete from {links} where project_id = ?", (number,))


def codes(database: sqlite3.Connection) -> Rows:
    return database.execute("select * from facet_codes order by 1, 2, 3").fetchall()


def check_changed(database: sqlite3.Connection, changes: Changes) -> None:
    """What is changed is what is made of all rows."""
    change_facet_codes(database, changes)
    changes.close()
    changed = codes(database)
    fill_facet_codes(database)
    assert changed == codes(database)


@pytest.mark.parametrize("seed", range(12))
def test_codes_changed_are_those_made_anew(database: sqlite3.Connection, seed: int) -> None:
    chance = random.Random(seed)
    there: dict[str, set[int]] = {}
    for table in CODED:
        there[table] = set(chance.sample(range(1, 4_000), chance.choice((0, 5, 280, 330))))
        for number in there[table]:
            put(database, chance, table, number)
    fill_facet_codes(database)
    for _ in range(4):
        changes = Changes(database, NOTED)
        for table, numbers in there.items():
            gone = set(
                chance.sample(sorted(numbers), int(len(numbers) * chance.choice((0, 0.1, 1))))
            )
            again = {number for number in gone if chance.random() < 0.6}
            new = set(chance.sample(range(1, 6_000), chance.choice((0, 3, 60)))) - numbers
            for number in gone:
                take_out(database, table, number)
            for number in again | new:
                put(database, chance, table, number)
            there[table] = numbers - gone | again | new
        check_changed(database, changes)


def test_a_link_or_a_value_alone_may_change(database: sqlite3.Connection) -> None:
    chance = random.Random(1)
    for number in range(1, 100):
        put(database, chance, "projects", number)
    fill_facet_codes(database)
    changes = Changes(database, NOTED)
    database.execute("delete from project_organizations where project_id = 7")
    database.execute("insert into project_organizations values (8, ?, 9, 999)", (ROLES[0],))
    database.execute("update projects set year = 2099, family = null where id = 9")
    check_changed(database, changes)


def test_families_with_one_key_stand_in_their_own_order(database: sqlite3.Connection) -> None:
    chance = random.Random(2)
    for number in range(1, 60):
        put(database, chance, "projects", number)
    database.execute("update projects set title_sort_key = 'cha2'")
    fill_facet_codes(database)
    changes = Changes(database, NOTED)
    for number in range(40, 80):
        take_out(database, "projects", number)
        put(database, chance, "projects", number)
    database.execute("update projects set title_sort_key = 'cha2' where id < 70")
    check_changed(database, changes)


@pytest.mark.parametrize("values", [254, 255, 256])
def test_numbers_become_wider_and_narrower_with_the_values(
    database: sqlite3.Connection, values: int
) -> None:
    chance = random.Random(3)
    for number in range(1, values + 1):
        put(database, chance, "projects", number)
    database.execute("update projects set title_sort_key = printf('%03d', id)")
    fill_facet_codes(database)
    array = f"title_sort_key{ORDER}"
    for change in ("insert", "delete"):
        changes = Changes(database, NOTED)
        if change == "insert":
            put(database, chance, "projects", 1_000)
        else:
            take_out(database, "projects", 5)
            take_out(database, "projects", 6)
        check_changed(database, changes)
        numbers = read_array(database, "projects", array)
        assert numbers is not None
        assert numbers.dtype.itemsize == (1 if np.max(numbers) < 256 else 2)
