"""Totals stated in a document, found and compared."""

import pytest

from etl.readers.document import TextBlock
from etl.recognition.totals import Totals, stated_for_list
from tests.builders import HEADER, TITLE, document, list_of, project, recognise, table

OTHER = "2024年制修订重点国家标准项目清单"


def totals(*blocks: object) -> Totals:
    recognition = recognise(*blocks)  # type: ignore[arg-type]
    return Totals(document(*blocks), recognition.lists)  # type: ignore[arg-type]


def two_lists(*texts: str) -> Totals:
    rows = table(HEADER, project(1))
    return totals(*texts, "附件1", OTHER, rows, "附件2", TITLE, rows)


@pytest.mark.parametrize(
    "remark",
    [
        "本清单共 165 项",
        "共计165项",
        "（共165项）",
        "注：本清单共列入165项，其中强制74项",
        "以上项目合计165项。",
        "总计：165 项",
        "本清单共一百六十五项",
        "本清单共有国家标准项目 165 项",
    ],
)
def test_a_remark_below_states_the_total(remark: str) -> None:
    found = list_of(project(1))
    found.notes.append(TextBlock(remark, "line 9"))
    found.note_positions.append(1)

    counts = [count.count for count in stated_for_list([found])]

    assert counts == [165]


@pytest.mark.parametrize(
    "remark", ["其中强制性标准共74项", "设备更新领域共113项", "共 25 页", "小计 23 项", "设计 3 项"]
)
def test_a_total_of_something_else_is_not_the_list_s(remark: str) -> None:
    found = list_of(project(1))
    found.notes.append(TextBlock(remark, "line 9"))
    found.note_positions.append(1)

    assert stated_for_list([found]) == []


@pytest.mark.parametrize("title", [f"{TITLE}（共2项）", f"{TITLE}\n（共 2 项）"])
def test_a_total_above_any_list_is_compared(title: str) -> None:
    lines = title.split("\n")
    rows = table(HEADER, project(1))

    found = totals(f"{OTHER}（共1项）", rows, *lines, rows)

    problems = list(found.problems([1, 1]))
    assert [problem.kind for problem in problems] == ["count_mismatch"]
    assert "共" in problems[0].expected
    assert not list(found.problems([1, 2]))


def test_the_title_may_state_the_total() -> None:
    found = list_of(project(1), title=f"{TITLE}（共165项）")

    assert [count.count for count in stated_for_list([found])] == [165]


def test_a_row_of_totals_is_no_project_and_states_the_total() -> None:
    (found,) = recognise(
        TITLE, table(HEADER, project(1), ("合计", "2项", "", "", "", "", ""))
    ).lists

    assert len(found.rows) == 1
    assert [count.count for count in stated_for_list([found])] == [2]


def test_a_remark_belongs_to_the_list_it_follows() -> None:
    rows = table(HEADER, project(1))

    stated = totals(OTHER, rows, "本清单共1项", TITLE, rows, "本清单共2项")

    assert [[count.count for count in stated.of(found)] for found in stated.lists] == [[1], [2]]


@pytest.mark.parametrize(
    "sentence",
    [
        "2024 年和 2025 年分别完成 129 项和 165 项",
        "其中2024年129项、2025年165项国家标准",
        "附件1共129项，附件2共165项。",
    ],
)
def test_a_sentence_states_the_totals_of_both_lists(sentence: str) -> None:
    stated = two_lists(sentence)

    assert [[count.count for count in stated.of(found)] for found in stated.lists] == [[129], [165]]


def test_a_sentence_about_other_years_states_nothing() -> None:
    stated = two_lists("2022年和2023年分别发布国家标准 2000 项和 2500 项。")

    assert stated.sentences == []


def test_totals_that_do_not_match_are_problems() -> None:
    stated = two_lists("完成 4 项，2024 年和 2025 年分别完成 1 项和 2 项")

    problems = stated.problems([1, 1])

    assert [(problem.kind, problem.year) for problem in problems] == [
        ("count_mismatch", 2025),
        ("control_total", None),
    ]


def test_a_stated_list_that_is_not_found_is_a_problem() -> None:
    sentence = "完成制修订 3 项，2024 年和 2025 年分别完成 1 项和 2 项"
    stated = totals(sentence, "附件1", OTHER, table(HEADER, project(1)))

    problems = list(stated.problems([1]))

    assert [(problem.kind, problem.year) for problem in problems] == [
        ("control_total", 2025),
        ("control_total", None),
    ]


def test_totals_that_match_are_no_problem() -> None:
    stated = two_lists("完成 3 项，2024 年和 2025 年分别完成 1 项和 2 项")

    assert list(stated.problems([1, 2])) == []


def test_the_total_of_a_table_of_two_years_is_compared_with_both() -> None:
    stated = two_lists()
    for found in stated.lists:
        found.whole = 0
    stated = Totals(document(), stated.lists)
    stated.beside[0] = stated_for_list([list_of(project(1), title=f"{TITLE}（共3项）")])

    assert [problem.kind for problem in stated.problems([1, 1])] == ["count_mismatch"]
    assert list(stated.problems([1, 2])) == []
