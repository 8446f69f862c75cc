"""A catalogue → a new SQLite file: migrations, rows, search index."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import sqlite_utils
from sqlalchemy import Connection, bindparam, create_engine, event, insert, update
from sqlalchemy.pool import NullPool

from etl.catalogue import Catalogue
from etl.database.catalogue_rows import (
    build_info_rows,
    entry_rows,
    notice_rows,
    organization_rows,
    project_rows,
    quality_rows,
    result_rows,
    site_rows_of,
    standard_rows_of,
)
from etl.database.migrate import head_revision, upgrade
from etl.database.notice_text_rows import entry_line_rows, notice_line_rows
from etl.database.policy_rows import policy_rows
from etl.database.reconcile import stated_totals
from etl.database.search_index import fill_search_index
from schema.all_tables import Base
from schema.dictionary import declarations, dictionary_entries
from schema.filled_columns import FILLED, UNIFORM
from schema.models import DictionaryEntry, as_row


def load(catalogue: Catalogue, path: Path, inputs: dict[str, str]) -> None:
    """Fill an empty file at ``path``. ``inputs`` maps each input file to its SHA-256."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _pragmas(connection: sqlite3.Connection, _record: object) -> None:
        # The file is new and not yet in place: speed before safety until the final sync.
        for pragma in ("foreign_keys = ON", "journal_mode = OFF", "synchronous = OFF"):
            connection.execute(f"PRAGMA {pragma}")

    with engine.connect() as connection:
        upgrade(connection)
        connection.commit()
        with connection.begin():
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
                policy_rows(catalogue),
                quality_rows(catalogue),
                dictionary_entries(),
                build_info_rows(catalogue, head_revision(), inputs),
            ):
                _insert(connection, rows)
            _count_filled(connection)
    engine.dispose()
    index_and_compact(path)


def index_and_compact(path: Path) -> None:
    """Fill the search index, gather statistics for the query planner, and close all gaps."""
    database = sqlite_utils.Database(path)
    try:
        fill_search_index(database.conn)
        database.analyze()
        database.vacuum()
    finally:
        database.close()


def _insert(connection: Connection, rows: Sequence[Base]) -> None:
    """Insert mapped objects in the order given, table by table."""
    by_table: dict[type[Base], list[dict[str, object]]] = {}
    for row in rows:
        by_table.setdefault(type(row), []).append(as_row(row))
    for model, values in by_table.items():
        connection.execute(insert(model), values)


def _count_filled(connection: Connection) -> None:
    """Say in the data dictionary what its columns hold. Its own are counted last, when the others
    are filled in."""
    for table in sorted(declarations(), key=lambda name: name == DictionaryEntry.__tablename__):
        names = list(declarations()[table].columns)
        counted = ", ".join(
            f"{FILLED.format(column=name)}, {UNIFORM.format(column=name)}" for name in names
        )
        size, *pairs = connection.exec_driver_sql(f"select count(*), {counted} from {table}").one()
        counts = [(size, 0), *zip(pairs[::2], pairs[1::2], strict=True)]
        found = zip(("", *names), counts, strict=True)
        connection.execute(
            update(DictionaryEntry)
            .where(DictionaryEntry.table_name == table)
            .where(DictionaryEntry.column_name == bindparam("named"))
            .values(filled=bindparam("rows"), is_uniform=bindparam("same")),
            [{"named": name, "rows": rows, "same": int(same)} for name, (rows, same) in found],
        )
