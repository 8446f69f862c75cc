"""The tables of codes: read strictly, with every fault named."""

from pathlib import Path

import pytest

from etl.inputs.code_tables import REGION_CODES, STANDARD_CODES, load_code_tables
from etl.problems import CatalogueError
from schema.numbers import level_of, parse_standard_number, region_of
from schema.vocabulary import StandardLevel

CODES = "code,level,name,status,source\n"
REGIONS = "code,name,source\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / STANDARD_CODES).write_text(f"{CODES}HG,行业,化工,现用,来源\n", encoding="utf-8")
    (tmp_path / REGION_CODES).write_text(f"{REGIONS}14,山西省,来源\n", encoding="utf-8")
    return tmp_path


def test_tables_give_levels_names_and_regions(folder: Path) -> None:
    tables = load_code_tables(folder)

    assert dict(tables.levels) == {"HG": StandardLevel.INDUSTRY}
    assert dict(tables.names) == {"HG": "化工"}
    assert dict(tables.regions) == {"14": "山西省"}


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        (STANDARD_CODES, "HG,行业,化工,现用,来源", "stands also on line 2"),
        (STANDARD_CODES, "YD,部门,通信,现用,来源", "'部门' for YD"),
        (STANDARD_CODES, "YD,行业,通信,在用,来源", "'在用' for YD"),
        (STANDARD_CODES, "YD,行业,通信,现用,", "nothing"),
        (STANDARD_CODES, "YD,行业,通信,现用", "4 cells"),
        (REGION_CODES, "1504,赤峰市,来源", "'1504'"),
        (REGION_CODES, "１４,山西省,来源", "'１４'"),
    ],
)
def test_a_fault_is_named_with_its_line(folder: Path, file: str, line: str, said: str) -> None:
    with (folder / file).open("a", encoding="utf-8") as table:
        table.write(f"{line}\n")

    with pytest.raises(CatalogueError) as refused:
        load_code_tables(folder)

    first = str(refused.value.problems[0])
    assert said in first
    assert "line 3" in first


def test_the_tables_of_the_checkout_name_industries_and_regions() -> None:
    tables = load_code_tables()
    industry, local = (
        parse_standard_number("WS 445.1-2014"),
        parse_standard_number("DB1404/T 1-2021"),
    )

    assert industry is not None
    assert local is not None
    assert level_of(industry, tables.levels) is StandardLevel.INDUSTRY
    assert tables.names["WS"] == "卫生"
    assert region_of(local, tables.regions) == "长治市"
