"""``inspect-data.json``: what Datasette remembers of the catalogue."""

import json
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import sqlite_utils

from etl.paths import DATABASE, INSPECT_DATA
from etl.writing import alone_in, write_whole


def inspect_data(database: Path = DATABASE) -> str:
    """What ``datasette inspect`` says of a catalogue. Beside the database, it makes Datasette
    open the file as immutable and know its counts without asking."""
    with closing(sqlite_utils.Database(database)) as opened:
        tables = {
            name: {"count": opened.table(name).count}
            for name in sorted(opened.table_names())
            if not opened.table(name).virtual_table_using
        }
    data = database.read_bytes()
    entry = {
        "hash": sha256(data).hexdigest(),
        "size": len(data),
        "file": database.name,
        "tables": tables,
    }
    return json.dumps({database.stem: entry}, indent=2, ensure_ascii=False) + "\n"


def write_inspect_data(database: Path) -> None:
    """Write ``inspect-data.json`` beside ``database``, at once or not at all."""
    target = database.with_name(INSPECT_DATA.name)
    with alone_in(target.parent):  # the last of several builds writes it after its catalogue
        write_whole(target, inspect_data(database).encode("utf-8"))
