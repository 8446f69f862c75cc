"""Rows of cells that span columns and rows → rows in which every place has its text.

A merge is filled within the range that the document declares for it, never beyond.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from etl.readers import limits
from etl.readers.refusal import over_limit


@dataclass
class _Merge:
    text: str
    rows_left: int


class Grid:
    """The columns of one table while its rows are laid out from top to bottom."""

    def __init__(self) -> None:
        self._open: dict[int, _Merge] = {}

    def lay_row(self, cells: Iterable[tuple[str, int, int]], place: str) -> list[str]:
        """The full row for its own cells, given as text, columns and rows spanned."""
        row: list[str] = []
        begun: dict[int, _Merge] = {}
        for text, columns, rows in cells:
            check_span(columns, rows, place)
            self._fill_from_above(row)
            for _ in range(max(1, columns)):
                if rows > 1:
                    begun[len(row)] = _Merge(text, rows - 1)
                self._open.pop(len(row), None)  # where cells overlap, the later one is seen
                row.append(text)
            if len(row) > limits.MAX_ROW_CELLS:
                raise over_limit(
                    f"a row has more than {limits.MAX_ROW_CELLS:,} cells",
                    f"{limits.MAX_ROW_CELLS:,} cells",
                    place,
                )
        self._fill_from_above(row)
        self._open |= begun
        return row

    def end_section(self) -> None:
        """No merge reaches from the head of a table into its body."""
        self._open.clear()

    def _fill_from_above(self, row: list[str]) -> None:
        while (merge := self._open.get(len(row))) is not None:
            merge.rows_left -= 1
            if merge.rows_left == 0:
                del self._open[len(row)]
            row.append(merge.text)


def check_span(columns: int, rows: int, place: str) -> None:
    """Raise ``CatalogueError`` for a cell that spans more than any table has."""
    if columns > limits.MAX_COLUMN_SPAN or rows > limits.MAX_ROW_SPAN:
        raise over_limit(
            f"a cell spans {columns:,} columns and {rows:,} rows",
            f"{limits.MAX_COLUMN_SPAN:,} columns and {limits.MAX_ROW_SPAN:,} rows",
            place,
        )
