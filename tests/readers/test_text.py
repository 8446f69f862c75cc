"""Plain text: lines with tabs are rows, others text; the bytes decide the encoding."""

import pytest

from etl.problems import CatalogueError
from etl.readers.document import Table, TableRow, TextBlock
from etl.readers.encoding import decode, looks_chinese
from etl.readers.plain_text import read_text


def test_lines_with_tabs_are_rows_of_one_table() -> None:
    document = read_text("题目\n序号\t名称\n1\t\n\n2\t乙".encode())

    assert document.blocks == (
        TextBlock("题目", "line 1"),
        Table((TableRow(("序号", "名称"), "line 2"), TableRow(("1", ""), "line 3"))),
        Table((TableRow(("2", "乙"), "line 5"),)),
    )


def test_form_feed_begins_a_page() -> None:
    document = read_text("1\t甲\n\f2\t乙\n3\t丙".encode())

    assert [row.starts_page for table in document.tables for row in table.rows] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    assert decode("序号\t名称".encode(encoding)) == "序号\t名称"


def test_broken_utf8_is_not_taken_for_gb18030() -> None:
    data = "国家标准化管理委员会".encode() * 50

    with pytest.raises(CatalogueError) as raised:
        decode(b"\n" + data[:-4] + b"\xe5" + data[-3:])

    assert [(p.kind, p.place) for p in raised.value.problems] == [("encoding_error", "line 2")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_misread_chinese_does_not_look_chinese(encoding: str) -> None:
    text = "全国能源基础与管理标准化技术委员会，节能技术评价导则\n" * 20

    assert looks_chinese(text)
    assert not looks_chinese(text.encode().decode(encoding, "replace"))
