"""Excel workbooks, written row by row: memory does not grow with the rows.

XlsxWriter's ``constant_memory`` keeps one row at a time; so cells are written in the order of rows,
sheets one after the other.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.export.spreadsheet_cells import cell_text, display_width
from etl.export.tables import Batch, Head, Heading, plain

NOTES_SHEET = "说明"
# What the form itself allows: rows of a sheet with the heading, and links of a sheet.
MAX_ROWS = 1_048_576 - 1
MAX_LINKS = 65_530
_WIDEST = 60
_NARROWEST = 6
_PADDING = 2
# Rows by which the widths of columns are chosen.
_MEASURED = 1_000
# Numbers have 15 digits in Excel; a longer one, or an infinite one, is a text.
_EXACT = 999_999_999_999_999
_NO_DATE = date(2000, 1, 1)


class TooManyRowsError(Exception):
    """More rows than a sheet can hold."""


class WorkbookFile:
    """A workbook that is being made at ``path``; complete when the block ends without an error.

    ``issued`` is the date that the file's properties bear; there is no clock in it. What is written
    before the end stands in files beside ``path``, whose folder its owner removes.
    """

    def __init__(self, path: Path, issued: date | None) -> None:
        options = {
            "constant_memory": True,
            "strings_to_numbers": False,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_date_format": "yyyy-mm-dd",
            "tmpdir": str(path.parent),
        }
        self._book = xlsxwriter.Workbook(str(path), options)
        day = issued or _NO_DATE
        self._book.set_properties({"created": datetime(day.year, day.month, day.day)})
        self._head = self._book.add_format(
            {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True}
        )
        self._bold = self._book.add_format({"bold": True, "valign": "top"})
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._names: set[str] = set()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()

    def close(self) -> None:
        """Complete the file, if it is not yet."""
        if not self._is_closed:
            self._is_closed = True
            self._book.close()

    def table(self, head: Head) -> "SheetFile":
        """A sheet of its own for a table."""
        return SheetFile(self._book.add_worksheet(self._name(head.title)), head, self._head)

    def write(self, head: Head, batches: Iterable[Batch]) -> None:
        """A whole table; what one sheet cannot hold goes on in further sheets."""
        sheet, number = self.table(head), 1
        for batch in batches:
            rest = list(batch)
            while rest:
                room = MAX_ROWS - sheet.count
                sheet.rows(rest[:room])
                rest = rest[room:]
                if rest:
                    sheet.end()
                    number += 1
                    sheet = self.table(Head(f"{head.title}（{number}）", head.headings))
        sheet.end()

    def notes(self, notes: Iterable[tuple[str, str]], name: str = NOTES_SHEET) -> None:
        """A sheet that says what the others are."""
        page = self._book.add_worksheet(self._name(name))
        page.set_column(0, 0, 24)
        page.set_column(1, 1, 90)
        for row, (title, text) in enumerate(notes):
            page.write_string(row, 0, str(cell_text(title)), self._bold)
            page.write_string(row, 1, str(cell_text(text)), self._wrapped)

    def _name(self, title: str) -> str:
        """A name that Excel takes for a sheet: without signs it forbids, 31 characters at most,
        and no two alike."""
        plain_title = "".join(c for c in title if c not in "[]:*?/\\'")[:31] or "表"
        name, number = plain_title, 2
        while name.lower() in self._names:
            ending = f"（{number}）"
            name, number = plain_title[: 31 - len(ending)] + ending, number + 1
        self._names.add(name.lower())
        return name


class SheetFile:
    """A sheet that is being made. ``count`` rows are written."""

    def __init__(self, page: Worksheet, head: Head, bold: Format) -> None:
        self._page = page
        self._head = head
        self.count = 0
        self._links = 0
        titles = [str(cell_text(heading.title)) for heading in head.headings]
        # The arrow of the filter stands in the heading too.
        self._widths = [display_width(title) + _PADDING for title in titles]
        for place, title in enumerate(titles):
            page.write_string(0, place, title, bold)
        page.freeze_panes(1, 0)

    def rows(self, batch: Batch) -> None:
        """Write rows below those before. Raises ``TooManyRowsError`` if they have no room."""
        if self.count + len(batch) > MAX_ROWS:
            raise TooManyRowsError
        for row in batch:
            self.count += 1
            for place, (heading, value) in enumerate(zip(self._head.headings, row, strict=True)):
                if value is not None:
                    self._cell(place, heading, plain(value))

    def end(self) -> None:
        """Set what depends on the rows: widths and the filter."""
        for place, width in enumerate(self._widths):
            self._page.set_column(place, place, min(max(width + _PADDING, _NARROWEST), _WIDEST))
        if self._head.headings:
            self._page.autofilter(0, 0, self.count, len(self._head.headings) - 1)

    def _cell(self, place: int, heading: Heading, value: Any) -> None:
        if self.count <= _MEASURED:
            self._widths[place] = max(self._widths[place], display_width(str(value)))
        if isinstance(value, (int, float)) and abs(value) <= _EXACT:
            self._page.write_number(self.count, place, value)
            return
        if heading.kind == "date" and (day := _date(value)):
            self._page.write_datetime(self.count, place, day)
            return
        text = cell_text(str(value))
        if heading.address and self._links < MAX_LINKS:
            self._links += 1
            self._page.write_url(self.count, place, heading.address(str(value)), string=text)
            return
        self._page.write_string(self.count, place, text)


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def linked(headings: Sequence[Heading], name: str, address: Callable[[str], str]) -> list[Heading]:
    """The headings, of which the values of one lead to an address."""
    return [
        Heading(h.title, h.kind, h.name, h.note, address if h.name == name else h.address)
        for h in headings
    ]
