"""A catalogue as text: every table and row, without what depends on the SQLite version.

Two catalogues are equal if their dumps are. The shadow tables of the search index are left out,
since their bytes differ between SQLite versions; what the index finds is derived from
``projects`` and checked by ``catalogue check``. Arrays of numbers are shown by their SHA-256.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from schema.search_index import SEARCH_INDEX


def dump(path: Path) -> Iterator[str]:
    """The lines of the dump of a database: schema first, then rows ordered by key."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        objects = connection.execute(
            "select type, name, sql from sqlite_master where sql is not null "
            "and name not glob ? and name not like 'sqlite_%' order by type, name",
            (f"{SEARCH_INDEX}_*",),
        ).fetchall()
        for _, _, sql in objects:
            yield f"{sql};"
        for kind, name, _ in objects:
            if kind == "table" and name != SEARCH_INDEX:
                columns = [row[1] for row in connection.execute(f'pragma table_info("{name}")')]
                order = ", ".join(f'"{column}"' for column in columns)
                for row in connection.execute(f'select {order} from "{name}" order by {order}'):
                    yield f"{name} {json.dumps(row, ensure_ascii=False, default=_digest)}"


def _digest(value: bytes) -> str:
    return sha256(value).hexdigest()
