"""The searches of one site: how the current request is understood, said, and helped on."""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar

from datasette.app import Datasette
from datasette.utils.asgi import Request

from web.asgi import App, Receive, Scope, Send
from web.one_trip import in_a_thread
from web.per_site import PerSite
from web.search.help import Help, help_with, official_searches
from web.search.interpreter import Interpreter
from web.search.meaning import Interpretation
from web.search.request import QUERY_FIELD, searched
from web.search.said import Addresses, Said, say
from web.site import DATABASE, Site

_INTERPRETERS: PerSite[Interpreter] = PerSite()
# How the current request was understood, for the marks in its results.
understood: ContextVar[Interpretation | None] = ContextVar("understood", default=None)


def interpreter_of(datasette: Datasette) -> Interpreter | None:
    """The interpreter of the site's catalogue; None while it has none."""
    known = _INTERPRETERS.get(datasette)
    if known is not None:
        return known
    catalogue = datasette.databases.get(DATABASE)
    if catalogue is None or catalogue.path is None:
        return None
    return _INTERPRETERS.keep(datasette, Interpreter(catalogue.path))


def understand_searches(datasette: Datasette) -> Callable[[App], App]:
    """ASGI: a search is understood before its page is made, away from the other requests."""

    def wrapper(app: App) -> App:
        async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
            text = _typed() if scope["type"] == "http" else ""
            understood.set(await _interpretation(datasette, text) if text.strip() else None)
            await app(scope, receive, send)

        return wrapped

    return wrapper


async def said_of(datasette: Datasette, request: Request) -> Said:
    """What the page of a request says of its search."""
    found = understood.get()
    if found is None:
        return Said()
    site = datasette.jinja_env.globals["site"]
    assert isinstance(site, Site)
    return say(found, _addresses(request), lambda column: site.column("projects", column))


async def help_for(datasette: Datasette, request: Request) -> Help | None:
    """The ways on for a request whose search found nothing; None without a search."""
    found, interpreter = understood.get(), interpreter_of(datasette)
    if found is None or interpreter is None:
        return None
    urls = _addresses(request)
    # What takes too long to find out is left out; a reader still has a way on.
    least = Help(official=official_searches(found))

    return await in_a_thread(interpreter.ask, lambda asked: help_with(found, urls, asked), least)


async def _interpretation(datasette: Datasette, text: str) -> Interpretation | None:
    interpreter = interpreter_of(datasette)
    return await asyncio.to_thread(interpreter.interpret, text) if interpreter else None


def _typed() -> str:
    """The text of the request's search: anywhere, or in the first of the columns."""
    asked = searched.get()
    return asked.anywhere or next((text for _, text in asked.by_column), "")


def _addresses(request: Request) -> Addresses:
    query = request.query_string
    keys = [part.partition("=")[0] for part in query.split("&")]
    key = next((key for key in keys if key.startswith("_search")), None)
    return Addresses(request.path, query, key or QUERY_FIELD)
