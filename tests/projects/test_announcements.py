"""Announcements: the outcomes that they state, and how these stand beside curated ones."""

import pytest

from etl.problems import CatalogueError
from tests.small_catalogue import (
    ANNOUNCED,
    ANNOUNCEMENT,
    MadeList,
    SmallCatalogue,
    announced,
    planned,
)

PLAN_NUMBER = "20300001-T-469"
NUMBER, TITLE = "GB/T 50001-2031", "茶叶冲泡方法"
OUTCOMES = (
    "select code, normalized_number, confidence, evidence, entry_id from project_outcomes "
    "join projects on projects.id = project_id join standards on standards.id = standard_id "
    "where relation = '结果' order by 1, 2"
)


def with_plan_number(list_id: int, plan_number: str, number: str, title: str) -> MadeList:
    header = ("序号", "计划号", *ANNOUNCEMENT[1:])
    rows = [(plan_number, *announced(number, title))]
    return MadeList(list_id, f"pub-{list_id}", ANNOUNCED, header, rows)


def test_a_plan_number_joins_announcement_and_project(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned(PLAN_NUMBER, "茶叶冲泡"))
    small.notice(2, "2031-05-06", with_plan_number(2, PLAN_NUMBER, NUMBER, TITLE))

    found = small.rows(OUTCOMES)
    project = small.rows("select status, standard_numbers, published_year, title from projects")

    assert found == [("plan-1-001", NUMBER, "high", "[]", 20001)]
    assert project == [("已发布（标准号已核实）", f'["{NUMBER}"]', 2031, "茶叶冲泡")]


def test_any_plan_number_that_a_project_ever_had_joins(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned(PLAN_NUMBER, "茶叶冲泡"))
    small.plan(2, "2031-01-02", planned("20310009-T-469", "茶叶冲泡"))
    small.link(("plan-2-001", "plan-1-001"))
    small.notice(3, "2031-05-06", with_plan_number(3, PLAN_NUMBER, NUMBER, TITLE))

    assert [row[:2] for row in small.rows(OUTCOMES)] == [("plan-1-001", NUMBER)]


def test_nothing_joins_an_announcement_by_its_title_alone(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned(PLAN_NUMBER, TITLE))
    small.announcement(2, "2031-05-06", announced(NUMBER, TITLE))

    assert small.rows(OUTCOMES) == []
    assert small.rows("select status from projects") == [("未查明",)]


def test_an_accepted_link_makes_a_verified_outcome_with_the_row_as_its_source(
    small: SmallCatalogue,
) -> None:
    small.plan(1, "2030-01-02", planned("", TITLE))
    small.announcement(2, "2031-05-06", announced("GB/T 1-2031", "咖啡"), announced(NUMBER, TITLE))
    small.link(("pub-2-002", "plan-1-001"))

    found = small.rows(OUTCOMES)
    entries = small.rows("select id, project_id from entries where list_id = 2 order by id")

    assert found == [("plan-1-001", NUMBER, "high", "[]", 20002)]
    assert entries == [(20001, None), (20002, 10001)]
    assert small.rows("select status from projects") == [("已发布（标准号已核实）",)]


def test_an_announcement_verifies_a_curated_outcome_and_keeps_its_addresses(
    small: SmallCatalogue,
) -> None:
    small.plan(1, "2030-01-02", planned("", TITLE))
    small.outcome("plan-1-001", NUMBER, "", "medium")
    small.announcement(2, "2031-05-06", announced(NUMBER, TITLE))
    small.link(("pub-2-001", "plan-1-001"))

    found = small.rows(OUTCOMES)
    standards = small.rows("select title, published_on, implemented_on from standards")

    assert found == [("plan-1-001", NUMBER, "high", '["https://example.org/plan-1-001"]', 20001)]
    assert standards == [(TITLE, "2031-05-06", "2031-12-01")]


def test_a_standard_announced_twice_keeps_both_rows_with_its_project(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned("", TITLE))
    small.announcement(2, "2031-05-06", announced(NUMBER, TITLE))
    small.announcement(3, "2031-06-06", announced(NUMBER, TITLE))
    small.link(("pub-2-001", "plan-1-001"), ("pub-3-001", "plan-1-001"))

    assert len(small.rows(OUTCOMES)) == 1
    assert small.rows("select project_id from entries where list_id > 1") == [(10001,), (10001,)]


def test_a_published_standard_outweighs_an_adjustment(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned(PLAN_NUMBER, TITLE))
    header = ("序号", "计划号", "项目名称", "调整内容")
    rows = [(PLAN_NUMBER, TITLE, "暂缓")]
    small.notice(2, "2030-06-02", MadeList(2, "adj-2", "国家标准计划项目调整表", header, rows))
    small.notice(3, "2031-05-06", with_plan_number(3, PLAN_NUMBER, NUMBER, TITLE))

    assert small.rows("select status from projects") == [("已发布（标准号已核实）",)]


def test_a_number_of_an_industry_is_not_taken_for_the_national_one(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned("", TITLE), planned("", "茶叶术语"))
    small.announcement(
        2, "2031-05-06", announced(NUMBER, TITLE), announced("NY/T 50001-2031", "茶")
    )
    small.link(("pub-2-001", "plan-1-001"), ("pub-2-002", "plan-1-002"))

    assert [row[:2] for row in small.rows(OUTCOMES)] == [
        ("plan-1-001", NUMBER),
        ("plan-1-002", "NY/T 50001-2031"),
    ]


def test_a_standard_whose_number_says_no_nature_is_not_odd(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned("", TITLE))
    small.announcement(2, "2031-05-06", announced("T/ABC 12-2031", TITLE))
    small.link(("pub-2-001", "plan-1-001"))

    kinds = small.rows("select kind from findings where kind = '发布性质与计划不一致'")

    assert kinds == []


def test_two_announced_standards_of_one_project_are_refused_with_both_places(
    small: SmallCatalogue,
) -> None:
    small.plan(1, "2030-01-02", planned("", TITLE))
    small.announcement(2, "2031-05-06", announced(NUMBER, TITLE), announced("GB/T 9-2031", "茶"))
    small.link(("pub-2-001", "plan-1-001"), ("pub-2-002", "plan-1-001"))

    with pytest.raises(CatalogueError) as refused:
        small.build()

    (problem,) = (found for found in refused.value.problems if found.is_error)
    assert "某字〔2031〕2号 line 4" in str(problem)
    assert "某字〔2031〕2号 line 3" in problem.found
    assert "outcomes.csv" not in str(problem)
