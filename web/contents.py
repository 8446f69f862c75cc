"""What the columns of the served catalogue hold: read once, the catalogue does not change."""

from typing import Any

from schema.contents import CONTENTS_QUERY, Contents, read_contents
from web.site import DATABASE


async def contents_of(datasette: Any) -> Contents:
    """Which columns have nothing to say."""
    known: Contents | None = getattr(datasette, "_catalogue_contents", None)
    if known is None:
        database = datasette.get_database(DATABASE)
        rows = await database.execute(CONTENTS_QUERY, truncate=False)
        known = datasette._catalogue_contents = read_contents(tuple(row) for row in rows.rows)
    return known
