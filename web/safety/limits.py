"""What one anonymous query may take from the server.

SQL is open to everyone. Datasette limits its time and the number of rows; these limits bound the
memory: without them a single ``select`` of a few characters can ask for gigabytes.
"""

import sqlite3
import weakref
from typing import Any

# Bytes of one value, and of one row of a table. The longest text of the catalogue has a few
# thousand; a list of a whole column as JSON fits too.
MAX_VALUE = 500_000
# Characters and bytes of all values of one result.
MAX_RESULT = 40_000_000
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: MAX_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 64,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 50_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 50,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 5_000,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
# Datasette's own tables, which no visitor can query.
_INTERNAL = "_internal"
# Where the database lies on disk is nobody's business; Datasette asks too, and takes no answer
# for "nothing attached".
_HIDDEN_PRAGMA = "database_list"


def limit_connection(connection: sqlite3.Connection, database: str) -> None:
    """Limit a connection on which visitors' queries run."""
    if database == _INTERNAL:
        return
    for limit, value in LIMITS.items():
        connection.setlimit(limit, value)
    connection.row_factory = _RowBudget()
    connection.set_authorizer(_authorize)


class _RowBudget:
    """Makes rows as Datasette expects them, and stops a result that grows too large."""

    def __init__(self) -> None:
        self._cursor: Any = None
        self._size = 0

    def __call__(self, cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        if self._cursor is None or self._cursor() is not cursor:
            self._cursor = weakref.ref(cursor)
            self._size = 0
        self._size += sum(len(value) for value in values if isinstance(value, (str, bytes)))
        if self._size > MAX_RESULT:
            raise sqlite3.OperationalError("string or blob too big")
        return sqlite3.Row(cursor, values)


def _authorize(
    action: int, first: str | None, _second: str | None, _schema: str | None, _inner: str | None
) -> int:
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() == _HIDDEN_PRAGMA:
        return sqlite3.SQLITE_IGNORE
    return sqlite3.SQLITE_OK
