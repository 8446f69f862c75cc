"""For machines: sitemap, feed, OpenAPI, DCAT, and a description in the head of the home page."""

from collections.abc import Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from web.machines import machine_routes, projects_feed


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    return machine_routes.routes()


@hookimpl
def register_output_renderer() -> dict[str, Any]:
    return {
        "extension": projects_feed.ENDING,
        "render": projects_feed.render_feed,
        "can_render": projects_feed.can_render,
    }


@hookimpl
def extra_template_vars(request: Request | None, view_name: str, datasette: Datasette) -> Any:
    if view_name != "catalogue_home" or request is None:
        return {}

    async def variables() -> dict[str, Any]:
        return {"head_extra": await machine_routes.head_of_home(datasette, request)}

    return variables
