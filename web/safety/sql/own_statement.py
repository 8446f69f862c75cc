"""A statement of the site's own, on a connection that is at hand: as Datasette runs it, with its
limits and its errors, and without the ways through threads that a page of twenty statements would
go twenty times."""

import sqlite3
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from datasette.database import QueryInterrupted, Results

from web.safety.limits import fetched

# Instructions of SQLite between two looks at the clock, some 0.08 ms.
_INSTRUCTIONS = 1000


def run_statement(
    connection: sqlite3.Connection,
    sql: str,
    params: Mapping[str, object] | Sequence[object] | None,
    milliseconds: int,
    most: int | None,
    is_logged: bool,
) -> Results:
    """The rows of a statement, no more than ``most`` of them. Raises ``QueryInterrupted`` for one
    that takes longer than ``milliseconds``, and what SQLite raises, which is written to the log if
    ``is_logged``."""
    deadline = time.perf_counter() + milliseconds / 1000
    connection.set_progress_handler(lambda: time.perf_counter() >= deadline, _INSTRUCTIONS)
    try:
        cursor = connection.execute(sql, () if params is None else params)
        rows: list[Any] = fetched(cursor, None if most is None else most + 1)
    except sqlite3.DatabaseError as error:
        if error.args == ("interrupted",):
            raise QueryInterrupted(error, sql, params) from error
        if is_logged:
            sys.stderr.write(f"ERROR: sql = {sql!r}, params = {params!r}: {error}\n")
            sys.stderr.flush()
        raise
    finally:
        connection.set_progress_handler(None, _INSTRUCTIONS)
    is_cut = most is not None and len(rows) > most
    return Results(rows[:most] if is_cut else rows, is_cut, cursor.description)
