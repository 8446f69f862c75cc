"""The rows that the search index finds, as numbers."""

import sqlite3
from collections.abc import Mapping

import numpy as np
from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils import sqlite_timelimit
from numpy.typing import NDArray

from schema.search_index import SEARCH_INDEX
from web.one_trip import in_a_thread
from web.safety.limits import MAX_OWN_RESULT

Ids = NDArray[np.int64]
# Characters of ids that are read at once, without a thread.
_SHORT = 200_000


async def index_rows(
    datasette: Datasette, database: str, condition: str, params: Mapping[str, object]
) -> Ids:
    """The ids of the rows of the index that meet a condition, in their order, asked of the index
    alone. Raises ``QueryInterrupted`` where that takes too long."""
    sql = f"select coalesce(group_concat(rowid), '') from {SEARCH_INDEX} where {condition}"
    limit = datasette.setting("sql_time_limit_ms")

    def ask(connection: sqlite3.Connection) -> str:
        longest = connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_OWN_RESULT)
        try:
            with sqlite_timelimit(connection, limit):
                return str(connection.execute(sql, params).fetchone()[0])
        except sqlite3.OperationalError as error:
            if error.args == ("interrupted",):
                raise QueryInterrupted(error, sql, params) from error
            raise
        finally:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)

    return await ids_of([await datasette.get_database(database).execute_fn(ask)])


async def ids_of(texts: list[str]) -> Ids:
    """The ids that texts list, with commas between."""
    is_long = sum(map(len, texts)) > _SHORT
    return await in_a_thread(_numbers, texts) if is_long else _numbers(texts)


def _numbers(texts: list[str]) -> Ids:
    return np.fromstring(",".join(texts), np.int64, sep=",")
