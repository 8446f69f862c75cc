"""The rows that a request selects, as a mask over the table in memory.

What chooses values of facets is answered from their codes; all else, as searches and lookups of
other columns, is asked of SQLite once for a request, which gives the ids of the rows.
"""

import re
from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from datasette.app import Datasette
from datasette.utils.asgi import Request

from schema.search_index import SEARCH_INDEX
from web.facets.codes import Coded, Column, Mask, Places, Value, coded_table
from web.facets.index_rows import ids_of, index_rows
from web.facets.kept_masks import KeptMasks
from web.facets.searched_names import named_so
from web.per_site import PerSite
from web.request.arguments import Pairs, without
from web.request.condition import condition
from web.request.linked import NONE
from web.request.table_request import Filter, Linked, TableRequest, read

_MEMORY = "catalogue.selected"
# Whole numbers as a column of numbers reads them from text.
_WHOLE = re.compile(r"-?[0-9]{1,15}")
# Ids whose list is one value of a result: it stays below what a value may have.
_IDS_TOGETHER = 20_000
# The condition of a search and no other.
_SEARCH = re.compile(
    rf"(?:rowid|id) in \(select rowid from {SEARCH_INDEX} where ([^()]+\([^()]+\))\)"
)
_KEPT: PerSite[KeptMasks] = PerSite()
_NUMBER_LOOKUPS = {
    "gt": np.greater,
    "gte": np.greater_equal,
    "lt": np.less,
    "lte": np.less_equal,
}


@dataclass(frozen=True)
class Selected:
    """Rows of a table; ``mask`` is None where they are all."""

    coded: Coded
    mask: Mask | None

    @cached_property
    def count(self) -> int:
        """How many rows are selected."""
        return len(self.coded.ids) if self.mask is None else int(np.count_nonzero(self.mask))

    @cached_property
    def places(self) -> Places:
        """The places of the rows in the table, counted from 0."""
        if self.mask is None:
            return np.arange(len(self.coded.ids))
        return np.flatnonzero(self.mask)

    @cached_property
    def _are_most(self) -> bool:
        """Whether more rows are selected than not: then those that are not are counted, and taken
        from all."""
        return self.count * 2 > len(self.coded.ids)

    @cached_property
    def _fewer(self) -> Mask:
        assert self.mask is not None
        return ~self.mask if self._are_most else self.mask

    @cached_property
    def _fewer_places(self) -> Places:
        return np.flatnonzero(self._fewer)

    def counts(self, name: str) -> Places:
        """How many rows have each code of a column; that of 0 is of rows without a value."""
        column = self.coded.columns[name]
        if self.mask is None:
            return column.totals
        found = np.bincount(column.codes[self._fewer_places], minlength=len(column.values) + 1)
        return column.totals - found if self._are_most else found

    def link_counts(self, name: str) -> Places:
        """How many of the rows have a link of each code."""
        links = self.coded.links[name]
        if self.mask is None:
            return links.totals
        found = np.bincount(links.codes[self._fewer[links.places]], minlength=len(links.ids))
        return links.totals - found if self._are_most else found

    def without_links(self, name: str) -> int:
        """How many of the rows have no link."""
        linked = self.coded.linked(name)
        return self.count - int(
            np.count_nonzero(linked if self.mask is None else linked & self.mask)
        )


async def selected(
    datasette: Datasette, request: Request, database: str, asked: TableRequest
) -> Selected | None:
    """The rows of ``asked``, which is what ``request`` asks or made from it; None for a table that
    is not in memory. Raises what its statement raises."""
    coded = await coded_table(datasette, database, asked.table)
    if coded is None:
        return None
    memory: MutableMapping[Any, Any] = request.scope.setdefault(_MEMORY, {})
    key = (database, asked.table, asked.arguments)
    if key not in memory:
        masks: list[Mask] = []
        handled: set[tuple[str, str]] = set()
        for found in asked.filters:
            mask = _memory_mask(memory, coded, found)
            if mask is not None:
                handled.add(found.argument)
                masks.append(mask)
        for linked in asked.linked:
            argument = (database, asked.table, linked)
            if argument not in memory:
                memory[argument] = await _linked_mask(datasette, database, coded, linked)
            masks.append(memory[argument])
        left = without(asked.arguments, [linked.column.argument for linked in asked.linked])
        rest = read(asked.table, tuple(pair for pair in left if pair not in handled))
        if rest.is_narrowed:
            masks.append(await _asked_mask(datasette, request, database, coded, rest))
        mask = None
        for part in masks:
            mask = part if mask is None else mask & part
        memory[key] = Selected(coded, mask)
    answer: Selected = memory[key]
    return answer


