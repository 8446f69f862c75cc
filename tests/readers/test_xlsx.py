"""Excel workbooks: sheets, places, stored values, what is hidden."""

import datetime
import io
from typing import Any

import openpyxl
import pytest

from etl.problems import CatalogueError
from etl.readers import read_document
from etl.readers.document import TextBlock
from etl.readers.office.sheets import parse_range, printed
from tests.corpus.containers import change
from tests.corpus.workbooks import workbook


def test_sheet_name_title_and_rows_with_their_places() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("2025")
        sheet.write("B2", "清单")
        sheet.write_row("B4", ["序号", "名称"])
        sheet.write_row("B5", [1, "甲"])

    document = read_document(workbook(fill))

    assert document.blocks[:2] == (
        TextBlock("2025", "sheet 2025"),
        TextBlock("清单", "sheet 2025, row 2"),
    )
    assert [(row.cells, row.place) for row in document.tables[0].rows] == [
        (("序号", "名称"), "sheet 2025, row 4"),
        (("1", "甲"), "sheet 2025, row 5"),
    ]


def test_hidden_sheet_says_so_in_its_place() -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("a").write_row(0, 0, ["1", "2"])
        hidden = book.add_worksheet("b")
        hidden.write_row(0, 0, ["3", "4"])
        hidden.hide()

    document = read_document(workbook(fill))

    assert document.tables[1].rows[0].place == "sheet b (hidden), row 1"


def test_formula_without_a_stored_value_is_said() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["a", "b"])
    sheet.append([1, "=A2+1"])
    out = io.BytesIO()
    book.save(out)

    document = read_document(out.getvalue())

    assert [(p.kind, p.place) for p in document.problems] == [
        ("unsupported_layout", "sheet Sheet, B2")
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (1.5, "1.5"),
        (True, "TRUE"),
        (datetime.datetime(2025, 3, 1), "2025-03-01"),
        ("甲\r\n乙", "甲\n乙"),
        (None, ""),
    ],
)
def test_values_as_their_cells_show_them(value: object, text: str) -> None:
    assert printed(value) == text


def test_range_of_a_merge() -> None:
    assert parse_range("$B$5:AA7") == ((4, 1), (6, 26))


def two_sheets(book: Any) -> None:
    for name in ("2024", "2025"):
        book.add_worksheet(name).write_row(0, 0, ["甲", "乙"])


@pytest.mark.parametrize(
    ("part", "old", "new", "place"),
    [
        ("xl/worksheets/sheet1.xml", "<v>1</v>", "<v>9</v>", "sheet 2024, B1"),
        ("xl/worksheets/sheet1.xml", "<v>1</v>", "<v>-1</v>", "sheet 2024, B1"),
        ("xl/worksheets/sheet2.xml", 'r="B1"', 'r="A1"', "sheet 2025, A1"),
        ("xl/_rels/workbook.xml.rels", "sheet2.xml", "sheet1.xml", "sheet 2025"),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "gone.xml", "sheet 2025"),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "styles.xml", "sheet 2025"),
    ],
)
def test_a_workbook_that_contradicts_itself_is_refused(
    part: str, old: str, new: str, place: str
) -> None:
    def edit(xml: bytes) -> bytes:
        assert old.encode() in xml
        return xml.replace(old.encode(), new.encode(), 1)

    with pytest.raises(CatalogueError) as raised:
        read_document(change(workbook(two_sheets), part, edit))

    assert [(p.kind, p.place) for p in raised.value.problems] == [("corrupt_file", place)]


def test_an_error_of_a_formula_is_said() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["a", "b"])
    sheet.append([1, "#REF!"])
    out = io.BytesIO()
    book.save(out)

    document = read_document(out.getvalue())

    assert [(p.kind, p.place) for p in document.problems] == [
        ("suspicious_text", "sheet Sheet, row 2")
    ]


def test_escaped_characters_are_read_as_what_they_stand_for() -> None:
    assert printed("节能_x6280_术") == "节能技术"
    assert printed("_x005F_x6280_") == "_x6280_"
