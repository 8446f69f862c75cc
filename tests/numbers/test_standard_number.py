"""Numbers of standards: every spelling of a number is the same number, and nothing else is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.numbers import parse_standard_number
from schema.vocabulary import StandardLevel, StandardMandate

DASHES = "-‐‑‒–—―−─－﹣"
SLASHES = "/∕／"
BLANKS = ["", " ", "\u3000", "\u00a0", "  ", "\n"]
codes = st.sampled_from(
    ["GB", "GB/T", "GB/Z", "GBZ", "GBZ/T", "GBJ", "GJB", "JJF", "HG/T", "YD/T", "NB/SH/T", "HG"]
)


@st.composite
def spelled(draw: st.DrawFn) -> tuple[str, str]:
    """A Chinese number in its one spelling, and in one of its spellings in the wild."""
    code, serial = draw(codes), draw(st.integers(1, 999_999))
    parts = "".join(f".{part}" for part in draw(st.lists(st.integers(1, 9_999), max_size=2)))
    year = draw(st.integers(1950, 2049))
    blank = st.sampled_from(BLANKS)
    slash = f"{draw(blank)}{draw(st.sampled_from(SLASHES))}{draw(blank)}"
    printed_year = str(year)[2:] if year < 2000 and draw(st.booleans()) else str(year)
    text = (
        f"{draw(blank)}{code.replace('/', slash)}{draw(blank)}{serial}{parts}{draw(blank)}"
        f"{draw(st.sampled_from(DASHES))}{draw(blank)}{printed_year}{draw(blank)}"
    )
    if draw(st.booleans()):
        text = text.lower()
    if draw(st.booleans()):
        text = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    return f"{code} {serial}{parts}-{year}", text


@given(spelled())
def test_every_spelling_is_the_same_number(case: tuple[str, str]) -> None:
    normalized, text = case

    assert str(parse_standard_number(text)) == normalized


@given(st.text(alphabet="GBTZ/HJISODX .0123456789-—:：Ｇ２٣(abc国标第号修改单\n", max_size=30))
def test_any_text_is_a_number_whose_one_spelling_reads_as_itself_or_none(text: str) -> None:
    number = parse_standard_number(text)

    assert number is None or parse_standard_number(number.normalized) == number


@pytest.mark.parametrize(
    ("printed", "normalized"),
    [
        ("GB38448—2025", "GB 38448-2025"),
        ("GB/T20234.3－2023", "GB/T 20234.3-2023"),
        ("ＧＢ／Ｚ １－２０２０", "GB/Z 1-2020"),
        ("gbt 32151.42 – 2024", "GB/T 32151.42-2024"),
        ("GB ∕ T 1.1—2020", "GB/T 1.1-2020"),
        ("GB-T 20234.3", "GB/T 20234.3"),
        ("GB/T 27930——2023", "GB/T 27930-2023"),
        ("GB 13600-92", "GB 13600-1992"),
        ("GBZ 2.1-2019", "GBZ 2.1-2019"),
        ("GBZT 192.1-2007", "GBZ/T 192.1-2007"),
        ("GBJ 16-87", "GBJ 16-1987"),
        ("GBn 12-88", "GBn 12-1988"),
        ("GSB 16-2062-2007", "GSB 16-2062-2007"),
        ("GJB 150.1A-2009", "GJB 150.1A-2009"),
        ("JJG（交通）001—2011", "JJG(交通) 001-2011"),
        ("HGT2006-2022", "HG/T 2006-2022"),
        ("HG 2-123-80", "HG 2-123-1980"),
        ("NB/SH/T 0001-2015", "NB/SH/T 0001-2015"),
        ("WS 445.17-2014", "WS 445.17-2014"),
        ("JTG D20-2017", "JTG D20-2017"),
        ("CECS 123：2001", "CECS 123-2001"),
        ("DB11/T 1322.2—2016", "DB11/T 1322.2-2016"),
        ("DB1404/T 12-2021", "DB1404/T 12-2021"),
        ("DB31/ 199-2018", "DB31 199-2018"),
        ("DB/T 12-2018", "DB/T 12-2018"),
        ("DBJ50/T-123-2010", "DBJ50/T 123-2010"),
        ("DBJ/T 15-101-2014", "DBJ/T 15-101-2014"),
        ("DBS22/ 025-2014", "DBS22 025-2014"),
        ("T/CAS123—2020", "T/CAS 123-2020"),
        ("T/31SCTA 001-2017", "T/31SCTA 001-2017"),
        ("T/CNFMA B003-2018", "T/CNFMA B003-2018"),
        ("Q／GDW 1234.1-2019", "Q/GDW 1234.1-2019"),
        ("ISO 12100：2010", "ISO 12100:2010"),
        ("ISO 9001-2015", "ISO 9001:2015"),
        ("ISO/IEC TR 29119-1:2020", "ISO/IEC TR 29119-1:2020"),
        ("IEC/TS 62257-1", "IEC TS 62257-1"),
        ("IEC 60335-2-40:2018", "IEC 60335-2-40:2018"),
        ("CISPR 11:2015+AMD1:2016", "CISPR 11:2015/Amd 1:2016"),
        ("ITU-T F.748.19：2022", "ITU-T F.748.19:2022"),
        ("ISO/IEC 8802.11:1999", "ISO/IEC 8802.11:1999"),
        ("BS EN ISO 12100:2010", "BS EN ISO 12100:2010"),
        ("ASTM D 1234-19", "ASTM D1234-2019"),
        ("IEEE Std 802.3-2018", "IEEE 802.3-2018"),
        ("UL 60335-2-40", "UL 60335-2-40"),
    ],
)
def test_spellings_seen_in_print(printed: str, normalized: str) -> None:
    assert str(parse_standard_number(printed)) == normalized


@pytest.mark.parametrize(
    ("printed", "normalized"),
    [
        ("GB/T 15629.11-2003/XG1-2006", "GB/T 15629.11-2003/XG1-2006"),
        ("GB18352.6-2016+XG1-2026", "GB 18352.6-2016/XG1-2026"),
        ("GB 15629.11-2003-XG1-2006", "GB 15629.11-2003/XG1-2006"),
        ("GB 1886.47-2016 第1号修改单", "GB 1886.47-2016/XG1"),
        ("GB 18306-2015《2026年第一号修改单》", "GB 18306-2015/XG1-2026"),
    ],
)
def test_amendments_are_told_apart_from_what_they_amend(printed: str, normalized: str) -> None:
    number = parse_standard_number(printed)

    assert number is not None
    assert number.normalized == normalized
    assert number.amendment is not None
    assert not number.is_national_edition


def test_a_confirmation_is_of_the_same_edition() -> None:
    number = parse_standard_number("GB/T 1234—2008（2015）")

    assert number == parse_standard_number("GB/T 1234-2008")
    assert number is not None
    assert number.confirmed == 2015


def test_the_number_is_kept_as_printed() -> None:
    number = parse_standard_number("  ＧＢ／T 20234.3—\n2023 ")

    assert number is not None
    assert number.printed == "ＧＢ／T 20234.3— 2023"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GB",
        "38031",
        "TC 260",
        "HG 20592",
        "GB/T 20234.3-23",
        "GB/T 020234-2023",
        "GB/T 20234.0-2023",
        "GB/T/Z 20234-2023",
        "GB/X 20234-2023",
        "GBT/ 20234-2023",
        "GB/T 20234_2023",
        "GB/T 20234 2023",
        "GB/T 20234-2123",
        "GB/T 20234-20233",
        "GB/T 20234-XXXX",
        "GB/T 20234-202X",
        "GB/T 1234567-2023",
        "GB/T 20234-2023 等",
        "GB/T 20234-2023; GB/T 1-2020",
        "GB ١٢٣-2023",
        "20240001-T-469",
        "ENGINE 123",
        "SAE J1939/71",
    ],
)
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert parse_standard_number(text) is None


@pytest.mark.parametrize(
    ("text", "level", "mandate"),
    [
        ("GB 1-2020", StandardLevel.NATIONAL, StandardMandate.MANDATORY),
        ("GB/T 1-2020", StandardLevel.NATIONAL, StandardMandate.RECOMMENDED),
        ("GB/Z 1-2020", StandardLevel.NATIONAL, StandardMandate.GUIDANCE),
        ("GBZ 1-2010", StandardLevel.NATIONAL, StandardMandate.MANDATORY),
        ("GBJ 16-87", StandardLevel.NATIONAL, None),
        ("YD/T 6520.1-2025", StandardLevel.INDUSTRY, StandardMandate.RECOMMENDED),
        ("CB/Z 20-1999", StandardLevel.INDUSTRY, StandardMandate.GUIDANCE),
        ("WS 445.1-2014", None, None),
        ("DB11/T 1-2016", StandardLevel.LOCAL, StandardMandate.RECOMMENDED),
        ("DB11 1-2016", StandardLevel.LOCAL, StandardMandate.MANDATORY),
        ("DB/T 12-2018", StandardLevel.INDUSTRY, StandardMandate.RECOMMENDED),
        ("T/CAS 1-2020", StandardLevel.GROUP, None),
        ("Q/GDW 1-2013", StandardLevel.ENTERPRISE, None),
        ("ISO 1:2016", StandardLevel.INTERNATIONAL, None),
        ("EN ISO 1:2016", StandardLevel.FOREIGN, None),
        ("JJG(交通) 001-2011", None, None),
    ],
)
def test_the_letters_say_level_and_mandate(
    text: str, level: StandardLevel | None, mandate: StandardMandate | None
) -> None:
    number = parse_standard_number(text)

    assert number is not None
    assert number.level is level
    assert number.mandate is mandate
