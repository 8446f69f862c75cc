"""The allow-list of ``schema.allowed_sql``, as SQLite asks for it."""

import sqlite3
from collections.abc import Callable

from schema.allowed_sql import (
    HIDDEN_PRAGMA,
    KNOWN_MODULES,
    MODULES,
    PRAGMAS,
    TABLE_PRAGMAS,
    VALUE_PRAGMAS,
    allowed_functions,
)

Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]
# sqlite3 has no name for it: a common table expression that refers to itself.
_RECURSIVE = getattr(sqlite3, "SQLITE_RECURSIVE", 33)
_PRAGMA_TABLE = "pragma_"
_SCHEMA = "sqlite_master"


def authorizer(connection: sqlite3.Connection) -> Authorizer:
    """Decides for a connection what a statement may do: read, call what is allowed, no more.

    Tables of the file may all be read. Virtual tables that need no file, as ``dbstat``, carry the
    name of their module: those that the running SQLite has and the list has not are closed.
    """
    functions = allowed_functions()
    closed = _modules(connection) - frozenset(MODULES)
    deny, allow = sqlite3.SQLITE_DENY, sqlite3.SQLITE_OK

    def authorize(
        action: int,
        first: str | None,
        second: str | None,
        _schema: str | None,
        _inner: str | None,
    ) -> int:
        if action in (sqlite3.SQLITE_SELECT, _RECURSIVE):
            return allow
        if action == sqlite3.SQLITE_READ:
            name = (first or "").lower()
            if name.startswith(_PRAGMA_TABLE):
                name = name.removeprefix(_PRAGMA_TABLE)
                return allow if name in PRAGMAS or name == HIDDEN_PRAGMA else deny
            return deny if name in closed else allow
        if action == sqlite3.SQLITE_FUNCTION:
            return allow if (second or "").lower() in functions else deny
        if action == sqlite3.SQLITE_UPDATE and first == _SCHEMA:
            # Asked when a virtual table is opened, the search index among them. A statement that
            # changes the schema needs more than this, and gets none of it.
            return allow
        if action == sqlite3.SQLITE_PRAGMA:
            name = (first or "").lower()
            if name == HIDDEN_PRAGMA:
                return sqlite3.SQLITE_IGNORE
            is_asked = name in TABLE_PRAGMAS or (name in VALUE_PRAGMAS and second is None)
            return allow if is_asked else deny
        return deny

    return authorize


def _modules(connection: sqlite3.Connection) -> frozenset[str]:
    """The modules of the running SQLite, in lower case."""
    found = connection.execute("pragma module_list").fetchall()
    return frozenset(KNOWN_MODULES) | {str(row[0]).lower() for row in found}
