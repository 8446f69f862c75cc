"""The search index, changed by the rows that went and came.

The index keeps no texts: to take a document out it has to be told all of its terms, which are made
of the rows as they were by what made them.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from etl.database.changes import Changes, Side
from etl.database.search_index import INTO_INDEX, index_rows, pairs_of, put_pairs, readings
from schema.search_index import INDEX_COLUMNS, SEARCH_INDEX, SEARCH_PAIRS, SEARCH_READINGS

# The projects whose documents may be others now: those of which a row changed, and those of a
# standard that has another title.
_REACHED = """
create temp table reached_documents (id integer primary key);
insert or ignore into reached_documents
  select id from gone_projects union select id from come_projects
  union select project_id from gone_entries where project_id is not null
  union select project_id from come_entries where project_id is not null
  union select project_id from gone_project_outcomes
  union select project_id from come_project_outcomes
  union select project_id from main.project_outcomes where standard_id in (
    select id from (select id, title from gone_standards union all
                    select id, title from come_standards)
    group by id having count(*) = 1 or count(distinct title) + (count(title) < 2) > 1);
"""
# What documents are made of, and which rows of it are theirs.
_OF_REACHED = {
    "projects": "id in (select id from reached_documents)",
    "entries": "project_id in (select id from reached_documents)",
    "project_outcomes": "project_id in (select id from reached_documents)",
    "standards": "id in (select standard_id from temp.project_outcomes)",
}
_TAKE_OUT = (
    f"insert into {SEARCH_INDEX} ({SEARCH_INDEX}, rowid, {', '.join(INDEX_COLUMNS)}) "
    f"values ('delete', {', '.join('?' * (len(INDEX_COLUMNS) + 1))})"
)
# Documents that are held in memory.
_AT_ONCE = 5_000
_CHANGED_DOCUMENTS = "changed_documents"

_Document = tuple[Any, ...]


def change_search_index(database: sqlite3.Connection, changes: Changes) -> None:
    """Make index, pairs and readings those of the rows of now. What was changed is not sorted into
    the whole of the index, as a build does it: that takes as long as the index is."""
    for statement in _REACHED.split(";")[:-1]:
        database.execute(statement)
    reached = database.execute("select id from reached_documents order by id").fetchall()
    for start in range(0, len(reached), _AT_ONCE):
        database.execute("delete from reached_documents")
        database.executemany(
            "insert into reached_documents values (?)", reached[start : start + _AT_ONCE]
        )
        _change_documents(database, changes)
    database.execute("drop table temp.reached_documents")


def _change_documents(database: sqlite3.Connection, changes: Changes) -> None:
    """Change the documents of ``reached_documents``, where they are others now."""
    documents: dict[Side, dict[int, _Document]] = {}
    for side in Side:
        with _rows_of(database, changes, side):
            documents[side] = {row[0]: row for row in index_rows(database)}
    gone, come = (
        [row for number, row in documents[side].items() if documents[other].get(number) != row]
        for side, other in ((Side.GONE, Side.COME), (Side.COME, Side.GONE))
    )
    database.executemany(_TAKE_OUT, gone)
    database.executemany(INTO_INDEX.format(index=SEARCH_INDEX), come)
    more = Counter(dict(_pairs(database, come)))
    more.subtract(dict(_pairs(database, gone)))
    _change_pairs(database, more)


@contextmanager
def _rows_of(database: sqlite3.Connection, changes: Changes, side: Side) -> Iterator[None]:
    """Let tables have the rows of reached documents alone, as they were or are."""
    for table, of_reached in _OF_REACHED.items():
        rows = changes.before(table) if side is Side.GONE else f"main.{table}"
        database.execute(f"create temp table {table} as select * from {rows} where {of_reached}")
    try:
        yield
    finally:
        for table in _OF_REACHED:
            database.execute(f"drop table temp.{table}")


def _pairs(database: sqlite3.Connection, documents: Iterable[_Document]) -> list[tuple[str, int]]:
    """The pairs of documents with the number of documents that have each, by an index of them."""
    (sql,) = database.execute(
        "select sql from main.sqlite_master where name = ?", (SEARCH_INDEX,)
    ).fetchone()
    database.execute(sql.replace(SEARCH_INDEX, f"temp.{_CHANGED_DOCUMENTS}", 1))
    database.executemany(INTO_INDEX.format(index=_CHANGED_DOCUMENTS), documents)
    pairs = pairs_of(database, "temp", _CHANGED_DOCUMENTS)
    database.execute(f"drop table temp.{_CHANGED_DOCUMENTS}")
    return pairs


def _change_pairs(database: sqlite3.Connection, more: Counter[str]) -> None:
    """Add to the numbers of projects of pairs. A pair of none is left out."""
    new = []
    for pair, change in sorted(more.items()):
        found = database.execute(
            f"select found from {SEARCH_PAIRS} where pair = ?", (pair,)
        ).fetchone()
        if found is None:
            new.append((pair, change))
        elif change:
            _set_found(database, pair, found[0] + change)
    put_pairs(database, new)


def _set_found(database: sqlite3.Connection, pair: str, found: int) -> None:
    keys = [(reading, pair) for reading in readings(pair)]
    where = "where reading = ? and pair = ?"
    if found:
        database.execute(f"update {SEARCH_PAIRS} set found = ? where pair = ?", (found, pair))
        database.executemany(
            f"update {SEARCH_READINGS} set found = ? {where}", [(found, *key) for key in keys]
        )
    else:
        database.execute(f"delete from {SEARCH_PAIRS} where pair = ?", (pair,))
        database.executemany(f"delete from {SEARCH_READINGS} {where}", keys)
