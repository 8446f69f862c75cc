"""What a search index holds."""

import sqlite3
from typing import Any

from schema.search_index import SEARCH_INDEX, SEARCH_PAIRS, SEARCH_READINGS


def index_of(database: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Each term with document, column and place, and the tables beside the index."""
    database.execute(
        f"create virtual table temp.instances using fts5vocab(main, {SEARCH_INDEX}, instance)"
    )
    found = {
        table: sorted(database.execute(f"select * from {table}"))
        for table in ("temp.instances", SEARCH_PAIRS, SEARCH_READINGS)
    }
    database.execute("drop table temp.instances")
    return found
