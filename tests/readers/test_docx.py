"""Word documents: what is printed of them, and where."""

import pytest

from etl.readers import read_document
from etl.readers.document import TextBlock
from etl.readers.office.docx_numbering import format_number
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


def alternatives(choice: str, fallback: str) -> str:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    inner = f"<mc:Choice>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>"
    return f"<mc:AlternateContent {mc}>{inner}</mc:AlternateContent>"


@pytest.mark.parametrize("first", [True, False])
def test_of_several_forms_of_one_table_the_first_with_content_is_read(first: bool) -> None:
    rows = table([row(text_cell("1"))])
    body = alternatives(rows, paragraph(run("图"))) if first else alternatives("", rows)

    read = read_document(document(paragraph(run("题")) + body))

    assert [r.cells for t in read.tables for r in t.rows] == [("1",)]


def test_the_code_of_a_field_is_not_printed() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = mark("begin") + run("码") + mark("separate") + run("内") + mark("end")
    field = mark("begin") + run("码") + inner + mark("separate") + run("果") + mark("end")

    read = read_document(document(paragraph(run("甲") + field + run("乙"))))

    assert read.blocks == (TextBlock("甲果乙", "paragraph 1"),)


def test_the_code_of_a_field_ends_also_inside_of_an_insertion() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    field = (
        mark("begin") + run("码") + f"<w:ins>{mark('separate')}{run('果')}</w:ins>" + mark("end")
    )

    read = read_document(document(paragraph(run("甲") + field + run("乙"))))

    assert read.blocks == (TextBlock("甲果乙", "paragraph 1"),)


def test_hidden_text_is_left_out_and_said() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"

    read = read_document(document(table([row(cell(paragraph(hidden + run("显"))))])))

    assert read.tables[0].rows[0].cells == ("显",)
    assert [(p.kind, p.place) for p in read.problems] == [("hidden_text", "table 1, row 1")]


def test_text_that_a_merge_hides_is_said() -> None:
    merge = [
        cell(paragraph(run("合")), '<w:vMerge w:val="restart"/>'),
        cell(paragraph(run("另")), "<w:vMerge/>"),
    ]

    read = read_document(document(table([row(cells) for cells in merge])))

    assert [r.cells for r in read.tables[0].rows] == [("合",), ("合",)]
    assert [p.kind for p in read.problems] == ["hidden_text"]


def test_text_struck_through_is_said() -> None:
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>旧</w:t></w:r>"

    read = read_document(document(table([row(cell(paragraph(struck + run("新"))))])))

    assert [(p.kind, p.place) for p in read.problems] == [("suspicious_text", "table 1, row 1")]


def test_a_part_in_another_file_is_said() -> None:
    read = read_document(document(paragraph(run("题")) + "<w:subDoc/>"))

    assert [problem.kind for problem in read.problems] == ["unsupported_layout"]


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
