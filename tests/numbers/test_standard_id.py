"""Permanent ids of standards: the national ones as ever, others below 2**53 and apart from them."""

from hypothesis import given
from hypothesis import strategies as st

from schema.numbers import StandardNumber, parse_standard_number, standard_id

national = st.builds(
    lambda code, serial, part, year: StandardNumber(
        "", code, str(serial), () if part is None else (str(part),), year
    ),
    code=st.sampled_from(["GB", "GB/T", "GB/Z"]),
    serial=st.integers(1, 999_999),
    part=st.none() | st.integers(1, 9_999),
    year=st.integers(1900, 2099),
)
others = st.builds(
    lambda code, serial, year: StandardNumber("", code, str(serial), (), year),
    code=st.sampled_from(["HG/T", "DB11/T", "T/CAS", "ISO", "GBZ"]),
    serial=st.integers(1, 999_999),
    year=st.none() | st.integers(1900, 2099),
)


def _id(text: str) -> int:
    number = parse_standard_number(text)
    assert number is not None
    return standard_id(number)


def test_a_national_edition_keeps_the_id_that_its_number_spells() -> None:
    assert _id("GB/T 32151.42-2024") == 2_032151_0042_2024
    assert _id("GB 13600-92") == 1_013600_0000_1992
    assert _id("GB/Z 1-2020") == 3_000001_0000_2020


def test_the_ids_of_other_numbers_do_not_change() -> None:
    assert _id("HG/T 2006-2022") == 8_814_884_510_846_834
    assert _id("GB/T 1.1") == 7_186_912_373_471_654
    assert _id("GB/T 15629.11-2003/XG1-2006") == 7_587_674_382_019_298


@given(national, national)
def test_two_national_editions_share_no_id(one: StandardNumber, two: StandardNumber) -> None:
    assert (standard_id(one) == standard_id(two)) == (one == two)


@given(national, others)
def test_other_numbers_have_ids_above_the_national_ones(
    one: StandardNumber, other: StandardNumber
) -> None:
    assert 0 < standard_id(one) < 10**15 <= standard_id(other) < 2**53
