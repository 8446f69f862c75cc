"""What the columns of the served catalogue hold: read once, the catalogue does not change."""

from typing import Any

from schema.filled_columns import FILLED_QUERY, FilledColumns, read_filled
from web.safety.sql.visit import on_the_sites_lane
from web.site import DATABASE


async def filled_columns_of(datasette: Any) -> FilledColumns:
    """Which columns have nothing to say."""
    known: FilledColumns | None = getattr(datasette, "_catalogue_filled_columns", None)
    if known is None:
        database = datasette.get_database(DATABASE)
        with on_the_sites_lane():
            rows = await database.execute(FILLED_QUERY, truncate=False)
        known = datasette._catalogue_filled_columns = read_filled(tuple(row) for row in rows.rows)
    return known
