"""The routes of the policy pages."""

from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from web.policy import (
    policy_document,
    policy_documents,
    policy_matrix,
    policy_measure,
    policy_plan,
    policy_targets,
)
from web.rendering import View, render_page
from web.store import Store

PLAN = "/policy"
DOCUMENTS = "/policy/documents"
TRAIL = ("政策", PLAN)
_SLUG = r"[a-z0-9.-]{1,60}"
# Addresses come as they were sent, and some programs encode the colon.
_MEASURE = rf"{_SLUG}(?::|%3[Aa])[a-z0-9.-]{{1,60}}"


def routes() -> list[tuple[str, View]]:
    """Addresses and the functions that answer them, for ``register_routes``."""
    return [
        (r"/policy$", plan_view),
        (r"/policy/targets$", targets_view),
        (r"/policy/matrix$", matrix_view),
        (r"/policy/documents$", documents_view),
        (rf"/policy/documents/(?P<key>{_SLUG})\.json$", document_json),
        (rf"/policy/documents/(?P<key>{_SLUG})$", document_view),
        (r"/catalogue/policy_documents/(?P<key>\d{1,9})$", document_view),
        (rf"/policy/measures/(?P<key>{_MEASURE})\.json$", measure_json),
        (rf"/policy/measures/(?P<key>{_MEASURE})$", measure_view),
        (r"/catalogue/measures/(?P<key>\d{1,9})$", measure_view),
    ]


async def plan_view(datasette: Datasette, request: Request) -> Response:
    context = await policy_plan.plan_page(Store(datasette))
    title = context["plans"][0]["document"]["title"] if context["plans"] else "政策"
    trail = [("政策", "")]
    return await render_page(
        datasette, request, "policy_plan.html", title, trail, context, canonical=PLAN
    )


async def targets_view(datasette: Datasette, request: Request) -> Response:
    context = await policy_targets.targets(Store(datasette))
    return await _section(datasette, request, "targets", "目标", context)


async def matrix_view(datasette: Datasette, request: Request) -> Response:
    context = await policy_matrix.matrix(Store(datasette))
    return await _section(datasette, request, "matrix", "机构与举措", context)


async def documents_view(datasette: Datasette, request: Request) -> Response:
    context = await policy_documents.documents(Store(datasette))
    return await _section(datasette, request, "documents", "政策文件", context)


async def document_view(datasette: Datasette, request: Request) -> Response:
    context = await policy_document.document_page(Store(datasette), request.url_vars["key"])
    if context is None:
        raise NotFound("Record not found")
    document = context["document"]
    trail = [TRAIL, ("政策文件", DOCUMENTS), (document["label"], "")]
    canonical = f"{DOCUMENTS}/{document['slug']}"
    return await render_page(
        datasette,
        request,
        "policy_document.html",
        document["title"],
        trail,
        context,
        canonical=canonical,
    )


async def document_json(datasette: Datasette, request: Request) -> Response:
    return await _json(datasette, request, "policy_documents")


async def measure_view(datasette: Datasette, request: Request) -> Response:
    context = await policy_measure.measure_page(Store(datasette), unquote(request.url_vars["key"]))
    if context is None:
        raise NotFound("Record not found")
    measure, document = context["measure"], context["document"]
    trail = [TRAIL, (document["label"], f"{DOCUMENTS}/{document['slug']}"), (measure["label"], "")]
    return await render_page(
        datasette,
        request,
        "policy_measure.html",
        f"{measure['label']}（{document['label']}）",
        trail,
        context,
        canonical=f"/policy/measures/{measure['slug']}",
    )


async def measure_json(datasette: Datasette, request: Request) -> Response:
    return await _json(datasette, request, "measures")


async def _section(
    datasette: Datasette, request: Request, name: str, title: str, context: dict[str, object]
) -> Response:
    """A page that stands beside the plan, at ``/policy/<name>``."""
    return await render_page(
        datasette,
        request,
        f"policy_{name}.html",
        title,
        [TRAIL, (title, "")],
        context,
        canonical=f"{PLAN}/{name}",
    )


async def _json(datasette: Datasette, request: Request, table: str) -> Response:
    """The row of a table by its slug, at the address of its JSON."""
    found = await Store(datasette).value(
        f"select id from {table} where slug = :slug", slug=unquote(request.url_vars["key"])
    )
    if found is None:
        raise NotFound("Record not found")
    path = f"/catalogue/{table}/{found}.json?_shape=objects"
    return Response.redirect(datasette.urls.path(path))
