"""What the forms of the catalogue are made from: an open catalogue, read once for all of them."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from etl.export.columns import (
    JOINED,
    Column,
    columns,
    for_people,
    people_columns,
    people_kind,
)
from etl.export.tables import Head, Heading
from schema.about import DESCRIPTION, LICENSE, LICENSE_URL, TITLE
from schema.all_tables import Base
from schema.dictionary import declarations
from schema.filled_columns import FILLED_QUERY, FilledColumns, read_filled

PROJECTS = "projects"
# What descriptions say of stored arrays and objects, and of the cells made of them.
_STORED = {"JSON 数组": JOINED, "JSON 对象": JOINED, "空数组": "空"}
# Rows that are read at once.
BATCH = 1_000


@dataclass(frozen=True)
class ExportedFile:
    """A file of the export. ``size`` is in bytes; ``description`` says for whom it is."""

    name: str
    title: str
    description: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Content:
    """A catalogue that is open for reading; ``done`` are the files already made of it."""

    database: Path
    connection: sqlite3.Connection
    done: list[ExportedFile] = field(default_factory=list)

    @cached_property
    def notices(self) -> list[dict[str, Any]]:
        """Title, number and date of each notice, by date."""
        names = ("title", "document_number", "issued_on")
        rows = self.connection.execute(
            f"select {', '.join(names)} from notices order by issued_on, id"
        )
        return [dict(zip(names, row, strict=True)) for row in rows]

    @property
    def issued(self) -> date | None:
        """The date of the newest notice."""
        dates = (date.fromisoformat(notice["issued_on"]) for notice in self.notices)
        return max(dates, default=None)

    @cached_property
    def filled(self) -> FilledColumns:
        """Which columns have something to say to people."""
        return read_filled(self.connection.execute(FILLED_QUERY))

    def people_columns(self, table: str) -> list[Column]:
        """The columns of a table that have something to say to people."""
        return people_columns(table, self.filled)

    def head(self, table: str, is_for_people: bool) -> Head:
        """What a table is called, and its columns."""
        chosen = self.people_columns(table) if is_for_people else columns(table)
        return Head(declarations()[table].title, headings(chosen, is_for_people))

    def batches(
        self, table: str, is_for_people: bool, size: int = BATCH
    ) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a table in its order, ``size`` at a time."""
        chosen = self.people_columns(table) if is_for_people else columns(table)
        listed = ", ".join(column.expression(is_for_people) for column in chosen)
        declared = declarations()[table]
        order = "rowid"
        if first := declared.sort or declared.sort_desc:
            # By their keys where that is equal: rows of one and the same catalogue may be numbered
            # otherwise.
            keys = (column.name for column in Base.metadata.tables[table].primary_key)
            order = ", ".join((f"{first} desc" if declared.sort_desc else first, *keys))
        cursor = self.connection.execute(f"select {listed} from {table} order by {order}")
        while batch := cursor.fetchmany(size):
            yield [in_words(chosen, row) if is_for_people else row for row in batch]


@contextmanager
def open_content(database: Path) -> Iterator[Content]:
    """A catalogue, open for reading only."""
    address = f"{database.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        yield Content(database, connection)


def headings(
    chosen: Sequence[Column], is_for_people: bool, is_english: bool = False
) -> list[Heading]:
    """The headings of columns."""
    return [
        Heading(
            column.english[0] if is_english else column.title,
            people_kind(column) if is_for_people else column.kind,
            column.name,
            column.description,
        )
        for column in chosen
    ]


def in_words(chosen: Sequence[Column], row: Sequence[Any]) -> tuple[Any, ...]:
    """A row of ``Column.sql`` as people read it."""
    return tuple(for_people(column, value) for column, value in zip(chosen, row, strict=True))


def source_notes(notices: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """What a downloaded table says of itself: title, sources with their dates, rights."""
    return [
        ("名称", TITLE),
        ("说明", DESCRIPTION),
        *(("来源", f"{n['title']}（{n['document_number']}，{n['issued_on']}）") for n in notices),
        ("权利", f"{LICENSE}（{LICENSE_URL}）"),
    ]


def column_notes(chosen: Sequence[Column]) -> list[tuple[str, str]]:
    """The meaning of each of these columns, for people: their cells hold no JSON."""
    return [
        (column.title, _of_cells(column) + (f"（单位：{column.unit}）" if column.unit else ""))
        for column in chosen
    ]


def _of_cells(column: Column) -> str:
    text = column.description
    for stored, shown in _STORED.items():
        text = text.replace(stored, shown)
    return text
