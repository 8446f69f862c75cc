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
    GUIDANCE = "指导"


class OrganizationKind(StrEnum):
    """What a body is."""

    DEPARTMENT = "政府部门"
    ASSOCIATION = "行业组织"
    COMMITTEE = "技术委员会"
    GOVERNMENT = "人民政府"
    CENTRAL_OFFICE = "中央驻地方机构"
    PARTY = "党委机构"
    COORDINATION = "议事协调机构"
    COLLECTIVE = "部门统称"
    INSTITUTION = "事业单位"
    STATE_COMPANY = "国有企业"
    COMPANY = "企业"
    INSTITUTE = "科研院所"
    UNIVERSITY = "高等院校"
    OTHER = "其他机构"


class Level(StrEnum):
    """The level of government that a body belongs to."""

    NATIONAL = "国家"
    PROVINCE = "省"
    CITY = "市"
    COUNTY = "县"


class Role(StrEnum):
    """What a body does for a project: 主管 is competent for it, 归口 is in charge of it, 执行
    carries it out, 起草 drafts the standard."""

    COMPETENT = "主管部门"
    IN_CHARGE = "归口单位"
    EXECUTES = "执行单位"
    DRAFTS = "起草单位"


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
    MANDATE_DIFFERS = "发布性质与计划不一致"
    TYPE_DIFFERS = "制修订与发布结果不一致"
    PART_DIFFERS = "部分号与发布结果不一致"
    TITLE_FAR = "发布名称与计划相差较大"
    DATE_ODD = "发布日期存疑"
    READING = "发布结果印证的读法"
    EVIDENCE_WEAK = "成果证据存疑"


class ProjectField(StrEnum):
    """The fields of a project that come from a cell of the notice, and may be corrected."""

    TITLE = "title"
    PROJECT_TYPE = "project_type"
    MANDATE = "mandate"
    DEPARTMENTS = "departments"
    COMMITTEES = "committees"
    DOMAIN = "domain"


class OutcomeField(StrEnum):
    """The facts of a published standard that a finding can be about."""

    STANDARD_NUMBER = "standard_number"
    PUBLISHED_TITLE = "published_title"
    PUBLISHED_ON = "published_on"
    IMPLEMENTED_ON = "implemented_on"
    REPLACES = "replaces"
    EVIDENCE = "evidence"


class StandardMandate(StrEnum):
    """标准性质 of a published standard; 指导 is a technical guidance document (GB/Z)."""

    MANDATORY = "强制"
    RECOMMENDED = "推荐"
    GUIDANCE = "指导"


class StandardLevel(StrEnum):
    """标准层级: who issues a standard, by the Standardization Law, and those from abroad."""

    NATIONAL = "国家"
    INDUSTRY = "行业"
    LOCAL = "地方"
    GROUP = "团体"
    ENTERPRISE = "企业"
    INTERNATIONAL = "国际"
    FOREIGN = "国外"


class AdoptionDegree(StrEnum):
    """一致性程度: how a standard follows the international one that it adopts (GB/T 1.2), and the
    older 等效, EQV, that lists still print."""

    IDENTICAL = "IDT"
    MODIFIED = "MOD"
    NOT_EQUIVALENT = "NEQ"
    EQUIVALENT = "EQV"


class StandardRole(StrEnum):
    """Why a standard stands in the catalogue."""

    RESULT = "项目成果"
    REPLACED = "被代替标准"
    LISTED = "公告所列标准"


class DatePrecision(StrEnum):
    """How much of a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class OutcomeRelation(StrEnum):
    """What a project has to do with a standard: it resulted in it, or it revised it."""

    RESULT = "结果"
    REVISES = "修订"


class Confidence(StrEnum):
    """How sure the link from project to number is; docs/outcomes.md says how it is judged."""

    HIGH = "high"
    MEDIUM = "medium"


class SiteKind(StrEnum):
    """What the operator of a web site is, as far as a person could find out."""

    OFFICIAL = "官方"
    PUBLISHER = "标准出版与销售"
    TESTING = "检测认证机构"
    MEDIA = "行业与媒体"
    SHARING = "文档分享与镜像"
    OTHER = "其他"


class EvidenceRank(StrEnum):
    """On what kind of page the number of a standard was seen, the best first; not whether it is
    right. docs/outcomes.md says how it is found."""

    OFFICIAL = "标准号见于官方页面"
    PUBLISHER = "见于出版销售页面"
    OTHER = "仅见于其他网页"


class Extent(StrEnum):
    """Whether a standard is replaced wholly or partly."""

    WHOLLY = "全部"
    PARTLY = "部分"


class Basis(StrEnum):
    """Whether evidence says that a standard is replaced, or it was inferred, from an unchanged
    serial number for example."""

    STATED = "载明"
    INFERRED = "推断"


class EventKind(StrEnum):
    """What an event says of projects."""

    APPROVED = "批准发布"
    DRAFT = "征求意见"
    REPORTED = "报道发布"


class EventScope(StrEnum):
    """What an event speaks of."""

    NOTICE = "通知"
    LIST = "清单"
    DOMAIN = "领域"
    PROJECT = "项目"


class ProjectStatus(StrEnum):
    """What became of a project, as far as evidence goes; docs/outcomes.md has the rule."""

    VERIFIED = "已发布（标准号已核实）"
    UNVERIFIED = "已发布（标准号待核实）"
    STATED = "官方称已发布（标准号未查明）"
    DISPUTED = "发布情况说法不一"
    ENDED = "计划已终止"
    SUSPENDED = "计划已暂缓"
    UNKNOWN = "未查明"


class CountSubject(StrEnum):
    """Whose projects a row of ``counts`` counts: of the catalogue, of a body, of all bodies but the
    ones with the most, of none, of a list (its rows, or the projects that it gave identity to), of
    a measure, of a policy document; or which standards or findings."""

    CATALOGUE = "目录"
    BODY = "机构"
    OTHER_BODIES = "其余机构"
    NO_BODY = "未列机构"
    LIST = "清单"
    LIST_PROJECTS = "清单的项目"
    MEASURE = "举措"
    DOCUMENT = "政策文件"
    STANDARDS = "标准"
    FINDINGS = "存疑"
