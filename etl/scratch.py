"""A database of a moment: what does not fit into memory at any size is put down, sorted and asked
for there. SQLite keeps it in a temporary file that nobody else sees and that vanishes with it; what
fits into its cache never reaches the disk."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

_CACHE_KIB = 64 * 1024


def scratch_database(schema: str) -> sqlite3.Connection:
    """An empty temporary database with the tables of ``schema``. Close it after use."""
    connection = sqlite3.connect("", isolation_level=None)
    connection.execute(f"pragma cache_size = -{_CACHE_KIB}")
    for pragma in ("journal_mode = off", "synchronous = off", "temp_store = file"):
        connection.execute(f"pragma {pragma}")
    connection.executescript(schema)
    return connection


@contextmanager
def scratch(schema: str) -> Iterator[sqlite3.Connection]:
    """:func:`scratch_database`, closed at the end of the block."""
    with closing(scratch_database(schema)) as connection:
        yield connection
