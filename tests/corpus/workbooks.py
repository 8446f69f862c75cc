"""The annexes as Excel workbooks."""

import io
from collections.abc import Callable
from typing import Any

import xlsxwriter

from tests.corpus.annexes import Annex, annexes


def workbook(fill: Callable[[Any], None]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book)
    return out.getvalue()


def write_list(sheet: Any, annex: Annex, top: int = 0, left: int = 0) -> int:
    """Title, header and rows; returns the row below."""
    sheet.write(top, left, annex.title)
    for i, row in enumerate((annex.header, *annex.rows), start=top + 1):
        sheet.write_row(i, left, [int(row[0]) if row[0].isdigit() else row[0], *row[1:]])
    return top + len(annex.rows) + 2


def one_sheet(book: Any) -> None:
    sheet = book.add_worksheet("清单")
    below = write_list(sheet, annexes()[0])
    write_list(sheet, annexes()[1], below + 1)


def sheets(book: Any) -> None:
    for annex in annexes():
        write_list(book.add_worksheet(annex.title[:4]), annex, 2, 1)
    book.add_worksheet("空表")


def merged(book: Any) -> None:
    """Merged titles; equal domains merged over their rows."""
    for number, annex in enumerate(annexes(), start=1):
        sheet = book.add_worksheet(f"附件{number}")
        write_list(sheet, annex)
        sheet.merge_range(0, 0, 0, 6, annex.title)
        first = 0
        for i in range(1, len(annex.rows) + 1):
            if i == len(annex.rows) or annex.rows[i][6] != annex.rows[first][6]:
                if i - first > 1:
                    sheet.merge_range(first + 2, 6, i + 1, 6, annex.rows[first][6])
                first = i


def filtered(book: Any) -> None:
    """Rows and a column hidden, as a filter leaves them; a hidden sheet with choices."""
    for annex in annexes():
        sheet = book.add_worksheet(annex.title[:4])
        write_list(sheet, annex)
        sheet.set_column(4, 4, None, None, {"hidden": True})
        for row in range(5, len(annex.rows), 3):
            sheet.set_row(row, None, None, {"hidden": True})
    choices = book.add_worksheet("选项")
    choices.write_column(0, 0, ["制定", "修订"])
    choices.hide()


def formulas(book: Any) -> None:
    """Numbers and domains as formulas with stored values; rich text in titles."""
    bold = book.add_format({"bold": True})
    for annex in annexes():
        sheet = book.add_worksheet(annex.title[:4])
        write_list(sheet, annex)
        for i, row in enumerate(annex.rows, start=2):
            sheet.write_formula(i, 0, f"=ROW()-{2}", None, int(row[0]))
            sheet.write_formula(i, 6, '=IF(1,"x","y")', None, row[6])
            sheet.write_rich_string(i, 1, bold, row[1][:2], row[1][2:])


def inflated(book: Any) -> None:
    """Formats to the last row and column, as selecting whole columns leaves them."""
    bold = book.add_format({"bold": True})
    for annex in annexes():
        sheet = book.add_worksheet(annex.title[:4])
        write_list(sheet, annex)
        sheet.write_blank(1_048_575, 16_383, None, bold)
        sheet.write_blank(900, 300, None, bold)


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "one sheet": lambda: workbook(one_sheet),
    "sheets": lambda: workbook(sheets),
    "merged": lambda: workbook(merged),
    "filtered": lambda: workbook(filtered),
    "formulas": lambda: workbook(formulas),
    "inflated": lambda: workbook(inflated),
}
