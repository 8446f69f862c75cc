"""The closed lists of the policy layer: values that the schema itself enforces."""

from enum import StrEnum


class DocumentLevel(StrEnum):
    """Who issued a policy document."""

    NATIONAL = "国家"
    PROVINCE = "省"
    CITY = "市"
    ASSOCIATION = "行业组织"


class DocumentKind(StrEnum):
    """What a policy document is."""

    ACTION_PLAN = "行动方案"
    WORK_PLAN = "工作方案"
    IMPLEMENTATION_PLAN = "实施方案"
    DIVISION_PLAN = "任务分工方案"
    DIVISION_TABLE = "分工表"
    FIVE_YEAR_PLAN = "五年规划"
    MECHANISM = "工作机制"
    NOTICE = "通知"
    WORK_NOTICE = "工作通知"
    TASK_NOTICE = "任务通知"
    CALL = "申报通知"
    OPINIONS = "实施意见"
    MEASURES = "管理办法"
    ANNOUNCEMENT = "公告"
    BRIEFING = "吹风会实录"
    EXPLANATION = "政策解读"
    STANDARDS_LIST = "标准项目清单"
    PROJECT_LIST = "项目清单"
    COMPILATION = "汇编"


class MeasureLayer(StrEnum):
    """Whether a measure belongs to the plans that the layer is about, or to another document of
    the compilation that carries them."""

    CORE = "主体"
    COMPILATION = "汇编"


class MeasureKind(StrEnum):
    """What a numbered measure is in its document."""

    TASK = "任务"
    SUBTASK = "子任务"
    GROUP = "任务组"
    SAFEGUARD = "保障措施"
    POLICY = "政策保障"
    MECHANISM = "工作机制"
    REQUIREMENT = "工作要求"
    DIVISION = "分工"
    FIELD = "领域"
    COLUMN = "专栏"
    COLUMN_ROW = "专栏条目"
    PROJECT = "重大工程"
    GENERAL = "总则"


class MeasureRole(StrEnum):
    """What a body does for a measure."""

    LEAD = "牵头"
    RESPONSIBLE = "负责"
    PARTICIPANT = "配合"
    IMPLEMENT = "落实"
    CONVENER = "召集人"
    VICE_CONVENER = "副召集人"
    MEMBER = "成员"
    NAMED = "文中载明"


class RoleBasis(StrEnum):
    """Whether a document prints a body beside the measure, or a clause says it of all that
    follow."""

    PRINTED = "载明"
    IMPLIED = "连带"


class LinkConfidence(StrEnum):
    """Whether a link rests on printed words, or was inferred; docs/policy.md says how."""

    EXPLICIT = "明确"
    INFERRED = "推断"


class LinkRank(StrEnum):
    """Whether a measure is the one that a project carries out first, or another that names its
    subject in passing."""

    PRIMARY = "主要"
    SECONDARY = "次要"


class TermRelation(StrEnum):
    """What the term of a measure has to do with the term of a project's title."""

    SAME = "同名"
    SYNONYM = "同义"
    KIND_OF = "属类"
    CLASS = "仅及类别"
    NONE = "未点名"


class Neighbours(StrEnum):
    """Where an inferred project stands in its list between those that measures name."""

    BETWEEN = "两侧同属"
    EDGE = "一侧同属"
    AGAINST_ORDER = "不合清单次序"


class DepartmentNamed(StrEnum):
    """Whether the project's competent department is among the bodies of the measure."""

    YES = "是"
    NO = "否"
    ASSOCIATION = "行业组织"


class Comparator(StrEnum):
    """How a value to be reached is meant."""

    EXACTLY = "="
    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    ABOUT = "~"
    RANGE = "range"


class TargetKind(StrEnum):
    """What a target counts."""

    COUNT = "数量"
    LEVEL = "水平"
    INCREASE = "增长"
    COVERAGE = "覆盖"
    SHARE = "占比"
    THRESHOLD = "淘汰界限"


class ReferenceRelation(StrEnum):
    """What a document does with what it names."""

    ITSELF = "自称"
    IMPLEMENTS = "落实"
    BASED_ON = "依据"
    CITES = "引用"
    ATTACHES = "附件"
    ISSUES = "印发"
    EXPLAINS = "解读"
    ANNOUNCES = "预告"
    PUBLISHES = "公布附件"
    REPEALS = "废止"
    REPEALS_CLAUSE = "废止其中一款"
    IN_TITLE = "项目名称所含标准号"
    USED = "项目采用的标准"


class ReferenceTarget(StrEnum):
    """What kind of thing a document names."""

    PLAN = "行动或实施方案"
    DEVELOPMENT_PLAN = "规划"
    NOTICE = "通知"
    OPINIONS = "意见"
    MEASURES = "管理办法"
    CATALOGUE = "目录"
    CODE = "技术规程"
    LAW = "法律"
    FORM = "表格或指南"
    STANDARD = "标准"
    PLANNED_STANDARD = "拟制定国家标准"
    STANDARDS_LIST = "标准清单"
    LIST = "清单"
    TABLE = "表"
    MECHANISM = "工作机制"
    TARIFF = "税则"


class TableForm(StrEnum):
    """How a table or list is set in the text of a document."""

    TABS = "制表符表格"
    TAB_LIST = "制表符列表，无表头"
    CELL_A_LINE = "每格一行（行首制表符）"
    BULLETS = "项目符号列表"
    NUMBERED = "编号列表"
    NAMES = "姓名与职务逐行"
