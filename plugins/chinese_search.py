"""Chinese search: Datasette's search box, ``_search_COLUMN`` and queries use the pair index,
and what was found is marked in the results.

Datasette runs every search through its SQL function ``escape_fts``. This plugin puts its own in
its place; it must come last, or Datasette's would replace it.
"""

import sqlite3
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from markupsafe import Markup

from web.safety.sql.functions import install
from web.search.demonstrations import found_demonstrations
from web.search.marks import mark_hits, marked_cell


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    install(conn)


@hookimpl
def extra_template_vars(
    request: Request | None, view_name: str, table: str | None, datasette: Datasette
) -> Any:
    """What a search finds beside the projects, on their table page."""
    if view_name != "table" or table != "projects" or request is None:
        return {}

    async def variables() -> dict[str, Any]:
        query = request.args.get("_search") or ""
        found = await found_demonstrations(datasette, query) if query.strip() else None
        return {"demonstrations": found, "mark_hits": mark_hits}

    return variables


@hookimpl(trylast=True)
def render_cell(
    value: object, column: str, table: str | None, datasette: Datasette
) -> Markup | None:
    """Mark hits where no other plugin presents the cell."""
    return marked_cell(value, column, table, datasette.setting("truncate_cells_html"))
