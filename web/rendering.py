"""A page of our own: a template with its context, as a response."""

from collections.abc import Awaitable, Callable
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from web.site import Site

View = Callable[[Datasette, Request], Awaitable[Response]]


async def render_page(
    datasette: Datasette,
    request: Request,
    template: str,
    title: str,
    trail: list[tuple[str, str]],
    context: dict[str, Any],
    canonical: str = "",
) -> Response:
    """The page of ``template``. ``trail`` are the steps that lead to it, each a label and an
    address; ``canonical`` is the address by which it is known."""
    address = datasette.absolute_url(request, datasette.urls.path(canonical)) if canonical else ""
    body = await datasette.render_template(
        template,
        {
            **context,
            "title": title,
            "trail": trail,
            "canonical": address,
            "page_class": template.removesuffix(".html"),
        },
        request=request,
        view_name=f"catalogue_{template.removesuffix('.html')}",
    )
    headers = {"Cache-Control": f"max-age={datasette.setting('default_cache_ttl')}"}
    return Response.html(body, headers=headers)


def site_of(datasette: Datasette) -> Site:
    """The site as templates see it."""
    site = datasette.jinja_env.globals["site"]
    assert isinstance(site, Site)
    return site
