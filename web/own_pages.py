"""ASGI: our own pages are answered by their functions, before Datasette's router.

The router looks for cookies, tokens of forms and people who sign in, which there are not here
(``web/safety/requests.py``); that takes as long as a short page does. What is no page of ours goes
on to Datasette, and so does what is not found, since Datasette may know another spelling.
"""

import inspect
import re
from collections.abc import Awaitable, Callable

from datasette.app import Datasette
from datasette.plugins import pm
from datasette.utils.asgi import NotFound, Request, Response

from web.asgi import App, Receive, Scope, Send
from web.safety.errors import error_response

_View = Callable[..., Awaitable[Response | None]]


def answer_own_pages(datasette: Datasette) -> Callable[[App], App]:
    """The pages of one site."""

    def wrapper(app: App) -> App:
        routes: list[tuple[re.Pattern[str], _View]] = []

        async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or not routes:
                # The first request starts Datasette.
                await app(scope, receive, send)
                routes[:] = routes or _routes(datasette)
                return
            path = _path(datasette, scope)
            for pattern, view in routes:
                found = pattern.match(path)
                if found is not None:
                    asked = _routed(datasette, scope, path, found.groupdict())
                    request = Request(asked, receive)
                    try:
                        response = await view(datasette, request, send)
                    except NotFound:
                        break
                    except Exception as error:
                        # Here, as the router would: what stopped a visitor's statement is known
                        # where the request is answered, and no longer further out.
                        response = await error_response(datasette, request, error)
                    if response is not None:
                        await response.asgi_send(send)
                    return
            await app(scope, receive, send)

        return wrapped

    return wrapper


def _routes(datasette: Datasette) -> list[tuple[re.Pattern[str], _View]]:
    """The pages that plugins register, each as a function of site, request and sender."""
    return [
        (re.compile(pattern), _with_sender(view))
        for routes in pm.hook.register_routes(datasette=datasette)
        for pattern, view in routes
    ]


def _routed(datasette: Datasette, scope: Scope, path: str, parts: dict[str, object]) -> Scope:
    """The request as Datasette hands it to a view: nothing is ever posted, so there is no token."""
    routed: Scope = {**scope, "url_route": {"kwargs": parts}, "csrftoken": str, "route_path": path}
    if datasette.setting("force_https_urls"):
        routed["scheme"] = "https"
    return routed


def _with_sender(view: _View) -> _View:
    names = list(inspect.signature(view).parameters)

    async def answer(datasette: Datasette, request: Request, send: Send) -> Response | None:
        given = {"datasette": datasette, "request": request, "send": send}
        return await view(**{name: given[name] for name in names})

    return answer


def _path(datasette: Datasette, scope: Scope) -> str:
    """The path as Datasette reads it: as sent, below the address that the site has."""
    raw = scope.get("raw_path")
    path = str(raw.decode("ascii") if raw else scope["path"]).partition("?")[0]
    base = str(datasette.setting("base_url"))
    return "/" + path[len(base) :] if base != "/" and path.startswith(base) else path
