"""The addresses of our own pages, and the function of each module that answers them."""

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from web import standard_views
from web.guide import guide_pages
from web.notices import notice_views
from web.one_trip import one_trip
from web.pages import bodies, body, compare, downloads, home, lists, project, quality, version
from web.pages import list as list_page
from web.policy import policy_views
from web.rendering import View
from web.request.comparison import COMPARE
from web.store import PROJECTS


def routes() -> list[tuple[str, View]]:
    """Addresses and the functions that answer them, for ``register_routes``."""
    return [
        *((pattern, one_trip(view)) for pattern, view in _made_of_statements()),
        (r"/versions/(?P<digest>[0-9A-Fa-f]{8,64})$", version.version_view),
        (r"/downloads$", downloads.downloads_view),
        (r"/downloads\.json$", downloads.downloads_json),
        (r"/downloads/(?P<name>[A-Za-z0-9_./-]+)$", downloads.download_file),
    ]


def _made_of_statements() -> list[tuple[str, View]]:
    """The pages that wait for nothing but the catalogue; the others look for files, too."""
    return [
        (r"/$", home.home_view),
        (r"/projects$", _redirect(PROJECTS)),
        (r"/(?:catalogue/)?projects/(?P<key>[0-9A-Za-z-]+)$", project.project_view),
        (r"/projects/(?P<key>[0-9A-Za-z-]+)\.json$", project.project_json),
        (r"/projects/(?P<key>[0-9A-Za-z-]+)\.bib$", project.project_bib),
        (r"/organizations$", bodies.bodies_view),
        (r"/(?:catalogue/)?organizations/(?P<key>[0-9]+)$", body.body_view),
        (r"/lists$", lists.lists_view),
        (r"/(?:catalogue/)?lists/(?P<key>[0-9A-Za-z-]+)$", list_page.list_view),
        (r"/quality$", quality.quality_view),
        (rf"{COMPARE}$", compare.compare_view),
        *notice_views.routes(),
        *standard_views.routes(),
        *policy_views.routes(),
        *guide_pages.routes(),
    ]


def _redirect(address: str) -> View:
    async def redirect(datasette: Datasette, request: Request) -> Response:
        query = f"?{request.query_string}" if request.query_string else ""
        return Response.redirect(datasette.urls.path(address) + query)

    return redirect
