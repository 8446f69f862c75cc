"""The routes of standards: ``/standards/GB-38031-2025`` and every other spelling of a number."""

import re
from urllib.parse import unquote, urlencode

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from schema.numbers import read_number
from schema.official_search import number_searches
from web import citing, standard
from web.absolute import absolute_url
from web.rendering import View, render_page, site_of
from web.search.request import QUERY_FIELD
from web.standard_addresses import STANDARDS, Named, named, standard_path
from web.store import Row, Store

TRAIL = ("标准", STANDARDS)
_NO_RECORD = "Record not found"
_PART_OF_A_NUMBER = re.compile(r"[0-9./-]+", re.ASCII)


def routes() -> list[tuple[str, View]]:
    """Addresses and the functions that answer them, for ``register_routes``."""
    return [
        (r"/standards/?$", standards_view),
        (r"/standards/(?P<key>.+)\.json$", standard_json),
        (r"/standards/(?P<key>.+)\.bib$", standard_bib),
        (r"/standards/(?P<key>.+)$", standard_view),
        (r"/catalogue/standards/(?P<key>[0-9]{1,19})$", standard_view),
    ]


async def standards_view(datasette: Datasette, request: Request) -> Response:
    """The table of standards, with the conditions of the address. ``q`` is what a reader looks for:
    a number leads to its standard, other words to the standards that have them in their names."""
    text = " ".join(request.args.getlist(QUERY_FIELD)).strip()
    if not text:
        query = f"?{request.query_string}" if request.query_string else ""
        return Response.redirect(datasette.urls.path(STANDARDS) + query)
    number = read_number(text)
    if number is not None:
        return Response.redirect(datasette.urls.path(standard_path(number.normalized)))
    column = "normalized_number" if _PART_OF_A_NUMBER.fullmatch(text) else "title"
    condition = urlencode({f"{column}__contains": text})
    return Response.redirect(f"{datasette.urls.path(STANDARDS)}?{condition}")


async def standard_view(datasette: Datasette, request: Request) -> Response:
    """The page of a standard at its own address; other spellings lead there, and a number with
    several editions to a choice."""
    store = Store(datasette)
    found = await _named(store, request)
    if found.standard is None:
        return await _choice(datasette, request, found)
    path = standard_path(found.standard["normalized_number"])
    if unquote(request.url_vars["key"]) != unquote(path.rpartition("/")[2]):
        query = f"?{request.query_string}" if request.query_string else ""
        return Response.redirect(datasette.urls.path(path) + query)
    row = found.standard
    context = await standard.standard_page(store, row)
    accessed = citing.accessed_on(request)
    number, title = row["number"], row["title"]
    address = absolute_url(datasette, request, datasette.urls.path(path))
    context |= await citing.of_standard(store, site_of(datasette), row, address, accessed)
    return await render_page(
        datasette,
        request,
        "standard.html",
        f"{number}　{title}" if title else number,
        [TRAIL, (number, "")],
        context | {"path": path},
        canonical=path,
    )


async def standard_json(datasette: Datasette, request: Request) -> Response:
    """The same for programs."""
    store = Store(datasette)
    row = await _one(store, request)
    path = standard_path(row["normalized_number"])
    address = absolute_url(datasette, request, datasette.urls.path(path))
    headers = {"Cache-Control": f"max-age={datasette.setting('default_cache_ttl')}"}
    data = await standard.standard_data(store, row, address)
    return Response.json(data, headers=headers, default=vars)


async def standard_bib(datasette: Datasette, request: Request) -> Response:
    """Its entry of the BibTeX file."""
    store = Store(datasette)
    row = await _one(store, request)
    text = await citing.bibtex_of_standard(store, row)
    name = standard_path(row["normalized_number"]).rpartition("/")[2]
    return citing.bib_response(datasette, text, name)


async def _named(store: Store, request: Request) -> Named:
    return await named(store, unquote(request.url_vars["key"]).strip())


async def _one(store: Store, request: Request) -> Row:
    """The standard that an address names for certain."""
    found = await _named(store, request)
    if found.standard is None:
        raise NotFound(_NO_RECORD)
    return found.standard


async def _choice(datasette: Datasette, request: Request, found: Named) -> Response:
    """The editions of a number without a year, or that the catalogue has no such standard."""
    if found.number is None:
        raise NotFound(
            "没有这项标准，地址中也没有可以辨认的标准号。"
            "标准号应如 GB 38031-2025 或 GB-38031-2025。"
        )
    number = found.number.normalized
    response = await render_page(
        datasette,
        request,
        "standard_choice.html",
        f"{number} 的各版" if found.editions else f"没有 {number}",
        [TRAIL, (number, "")],
        {
            "number": number,
            "editions": found.editions,
            "same": found.same,
            "others": found.others,
            "searches": number_searches(number, found.number.level),
        },
    )
    response.status = 200 if found.editions else 404
    return response
