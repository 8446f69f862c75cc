"""The year of a list: heading, column or file name."""

from etl.problems import Problem
from etl.recognition.lists import StandardsList
from etl.recognition.years import resolve_years
from tests.builders import HEADER, TITLE, kinds, project, recognise, table

NO_YEAR = "重点国家标准项目清单"
BOTH_YEARS = "2024年和2025年重点国家标准项目清单"


def resolve(*blocks: object, file: str = "list") -> tuple[list[StandardsList], list[Problem]]:
    problems: list[Problem] = []
    lists = recognise(*blocks).lists  # type: ignore[arg-type]
    return resolve_years(lists, file, problems), problems


def with_year(word: str, *rows: tuple[int, str]) -> object:
    return table(
        (*HEADER, word), *((*project(seq, f"设备{seq}-{year}"), year) for seq, year in rows)
    )


def shapes(lists: list[StandardsList]) -> list[tuple[int | None, list[str], int]]:
    return [
        (found.year, [(row.values or {"seq": "?"})["seq"] for row in found.rows], found.seq_start)
        for found in lists
    ]


def test_the_heading_says_the_year() -> None:
    lists, problems = resolve(TITLE, table(HEADER, project(1)), file="2023")

    assert shapes(lists) == [(2025, ["1"], 1)]
    assert problems == []


def test_a_column_of_years_makes_a_list_of_each() -> None:
    rows = with_year("年度", (1, "2024年"), (2, "2024年"), (1, "2025年"))

    lists, problems = resolve(BOTH_YEARS, rows)

    assert shapes(lists) == [(2024, ["1", "2"], 1), (2025, ["1"], 1)]
    assert problems == []


def test_numbers_may_go_on_over_the_years() -> None:
    rows = with_year("年份", (1, "2024"), (2, "2024"), (3, "2025"), (4, "2025"))

    lists, _ = resolve(rows)

    assert shapes(lists) == [(2024, ["1", "2"], 1), (2025, ["3", "4"], 3)]


def test_remarks_stay_with_the_rows_they_follow() -> None:
    rows = with_year("年度", (1, "2024"), (1, "2025"))

    lists, _ = resolve(BOTH_YEARS, rows, "本清单共2项")

    assert [[note.text for note in found.notes] for found in lists] == [[], ["本清单共2项"]]


def test_the_year_in_which_work_ends_counts_where_no_heading_says_another() -> None:
    rows = with_year("完成年度", (1, "2024"), (1, "2025"))

    assert [found.year for found in resolve(BOTH_YEARS, rows)[0]] == [2024, 2025]
    assert [found.year for found in resolve(TITLE, rows)[0]] == [2025]


def test_a_cell_that_names_no_year_is_reported() -> None:
    rows = with_year("年度", (1, "2024"), (2, "待定"), (3, ""))

    lists, problems = resolve(NO_YEAR, rows)

    assert kinds(problems) == ["unknown_value", "missing_value"]
    assert [row.values is None for row in lists[0].rows] == [False, True, True]


def test_a_row_of_another_year_than_the_heading_is_reported() -> None:
    lists, problems = resolve(TITLE, with_year("年度", (1, "2025"), (2, "2024")))

    assert kinds(problems) == ["bad_row"]
    assert [row.values is None for row in lists[0].rows] == [False, True]


def test_the_file_name_says_the_year_with_a_warning() -> None:
    lists, problems = resolve(NO_YEAR, table(HEADER, project(1)), file="2025年项目")

    assert lists[0].year == 2025
    assert kinds(problems) == ["year_from_filename"]
    assert not problems[0].is_error


def test_the_file_name_does_not_decide_between_two_years() -> None:
    lists, problems = resolve(BOTH_YEARS, table(HEADER, project(1)), file="2025年项目")

    assert lists[0].year is None
    assert kinds(problems) == ["year_unknown"]


def test_the_file_name_says_nothing_about_several_lists() -> None:
    rows = table(HEADER, project(1))

    _, problems = resolve("附件1", NO_YEAR, rows, "附件2", NO_YEAR, rows, file="2025")

    assert kinds(problems) == ["year_from_notice", "year_from_notice"]


def test_a_list_without_a_year_beside_one_with_a_year_has_lost_it() -> None:
    rows = table(HEADER, project(1))

    lists, problems = resolve("附件1", TITLE, rows, "附件2", NO_YEAR, rows)

    assert kinds(problems) == ["year_unknown"]
    assert [found.years_expected for found in lists] == [False, True]
