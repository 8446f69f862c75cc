"""A catalogue → a new SQLite file: empty tables, rows, indexes, search index."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from etl.catalogue import Catalogue
from etl.database.body_rows import organization_rows
from etl.database.build_info_rows import build_info_rows
from etl.database.counts import fill_counts
from etl.database.empty_catalogue import head_revision, make_empty
from etl.database.entry_rows import entry_rows
from etl.database.facet_codes import fill_facet_codes
from etl.database.finding_rows import finding_rows
from etl.database.inserting import insert_rows
from etl.database.judgement_rows import judgement_rows
from etl.database.notice_rows import notice_rows
from etl.database.notice_text_rows import entry_line_rows, notice_line_rows
from etl.database.policy_rows import policy_rows
from etl.database.project_rows import ProjectRows
from etl.database.reconcile import stated_totals
from etl.database.result_rows import result_rows, site_rows_of, standard_rows_of
from etl.database.search_index import fill_search_index
from schema.dictionary import declarations, dictionary_entries
from schema.filled_columns import FILLED, UNIFORM
from schema.models import DictionaryEntry

# Speed before safety: the file is new and not yet in its place.
_PRAGMAS = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "cache_size = -65536",
    "temp_store = FILE",
)


@dataclass(frozen=True)
class Loaded:
    """How many projects and findings a catalogue holds."""

    projects: int
    findings: int


def load(catalogue: Catalogue, path: Path, inputs: dict[str, str]) -> Loaded:
    """Fill an empty file at ``path``. ``inputs`` maps each input file to its SHA-256."""
    make_empty(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # That every reference has its row is checked on the finished file.
        for pragma in _PRAGMAS:
            database.execute(f"PRAGMA {pragma}")
        indexes = _without_indexes(database)
        database.execute("begin")
        loaded = _insert_all(database, catalogue, inputs)
        for sql in indexes:
            database.execute(sql)
        fill_counts(database)
        _count_filled(database)
        database.execute("commit")
    index_and_compact(path)
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
        result_rows(catalogue),
        policy_rows(catalogue),
        finding_rows(catalogue.findings),
        judgement_rows(catalogue),
        dictionary_entries(),
    ):
        insert_rows(database, rows)
    (findings,) = database.execute("select count(*) from findings").fetchone()
    insert_rows(database, build_info_rows(catalogue, projects, findings, head_revision(), inputs))
    return Loaded(projects.projects, findings)


def index_and_compact(path: Path) -> None:
    """Fill the search index and the codes of facets, gather statistics for the query planner, and
    close all gaps."""
    with closing(sqlite3.connect(path)) as database:
        for pragma in _PRAGMAS:
            database.execute(f"PRAGMA {pragma}")
        fill_search_index(database)
        fill_facet_codes(database)
        database.execute("analyze")
        database.commit()
        database.execute("vacuum")


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
