"""Levels, mandates and regions by tables, and the tables that the checkout carries."""

import csv
import re

import pytest

from etl.paths import CURATION
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


@pytest.mark.parametrize(
    ("file", "form"),
    [("standard_codes.csv", r"[A-Z]{2,5}(/[A-Z]{1,3})?"), ("region_codes.csv", r"\d\d|\d{4}")],
)
def test_every_code_of_a_table_stands_once_with_a_name_and_a_source(file: str, form: str) -> None:
    with (CURATION / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, strict=True))

    assert [row["code"] for row in rows] == sorted({row["code"] for row in rows})
    assert all(re.fullmatch(form, row["code"]) and row["name"] and row["source"] for row in rows)


def test_no_chinese_code_is_taken_for_an_issuer_abroad() -> None:
    with (CURATION / "standard_codes.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, strict=True))

    assert not {row["code"] for row in rows} & (INTERNATIONAL | FOREIGN)
    assert {row["level"] for row in rows} <= set(StandardLevel)


def test_every_city_belongs_to_a_region_of_the_table() -> None:
    with (CURATION / "region_codes.csv").open(encoding="utf-8", newline="") as lines:
        codes = {row["code"] for row in csv.DictReader(lines, strict=True)}

    assert {code[:2] for code in codes} <= codes
