"""Cells as the type of their field reads them."""

import pytest

from etl.records.cell_values import (
    is_nothing,
    read_date,
    read_months,
    read_partly,
    read_plan_number,
    read_standard_number,
    read_standard_numbers,
    tidy,
)


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("24", 24),
        ("24个月", 24),
        ("18月", 18),
        ("18（月）", 18),
        ("2年", 24),
        ("两年", 24),
        ("三 年", 36),
        ("0", None),
        ("1000", None),
        ("两年半", None),
        ("2025年", None),
        ("尽快", None),
    ],
)
def test_a_period_is_read_in_months(cell: str, months: int | None) -> None:
    assert read_months(cell) == months


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("2025-06-30", "2025-06-30"),
        ("2025/6/3", "2025-06-03"),
        ("2025.6.30", "2025-06-30"),
        ("2025-06-30 00:00:00", "2025-06-30"),
        ("2025年6月30日", "2025-06-30"),
        ("20250630", "2025-06-30"),
        ("2025年6月", "2025-06"),
        ("2025年6月底", "2025-06"),
        ("2025-06", "2025-06"),
        ("2025年", "2025"),
        ("2025年度", "2025"),
        ("2025", "2025"),
        ("2025-02-30", None),
        ("2025年13月", None),
        ("1825", None),
        ("2025-06-30 13:05", None),
        ("待定", None),
    ],
)
def test_a_date_is_as_precise_as_printed(cell: str, date: str | None) -> None:
    assert read_date(cell) == date


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("20240001-T-469", "20240001-T-469"),
        ("20240001-\nT-469", "20240001-T-469"),
        ("2024-0123T-HG", "2024-0123T-HG"),
        ("S2024001", "S2024001"),
        ("无此计划", None),
        ("", None),
    ],
)
def test_a_plan_number_of_any_scheme_is_read(cell: str, number: str | None) -> None:
    assert read_plan_number(cell) == number


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("GB/T 1234—2024", "GB/T 1234-2024"),
        ("GB/T 1234-\n2024", "GB/T 1234-2024"),
        ("GB/T 1234-2024、GB/T 1235-2024", None),
        ("GB/T 1234-2024（部分内容见附录）等", None),
        ("见附录", None),
    ],
)
def test_one_number_of_a_standard_is_read(cell: str, number: str | None) -> None:
    assert read_standard_number(cell) == number


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("GB/T 1-2008、GB/T 2-2009", ["GB/T 1-2008", "GB/T 2-2009"]),
        ("GB/T 1-2008\nGB/T 2-2009", ["GB/T 1-2008", "GB/T 2-2009"]),
        ("GB/T 1.\n2-2008\nGB/T 2-\n2009", ["GB/T 1.2-2008", "GB/T 2-2009"]),
        ("GB/T 1-2008、GB/T 1—2008", ["GB/T 1-2008"]),
        ("见附录", None),
    ],
)
def test_all_numbers_of_a_cell_are_read_each_once(cell: str, numbers: list[str] | None) -> None:
    assert read_standard_numbers(cell) == numbers


def test_what_is_replaced_in_part_is_told_from_what_is_replaced_wholly() -> None:
    assert read_partly("GB/T 1-2008、GB/T 2-2009（部分代替）") == ["GB/T 2-2009"]


@pytest.mark.parametrize("cell", ["", "—", "——", "/", "无", "-"])
def test_marks_of_nothing_say_nothing(cell: str) -> None:
    assert is_nothing(cell)


def test_numbers_keep_the_lines_that_part_them_and_texts_do_not() -> None:
    assert tidy("standard_numbers", "GB/T 1-2008\n\nGB/T 2-2009") == "GB/T 1-2008\nGB/T 2-2009"
    assert tidy("text", "家用\n设备") == "家用设备"
