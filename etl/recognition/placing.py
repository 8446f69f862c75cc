"""Rows under a header: where a header begins, and which cell of a row is which."""

from etl.readers.document import TableRow
from etl.recognition.headers import Header, header_words_in, match_header
from etl.recognition.row_shapes import (
    looks_like_project,
    number_in_front,
    only_text,
    read_seq,
    total_in,
)


def header_at(rows: tuple[TableRow, ...], i: int) -> tuple[Header | None, int]:
    """The header that begins at row ``i``, in one row or in two, and its height."""
    upper = rows[i]
    one = match_header(upper.cells)
    if i + 1 == len(rows) or only_text(upper) is not None or total_in(upper.cells) is not None:
        return one, 1
    lower = rows[i + 1]
    both = match_header(upper.cells, lower.cells)
    if both is None or looks_like_project(lower.cells) or header_words_in(lower.cells) < 2:
        return one, 1
    below = match_header(lower.cells)
    known = max(len(header.columns) if header else 0 for header in (one, below))
    if len(both.columns) > known or (one is None and _is_filled_from(upper, lower)):
        return both, 2
    return one, 1


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
    """Whether type and mandate are empty, as in the rest of a row cut by a page end."""
    columns = [header.columns.get(name) for name in ("project_type", "mandate")]
    return all(i is None or not row.cells[i].strip() for i in columns)


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
