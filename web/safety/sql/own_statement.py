"""A statement of the site's own, for a page that is made at the desk.

It has the limits and errors of Datasette's own, without the ways through threads that a page of
twenty statements would go twenty times."""

import sqlite3
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from datasette.database import QueryInterrupted, Results

from web import desk
from web.safety.limits import fetched

# Instructions of SQLite between two looks at the clock, some 0.08 ms.
_INSTRUCTIONS = 1000
# Seconds for which a statement may keep the desk; they are more than most take.
_AT_THE_DESK = 0.005


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
    begun = time.perf_counter()
    deadline, long = begun + milliseconds / 1000, begun + _AT_THE_DESK
    is_away = False

    def look() -> bool:
        nonlocal is_away
        now = time.perf_counter()
        if now >= long and not is_away:
            desk.leave()
            is_away = True
        return now >= deadline

    connection.set_progress_handler(look, _INSTRUCTIONS)
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
        if is_away:
            desk.come_back()
    is_cut = most is not None and len(rows) > most
    return Results(rows[:most] if is_cut else rows, is_cut, cursor.description)
