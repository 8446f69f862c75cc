"""The interface in Chinese: translated templates, Chinese labels, values as people read them."""

from collections.abc import Awaitable
from typing import Any

from datasette import hookimpl
from jinja2 import Environment
from markupsafe import Markup

from web import cells, interface
from web.filled import filled_columns_of


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Any) -> None:
    interface.prepare(env, datasette)


@hookimpl
def extra_template_vars(view_name: str, datasette: Any) -> Any:
    """What the table page asks before it shows a column."""
    if view_name != "table":
        return {}

    async def variables() -> dict[str, Any]:
        return {"filled": await filled_columns_of(datasette)}

    return variables


@hookimpl
def render_cell(
    value: Any, column: str, table: str | None, database: str, datasette: Any
) -> Awaitable[Markup | None]:
    return cells.render(datasette, database, table, column, value)
