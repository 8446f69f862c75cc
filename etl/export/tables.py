"""Tables for people: CSV that Excel and WPS open, and Excel workbooks.

Both are made with pandas from the same frame: Chinese headings, typed cells, and no cell that a
program would run as a formula.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from etl.export.spreadsheet_cells import cell_text, defused, display_width

NOTES_SHEET = "说明"
_WIDEST = 60
_NARROWEST = 6
_PADDING = 2


@dataclass(frozen=True)
class Heading:
    """The head of a column. ``kind`` is text, integer or date."""

    title: str
    kind: str = "text"
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table with its name."""

    title: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Any]]

    def frame(self, clean: Callable[[Any], Any]) -> pd.DataFrame:
        """The table with typed columns. ``clean`` makes a value fit for the program that is to
        open it."""
        frame = pd.DataFrame(
            {
                place: _series([clean(row[place]) for row in self.rows], heading.kind)
                for place, heading in enumerate(self.headings)
            }
        )
        frame.columns = pd.Index([clean(heading.title) for heading in self.headings])
        return frame


def csv_bytes(sheet: Sheet) -> bytes:
    """CSV with a byte order mark, by which Excel knows that it is UTF-8."""
    text = sheet.frame(defused).to_csv(index=False, lineterminator="\r\n")
    return b"\xef\xbb\xbf" + text.encode("utf-8", errors="replace")


def workbook_bytes(
    sheets: Sequence[Sheet], notes: Iterable[tuple[str, str]], issued: date | None
) -> bytes:
    """A workbook: one sheet a table, and one that says what the tables are.

    ``issued`` is the date that the file's properties bear; there is no clock in it.
    """
    buffer = io.BytesIO()
    options = {
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "in_memory": True,
    }
    with pd.ExcelWriter(
        buffer, engine="xlsxwriter", date_format="yyyy-mm-dd", engine_kwargs={"options": options}
    ) as writer:
        day = issued or date(2000, 1, 1)
        writer.book.set_properties({"created": datetime(day.year, day.month, day.day)})
        for sheet in sheets:
            _write_table(writer, sheet)
        _write_notes(writer, notes)
    return buffer.getvalue()


def _series(values: list[Any], kind: str) -> "pd.Series[Any]":
    if kind == "integer" and all(value is None or isinstance(value, int) for value in values):
        return pd.Series(values, dtype="Int64")
    if kind == "date":
        return pd.Series([_date(value) for value in values], dtype=object)
    return pd.Series([_text(value) for value in values], dtype=object)


def _text(value: Any) -> Any:
    """Numbers stay numbers where a query mixes kinds; bytes are named, not shown."""
    if isinstance(value, bytes):
        return f"（{len(value)}字节）"
    return value


def _date(value: Any) -> Any:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value


def _write_table(writer: "pd.ExcelWriter[Any]", sheet: Sheet) -> None:
    frame = sheet.frame(cell_text)
    name = sheet_name(sheet.title)
    frame.to_excel(writer, sheet_name=name, index=False)
    page = writer.sheets[name]
    head = writer.book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    for place, title in enumerate(frame.columns):
        page.write_string(0, place, str(title), head)
        page.set_column(place, place, _width(str(title), frame.iloc[:, place]))
    page.freeze_panes(1, 0)
    if len(frame.columns):
        page.autofilter(0, 0, len(frame), len(frame.columns) - 1)


def _write_notes(writer: "pd.ExcelWriter[Any]", notes: Iterable[tuple[str, str]]) -> None:
    page = writer.book.add_worksheet(NOTES_SHEET)
    writer.sheets[NOTES_SHEET] = page
    bold = writer.book.add_format({"bold": True, "valign": "top"})
    wrapped = writer.book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 90)
    for row, (name, text) in enumerate(notes):
        page.write_string(row, 0, str(cell_text(name)), bold)
        page.write_string(row, 1, str(cell_text(text)), wrapped)


def sheet_name(title: str) -> str:
    """A name that Excel takes for a sheet: without signs it forbids, 31 characters at most."""
    return "".join(c for c in title if c not in "[]:*?/\\'")[:31] or "表"


def _width(title: str, values: "pd.Series[Any]") -> int:
    # The arrow of the filter stands in the heading too.
    widest = display_width(title) + _PADDING
    for value in values:
        if not pd.isna(value):
            widest = max(widest, display_width(str(value)))
    return min(max(widest + _PADDING, _NARROWEST), _WIDEST)
