"""Downloads of the rows that a page shows: Excel, CSV for Excel, JSON and NDJSON.

``projects.xlsx`` is the table page as a workbook; ``projects.csv?_excel=on`` is CSV with a byte
order mark and Chinese headings, while the plain ``projects.csv`` stays as Datasette makes it;
``projects.ndjson`` and ``projects.json?_dl=on`` hold every row as stored. What each form is called
and how it is written is declared in ``etl/export/forms.py``.
"""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.app import Datasette
from datasette.utils import MultiParams
from datasette.utils.asgi import BadRequest, Request, Response

from etl.export.forms import PAGE_FORMS, ExcelCsv, JsonArray, PageForm, Workbook
from etl.export.tables import Encoder, Head
from etl.export.workbook import MAX_ROWS, WorkbookFile, linked
from web.downloads.notes import PAGE_ONLY, Notes, notices_of, query_notes, table_notes
from web.downloads.selection import (
    QuerySelection,
    Selection,
    TableSelection,
    is_exported,
    table_selection,
)
from web.downloads.shapes import json_response
from web.downloads.stream import FileResponse, Streamed
from web.per_site import PerSite
from web.queries.checked_address import asked_of
from web.queries.left_out import left_out
from web.request.arguments import encoded, parsed, without
from web.safety.sql.visit import in_thread

FILE_NAME = "国家标准项目目录"
# Workbooks that are made at once: each takes a file of its length, and time.
_WORKBOOKS = 2
_MAKING: PerSite[asyncio.Semaphore] = PerSite()


@dataclass(frozen=True)
class Page:
    """What Datasette hands to those who answer in another form."""

    datasette: Datasette
    request: Request
    database: str
    table: str | None
    view_name: str
    query_name: str | None
    columns: list[str]
    rows: list[Sequence[object]]
    sql: str | None
    args: MultiParams
    data: dict[str, Any]


Renderer = Callable[[Page], Awaitable[Response]]


def download_links(datasette: Datasette, request: Request) -> list[dict[str, str]]:
    """The downloads of the rows of a page: dicts of label and url."""
    links = []
    for form in PAGE_FORMS:
        replaced = (*PAGE_ONLY, "_dl", *(name for name, _ in form.arguments))
        query = encoded(without(parsed(request.query_string), replaced) + form.arguments)
        path = f"{request.path}.{form.ending}" + (f"?{query}" if query else "")
        links.append({"label": form.label, "url": str(datasette.urls.path(path))})
    return links


def renderers() -> list[dict[str, object]]:
    """What ``register_output_renderer`` takes: one for each form."""
    return [
        {"extension": form.renderer, "render": _answering(form), "can_render": can_render}
        for form in PAGE_FORMS
    ]


def can_render(view_name: str, columns: list[str]) -> bool:
    """Rows of tables and queries can be downloaded; a page of a row is no table."""
    return view_name != "row" and bool(columns)


def _answering(form: type[PageForm]) -> Callable[..., Awaitable[Response]]:
    """A function with the parameters by whose names Datasette hands over its context."""

    async def answer(
        datasette: Datasette,
        request: Request,
        database: str,
        table: str | None,
        view_name: str,
        query_name: str | None,
        columns: list[str],
        rows: list[Sequence[object]],
        sql: str | None,
        args: MultiParams,
        data: dict[str, Any],
    ) -> Response:
        page = Page(
            datasette,
            request,
            database,
            table,
            view_name,
            query_name,
            columns,
            rows,
            sql,
            args,
            data,
        )
        if form is JsonArray and not (args.get("_dl") and args.get("_shape") == "array"):
            return await _datasettes_json(page)
        selection = await _selection(page, form)
        if form is Workbook:
            return await _workbook(page, selection)
        assert form.encoder is not None
        headers = {}
        # The address of a program, without ``_dl``, is data and no file.
        if form is ExcelCsv or args.get("_dl"):
            headers = _as_file(form, selection, page)
        pieces = await _begun(_encoded(form.encoder(selection.head), selection))
        return Streamed(pieces, headers, form.content_type())

    return answer


