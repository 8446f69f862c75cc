"""The slug of a standard reads back to its number and to no other, at every level."""

from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schema.numbers import parse_slug, parse_standard_number, read_number, slug_of

CODES = (
    *("GB", "GB/T", "GB/Z", "GBZ", "GBZ/T", "GBJ", "GBn", "GSB", "GJB", "JJF", "JJG(交通)"),
    *("HG", "HG/T", "YD/T", "NB/SH/T", "WS", "JTG/T", "DB11/T", "DB1404", "DBJ50/T", "DBS22/"),
    *("T/CAS", "T/31SCTA", "T/CAS-QC", "Q/GDW", "Q/320583 ABC"),
    *("ISO", "ISO/IEC", "ISO/IEC/IEEE", "ISO/TS", "IEC TS", "EN", "EN ISO", "ASTM", "ITU-T"),
)
SLUGS = {
    "GB 38031-2025": "GB-38031-2025",
    "GB/T 32151.42-2024": "GB-T-32151.42-2024",
    "YD/T 2583.18-2020": "YD-T-2583.18-2020",
    "DB11/T 1322.2-2016": "DB11-T-1322.2-2016",
    "T/CAS 1-2020": "T-CAS-1-2020",
    "T/CAS-QC 1-2020": "T-CAS-QC-1-2020",
    "Q/320583 ABC 001-2020": "Q-320583-ABC-001-2020",
    "NB/SH/T 0001-2015": "NB-SH-T-0001-2015",
    "GB 1-2008/XG1-2012": "GB-1-2008+XG1-2012",
    "ISO 5167-1:2022/Amd 1:2024": "ISO-5167-1:2022+Amd1:2024",
    "ASTM D1238/D1238M-2019": "ASTM-D1238~D1238M-2019",
    "ITU-T F.748.19:2022": "ITU-T-F.748.19:2022",
    "HG 2-123-1980": "HG-2-123-1980",
}


@pytest.mark.parametrize(("number", "slug"), SLUGS.items(), ids=SLUGS)
def test_a_slug_looks_like_its_number(number: str, slug: str) -> None:
    read = parse_standard_number(number)

    assert read is not None
    assert slug_of(read) == slug
    assert parse_slug(slug) == read


@st.composite
def numbers(draw: st.DrawFn) -> str:
    code = draw(st.sampled_from(CODES))
    letter = draw(st.sampled_from(("", "", "D", "B")))
    serial = f"{letter}{draw(st.integers(1, 999_999))}"
    parts = "".join(f".{part}" for part in draw(st.lists(st.integers(1, 999), max_size=2)))
    group = draw(st.sampled_from(("", "", f"-{draw(st.integers(1, 999))}")))
    year = draw(st.sampled_from(("", f"-{draw(st.integers(1950, 2049))}", ":2022")))
    amendment = draw(st.sampled_from(("", "", "/XG1-2012", "/XG2", "/Amd 1:2020", "+A1:2016")))
    return f"{code} {serial}{parts}{group}{year}{amendment}"


@given(numbers())
@example("Q/320583 ABC 001-2020")
def test_number_to_slug_to_number(text: str) -> None:
    number = parse_standard_number(text)
    if number is None:  # not every code has every form of number
        return

    assert parse_slug(slug_of(number)) == number
    assert parse_slug(slug_of(number).lower()) == number


@given(st.text(alphabet="GBTZ/HJISODXQEN -:.+0123456789(abc修改单\n", max_size=30))
def test_any_number_that_can_be_read_has_a_slug_of_its_own(text: str) -> None:
    number = parse_standard_number(text)

    assert number is None or parse_slug(slug_of(number)) == number


@given(st.text(max_size=200))
def test_no_text_breaks_reading(text: str) -> None:
    number = read_number(text)

    assert number is None or parse_slug(slug_of(number)) == number


@pytest.mark.parametrize("number", SLUGS, ids=SLUGS)
def test_a_slug_is_one_part_of_an_address(number: str) -> None:
    read = parse_standard_number(number)

    assert read is not None
    assert quote(slug_of(read), safe=":+") == slug_of(read)


@pytest.mark.parametrize(
    "spelling",
    [
        *("GB/T 32151.42-2024", "gb/t 32151.42-2024", "GBT32151.42-2024", "GB∕T 32151.42—2024"),
        *("ＧＢ／Ｔ　３２１５１．４２－２０２４", "gb-t-32151.42-2024", "GB-T 32151.42-2024"),
    ],
)
def test_an_address_may_spell_the_number_in_any_way(spelling: str) -> None:
    assert str(read_number(spelling)) == "GB/T 32151.42-2024"


@pytest.mark.parametrize(
    "text", ["", "12345", "GB", "GB-", "-", "电池", "GB-38031-2025-x", "a" * 99]
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert read_number(text) is None
