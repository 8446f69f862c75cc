"""A page of our own: a template with its context, as a response."""

from collections.abc import Callable, Collection, Coroutine, Mapping, MutableMapping
from functools import partial
from inspect import iscoroutinefunction
from typing import Any

from datasette.app import Datasette
from datasette.plugins import pm
from datasette.utils import await_me_maybe
from datasette.utils.asgi import Request, Response
from jinja2 import Environment

from web.absolute import absolute_url
from web.evidence import data_date
from web.one_trip import running_through
from web.per_site import PerSite
from web.site import Site

View = Callable[[Datasette, Request], Coroutine[object, object, Response]]
_ENVIRONMENTS: PerSite[Environment] = PerSite()


async def render_page(
    datasette: Datasette,
    request: Request,
    template: str,
    title: str,
    trail: list[tuple[str, str]],
    context: Mapping[str, object],
    canonical: str = "",
) -> Response:
    """The page of ``template``. ``trail`` are the steps that lead to it, each a label and an
    address; ``canonical`` is the address by which it is known."""
    address = absolute_url(datasette, request, datasette.urls.path(canonical)) if canonical else ""
    body = await rendered(
        datasette,
        request,
        template,
        {
            **context,
            "title": title,
            "trail": trail,
            "canonical": address,
            "page_class": template.removesuffix(".html"),
        },
        f"catalogue_{template.removesuffix('.html')}",
    )
    headers = {"Cache-Control": f"max-age={datasette.setting('default_cache_ttl')}"}
    return Response.html(body, headers=headers)


async def rendered(
    datasette: Datasette,
    request: Request,
    template: str,
    context: Mapping[str, object],
    view_name: str,
    unneeded: Collection[str] = (),
) -> str:
    """The text of a template, with what plugins add to every page; ``unneeded`` is what of it the
    page does not show.

    Datasette's own way awaits whatever a template calls; here all of it is there before, and the
    template runs through, in half of the time.
    """
    environment = environment_of(datasette)
    if "data_date" not in environment.globals:
        environment.globals["data_date"] = await data_date(datasette)
    found = environment.get_template(template)
    asked = {
        "template": template,
        "database": context.get("database"),
        "table": context.get("table"),
        "columns": context.get("columns"),
        "view_name": view_name,
        "request": request,
        "datasette": datasette,
    }
    added: dict[str, object] = {}
    for hook in pm.hook.extra_template_vars(**asked):
        added |= await await_me_maybe(hook)
    for name, one in added.items():
        if iscoroutinefunction(one):
            value = None if name in unneeded else await one()
            added[name] = partial(_given, value)
    links = [
        link
        for hook in pm.hook.menu_links(datasette=datasette, actor=None, request=request)
        for link in await await_me_maybe(hook) or ()
    ]
    return found.render(
        {
            **context,
            "request": request,
            "urls": datasette.urls,
            "menu_links": lambda: links,
            **{name: await _assets(datasette, name, asked) for name in _ASSETS},
            **added,
        }
    )


def _given(value: object) -> object:
    return value


_ASSETS = ("extra_css_urls", "extra_js_urls")


async def _assets(datasette: Datasette, name: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """What plugins load on a page."""
    found: list[Any] = []
    for hook in getattr(pm.hook, name)(**asked):
        found += await await_me_maybe(hook) or ()
    assets = [{"url": one} if isinstance(one, str) else dict(one) for one in found]
    for asset in assets:
        if asset["url"].startswith("/"):
            asset["url"] = datasette.urls.path(asset["url"])
    return assets


def environment_of(datasette: Datasette) -> Environment:
    """The environment of our own pages, in which nothing is awaited: Datasette's otherwise."""
    known = _ENVIRONMENTS.get(datasette)
    if known is None:
        # The code of a running site does not change, nor do its templates.
        known = datasette.jinja_env.overlay(enable_async=False, auto_reload=False)
        known.globals = {
            name: running_through(one) if iscoroutinefunction(one) else one
            for name, one in known.globals.items()
        }
        _share_globals(known)
        _ENVIRONMENTS.keep(datasette, known)
    return known


def _share_globals(environment: Environment) -> None:
    """Give every template the one dictionary of what all of them know. No template of ours has more
    than that; Jinja's own chain of two is gone through name by name for each part of a page."""

    def shared(more: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**environment.globals, **more} if more else environment.globals

    vars(environment)["make_globals"] = shared


def site_of(datasette: Datasette) -> Site:
    """The site as templates see it."""
    site = datasette.jinja_env.globals["site"]
    assert isinstance(site, Site)
    return site
