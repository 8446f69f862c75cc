"""Pages of a table are parts of one order."""

from datasette import hookimpl
from datasette.app import Datasette

from web.whole_order import remember_table


@hookimpl
async def filters_from_request(database: str, table: str, datasette: Datasette) -> None:
    await remember_table(datasette, database, table)
