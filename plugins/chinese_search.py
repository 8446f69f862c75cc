"""Chinese search: Datasette's search box, ``_search_COLUMN`` and queries use the pair index,
and what was found is marked in the results.

Datasette runs every search through its SQL function ``escape_fts``. This plugin puts its own in
its place; it must come last, or Datasette's would replace it.
"""

import sqlite3
from collections.abc import Awaitable, Callable

from datasette import hookimpl
from datasette.app import Datasette
from datasette.filters import FilterArguments
from datasette.utils.asgi import Request
from markupsafe import Markup

from web.safety.sql.functions import install
from web.search.demonstrations import found_demonstrations
from web.search.help import Help
from web.search.marks import mark_hits, marked_cell
from web.search.request import QUERY_FIELD
from web.search.site_search import (
    help_for,
    interpreter_of,
    said_of,
    understood,
)
from web.site import DATABASE, Variables

PROJECTS = "projects"


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    install(conn, interpreter_of(datasette) if database == DATABASE else None)


@hookimpl
def filters_from_request(
    request: Request, table: str, datasette: Datasette
) -> Callable[[], Awaitable[FilterArguments]] | None:
    """Say in data for programs, too, how a search was understood. The search itself is a condition
    of Datasette's own."""
    if table != PROJECTS:
        return None

    async def described() -> FilterArguments:
        said = await said_of(datasette, request)
        return FilterArguments([], human_descriptions=list(said.plain))

    return described


@hookimpl
def extra_template_vars(
    request: Request | None, table: str | None, datasette: Datasette
) -> Variables:
    """How a search was understood, and what it finds beside the projects."""
    if request is None or (table != PROJECTS and QUERY_FIELD not in request.args):
        return {}

    async def variables() -> dict[str, object]:
        answer: dict[str, object] = {"mark_hits": mark_hits}
        if understood.get() is not None:
            answer["search_said"] = await said_of(datasette, request)

            async def search_help() -> Help | None:
                return await help_for(datasette, request)

            answer["search_help"] = search_help
        query = request.args.get("_search") or ""
        if query.strip():
            answer["demonstrations"] = await found_demonstrations(datasette, query)
        return answer

    return variables


@hookimpl(trylast=True)
def render_cell(
    value: object, column: str, table: str | None, datasette: Datasette
) -> Markup | None:
    """Mark hits where no other plugin presents the cell."""
    return marked_cell(value, column, table, datasette.setting("truncate_cells_html"))
