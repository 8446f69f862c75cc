"""The interface in Chinese: translated templates, Chinese labels, values as people read them."""

from collections.abc import Awaitable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from jinja2 import Environment
from markupsafe import Markup

from web import cells, interface
from web.evidence import data_date
from web.filled import filled_columns_of


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    interface.prepare(env, datasette)


@hookimpl
def extra_template_vars(view_name: str, datasette: Datasette) -> Any:
    """What every page says of the data, and what the table page asks before it shows a column."""

    async def variables() -> dict[str, Any]:
        known: dict[str, Any] = {"data_date": await data_date(datasette)}
        if view_name == "table":
            known["filled"] = await filled_columns_of(datasette)
        return known

    return variables


@hookimpl
def render_cell(
    value: Any, column: str, table: str | None, database: str, datasette: Datasette
) -> Awaitable[Markup | None]:
    return cells.render(datasette, database, table, column, value)
