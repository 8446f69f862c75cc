"""The catalogue as partitioned Parquet: a folder for each table, for tools that read many files, on
one machine (DuckDB) or on several (Dask).

What is about a project stands in a folder for the project's year and level, what is about a
standard in one for the year of its number and its level: ``projects/year=2024/level=国家/``. So a
question about a year reads the files of that year. As is the custom with such folders, the two
columns are not repeated in the files; where there is no value, the folder says
``__HIVE_DEFAULT_PARTITION__``. All other tables are one file each. docs/scaling.md says how to ask
them.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from etl.export.columns import Column, columns, table_names
from etl.export.content import open_content
from etl.export.files import CHECKSUMS, file_digest
from etl.export.parquet import ParquetFile
from etl.paths import shown
from etl.problems import CatalogueError, Problem
from etl.writing import write_whole, writing
from schema.all_tables import Base

FILE = "part-0.parquet"
# What folders are called whose key has no value, by the custom that Hive began.
NO_VALUE = "__HIVE_DEFAULT_PARTITION__"


@dataclass(frozen=True)
class Keys:
    """By what a table is divided: names of folders → columns, which may be those of the project
    that a row is of (``is_of_project``)."""

    columns: Mapping[str, str]
    is_of_project: bool = False


_OF_PROJECT = {"year": "projects.year", "level": "projects.level"}
# Table → by what it is divided; all others are one file.
DIVIDED = {
    "projects": Keys(_OF_PROJECT),
    "project_organizations": Keys(_OF_PROJECT, is_of_project=True),
    "project_outcomes": Keys(_OF_PROJECT, is_of_project=True),
    "standards": Keys({"number_year": "standards.number_year", "level": "standards.level"}),
}


@dataclass(frozen=True)
class PartFile:
    """A file that was written: its path below the folder, its bytes and their SHA-256."""

    name: str
    size: int
    sha256: str


def export_partitioned(database: Path, folder: Path) -> Iterator[PartFile]:
    """Write every table of ``database`` below ``folder``, with checksums at the end; yields each
    file when it is written. Equal catalogues give equal files.

    Raises ``CatalogueError`` if ``database`` is no catalogue, or if something stands in ``folder``
    already: a file of another catalogue among these would be read with them.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise CatalogueError([_not_empty(folder)])
    written = []
    try:
        with open_content(database) as content, writing(folder):
            for table in table_names():
                for path in _table(content.connection, table, folder / table):
                    name = path.relative_to(folder).as_posix()
                    part = PartFile(name, path.stat().st_size, file_digest(path))
                    written.append(part)
                    yield part
    except sqlite3.DatabaseError as error:
        raise CatalogueError(
            [Problem("not_a_catalogue", "", str(error), file=shown(database))]
        ) from None
    sums = "".join(f"{part.sha256}  {part.name}\n" for part in written)
    write_whole(folder / CHECKSUMS, sums.encode("utf-8"))


def _table(connection: sqlite3.Connection, table: str, folder: Path) -> Iterator[Path]:
    """Write a table; yields its files. Only a group of rows is held at a time."""
    keys = DIVIDED.get(table, Keys({}))
    kept = [column for column in columns(table) if column.name not in keys.columns]
    rows = connection.execute(_query(table, keys, kept))
    is_empty = True
    count = len(keys.columns)
    for values, of_one in groupby(rows, key=lambda row: row[:count]):
        is_empty = False
        home = folder.joinpath(*map(_part, keys.columns, values))
        yield _file(home, kept, (row[count:] for row in of_one))
    if is_empty:
        # The columns are known all the same, those of the folders too.
        yield _file(folder, columns(table), iter(()))


def _file(home: Path, kept: Sequence[Column], rows: Iterator[tuple[Any, ...]]) -> Path:
    home.mkdir(parents=True)
    path = home / FILE
    with ParquetFile(path, kept) as file:
        file.write(rows)
    return path


def _query(table: str, keys: Keys, kept: Sequence[Column]) -> str:
    """The keys, then the columns, in the order of keys and of the table itself."""
    listed = [*keys.columns.values(), *(f'{table}."{column.name}"' for column in kept)]
    primary = [f'{table}."{column.name}"' for column in Base.metadata.tables[table].primary_key]
    order = ", ".join((*keys.columns.values(), *primary))
    if keys.is_of_project:
        return (
            f"select {', '.join(listed)} from {table} "
            f"join projects on projects.id = project_id order by {order}"
        )
    return f"select {', '.join(listed)} from {table} order by {order}"


def _part(name: str, value: Any) -> str:
    """The folder of a value. A level is a word of a closed list; whatever it were, it is one
    folder and no path."""
    return f"{name}={NO_VALUE if value is None else _escaped(str(value))}"


def _escaped(text: str) -> str:
    return "".join(c if c.isalnum() else quote(c, safe="") for c in text)


def _not_empty(folder: Path) -> Problem:
    return Problem(
        "cannot_write",
        "",
        "the folder is not empty",
        "a new or empty folder, since every file in it would be read as one of this catalogue",
        "Name another folder, or empty this one.",
        file=shown(folder),
    )
