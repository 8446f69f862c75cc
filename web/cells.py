"""How single values look: names of bodies and codes of projects as links, arrays as text."""

import json
import re
from collections.abc import Callable, Container, Mapping
from typing import Any

from datasette.app import Datasette
from markupsafe import Markup, escape

from schema.kinds.fields import fields
from schema.measure_labels import LABEL_SQL
from schema.search_index import SEARCH_COLUMNS
from web.column_kinds import NUMBER_OR_CODE
from web.escaped import escaped
from web.evidence import host_of, unlinked_hosts
from web.labels import NOT_STATED, VALUES, place_text, shorten_url
from web.per_site import PerSite
from web.safety.sql.visit import breathe, on_the_sites_lane
from web.search.marks import mark_hits
from web.search.request import Searched, searched
from web.site import DATABASE, Site
from web.standard_addresses import path_of_number
from web.together import together

_CODES = re.compile(r"[0-9A-Za-z-]+-\d{3,}(?:、[0-9A-Za-z-]+-\d{3,})*")
_CODE = re.compile(r"(?<![0-9A-Za-z-])(\d{4}(?:-[a-z0-9]+)*-\d{3,})(?![0-9A-Za-z-])")
# Arrays of short names, the query of what they stand for, and where the pages of those are.
_NAMED_BY_SLUG = {
    "target_documents": ("select slug, title as name from policy_documents", "/policy/documents"),
    "candidates": (f"select slug, {LABEL_SQL} as name from measures", "/policy/measures"),
}
# The columns that name bodies, in tables and in the results of queries.
_BODY_COLUMNS = frozenset(name for name, field in fields().items() if field.role)
# Those of queries that name standards by their numbers.
_NUMBER_HEADINGS = frozenset(("标准号", "新标准", "被代替标准", "待核实的标准号"))
_BODY_HEADINGS = frozenset(
    ("机构名称", "机构", *(field.role for field in fields().values() if field.role))
)


_BODY_IDS: PerSite[dict[str, int]] = PerSite()
_JSON_COLUMNS: PerSite[dict[tuple[str, str], str]] = PerSite()
_SLUGS: PerSite[dict[str, dict[str, str]]] = PerSite()
# The arrays of a column that were presented last, if they are short.
_ARRAYS: PerSite[dict[tuple[str, str], dict[str, Markup | None]]] = PerSite()
_MOST_ARRAYS, _SHORT_ARRAY = 1_000, 300


class _NotMade:
    """Stands for what was not made yet; None is what nothing is to be said of."""


_NOT_MADE = _NotMade()
_REFERENCES: PerSite[dict[str, dict[str, str]]] = PerSite()


async def body_ids(datasette: Datasette) -> dict[str, int]:
    """The number of every body by its name; read once, the catalogue does not change."""
    known = _BODY_IDS.get(datasette)
    if known is None:
        with on_the_sites_lane():
            rows = await datasette.get_database(DATABASE).execute(
                "select name, id from organizations"
            )
        known = _BODY_IDS.keep(datasette, {row["name"]: row["id"] for row in rows.rows})
    return known


async def json_columns(datasette: Datasette) -> dict[tuple[str, str], str]:
    """The columns that hold JSON, and their type, by the catalogue's own dictionary; read once."""
    known = _JSON_COLUMNS.get(datasette)
    if known is None:
        with on_the_sites_lane():
            rows = await datasette.get_database(DATABASE).execute(
                "select table_name, column_name, data_type from data_dictionary "
                "where data_type like 'JSON%'"
            )
        known = _JSON_COLUMNS.keep(
            datasette,
            {(row["table_name"], row["column_name"]): row["data_type"] for row in rows.rows},
        )
    return known


Presenter = Callable[[Any, Any], Markup | None]


async def render(
    datasette: Datasette, database: str, table: str | None, column: str, value: object, row: Any
) -> Markup | None:
    """The HTML of a value, or None where Datasette's own way is right. ``row`` is that which the
    value stands in."""
    await breathe()
    if database != DATABASE or value in (None, ""):
        return None
    if table is None:
        return await _query_cell(datasette, column, value, row)
    if isinstance(value, int) and column.endswith("_id"):
        labels = await datasette.expand_foreign_keys(database, table, column, [value])
        if (column, value) not in labels:
            return None
        value = {"value": value, "label": labels[column, value]}
    present = await presenter(datasette, table, column)
    return present(value, row)


