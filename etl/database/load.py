"""A catalogue → a new SQLite file: migrations, rows, search index."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from etl.catalogue import Catalogue
from etl.database.catalogue_rows import (
    ProjectRows,
    build_info_rows,
    entry_rows,
    finding_rows,
    judgement_rows,
    notice_rows,
    organization_rows,
    result_rows,
    site_rows_of,
    standard_rows_of,
)
from etl.database.inserting import insert_rows
from etl.database.migrate import head_revision, upgrade
from etl.database.notice_text_rows import entry_line_rows, notice_line_rows
from etl.database.policy_rows import policy_rows
from etl.database.reconcile import stated_totals
from schema.dictionary import declarations, dictionary_entries
from schema.filled_columns import FILLED, UNIFORM
from schema.kinds.fields import fields_of
from schema.models import SEARCH_COLUMNS, SEARCH_INDEX, DictionaryEntry
from schema.search import index_terms

_TITLES = """
select distinct project_id, standards.title
from project_outcomes join standards on standards.id = standard_id
where relation = '结果' and standards.title is not null
order by project_id, standard_id
"""
# What other rows call a project: its title before an adjustment, or as published.
_OTHER_TITLES = """
select distinct project_id, entries.title
from entries join projects on projects.id = project_id
where entries.title <> projects.title
order by project_id, entries.id
"""
_CACHE = "cache_size = -65536"
_ARRAYS = {
    "standard_numbers",
    "replaced_numbers",
    *(field.name for field in fields_of("projects") if field.is_array),
}


@dataclass(frozen=True)
class Loaded:
    """How many projects and findings a catalogue holds."""

    projects: int
    findings: int


def load(catalogue: Catalogue, path: Path, inputs: dict[str, str]) -> Loaded:
    """Fill an empty file at ``path``. ``inputs`` maps each input file to its SHA-256."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.connect() as connection:
        upgrade(connection)
        connection.commit()
    engine.dispose()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # The file is new and not yet in place: speed before safety until the final sync. That
        # every reference has its row is checked on the finished file.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", _CACHE, "temp_store = FILE"):
            database.execute(f"PRAGMA {pragma}")
        indexes = _without_indexes(database)
        database.execute("begin")
        loaded = _insert_all(database, catalogue, inputs)
        for sql in indexes:
            database.execute(sql)
        _count_filled(database)
        database.execute("commit")
        fill_search_index(database)
        database.execute("analyze")
        database.execute("vacuum")
    return loaded


def _without_indexes(database: sqlite3.Connection) -> list[str]:
    """Take the indexes away until all rows are there: made at once they are sorted, not searched
    for each row. Gives the SQL that makes them again."""
    found = database.execute(
        "select name, sql from sqlite_master where type = 'index' and sql is not null"
    ).fetchall()
    for name, _ in found:
        database.execute(f'drop index "{name}"')
    return [sql for _, sql in found]


def _insert_all(
    database: sqlite3.Connection, catalogue: Catalogue, inputs: dict[str, str]
) -> Loaded:
    projects = ProjectRows(catalogue)
    for rows in (
        notice_rows(catalogue),
        notice_line_rows(catalogue),
        organization_rows(catalogue),
        projects,
        stated_totals(catalogue),
        site_rows_of(catalogue),
        standard_rows_of(catalogue),
        entry_rows(catalogue),
        entry_line_rows(catalogue),
        result_rows(catalogue, projects),
        policy_rows(catalogue),
        finding_rows(catalogue),
        judgement_rows(catalogue),
        dictionary_entries(),
    ):
        insert_rows(database, rows)
    (findings,) = database.execute("select count(*) from findings").fetchone()
    insert_rows(database, build_info_rows(catalogue, projects, findings, head_revision(), inputs))
    return Loaded(projects.projects, findings)


def index_and_compact(path: Path) -> None:
    """Fill the search index, gather statistics for the query planner, and close all gaps."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        fill_search_index(database)
        database.execute("analyze")
        database.execute("vacuum")


def fill_search_index(database: sqlite3.Connection) -> None:
    """Fill the empty search index from the tables."""
    columns = ", ".join(SEARCH_COLUMNS)
    marks = ", ".join("?" * (len(SEARCH_COLUMNS) + 1))
    database.execute("begin")
    database.executemany(
        f"insert into {SEARCH_INDEX} (rowid, {columns}) values ({marks})",
        (
            (row["id"], *(_terms(row[column]) for column in SEARCH_COLUMNS))
            for row in _decoded(database)
        ),
    )
    database.execute(f"insert into {SEARCH_INDEX} ({SEARCH_INDEX}) values ('optimize')")
    database.execute("commit")


def _decoded(database: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The projects with their JSON arrays as lists, under every title that a list gives them, and
    with the published titles of their standards."""
    arrays = [column for column in SEARCH_COLUMNS if column in _ARRAYS]
    others, titles = (_TextsBeside(database, sql) for sql in (_OTHER_TITLES, _TITLES))
    found = database.execute("select * from projects order by id")
    names = [column[0] for column in found.description]
    for values in found:
        row = dict(zip(names, values, strict=True))
        yield {
            **row,
            "title": [row["title"], *others.of(row["id"])],
            **{name: json.loads(row[name]) if row[name] != "[]" else [] for name in arrays},
            "other": list(json.loads(row["other"]).values()),
            "published_titles": titles.of(row["id"]),
        }


class _TextsBeside:
    """The texts of each project that a query of (project, text) in the order of projects gives,
    asked for in that order."""

    def __init__(self, database: sqlite3.Connection, sql: str) -> None:
        self._groups = groupby(database.execute(sql), key=itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, project: int) -> list[str]:
        while self._next is not None and self._next[0] < project:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] > project:
            return []
        return [text for _, text in self._next[1]]


def _terms(value: object) -> str:
    return index_terms(*(value if isinstance(value, list) else [str(value or "")]))


def _count_filled(database: sqlite3.Connection) -> None:
    """Say in the data dictionary what its columns hold. Its own are counted last, when the others
    are filled in."""
    for table in sorted(declarations(), key=lambda name: name == DictionaryEntry.__tablename__):
        names = list(declarations()[table].columns)
        counted = ", ".join(
            f"{FILLED.format(column=name)}, {UNIFORM.format(column=name)}" for name in names
        )
        size, *pairs = database.execute(f"select count(*), {counted} from {table}").fetchone()
        counts = [(size, 0), *zip(pairs[::2], pairs[1::2], strict=True)]
        database.executemany(
            "update data_dictionary set filled = ?, is_uniform = ? "
            "where table_name = ? and column_name = ?",
            [
                (rows, int(same), table, name)
                for name, (rows, same) in zip(("", *names), counts, strict=True)
            ],
        )
