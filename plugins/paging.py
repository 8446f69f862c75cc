"""Pages of a table are parts of one order, and make no more than they show."""

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from web.facets.page_rows import remember_page
from web.shown_cells import show_only
from web.table_page import shown_columns
from web.whole_order import remember_table


@hookimpl
async def filters_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> None:
    if remember_page(datasette, request, database, table):
        show_only(await shown_columns(datasette, request, database, table))
    await remember_table(datasette, database, table)
