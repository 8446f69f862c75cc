from collections.abc import Awaitable, Callable
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

rich: Any

def handle_exception(
    datasette: Datasette, request: Request, exception: BaseException
) -> Callable[[], Awaitable[Response]]: ...
