"""What speaks for and against a pair, and how it moves the score."""

from datetime import date
from typing import Any

import pytest

from etl.linking.evidence import Evidence, weigh
from etl.linking.title_likeness import Rarity
from schema.numbers import StandardNumber
from tests.linking.pairs import numbers, project, standard

PLANNED = "家用饮水机安全技术规范"
PUBLISHED = "饮水机 安全要求"


def evidence(
    planned: dict[str, Any] | None = None,
    announced: dict[str, Any] | None = None,
    titles: tuple[str, str] = (PLANNED, PUBLISHED),
) -> Evidence:
    waiting = project(titles[0], **(planned or {}))
    found = standard(titles[1], **(announced or {}))
    return weigh(waiting, found, Rarity([waiting.pairs]))


def test_a_title_alone_is_said_to_be_all_there_is() -> None:
    found = evidence(titles=(PLANNED, PLANNED))

    assert found.score == 1
    assert found.reasons == ("名称一致",)
    assert found.doubts == ("只有名称可据",)


REPLACED: tuple[StandardNumber, ...] = numbers("GB/T 77-2008")


@pytest.mark.parametrize(
    ("planned", "announced", "reason"),
    [
        ({"replaces": REPLACED}, {"replaces": numbers("GB/T 77-2008")}, "都代替 GB/T 77-2008"),
        ({"replaces": REPLACED}, {"replaces": numbers("GB 77-2018")}, "都代替 GB 77-2018"),
        (
            {"replaces": REPLACED},
            {"printed": "GB 77-2031"},
            "GB 77-2031 是计划拟代替标准的新版",
        ),
        (
            {"bodies": frozenset(("甲委", "乙委"))},
            {"bodies": frozenset(("乙委", "丙委"))},
            "单位相同：乙委",
        ),
        (
            {"project_type": "修订"},
            {"replaces": numbers("GB/T 9-2008")},
            "计划为修订，公告有代替标准",
        ),
        (
            {"recorded": numbers("GB/T 50001-2031")},
            {},
            "GB/T 50001-2031 已记为该项目的成果",
        ),
    ],
)
def test_what_speaks_for_a_pair_raises_the_score(
    planned: dict[str, Any], announced: dict[str, Any], reason: str
) -> None:
    found = evidence(planned, announced)

    assert found.score > evidence().score
    assert reason in found.reasons
    assert "只有名称可据" not in found.doubts


@pytest.mark.parametrize(
    ("planned", "announced", "doubt"),
    [
        ({"level": "国家"}, {"level": "团体"}, "计划为国家标准，公告为团体标准"),
        ({"mandate": "推荐"}, {"mandate": "强制"}, "计划为推荐，发布为强制"),
        (
            {"listed_on": date(2030, 3, 1)},
            {"published_on": "2030-02"},
            "发布早于计划（2030-03-01）",
        ),
        ({"replaces": REPLACED}, {"replaces": numbers("GB/T 9-2008")}, "代替的标准不同"),
        (
            {"project_type": "制定"},
            {"replaces": numbers("GB/T 9-2008")},
            "计划为制定，公告有代替标准",
        ),
        ({"bodies": frozenset("甲")}, {"bodies": frozenset("乙")}, "单位不同"),
        ({"recorded": numbers("GB/T 6-2031")}, {}, "该项目已记有成果 GB/T 6-2031"),
    ],
)
def test_what_speaks_against_a_pair_lowers_the_score(
    planned: dict[str, Any], announced: dict[str, Any], doubt: str
) -> None:
    found = evidence(planned, announced)

    assert found.score < evidence().score
    assert doubt in found.doubts


def test_another_part_of_the_same_family_is_another_standard() -> None:
    titles = ("饮水机第2部分：安全", "饮水机第3部分：安全")

    same = evidence(announced={"printed": "GB/T 50.2-2031"}, titles=titles)
    other = evidence(announced={"printed": "GB/T 50.3-2031"}, titles=titles)

    assert "同为第2部分" in same.reasons
    assert "计划为第2部分，标准为第3部分" in other.doubts
    assert other.score < same.score


def test_a_part_not_yet_numbered_is_no_contradiction() -> None:
    titles = ("饮水机第X部分：安全", "饮水机第3部分：安全")

    found = evidence(announced={"printed": "GB/T 50.3-2031"}, titles=titles)

    assert found.score == 1


@pytest.mark.parametrize("published", ["2030-03", "2030", "2030-03-01"])
def test_a_date_that_may_be_after_the_plan_is_no_contradiction(published: str) -> None:
    planned = {"listed_on": date(2030, 3, 1)}

    assert evidence(planned, {"published_on": published}).score == evidence().score


def test_what_one_side_does_not_state_says_nothing() -> None:
    stated = {"level": "国家", "mandate": "推荐", "bodies": frozenset("甲"), "replaces": REPLACED}

    assert evidence(stated).score == evidence().score


def test_a_verified_outcome_of_another_number_all_but_excludes_a_project() -> None:
    planned = {"recorded": numbers("GB/T 6-2031"), "is_verified": True}

    assert evidence(planned, titles=(PLANNED, PLANNED)).score < 0.2
