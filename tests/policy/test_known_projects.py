"""What policy documents may call a project: by the title of any list that states one."""

from pathlib import Path

from tests.small_catalogue import COMMITTEE, SmallCatalogue, planned

PLAN_NUMBER = "20300001-T-469"


def test_a_project_is_known_by_its_titles_before_and_after_an_adjustment(tmp_path: Path) -> None:
    small = SmallCatalogue(tmp_path)
    small.plan(1, "2030-01-02", planned(PLAN_NUMBER, "茶叶冲泡方法"))
    small.plan(2, "2031-01-02", planned(PLAN_NUMBER, "茶叶感官冲泡方法"))

    known = small.read().known_projects

    assert {*known["plan-1-001"].titles} == {"茶叶冲泡方法", "茶叶感官冲泡方法"}


def test_a_project_whose_list_states_no_domain_has_none(tmp_path: Path) -> None:
    small = SmallCatalogue(tmp_path)
    small.plan(1, "2030-01-02", planned(PLAN_NUMBER, "茶叶冲泡方法", committee=COMMITTEE))

    known = small.read().known_projects

    assert known["plan-1-001"].domain is None
