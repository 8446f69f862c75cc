"""The catalogue's tables, as pages and as JSON, by a view of our own."""

from collections.abc import Awaitable, Callable, Sequence

from datasette import hookimpl
from datasette.utils.asgi import Response

from web.tables import table_views


@hookimpl
def register_routes() -> Sequence[tuple[str, Callable[..., Awaitable[Response | None]]]]:
    return table_views.routes()
