"""A database of a moment: what does not fit into memory at any size is put down, sorted and asked
for there. SQLite keeps it in a temporary file that nobody else sees and that vanishes with it; what
fits into its cache never reaches the disk."""

import marshal
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any

_CACHE_KIB = 16 * 1024


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


def in_order(items: Iterable[tuple[int, int, Any]]) -> Iterator[tuple[int, int, Any]]:
    """Items of plain types in the order of the two numbers before them, those of equal numbers in
    the order given; sorted on disk."""
    with scratch("create table items (first integer, second integer, item blob)") as kept:
        kept.execute("begin")
        kept.executemany(
            "insert into items values (?, ?, ?)",
            ((first, second, marshal.dumps(item)) for first, second, item in items),
        )
        for first, second, data in kept.execute(
            "select first, second, item from items order by first, second, rowid"
        ):
            yield first, second, marshal.loads(data)
