"""catalogue diff: what changed between two catalogues, field by field."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from etl.database.diff import Change, compare
from etl.paths import DATABASE
from etl.problems import CatalogueError


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    return Path(shutil.copy(DATABASE, tmp_path / "changed.db"))


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_catalogue_does_not_differ_from_itself() -> None:
    assert compare(DATABASE, DATABASE).is_empty


def test_a_changed_field_is_named_with_both_values(changed: Path) -> None:
    run(changed, "update projects set mandate = '推荐' where code = '2024-004'")

    difference = compare(DATABASE, changed)

    assert difference.changed == {"2024-004": [Change("mandate", "强制", "推荐")]}


def test_added_and_removed_projects_are_named_by_code_and_title(changed: Path) -> None:
    run(changed, "delete from projects where code = '2025-165'")

    assert compare(DATABASE, changed).removed == {"2025-165": "家用电器产品再生材料使用规范"}
    assert compare(changed, DATABASE).added == {"2025-165": "家用电器产品再生材料使用规范"}


def test_a_column_that_only_one_catalogue_has_is_a_change(changed: Path) -> None:
    run(changed, "alter table projects add column note text", "update projects set note = '新'")

    difference = compare(DATABASE, changed)

    with closing(sqlite3.connect(DATABASE)) as connection:
        codes = {code for (code,) in connection.execute("select code from projects")}
    assert difference.changed.keys() == codes
    assert difference.changed["2024-001"] == [Change("note", None, "新")]


def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"not a database")

    with pytest.raises(CatalogueError, match=r"other\.db"):
        compare(DATABASE, other)
