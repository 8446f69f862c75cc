"""Partitioned Parquet: what it holds, and that DuckDB and Dask answer over it as the catalogue."""

import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

from benchmarks._outgrow.on_dask import OnDask
from benchmarks._outgrow.on_duckdb import DuckDb
from benchmarks._outgrow.questions import QUESTIONS, ask_sqlite, normal
from etl.commands.cli import main
from etl.export.columns import table_names
from etl.export.files import CHECKSUMS
from etl.export.partitioned import export_partitioned
from tests.scale.conftest import Made
from tests.small_catalogue import SmallCatalogue, announced


@pytest.fixture(scope="session")
def parquet(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet") / "files"
    list(export_partitioned(made.database, folder))
    return folder


@pytest.fixture(scope="session")
def filled(made: Made) -> Mapping[str, Mapping[str, str]]:
    """The questions, about a year and bodies of the made catalogue."""
    with closing(sqlite3.connect(made.database)) as connection:
        ((year, department),) = connection.execute(
            "select year, json_extract(departments, '$[0]') from projects "
            "where departments <> '[]' and mandate = '强制' and committees <> '[]' limit 1"
        )
    return dict(QUESTIONS) | {
        "projects_by_department": {"department": department, "year": str(year)},
        "mandatory_by_committee": {"committee": "技术", "year": str(year)},
    }


@pytest.mark.parametrize("table", ["projects", "standards", "project_organizations", "entries"])
def test_every_row_is_in_the_files_with_its_year_and_level(
    made: Made, parquet: Path, table: str
) -> None:
    found = pd.read_parquet(parquet / table)

    with closing(sqlite3.connect(made.database)) as connection:
        stored = pd.read_sql_query(f"select * from {table}", connection)
    assert set(stored.columns) <= set(found.columns)
    keys = [name for name in ("id", "project_id", "organization_id", "role") if name in stored]
    expected = stored.sort_values(keys)
    found = found.sort_values(keys)
    for column in [*keys, *({"year", "level", "number_year", "title"} & set(stored.columns))]:
        left, right = found[column].astype("object"), expected[column].astype("object")
        assert normal([[value] for value in left]) == normal([[value] for value in right])


def test_a_year_is_a_folder(made: Made, parquet: Path) -> None:
    with closing(sqlite3.connect(made.database)) as connection:
        groups = connection.execute("select distinct year, level from projects").fetchall()

    folders = {path.parent.relative_to(parquet / "projects").as_posix() for path in _files(parquet)}
    assert folders == {f"year={year}/level={level}" for year, level in groups}


def _files(parquet: Path) -> list[Path]:
    return sorted((parquet / "projects").rglob("*.parquet"))


@pytest.mark.parametrize("name", QUESTIONS)
def test_duckdb_answers_a_query_of_the_site_as_sqlite(
    made: Made, parquet: Path, filled: Mapping[str, Mapping[str, str]], name: str
) -> None:
    with closing(sqlite3.connect(made.database)) as connection:
        expected = normal(ask_sqlite(connection, name, filled[name]))

    with DuckDb(parquet) as duckdb:
        found = normal(duckdb.ask(name, filled[name]))

    assert expected
    assert found == expected


def test_dask_answers_the_queries_as_sqlite(
    made: Made, parquet: Path, filled: Mapping[str, Mapping[str, str]], cluster: str
) -> None:
    dask: Any = import_module("distributed")
    with closing(sqlite3.connect(made.database)) as connection:
        expected = {n: normal(ask_sqlite(connection, n, given)) for n, given in filled.items()}

    with dask.Client(cluster):
        found = {n: normal(OnDask(parquet).ask(n, given)) for n, given in filled.items()}

    assert found == expected


def test_equal_catalogues_give_equal_files_with_their_checksums(
    made: Made, parquet: Path, tmp_path: Path
) -> None:
    parts = list(export_partitioned(made.database, tmp_path / "again"))

    sums = (parquet / CHECKSUMS).read_text("utf-8")
    assert sums == (tmp_path / "again" / CHECKSUMS).read_text("utf-8")
    assert sums == "".join(f"{part.sha256}  {part.name}\n" for part in parts)
    assert {part.name.partition("/")[0] for part in parts} == set(table_names())
    for part in parts:
        assert hashlib.sha256((parquet / part.name).read_bytes()).hexdigest() == part.sha256


def test_files_of_another_catalogue_are_never_mixed_with_these(made: Made, parquet: Path) -> None:
    before = sorted(parquet.rglob("*"))

    result = CliRunner().invoke(
        main, ["export", str(parquet), "--partitioned", "--database", str(made.database)]
    )

    assert result.exit_code == 1
    assert "not empty" in result.output
    assert sorted(parquet.rglob("*")) == before


def test_a_catalogue_without_projects_has_their_columns(tmp_path: Path) -> None:
    small = SmallCatalogue(tmp_path)
    small.announcement(1, "2031-01-01", announced("GB/T 101-2031", "白茶"))
    small.build()

    list(export_partitioned(small.database, tmp_path / "parquet"))

    projects = pd.read_parquet(tmp_path / "parquet/projects")
    assert projects.empty
    assert {"code", "title", "departments", "year", "level"} <= set(projects.columns)
