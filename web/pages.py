"""The routes of our own pages."""

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from web import (
    citing,
    compare,
    directory,
    home,
    list_page,
    project,
    quality,
    standard_views,
    version,
)
from web.guide import guide_pages
from web.notices import notice_views
from web.policy import policy_views
from web.rendering import View, render_page, site_of
from web.safety.numbers import whole_number
from web.store import PROJECTS, Store


def routes() -> list[tuple[str, View]]:
    """Addresses and the functions that answer them, for ``register_routes``."""
    return [
        (r"/$", home_view),
        (r"/projects$", _redirect(PROJECTS)),
        (r"/(?:catalogue/)?projects/(?P<key>[0-9A-Za-z-]+)$", project_view),
        (r"/projects/(?P<key>[0-9A-Za-z-]+)\.json$", project_json),
        (r"/projects/(?P<key>[0-9A-Za-z-]+)\.bib$", project_bib),
        (r"/organizations$", bodies_view),
        (r"/(?:catalogue/)?organizations/(?P<key>[0-9]+)$", body_view),
        (r"/lists$", lists_view),
        (r"/(?:catalogue/)?lists/(?P<key>[0-9A-Za-z-]+)$", list_view),
        (r"/quality$", quality_view),
        *notice_views.routes(),
        *standard_views.routes(),
        (r"/compare$", compare.compare_view),
        (r"/versions/(?P<digest>[0-9A-Fa-f]{8,64})$", version.version_view),
        *policy_views.routes(),
        *guide_pages.routes(),
    ]


async def home_view(datasette: Datasette, request: Request) -> Response:
    context = await home.home(Store(datasette), site_of(datasette))
    return await render_page(datasette, request, "home.html", "", [], context, canonical="/")


async def project_view(datasette: Datasette, request: Request) -> Response:
    store = Store(datasette)
    found = await project.find_project(store, request.url_vars["key"])
    if found is None:
        raise NotFound("Record not found")
    context = await project.project_page(store, found)
    path = f"/projects/{found['code']}"
    address = datasette.absolute_url(request, datasette.urls.path(path))
    accessed = citing.accessed_on(request)
    context |= await citing.of_project(store, site_of(datasette), found, address, accessed)
    trail = [("项目", PROJECTS), (found["code"], "")]
    return await render_page(
        datasette,
        request,
        "project.html",
        f"{found['title']}（{found['code']}）",
        trail,
        context | {"path": path},
        canonical=path,
    )


async def project_json(datasette: Datasette, request: Request) -> Response:
    found = await project.find_project(Store(datasette), request.url_vars["key"])
    if found is None:
        raise NotFound("Record not found")
    return Response.redirect(datasette.urls.path(f"{PROJECTS}/{found['id']}.json?_shape=objects"))


async def project_bib(datasette: Datasette, request: Request) -> Response:
    store = Store(datasette)
    found = await project.find_project(store, request.url_vars["key"])
    if found is None:
        raise NotFound("Record not found")
    address = datasette.absolute_url(request, datasette.urls.path(f"/projects/{found['code']}"))
    text = await citing.bibtex_of_project(store, found, address, citing.accessed_on(request))
    return citing.bib_response(datasette, text, found["code"])


async def bodies_view(datasette: Datasette, request: Request) -> Response:
    context = await directory.bodies(Store(datasette))
    return await render_page(datasette, request, "bodies.html", "机构", [("机构", "")], context)


async def body_view(datasette: Datasette, request: Request) -> Response:
    number = whole_number(request.url_vars["key"])
    context = None if number is None else await directory.body_page(Store(datasette), number)
    if context is None:
        raise NotFound("Record not found")
    name = context["body"]["name"]
    trail = [("机构", "/organizations"), (name, "")]
    canonical = f"/organizations/{number}"
    return await render_page(
        datasette, request, "body.html", name, trail, context, canonical=canonical
    )


async def lists_view(datasette: Datasette, request: Request) -> Response:
    context = await list_page.all_lists(Store(datasette))
    return await render_page(datasette, request, "lists.html", "清单", [("清单", "")], context)


async def list_view(datasette: Datasette, request: Request) -> Response:
    key = request.url_vars["key"]
    context = await list_page.list_page(Store(datasette), key)
    if context is None:
        raise NotFound("Record not found")
    title = context["list"]["title"]
    trail = [("清单", "/lists"), (title, "")]
    canonical = f"/lists/{context['list']['slug']}"
    return await render_page(
        datasette, request, "list.html", title, trail, context, canonical=canonical
    )


async def quality_view(datasette: Datasette, request: Request) -> Response:
    context = await quality.quality(Store(datasette))
    trail = [("数据质量", "")]
    return await render_page(datasette, request, "quality.html", "数据质量", trail, context)


def _redirect(address: str) -> View:
    async def redirect(datasette: Datasette, request: Request) -> Response:
        query = f"?{request.query_string}" if request.query_string else ""
        return Response.redirect(datasette.urls.path(address) + query)

    return redirect
