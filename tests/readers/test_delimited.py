"""CSV and TSV: the delimiter is the one that makes rows of equal width."""

from etl.readers import read_document
from etl.readers.delimited import find_delimiter, read_delimited


def test_quoted_cells_keep_delimiters_and_line_ends() -> None:
    document = read_delimited('清单\n序号,名称,类\n1,"甲,\n乙",x\n2,丙,y\n'.encode())

    rows = document.tables[0].rows
    assert [row.cells for row in rows] == [
        ("序号", "名称", "类"),
        ("1", "甲,\n乙", "x"),
        ("2", "丙", "y"),
    ]
    assert [row.place for row in rows] == ["line 2", "line 3", "line 5"]


def test_prose_with_commas_has_no_delimiter() -> None:
    assert find_delimiter("一句话, 两段.\n另一句, 三段, 四段.\n第三句.\n") is None


def test_semicolons_win_over_commas_inside_of_cells() -> None:
    assert find_delimiter("a;b,c;d\n1;2,3;4\n5;6,7,8;9\n") == ";"


def test_short_row_stays_short() -> None:
    document = read_document(b"a,b,c\n1,2,3\n4,5\n6,7,8\n")

    assert [len(row.cells) for row in document.tables[0].rows] == [3, 3, 2, 3]


def test_two_columns_below_a_title_are_a_table() -> None:
    text = "已发布标准\n标准号,标准名称\nGB/T 1001-2021,电梯\nGB/T 1002-2021,锅炉\n"

    assert find_delimiter(text) == ","
    assert [len(row.cells) for row in read_delimited(text.encode()).tables[0].rows] == [2, 2, 2]


def test_lines_of_one_comma_each_between_others_are_prose() -> None:
    assert find_delimiter("甲, 乙.\n丙, 丁.\n戊, 己.\n第四句.\n") is None
    assert find_delimiter("甲，乙。\n丙，丁。\n戊，己。\n") is None
