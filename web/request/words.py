"""What a request asks for, in words: the same on the page, in titles and in files."""

from dataclasses import dataclass

from datasette.app import Datasette
from datasette.utils.asgi import Request

from schema.dictionary import declarations
from web.labels import LOOKUPS, NOT_STATED, VALUES, may_be_unstated
from web.request.arguments import Pairs
from web.request.table_request import Filter, Sort, TableRequest
from web.site import DATABASE, SORT_KEY, Site

_MEMORY = "catalogue.words"
# Operators whose values are named: as they are, by the row they refer to, or by a word for a code.
_NAMED = ("exact", "in", "not", "notin")


@dataclass(frozen=True)
class Phrase:
    """A condition in words, and the arguments of the page without it."""

    text: str
    left: Pairs


async def phrases(
    datasette: Datasette, request: Request, site: Site, asked: TableRequest
) -> list[Phrase]:
    """Every condition of a request; made once for a request."""
    memory: dict[TableRequest, list[Phrase]] = request.scope.setdefault(_MEMORY, {})
    if asked not in memory:
        memory[asked] = [
            *_searches(site, asked),
            *[
                Phrase(await _filter(datasette, site, asked.table, found), _left(asked, found))
                for found in asked.filters
            ],
            *await _linked(datasette, asked),
            *_of_sql(asked),
        ]
    return memory[asked]


def sort_in_words(site: Site, table: str, sort: Sort | None) -> str:
    """The order of the rows: what is asked for, else what the table declares."""
    sort = sort or declared_sort(table)
    if sort is None:
        return "按记录号升序"
    name = site.column(table, sort.column.removesuffix(SORT_KEY))
    pinyin = "的拼音" if sort.column.endswith(SORT_KEY) else ""
    return f"按{name}{pinyin}{'降序' if sort.is_descending else '升序'}"


def declared_sort(table: str) -> Sort | None:
    """The order in which a table is shown if none is asked for."""
    declared = declarations().get(table)
    if declared is None or not (declared.sort or declared.sort_desc):
        return None
    return Sort(str(declared.sort or declared.sort_desc), declared.sort is None)


def _searches(site: Site, asked: TableRequest) -> list[Phrase]:
    return [
        Phrase(
            f"{site.column(asked.table, search.column)}中检索“{search.text}”"
            if search.column
            else f"检索“{search.text}”",
            tuple(pair for pair in asked.arguments if pair != search.argument),
        )
        for search in asked.searches
    ]


async def _filter(datasette: Datasette, site: Site, table: str, found: Filter) -> str:
    name = site.column(table, found.column)
    if found.operator == "isnull" and may_be_unstated(table, found.column):
        return f"{name}：{NOT_STATED}"
    operator = LOOKUPS[found.operator].partition("（")[0]
    if not found.values:
        return f"{name}{operator}"
    values = found.values
    if found.operator in _NAMED:
        values = await _names(datasette, table, found)
    if found.operator in ("exact", "in"):
        return f"{name}：{' 或 '.join(values)}"
    return f"{name}{operator}“{'、'.join(values)}”"


async def _names(datasette: Datasette, table: str, found: Filter) -> tuple[str, ...]:
    """The values as the table shows them: titles in place of numbers, words in place of codes."""
    words = {str(code): word for code, word in VALUES.get(found.column, {}).items()}
    if words:
        return tuple(words.get(value, value) for value in found.values)
    numbers = [int(value) for value in found.values if value.isascii() and value.isdigit()]
    if not numbers or not found.column.endswith("_id"):
        return found.values
    labels = await datasette.expand_foreign_keys(DATABASE, table, found.column, numbers)
    names = {str(number): str(label) for (_, number), label in labels.items() if label}
    return tuple(names.get(value, value) for value in found.values)


def _left(asked: TableRequest, found: Filter) -> Pairs:
    return tuple(pair for pair in asked.arguments if pair != found.argument)


async def _linked(datasette: Datasette, asked: TableRequest) -> list[Phrase]:
    written = []
    for found in asked.linked:
        labels = await found.column.labels(datasette, DATABASE, found.values)
        for value in found.values:
            kept = [other for other in found.values if other != value]
            left = asked.choosing_links(found.column, kept)
            written.append(Phrase(f"{found.column.title}：{labels[value]}", left))
    return written


def _of_sql(asked: TableRequest) -> list[Phrase]:
    return [
        Phrase(f"{name}：{text}", tuple(p for p in asked.arguments if p != (key, text)))
        for key, name, texts in (
            ("_where", "SQL 条件", asked.sql_conditions),
            ("_through", "关联条件", asked.through),
        )
        for text in texts
    ]
