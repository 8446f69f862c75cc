"""Who may see which table, as the metadata say, looked up once: a running site's do not change.

Datasette copies all metadata for each table that a page names, and asks twice; its page of tables
and queries spent two thirds of its time on that.
"""

from functools import cache

from datasette.app import Datasette


def look_up_once(datasette: Datasette) -> None:
    """Keep the answers of a site's metadata for each table."""
    datasette._table_permission_allows = cache(  # type: ignore[method-assign]
        datasette._table_permission_allows
    )
