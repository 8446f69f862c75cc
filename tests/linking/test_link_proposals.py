"""Ranked proposals: what is proposed first, what only to look at, what not at all."""

from etl.linking.link_proposals import CHOICES, LIKELY, Proposals, propose, propose_pair
from etl.linking.subjects import Sides
from tests.linking.pairs import project, standard

KETTLE, ROPE = project("家用饮水机", "kettle"), project("登山绳", "rope")


def proposals(sides: Sides) -> list[Proposals]:
    return propose(sides)


def test_the_best_project_of_each_standard_comes_first() -> None:
    sides = Sides(
        (
            project("饮水机安全第1部分：通用要求", "part-1"),
            project("饮水机安全第2部分：商用", "part-2"),
        ),
        (standard("饮水机安全 第2部分：商用", "GB/T 5.2-2031"),),
    )

    (found,) = proposals(sides)

    assert (found.best.project.code, found.is_likely) == ("part-2", True)


def test_a_standard_that_nothing_fits_has_no_proposal() -> None:
    assert proposals(Sides((KETTLE, ROPE), (standard("水泥窑"),))) == []


def test_two_projects_that_fit_equally_are_only_to_look_at() -> None:
    twins = (project("登山绳", "one"), project("登山绳", "two"))

    (found,) = proposals(Sides(twins, (standard("登山绳"),)))

    assert found.best.score >= LIKELY
    assert not found.is_likely
    assert [proposal.project.code for proposal in found.ranked] == ["one", "two"]


def test_no_more_than_a_few_projects_are_shown() -> None:
    projects = tuple(project("登山绳", f"p-{i}") for i in range(20))

    (found,) = proposals(Sides(projects, (standard("登山绳"),)))

    assert len(found.ranked) == CHOICES


def test_likely_proposals_come_before_others_and_better_before_worse() -> None:
    standards = (
        standard("登山绳附件", code="far"),
        standard("家用饮水机规范", code="near"),
        standard("登山绳", code="same"),
    )

    found = proposals(Sides((KETTLE, ROPE), standards))

    assert [each.standard.code for each in found] == ["same", "near", "far"]
    assert [each.is_likely for each in found] == sorted(
        (each.is_likely for each in found), reverse=True
    )


def test_a_refused_pair_is_not_proposed_again() -> None:
    sides = Sides((KETTLE, ROPE), (standard("登山绳"),), frozenset((("pub-001", "rope"),)))

    assert proposals(sides) == []


def test_a_pair_that_a_person_names_is_weighed_though_nothing_speaks_for_it() -> None:
    sides = Sides((KETTLE,), (standard("水泥窑"),))

    found = propose_pair(sides, sides.standards[0], KETTLE)

    assert found.score == 0
    assert found.evidence.doubts == ("名称相差较大（0%）", "只有名称可据")


def test_the_order_of_rows_makes_no_difference() -> None:
    standards = tuple(standard(f"第{i}种登山绳", code=f"pub-{i}") for i in range(5))
    projects = tuple(project(f"第{i}种登山绳", f"p-{i}") for i in range(5))

    forwards = proposals(Sides(projects, standards))
    backwards = proposals(Sides(projects[::-1], standards[::-1]))

    assert forwards == backwards
