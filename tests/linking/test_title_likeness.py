"""How alike titles are: what few titles have counts most."""

import pytest

from etl.linking.title_likeness import Rarity, core, pairs

TITLES = (
    "碳排放核算与报告要求铜冶炼企业",
    "碳排放核算与报告要求锌冶炼企业",
    "碳排放核算与报告要求水泥企业",
    "家用饮水机安全技术规范",
    "商用饮水机安全技术规范",
    "登山绳安全技术规范",
)


def likeness(one: str, other: str) -> float:
    rarity = Rarity(pairs(core(title)) for title in TITLES)
    return rarity.likeness(pairs(core(one)), pairs(core(other)))


@pytest.mark.parametrize(
    "published",
    [
        "家用饮水机安全技术规范",
        "家用饮水机 安全技术规范",
        "家用饮水机　安全（技术）规范",
        "家用飲水機安全技術規範",
        "家用饮水机第3部分：安全技术规范",
        "家用饮水机第X部分：安全技术规范",
    ],
)
def test_typography_and_the_number_of_a_part_make_no_difference(published: str) -> None:
    assert likeness("家用饮水机安全技术规范", published) == 1


def test_titles_without_a_common_pair_have_nothing_in_common() -> None:
    assert likeness("登山绳", "水泥窑") == 0


def test_a_title_that_changed_stays_nearer_than_its_siblings() -> None:
    published = "温室气体排放核算与报告要求 第42部分：铜冶炼企业"

    own, *siblings = (likeness(published, title) for title in TITLES[:3])

    assert own > 1.2 * max(siblings)


def test_what_many_titles_share_counts_less_than_what_few_share() -> None:
    by_common = likeness("甲乙技术规", "丙丁技术规")
    by_rare = likeness("登山绳甲乙", "登山绳丙丁")

    assert by_rare > by_common


@pytest.mark.parametrize("title", ["茶", "—", "", "第2部分"])
def test_a_title_of_hardly_anything_is_compared_all_the_same(title: str) -> None:
    assert likeness(title, title) == 1
