"""Rows under a header: where a header begins, and which cell of a row is which."""

from collections.abc import Sequence

from etl.readers.document import TableRow
from etl.recognition.cell_forms import fits, read_seq
from etl.recognition.header_words import header_words_in
from etl.recognition.headers import SAMPLE, Header, match_header, may_be_header
from etl.recognition.row_shapes import (
    looks_like_project,
    number_in_front,
    only_text,
    total_in,
)
from schema.kinds.fields import fields

# What stands in the first line of a row, wherever its longer cells are broken by a page end.
FIRST_LINE = frozenset(("seq", "term", "plan_number", "standard_number", "months"))


def header_at(rows: Sequence[TableRow], i: int, headed: bool = False) -> tuple[Header | None, int]:
    """The header that begins at row ``i``, in one row or in two, and its height.

    ``headed`` says that the text above the table speaks of a list of standards.
    """
    upper = rows[i]
    if only_text(upper) is not None:
        return None, 1
    is_last = i + 1 == len(rows)
    if not may_be_header(upper.cells) and (is_last or header_words_in(rows[i + 1].cells) < 2):
        return None, 1
    below_it = rows[i + 1 : i + 1 + SAMPLE]
    sample = [row.cells for row in below_it if only_text(row) is None]
    one = match_header(upper.cells, None, sample, headed)
    if is_last or total_in(upper.cells) is not None:
        return one, 1
    lower = rows[i + 1]
    both = match_header(upper.cells, lower.cells, sample[1:], headed)
    if both is None or looks_like_project(lower.cells) or header_words_in(lower.cells) < 2:
        return one, 1
    below = match_header(lower.cells, None, sample[1:], headed)
    known, alone = (len(header.columns) if header else 0 for header in (one, below))
    if len(both.columns) < max(known, alone):
        return one, 1
    more = len(both.columns) > known if one is not None else len(both.columns) > alone
    return (both, 2) if more or _is_filled_from(upper, lower) else (one, 1)


def _is_filled_from(upper: TableRow, lower: TableRow) -> bool:
    """Whether a header cell reaches over both rows, its text filled into the lower one."""
    return any(
        cell.strip() and cell == other
        for cell, other in zip(upper.cells, lower.cells, strict=False)
    )


def seq_of(header: Header, row: TableRow) -> int | None:
    """The number of a row, at its column or, where the columns do not fit, in front."""
    column = header.columns.get("seq")
    if column is None:
        return None
    if len(row.cells) == header.width:
        return read_seq(row.cells[column])
    return number_in_front(row.cells)


class NumberedRows:
    """The next row of a table that has a number under a header, each row looked at once for each
    shape of header, however often that header is repeated."""

    def __init__(self, rows: tuple[TableRow, ...]) -> None:
        self.rows = rows
        self.found: dict[tuple[int, int | None], int] = {}

    def first(self, header: Header, start: int) -> TableRow | None:
        """The first row with a number from ``start`` on. Never asked for an earlier one again."""
        shape = (header.width, header.columns.get("seq"))
        i = max(start, self.found.get(shape, 0))
        while i < len(self.rows) and seq_of(header, self.rows[i]) is None:
            i += 1
        self.found[shape] = i
        return self.rows[i] if i < len(self.rows) else None


def is_rest(header: Header, row: TableRow) -> bool:
    """Whether all cells that stand in a row's first line, but for its number, are empty, as in
    the rest of a row cut by a page end."""
    declared = fields()
    columns = [
        column
        for name, column in header.columns.items()
        if name != "seq" and declared[name].type in FIRST_LINE
    ]
    return all(not row.cells[i].strip() for i in columns)


def is_in_form(header: Header, row: TableRow) -> bool:
    """Whether the cells of a row are of the forms that its header's words ask for."""
    if len(row.cells) != header.width:
        return False
    declared = fields()
    typed = [
        (declared[name], row.cells[column])
        for name, column in header.columns.items()
        if declared[name].type in FIRST_LINE and row.cells[column].strip()
    ]
    return bool(typed) and all(fits(field, [cell]) for field, cell in typed)


def fault_of(header: Header, cells: tuple[str, ...]) -> tuple[str, str, str] | None:
    """Why cells do not fit under a header: kind of problem, what was found, what is expected."""
    if len(cells) != header.width:
        return (
            "short_row" if len(cells) < header.width else "bad_row",
            f"the row has {len(cells)} cells and its header {header.width}",
            f"{header.width} cells: {', '.join(header.words)}",
        )
    for i in header.unnamed:
        if cells[i].strip():
            return "bad_row", f"{cells[i]!r} stands under no header word", "an empty cell"
    for name, twins in header.twins.items():
        values = {cells[i].strip() for i in (header.columns[name], *twins)}
        if len(values) > 1:
            word = header.words[header.columns[name]]
            return (
                "bad_row",
                f"the columns {word} differ ({' | '.join(sorted(values))})",
                "one value",
            )
    return None


def other_cells(header: Header, cells: tuple[str, ...]) -> dict[str, str]:
    """The cells of columns that are no field with a column of its own, by header word."""
    return {word: cells[i] for word, i in header.others}
