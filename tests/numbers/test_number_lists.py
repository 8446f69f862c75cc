"""Numbers of a cell: all of them, what is said of each, and nothing lost."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.numbers import find_standard_numbers
from schema.numbers.number_lists import MOST_NUMBERS
from schema.vocabulary import Extent


def _numbers(text: str) -> list[str]:
    return [str(stated.number) for stated in find_standard_numbers(text).numbers]


@pytest.mark.parametrize("sign", ["、", "，", ",", "；", ";", " / ", "\n", " ", "　", "和", "及"])
def test_any_separator_parts_numbers(sign: str) -> None:
    found = find_standard_numbers(f"GB 4943.1-2011{sign}HG/T 2006—2022{sign}ISO 12100:2010")

    assert [str(stated.number) for stated in found.numbers] == [
        "GB 4943.1-2011",
        "HG/T 2006-2022",
        "ISO 12100:2010",
    ]
    assert found.unread == ()


@pytest.mark.parametrize(
    ("text", "extents"),
    [
        ("GB/T 27028-2008 (全部代替)", [Extent.WHOLLY]),
        ("GB 1-2000（部分代替）、GB 2-2001", [Extent.PARTLY, None]),
        ("部分代替GB 1-2000、GB 2-2001；GB 3-2002", [Extent.PARTLY, Extent.PARTLY, None]),
        ("部分代替 GB 1-2000，代替 GB 2-2001", [Extent.PARTLY, None]),
        ("GB 1-2000 部分代替", [Extent.PARTLY]),
        ("代替GB 1-2000", [None]),
    ],
)
def test_what_is_replaced_in_part_is_said(text: str, extents: list[Extent | None]) -> None:
    found = find_standard_numbers(text)

    assert [stated.extent for stated in found.numbers] == extents
    assert found.unread == ()


@pytest.mark.parametrize(
    "text",
    [
        "GB/T 1234.9～1234.11-2008",
        "GB/T 1234.9~GB/T1234.11—2008",
        "GB/T 1234.9-2008～GB/T 1234.11-2008",
        "GB/T 1234.9至11-2008",
    ],
)
def test_a_range_of_parts_is_every_part(text: str) -> None:
    found = find_standard_numbers(text)

    assert [str(stated.number) for stated in found.numbers] == [
        "GB/T 1234.9-2008",
        "GB/T 1234.10-2008",
        "GB/T 1234.11-2008",
    ]
    assert {stated.number.printed for stated in found.numbers} == {text}


@pytest.mark.parametrize(
    "text",
    [
        "HG/T 20592～20635-2009",  # not every number in between is a standard
        "GB/T 1234.3～1234.1-2008",
        "GB/T 1234.1～1235.3-2008",
        "GB/T 1234.1-2000～1234.3-2008",
        "GB/T 1234.1～GB 1234.3-2008",
        "GB/T 1234.1～1234.9999-2008",
    ],
)
def test_a_range_that_is_not_certain_stays_unread(text: str) -> None:
    found = find_standard_numbers(text)

    assert found.numbers == ()
    assert found.unread == (text,)


def test_letters_hold_for_the_numbers_that_follow_with_a_year() -> None:
    assert _numbers("GB/T 1234.1-2008，1235-2009、1236.2-2010") == [
        "GB/T 1234.1-2008",
        "GB/T 1235-2009",
        "GB/T 1236.2-2010",
    ]


def test_digits_without_a_year_take_no_letters_from_the_number_before() -> None:
    found = find_standard_numbers("GB 1234-2008、1235")

    assert len(found.numbers) == 1
    assert found.unread == ("1235",)


def test_letters_do_not_reach_over_other_text() -> None:
    found = find_standard_numbers("GB 1234-2008 期限 1235-2009")

    assert len(found.numbers) == 1
    assert found.unread == ("期限 1235-2009",)


@pytest.mark.parametrize("text", ["", " ", "无", "—", "/", "－－"])
def test_a_cell_without_numbers_leaves_nothing(text: str) -> None:
    found = find_standard_numbers(text)

    assert (found.numbers, found.unread) == ((), ())


def test_what_is_no_number_comes_back_as_printed() -> None:
    found = find_standard_numbers("WS 445.12-2014电子病历  基本数据集，GB/T 1234—202X（报批）")

    assert [stated.number.printed for stated in found.numbers] == ["WS 445.12-2014"]
    assert found.unread == ("电子病历 基本数据集，GB/T 1234—202X（报批",)


def test_two_numbers_of_one_standard_are_two_numbers() -> None:
    assert _numbers("GB/T 18336.1-2015/ISO/IEC 15408-1:2009") == [
        "GB/T 18336.1-2015",
        "ISO/IEC 15408-1:2009",
    ]


@pytest.mark.parametrize("text", ["GB/T 1.1～99-2008；", "GB 1234-2008、"])
def test_numbers_past_the_limit_are_unread(text: str) -> None:
    found = find_standard_numbers(text * 2000)

    assert len(found.numbers) <= MOST_NUMBERS
    assert found.unread


@given(st.text(alphabet="GBT/HS 0123456789.-—～、；部分代替无(）", max_size=60))
def test_no_letter_or_digit_is_lost(text: str) -> None:
    found = find_standard_numbers(text)

    kept = Counter("".join((*(s.number.printed for s in found.numbers), *found.unread)))
    assert all(kept[sign] >= text.count(sign) for sign in "GBTHS0123456789")
