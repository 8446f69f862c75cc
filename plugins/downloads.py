"""Downloads of the rows that a page shows."""

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from web.downloads import render


@hookimpl
def register_output_renderer() -> list[dict[str, object]]:
    return render.renderers()


@hookimpl
def extra_template_vars(
    request: Request | None, view_name: str, columns: list[str] | None, datasette: Datasette
) -> dict[str, object]:
    if request is None or view_name not in ("table", "database") or not columns:
        return {}
    return {"download_links": render.download_links(datasette, request)}
