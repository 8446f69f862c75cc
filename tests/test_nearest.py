"""A refusal says which table is nearest to a list, what it lacks and what to do."""

import pytest

from etl.problems import Problem
from tests.builders import recognise, table


def refusal(*blocks: object) -> Problem:
    recognition = recognise(*blocks)  # type: ignore[arg-type]
    assert recognition.lists == []
    assert recognition.nearest is not None
    return recognition.nearest.problem()


def test_the_table_with_most_known_words_is_named() -> None:
    other = table(("序号", "机构", "负责人"), ("1", "甲", "乙"))
    near = table(("序号", "项目名称", "承担单位"), ("1", "一种方法", "甲"), at=10)

    problem = refusal("会议安排", other, "项目安排", near)

    assert (problem.kind, problem.place) == ("no_table_found", "row 10")
    assert "no table of 2" in problem.message
    assert "序号, 项目名称, 承担单位" in problem.message


@pytest.mark.parametrize(
    ("header", "lacking"),
    [
        (("序号", "归口单位", "主管部门"), "a column of titles"),
        (("序号", "项目名称", "承担单位"), "标准 in the header or in the heading"),
        (("序号", "项目名称", "起草单位", "预算金额"), "other things than standards (预算金额)"),
    ],
)
def test_what_is_missing_is_said(header: tuple[str, ...], lacking: str) -> None:
    problem = refusal("工作安排", table(header, tuple("1甲乙丙"[: len(header)])))

    assert lacking in problem.expected
    assert "fields.yml" in problem.next_step


def test_a_table_without_a_known_word_is_shown_by_its_beginning() -> None:
    problem = refusal("通讯录", table(("", ""), ("联系人", "楼层"), ("甲", "3")))

    assert "联系人, 楼层" in problem.message
    assert problem.place == "row 2"
