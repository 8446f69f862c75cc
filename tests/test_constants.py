"""What headings and rows across a table say of the rows below them."""

import pytest

from etl.records.constants import (
    GROUP_WORD,
    constants_of_heading,
    group_values,
    groups_of_rows,
    level_of_heading,
)
from tests.builders import HEADER, TITLE, curation, project, recognise, table


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("2025年推荐性国家标准计划项目汇总表", "国家"),
        ("2024年化工行业标准制修订计划", "行业"),
        ("2025年某省地方标准制修订项目计划", "地方"),
        ("团体标准公告", "团体"),
        ("国家标准和行业标准计划", None),
        ("国家标准化管理委员会行业标准公告", "行业"),
        ("标准公告", None),
    ],
)
def test_a_heading_names_one_level_or_none(text: str, level: str | None) -> None:
    assert level_of_heading(text) == level


@pytest.mark.parametrize(
    ("title", "constants"),
    [
        ("2025年强制性国家标准制修订计划", {"mandate": "强制"}),
        ("2025年强制性和推荐性国家标准计划", {}),
        ("2024年化工行业标准制修订计划", {"industry": "化工"}),
        ("2024年推荐性化工行业标准制修订计划", {"mandate": "推荐", "industry": "化工"}),
        ("行业标准公告", {}),
        ("2024年某某某某某某某某某行业标准公告", {}),
    ],
)
def test_a_heading_says_what_holds_for_all_rows(title: str, constants: dict[str, str]) -> None:
    assert constants_of_heading(title, curation()) == constants


@pytest.mark.parametrize(
    ("group", "values"),
    [
        ("一、强制性标准", {"mandate": "强制"}),
        ("（二）修订项目", {"project_type": "修订"}),
        ("三、制修订项目", {GROUP_WORD: "制修订项目"}),
        ("化工行业", {"industry": "化工"}),
        ("（四）其他", {GROUP_WORD: "其他"}),
    ],
)
def test_a_group_names_a_nature_a_type_an_industry_or_itself(
    group: str, values: dict[str, str]
) -> None:
    assert group_values(group, curation()) == values


def test_a_group_holds_until_another_of_its_kind() -> None:
    groups = [(name,) * len(HEADER) for name in ("一、强制性标准", "化工行业", "二、推荐性标准")]
    rows = [groups[0], project(1), groups[1], project(2), groups[2], project(3), project(4)]
    (found,) = recognise(TITLE, table(HEADER, *rows)).lists

    values = list(groups_of_rows(found.rows, curation()))

    assert values == [
        {"mandate": "强制"},
        {"mandate": "强制", "industry": "化工"},
        {"mandate": "推荐", "industry": "化工"},
        {"mandate": "推荐", "industry": "化工"},
    ]
