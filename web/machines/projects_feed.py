"""The feed of a filter: ``/catalogue/projects.atom?…`` has the newest projects that it selects.

A project is as new as the newest of what is known of it: the notice that first listed it, or the
evidence for its status.
"""

import sqlite3
from collections.abc import Mapping

from datasette.app import Datasette
from datasette.utils.asgi import BadRequest, Request, Response

from web.absolute import absolute_url
from web.labels import date_text
from web.machines.atom import CONTENT_TYPE, FeedEntry, atom
from web.rendering import site_of
from web.request.arguments import encoded, without
from web.request.condition import Condition, condition
from web.request.linked import TABLE
from web.request.table_request import TableRequest, table_request
from web.request.words import phrases
from web.store import Row, texts

ENDING = "atom"
# Entries of a feed. A reader asks again and again; the table has the others.
SHOWN = 50
_COLUMNS = (
    "id, code, list_id, title, status, status_as_of, standard_numbers, departments, committees"
)
# So many lists are asked one by one: in the order of their index, without sorting.
_ONE_BY_ONE = 10
_ANY_OF = "list_id in (select value from json_each(:newest))"
_IN_ORDER = "(select key from json_each(:newest) where value = list_id),"
# Arguments that change the page and not which projects it has.
_PAGE_ONLY = (
    *("_sort", "_sort_desc", "_col", "_nocol", "_size", "_labels", "_nofacet", "_nocount"),
    *("_facet", "_facet_array", "_facet_size", "_version", "_lang"),
)


async def render_feed(
    datasette: Datasette, request: Request, database: str, table: str | None, view_name: str
) -> Response:
    """For ``register_output_renderer``. Raises ``BadRequest`` where there are no projects."""
    if view_name != "table" or table != TABLE:
        raise BadRequest("只有标准项目表有更新订阅：/catalogue/projects.atom。")
    asked = table_request(request, table)
    rest = await condition(datasette, request, database, asked)
    found = [
        *await _newly_listed(datasette, database, rest),
        *await _newly_known(datasette, database, rest),
    ]
    by_code = {row["code"]: row for row in found}
    newest = sorted(by_code.values(), key=lambda row: (row["updated"], row["id"]), reverse=True)
    conditions = [p.text for p in await phrases(datasette, request, site_of(datasette), asked)]
    title = site_of(datasette).title
    said = "；".join(conditions)
    content = atom(
        f"{title}：{said or '全部项目'}",
        title,
        _address(datasette, request, asked, ""),
        feed_url(datasette, request, asked),
        [_entry(datasette, request, row) for row in newest[:SHOWN]],
    )
    headers = {"cache-control": f"max-age={datasette.setting('default_cache_ttl')}"}
    return Response(content, headers=headers, content_type=CONTENT_TYPE)


def feed_url(datasette: Datasette, request: Request, asked: TableRequest) -> str:
    """The absolute address of the feed of what a page of projects shows."""
    return _address(datasette, request, asked, f".{ENDING}")


def can_render(view_name: str, table: str | None) -> bool:
    """Only projects have a date that a reader waits for."""
    return view_name == "table" and table == TABLE


async def _newly_listed(datasette: Datasette, database: str, rest: Condition) -> list[Row]:
    """The projects of the newest notices. The newest lists are asked one by one, each
    ends where there are enough projects; where few fit, all others are asked together."""
    dates = await datasette.execute(
        database,
        "select lists.id, notices.issued_on from lists join notices on notices.id = notice_id "
        "order by notices.issued_on desc, lists.id",
        truncate=False,
    )
    issued = {int(row[0]): str(row[1]) for row in dates.rows}
    lists = list(issued)
    asked = [*([one] for one in lists[:_ONE_BY_ONE]), lists[_ONE_BY_ONE:]]
    found: list[Row] = []
    for some in asked:
        if not some or len(found) >= SHOWN:
            continue
        chosen = "list_id = :newest" if len(some) == 1 else _ANY_OF
        order = "" if len(some) == 1 else _IN_ORDER
        rows = await datasette.execute(
            database,
            rest.select(_COLUMNS, TABLE, chosen)
            + f" order by {order} seq limit {SHOWN - len(found)}",
            {**rest.params, "newest": some[0] if len(some) == 1 else str(some)},
        )
        found += [_dated(row, issued) for row in rows.rows]
    return found


async def _newly_known(datasette: Datasette, database: str, rest: Condition) -> list[Row]:
    """The projects of whose status something became known last."""
    rows = await datasette.execute(
        database,
        rest.select(
            f"{_COLUMNS}, (select issued_on from lists join notices on notices.id = notice_id "
            "where lists.id = list_id) as issued_on",
            TABLE,
            "status_as_of is not null",
        )
        + f" order by status_as_of desc, id desc limit {SHOWN}",
        rest.params,
    )
    return [_dated(row, {row["list_id"]: row["issued_on"]}) for row in rows.rows]


def _dated(row: sqlite3.Row, issued: Mapping[int, str]) -> Row:
    values = {name: row[name] for name in _COLUMNS.split(", ")}
    return values | {"updated": max(issued[row["list_id"]], row["status_as_of"] or "")}


def _entry(datasette: Datasette, request: Request, row: Row) -> FeedEntry:
    page = absolute_url(datasette, request, datasette.urls.path(f"/projects/{row['code']}"))
    as_of = f"（截至{date_text(row['status_as_of'])}）" if row["status_as_of"] else ""
    said = [f"{row['status']}{as_of}", *texts(row["standard_numbers"])]
    for name, values in (("主管部门", row["departments"]), ("归口单位", row["committees"])):
        if named := texts(values):
            said.append(f"{name}：{'、'.join(named)}")
    return FeedEntry(page, f"{row['code']} {row['title']}", row["updated"], page, "；".join(said))


def _address(datasette: Datasette, request: Request, asked: TableRequest, ending: str) -> str:
    left = without(asked.arguments, _PAGE_ONLY)
    path = f"/{request.path.strip('/').removesuffix(f'.{ENDING}')}{ending}"
    query = f"?{encoded(left)}" if left else ""
    return str(absolute_url(datasette, request, datasette.urls.path(path + query)))
