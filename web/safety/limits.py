"""What one anonymous query may take from the server.

SQL is open to everyone. These limits hold on every connection, those of the site's own pages too;
what visitors send runs in a process of its own besides (``web.safety.sql``).
"""

import sqlite3
import weakref

from web.safety.sql.authorizer import authorizer

# Bytes of one value, and of one row of a table. The longest text of the catalogue has a few
# thousand; a list of a whole column as JSON fits too.
MAX_VALUE = 500_000
# Characters and bytes of all values of one result of the site's own statements.
MAX_OWN_RESULT = 40_000_000
# So many rows cannot be more, each a row of a table: they are not measured.
_UNMEASURED = MAX_OWN_RESULT // MAX_VALUE
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
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
# Settings of a connection, by the numbers of SQLite's C interface.
_DEFENSIVE = 1010
_ENABLE_FTS3_TOKENIZER = 1004
_ENABLE_LOAD_EXTENSION = 1005
# Datasette's own databases, which no visitor can query.
_DATASETTES_OWN = ("_internal", "_memory")


def limit_connection(connection: sqlite3.Connection, database: str) -> None:
    """Limit a connection on which the pages' statements run."""
    if database in _DATASETTES_OWN:
        return
    restrict(connection)
    connection.row_factory = _RowBudget()
    # All text of a catalogue was written as text. Datasette has a function of Python look at each
    # value for bytes that are none, which takes as long as reading it.
    connection.text_factory = str


def fetched(cursor: sqlite3.Cursor, most: int | None) -> list[sqlite3.Row]:
    """The first ``most`` rows of a statement, or all. Raises ``sqlite3.OperationalError`` for a
    result that grows too large."""
    few = _UNMEASURED if most is None else min(most, _UNMEASURED)
    cursor.row_factory = sqlite3.Row
    rows: list[sqlite3.Row] = cursor.fetchmany(few)
    if len(rows) == few and few != most:
        cursor.row_factory = _RowBudget()
        rows += cursor.fetchall() if most is None else cursor.fetchmany(most - few)
    return rows


def restrict(connection: sqlite3.Connection) -> None:
    """Set the limits and the allow-list of statements on a connection. They can't be undone by
    SQL: the pragmas that would are not allowed."""
    for limit, value in LIMITS.items():
        connection.setlimit(limit, value)
    connection.execute("pragma query_only = on")
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma cell_size_check = on")
    _defend(connection)
    connection.set_authorizer(authorizer(connection))


def _defend(connection: sqlite3.Connection) -> None:
    """The settings that have no pragma. Python has a name for them since 3.12; before, the
    authorizer and the read-only file stand for them."""
    configure = getattr(connection, "setconfig", None)
    if configure is not None:
        configure(_DEFENSIVE, True)
        configure(_ENABLE_FTS3_TOKENIZER, False)
        configure(_ENABLE_LOAD_EXTENSION, False)


class _RowBudget:
    """Makes rows as Datasette expects them, and stops a result that grows too large."""

    def __init__(self) -> None:
        self._cursor: weakref.ref[sqlite3.Cursor] | None = None
        self._size = 0

    def __call__(self, cursor: sqlite3.Cursor, values: tuple[object, ...]) -> sqlite3.Row:
        if self._cursor is None or self._cursor() is not cursor:
            self._cursor = weakref.ref(cursor)
            self._size = 0
        self._size += sum([len(value) for value in values if isinstance(value, (str, bytes))])
        if self._size > MAX_OWN_RESULT:
            raise sqlite3.OperationalError("string or blob too big")
        return sqlite3.Row(cursor, values)
