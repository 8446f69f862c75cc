"""How single values look: names of bodies and codes of projects as links, arrays as text."""

import json
import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from schema.measure_labels import LABEL_SQL
from web.labels import VALUES, place_text, shorten_url
from web.safety.sql.visit import breathe, on_the_sites_lane
from web.search.marks import mark_hits
from web.site import DATABASE, Site

_CODES = re.compile(r"[0-9A-Za-z-]+-\d{3,}(?:、[0-9A-Za-z-]+-\d{3,})*")
_CODE = re.compile(r"(?<![0-9A-Za-z-])(\d{4}(?:-[a-z0-9]+)*-\d{3})(?![0-9A-Za-z-])")
# Arrays of short names, the query of what they stand for, and where the pages of those are.
_NAMED_BY_SLUG = {
    "target_documents": ("select slug, title as name from policy_documents", "/policy/documents"),
    "candidates": (f"select slug, {LABEL_SQL} as name from measures", "/policy/measures"),
}
_BODY_HEADINGS = ("归口单位", "主管部门", "机构名称", "机构")


async def body_ids(datasette: Any) -> dict[str, int]:
    """The number of every body by its name; read once, the catalogue does not change."""
    known: dict[str, int] | None = getattr(datasette, "_catalogue_body_ids", None)
    if known is None:
        with on_the_sites_lane():
            rows = await datasette.get_database(DATABASE).execute(
                "select name, id from organizations"
            )
        known = {row["name"]: row["id"] for row in rows.rows}
        datasette._catalogue_body_ids = known
    return known


async def array_columns(datasette: Any) -> set[tuple[str, str]]:
    """The columns that hold JSON arrays, by the catalogue's own dictionary; read once."""
    known: set[tuple[str, str]] | None = getattr(datasette, "_catalogue_array_columns", None)
    if known is None:
        with on_the_sites_lane():
            rows = await datasette.get_database(DATABASE).execute(
                "select table_name, column_name from data_dictionary where data_type = 'JSON array'"
            )
        known = {(row["table_name"], row["column_name"]) for row in rows.rows}
        datasette._catalogue_array_columns = known
    return known


async def render(
    datasette: Any, database: str, table: str | None, column: str, value: Any
) -> Markup | None:
    """The HTML of a value, or None where Datasette's own way is right."""
    await breathe()
    if database != DATABASE or value in (None, ""):
        return None
    if table is None:
        return await _query_cell(datasette, column, value)
    if isinstance(value, dict):
        return await _reference(datasette, table, column, value["value"], value["label"])
    if isinstance(value, int) and column.endswith("_id"):
        labels = await datasette.expand_foreign_keys(database, table, column, [value])
        if (column, value) in labels:
            return await _reference(datasette, table, column, value, labels[column, value])
        return None
    if column == "field" and table in ("findings", "corrections", "vocabulary"):
        return escape(_site(datasette).field(value))
    if column in VALUES and value in VALUES[column]:
        return escape(VALUES[column][value])
    if column == "source_place" and isinstance(value, str):
        return escape(place_text(value))
    if isinstance(value, str) and (table, column) in await array_columns(datasette):
        return await _array(datasette, column, value)
    return None


def _site(datasette: Any) -> Site:
    site = datasette.jinja_env.globals["site"]
    assert isinstance(site, Site)
    return site


async def _array(datasette: Any, column: str, value: str) -> Markup | None:
    try:
        texts = json.loads(value)
    except ValueError:
        return None
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        return None
    if not texts:
        return Markup('<span class="none">{}</span>').format(
            "未列明" if column == "committees" else "—"
        )
    if column in ("departments", "committees"):
        known = await body_ids(datasette)
        return Markup("、<br>").join(body_link(datasette, known, text, column) for text in texts)
    if column in _NAMED_BY_SLUG:
        return await _slug_links(datasette, column, texts)
    if column == "standard_numbers":
        return Markup("<br>").join(
            Markup("<span>{}</span>").format(mark_hits(text, column)) for text in texts
        )
    if all(text.startswith(("https://", "http://")) for text in texts):
        return Markup("<br>").join(
            Markup('<a href="{}" rel="nofollow noreferrer">{}</a>').format(text, shorten_url(text))
            for text in texts
        )
    return escape(" ｜ " if column == "source_cells" else "、").join(texts)


async def _slug_links(datasette: Any, column: str, slugs: list[str]) -> Markup:
    """The documents or measures that short names stand for, as links to their pages."""
    known: dict[str, dict[str, str]] | None = getattr(datasette, "_catalogue_slugs", None)
    if known is None:
        known = datasette._catalogue_slugs = {}
    sql, address = _NAMED_BY_SLUG[column]
    if column not in known:
        rows = await datasette.get_database(DATABASE).execute(sql, truncate=False)
        known[column] = {row["slug"]: row["name"] for row in rows.rows}
    return Markup("<br>").join(
        Markup('<a href="{}">{}</a>').format(
            datasette.urls.path(f"{address}/{slug}"), known[column].get(slug, slug)
        )
        for slug in slugs
    )


async def _reference(
    datasette: Any, table: str, column: str, value: Any, label: Any
) -> Markup | None:
    other = (await _referred_tables(datasette, table)).get(column)
    if other is None:
        return None
    return Markup('<a href="{}">{}</a>').format(
        datasette.urls.path(f"/{DATABASE}/{other}/{value}"), label or value
    )


async def _referred_tables(datasette: Any, table: str) -> dict[str, str]:
    """The table that each column of a table refers to; read once."""
    known: dict[str, dict[str, str]] | None = getattr(datasette, "_catalogue_references", None)
    if known is None:
        known = datasette._catalogue_references = {}
    if table not in known:
        keys = await datasette.get_database(DATABASE).foreign_keys_for_table(table)
        known[table] = {key["column"]: key["other_table"] for key in keys}
    return known[table]


async def _query_cell(datasette: Any, column: str, value: Any) -> Markup | None:
    if not isinstance(value, str):
        return None
    if column in ("项目编号", "code") and _CODES.fullmatch(value):
        return Markup("、").join(
            Markup('<a href="{}">{}</a>').format(
                datasette.urls.path(f"/projects/{code}"), mark_hits(code, "code")
            )
            for code in value.split("、")
        )
    if column in _BODY_HEADINGS:
        known = await body_ids(datasette)
        return Markup("；").join(body_link(datasette, known, name) for name in value.split("；"))
    if column == "原文位置":
        return escape(place_text(value))
    return None


def body_link(datasette: Any, known: dict[str, int], name: str, column: str = "") -> Markup:
    """The name of a body, leading to its page; hits of a search of the column are marked."""
    if name not in known:
        return mark_hits(name, column)
    address = datasette.urls.path(f"/organizations/{known[name]}")
    return Markup('<a href="{}">{}</a>').format(address, mark_hits(name, column))


def linked_codes(datasette: Any) -> Callable[[str], Markup]:
    """A filter for texts that name projects by their codes: the codes lead to their pages."""

    def linked(text: str) -> Markup:
        parts = _CODE.split(text)
        return Markup("").join(
            Markup('<a href="{}">{}</a>').format(datasette.urls.path(f"/projects/{part}"), part)
            if position % 2
            else escape(part)
            for position, part in enumerate(parts)
        )

    return linked
