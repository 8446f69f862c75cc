"""The interface in Chinese: translated templates, Chinese labels, values as people read them."""

from collections.abc import Awaitable
from typing import Any

from datasette import hookimpl
from jinja2 import Environment
from markupsafe import Markup

from web import cells, interface


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Any) -> None:
    interface.prepare(env, datasette)


@hookimpl
def render_cell(
    value: Any, column: str, table: str | None, database: str, datasette: Any
) -> Awaitable[Markup | None]:
    return cells.render(datasette, database, table, column, value)
