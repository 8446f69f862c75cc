"""The kind of a body, from the ending of its name: what is proposed, for a person to confirm."""

import re
from collections.abc import Collection

from etl.text.traditional import simplified
from schema.vocabulary import OrganizationKind, Role

# The first ending that fits tells the kind; longer ones stand before those that they end with.
_KIND_OF_ENDING: tuple[tuple[OrganizationKind, tuple[str, ...]], ...] = (
    (
        OrganizationKind.COMMITTEE,
        (
            "标准化技术委员会",
            "技术委员会",
            "标准化委员会",
            "标委会",
            "技委会",
            "标准化工作组",
            "标准工作组",
            "标准化总体组",
        ),
    ),
    (OrganizationKind.COMPANY, ("公司", "集团", "厂", "企业", "银行")),
    (OrganizationKind.OTHER, ("医院", "法院", "检察院", "博物院")),
    (
        OrganizationKind.INSTITUTE,
        (
            "研究院",
            "研究所",
            "研究总院",
            "设计院",
            "科学院",
            "规划院",
            "工程院",
            "研究中心",
            "技术中心",
            "实验室",
            "总院",
            "院",
            "所",
        ),
    ),
    (
        OrganizationKind.ASSOCIATION,
        ("协会", "联合会", "学会", "商会", "总会", "促进会", "联盟", "总社", "研究会", "基金会"),
    ),
    (OrganizationKind.DEPARTMENT, ("委员会", "部", "局", "署", "厅", "委", "办公室", "人民政府")),
    (OrganizationKind.UNIVERSITY, ("大学", "学院", "学校")),
    (OrganizationKind.OTHER, ("中心", "站", "馆", "总队", "社")),
)
# Ends like one kind and is of another: 学院 of a university, not an institute (院).
_BEFORE_ALL = ("大学", "学院")
_NOTE_AT_END = re.compile("（[^（）]*）$")


def kind_of_body(name: str, roles: Collection[Role]) -> tuple[OrganizationKind, str]:
    """The likely kind of a body and, in Chinese, what tells it: the ending of its name, or else
    the column that it stands in."""
    plain = simplified(_NOTE_AT_END.sub("", name) or name)
    for ending in _BEFORE_ALL:
        if plain.endswith(ending):
            return OrganizationKind.UNIVERSITY, _by_ending(ending)
    for kind, endings in _KIND_OF_ENDING:
        for ending in endings:
            if plain.endswith(ending):
                return kind, _by_ending(ending)
    if Role.COMPETENT in roles:
        return OrganizationKind.DEPARTMENT, f"类别按所在栏目“{Role.COMPETENT}”判定"
    return OrganizationKind.OTHER, "名称结尾未说明类别"


def _by_ending(ending: str) -> str:
    return f"类别按名称结尾“{ending}”判定"
