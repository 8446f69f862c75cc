"""Recognition of documents made to take long: work linear in their rows, limits with a name."""

import sys
from collections.abc import Callable

import pytest

from etl.readers import limits
from etl.readers.document import Block, Document, Table, TableRow, TextBlock
from etl.recognition.twins import twin_lists
from etl.recognition.walk import recognise_lists

HEADER = ("序号", "标准项目名称", "制定/修订", "强制/推荐", "主管部门", "归口单位", "领域")
TITLE = TextBlock("2031年标准项目清单", "line 1")


def row(*cells: str) -> TableRow:
    return TableRow(cells, "row")


def project(seq: object, title: str = "甲") -> TableRow:
    return row(str(seq), title, "制定", "推荐", "某部", "—", "某领域")


def document(*blocks: Block) -> Document:
    return Document("text", blocks)


def repeated_headers(count: int) -> Document:
    return document(TITLE, Table((project(1), *[row(*HEADER)] * count)))


def headers_after_a_row(count: int) -> Document:
    return document(TITLE, Table((row(*HEADER), project(2), *[row(*HEADER)] * count)))


def pages(count: int) -> Document:
    rows = [part for i in range(count) for part in (row(*HEADER), project(i + 1))]
    return document(TITLE, Table(tuple(rows)))


def last_row_printed_again(count: int) -> Document:
    listed = [project(i, f"甲{i}") for i in range(2, count)]
    again = [row(*HEADER), project(1, "乙")] * count
    return document(TITLE, Table((row(*HEADER), *listed, project(1, "乙"), *again)))


def tables_without_numbers(count: int) -> Document:
    tables = [Table((project(""),)) for _ in range(count)]
    return document(TITLE, Table((row(*HEADER), project(""))), *tables)


def texts_with_years(count: int) -> Document:
    pairs = [
        block
        for i in range(count)
        for block in (TextBlock(f"2031年第{i}段", ""), Table((project(i + 2),)))
    ]
    return document(TITLE, Table((row(*HEADER), project(1))), *pairs)


def calls_during(work: Callable[[], object]) -> int:
    """How many calls Python makes: a measure of work that no other load changes."""
    count = 0

    def add(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(add)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "made",
    [
        repeated_headers,
        headers_after_a_row,
        pages,
        last_row_printed_again,
        tables_without_numbers,
        texts_with_years,
    ],
)
def test_work_is_linear_in_the_rows(made: Callable[[int], Document]) -> None:
    small, large = made(150), made(600)
    recognise_lists(large)  # fills what is remembered of header words

    ratio = calls_during(lambda: recognise_lists(large)) / calls_during(
        lambda: recognise_lists(small)
    )

    assert ratio < 4.5


def test_too_many_lists_are_a_limit_with_a_name() -> None:
    blocks = [
        block
        for i in range(limits.MAX_LISTS + 1)
        for block in (
            TextBlock(f"2031年第{i}批标准项目清单", f"line {i}"),
            Table((row(*HEADER), project(1, f"甲{i}"))),
        )
    ]

    found = recognise_lists(document(*blocks))

    (problem,) = found.problems
    assert (problem.kind, found.lists) == ("limit_exceeded", [])
    assert f"at most {limits.MAX_LISTS} lists" in problem.message


def test_as_many_lists_as_allowed_are_read() -> None:
    blocks = [
        block
        for i in range(limits.MAX_LISTS)
        for block in (
            TextBlock(f"2031年第{i}批标准项目清单", f"line {i}"),
            Table((row(*HEADER), project(1, f"甲{i}"))),
        )
    ]

    found = recognise_lists(document(*blocks))

    assert len(found.lists) == limits.MAX_LISTS
    assert list(twin_lists(found.lists)) == []


def test_too_many_kinds_of_header_are_a_limit_with_a_name() -> None:
    headers = [row(*HEADER, *["备注"] * i) for i in range(limits.MAX_HEADER_SHAPES + 1)]

    found = recognise_lists(document(TITLE, Table(tuple(headers))))

    (problem,) = found.problems
    assert problem.kind == "limit_exceeded"
    assert "kinds of header" in problem.message
