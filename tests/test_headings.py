"""Headings: titles of lists and their years."""

import pytest

from etl.readers.document import TextBlock
from etl.recognition.headings import (
    Heading,
    annex_number,
    find_heading,
    is_annex_mark,
    is_list_title,
    start_of_heading,
    tells_list_of_standards,
    year_of_announcement,
    year_of_cell,
    year_of_name,
    years_in,
)

TITLE = "2025年制修订重点国家标准项目清单"


def blocks(*texts: str) -> list[TextBlock]:
    return [TextBlock(text, f"line {i}") for i, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024 年制修订重点国家标准项目清单", [2024]),
        ("２０２５年度计划", [2025]),
        ("二〇二五年第一批项目", [2025]),
        ("二○二四年", [2024]),
        ("项目清单（2025）", [2025]),
        ("附件12024年项目清单", [2024]),
        ("2024 年和 2025 年项目清单", [2024, 2025]),
        ("2024—2025年项目清单", []),
        ("2024年至2025年", []),
        ("国标委发〔2024〕34号", []),
        ("2024年3月27日", []),
        ("2024年第3号公告", []),
        ("GB/T 2589-2020", []),
    ],
)
def test_years_of_headings(text: str, years: list[int]) -> None:
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("text", "number"), [("附件 1:", 1), ("附件２", 2), ("附件十二：", 12), ("附件", None)]
)
def test_annex_marks(text: str, number: int | None) -> None:
    assert is_annex_mark(text)
    assert annex_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "现下达2025年国家标准项目计划，请执行。",
        "1. 2025年国家标准项目清单",
        "本清单共 165 项",
        "设备更新",
    ],
)
def test_other_texts_are_no_titles(text: str) -> None:
    assert not is_list_title(text)


def test_the_nearest_title_with_a_year_is_taken() -> None:
    heading = find_heading(blocks("2024年项目清单", TITLE, "一、设备更新项目", "单位：项"))

    assert (heading.title, heading.year, heading.place) == (TITLE, 2025, "line 2")


def test_a_title_may_run_over_two_lines() -> None:
    heading = find_heading(blocks("附件2", "2025 年制修订重点", "国家标准项目清单"))

    assert (heading.title, heading.year, heading.annex) == (TITLE, 2025, 2)


def test_only_texts_after_the_annex_mark_count() -> None:
    heading = find_heading(blocks("2024年项目清单", "附件2", "重点国家标准项目清单"))

    assert (heading.title, heading.year) == ("重点国家标准项目清单", None)


def test_the_mark_of_an_annex_is_not_part_of_the_title() -> None:
    heading = find_heading(blocks(f"附件2：{TITLE}"))

    assert (heading.title, heading.annex) == (TITLE, 2)


@pytest.mark.parametrize("name", ["2025年", "2025", "（2025年度）", "Sheet 2025"])
def test_a_sheet_name_gives_the_year(name: str) -> None:
    assert find_heading(blocks(name, "重点国家标准项目清单")).year == 2025


def test_a_running_text_with_a_year_gives_none() -> None:
    assert find_heading(blocks("政策汇编 2024 年总第 2 期")).year is None


def test_a_title_with_two_years_gives_none() -> None:
    assert find_heading(blocks("2024", "2024年和2025年项目清单")).year is None


@pytest.mark.parametrize(
    ("text", "year"),
    [("2025", 2025), ("2025年", 2025), ("二〇二五年", 2025), ("2025年底前完成", None)],
)
def test_year_of_a_cell(text: str, year: int | None) -> None:
    assert year_of_cell(text) == year


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2025年国家标准项目", 2025),
        ("plan_2025", 2025),
        ("二〇二五年清单", 2025),
        ("20240327通知", None),
        ("2024-03-27", None),
        ("2024年3月通知", None),
        ("2024-2025", None),
        ("list", None),
    ],
)
def test_year_of_a_file_name(name: str, year: int | None) -> None:
    assert year_of_name(name) == year


def test_a_title_heads_a_list_over_nine_texts_and_no_more() -> None:
    between = [f"单位之{i}" for i in range(9)]

    assert find_heading(blocks(TITLE, *between)).year == 2025
    assert find_heading(blocks(TITLE, *between, "又一")) == Heading()


def test_a_title_may_run_over_three_lines_and_no_more() -> None:
    lines = ["2025 年制修订", "重点国家标准", "项目清单"]

    assert find_heading(blocks(*lines)).title == TITLE
    assert find_heading(blocks("2025 年", "制修订", "重点国家标准", "项目清单")).title != TITLE


@pytest.mark.parametrize(("length", "is_title"), [(80, True), (81, False)])
def test_a_text_of_more_than_eighty_characters_is_no_title(length: int, is_title: bool) -> None:
    assert is_list_title("甲" * (length - 2) + "清单") is is_title


def test_texts_before_an_annex_mark_head_nothing() -> None:
    found = blocks("2024年项目清单", "附件3")

    assert find_heading(found) == Heading("", "", None, 3, True)


def test_the_year_of_a_month_s_list_is_its_year() -> None:
    assert find_heading(blocks("2025年3月国家标准征求意见稿目录")).year == 2025


def test_a_list_s_heading_begins_at_its_annex_mark() -> None:
    found = blocks("说明", "附件2", TITLE)

    assert start_of_heading(found, find_heading(found)) == 1
    assert start_of_heading(found[:1], Heading()) == 1
    assert start_of_heading(blocks("说明", TITLE), find_heading(blocks("说明", TITLE))) == 1


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("2025年推荐性国家标准计划项目汇总表", True),
        ("国家标准外文版计划", True),
        ("国家标准化试点项目清单", False),
        ("标准专家名单", False),
        ("关于标准的说明", False),
        ("标准" + "甲" * 80 + "目录", False),
    ],
)
def test_a_heading_tells_whether_a_list_is_of_standards(text: str, tells: bool) -> None:
    assert tells_list_of_standards(text) is tells


def test_the_year_of_an_announcement_stands_in_its_number() -> None:
    assert year_of_announcement(blocks("中华人民共和国国家标准公告", "2024年第1号")) == 2024
    assert year_of_announcement(blocks("2024年第1号", "2025年第2号")) is None
