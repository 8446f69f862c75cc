"""The page of all notices and their lists."""

from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from web.notices.notice_page import file_url, notice_url
from web.rendering import render_page
from web.stated import kind_title
from web.store import Store, texts


async def all_lists(store: Store) -> dict[str, Any]:
    """Every notice with its files and lists."""
    notices = await store.rows("select * from notices order by issued_on desc, id")
    lists = await store.rows("select * from lists order by notice_id, id")
    files = await store.rows("select * from notice_files order by notice_id, position")
    for notice in notices:
        notice["issuers"] = texts(notice["issuers"])
        notice["lists"] = [row for row in lists if row["notice_id"] == notice["id"]]
        notice["files"] = [row for row in files if row["notice_id"] == notice["id"]]
        notice["url"] = notice_url(notice["slug"])
        for file in notice["files"]:
            file["url"] = file_url(notice["slug"], file["file"])
    for row in lists:
        row["kind_title"] = kind_title(row["kind"])
    return {"notices": notices, "kinds": len({row["kind"] for row in lists})}


async def lists_view(datasette: Datasette, request: Request) -> Response:
    context = await all_lists(Store(datasette))
    return await render_page(datasette, request, "lists.html", "清单", [("清单", "")], context)
