"""The cells of a ruled table → its rows of text, merged cells filled.

Where a merged cell goes on over a page end, its sides may be drawn further than the rows beside it,
or less far. What is left of the rows there is no row of its own.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.readers.pdf.geometry import Box, Glyph
from etl.readers.pdf.glyph_text import PageRow, cell_text, overdrawn
from etl.readers.pdf.ruled_tables import RuledTable
from etl.readers.pdf.settings import DEFAULT, PdfSettings


@dataclass(frozen=True)
class FilledTable:
    """The rows of a table; ``open_top``, ``open_bottom``: the columns whose first or last cell
    no rule closes."""

    rows: list[PageRow]
    open_top: frozenset[int]
    open_bottom: frozenset[int]


def fill_table(
    table: RuledTable,
    glyphs: Iterable[Glyph],
    cut: Sequence[Box] = (),
    settings: PdfSettings = DEFAULT,
) -> FilledTable:
    """The rows of a table with the text of the glyphs inside; merged cells are filled.

    ``cut`` are the areas of the page in which a part of the text is cut off.
    """
    cells = _Cells(table, settings)
    for glyph in glyphs:
        cells.place(glyph)
    for area in cut:
        cells.mark_cut(area)
    return cells.filled()


class _Cells:
    """The smallest cells of a table, the merged ones that own them, and what stands in these."""

    def __init__(self, table: RuledTable, settings: PdfSettings) -> None:
        self.settings = settings
        self.table = table
        self.columns = range(table.columns)
        self.grid = [[0] * table.columns for _ in table.ys[1:]]
        for number, region in enumerate(table.regions):
            for row in range(region.top, region.bottom):
                for column in range(region.left, region.right):
                    self.grid[row][column] = number
        self.contents: list[list[Glyph]] = [[] for _ in table.regions]
        self.overrun = [""] * len(self.grid)

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of a place; what is outside belongs to the nearest."""
        row = min(max(bisect_right(self.table.ys, y) - 1, 0), len(self.grid) - 1)
        column = min(max(bisect_right(self.table.xs, x) - 1, 0), self.table.columns - 1)
        return row, column

    def place(self, glyph: Glyph) -> None:
        row, column = self.at(glyph.center, glyph.middle)
        owner = self.grid[row][column]
        self.contents[owner].append(glyph)
        for other in self._rows_touched(glyph, row):
            if 0 <= other < len(self.grid) and self.grid[other][column] != owner:
                self.overrun[row] += glyph.text
                self.overrun[other] += glyph.text

    def _rows_touched(self, glyph: Glyph, row: int) -> Iterator[int]:
        """The rows above and below into which a character clearly reaches. Where a row is too low
        for its text, what does not fit is printed over the rows beside it."""
        reach = self.settings.overrun_reach * glyph.size
        if glyph.text.strip() and glyph.top < self.table.ys[row] - reach:
            yield row - 1
        if glyph.text.strip() and glyph.bottom > self.table.ys[row + 1] + reach:
            yield row + 1

    def mark_cut(self, area: Box) -> None:
        """Mark the rows of the cell of whose text a part is cut off."""
        x, y = (area.x0 + area.x1) / 2, (area.top + area.bottom) / 2
        box = self.table.box
        if box.x0 < x < box.x1 and box.top < y < box.bottom:
            row, column = self.at(x, y)
            region = self.table.regions[self.grid[row][column]]
            for touched in range(region.top, region.bottom):
                self.overrun[touched] += "…"

    def filled(self) -> FilledTable:
        texts = [cell_text(content, self.settings) for content in self.contents]
        drawn = [overdrawn(content, self.settings) for content in self.contents]
        rows, open_bottom = self._rows(texts)
        open_top = {column for column in self.columns if self.table.open_top[column]}
        found: list[PageRow] = []
        starts: list[list[int]] = []
        for section in _sections([self.grid[row] for row in rows]):
            starts.append(_columns_of(section))
            for row in rows[len(found) : len(found) + len(section)]:
                numbers = [self.grid[row][column] for column in starts[-1]]
                over = " ".join(filter(None, (drawn[n] for n in dict.fromkeys(numbers))))
                cells = [texts[number] for number in numbers]
                spans = [self._span(number, rows) for number in numbers]
                found.append(PageRow(cells, spans, over, self.overrun[row]))
        first, last = (starts[0], starts[-1]) if starts else ([], [])
        return FilledTable(
            found,
            frozenset(i for i, column in enumerate(first) if column in open_top),
            frozenset(i for i, column in enumerate(last) if column in open_bottom),
        )

    def _span(self, number: int, rows: list[int]) -> int:
        region = self.table.regions[number]
        return sum(row in rows for row in range(region.top, region.bottom))

    def _rows(self, texts: list[str]) -> tuple[list[int], set[int]]:
        """The rows that are rows, and the columns that no rule closes below the last of them."""
        grid, ys = self.grid, self.table.ys
        rows = [
            row
            for row, cells in enumerate(grid)
            if ys[row + 1] - ys[row] >= self.settings.row_min_height
            or any(texts[number] for number in cells)
        ]
        open_bottom = {column for column in self.columns if self.table.open_bottom[column]}
        if len(rows) > 1 and open_bottom:
            last = rows[-1]
            tops = [self.table.regions[number].top for number in grid[last]]
            goes_on = {column for column in self.columns if tops[column] < last}
            others = (texts[grid[last][c]] for c in self.columns if c not in goes_on)
            if goes_on and not any(others):
                rows.pop()  # only the sides of merged cells reach so far
                open_bottom &= goes_on
        for upper, lower in list(pairwise(rows)):
            ends = [column for column in self.columns if grid[upper][column] != grid[lower][column]]
            for row in (lower, upper) if len(ends) * 2 < len(self.columns) else ():
                if row in rows and all(self._is_gap(texts, grid[row][c], row) for c in ends):
                    rows.remove(row)  # merged cells end before the row beside them, or begin later
                    break
        return rows, open_bottom

    def _is_gap(self, texts: list[str], number: int, row: int) -> bool:
        """Whether a cell is empty and no higher than this row."""
        region = self.table.regions[number]
        return not texts[number] and (region.top, region.bottom) == (row, row + 1)


def _sections(rows: list[list[int]]) -> Iterator[list[list[int]]]:
    """Rows between those that are a single cell. Two tables that touch, each with its title in a
    row of its own, have columns of their own."""
    section: list[list[int]] = []
    for row in rows:
        if len(set(row)) == 1 and len(row) > 1:
            if section:
                yield section
            yield [row]
            section = []
        else:
            section.append(row)
    if section:
        yield section


def _columns_of(section: list[list[int]]) -> list[int]:
    """Where columns begin in any of these rows; all columns where a row is a single cell."""
    wide = range(len(section[0]))
    if len(section) == 1 and len(set(section[0])) == 1:
        return list(wide)
    return [c for c in wide if c == 0 or any(row[c - 1] != row[c] for row in section)]