def _memory_mask(memory: MutableMapping[Any, Any], coded: Coded, found: Filter) -> Mask | None:
    key = (coded.table, found.argument)
    if key not in memory:
        memory[key] = _mask(coded, found)
    mask: Mask | None = memory[key]
    return mask


def _mask(coded: Coded, found: Filter) -> Mask | None:
    """The rows of a filter; None if the codes don't tell."""
    if found.column == "id" and found.operator in _NUMBER_LOOKUPS:
        if not _WHOLE.fullmatch(found.values[0]):
            return None
        mask: Mask = _NUMBER_LOOKUPS[found.operator](coded.ids, int(found.values[0]))
        return mask
    column = coded.columns.get(found.column)
    if column is None:
        return None
    if found.operator in ("isnull", "notnull"):
        is_in = np.full(len(column.values) + 1, found.operator == "notnull")
        is_in[0] = found.operator == "isnull"
        return is_in[column.codes]
    wanted = [_as_stored(column, value) for value in found.values]
    stored = [value for value in wanted if value is not None]
    if len(stored) < len(wanted):
        return None
    is_in = np.zeros(len(column.values) + 1, np.bool_)
    if found.operator in ("exact", "in", "not", "notin"):
        is_in[[column.code_of[value] for value in stored if value in column.code_of]] = True
        if found.operator in ("not", "notin"):
            is_in = ~is_in
            is_in[0] = False
    elif found.operator in _NUMBER_LOOKUPS and column.is_number:
        values = np.array(column.values, np.int64)
        is_in[1:] = _NUMBER_LOOKUPS[found.operator](values, stored[0])
    else:
        return None
    return is_in[column.codes]


def _as_stored(column: Column, value: str) -> Value | None:
    """A value of an address as the column would hold it; None if that takes more than a look."""
    if not column.is_number:
        return value
    return int(value) if _WHOLE.fullmatch(value) else None


async def _linked_mask(datasette: Datasette, database: str, coded: Coded, linked: Linked) -> Mask:
    links = coded.links[linked.column.name]
    is_in = np.zeros(len(links.ids), np.bool_)
    sql, params = linked.column.targets(linked.values)
    if params:
        rows = await datasette.execute(database, sql, params, truncate=False)
        known = (links.code_of.get(row[0]) for row in rows.rows)
        is_in[[code for code in known if code is not None]] = True
    mask = np.zeros(len(coded.ids), np.bool_)
    mask[links.places[is_in[links.codes]]] = True
    if NONE in linked.values:
        mask |= ~coded.linked(linked.column.name)
    return mask


async def _asked_mask(
    datasette: Datasette, request: Request, database: str, coded: Coded, rest: TableRequest
) -> Mask:
    """The rows that a statement finds. What went wrong goes wrong again for each facet, as if each
    had asked."""
    memory: MutableMapping[Any, Any] = request.scope[_MEMORY]
    pairs: Pairs = tuple(
        sorted((*(found.argument for found in rest.filters), *(s.argument for s in rest.searches)))
    )
    key = (database, rest.table, "sql", pairs, rest.sql_conditions, rest.through)
    kept = _KEPT.get(datasette) or _KEPT.keep(datasette, KeptMasks())
    if key not in memory and (known := kept.get(key)) is not None:
        memory[key] = known
    if key not in memory:
        try:
            memory[key] = await _found_mask(datasette, request, database, coded, rest)
        except Exception as error:
            memory[key] = error
            raise
        kept.keep(key, memory[key])
    mask: Mask | Exception = memory[key]
    if isinstance(mask, Exception):
        raise mask
    return mask


async def _found_mask(
    datasette: Datasette, request: Request, database: str, coded: Coded, rest: TableRequest
) -> Mask:
    if rest.is_search_alone:
        named = await named_so(datasette, database, coded, rest.searches[0].text)
        if named is not None:
            return named
    where = await condition(datasette, request, database, rest)
    search = _SEARCH.fullmatch(where.clauses[0]) if len(where.clauses) == 1 else None
    if search is not None:
        # The index tells them alone, in their order.
        return coded.mask_of(await index_rows(datasette, database, search[1], where.params))
    sql = where.select("group_concat(id)", rest.table) + f" group by id / {_IDS_TOGETHER}"
    found = await datasette.execute(database, sql, where.params, truncate=False)
    return coded.mask_of(await ids_of([str(row[0]) for row in found.rows]))
