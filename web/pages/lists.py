"""The page of all notices and their lists."""

import json

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from web.notices.notice_page import file_url, notice_url
from web.numbered_pages import asked_page, numbered_page
from web.rendering import render_page
from web.stated import kind_title
from web.store import Row, Store, texts

# So many notices stand on a page, and of each so many files and lists; its page has all.
PAGE = 50
OF_A_NOTICE = 50


async def all_lists(store: Store, number: int = 1) -> dict[str, object]:
    """A page of notices, the newest first, with their files and lists. Raises ``NotFound`` for a
    page that there is not."""
    page = numbered_page(number, PAGE, await store.value("select count(*) from notices"))
    notices = await store.rows(
        "select * from notices order by issued_on desc, id limit :size offset :skipped",
        size=page.size,
        skipped=page.skipped,
    )
    shown = json.dumps([notice["id"] for notice in notices])
    lists = await _of_notices(store, "lists", "id", shown)
    files = await _of_notices(store, "notice_files", "position", shown)
    for notice in notices:
        notice["issuers"] = texts(notice["issuers"])
        notice["lists"] = lists.get(notice["id"], [])
        notice["files"] = files.get(notice["id"], [])
        notice["url"] = notice_url(notice["slug"])
        for file in notice["files"]:
            file["url"] = file_url(notice["slug"], file["file"])
        for row in notice["lists"]:
            row["kind_title"] = kind_title(row["kind"])
    kinds = await store.value("select count(distinct kind) from lists")
    return {"notices": notices, "kinds": kinds, "page": page}


async def _of_notices(store: Store, table: str, order: str, notices: str) -> dict[int, list[Row]]:
    """The rows of a table that belong to notices, by notice; of many, the first, each row with the
    number of all of them, ``of_notice``."""
    rows = await store.rows(
        f"""
        select * from (
          select *, row_number() over (partition by notice_id order by {order}) as place,
                 count(*) over (partition by notice_id) as of_notice
          from {table} where notice_id in (select value from json_each(:notices))
        ) where place <= :most order by notice_id, {order}
        """,
        notices=notices,
        most=OF_A_NOTICE,
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["notice_id"], []).append(row)
    return found


async def lists_view(datasette: Datasette, request: Request) -> Response:
    context = await all_lists(Store(datasette), asked_page(request))
    return await render_page(datasette, request, "lists.html", "清单", [("清单", "")], context)
