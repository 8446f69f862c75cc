"""The page of a list."""

import json

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from schema.kinds.fields import fields_of
from schema.kinds.list_kinds import kind_named
from schema.vocabulary import CountSubject
from web.cells import body_ids
from web.charts import Figure, Line, figure
from web.counts import by_value, newest_evidence, total
from web.notices.notice_page import files_of_notice, notice_url
from web.numbered_pages import asked_page, numbered_page
from web.project_figures import LISTED, figures_of
from web.rendering import render_page
from web.safety.numbers import whole_number
from web.stated import kind_title, named_values
from web.store import Context, Row, Store, status_series, texts

# Before the title stand the numbers by which rows are cited.
_NUMBERS = ("plan_number", "number")
# Name and title of each picture, heading of its values, column.
_PICTURES = (
    ("domains", "分领域", "所属领域", "domain"),
    ("industries", "分行业", "行业", "industry"),
    ("types", "制定与修订", "制修订", "project_type"),
)


async def list_page(store: Store, key: str, page_number: int = 1) -> Context | None:
    """What the page of a list shows; ``key`` is its slug or number, ``page_number`` the page of its
    rows. Raises ``NotFound`` for a page that there is not."""
    found = await store.row(
        """
        select lists.*, notices.title as notice_title, document_number, issued_on,
               notices.slug as notice_slug
        from lists join notices on notices.id = lists.notice_id
        where lists.slug = :key
        union all
        select lists.*, notices.title, document_number, issued_on, notices.slug
        from lists join notices on notices.id = lists.notice_id
        where lists.id = :number and not exists (select 1 from lists where slug = :key)
        """,
        key=key,
        number=whole_number(key),
    )
    if found is None:
        return None
    number = found["id"]
    page = numbered_page(page_number, LISTED, await total(store, CountSubject.LIST, number))
    entries = await store.rows(
        """
        select entries.*, projects.code, projects.status, projects.standard_numbers,
               standards.number as standard_number,
               projects.evidence_rank
        from entries left join projects on projects.id = entries.project_id
        left join standards on standards.id = entries.standard_id
        where entries.id in (select id from entries where list_id = :id
                             order by seq limit :size offset :skipped)
        order by entries.seq
        """,
        id=number,
        size=page.size,
        skipped=page.skipped,
    )
    columns = [field for field in fields_of("entries") if _is_stated(entries, field.name)]
    for entry in entries:
        entry["other"] = json.loads(entry["other"])
        entry["standard_numbers"] = texts(entry["standard_numbers"])
        for field in columns:
            if field.is_array:
                entry[field.name] = texts(entry[field.name])
    return {
        "list": found,
        "page": page,
        "kind_title": kind_title(found["kind"]),
        "about": _kind_entries(found["kind"]),
        "header": texts(found["header"]),
        "constants": named_values(json.loads(found["constants"])),
        "notice_path": notice_url(found["notice_slug"]),
        "file": next(
            (
                file
                for file in await files_of_notice(store, found["notice_id"])
                if file["file"] == found["file"]
            ),
            None,
        ),
        "body_ids": await body_ids(store.datasette),
        "numbers": [field for field in columns if field.name in _NUMBERS],
        "columns": [field for field in columns if field.name not in _NUMBERS],
        "with_other": any(entry["other"] for entry in entries),
        "entries": entries,
        "has_projects": await store.value(
            "select exists (select 1 from projects where list_id = :id)", id=number
        ),
        "with_status": await store.has_outcomes() and any(entry["code"] for entry in entries),
        "as_of": await newest_evidence(store, CountSubject.LIST, number),
        "pictures": await _pictures(store, number),
    }


def _is_stated(entries: list[Row], column: str) -> bool:
    return any(entry[column] not in (None, "", "[]") for entry in entries)


def _kind_entries(kind: str) -> str:
    """What rows of a list of this kind are about: ``project`` or ``standard``."""
    try:
        return kind_named(kind).entries
    except KeyError:
        return "project"


async def _pictures(store: Store, number: int) -> list[Figure]:
    """Pictures of a list's rows: by domain, type and outcome, where it states them."""
    found = await figures_of(store, CountSubject.LIST, number, _PICTURES)
    statuses = await by_value(store, CountSubject.LIST, "status", number)
    counts = {status: count for status, count in statuses.items() if status is not None}
    if counts and await store.has_outcomes():
        series = status_series(list(counts))
        line = Line("全部项目", [counts[status] for status in series])
        found.append(figure("progress", "发布情况", "范围", series, [line]))
    return found


async def list_view(datasette: Datasette, request: Request) -> Response:
    key = request.url_vars["key"]
    context = await list_page(Store(datasette), key, asked_page(request))
    if context is None:
        raise NotFound("Record not found")
    title = context["list"]["title"]
    trail = [("清单", "/lists"), (title, "")]
    canonical = context["page"].address(f"/lists/{context['list']['slug']}")
    return await render_page(
        datasette, request, "list.html", title, trail, context, canonical=canonical
    )
