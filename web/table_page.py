"""The table page: which columns it shows, the order of facets, the conditions chosen."""

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

from datasette.utils import to_css_class
from markupsafe import Markup, escape

from schema.filled_columns import FilledColumns
from schema.sort_order import sorted_by
from web.cells import link_to
from web.column_kinds import ShownColumn
from web.request.arguments import Pairs, encoded, without
from web.request.table_request import Sort, TableRequest, table_request
from web.request.words import Phrase
from web.site import SORT_KEY
from web.tables.cell_html import LINKED, NO_NUMBERS, is_dash, noted_numbers, page_of_row
from web.template_context import PageVariables

# Not shown unless asked for. CSV and JSON always have every column.
HIDDEN_COLUMNS = {
    "projects": {
        "id",
        "list_id",
        "year",
        "seq",
        "family",
        "part_number",
        "part_title",
        "source_place",
        "source_cells",
        "status",
        "published_year",
        "executors",
        "adopts",
        "other",
        "measures",
        "evidence_rank",
        "status_as_of",
        "published_on",
        "implemented_on",
        "replaced_numbers",
    },
    "entries": {"id", "source_place", "source_cells", "executors", "adopts", "remark", "other"},
    "standards": {
        "id",
        "kind",
        "serial",
        "part",
        "number_year",
        "normalized_number",
        "published_on_precision",
        "implemented_on_precision",
        "withdrawn_on_precision",
    },
    "events": {"id", "slug", "stated_on_precision"},
    "event_subjects": {"Link"},
    "project_outcomes": {"Link"},
    "evidence_pages": {"Link", "position"},
    "standard_relations": {"Link"},
    "organizations": {"id", "sac_code_sources", "part_of_id"},
    "organization_aliases": {"Link", "folded"},
    "policy_documents": {
        "id",
        "slug",
        "is_title_printed",
        "issued_on_precision",
        "bases",
        "bases_line",
        "source_file",
        "first_line",
        "last_line",
        "contents_line",
    },
    "measures": {
        "id",
        "slug",
        "is_list_open",
        "deadlines",
        "number_line",
        "first_line",
        "last_line",
        "bodies_line",
        "position",
    },
    "measure_organizations": {"Link", "position"},
    "measure_projects": {
        "Link",
        "project_before_id",
        "project_after_id",
        "measure_line",
        "project_line",
    },
    "measure_alignments": {"Link"},
    "targets": {"id", "value_printed", "comparator_printed", "restates_id"},
    "unlinked_projects": {"Link"},
    "document_references": {"id"},
    "demonstration_projects": {
        "id",
        "document_id",
        "is_entities_open",
        "co2_used",
        "co2_captured",
        "comparator",
        "first_line",
        "last_line",
        "fragments",
        "content_length",
        "content_sha256",
    },
    "document_tables": {"id", "slug", "header_lines", "broken_rows"},
    "other_figures": {"id"},
    "lists": {"id", "stated_in", "file", "header", "constants"},
    "notices": {"id", "slug", "obtained_from", "published_at"},
    "notice_files": {"Link"},
    "notice_lines": {"Link"},
    "entry_lines": {"Link"},
    "findings": {"id"},
    "corrections": {"id"},
    "stated_totals": {"id", "notice_id"},
    "project_organizations": {"Link"},
    "vocabulary": {"Link"},
    "data_dictionary": {"Link", "is_uniform"},
    "build_info": {"Link"},
}
# Columns that people look for beside another than where the table keeps them.
_BESIDE = {"projects": {"plan_number": "code"}}


def is_shown(asked: TableRequest, filled: FilledColumns, column: str) -> bool:
    """Whether the table page shows a column: those asked for, else all but the hidden and those
    that have nothing to say."""
    table = asked.table
    if asked.columns:
        # The primary key comes with every selection; it is shown where nothing else leads on.
        links = any(name in asked.columns for name in LINKED.get(table, ()))
        return column in asked.columns or (column in ("id", "Link") and not links)
    if asked.left_out:
        return True
    if column in HIDDEN_COLUMNS.get(table, ()) or column.endswith(SORT_KEY):
        return False
    return not filled.is_silent(table, column)


def visible_columns(context: PageVariables) -> list[ShownColumn]:
    """The columns that the table page shows, in its order."""
    asked, filled = _asked(context), context["filled"]
    shown = [c for c in context["display_columns"] if is_shown(asked, filled, c["name"])]
    beside = _BESIDE.get(context["table"], {})
    names = [column["name"] for column in shown]
    places = {name: place for place, name in enumerate(names)}
    return sorted(
        shown, key=lambda column: places.get(beside.get(column["name"]), places[column["name"]])
    )


def visible_cells(row: Any, columns: Sequence[ShownColumn]) -> list[dict[str, object]]:
    """The cells of a row in these columns."""
    cells = {cell["column"]: cell for cell in row.cells}
    return [cells[column["name"]] for column in columns]


def cell_attributes(
    context: PageVariables, columns: Sequence[ShownColumn], kinds: dict[str, str]
) -> list[Markup]:
    """The HTML attributes of the cells of each column."""
    site = context["site"]
    return [
        Markup('class="col-{}" data-kind="{}" data-label="{}"').format(
            to_css_class(column["name"]),
            kinds[column["name"]],
            site.column(context["table"], column["name"]),
        )
        for column in columns
    ]


