"""Pages of our own."""

from datasette import hookimpl

from web.pages import routes
from web.rendering import View


@hookimpl
def register_routes() -> list[tuple[str, View]]:
    return routes.routes()
