"""What is published: the catalogue is checked at the start, watched, and sent as a file."""

from collections.abc import Awaitable, Callable

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Response

from web.serving import published


@hookimpl(trylast=True)
def startup(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    return lambda: published.publish(datasette)


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    return [
        (r"/-/health$", published.health),
        (r"/catalogue\.db$", published.download),
    ]
