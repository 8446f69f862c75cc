"""Absolute addresses of pages."""

from datasette.app import Datasette
from datasette.utils.asgi import Request


def absolute_url(datasette: Datasette, request: Request, path: str) -> str:
    """The address of a page as others may keep it. ``path`` begins with that of the site: Datasette
    joins any two addresses, which takes longer than most statements."""
    scheme = "https" if datasette.setting("force_https_urls") else request.scheme
    return f"{scheme}://{request.host}{path}"
