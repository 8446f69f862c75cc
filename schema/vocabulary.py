"""The closed lists of the catalogue: values that the schema itself enforces.

Values that come with a notice (the domains) are not here: they are curated in
``curation/vocabulary.yml`` and stored in the ``vocabulary`` table.
"""

from enum import StrEnum


class ProjectType(StrEnum):
    """制定/修订 (STD_FORM on std.samr.gov.cn): whether a standard is new or revised."""

    DEVELOP = "制定"
    REVISE = "修订"


class Mandate(StrEnum):
    """标准性质 (STD_NATURE on std.samr.gov.cn): whether a standard must be followed."""

    MANDATORY = "强制"
    RECOMMENDED = "推荐"


class OrganizationKind(StrEnum):
    """What a body is."""

    DEPARTMENT = "政府部门"
    ASSOCIATION = "行业组织"
    COMMITTEE = "技术委员会"


class Role(StrEnum):
    """What a body does for a project: 主管 is competent for it, 归口 is in charge of it."""

    COMPETENT = "主管部门"
    IN_CHARGE = "归口单位"


class TotalScope(StrEnum):
    """What a stated total counts."""

    NOTICE = "通知"
    LIST = "清单"
    DOMAIN = "领域"


class FindingKind(StrEnum):
    """What the checks notice and leave as printed."""

    DOUBLED_WORD = "重复用字"
    SIMILAR_BODY = "机构名称近似"
    UNOFFICIAL_NAME = "与正式名称不一致"
    SIMILAR_TITLE = "题名用词不一致"
    FAMILY_DISAGREES = "同族项目不一致"
    MISSING_COMMITTEE = "同类项目均列归口单位"
    UNNUMBERED_PART = "部分号未定"
    TYPOGRAPHY = "排版与通篇不一致"


class ProjectField(StrEnum):
    """The fields of a project that come from a cell of the notice, and may be corrected."""

    TITLE = "title"
    PROJECT_TYPE = "project_type"
    MANDATE = "mandate"
    DEPARTMENTS = "departments"
    COMMITTEES = "committees"
    DOMAIN = "domain"
