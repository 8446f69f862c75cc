"""Word documents: what is printed of them, and where."""

import pytest

from etl.readers import read_document
from etl.readers.document import TextBlock
from etl.readers.docx_numbering import format_number
from tests.corpus.word import cell, document, paragraph, row, run, table, text_cell


def test_places_and_text_around_tables() -> None:
    body = paragraph(run("题")) + table([row(text_cell("a") + text_cell("b"))]) + paragraph("")

    read = read_document(document(body + table([row(text_cell("c"))])))

    assert read.blocks[0] == TextBlock("题", "paragraph 1")
    assert [(r.place, r.cells) for t in read.tables for r in t.rows] == [
        ("table 1, row 1", ("a", "b")),
        ("table 2, row 1", ("c",)),
    ]


def test_vertical_merge_is_filled_only_within_its_column() -> None:
    merge = [
        cell(paragraph(run("合")), '<w:vMerge w:val="restart"/>') + text_cell("1"),
        cell(paragraph(""), "<w:vMerge/>") + text_cell("2"),
        text_cell("") + text_cell("3"),
    ]

    read = read_document(document(table([row(cells) for cells in merge])))

    assert [r.cells for r in read.tables[0].rows] == [("合", "1"), ("合", "2"), ("", "3")]


def test_paragraphs_of_a_cell_are_lines_unless_their_end_is_deleted() -> None:
    deleted_end = "<w:rPr><w:del/></w:rPr>"
    two = cell(paragraph(run("甲")) + paragraph(run("乙")))
    one = cell(paragraph(run("甲"), deleted_end) + paragraph(run("乙")))

    read = read_document(document(table([row(two + one)])))

    assert read.tables[0].rows[0].cells == ("甲\n乙", "甲乙")


def test_table_after_a_page_break_starts_a_page() -> None:
    page_break = paragraph('<w:r><w:br w:type="page"/></w:r>')
    body = table([row(text_cell("1"))]) + page_break + table([row(text_cell("2"))])

    read = read_document(document(body))

    assert [r.starts_page for t in read.tables for r in t.rows] == [False, True]


def test_embedded_workbook_is_said() -> None:
    embedded = '<w:r><w:object><o:OLEObject xmlns:o="urn:o" ProgID="Excel.Sheet.12"/></w:object>'

    read = read_document(document(paragraph(embedded + "</w:r>")))

    assert [problem.kind for problem in read.problems] == ["unsupported_layout"]


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (7, "decimal", "7"),
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCounting", "一百零五"),
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
        (3, "decimalZero", "03"),
        (12, "decimalEnclosedCircleChinese", "⑫"),
    ],
)
def test_numbers_as_word_prints_them(value: int, number_format: str, printed: str) -> None:
    assert format_number(value, number_format) == printed
