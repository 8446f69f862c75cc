"""The catalogue's tables, as pages and as JSON, by a view of our own."""

from collections.abc import Callable
from typing import Any

from datasette import hookimpl

from web.tables import table_views


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    return table_views.routes()
