"""``/versions/DIGEST``: the permanent address of a version of the data.

A version is a catalogue file, known by its SHA-256. A site publishes one version; for every other
it says so, with the status 404, and how a copy can be checked.
"""

import re

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from web.downloads.files import files_of
from web.rendering import render_page
from web.serving.published import published
from web.store import Store

# The argument of a page that says which version its address is of.
ARGUMENT = "_version"
# Characters of the digest that name a version.
SHORT = 8
_DIGEST = re.compile(r"[0-9a-f]{8,64}")


def is_served(datasette: Datasette, version: str) -> bool:
    """Whether the site publishes this version."""
    wanted = version.strip().lower()
    return bool(_DIGEST.fullmatch(wanted)) and published(datasette).file.sha256.startswith(wanted)


def short_version(datasette: Datasette) -> str:
    """By what the published version is named."""
    return published(datasette).file.sha256[:SHORT]


async def version_view(datasette: Datasette, request: Request) -> Response:
    """The page of a version."""
    asked = request.url_vars["digest"].lower()
    digest = published(datasette).file.sha256
    served = is_served(datasette, asked)
    store = Store(datasette)
    context = {
        "asked": asked,
        "is_served": served,
        "digest": digest,
        "short": digest[:SHORT],
        "size": published(datasette).file.size,
        "facts": await store.row(
            "select (select count(*) from projects) as projects, "
            "(select value from build_info where key = 'schema_revision') as revision"
        ),
        "has_files": bool(await files_of(datasette).listed()),
    }
    response = await render_page(
        datasette,
        request,
        "version.html",
        f"数据版本 {asked[:SHORT]}",
        [("下载", "/downloads"), (f"数据版本 {asked[:SHORT]}", "")],
        context,
        f"/versions/{asked}",
    )
    if not served:
        response.status = 404
    return response
