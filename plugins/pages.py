"""Pages of our own: home, projects, bodies, lists, data quality."""

from datasette import hookimpl

from web import pages


@hookimpl
def register_routes() -> list[tuple[str, pages.View]]:
    return pages.routes()
