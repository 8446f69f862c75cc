"""Curated CSV files against a model: every fault of a file at once, with its line and column."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from etl.inputs.csv_cells import CleanName, Text, WholeNumber, one_of, split_at
from etl.inputs.csv_file import CsvRow, columns_of, read_csv
from etl.problems import Problem


class Colour(StrEnum):
    RED = "红"
    GREEN = "绿"


class Flower(CsvRow):
    UNIQUE = ("id",)
    ONE = "one flower"

    id: WholeNumber
    name: CleanName
    colours: Annotated[tuple[Annotated[Colour, one_of(Colour)], ...], split_at("；")]
    origin: Text = Field(alias="from")


HEADER = "id,name,colours,from"


def read(path: Path, *lines: str) -> tuple[list[Flower], list[Problem]]:
    path = path / "flowers.csv"
    path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return read_csv(path, Flower)


def test_columns_are_the_fields_in_their_order() -> None:
    assert ",".join(columns_of(Flower)) == HEADER


def test_rows_come_with_their_lines(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, "1,牡丹,红；绿,洛阳", " 2 ,菊,, 开封 ")

    assert problems == []
    assert [(row.row, row.id, row.name, row.colours, row.origin) for row in rows] == [
        ("line 2", 1, "牡丹", (Colour.RED, Colour.GREEN), "洛阳"),
        ("line 3", 2, "菊", (), "开封"),
    ]


def test_all_faults_of_all_rows_are_said_with_line_column_value_and_expectation(
    tmp_path: Path,
) -> None:
    rows, problems = read(tmp_path, "一,牡丹 ( 红 ),蓝；白,", "2,菊,绿,开封", "2,兰,红,绍\x07兴")

    assert [row.row for row in rows] == ["line 3"]
    assert {(p.place, p.column, p.found, p.expected) for p in problems} == {
        ("line 2", "id", "'一'", "a whole number"),
        ("line 2", "name", "'牡丹 ( 红 )'", "the name in clean form: '牡丹（红）'"),
        ("line 2", "colours", "'蓝'", "红 | 绿"),
        ("line 2", "colours", "'白'", "红 | 绿"),
        ("line 2", "from", "no from", "a text"),
        ("line 4", "id", "'2' stands also on line 3", "one flower"),
        ("line 4", "from", "characters that are no text: U+0007", "text"),
    }
    assert {problem.kind for problem in problems} == {"invalid_curation"}


@pytest.mark.parametrize("number", ["1_0", "+1", "1.0", "１", "-1", "", "9" * 13])
def test_a_number_is_nothing_but_digits(tmp_path: Path, number: str) -> None:
    rows, problems = read(tmp_path, f"{number},牡丹,红,洛阳")

    assert rows == []
    assert [problem.column for problem in problems] == ["id"]
