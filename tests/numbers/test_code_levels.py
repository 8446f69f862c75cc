"""Levels, mandates and regions by tables: what the form of a number leaves open."""

import pytest

from etl.inputs.code_tables import load_code_tables
from schema.numbers import level_of, mandate_of, parse_standard_number, region_of
from schema.numbers.issuers import FOREIGN, INTERNATIONAL
from schema.vocabulary import StandardLevel, StandardMandate

LEVELS = {"HG": StandardLevel.INDUSTRY, "CJJ": StandardLevel.INDUSTRY}


@pytest.mark.parametrize(
    ("text", "level", "mandate"),
    [
        ("HG 20592-2009", StandardLevel.INDUSTRY, StandardMandate.MANDATORY),
        ("HG/T 2006-2022", StandardLevel.INDUSTRY, StandardMandate.RECOMMENDED),
        ("CJJ/T 1-2008", StandardLevel.INDUSTRY, StandardMandate.RECOMMENDED),
        ("ZZ 1-2008", None, None),
        ("DB11 1-2016", StandardLevel.LOCAL, StandardMandate.MANDATORY),
    ],
)
def test_a_table_says_what_the_form_leaves_open(
    text: str, level: StandardLevel | None, mandate: StandardMandate | None
) -> None:
    number = parse_standard_number(text)

    assert number is not None
    assert level_of(number, LEVELS) is level
    assert mandate_of(number, LEVELS) is mandate


def test_the_region_of_a_local_standard_has_a_name() -> None:
    regions = {"14": "山西省", "1404": "长治市"}
    province, city = (
        parse_standard_number("DB14/T 1-2020"),
        parse_standard_number("DB1404/T 12-2021"),
    )

    assert province is not None
    assert city is not None
    assert region_of(province, regions) == "山西省"
    assert region_of(city, regions) == "长治市"


def test_no_code_of_the_table_is_taken_for_an_issuer_abroad() -> None:
    assert not set(load_code_tables().levels) & (INTERNATIONAL | FOREIGN)
