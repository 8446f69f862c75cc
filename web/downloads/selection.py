"""The rows that a page selects, all of them, in its order: what a download holds.

Of a table, first the numbers of the rows come in the page's order, a block at a time; each block
goes on where the one before ended, so that nothing grows with the number of rows. Then the rows
come by their numbers, a batch at a time.
"""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from datasette.app import Datasette
from datasette.utils import escape_sqlite
from datasette.utils.asgi import Request

from etl.export.columns import Column, columns, people_columns, table_names, with_marks
from etl.export.content import headings, in_words
from etl.export.tables import Head, Heading
from web.filled import filled_columns_of
from web.request.condition import Condition, condition
from web.request.table_request import Language, Sort, TableRequest, table_request
from web.request.words import declared_sort
from web.safety.sql.visit import rest_between_pieces

# Numbers of rows that are asked for at once, and rows.
BLOCK = 30_000
BATCH = 500
Rows = list[tuple[object, ...]]


@dataclass(frozen=True)
class TableSelection:
    """The rows of a table that a request selects."""

    datasette: Datasette
    database: str
    asked: TableRequest
    rest: Condition
    chosen: tuple[Column, ...]
    is_for_people: bool
    title: str

    @property
    def head(self) -> Head:
        """What the rows are called, and their columns."""
        is_english = self.asked.language is Language.ENGLISH
        return Head(self.title, headings(self.chosen, self.is_for_people, is_english))

    async def count(self) -> int:
        """How many rows there are."""
        sql = self.rest.select("count(*)", self.asked.table)
        answer = await self.datasette.execute(self.database, sql, self.rest.params)
        return int(answer.rows[0][0])

    async def batches(self) -> AsyncIterator[Rows]:
        """The rows in the page's order; there may be none."""
        listed = ", ".join(column.expression(self.is_for_people) for column in self.chosen)
        table = escape_sqlite(self.asked.table)
        sql = (
            f"select rowid, {listed} from {table} "
            "where rowid in (select value from json_each(:wanted))"
        )
        async for numbers in self._numbers():
            for start in range(0, len(numbers), BATCH):
                wanted = numbers[start : start + BATCH]
                answer = await self.datasette.execute(
                    self.database, sql, {"wanted": json.dumps(wanted)}, truncate=False
                )
                found = {row[0]: tuple(row)[1:] for row in answer.rows}
                yield [self._row(found[number]) for number in wanted]
                rest_between_pieces()

    def _row(self, row: tuple[object, ...]) -> tuple[object, ...]:
        return in_words(self.chosen, row) if self.is_for_people else row

    async def _numbers(self) -> AsyncIterator[list[int]]:
        sort = self._sort()
        by = f"{escape_sqlite(sort.column)}{' desc' if sort.is_descending else ''}, "
        order = f"order by {by if sort.column != 'rowid' else ''}rowid limit {BLOCK}"
        after = ""
        place: dict[str, object] = {}
        while True:
            sql = f"{self.rest.select('rowid', self.asked.table, after)} {order}"
            answer = await self.datasette.execute(
                self.database, sql, {**self.rest.params, **place}, truncate=False
            )
            numbers = [int(row[0]) for row in answer.rows]
            yield numbers
            if len(numbers) < BLOCK:
                return
            value = await self._value(sort, numbers[-1])
            after = rows_after(sort, value is None)
            place = {"after_value": value, "after_row": numbers[-1]}
            rest_between_pieces()

    def _sort(self) -> Sort:
        sort = self.asked.sort or declared_sort(self.asked.table)
        known = {column.name for column in columns(self.asked.table)}
        return sort if sort and sort.column in known else Sort("rowid")

    async def _value(self, sort: Sort, number: int) -> object:
        answer = await self.datasette.execute(
            self.database,
            f"select {escape_sqlite(sort.column)} from {escape_sqlite(self.asked.table)} "
            "where rowid = :number",
            {"number": number},
        )
        value: object = answer.rows[0][0]
        return value


@dataclass(frozen=True)
class QuerySelection:
    """The rows of a query, as its page shows them. ``is_cut`` says that there are more."""

    title: str
    names: Sequence[str]
    rows: Rows
    sql: str
    params: dict[str, str]
    is_cut: bool

    @property
    def head(self) -> Head:
        """What the query is called, and its columns."""
        return Head(self.title, [Heading(name, name=name) for name in self.names])

    async def count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    async def batches(self) -> AsyncIterator[Rows]:
        """The rows."""
        for start in range(0, len(self.rows), BATCH):
            yield self.rows[start : start + BATCH]


Selection = TableSelection | QuerySelection


async def table_selection(
    datasette: Datasette, request: Request, database: str, table: str, is_for_people: bool
) -> TableSelection:
    """The rows of a table page."""
    asked = table_request(request, table)
    chosen = _chosen(asked)
    if is_for_people:
        filled = await filled_columns_of(datasette)
        chosen = with_marks(table, chosen or _but(asked, people_columns(table, filled)))
    title = str(datasette.table_metadata(database, table).get("title") or table)
    return TableSelection(
        datasette,
        database,
        asked,
        await condition(datasette, request, database, asked),
        tuple(chosen or _but(asked, columns(table))),
        is_for_people,
        table if asked.language is Language.ENGLISH else title,
    )


def is_exported(table: str | None) -> bool:
    """Whether a table has a declaration, and so headings for people."""
    return table is not None and table in table_names()


def rows_after(sort: Sort, is_null: bool) -> str:
    """SQL: the rows after the one of ``:after_value`` and ``:after_row``. Null is the smallest
    value, as SQLite sorts it."""
    if sort.column == "rowid":
        return "rowid > :after_row"
    name = escape_sqlite(sort.column)
    if is_null:
        same = f"{name} is null and rowid > :after_row"
        return same if sort.is_descending else f"({same}) or {name} is not null"
    sign = "<" if sort.is_descending else ">"
    later = f"{name} {sign} :after_value or ({name} = :after_value and rowid > :after_row)"
    return f"{later} or {name} is null" if sort.is_descending else later


def _chosen(asked: TableRequest) -> list[Column]:
    known = {column.name: column for column in columns(asked.table)}
    return [known[name] for name in asked.columns if name in known]


def _but(asked: TableRequest, every: list[Column]) -> list[Column]:
    return [column for column in every if column.name not in asked.left_out]
