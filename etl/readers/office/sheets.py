"""What Excel workbooks of both kinds share: sheets of values → titles and tables."""

import datetime
import re
from typing import Any

from python_calamine import SheetTypeEnum, SheetVisibleEnum

from etl.readers import limits
from etl.readers.builder import DocumentBuilder
from etl.readers.refusal import over_limit

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})$")
# How workbooks write characters that XML cannot hold.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_Merge = tuple[tuple[int, int], tuple[int, int]]


class SheetReader:
    """Reads all sheets of an open workbook."""

    def __init__(self, format_name: str) -> None:
        self.built = DocumentBuilder(format_name)

    def read(self, workbook: Any) -> None:
        for metadata in workbook.sheets_metadata:
            if metadata.typ == SheetTypeEnum.WorkSheet:
                hidden = metadata.visible != SheetVisibleEnum.Visible
                label = f"sheet {metadata.name}{' (hidden)' if hidden else ''}"
                self._read_sheet(workbook.get_sheet_by_name(metadata.name), label)

    def _read_sheet(self, sheet: Any, label: str) -> None:
        self.built.end_table()
        if sheet.start is None:
            return
        self.built.text(sheet.name, label)
        top, left = sheet.start
        check_area(sheet.height, sheet.width, label)
        rows = [[printed(value) for value in row] for row in sheet.to_python()]
        merges = _within(sheet.merged_cell_ranges or [], top, left, len(rows), sheet.width)
        _fill(rows, merges)
        used = [i for i in range(sheet.width) if any(row[i].strip() for row in rows)]
        first, last = (used[0], used[-1] + 1) if used else (0, 0)
        full = {row for (row, a), (end, b) in merges if row == end and a <= first and b >= last - 1}
        in_titles = True
        for i, row in enumerate(rows):
            cells = row[first:last]
            texts = {cell for cell in cells if cell.strip()}
            place = f"{label}, row {top + i + 1}"
            in_titles = in_titles and len(texts) <= 1
            if not texts:
                self.built.end_table()
            elif len(texts) == 1 and (in_titles or (i in full and len(cells) > 1)):
                self.built.text(texts.pop(), place)
            else:
                self.built.row(cells, place)
        self.built.end_table()


def printed(value: Any) -> str:
    """A stored value as its cell shows it: whole numbers without a decimal point."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, str):
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value).replace("\r\n", "\n")
    return "" if value is None else str(value)


def check_area(rows: int, columns: int, place: str) -> None:
    """Raise ``CatalogueError`` if a range of cells is too large to be held."""
    if rows * columns > limits.MAX_SHEET_AREA:
        raise over_limit(
            f"a range of {rows:,} rows and {columns:,} columns is in use",
            f"{limits.MAX_SHEET_AREA:,} cells from the first to the last one",
            place,
        )


def parse_reference(reference: str) -> tuple[int, int] | None:
    """Row and column of ``B5``, both from 0."""
    match = _REFERENCE.match(reference)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def parse_range(reference: str) -> _Merge:
    """The corners of ``B5:C7``; of a single cell if it is none."""
    first, _, last = reference.partition(":")
    start = parse_reference(first) or (0, 0)
    return start, parse_reference(last) or start


def _within(merges: list[_Merge], top: int, left: int, height: int, width: int) -> list[_Merge]:
    """Merges relative to the first cell, cut to the cells in use."""
    return [
        ((max(a - top, 0), max(b - left, 0)), (min(c - top, height - 1), min(d - left, width - 1)))
        for (a, b), (c, d) in merges
        if a >= top and b >= left and a - top < height and b - left < width
    ]


def _fill(rows: list[list[str]], merges: list[_Merge]) -> None:
    for (top, left), (bottom, right) in merges:
        text = rows[top][left]
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [text] * (right - left + 1)
