"""Chinese search: Datasette's search box, ``_search_COLUMN`` and queries use the pair index.

Datasette runs every search through its SQL function ``escape_fts``. This plugin puts its own in
its place; it must come last, or Datasette's would replace it.
"""

import sqlite3

from datasette import hookimpl

from schema.search import match_query


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    conn.create_function("escape_fts", 1, match_query, deterministic=True)
