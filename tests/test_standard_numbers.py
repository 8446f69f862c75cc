"""Numbers of standards: every spelling of a number is the same number, and nothing else is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.outcomes.standard_numbers import StandardNumber, parse_standard_number
from schema.vocabulary import StandardKind, StandardMandate

numbers = st.builds(
    StandardNumber,
    kind=st.sampled_from(StandardKind),
    serial=st.integers(1, 999_999),
    part=st.none() | st.integers(1, 9_999),
    year=st.integers(1900, 2099),
)
DASHES = "-‐‑‒–—―−─－﹣"
BLANKS = ["", " ", "\u3000", "\u00a0", "  "]


@st.composite
def spelled(draw: st.DrawFn) -> tuple[StandardNumber, str]:
    """A number and one of its spellings in the wild."""
    number = draw(numbers)
    kind = draw(st.sampled_from([number.kind, number.kind.replace("/", "")]))
    part = "" if number.part is None else f".{number.part}"
    blank = st.sampled_from(BLANKS)
    text = (
        f"{draw(blank)}{kind}{draw(blank)}{number.serial}{part}{draw(blank)}"
        f"{draw(st.sampled_from(DASHES))}{draw(blank)}{number.year}{draw(blank)}"
    )
    if draw(st.booleans()):
        text = text.lower()
    if draw(st.booleans()):
        text = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    return number, text


@given(spelled())
def test_every_spelling_is_the_same_number(case: tuple[StandardNumber, str]) -> None:
    number, text = case

    assert parse_standard_number(text) == number


@given(numbers)
def test_the_normalised_form_reads_back_as_itself(number: StandardNumber) -> None:
    read = parse_standard_number(str(number))

    assert read == number
    assert str(read) == str(number)


@given(numbers, numbers)
def test_two_numbers_share_no_record(one: StandardNumber, two: StandardNumber) -> None:
    assert (one.id == two.id) == (one == two)
    assert one.id < 2**53


@given(st.text(alphabet="GBTZ/ .0123456789-—Ｇ２٣abc国标\n", max_size=25))
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = parse_standard_number(text)

    assert number is None or parse_standard_number(str(number)) == number


@pytest.mark.parametrize(
    ("printed", "normalised"),
    [
        ("GB38448—2025", "GB 38448-2025"),
        ("GB/T20234.3－2023", "GB/T 20234.3-2023"),
        ("ＧＢ／Ｚ １－２０２０", "GB/Z 1-2020"),
        ("gbt 32151.42 – 2024", "GB/T 32151.42-2024"),
    ],
)
def test_spellings_seen_in_print(printed: str, normalised: str) -> None:
    assert str(parse_standard_number(printed)) == normalised


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GB",
        "38031",
        "GB 38031",
        "GB/T 20234.3",
        "GB/T 20234.3-23",
        "GB/T 20234.3.1-2023",
        "GB/T 020234-2023",
        "GB/T 20234.0-2023",
        "GB/T/Z 20234-2023",
        "GB/X 20234-2023",
        "GBT/ 20234-2023",
        "GB/T 20234_2023",
        "GB/T 20234 2023",
        "GB/T 20234-2123",
        "GB/T 20234-20233",
        "GB/T 1234567-2023",
        "QB/T 20234-2023",
        "GB/T 20234-2023 等",
        "GB/T 20234-2023; GB/T 1-2020",
        "GB ١٢٣-2023",
    ],
)
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert parse_standard_number(text) is None


@pytest.mark.parametrize(
    ("text", "mandate"),
    [
        ("GB 1-2020", StandardMandate.MANDATORY),
        ("GB/T 1-2020", StandardMandate.RECOMMENDED),
        ("GB/Z 1-2020", StandardMandate.GUIDANCE),
    ],
)
def test_the_letters_say_the_mandate(text: str, mandate: StandardMandate) -> None:
    number = parse_standard_number(text)

    assert number is not None
    assert number.mandate is mandate