async def presenter(datasette: Datasette, table: str, column: str) -> Presenter:
    """What presents the values of a column of the catalogue: a function of a value and its row
    that gives its HTML, or None where there is nothing special about it. Values that refer to
    other rows come as Datasette expands them, with ``value`` and ``label``."""
    site, words = _site(datasette), VALUES.get(column, {})
    other = (await _referred_tables(datasette, table)).get(column)
    kind = (await json_columns(datasette)).get((table, column))
    unlinked = await unlinked_hosts(datasette)
    is_field = column == "field" and table in ("findings", "corrections", "vocabulary")
    present_array = await _array_presenter(datasette, table, column, unlinked)
    is_place = column == "source_place" or (table, column) == ("notice_lines", "place")
    if not (other or words or kind or is_field or is_place):
        # Most columns: an address is all that may be special in them.
        return lambda value, row: (
            _address_link(value, unlinked)
            if isinstance(value, str) and _is_address(value)
            else None
        )

    def present(value: object, row: Any) -> Markup | None:
        if isinstance(value, dict):
            return _reference(datasette, other, value["value"], value["label"])
        if is_field:
            return escape(site.field(str(value)))
        if value in words:
            return escape(words[value])
        if not isinstance(value, str) or not value:
            return None
        if (table, column) == ("notice_lines", "place"):
            return escape(place_text(value))
        if column == "source_place":
            return _place(datasette, table, value, row)
        if kind == "JSON array":
            return present_array(value)
        if kind == "JSON object":
            return _object(datasette, column, value)
        return _address_link(value, unlinked) if _is_address(value) else None

    return present


def _site(datasette: Datasette) -> Site:
    site = datasette.jinja_env.globals["site"]
    assert isinstance(site, Site)
    return site


async def _array_presenter(
    datasette: Datasette, table: str, column: str, unlinked: Container[str]
) -> Callable[[str], Markup | None]:
    """Presents arrays of a column. Rows of a page share most of them: each is made once."""
    empty = Markup('<span class="none">{}</span>').format(
        NOT_STATED if (table, column) == ("projects", "committees") else "—"
    )
    bodies = await body_ids(datasette) if column in _BODY_COLUMNS else None
    named = await _names_by_slug(datasette, column) if column in _NAMED_BY_SLUG else None
    separator = escape(" ｜ " if column in ("source_cells", "header") else "、")
    # Without a search there are no hits to mark: what was made for a page is right for others.
    is_kept = searched.get() == Searched()
    kept = _ARRAYS.get(datasette) or _ARRAYS.keep(datasette, {})
    made = kept.setdefault((table, column), {}) if is_kept else {}
    if len(made) > _MOST_ARRAYS:
        made.clear()

    def array(value: str) -> Markup | None:
        if len(value) > _SHORT_ARRAY:
            return present(value)
        # Pages are made in several threads: one may clear what another looks for.
        known = made.get(value, _NOT_MADE)
        if isinstance(known, _NotMade):
            known = made[value] = present(value)
        return known

    def present(value: str) -> Markup | None:
        try:
            texts = json.loads(value)
        except ValueError:
            return None
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            return None
        if not any(texts):
            return empty
        if bodies is not None:
            links = (body_link(datasette, bodies, text, column) for text in texts)
            return Markup("、<br>").join(links)
        if named is not None:
            return _slug_links(datasette, column, texts, named)
        if all(NUMBER_OR_CODE.fullmatch(text) for text in texts):
            links = (standard_link(datasette, text, column) for text in texts)
            return Markup("<br>").join(Markup(f"<span>{link}</span>") for link in links)
        if all(map(_is_address, texts)):
            return Markup("<br>").join(_address_link(text, unlinked) for text in texts)
        if column in SEARCH_COLUMNS:
            return separator.join(mark_hits(text, column) for text in texts)
        return separator.join(texts)

    return array


def _place(datasette: Datasette, table: str, value: str, row: Any) -> Markup:
    """Where a row stands in its notice, leading to the line. An entry and the project that it
    founded have one number."""
    text = escape(place_text(value))
    if table not in ("entries", "projects") or "id" not in row.keys():  # noqa: SIM118
        return text
    return link_to(datasette, f"/entries/{row['id']}/source", text)


def _place_of_code(datasette: Datasette, value: str, row: Any) -> Markup:
    """The same in the result of a query, where the row names its project by the code."""
    text = escape(place_text(value))
    code = row["项目编号"] if "项目编号" in row.keys() else None  # noqa: SIM118
    if not isinstance(code, str) or not _CODES.fullmatch(code) or "、" in code:
        return text
    return Markup('<a href="{}">{}</a>').format(
        datasette.urls.path(f"/projects/{code}/source"), text
    )


