"""The routes of notices: ``/notices/<slug>``, the text at ``/notices/<slug>/<file>#L468``, and from
a project or an entry to its line."""

from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils.asgi import BadRequest, NotFound, Request, Response

from web.notices import printed_text
from web.notices.line_ranges import MOST_RANGES, Ranges, read_ranges, written
from web.notices.notice_page import (
    file_url,
    find_notice,
    lines_of_entry,
    notice_page,
    notice_url,
)
from web.numbered_pages import ARGUMENT, asked_page
from web.pages.project import find_project
from web.rendering import View, render_page
from web.safety.numbers import whole_number
from web.store import Store

LISTS = ("清单", "/lists")
_NO_RECORD = "Record not found"


def routes() -> list[tuple[str, View]]:
    """Addresses and the functions that answer them, for ``register_routes``."""
    return [
        (r"/notices$", notices_view),
        (r"/catalogue/notices/(?P<key>[0-9]{1,19})$", notice_view),
        (r"/notices/(?P<key>[^/]+)$", notice_view),
        (r"/notices/(?P<key>[^/]+)/(?P<file>[^/]+)$", text_view),
        (r"/projects/(?P<key>[0-9A-Za-z-]+)/source$", project_source_view),
        (r"/entries/(?P<key>[0-9]{1,19})/source$", entry_source_view),
    ]


async def notices_view(datasette: Datasette, request: Request) -> Response:
    return Response.redirect(datasette.urls.path("/lists"))


async def notice_view(datasette: Datasette, request: Request) -> Response:
    store = Store(datasette)
    notice = await find_notice(store, unquote(request.url_vars["key"]))
    if notice is None:
        raise NotFound(_NO_RECORD)
    return await render_page(
        datasette,
        request,
        "notice.html",
        notice["title"],
        [LISTS, (notice["document_number"], "")],
        await notice_page(store, notice),
        canonical=notice_url(notice["slug"]),
    )


async def text_view(datasette: Datasette, request: Request) -> Response:
    """A page of the text. ``place`` leads to the line at a place, ``mark`` marks lines, and
    without ``page`` it is the page of the first that is marked."""
    store = Store(datasette)
    slug, name = unquote(request.url_vars["key"]), unquote(request.url_vars["file"])
    file = await printed_text.find_file(store, slug, name)
    if file is None:
        raise NotFound(_NO_RECORD)
    address = file_url(slug, name)
    place = (request.args.get("place") or "").strip()
    if place:
        lines = await printed_text.lines_at(store, file, place)
        if not lines:
            raise NotFound(f"这个文件里没有这个位置：{place[:80]}。")
        return Response.redirect(_marked(datasette, address, lines))
    marked = _ranges(request)
    page = _page(request, marked)
    context = await printed_text.text_page(store, file, page, marked)
    if page > context["pages"]:
        raise NotFound(f"这个文件只有 {context['pages']:,} 页。")
    trail = [LISTS, (file["document_number"], notice_url(slug)), (name, "")]
    canonical = address if page == 1 else f"{address}?page={page}"
    return await render_page(
        datasette,
        request,
        "notice_text.html",
        f"{name}（{file['document_number']}）",
        trail,
        {**context, "address": address, "notice_address": notice_url(slug)},
        canonical=canonical,
    )


async def project_source_view(datasette: Datasette, request: Request) -> Response:
    """From a project to the line by which it entered the catalogue: that of the entry that has
    its number."""
    store = Store(datasette)
    project = await find_project(store, request.url_vars["key"])
    if project is None:
        raise NotFound(_NO_RECORD)
    return await _to_entry(datasette, store, project["id"])


async def entry_source_view(datasette: Datasette, request: Request) -> Response:
    number = whole_number(request.url_vars["key"])
    if number is None:
        raise NotFound(_NO_RECORD)
    return await _to_entry(datasette, Store(datasette), number)


async def _to_entry(datasette: Datasette, store: Store, entry: int) -> Response:
    found = await lines_of_entry(store, entry)
    if found is None:
        raise NotFound(_NO_RECORD)
    file, lines = found
    return Response.redirect(_marked(datasette, file_url(file["slug"], file["file"]), lines))


def _marked(datasette: Datasette, address: str, lines: list[int]) -> str:
    """The address of the text with these lines marked, at the first of them."""
    return f"{datasette.urls.path(address)}?mark={written(lines)}#L{lines[0]}"


def _ranges(request: Request) -> Ranges:
    text = (request.args.get("mark") or "").strip()
    if not text:
        return ()
    found = read_ranges(text)
    if found is None:
        raise BadRequest(
            f"要标出的行（mark）应如 468 或 468-470，最多 {MOST_RANGES} 段，以逗号分隔，"
            f"现为“{text[:40]}”。请改正后再试。"
        )
    return found


def _page(request: Request, marked: Ranges) -> int:
    if marked and not (request.args.get(ARGUMENT) or "").strip():
        return printed_text.page_of(marked[0][0])
    return asked_page(request)
