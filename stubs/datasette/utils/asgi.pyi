from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from datasette.utils import MultiParams

# As in web/asgi.py.
_Scope = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
_Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_App = Callable[[_Scope, _Receive, _Send], Awaitable[None]]

class Base400(Exception):
    status: int

class NotFound(Base400): ...
class Forbidden(Base400): ...
class BadRequest(Base400): ...

class Request:
    scope: _Scope
    receive: _Receive
    def __init__(self, scope: _Scope, receive: _Receive) -> None: ...
    @property
    def method(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def url_vars(self) -> dict[str, str]: ...
    @property
    def scheme(self) -> str: ...
    @property
    def headers(self) -> dict[str, str]: ...
    @property
    def host(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def query_string(self) -> str: ...
    @property
    def full_path(self) -> str: ...
    @property
    def args(self) -> MultiParams: ...
    @classmethod
    def fake(
        cls,
        path_with_query_string: str,
        method: str = ...,
        scheme: str = ...,
        url_vars: dict[str, str] | None = ...,
    ) -> Request: ...

class Response:
    body: str | bytes
    status: int
    headers: dict[str, str]
    content_type: str
    def __init__(
        self,
        body: str | bytes | None = ...,
        status: int = ...,
        headers: Mapping[str, str] | None = ...,
        content_type: str = ...,
    ) -> None: ...
    async def asgi_send(self, send: _Send) -> None: ...
    @classmethod
    def html(
        cls, body: str, status: int = ..., headers: Mapping[str, str] | None = ...
    ) -> Response: ...
    @classmethod
    def text(
        cls, body: str, status: int = ..., headers: Mapping[str, str] | None = ...
    ) -> Response: ...
    @classmethod
    def json(
        cls,
        body: object,
        status: int = ...,
        headers: Mapping[str, str] | None = ...,
        default: Callable[[Any], Any] | None = ...,
    ) -> Response: ...
    @classmethod
    def redirect(
        cls, path: str, status: int = ..., headers: Mapping[str, str] | None = ...
    ) -> Response: ...

class AsgiStream:
    stream_fn: Callable[[Any], Awaitable[None]]
    status: int
    headers: dict[str, str]
    content_type: str
    def __init__(
        self,
        stream_fn: Callable[[Any], Awaitable[None]],
        status: int = ...,
        headers: Mapping[str, str] | None = ...,
        content_type: str = ...,
    ) -> None: ...
    async def asgi_send(self, send: _Send) -> None: ...

async def asgi_send_file(
    send: _Send,
    filepath: object,
    filename: str | None = ...,
    content_type: str | None = ...,
    chunk_size: int = ...,
    headers: Mapping[str, str] | None = ...,
) -> None: ...
