"""Downloads of the rows that a page shows: Excel, CSV for Excel, JSON and NDJSON.

``projects.xlsx`` is the table page as a workbook; ``projects.csv?_excel=on`` is CSV with a byte
order mark and Chinese headings, while the plain ``projects.csv`` stays as Datasette makes it;
``projects.ndjson`` and ``projects.json?_dl=on`` hold every row as stored.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from etl.export.content import column_notes, source_notes
from etl.export.forms import ExcelCsv, Form, JsonArray, JsonLines, Workbook
from etl.export.tables import Sheet, workbook_bytes
from web.asgi import App, Receive, Scope, Send
from web.downloads.rows import Selection, is_exported, query_selection, table_selection
from web.downloads.shapes import json_response
from web.queries.checked_address import asked_of
from web.queries.left_out import left_out
from web.safety.sql.visit import in_thread, on_the_sites_lane

Context = dict[str, Any]
Renderer = Callable[[Context], Awaitable[Response]]
EXCEL_CSV = "excel_csv"
EXCEL_ARGUMENT = "_excel"
FILE_NAME = "国家标准项目目录"
# Arguments of a page that mean nothing to a download.
_PAGE_ONLY = ("_next", "_size", "_facet", "_facet_array", "_facet_size", "_labels", "_dl")
_LINKS: tuple[tuple[type[Form], dict[str, str]], ...] = (
    (Workbook, {}),
    (ExcelCsv, {EXCEL_ARGUMENT: "on"}),
    (JsonArray, {"_shape": "array", "_dl": "on"}),
    (JsonLines, {"_dl": "on"}),
)


def rewrite_excel_csv(app: App) -> App:
    """ASGI: ``x.csv?_excel=on`` is answered by a renderer of ours, not by Datasette's CSV."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].endswith(".csv"):
            pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            if dict(pairs).get(EXCEL_ARGUMENT) == "on":
                raw = scope.get("raw_path") or quote(scope["path"]).encode("ascii")
                path = raw.partition(b"?")[0].removesuffix(b".csv") + f".{EXCEL_CSV}".encode()
                shown = scope["path"].removesuffix(".csv") + f".{EXCEL_CSV}"
                scope = {**scope, "path": shown, "raw_path": path}
        await app(scope, receive, send)

    return wrapped


def download_links(datasette: Datasette, request: Request) -> list[dict[str, str]]:
    """The downloads of the rows of a page: dicts of label and url."""
    pairs = parse_qsl(request.query_string, keep_blank_values=True)
    links = []
    for form, more in _LINKS:
        kept = [pair for pair in pairs if pair[0] not in (*_PAGE_ONLY, *more)]
        query = urlencode([*kept, *more.items()])
        path = f"{request.path}.{form.ending}" + (f"?{query}" if query else "")
        links.append({"label": form.label, "url": str(datasette.urls.path(path))})
    return links


def renderers() -> list[dict[str, Any]]:
    """What ``register_output_renderer`` takes."""
    return [
        {"extension": extension, "render": _with_context(render), "can_render": can_render}
        for extension, render in (
            (Workbook.ending, render_xlsx),
            (EXCEL_CSV, render_excel_csv),
            (JsonLines.ending, render_ndjson),
        )
    ] + [{"extension": JsonArray.ending, "render": _with_context(render_json)}]


def _with_context(render: Renderer) -> Callable[..., Awaitable[Response]]:
    """A function with the parameters by whose names Datasette hands over its context."""

    async def answer(
        datasette: Datasette,
        request: Request,
        database: str,
        table: str | None,
        view_name: str,
        query_name: str | None,
        columns: list[str],
        rows: list[Any],
        args: Any,
        data: dict[str, Any],
    ) -> Response:
        return await render(
            {
                "datasette": datasette,
                "request": request,
                "database": database,
                "table": table,
                "view_name": view_name,
                "query_name": query_name,
                "columns": columns,
                "rows": rows,
                "args": args,
                "data": data,
            }
        )

    return answer


async def render_xlsx(context: Context) -> Response:
    """The page as a workbook with a sheet that says where it is from."""
    selection = await _selection(context, for_people=True)
    notices = await _notices(context["datasette"])
    notes = [*source_notes(notices), ("表", selection.title), ("行数", str(len(selection.rows)))]
    notes += [("筛选条件", text) for text in selection.conditions or ["无（全部）"]]
    if selection.table:
        kept = {heading.title for heading in selection.headings}
        notes += [note for note in column_notes(selection.table) if note[0] in kept]
    issued = max((date.fromisoformat(notice["issued_on"]) for notice in notices), default=None)
    sheet = Sheet(selection.title, selection.headings, selection.rows)
    content = await in_thread(workbook_bytes, [sheet], notes, issued)
    return _file(content, Workbook, selection)


async def render_excel_csv(context: Context) -> Response:
    """The page as CSV that Excel and WPS open."""
    selection = await _selection(context, for_people=True)
    sheet = Sheet(selection.title, selection.headings, selection.rows)
    content = await in_thread(ExcelCsv.of, sheet)
    return _file(content, ExcelCsv, selection)


async def render_ndjson(context: Context) -> Response:
    """Every row of the page as a line of JSON, with arrays as arrays."""
    selection = await _selection(context, for_people=False)
    content = JsonLines.of(_records(selection))
    if not context["request"].args.get("_dl"):
        return Response(content, content_type=JsonLines.content_type())
    return _file(content, JsonLines, selection)


async def render_json(context: Context) -> Response:
    """Datasette's JSON with readable Chinese; with ``_dl`` every row, as a file."""
    request = context["request"]
    if request.args.get("_dl") and request.args.get("_shape") == "array":
        selection = await _selection(context, for_people=False)
        return _file(JsonArray.of(_records(selection)), JsonArray, selection)
    asked = asked_of(request)
    if asked is not None:
        context["data"]["left_out"] = await left_out(context["datasette"], asked)
    return json_response(context["args"], context["data"])


def can_render(view_name: str, columns: list[str]) -> bool:
    """Rows of tables and queries can be downloaded; a page of a row is no table."""
    return view_name != "row" and bool(columns)


async def _selection(context: Context, for_people: bool) -> Selection:
    datasette, request, database = context["datasette"], context["request"], context["database"]
    table = context["table"]
    if context["view_name"] == "table" and is_exported(database, table):
        return await table_selection(datasette, request, database, table, for_people)
    return query_selection(
        datasette, database, context["query_name"] or table, context["columns"], context["rows"]
    )


async def _notices(datasette: Datasette) -> list[dict[str, Any]]:
    with on_the_sites_lane():
        rows = await datasette.execute(
            "catalogue", "select title, document_number, issued_on from notices order by issued_on"
        )
    return [dict(row) for row in rows.rows]


def _records(selection: Selection) -> list[dict[str, Any]]:
    return [
        {
            name: json.loads(value) if place in selection.structured and value else value
            for place, (name, value) in enumerate(zip(selection.names, row, strict=True))
        }
        for row in selection.rows
    ]


def _file(content: bytes, form: type[Form], selection: Selection) -> Response:
    name = quote(f"{FILE_NAME}-{selection.title}.{form.ending}", safe="")
    disposition = (
        f'attachment; filename="{_ascii(selection.file_name)}.{form.ending}"; '
        f"filename*=UTF-8''{name}"
    )
    return Response(
        content, headers={"content-disposition": disposition}, content_type=form.content_type()
    )


def _ascii(name: str) -> str:
    return "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_")) or "download"
