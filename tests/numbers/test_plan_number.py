"""Plan numbers: the forms of nation, industries and foreign editions, in every spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.numbers import find_plan_numbers, parse_plan_number
from schema.vocabulary import StandardLevel, StandardMandate


@pytest.mark.parametrize(
    ("printed", "normalized", "level", "mandate"),
    [
        ("20240001-T-469", "20240001-T-469", "国家", "推荐"),
        ("２０２４０００１—Ｑ－３３９", "20240001-Q-339", "国家", "强制"),
        ("20240001 - z - 604 - 1", "20240001-Z-604-1", "国家", "指导"),
        ("2024-0123T-HG", "2024-0123T-HG", "行业", "推荐"),
        ("2012–1234t–yd", "2012-1234T-YD", "行业", "推荐"),
        ("2012-1234-YD", "2012-1234-YD", "行业", None),
        ("W20240001", "W20240001", "国家", None),
        ("2016B234j", "2016B234j", "行业", None),
    ],
)
def test_forms_seen_in_print(
    printed: str, normalized: str, level: StandardLevel, mandate: StandardMandate | None
) -> None:
    number = parse_plan_number(printed)

    assert number is not None
    assert number.normalized == normalized
    assert (number.level, number.mandate) == (level, mandate)
    assert number == parse_plan_number(normalized)


def test_the_number_says_year_department_and_industry() -> None:
    national, industry = parse_plan_number("20241702-T-339"), parse_plan_number("2024-0123T-HG")

    assert national is not None
    assert (national.year, national.serial, national.department) == (2024, "1702", "339")
    assert industry is not None
    assert (industry.year, industry.serial, industry.industry) == (2024, "0123", "HG")


@pytest.mark.parametrize(
    "text",
    ["", "20240001", "20240001-X-469", "20240001-T-4690", "120240001-T-469", "2024-0123T",
     "2024-01-01", "18240001-T-469", "GB/T 1-2020", "W2024", "20240001-T-469 等"],
)  # fmt: skip
def test_what_is_no_plan_number_is_not_read_as_one(text: str) -> None:
    assert parse_plan_number(text) is None


def test_all_numbers_of_a_cell_are_found_and_the_rest_is_kept() -> None:
    found = find_plan_numbers("20230797-T-469、20233357-T-326\n2024-0123T-HG 暂缓")

    assert [str(number) for number in found.numbers] == [
        "20230797-T-469",
        "20233357-T-326",
        "2024-0123T-HG",
    ]
    assert found.unread == ("暂缓",)


@given(st.text(alphabet="20134-TQZHGW B—", max_size=30))
def test_the_one_spelling_reads_as_itself(text: str) -> None:
    number = parse_plan_number(text)

    assert number is None or parse_plan_number(number.normalized) == number
