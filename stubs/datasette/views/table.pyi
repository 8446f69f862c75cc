from collections.abc import Awaitable, Callable
from typing import Any

from datasette.utils.asgi import Request

class TableView:
    @classmethod
    def as_view(cls, *arguments: Any) -> Callable[[Request, Any], Awaitable[Any]]: ...
