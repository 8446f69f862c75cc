"""The functions that SQL has on the site beside SQLite's own, and those that are bounded."""

import re
import sqlite3
from typing import Any

from schema.search import fold, match_query
from web.safety.limits import MAX_VALUE

# Fields of a format: SQLite takes flags, width and precision in any order.
_FIELD = re.compile(r"%[-+ #!,0-9.l*]*")
_TOO_WIDE = re.compile(r"\*|[0-9]{4}")
# Characters of a search; the index query of a longer one takes seconds to put together.
MAX_SEARCH = 2_000


def install(connection: sqlite3.Connection) -> None:
    """Add the search's functions, and bound the formatting ones."""
    connection.create_function("escape_fts", 1, _match_query, deterministic=True)
    connection.create_function("fold", 1, lambda text: fold(str(text or "")), deterministic=True)
    formatted = _Formatted()
    for name in ("printf", "format"):
        connection.create_function(name, -1, formatted, deterministic=True)


def _match_query(text: Any) -> str:
    return match_query(str(text if text is not None else "")[:MAX_SEARCH])


class _Formatted:
    """SQLite's ``printf`` with fields of at most 999 characters.

    SQLite writes a field of two thousand million characters one by one, for 20 seconds, and can't
    be interrupted meanwhile. It does the formatting here too, in a database of its own. What is
    too wide is answered with a value that SQLite refuses as too big.
    """

    def __init__(self) -> None:
        self._own: sqlite3.Connection | None = None

    def __call__(self, *values: Any) -> Any:
        if any(map(_TOO_WIDE.search, _FIELD.findall(str(values[0] if values else "")))):
            return " " * (MAX_VALUE + 1)
        if self._own is None:
            self._own = sqlite3.connect(":memory:", check_same_thread=False)
        marks = ", ".join("?" * len(values))
        return self._own.execute(f"select printf({marks})", values).fetchone()[0]
