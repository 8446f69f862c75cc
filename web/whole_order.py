"""The rows of a table in one order over all its pages.

Datasette sorts the first page by the chosen column alone, and the pages after it by the column and
the key. Rows that are equal in the column may stand otherwise on the first page: read backwards
from an index they do, and then rows are missing from the pages or come twice. Here the first page
is sorted by the key, too.
"""

import re
from contextvars import ContextVar

from datasette.app import Datasette
from datasette.utils import escape_sqlite

from web.per_site import PerSite

# The end of the statement that Datasette makes for a first page, without its key.
_SORTED = re.compile(r' order by ("[^"]+"|\[[^\]]+\]|\w+)( desc)? limit \d+$')
_KEYS: PerSite[dict[tuple[str, str], tuple[str, ...]]] = PerSite()
# The table of the page that is being made, and its key, as they stand in SQL.
_page: ContextVar[tuple[str, str] | None] = ContextVar("page", default=None)


async def remember_table(datasette: Datasette, database: str, table: str) -> None:
    """Note that the current request is for the page of a table."""
    known = _KEYS.get(datasette) or _KEYS.keep(datasette, {})
    if (database, table) not in known:
        keys = await datasette.get_database(database).primary_keys(table)
        known[database, table] = tuple(keys) or ("rowid",)
    key = ", ".join(escape_sqlite(name) for name in known[database, table])
    _page.set((escape_sqlite(table), key))


def whole_order(sql: str) -> str:
    """The statement with the key of the table at the end of its order, where it is one of a first
    page; other statements as they are."""
    page = _page.get()
    if page is None:
        return sql
    table, key = page
    found = _SORTED.search(sql)
    if found is None or f" from {table} " not in sql:
        return sql
    start = found.end(2) if found[2] else found.end(1)
    return f"{sql[:start]}, {key}{sql[start:]}"
