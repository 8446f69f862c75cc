"""Tables whose cells stand on lines of their own, a bar on a line between them."""

from etl.readers import read_document
from etl.readers.document import TableRow


def barred(*cells: str) -> str:
    return "\n|\n".join(cells) + "\n|\n"


HEADER = ("序号", "项目名称", "制修订")


def test_the_numbers_in_the_first_column_tell_the_rows() -> None:
    text = "标题\n\n" + barred(*HEADER, "1", "甲", "制定", "2", "乙", "") + "尾注\n"

    document = read_document(text.encode())

    (found,) = document.tables
    assert found.rows == (
        TableRow(HEADER, "line 3"),
        TableRow(("1", "甲", "制定"), "line 9"),
        TableRow(("2", "乙", ""), "line 15"),
    )
    assert [block.text for block in document.texts] == ["标题", "尾注"]


def test_without_numbers_the_lines_stay_text() -> None:
    text = barred(*HEADER, "甲", "乙", "丙", "丁", "戊", "己")

    document = read_document(text.encode())

    assert document.tables == []
    assert document.texts[0].text == "序号"


def test_a_row_with_a_cell_too_many_makes_it_no_table() -> None:
    text = barred(*HEADER, "1", "甲", "制定", "多", "2", "乙", "制定", "3", "丙", "制定")

    assert read_document(text.encode()).tables == []
