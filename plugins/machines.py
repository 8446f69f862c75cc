"""For machines: sitemap, feed, OpenAPI, DCAT, and a description in the head of the home page."""

from collections.abc import Awaitable, Callable

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from web.machines import machine_routes, projects_feed
from web.site import Variables


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    return machine_routes.routes()


@hookimpl
def register_output_renderer() -> dict[str, object]:
    return {
        "extension": projects_feed.ENDING,
        "render": projects_feed.render_feed,
        "can_render": projects_feed.can_render,
    }


@hookimpl
def extra_template_vars(request: Request | None, view_name: str, datasette: Datasette) -> Variables:
    if view_name != "catalogue_home" or request is None:
        return {}

    async def variables() -> dict[str, object]:
        return {"head_extra": await machine_routes.head_of_home(datasette, request)}

    return variables
