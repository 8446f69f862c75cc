"""What stands above and below every page: made once for each entry of the navigation."""

from collections.abc import Hashable

from datasette.utils.asgi import Request
from jinja2.runtime import Context
from markupsafe import Markup

from web.per_site import PerSite
from web.rendering import environment_of
from web.site import Site

_PARTS: PerSite[dict[Hashable, Markup]] = PerSite()
_ENGLISH = "/en"


def page_header(context: Context) -> Markup:
    """The name of the site and the navigation."""
    site: Site = context["site"]
    request: Request | None = context.get("request")
    path = request.path if request is not None else None
    known = {
        "current": "" if path is None else site.current_entry(path),
        "is_english": path == site.datasette.urls.path(_ENGLISH),
    }
    return _part(site, "_header.html", known)


def page_footer(context: Context) -> Markup:
    """Where the data are from, and of which day."""
    return _part(context["site"], "_footer.html", {"data_date": context.get("data_date") or ""})


def _part(site: Site, template: str, known: dict[str, object]) -> Markup:
    parts = _PARTS.get(site.datasette) or _PARTS.keep(site.datasette, {})
    key = (template, *known.values())
    if key not in parts:
        text = environment_of(site.datasette).get_template(template).render(known)
        parts[key] = Markup(text)
    return parts[key]
