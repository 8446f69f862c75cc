"""The kind of a body is proposed from the ending of its name."""

import pytest

from etl.review.body_kinds import kind_of_body
from schema.vocabulary import OrganizationKind, Role


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("农业农村部", "政府部门"),
        ("国家标准化管理委员会", "政府部门"),
        ("山东检验检疫局", "政府部门"),
        ("中国建筑材料联合会", "行业组织"),
        ("中华全国供销合作总社", "行业组织"),
        ("全国锅炉压力容器标准化技术委员会", "技术委员会"),
        ("全国家用电器标委会", "技术委员会"),
        ("全国交通工程设施（公路）标准化技术委员会", "技术委员会"),
        ("甲乙（北京）科技有限公司", "企业"),
        ("国网电力科学研究院有限公司", "企业"),
        ("中国标准化研究院", "科研院所"),
        ("特种设备安全监督检验研究院（无锡分院）", "科研院所"),
        ("清华大学", "高等院校"),
        ("江西理工学院", "高等院校"),
        ("中国质量认证中心", "其他机构"),
        ("北京协和医院", "其他机构"),
    ],
)
def test_the_ending_of_a_name_tells_its_kind(name: str, kind: str) -> None:
    assert kind_of_body(name, ()) == (OrganizationKind(kind), kind_of_body(name, ())[1])


def test_a_name_that_tells_nothing_is_of_the_kind_of_its_column() -> None:
    in_charge, _ = kind_of_body("某某", (Role.COMPETENT,))
    drafts, _ = kind_of_body("某某", (Role.DRAFTS,))

    assert (in_charge, drafts) == (OrganizationKind.DEPARTMENT, OrganizationKind.OTHER)


def test_what_tells_the_kind_is_said() -> None:
    assert "研究院" in kind_of_body("中国标准化研究院", ())[1]
