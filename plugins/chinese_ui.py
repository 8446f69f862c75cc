"""The interface in Chinese: translated templates, Chinese labels, values as people read them."""

from collections.abc import Awaitable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from jinja2 import Environment
from markupsafe import Markup

from web import cells, interface
from web.evidence import data_date
from web.filled import filled_columns_of
from web.rendering import site_of
from web.request.table_request import table_request
from web.request.words import phrases
from web.share import share_of
from web.site import Variables


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    interface.prepare(env, datasette)


@hookimpl
def extra_template_vars(
    request: Request | None, view_name: str, table: str | None, datasette: Datasette
) -> Variables:
    """What every page says of the data; what the table page asks before it shows a column, its
    conditions in words, and how it is passed on."""

    async def variables() -> dict[str, object]:
        known: dict[str, object] = {"data_date": await data_date(datasette)}
        if view_name == "table" and request is not None and table is not None:
            asked = table_request(request, table)
            known["filled"] = await filled_columns_of(datasette)
            known["conditions"] = await phrases(datasette, request, site_of(datasette), asked)
            known["share"] = share_of(datasette, request, asked)
        return known

    return variables


@hookimpl
def render_cell(
    row: Any, value: object, column: str, table: str | None, database: str, datasette: Datasette
) -> Awaitable[Markup | None]:
    return cells.render(datasette, database, table, column, value, row)
