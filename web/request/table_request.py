"""What a request asks of a table, as data: filters, searches, sort, columns.

Everything that shows rows of a table, counts them or puts them into words and files reads this
one object, so that all of them speak of the same rows.
"""

from collections.abc import Collection, MutableMapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from datasette.utils.asgi import Request

from web.labels import LOOKUPS
from web.request.arguments import Pairs, parsed, split_list, without
from web.request.linked import LINKED_COLUMNS, TABLE, LinkedColumn
from web.request.sound import SEARCH, SEARCH_COLUMN, is_search, selection

PLACE = "_next"
LANGUAGE = "_lang"
# Operators without a value, and those whose value is a list.
_NO_VALUE = ("isnull", "notnull", "isblank", "notblank")
_LISTS = ("in", "notin")
_MEMORY = "catalogue.table_request"


class Language(StrEnum):
    """The language of headings in files."""

    CHINESE = "zh"
    ENGLISH = "en"


@dataclass(frozen=True)
class Filter:
    """A condition on a column. ``operator`` is one of ``LOOKUPS``, by Datasette's name; ``values``
    are as given: none for an operator without one, several for a list. ``argument`` is the pair
    of the address that it came from."""

    column: str
    operator: str
    values: tuple[str, ...]
    argument: tuple[str, str]


@dataclass(frozen=True)
class Linked:
    """Any of ``values``, which are numbers or names of what projects are linked to."""

    column: LinkedColumn
    values: tuple[str, ...]


@dataclass(frozen=True)
class Search:
    """Words that must all occur in a column, or anywhere if ``column`` is empty."""

    column: str
    text: str

    @property
    def argument(self) -> tuple[str, str]:
        """The pair of the address that it came from."""
        return (f"{SEARCH_COLUMN}{self.column}" if self.column else SEARCH, self.text)


@dataclass(frozen=True)
class Sort:
    """The order of rows: by a column, then by their numbers."""

    column: str
    is_descending: bool = False


@dataclass(frozen=True)
class TableRequest:
    """One request of a table. ``arguments`` are those of the address but the place in the pages;
    ``sort`` is what the address asks for; ``columns`` are chosen and ``left_out`` given up."""

    table: str
    arguments: Pairs
    filters: tuple[Filter, ...] = ()
    linked: tuple[Linked, ...] = ()
    searches: tuple[Search, ...] = ()
    sql_conditions: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    sort: Sort | None = None
    columns: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    language: Language = Language.CHINESE

    @property
    def is_narrowed(self) -> bool:
        """Whether any condition leaves out rows."""
        return bool(
            self.filters or self.linked or self.searches or self.sql_conditions or self.through
        )

    @property
    def is_search_alone(self) -> bool:
        """Whether words that may stand anywhere are all that leaves out rows."""
        others = self.filters or self.linked or self.sql_conditions or self.through
        return len(self.searches) == 1 and not self.searches[0].column and not others

    def chosen(self, column: str) -> list[str]:
        """The values of a column that are chosen, each once."""
        values = (
            value
            for found in self.filters
            if found.column == column and found.operator in ("exact", "in")
            for value in found.values
        )
        return list(dict.fromkeys(values))

    def is_unstated_chosen(self, column: str) -> bool:
        """Whether the rows without a value in a column are chosen."""
        return any(f.column == column and f.operator == "isnull" for f in self.filters)

    def chosen_links(self, column: LinkedColumn) -> list[str]:
        """The values of a linked column that are chosen, each once."""
        return [v for found in self.linked if found.column == column for v in found.values]

    def without(self, names: Collection[str]) -> "TableRequest":
        """The same request without the arguments of these names."""
        return read(self.table, without(self.arguments, names))

    def choosing(self, column: str, values: list[str]) -> Pairs:
        """The arguments with ``values`` in place of those of a column that are chosen."""
        return without(self.arguments, choices_of(column)) + selection(column, values)

    def choosing_links(self, column: LinkedColumn, values: list[str]) -> Pairs:
        """The arguments with ``values`` in place of those of a linked column."""
        chosen = tuple((column.argument, value) for value in values)
        return without(self.arguments, (column.argument,)) + chosen

    def in_order(self, sort: Sort) -> Pairs:
        """The arguments with another order."""
        asked = ("_sort_desc" if sort.is_descending else "_sort", sort.column)
        return (*without(self.arguments, ("_sort", "_sort_desc")), asked)


def choices_of(column: str) -> tuple[str, str, str, str]:
    """The arguments that choose values of a column."""
    return column, f"{column}__exact", f"{column}__in", f"{column}__isnull"


def table_request(request: Request, table: str) -> TableRequest:
    """What a request asks of a table; read once for a request."""
    memory: MutableMapping[Any, TableRequest] = request.scope.setdefault(_MEMORY, {})
    key = (table, request.query_string)
    if key not in memory:
        memory[key] = read(table, parsed(request.query_string))
    return memory[key]


def read(table: str, pairs: Pairs) -> TableRequest:
    """The request that these arguments make."""
    kept = without(pairs, (PLACE,))
    values: dict[str, list[str]] = {}
    for key, value in kept:
        values.setdefault(key, []).append(value)
    return TableRequest(
        table=table,
        arguments=kept,
        filters=tuple(found for pair in kept if (found := _filter(pair))),
        linked=_linked(table, values),
        searches=_searches(kept),
        sql_conditions=tuple(values.get("_where", ())),
        through=tuple(values.get("_through", ())),
        sort=_sort(values),
        columns=tuple(dict.fromkeys(values.get("_col", ()))),
        left_out=tuple(dict.fromkeys(values.get("_nocol", ()))),
        language=_language(values),
    )


def _filter(pair: tuple[str, str]) -> Filter | None:
    key, value = pair
    if key.startswith("_") and "__" not in key:
        return None
    column, found, operator = key.rpartition("__")
    if not found:
        column, operator = key, "exact"
    if operator not in LOOKUPS:
        return None
    values: tuple[str, ...] = () if operator in _NO_VALUE else (value,)
    if operator in _LISTS:
        values = tuple(split_list(value))
    return Filter(column, operator, values, pair)


def _linked(table: str, values: dict[str, list[str]]) -> tuple[Linked, ...]:
    if table != TABLE:
        return ()
    return tuple(
        Linked(column, tuple(dict.fromkeys(values[column.argument])))
        for column in LINKED_COLUMNS
        if column.argument in values
    )


def _searches(pairs: Pairs) -> tuple[Search, ...]:
    """What is searched for: everywhere, else by column, as Datasette does it."""
    found = [
        Search(key.removeprefix(SEARCH_COLUMN) if key != SEARCH else "", value)
        for key, value in pairs
        if is_search(key)
    ]
    everywhere = [search for search in found if not search.column]
    return tuple(everywhere[:1] or found)


def _sort(values: dict[str, list[str]]) -> Sort | None:
    for key, is_descending in (("_sort", False), ("_sort_desc", True)):
        if column := values.get(key, [""])[0]:
            return Sort(column, is_descending)
    return None


def _language(values: dict[str, list[str]]) -> Language:
    return Language.ENGLISH if values.get(LANGUAGE, [""])[0] == "en" else Language.CHINESE
