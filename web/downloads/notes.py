"""The sheet 说明 of a downloaded workbook: which data, from where, what was asked, and how to read
the cells."""

from collections.abc import Mapping, Sequence

from datasette.app import Datasette
from datasette.utils.asgi import Request

from etl.export.columns import JOINED, JOINED_ENGLISH
from etl.export.content import column_notes, source_notes
from etl.export.forms import PAGE_FORMS
from etl.export.workbook import MAX_LINKS
from schema.about import LICENSE_URL
from web.downloads.selection import QuerySelection, TableSelection
from web.evidence import data_date
from web.queries.checked_address import asked_of
from web.queries.left_out import left_out
from web.rendering import site_of
from web.request.arguments import encoded, parsed, without
from web.request.table_request import Language
from web.request.words import phrases, sort_in_words
from web.safety.sql.visit import on_the_sites_lane
from web.serving.published import published

Notes = list[tuple[str, str]]
# Arguments of a page that mean nothing to its rows.
PAGE_ONLY = ("_next", "_size", "_facet", "_facet_array", "_facet_size", "_labels", "_version")
_OF_FORMS = ("_dl", "_excel", "_shape", "_nofacet", "_nocount")
_ENGLISH = "National Standards Projects Catalogue (国家标准项目目录)"


async def notices_of(datasette: Datasette) -> list[dict[str, str]]:
    """Title, number and date of every notice, by date."""
    with on_the_sites_lane():
        rows = await datasette.execute(
            "catalogue", "select title, document_number, issued_on from notices order by issued_on"
        )
    return [dict(row) for row in rows.rows]


async def table_notes(
    request: Request, selection: TableSelection, count: int, notices: Sequence[Mapping[str, str]]
) -> Notes:
    """What a workbook of a table page says of itself."""
    datasette, asked = selection.datasette, selection.asked
    site = site_of(datasette)
    with on_the_sites_lane():
        conditions = [p.text for p in await phrases(datasette, request, site, asked)]
    sort = sort_in_words(site, asked.table, asked.sort)
    digest = published(datasette).file.sha256
    newest = await data_date(datasette)
    if asked.language is Language.ENGLISH:
        return [
            ("Name", _ENGLISH),
            ("Table", asked.table),
            ("Rows", str(count)),
            ("Version of the data", f"{digest[:8]} (SHA-256 {digest})"),
            ("Date of the data", f"as of {newest}"),
            ("Address", page_address(datasette, request)),
            *(("Filter", text) for text in conditions or ["none (all rows)"]),
            ("Sort", sort),
            ("Cells", JOINED_ENGLISH),
            *(
                ("Source", f"{n['title']} ({n['document_number']}, {n['issued_on']})")
                for n in notices
            ),
            ("Rights", LICENSE_URL),
            *((c.english[0], f"{c.title}: {c.english[1]}") for c in selection.chosen),
        ]
    return [
        *source_notes(notices)[:2],
        ("表", selection.title),
        ("行数", str(count)),
        *_version(digest, newest),
        ("网址", page_address(datasette, request)),
        *(("筛选条件", text) for text in conditions or ["无（全部）"]),
        ("排序", sort),
        ("单元格", JOINED),
        *_cells(selection),
        *source_notes(notices)[2:],
        *column_notes(selection.chosen),
    ]


async def query_notes(
    datasette: Datasette,
    request: Request,
    selection: QuerySelection,
    notices: Sequence[Mapping[str, str]],
) -> Notes:
    """What a workbook of a query says of itself."""
    digest = published(datasette).file.sha256
    newest = await data_date(datasette)
    cut = "；结果更长，只含前面这些行，请加 limit、offset 分次下载" if selection.is_cut else ""
    asked = asked_of(request)
    sentences = await left_out(datasette, asked) if asked else []
    return [
        *source_notes(notices)[:2],
        ("查询", selection.title),
        ("行数", f"{len(selection.rows)}{cut}"),
        *_version(digest, newest),
        ("网址", page_address(datasette, request)),
        *(("查询条件", f"{name}：{value}") for name, value in selection.params.items() if value),
        *(("未计入", sentence) for sentence in sentences),
        ("SQL", selection.sql),
        *source_notes(notices)[2:],
    ]


def page_address(datasette: Datasette, request: Request) -> str:
    """The absolute address of the page whose rows are downloaded."""
    path = request.path
    for form in PAGE_FORMS:
        path = path.removesuffix(f".{form.renderer}")
    left = without(parsed(request.query_string), (*PAGE_ONLY, *_OF_FORMS))
    query = f"?{encoded(left)}" if left else ""
    return str(datasette.absolute_url(request, datasette.urls.path(path + query)))


def _version(digest: str, newest: str) -> Notes:
    return [
        ("数据版本", f"{digest[:8]}（数据库文件的 SHA-256：{digest}）"),
        ("数据日期", f"截至 {newest}（所收资料中最新的日期）"),
    ]


def _cells(selection: TableSelection) -> Notes:
    notes = []
    added = [c for c in selection.chosen if c.name not in selection.asked.columns]
    if selection.asked.columns and added:
        titles = "、".join(column.title for column in added)
        notes.append(("随附的列", f"{titles}：说明所选的列可信到什么程度，不单独略去"))
    if any(heading.address for heading in selection.head.headings):
        notes.append(("链接", f"编号可点开该项的网页；Excel 一张表最多 {MAX_LINKS:,} 个链接"))
    return notes