async def _datasettes_json(page: Page) -> Response:
    """Datasette's JSON with readable Chinese."""
    asked = asked_of(page.request)
    if asked is not None:
        page.data["left_out"] = await left_out(page.datasette, asked)
    return json_response(page.args, page.data)


async def _selection(page: Page, form: type[PageForm]) -> Selection:
    if page.view_name == "table" and page.table and is_exported(page.table):
        return await table_selection(
            page.datasette, page.request, page.database, page.table, form.is_for_people
        )
    name = page.query_name or page.table
    queries = page.datasette.metadata("queries", database=page.database) or {}
    title = (queries.get(name) or {}).get("title") or name or "查询结果"
    query = page.data.get("query") or {}
    return QuerySelection(
        str(title),
        page.columns,
        [tuple(row) for row in page.rows],
        str(query.get("sql") or page.sql or ""),
        {
            str(key): str(value)
            for key, value in (query.get("params") or {}).items()
            if not key.startswith("_")
        },
        bool(page.data.get("truncated")),
    )


async def _encoded(encoder: Encoder, selection: Selection) -> AsyncIterator[bytes]:
    head = encoder.begin()
    async for batch in selection.batches():
        piece = await in_thread(encoder.rows, batch)
        yield head + piece
        head = b""
    yield head + encoder.end()


async def _begun(pieces: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
    """The pieces, of which the first is made now: what is wrong with the request is said before
    anything is sent."""
    first = await anext(pieces)

    async def all_of_them() -> AsyncGenerator[bytes, None]:
        yield first
        async for piece in pieces:
            yield piece

    return all_of_them()


async def _workbook(page: Page, selection: Selection) -> Response:
    """The page as a workbook with a sheet that says where it is from."""
    count = await selection.count()
    if count > MAX_ROWS:
        raise BadRequest(
            f"Excel 的一张工作表最多 {MAX_ROWS:,} 行，所选为 {count:,} 行。"
            "请缩小范围，或改为下载 CSV，它没有行数限制。"
        )
    notices = await notices_of(page.datasette)
    head = _with_links(page, selection)
    if isinstance(selection, TableSelection):
        notes = await table_notes(page.request, selection, count, notices)
    else:
        notes = await query_notes(page.datasette, page.request, selection, notices)
    issued = max((date.fromisoformat(notice["issued_on"]) for notice in notices), default=None)
    making = _MAKING.get(page.datasette) or _MAKING.keep(
        page.datasette, asyncio.Semaphore(_WORKBOOKS)
    )
    folder = tempfile.TemporaryDirectory(prefix="workbook-")
    try:
        path = Path(folder.name) / "page.xlsx"
        async with making:
            await _written(path, issued, head, selection, notes)
    except BaseException:
        folder.cleanup()
        raise
    headers = _as_file(Workbook, selection, page)
    return FileResponse(path, headers, Workbook.content_type(), folder.cleanup)


async def _written(
    path: Path, issued: date | None, head: Head, selection: Selection, notes: Notes
) -> None:
    with WorkbookFile(path, issued) as book:
        sheet = book.table(head)
        async for batch in selection.batches():
            await in_thread(sheet.rows, batch)
        sheet.end()
        book.notes(notes)
        await in_thread(book.close)


def _with_links(page: Page, selection: Selection) -> Head:
    """The head of a workbook, in which codes of projects lead to their pages."""
    head = selection.head
    if not isinstance(selection, TableSelection) or selection.asked.table != "projects":
        return head
    urls = page.datasette.urls

    def address(code: str) -> str:
        return page.datasette.absolute_url(page.request, urls.path(f"/projects/{code}"))

    return Head(head.title, linked(head.headings, "code", address))


def _as_file(form: type[PageForm], selection: Selection, page: Page) -> dict[str, str]:
    name = quote(f"{FILE_NAME}-{selection.title}.{form.ending}", safe="")
    short = _ascii(page.query_name or page.table or "query")
    disposition = f"attachment; filename=\"{short}.{form.ending}\"; filename*=UTF-8''{name}"
    return {"content-disposition": disposition}


def _ascii(name: str) -> str:
    return "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_")) or "download"
