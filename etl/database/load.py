"""A catalogue → a new SQLite file: empty tables, rows, indexes, search index."""

import sqlite3
from collections.abc import Mapping
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
from etl.database.filled import count_filled
from etl.database.finding_rows import finding_rows
from etl.database.inserting import insert_rows
from etl.database.judgement_rows import correction_rows, vocabulary_rows
from etl.database.notice_rows import notice_rows
from etl.database.notice_text_rows import entry_line_rows, notice_line_rows
from etl.database.policy_rows import policy_rows
from etl.database.project_rows import project_rows
from etl.database.reconcile import stated_totals
from etl.database.result_rows import event_rows_of, result_rows, site_rows_of, standard_rows_of
from etl.database.search_index import fill_search_index
from schema.dictionary import dictionary_entries

# Speed before safety: the file is new and not yet in its place.
_PRAGMAS = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "cache_size = -65536",
    "temp_store = FILE",
)


@dataclass(frozen=True)
class Held:
    """How many projects and findings a catalogue holds."""

    projects: int
    findings: int

    @classmethod
    def of(cls, database: sqlite3.Connection) -> "Held":
        """As the catalogue itself says."""
        info = dict(database.execute("select key, value from build_info"))
        return cls(int(info["count projects"]), int(info["count findings"]))


def load(catalogue: Catalogue, path: Path, inputs: Mapping[str, str]) -> Held:
    """Fill an empty file at ``path``. ``inputs`` maps each input file to its SHA-256."""
    make_empty(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # That every reference has its row is checked on the finished file.
        for pragma in _PRAGMAS:
            database.execute(f"PRAGMA {pragma}")
        indexes = _without_indexes(database)
        database.execute("begin")
        _insert_all(database, catalogue)
        for sql in indexes:
            database.execute(sql)
        fill_counts(database)
        insert_rows(database, build_info_rows(database, catalogue, head_revision(), inputs))
        count_filled(database)
        database.execute("commit")
        held = Held.of(database)
    index_and_compact(path)
    return held


def _without_indexes(database: sqlite3.Connection) -> list[str]:
    """Take the indexes away until all rows are there: made at once they are sorted, not searched
    for each row. Gives the SQL that makes them again."""
    found = database.execute(
        "select name, sql from sqlite_master where type = 'index' and sql is not null"
    ).fetchall()
    for name, _ in found:
        database.execute(f'drop index "{name}"')
    return [sql for _, sql in found]


def _insert_all(database: sqlite3.Connection, catalogue: Catalogue) -> None:
    for rows in (
        notice_rows(catalogue),
        notice_line_rows(catalogue),
        organization_rows(catalogue),
        project_rows(catalogue),
        stated_totals(catalogue),
        site_rows_of(catalogue),
        standard_rows_of(catalogue),
        entry_rows(catalogue),
        entry_line_rows(catalogue),
        result_rows(catalogue),
        event_rows_of(catalogue),
        policy_rows(catalogue),
        finding_rows(catalogue.findings),
        correction_rows(catalogue),
        vocabulary_rows(catalogue),
        dictionary_entries(),
    ):
        insert_rows(database, rows)


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
