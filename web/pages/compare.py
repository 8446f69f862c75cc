"""``/compare``: two years or two lists beside each other, for whatever filter is in force.

The address has the filters of the table of projects, and says by ``_by`` what is compared
(``year`` or ``list_id``) and by ``_left`` and ``_right`` which two. Every number leads to the
projects that it counts.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import BadRequest, Request, Response

from schema.dictionary import declarations
from web.facets.counting import counted, linked_counts
from web.facets.selected import selected
from web.filled import filled_columns_of
from web.labels import NOT_STATED, may_be_unstated
from web.rendering import render_page, site_of
from web.request.arguments import Pairs, encoded, without
from web.request.comparison import BY, COMPARE, COMPARE_ARGUMENTS, LEFT, RIGHT
from web.request.condition import condition
from web.request.linked import NONE, TABLE, linked_column
from web.request.table_request import TableRequest, read, table_request
from web.request.words import phrases
from web.site import DATABASE
from web.store import PROJECTS

# What can be compared: a column of projects, and the SQL of its values and their names, in order.
CHOICES = {
    "year": "select distinct year as value, year as label from lists order by 1 desc",
    "list_id": "select lists.id as value, lists.title as label from lists "
    "join notices on notices.id = notice_id order by issued_on desc, lists.id",
}
# Values of a facet that are shown.
SHOWN = 15
# Arguments that say nothing of which projects are meant.
_PAGE_ONLY = ("_sort", "_sort_desc", "_col", "_nocol", "_size", "_labels", "_version", "_lang")


@dataclass(frozen=True)
class Line:
    """A value of a facet and its two counts, each with the address of its projects."""

    label: str
    counts: tuple[int, int]
    urls: tuple[str, str]

    @property
    def difference(self) -> int:
        """How many more there are at the right."""
        return self.counts[1] - self.counts[0]


@dataclass
class Table:
    """A facet; ``more`` are values that are not shown. ``is_late`` says that it took too long."""

    name: str
    title: str
    lines: list[Line] = field(default_factory=list)
    more: int = 0
    is_late: bool = False


async def compare_view(datasette: Datasette, request: Request) -> Response:
    """The page. Raises ``BadRequest`` for a comparison of something else."""
    by = request.args.get(BY) or "year"
    if by not in CHOICES:
        raise BadRequest(f"只能并列比较年度（year）或清单（list_id），现为“{by[:40]}”。")
    asked = table_request(request, TABLE).without((*COMPARE_ARGUMENTS, *_PAGE_ONLY))
    for found in asked.filters:
        if found.column not in declarations()[TABLE].columns:
            raise BadRequest(f"没有这一列可供比较：“{found.column[:40]}”。")
    rows = await datasette.execute(DATABASE, CHOICES[by], truncate=False)
    choices = {str(row["value"]): str(row["label"]) for row in rows.rows}
    values = _chosen(request, by, list(choices))
    sides = tuple(read(TABLE, (*asked.without(_of(by)).arguments, (by, value))) for value in values)
    site = site_of(datasette)
    names = [choices.get(value, value) for value in values]
    context = {
        "by": by,
        "by_names": {name: site.column(TABLE, name) for name in CHOICES},
        "choices": choices,
        "values": values,
        "names": names,
        "conditions": [
            phrase.text
            for phrase in await phrases(datasette, request, site, asked.without(_of(by)))
        ],
        "kept": without(asked.arguments, _of(by)),
        "total": await _total(datasette, request, sides),
        "tables": await _tables(datasette, request, by, sides),
        "back": _address(datasette, asked.arguments),
    }
    title = f"{names[0]}与{names[1]}并列比较"
    return await render_page(
        datasette, request, "compare.html", title, [("项目", PROJECTS), ("并列比较", "")], context
    )


def compare_url(datasette: Datasette, asked: TableRequest) -> str:
    """The address that compares what a page of projects shows."""
    kept = without(asked.arguments, (*_PAGE_ONLY, "_facet", "_facet_array", "_facet_size"))
    query = f"?{encoded(kept)}" if kept else ""
    return datasette.urls.path(f"{COMPARE}{query}")


def _of(by: str) -> tuple[str, ...]:
    return (by, f"{by}__exact", f"{by}__in")


def _chosen(request: Request, by: str, values: list[str]) -> tuple[str, str]:
    """The two that the address names, else the two newest, the older at the left."""
    newest = [*values[:2], "", ""]
    left = request.args.get(LEFT) or newest[1] or newest[0]
    right = request.args.get(RIGHT) or next((v for v in values if v != left), newest[0])
    for value in (left, right):
        if value not in values:
            raise BadRequest(f"没有这个可比较的值：“{value[:40]}”。请在页面上另选。")
    return left, right


async def _total(datasette: Datasette, request: Request, sides: tuple[TableRequest, ...]) -> Line:
    counts = [await _number(datasette, request, side) for side in sides]
    urls = [_address(datasette, side.arguments) for side in sides]
    return Line("合计", (counts[0], counts[1]), (urls[0], urls[1]))


async def _number(datasette: Datasette, request: Request, side: TableRequest) -> int:
    """How many projects a side has."""
    rows = await selected(datasette, request, DATABASE, side)
    if rows is not None:
        return rows.count
    rest = await condition(datasette, request, DATABASE, side)
    answer = await datasette.execute(DATABASE, rest.select("count(*)", TABLE), rest.params)
    return int(answer.rows[0][0])


async def _tables(
    datasette: Datasette, request: Request, by: str, sides: tuple[TableRequest, ...]
) -> list[Table]:
    filled = await filled_columns_of(datasette)
    site = site_of(datasette)
    tables = []
    for declared in declarations()[TABLE].facets:
        name = declared if isinstance(declared, str) else str(next(iter(declared.values())))
        # A list is of one year; its years say nothing.
        if name in (by, "year") or not filled.divides(TABLE, name):
            continue
        table = Table(name, site.column(TABLE, name))
        try:
            found = [await _counts(datasette, request, name, side) for side in sides]
        except QueryInterrupted:
            table.is_late = True
        else:
            _fill(datasette, table, sides, found)
        if table.lines or table.is_late:
            tables.append(table)
    return tables


# The counts of the values of a facet, each with its label and the arguments that choose it.
_Counts = dict[str, tuple[str, int, Pairs]]


async def _counts(datasette: Datasette, request: Request, name: str, side: TableRequest) -> _Counts:
    column = linked_column(TABLE, name)
    found: _Counts = {}
    if column is None:
        values = await counted(datasette, request, DATABASE, side, name, sys.maxsize - 1, [])
        for value, count in values.values:
            found[str(value)] = (str(value), count, ((name, str(value)),))
        if values.unstated and may_be_unstated(TABLE, name):
            found[""] = (NOT_STATED, values.unstated, ((f"{name}__isnull", "1"),))
        return found
    linked = await linked_counts(datasette, request, DATABASE, side, column, sys.maxsize, ())
    for link in linked.links:
        found[link.value] = (link.label, link.count, ((column.argument, link.value),))
    if linked.without:
        found[NONE] = (column.none, linked.without, ((column.argument, NONE),))
    return found


def _fill(
    datasette: Datasette, table: Table, sides: tuple[TableRequest, ...], found: list[_Counts]
) -> None:
    """The lines of a facet, the largest first."""

    def number(side: Mapping[str, tuple[str, int, Pairs]], value: str) -> int:
        return side[value][1] if value in side else 0

    values = sorted(
        {**found[0], **found[1]},
        key=lambda value: (-number(found[0], value) - number(found[1], value), value),
    )
    for value in values[:SHOWN]:
        label, _, chosen = found[0].get(value) or found[1][value]
        urls = [
            _address(datasette, without(side.arguments, [chosen[0][0]]) + chosen) for side in sides
        ]
        counts = (number(found[0], value), number(found[1], value))
        table.lines.append(Line(label, counts, (urls[0], urls[1])))
    table.more = max(len(values) - SHOWN, 0)


def _address(datasette: Datasette, pairs: Pairs) -> str:
    return datasette.urls.path(f"{PROJECTS}?{encoded(pairs)}" if pairs else PROJECTS)
