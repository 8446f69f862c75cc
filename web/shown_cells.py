"""Cells are laid out for the columns that a table page shows, and for no others.

Datasette asks plugins for the HTML of every cell of every column, though most columns of a table
are hidden on its page. Here its own function lays out the columns that are shown; of the others a
row keeps the values alone, by which pages make links and notes.
"""

from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from contextvars import ContextVar
from typing import Any

from datasette.app import Datasette
from datasette.views import table as table_view

Columns = list[dict[str, Any]]
_LayOut = Callable[..., Awaitable[tuple[Columns, list[Any]]]]

_datasettes: _LayOut = table_view.display_columns_and_rows
# The columns that the page which is being made shows; None where all are to be laid out.
_shown: ContextVar[Collection[str] | None] = ContextVar("shown_columns", default=None)


def show_only(columns: Collection[str] | None) -> None:
    """Note which columns the current request's page shows."""
    _shown.set(columns)


class _Part:
    """A row of which only some values are laid out; by name it gives all of them."""

    def __init__(self, row: Any, names: Sequence[str]) -> None:
        self._row = row
        self._names = names

    def __iter__(self) -> Iterator[Any]:
        return iter([self._row[name] for name in self._names])

    def __getitem__(self, key: Any) -> Any:
        return self._row[key]

    def keys(self) -> Any:
        """The names of all columns."""
        return self._row.keys()


async def _lay_out(
    datasette: Datasette,
    database_name: str,
    table_name: str,
    description: Sequence[Sequence[Any]],
    rows: Sequence[Any],
    **options: Any,
) -> tuple[Columns, list[Any]]:
    """As Datasette's ``display_columns_and_rows``."""
    shown = _shown.get()
    if shown is None:
        return await _datasettes(datasette, database_name, table_name, description, rows, **options)
    keys = await datasette.get_database(database_name).primary_keys(table_name)
    names = [column[0] for column in description]
    laid_out_names = [name for name in names if name in shown or name in keys]
    hidden = [name for name in names if name not in laid_out_names]
    columns, _ = await _datasettes(datasette, database_name, table_name, description, [], **options)
    _, laid_out = await _datasettes(
        datasette,
        database_name,
        table_name,
        [column for column in description if column[0] in laid_out_names],
        [_Part(row, laid_out_names) for row in rows],
        **options,
    )
    for row, display in zip(rows, laid_out, strict=True):
        for name in hidden:
            value = _plain(row[name])
            display.cells.append(
                {"column": name, "value": value, "raw": value, "value_type": _kind(value)}
            )
    return columns, laid_out


def _plain(value: Any) -> Any:
    """A value as stored, where its label stands with it."""
    return value["value"] if isinstance(value, dict) else value


def _kind(value: Any) -> str:
    return "none" if value is None else type(value).__name__


def install() -> None:
    """Put the function in the place of Datasette's, which no hook offers."""
    table_view.display_columns_and_rows = _lay_out
