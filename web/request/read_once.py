"""A request of which the arguments are read once; Datasette's reads them anew each time."""

from datasette.utils import MultiParams
from datasette.utils.asgi import Request

from web.asgi import Receive, Scope


class ReadOnce(Request):
    """A request that does not change."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        super().__init__(scope, receive)
        self._args: MultiParams | None = None

    @property
    def args(self) -> MultiParams:
        """As Datasette's."""
        if self._args is None:
            self._args = super().args
        return self._args
