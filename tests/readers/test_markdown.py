"""Markdown: pipe tables as a browser shows them."""

import pytest

from etl.readers.document import TextBlock
from etl.readers.markdown import read_markdown, split_row


def test_heading_and_table_with_places() -> None:
    document = read_markdown("## 清单 ##\n\n| a | b |\n|---|:-:|\n| 1 | 甲 |\n\n尾".encode())

    assert document.blocks[0] == TextBlock("清单", "line 1")
    assert [(row.cells, row.place) for row in document.tables[0].rows] == [
        (("a", "b"), "line 3"),
        (("1", "甲"), "line 5"),
    ]
    assert document.blocks[-1] == TextBlock("尾", "line 7")


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        (r"| a \| b | c |", ["a | b", "c"]),
        ("| **a** | `b` | [c](d) |", ["a", "b", "c"]),
        ("| a<br>b | &amp; |", ["a\nb", "&"]),
        ("a | b |  |", ["a", "b", ""]),
        ("| 2 * 3 * 4 | a_b_c |", ["2 * 3 * 4", "a_b_c"]),
        ("| | |", ["", ""]),
    ],
)
def test_cells_of_a_row(line: str, cells: list[str]) -> None:
    assert split_row(line) == cells


def test_cells_beyond_the_header_are_kept() -> None:
    document = read_markdown("| a | b |\n|---|---|\n| 1 | 甲 | 乙 |\n".encode())

    assert document.tables[0].rows[-1].cells == ("1", "甲", "乙")