class ColumnChoice(TypedDict):
    """A column that may be shown, and whether it is."""

    name: str
    shown: bool


def column_choices(context: PageVariables) -> list[ColumnChoice]:
    """Every column of the table that has something to say, and whether it is shown."""
    asked, filled = _asked(context), context["filled"]
    names = [
        column
        for column in context["filter_columns"]
        if column != "rowid"
        and not column.endswith(SORT_KEY)
        and (is_shown(asked, filled, column) or not filled.is_silent(context["table"], column))
    ]
    order = list((context["metadata"].get("columns") or {}).keys())
    names.sort(key=lambda name: order.index(name) if name in order else len(order))
    shown = {column["name"] for column in visible_columns(context)}
    return [{"name": name, "shown": name in shown} for name in names]


def kept_arguments(context: PageVariables) -> Pairs:
    """The arguments of the page that stay when other columns are chosen."""
    return without(_asked(context).arguments, ("_col", "_nocol", "_labels"))


def cell_value(context: PageVariables, row: Any, cell: dict[str, object]) -> object:
    """What a cell shows; names lead to the page of their row."""
    table, column = context["table"], cell["column"]
    if table == "projects" and column == "standard_numbers":
        return _standard_numbers(row, cell)
    if column not in LINKED.get(table, ()):
        return cell["value"]
    try:
        key = row["id"]
    except KeyError:
        return cell["value"]
    of_row = {other["column"]: other["raw"] for other in row.cells}
    code = of_row.get("code") if table == "projects" else None
    path = page_of_row(table, key, str(of_row[column]), code)
    return link_to(context["site"].datasette, path, escape(cell["value"]))


def _standard_numbers(row: Any, cell: dict[str, object]) -> Markup:
    """The numbers of the standards that a project gave."""
    of_row = {other["column"]: other["raw"] for other in row.cells}
    shown = escape(cell["value"]) if cell["raw"] not in NO_NUMBERS else ""
    return Markup(noted_numbers(shown, of_row.get("status"), of_row.get("evidence_rank")))


def table_rows(
    context: PageVariables, columns: Sequence[ShownColumn], kinds: dict[str, str]
) -> Markup:
    """The rows of a page that Datasette laid out."""
    attributes = cell_attributes(context, columns, kinds)
    rows = []
    for row in context["display_rows"]:
        cells = zip(attributes, visible_cells(row, columns), strict=True)
        laid_out = (
            Markup("<td {}><div>{}</div></td>\n").format(attribute, cell_value(context, row, cell))
            for attribute, cell in cells
        )
        rows.append(Markup("<tr>\n{}</tr>\n").format(Markup("").join(laid_out)))
    return Markup("").join(rows)


def has_unknown_numbers(context: PageVariables) -> bool:
    """Whether a row of the page shows a dash for the number of its standard."""
    if context["table"] != "projects":
        return False
    if not is_shown(_asked(context), context["filled"], "standard_numbers"):
        return False
    for row in context["display_rows"]:
        values = {cell["column"]: cell["raw"] for cell in row.cells}
        if is_dash(values.get("status"), values.get("standard_numbers")):
            return True
    return False


def ordered_facets(context: PageVariables) -> list[dict[str, Any]]:
    """The facets in the order of the metadata, then those that the user added."""
    order: dict[str, int] = {}
    for facet in context["metadata"].get("facets") or []:
        name = facet if isinstance(facet, str) else next(iter(facet.values()))
        if isinstance(name, dict):
            name = name.get("column") or name.get("name") or next(iter(name.values()))
        order.setdefault(str(name), len(order))
    facets: Iterable[dict[str, Any]] = context["sorted_facet_results"]
    return [
        facet
        for facet in sorted(facets, key=lambda facet: order.get(facet["name"], len(order)))
        if facet["results"]
    ]


def chips(context: PageVariables) -> list[dict[str, str]]:
    """The conditions of the page in words, each with the address of the page without it."""
    found: list[Phrase] = context.get("conditions") or []
    return [{"label": phrase.text, "url": _address(context, phrase.left)} for phrase in found]


def sort_link(context: PageVariables, column: ShownColumn) -> dict[str, object]:
    """Where the heading of a column leads, and how the page is sorted by it now.

    Names are sorted by their stored key, that is by pinyin, where there is one.
    """
    name = column["name"]
    by = sorted_by(context["table"], name)
    ascending, descending = context.get("sort") == by, context.get("sort_desc") == by
    return {
        "url": _address(context, _asked(context).in_order(Sort(by, is_descending=ascending))),
        "state": "ascending" if ascending else "descending" if descending else "",
        "sortable": column["sortable"] or by != name,
    }


def _address(context: PageVariables, pairs: Pairs) -> str:
    address = str(context["urls"].table(context["database"], context["table"]))
    return f"{address}?{encoded(pairs)}" if pairs else address


def _asked(context: PageVariables) -> TableRequest:
    return table_request(context["request"], context["table"])


def thousands(number: int | None) -> str:
    """A number with separators, as tables and counts show it."""
    return "" if number is None else f"{number:,}"