def _is_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) and " " not in text


def _address_link(address: str, unlinked: Container[str]) -> Markup:
    """An address to click; of a site that is not linked, its text alone."""
    if host_of(address) in unlinked:
        return escape(shorten_url(address))
    link = '<a href="{}" rel="nofollow noreferrer">{}</a>'
    return Markup(link).format(address, shorten_url(address))


def _object(datasette: Datasette, column: str, value: str) -> Markup | None:
    """A line for each value under its name. What a list says of all rows stands by field, cells
    without a column of their own by the header word as printed."""
    try:
        texts = json.loads(value)
    except ValueError:
        return None
    if not isinstance(texts, dict):
        return None
    if not texts:
        return Markup('<span class="none">—</span>')
    site = _site(datasette)
    return Markup("<br>").join(
        Markup("{}：{}").format(
            site.column("entries", name) if column == "constants" else name,
            mark_hits(str(text), column),
        )
        for name, text in texts.items()
    )


async def _names_by_slug(datasette: Datasette, column: str) -> dict[str, str]:
    """What the short names of a column stand for; read once."""
    known = _SLUGS.get(datasette) or _SLUGS.keep(datasette, {})
    if column not in known:
        sql, _ = _NAMED_BY_SLUG[column]
        rows = await datasette.get_database(DATABASE).execute(sql, truncate=False)
        known[column] = {row["slug"]: row["name"] for row in rows.rows}
    return known[column]


def _slug_links(
    datasette: Datasette, column: str, slugs: list[str], names: Mapping[str, str]
) -> Markup:
    """The documents or measures that short names stand for, as links to their pages."""
    _, address = _NAMED_BY_SLUG[column]
    return Markup("<br>").join(
        link_to(datasette, f"{address}/{slug}", escape(names.get(slug, slug))) for slug in slugs
    )


def _reference(
    datasette: Datasette, other: str | None, value: object, label: object
) -> Markup | None:
    """A row of another table."""
    if other is None:
        return None
    return link_to(datasette, f"/{DATABASE}/{other}/{value}", escape(label or value))


async def _referred_tables(datasette: Datasette, table: str) -> dict[str, str]:
    """The table that each column of a table refers to; read once."""
    known = _REFERENCES.get(datasette) or _REFERENCES.keep(datasette, {})
    if table not in known:
        keys = await datasette.get_database(DATABASE).foreign_keys_for_table(table)
        known[table] = {key["column"]: key["other_table"] for key in keys}
    return known[table]


async def _query_cell(datasette: Datasette, column: str, value: object, row: Any) -> Markup | None:
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
    if column in _NUMBER_HEADINGS:
        return Markup("；").join(standard_link(datasette, text) for text in value.split("；"))
    if column == "原文位置":
        return _place_of_code(datasette, value, row)
    if _is_address(value):
        return _address_link(value, await unlinked_hosts(datasette))
    return None


def link_to(datasette: Datasette, path: str, content: Markup) -> Markup:
    """A link to a page of the site. Pages have hundreds of them: this is much faster than
    ``Markup.format`` with Datasette's own kind of string for addresses."""
    return Markup(f'<a href="{escaped(path_of(datasette, path))}">{content}</a>')


def path_of(datasette: Datasette, path: str) -> str:
    """The address of a page of the site, below the address that the site has."""
    return f"{datasette.setting('base_url')}{path[1:]}"


def standard_link(datasette: Datasette, number: str, column: str = "") -> Markup:
    """The number of a standard, leading to its page; hits of a search of the column are marked."""
    path = path_of_number(number)
    hits = mark_hits(number, column)
    return hits if path is None else link_to(datasette, path, hits)


def body_link(datasette: Datasette, known: dict[str, int], name: str, column: str = "") -> Markup:
    """The name of a body, leading to its page; hits of a search of the column are marked."""
    if name not in known:
        return mark_hits(name, column)
    return link_to(datasette, f"/organizations/{known[name]}", mark_hits(name, column))


def linked_codes(datasette: Datasette) -> Callable[[str], Markup]:
    """A filter for texts that name projects by their codes: the codes lead to their pages."""

    def linked(text: str) -> Markup:
        parts = _CODE.split(text)
        return Markup("").join(
            Markup('<span class="together"><a href="{}">{}</a></span>').format(
                datasette.urls.path(f"/projects/{part}"), part
            )
            if position % 2
            else together(part)
            for position, part in enumerate(parts)
        )

    return linked
