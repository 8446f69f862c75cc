"""Numbers in addresses."""

import pytest

from web.safety.numbers import looks_like_a_number, whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        (" 12 ", 12),
        ("+5", 5),
        ("-5", -5),
        ("007", 7),
        ("２０２４", 2024),
        ("9223372036854775807", 2**63 - 1),
        ("-9223372036854775808", -(2**63)),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "²", "①", "٣", "1.5", "1e3", "1_0", "0x1", "9223372036854775808", "9" * 400],
)
def test_what_is_no_number_of_the_database_is_none(text: str) -> None:
    assert whole_number(text) is None


@pytest.mark.parametrize("text", ["²", "٣", "12", "-12", "9" * 30])
def test_signs_that_programs_take_for_digits_are_known(text: str) -> None:
    assert looks_like_a_number(text)


def test_a_date_is_no_number() -> None:
    assert not looks_like_a_number("2024-03-27")
