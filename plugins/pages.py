"""Pages of our own: home, projects, bodies, lists, data quality."""

from datasette import hookimpl

from web import pages
from web.rendering import View


@hookimpl
def register_routes() -> list[tuple[str, View]]:
    return pages.routes()
