"""The addresses for machines: sitemap, robots, feed, OpenAPI and DCAT."""

import json
from collections.abc import Awaitable, Callable

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response
from markupsafe import Markup

from etl.export.forms import JsonArray
from web.downloads.files import files_of
from web.filled import filled_columns_of
from web.machines import atom, feed, sitemap
from web.machines.dataset import dcat, schema_org
from web.machines.openapi import openapi
from web.machines.text import json_in_html
from web.site import DATABASE, Site
from web.store import Store

# So many notices, the newest, are named as sources: in the catalogue of data, and on the home page.
_MOST_SOURCES = 1_000
_SOURCES_OF_HOME = 20


def routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """What ``register_routes`` takes."""
    return [
        (r"/sitemap\.xml$", sitemap_view),
        (r"/sitemap-(?P<number>[0-9]{1,4})\.xml$", sitemap_part_view),
        (r"/robots\.txt$", robots_view),
        (r"/feed\.atom$", feed_view),
        (r"/openapi\.json$", openapi_view),
        (r"/dcat\.jsonld$", dcat_view),
    ]


async def sitemap_view(datasette: Datasette, request: Request) -> Response:
    """Every page, or an index of several sitemaps where one file cannot hold them."""
    at = _absolute(datasette, request)
    store = Store(datasette)
    parts = await sitemap.parts(store)
    if parts > 1:
        content = sitemap.index([at(f"/sitemap-{part + 1}.xml") for part in range(parts)])
    else:
        content = sitemap.sitemap(at("/"), await sitemap.paths(store))
    return _response(datasette, content, sitemap.CONTENT_TYPE)


async def sitemap_part_view(datasette: Datasette, request: Request) -> Response:
    part = await sitemap.paths(Store(datasette), int(request.url_vars["number"]))
    if not part:
        raise NotFound("Record not found")
    content = sitemap.sitemap(_absolute(datasette, request)("/"), part)
    return _response(datasette, content, sitemap.CONTENT_TYPE)


async def robots_view(datasette: Datasette, request: Request) -> Response:
    text = sitemap.robots(_absolute(datasette, request)("/sitemap.xml"))
    return _response(datasette, text.encode(), "text/plain; charset=utf-8")


async def feed_view(datasette: Datasette, request: Request) -> Response:
    at = _absolute(datasette, request)
    content = feed.feed(
        str(datasette.metadata("title")), at("/"), at("/feed.atom"), feed.releases()
    )
    return _response(datasette, content, atom.CONTENT_TYPE)


async def openapi_view(datasette: Datasette, request: Request) -> Response:
    document = openapi(
        str(datasette.metadata("title")),
        str(datasette.metadata("description")),
        Site(datasette).version,
        _absolute(datasette, request)("/").rstrip("/"),
    )
    return _json(datasette, document, JsonArray.content_type())


async def dcat_view(datasette: Datasette, request: Request) -> Response:
    notices, _ = await _sources(datasette, _MOST_SOURCES)
    files = await files_of(datasette).listed()
    document = dcat(datasette.metadata(), notices, files, _absolute(datasette, request))
    return _json(datasette, document, "application/ld+json; charset=utf-8")


async def head_of_home(datasette: Datasette, request: Request) -> Markup:
    """What the home page has in its head for machines."""
    notices, years = await _sources(datasette, _SOURCES_OF_HOME)
    at = _absolute(datasette, request)
    filled = await filled_columns_of(datasette)
    dataset = json_in_html(schema_org(datasette.metadata(), notices, years, filled, at))
    return Markup(
        '<script type="application/ld+json">{}</script>\n'
        '<link rel="alternate" type="application/ld+json" href="{}" title="数据目录">\n'
        '<link rel="alternate" type="application/atom+xml" href="{}" title="更新">'
    ).format(dataset, at("/dcat.jsonld"), at("/feed.atom"))


async def _sources(datasette: Datasette, most: int) -> tuple[list[dict[str, object]], list[int]]:
    """The newest notices in the order of their dates, and the years of all lists."""
    database = datasette.get_database(DATABASE)
    notices = await database.execute(
        """
        select * from (select id, title, document_number, issued_on from notices
                       order by issued_on desc, id desc limit ?)
        order by issued_on, id
        """,
        [most],
    )
    years = await database.execute("select distinct year from lists")
    return [dict(row) for row in notices.rows], [row["year"] for row in years.rows]


def _absolute(datasette: Datasette, request: Request) -> Callable[[str], str]:
    return lambda path: str(datasette.absolute_url(request, datasette.urls.path(path)))


def _json(datasette: Datasette, document: object, content_type: str) -> Response:
    content = json.dumps(document, ensure_ascii=False, indent=2).encode()
    return _response(datasette, content, content_type)


def _response(datasette: Datasette, content: bytes, content_type: str) -> Response:
    headers = {"cache-control": f"max-age={datasette.setting('default_cache_ttl')}"}
    return Response(content, headers=headers, content_type=content_type)
