"""ASGI: the address of a ready-made query is read before it is asked.

What was filled in is checked and put into the catalogue's form; what is wrong is explained, and
nothing is asked: an empty result, or one of everything, would be taken for an answer. It stands
before the lanes (``web/safety/sql/gate.py``), so that names are looked up as the site's own work
and the query itself stays a visitor's.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import Request, Response

from etl.export.forms import JsonArray
from schema.queries import CannedQuery, canned_queries
from schema.query_inputs import InputType, QueryInput
from web.asgi import App, Receive, Scope, Send
from web.downloads.shapes import dumps
from web.one_trip import in_one_trip
from web.queries.known_names import known_name
from web.queries.typed_values import Read, WrongValueError, quoted, read_value
from web.rendering import render_page
from web.site import DATABASE
from web.store import Store

# Where a request carries what was read of its address.
KEY = "catalogue.query"
_PATH = re.compile(rf"/{DATABASE}/(?P<name>[^/.]+)(?:\.(?P<form>\w+))?")
_EMPTY = Read("", "")
_REFUSED = "查询条件有误"


@dataclass(frozen=True)
class Asked:
    """A ready-made query with what was filled in, by input; ``problems`` by input too, those of
    no input under ``""``."""

    query: CannedQuery
    reads: dict[str, Read] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[QueryInput, ...]:
        """Inputs that have to be filled in, and are empty."""
        return tuple(
            one
            for one in self.query.inputs
            if one.is_required and not self.value(one.name) and one.name not in self.problems
        )

    @property
    def values(self) -> dict[str, str]:
        """What the SQL gets."""
        return {one.name: self.value(one.name) for one in self.query.inputs}

    @property
    def notes(self) -> tuple[str, ...]:
        """What was taken for something else than what was typed."""
        return tuple(
            f"{one.title}{quoted(read.typed.strip())}按 {read.value} 查询"
            for one in self.query.inputs
            if (read := self.reads.get(one.name, _EMPTY)).is_other
        )

    @property
    def messages(self) -> tuple[str, ...]:
        """What is wrong or missing, all of it."""
        asked_for = "、".join(f"{one.title}（如 {one.example}）" for one in self.missing)
        return (*self.problems.values(), *([f"请填写{asked_for}。"] if asked_for else ()))

    def value(self, name: str) -> str:
        """What an input got; empty for nothing."""
        return self.reads.get(name, _EMPTY).value

    def typed(self, name: str) -> str:
        """What an input shows: its value, or what was typed if that is none."""
        read = self.reads.get(name, _EMPTY)
        return read.value or read.typed


def check_inputs(datasette: Datasette) -> Callable[[App], App]:
    """The wrapper for one site."""
    queries = {query.name: query for query in canned_queries()}

    def wrapper(app: App) -> App:
        async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
            found = _PATH.fullmatch(_path(datasette, scope)) if scope["type"] == "http" else None
            query = queries.get(_decoded(found["name"])) if found else None
            if found is None or query is None:
                await app(scope, receive, send)
                return
            await datasette.invoke_startup()
            text = scope.get("query_string", b"").decode("latin-1")
            pairs = parse_qsl(text, keep_blank_values=True)
            asked = await _read(Store(datasette), query, pairs)
            if not asked.messages:
                of_datasette = [pair for pair in pairs if pair[0].startswith("_")]
                given = [pair for pair in asked.values.items() if pair[1]]
                passed = urlencode([*given, *of_datasette]).encode("ascii")
                await app({**scope, "query_string": passed, KEY: asked}, receive, send)
                return
            # Who comes without a word is asked, and has done nothing wrong.
            is_new = not any(not name.startswith("_") for name, _ in pairs)
            status = 200 if is_new and not found["form"] else 400
            # Datasette looks for this key when it lays out a page; nothing is ever posted.
            request = Request({**scope, KEY: asked, "csrftoken": str}, receive)
            answer = await _answer(datasette, request, asked, status, found["form"])
            await answer.asgi_send(send)

        return wrapped

    return wrapper


def asked_of(request: Request | None) -> Asked | None:
    """What a request fills in, on the page of a ready-made query."""
    found = request.scope.get(KEY) if request is not None else None
    return found if isinstance(found, Asked) else None


async def _read(store: Store, query: CannedQuery, pairs: list[tuple[str, str]]) -> Asked:
    asked = Asked(query)
    inputs = {one.name: one for one in query.inputs}
    for name, typed in pairs:
        if name.startswith("_"):
            continue
        one = inputs.get(name)
        if one is None:
            asked.problems[""] = asked.problems.get("", "") + _unknown(query, name)
            continue
        if name in asked.reads and asked.reads[name].typed != typed:
            asked.problems[name] = f"{one.title}只能有一个值，地址中有几个。请留下一个。"
            continue
        asked.reads[name] = Read("", typed)
        try:
            asked.reads[name] = await _value(store, one, typed)
        except WrongValueError as wrong:
            asked.problems[name] = str(wrong)
    return asked


async def _value(store: Store, one: QueryInput, typed: str) -> Read:
    read = read_value(one, typed)
    if read.value and one.type in (InputType.BODY, InputType.NAME):
        return await known_name(store, one, read)
    return read


def _unknown(query: CannedQuery, name: str) -> str:
    if not query.inputs:
        return f"“{query.title}”没有查询条件，地址中的{quoted(name)}不起作用。请去掉。"
    listed = "、".join(f"{one.name}（{one.title}）" for one in query.inputs)
    return f"“{query.title}”没有{quoted(name)}这个条件。可用的条件：{listed}。"


async def _answer(
    datasette: Datasette, request: Request, asked: Asked, status: int, form: str | None
) -> Response:
    if form:
        refused = {
            "ok": False,
            "error": "".join(asked.messages),
            "status": status,
            "title": _REFUSED,
        }
        return Response(dumps(refused), status=status, content_type=JsonArray.content_type())
    trail = [("查询", f"/{DATABASE}"), (asked.query.title, "")]
    page = await in_one_trip(
        datasette,
        lambda: render_page(
            datasette, request, "query_asks.html", asked.query.title, trail, {"asked": asked}
        ),
    )
    page.status = status
    if status != 200:
        page.headers = {}
    return page


def _decoded(name: str) -> str:
    # Datasette draws random bytes for each name that it decodes.
    return tilde_decode(name) if "~" in name else name


def _path(datasette: Datasette, scope: Scope) -> str:
    """The path as Datasette reads it: as sent, not decoded, below the site's own address."""
    raw = scope.get("raw_path")
    path = raw.decode("latin-1").partition("?")[0] if raw else str(scope["path"])
    base = str(datasette.setting("base_url"))
    return "/" + path.removeprefix(base) if base != "/" and path.startswith(base) else path
