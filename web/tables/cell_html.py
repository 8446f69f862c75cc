"""The rows of a table as HTML: what a column needs is looked up once, cells are made from it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from datasette.app import Datasette
from datasette.utils import is_url, tilde_encode, truncate_url
from markupsafe import Markup

from web.cells import presenter
from web.escaped import escaped
from web.labels import has_no_number, number_note
from web.search.marks import is_marked, marked_cell
from web.site import DATABASE
from web.standard_addresses import standard_path
from web.tables.asked_rows import AskedRows

Cell = Callable[[Any, Any], str]
Labels = Mapping[tuple[str, object], str]
# The column of a table without a single key by which rows are linked.
LINK = "Link"
# Columns whose text leads to the page of the row.
LINKED = {
    "projects": ("code", "title"),
    "standards": ("number",),
    "organizations": ("name",),
    "entries": ("title",),
    "lists": ("title",),
    "notices": ("title",),
    "policy_documents": ("title",),
    "measures": ("heading",),
    "targets": ("subject",),
    "demonstration_projects": ("name",),
}
# Columns of which cells of others make something.
FOR_CELLS = frozenset(("id", "code", "status", "evidence_rank"))
# What the cell of a project holds that gave no standard.
NO_NUMBERS = ("", "[]", None)
_EMPTY = "&nbsp;"


async def rows_html(
    datasette: Datasette,
    found: AskedRows,
    columns: Sequence[str],
    attributes: Sequence[str],
    labels: Labels,
) -> Markup:
    """The rows of a page, with the cells of these columns; ``attributes`` are those of their
    cells, ``labels`` what is shown in place of the keys of other rows."""
    cells = [await _cell(datasette, found, name, labels) for name in columns]
    laid_out = [
        (f"<td {attribute}><div>", found.places.get(name, -1), cell)
        for name, attribute, cell in zip(columns, attributes, cells, strict=True)
    ]
    pieces = []
    for row in found.rows:
        pieces.append("<tr>\n")
        for begin, place, cell in laid_out:
            pieces += (begin, cell(row[place], row), "</div></td>\n")
        pieces.append("</tr>\n")
    return Markup("".join(pieces))


async def labels_of(datasette: Datasette, found: AskedRows, columns: Sequence[str]) -> Labels:
    """What the rows of other tables are called to which those of a page refer."""
    labels: dict[tuple[str, object], str] = {}
    for reference, _ in found.shape.references:
        name = reference["column"]
        if name in columns and name in found.places and found.shape.key != (name,):
            place = found.places[name]
            values = {row[place] for row in found.rows} - {None}
            if values:
                labels |= await datasette.expand_foreign_keys(
                    DATABASE, found.shape.name, name, values
                )
    return labels


async def _cell(datasette: Datasette, found: AskedRows, column: str, labels: Labels) -> Cell:
    table, key = found.shape.name, found.shape.key
    if column == LINK or key == (column,):
        return _link_of_row(datasette, found)
    cell = await _value(datasette, table, column, labels)
    if (table, column) == ("projects", "standard_numbers"):
        return _standard_numbers(found, cell)
    if column in LINKED.get(table, ()):
        return _linked(datasette, found, column, cell)
    return cell


async def _value(datasette: Datasette, table: str, column: str, labels: Labels) -> Cell:
    """A value as it is shown where nothing leads from it."""
    present = await presenter(datasette, table, column)
    most = datasette.setting("truncate_cells_html")
    is_searched = is_marked(column, table)
    refers = any(name == column for name, _ in labels)

    def cell(value: object, row: Any) -> str:
        if value is None or value == "":
            return _EMPTY
        if refers and (column, value) in labels:
            value = {"value": value, "label": labels[column, value]}
        made = present(value, row)
        if made is None and is_searched:
            made = marked_cell(value, column, table, most)
        return made or _plain(value, most)

    return cell


def _plain(value: object, most: int) -> str:
    """A value about which nothing is special, no longer than ``most`` characters (0: whole)."""
    text = str(value)
    address = text.strip()
    if address.startswith(("http://", "https://")) and is_url(address):
        short = escaped(truncate_url(address, most))
        return f'<a href="{escaped(address)}">{short}</a>'
    return escaped(text[:most] + "…" if most and len(text) > most else text)


def _link_of_row(datasette: Datasette, found: AskedRows) -> Cell:
    """The key of a row, which leads to its page."""
    table, key = str(datasette.urls.table(DATABASE, found.shape.name)), found.shape.key

    def cell(_: object, row: Any) -> str:
        values = [str(row[name]) for name in key]
        quoted = ",".join(map(tilde_encode, values))
        return f'<a href="{table}/{quoted}">{escaped(",".join(values))}</a>'

    return cell


def _linked(datasette: Datasette, found: AskedRows, column: str, cell: Cell) -> Cell:
    """A name that leads to the page of its row."""
    table, identity = found.shape.name, found.places["id"]
    code = found.places.get("code") if table == "projects" else None
    base = datasette.setting("base_url")

    def linked(value: object, row: Any) -> str:
        path = page_of_row(table, row[identity], str(value), None if code is None else row[code])
        return f'<a href="{escaped(base + path[1:])}">{cell(value, row)}</a>'

    return linked


def page_of_row(table: str, key: object, name: str, code: object) -> str:
    """The path of the page of a row: ``name`` is the text that leads there, ``code`` that of a
    project, where it is at hand."""
    if code:
        return f"/projects/{code}"
    if table == "standards":
        return standard_path(name)
    if table == "organizations":
        return f"/organizations/{key}"
    return f"/{DATABASE}/{table}/{key}"


def _standard_numbers(found: AskedRows, cell: Cell) -> Cell:
    """The numbers of the standards that a project gave."""
    status, rank = found.places.get("status"), found.places.get("evidence_rank")

    def numbers(value: object, row: Any) -> str:
        shown = cell(value, row) if value not in NO_NUMBERS else ""
        known = None if status is None else row[status]
        return noted_numbers(shown, known, None if rank is None else row[rank])

    return numbers


def noted_numbers(shown: str, status: str | None, rank: str | None) -> str:
    """The numbers of the standards that a project gave, as HTML, with where they were seen, or what
    is known without them. A number that is not known is a dash; what it means is said once, below
    the rows."""
    note = number_note(status, rank)
    if shown and not note:
        return shown
    if not shown and has_no_number(status):
        return f'<abbr class="none" title="{escaped(note)}">—</abbr>'
    return f'{shown} <span class="meta">{escaped(note)}</span>'


def is_dash(status: str | None, numbers: object) -> bool:
    """Whether a project with this status and these numbers shows a dash for them."""
    return has_no_number(status) and numbers == "[]"


def has_unknown_numbers(found: AskedRows, columns: Sequence[str]) -> bool:
    """Whether a row of the page shows a dash for the number of its standard."""
    if found.shape.name != "projects" or "standard_numbers" not in columns:
        return False
    status, numbers = found.places.get("status"), found.places["standard_numbers"]
    return status is not None and any(is_dash(row[status], row[numbers]) for row in found.rows)
