"""What the forms of the catalogue are made from: an open catalogue, read once for all of them."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from etl.export.columns import (
    STRUCTURED,
    Column,
    columns,
    for_people,
    people_columns,
    people_kind,
    table_names,
)
from etl.export.tables import Heading, Sheet
from schema.about import DESCRIPTION, LICENSE, LICENSE_URL, TITLE
from schema.dictionary import declarations
from schema.filled_columns import FILLED_QUERY, FilledColumns, read_filled

PROJECTS = "projects"


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

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """Every table for people, by its name."""
        return {table: self._sheet(table) for table in table_names()}

    @cached_property
    def projects(self) -> list[dict[str, Any]]:
        """Every project as an object as stored; arrays are lists, objects are objects."""
        chosen = columns(PROJECTS)
        names = ", ".join(f'"{column.name}"' for column in chosen)
        convert: list[Callable[[Any], Any]] = [
            (lambda text: None if text is None else json.loads(text))
            if column.kind in STRUCTURED
            else (lambda value: value)
            for column in chosen
        ]
        return [
            {c.name: f(value) for c, f, value in zip(chosen, convert, row, strict=True)}
            for row in self.connection.execute(f"select {names} from {PROJECTS} order by rowid")
        ]

    def _sheet(self, table: str) -> Sheet:
        shown_columns = people_columns(table, self.filled)
        order = declarations()[table].sort or declarations()[table].sort_desc or "rowid"
        direction = " desc" if declarations()[table].sort_desc else ""
        rows = [
            tuple(for_people(c, value) for c, value in zip(shown_columns, row, strict=True))
            for row in self.connection.execute(
                f"select {', '.join(column.sql for column in shown_columns)} "
                f"from {table} order by {order}{direction}, rowid"
            )
        ]
        return Sheet(declarations()[table].title, headings(shown_columns), rows)


@contextmanager
def open_content(database: Path) -> Iterator[Content]:
    """A catalogue, open for reading only."""
    address = f"{database.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        yield Content(database, connection)


def headings(chosen: list[Column]) -> list[Heading]:
    """The headings of columns for people."""
    return [Heading(c.title, people_kind(c), c.description) for c in chosen]


def source_notes(notices: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """What a downloaded table says of itself: title, sources with their dates, rights."""
    return [
        ("名称", TITLE),
        ("说明", DESCRIPTION),
        *(("来源", f"{n['title']}（{n['document_number']}，{n['issued_on']}）") for n in notices),
        ("权利", f"{LICENSE}（{LICENSE_URL}）"),
    ]


def column_notes(table: str, filled: FilledColumns | None = None) -> list[tuple[str, str]]:
    """The meaning of each column that people get."""
    return [
        (column.title, column.description + (f"（单位：{column.unit}）" if column.unit else ""))
        for column in people_columns(table, filled)
    ]
