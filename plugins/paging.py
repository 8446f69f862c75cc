"""Pages of a table are parts of one order."""

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from web.facets.page_rows import remember_page
from web.whole_order import remember_table


@hookimpl
async def filters_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> None:
    remember_page(datasette, request, database, table)
    await remember_table(datasette, database, table)
