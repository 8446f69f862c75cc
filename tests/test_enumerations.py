"""Lists printed as numbered lines: number and title in one text."""

import pytest

from etl.recognition.walk import recognise_lists
from etl.records.entries import EntriesOfList, make_entries
from tests.builders import curation, document, kinds

HEADING = "关于发布《某数据集》等3项卫生行业标准的通告"
ITEMS = (
    "1. WS 445.1-2014 电子病历基本数据集 第1部分：病历概要",
    "2. WS/T 447-2014基于电子病历的平台技术规范；",
    "3.《居民健康档案技术规范》（WS/T 448-2014）。",
)


def entries(*texts: str) -> list[EntriesOfList]:
    lists = recognise_lists(document(*texts)).lists
    return [make_entries(found, curation()) for found in lists]


def test_each_line_is_a_row_with_number_and_title() -> None:
    (found,) = entries(HEADING, "现予发布，编号和名称如下：", *ITEMS, "特此通告。")

    assert [(entry.seq, entry.number, entry.title) for entry in found.entries] == [
        (1, "WS 445.1-2014", "电子病历基本数据集 第1部分：病历概要"),
        (2, "WS/T 447-2014", "基于电子病历的平台技术规范"),
        (3, "WS/T 448-2014", "居民健康档案技术规范"),
    ]
    assert (found.kind.kind, found.level) == ("发布", "行业")
    assert found.problems == []


def test_the_row_keeps_what_is_printed() -> None:
    (found,) = entries(HEADING, *ITEMS)

    cells = found.entries[0].cells
    assert cells == ("1", "WS 445.1-2014", "电子病历基本数据集 第1部分：病历概要")
    assert found.entries[2].place == "text 4"


def test_a_missing_number_is_reported() -> None:
    (found,) = entries(HEADING, ITEMS[0], "2.（暂缓发布）", ITEMS[2])

    assert "seq_gap" in kinds(found.problems)


def test_a_long_interruption_loses_no_item() -> None:
    between = [f"第{i}段说明文字，与清单无关。" for i in range(9)]

    (found,) = entries(HEADING, *ITEMS[:2], *between, ITEMS[2])

    assert [entry.seq for entry in found.entries] == [1, 2, 3]


def test_numbers_that_begin_anew_below_a_heading_are_another_list() -> None:
    second = "关于废止2项行业标准的公告"
    items = ("1. HG/T 1-2001 甲方法", "2. HG/T 2-2001 乙方法")

    first, other = entries(HEADING, *ITEMS, second, *items)

    assert (len(first.entries), len(other.entries)) == (3, 2)
    assert other.kind.kind == "废止"


def test_lines_without_numbers_are_numbered_by_counting() -> None:
    (found,) = entries(HEADING, *(item.partition(".")[2] for item in ITEMS))

    assert [entry.seq for entry in found.entries] == [1, 2, 3]
    assert "seq_inferred" in kinds(found.problems)


@pytest.mark.parametrize(
    "texts",
    [
        ("规范性引用文件", *ITEMS),
        (HEADING, "依据 GB/T 1.1-2020 和 GB/T 1.2-2020 的规定编制。", "1. 总体要求", "2. 工作安排"),
        (HEADING, ITEMS[0]),
    ],
)
def test_standards_that_are_only_named_are_no_list(texts: tuple[str, ...]) -> None:
    assert entries(*texts) == []
