"""What the columns of the served catalogue hold: read once, the catalogue does not change."""

from datasette.app import Datasette

from schema.filled_columns import FILLED_QUERY, FilledColumns, read_filled
from web.per_site import PerSite
from web.safety.sql.visit import on_the_sites_lane
from web.site import DATABASE

_FILLED: PerSite[FilledColumns] = PerSite()


async def filled_columns_of(datasette: Datasette) -> FilledColumns:
    """Which columns have nothing to say."""
    known = _FILLED.get(datasette)
    if known is None:
        database = datasette.get_database(DATABASE)
        with on_the_sites_lane():
            rows = await database.execute(FILLED_QUERY, truncate=False)
        known = _FILLED.keep(datasette, read_filled(tuple(row) for row in rows.rows))
    return known
