"""The cells of a ruled table → its rows of text, merged cells filled.

Where a merged cell goes on over a page end, its sides may be drawn further than the rows beside it,
or less far. What is left of the rows there is no row of its own.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.readers.pdf_geometry import Box, Glyph
from etl.readers.pdf_grid import RuledTable
from etl.readers.pdf_text import PageRow, cell_text, overdrawn

_THINNEST_ROW = 6.0
_REACHES_OVER = 0.25


@dataclass(frozen=True)
class FilledTable:
    """The rows of a table; ``open_top``, ``open_bottom``: the columns whose first or last cell
    no rule closes."""

    rows: list[PageRow]
    open_top: frozenset[int]
    open_bottom: frozenset[int]


def fill_table(table: RuledTable, glyphs: Iterable[Glyph], cut: Sequence[Box] = ()) -> FilledTable:
    """The rows of a table with the text of the glyphs inside; merged cells are filled.

    ``cut`` are the areas of the page in which a part of the text is cut off.
    """
    regions = table.regions
    owner: dict[tuple[int, int], int] = {}
    for number, region in enumerate(regions):
        for row in range(region.top, region.bottom):
            for column in range(region.left, region.right):
                owner[row, column] = number
    contents: list[list[Glyph]] = [[] for _ in regions]
    height, columns = len(table.ys) - 1, range(table.columns)
    overrun = [""] * height
    for glyph in glyphs:
        row = min(max(bisect_right(table.ys, glyph.middle) - 1, 0), height - 1)
        column = min(max(bisect_right(table.xs, glyph.center) - 1, 0), table.columns - 1)
        contents[owner[row, column]].append(glyph)
        for other in _rows_touched(table, glyph, row):
            if 0 <= other < height and owner[other, column] != owner[row, column]:
                overrun[row] += glyph.text
                overrun[other] += glyph.text
    for area in cut:
        x, y = (area.x0 + area.x1) / 2, (area.top + area.bottom) / 2
        if table.box.x0 < x < table.box.x1 and table.box.top < y < table.box.bottom:
            row, column = bisect_right(table.ys, y) - 1, bisect_right(table.xs, x) - 1
            region = regions[owner[row, column]]
            for touched in range(region.top, region.bottom):
                overrun[touched] += "…"
    texts = [cell_text(content) for content in contents]
    drawn = [overdrawn(content) for content in contents]
    grid = [[owner[row, column] for column in columns] for row in range(height)]
    rows = [
        row
        for row in range(height)
        if table.ys[row + 1] - table.ys[row] >= _THINNEST_ROW or any(texts[n] for n in grid[row])
    ]
    open_top = frozenset(column for column in columns if table.open_top[column])
    open_bottom = frozenset(column for column in columns if table.open_bottom[column])
    if len(rows) > 1 and open_bottom:
        last = rows[-1]
        goes_on = {column for column in columns if regions[grid[last][column]].top < last}
        if goes_on and not any(texts[grid[last][c]] for c in columns if c not in goes_on):
            rows.pop()  # only the sides of merged cells reach so far
            open_bottom &= goes_on
    for upper, lower in list(pairwise(rows)):
        ends = [column for column in columns if grid[upper][column] != grid[lower][column]]
        for row in (lower, upper) if len(ends) * 2 < len(columns) else ():
            if row in rows and all(_is_gap(table, texts, grid[row][c], row) for c in ends):
                rows.remove(row)  # merged cells end before the row beside them, or begin later
                break
    filled = [
        PageRow(
            [texts[number] for number in grid[row]],
            [sum(r in rows for r in range(regions[n].top, regions[n].bottom)) for n in grid[row]],
            " ".join(filter(None, (drawn[number] for number in dict.fromkeys(grid[row])))),
            overrun[row],
        )
        for row in rows
    ]
    return FilledTable(filled, open_top, open_bottom)


def _rows_touched(table: RuledTable, glyph: Glyph, row: int) -> Iterator[int]:
    """The rows above and below into which a character clearly reaches. Where a row is too low for
    its text, a spreadsheet prints what does not fit into the rows beside it, and hides it there."""
    reach = _REACHES_OVER * glyph.size
    if glyph.text.strip() and glyph.top < table.ys[row] - reach:
        yield row - 1
    if glyph.text.strip() and glyph.bottom > table.ys[row + 1] + reach:
        yield row + 1


def _is_gap(table: RuledTable, texts: list[str], number: int, row: int) -> bool:
    """Whether a cell is empty and no higher than this row."""
    region = table.regions[number]
    return not texts[number] and (region.top, region.bottom) == (row, row + 1)
