"""The functions that SQL has on the site beside SQLite's own, and those that are bounded."""

import re
import sqlite3

from schema.search import fold, match_beginning, match_query
from web.safety.limits import MAX_VALUE
from web.safety.sql.asked import Stored
from web.search.interpreter import MAX_SEARCH, Interpreter

# Fields of a format: SQLite takes flags, width and precision in any order.
_FIELD = re.compile(r"%[-+ #!,0-9.l*]*")
_TOO_WIDE = re.compile(r"\*|[0-9]{4}")


def install(connection: sqlite3.Connection, interpreter: Interpreter | None = None) -> None:
    """Add the search's functions, and bound the formatting ones. Without the catalogue's
    ``interpreter`` words are searched for as they are typed."""
    match = interpreter.match if interpreter else match_query
    connection.create_function(
        "escape_fts", 1, lambda text: match(_text(text)[:MAX_SEARCH]), deterministic=True
    )
    connection.create_function(
        "beginning_fts",
        1,
        lambda text: match_beginning(_text(text)[:MAX_SEARCH]),
        deterministic=True,
    )
    connection.create_function("fold", 1, lambda text: fold(str(text or "")), deterministic=True)
    formatted = _Formatted()
    for name in ("printf", "format"):
        connection.create_function(name, -1, formatted, deterministic=True)


def _text(value: object) -> str:
    return str(value if value is not None else "")


class _Formatted:
    """SQLite's ``printf`` with fields of at most 999 characters.

    SQLite writes a field of two thousand million characters one by one, for 20 seconds, and can't
    be interrupted meanwhile. It does the formatting here too, in a database of its own. What is
    too wide is answered with a value that SQLite refuses as too big.
    """

    def __init__(self) -> None:
        self._own: sqlite3.Connection | None = None

    def __call__(self, *values: Stored) -> Stored:
        if any(map(_TOO_WIDE.search, _FIELD.findall(str(values[0] if values else "")))):
            return " " * (MAX_VALUE + 1)
        if self._own is None:
            self._own = sqlite3.connect(":memory:", check_same_thread=False)
        marks = ", ".join("?" * len(values))
        made: Stored = self._own.execute(f"select printf({marks})", values).fetchone()[0]
        return made
