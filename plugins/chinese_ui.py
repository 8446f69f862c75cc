"""The interface in Chinese: translated templates, Chinese labels, values as people read them."""

from collections.abc import Awaitable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from jinja2 import Environment
from markupsafe import Markup

from web import cells, interface
from web.filled import filled_columns_of
from web.rendering import site_of
from web.request.table_request import table_request
from web.request.words import phrases
from web.share import share_of


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    interface.prepare(env, datasette)


@hookimpl
def extra_template_vars(
    request: Request | None, view_name: str, table: str | None, datasette: Datasette
) -> Any:
    """What the table page asks before it shows a column, and its conditions in words."""
    if view_name != "table" or request is None or table is None:
        return {}

    async def variables() -> dict[str, Any]:
        asked = table_request(request, table)
        return {
            "filled": await filled_columns_of(datasette),
            "share": share_of(datasette, request, asked),
            "conditions": await phrases(datasette, request, site_of(datasette), asked),
        }

    return variables


@hookimpl
def render_cell(
    value: Any, column: str, table: str | None, database: str, datasette: Datasette
) -> Awaitable[Markup | None]:
    return cells.render(datasette, database, table, column, value)
