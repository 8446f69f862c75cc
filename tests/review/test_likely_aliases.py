"""Which printed names are proposed as other spellings of a body, and which are not."""

import pytest

from etl.review.likely_aliases import KnownNames
from schema.vocabulary import OrganizationKind

DEPARTMENTS = ("工业和信息化部", "国家标准化管理委员会", "国家林业和草原局", "国家市场监督管理总局")
ASSOCIATIONS = ("中国钢铁工业协会", "中国电力企业联合会", "中华全国供销合作总社")
COMMITTEES = (
    "全国家用电器标准化技术委员会",
    "全国塑料标准化技术委员会",
    "全国高压直流输电设备标准化技术委员会",
    "全国音频、视频及多媒体系统与设备标准化技术委员会",
)


@pytest.fixture(scope="module")
def names() -> KnownNames:
    known = KnownNames()
    for kind, bodies in (
        (OrganizationKind.DEPARTMENT, DEPARTMENTS),
        (OrganizationKind.ASSOCIATION, ASSOCIATIONS),
        (OrganizationKind.COMMITTEE, COMMITTEES),
    ):
        for name in bodies:
            known.add(name, kind)
    known.add("全国消防标准化技术委员会", OrganizationKind.COMMITTEE, "SAC/TC113")
    return known


@pytest.mark.parametrize(
    ("printed", "body"),
    [
        ("国家标准委", "国家标准化管理委员会"),
        ("国家林草局", "国家林业和草原局"),
        ("工信部", "工业和信息化部"),
        ("市场监管总局", "国家市场监督管理总局"),
        ("工业和信息化部（电子）", "工业和信息化部"),
        ("供销合作总社", "中华全国供销合作总社"),
        ("中国钢铁协会", "中国钢铁工业协会"),
        ("全国家用电器标委会", "全国家用电器标准化技术委员会"),
        ("家用电器标委会", "全国家用电器标准化技术委员会"),
        ("全国 家用电器 标准化技术委员会", "全国家用电器标准化技术委员会"),
        ("全国家用电器标准化技术委员", "全国家用电器标准化技术委员会"),
        ("全国家用电器标准化技术委会员", "全国家用电器标准化技术委员会"),
        ("全国高压直流输电备标准化技术委员会", "全国高压直流输电设备标准化技术委员会"),
        (
            "全国音频视频及多媒体系统与设备标准化技术委员会",
            "全国音频、视频及多媒体系统与设备标准化技术委员会",
        ),
        ("全国塑料标准化技术委员会等", "全国塑料标准化技术委员会"),
        ("TC113", "全国消防标准化技术委员会"),
        ("SAC/TC113", "全国消防标准化技术委员会"),
    ],
)
def test_another_spelling_of_a_body_is_proposed(names: KnownNames, printed: str, body: str) -> None:
    likely = names.likely(printed)

    assert likely is not None
    assert likely.name == body
    assert likely.reason


@pytest.mark.parametrize(
    "printed",
    [
        "全国塑料制品标准化技术委员会",
        "全国高压交流输电设备标准化技术委员会",
        "中国企业联合会",
        "中国电器工业协会",
        "全国消防车标准化技术委员会",
        "TC114",
        "教育部",
    ],
)
def test_another_body_is_not_proposed_as_one_of_these(names: KnownNames, printed: str) -> None:
    assert names.likely(printed) is None


def test_a_name_that_differs_by_a_character_is_shown_as_similar(names: KnownNames) -> None:
    similar = names.similar("全国高压交流输电设备标准化技术委员会")

    assert similar == ("全国高压直流输电设备标准化技术委员会",)


def test_an_abbreviation_that_fits_two_bodies_is_none_of_them() -> None:
    known = KnownNames()
    for name in ("国家能源管理局", "国家能源监督局"):
        known.add(name, OrganizationKind.DEPARTMENT)

    assert known.likely("国家能源局") is None
