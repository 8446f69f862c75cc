"""Chinese words for what Datasette names in English at run time."""

import re

from schema.kinds.fields import fields
from schema.places import place_text as place_text
from schema.queries import canned_queries
from schema.value_words import NOT_STATED as NOT_STATED
from schema.value_words import VALUES as VALUES
from schema.vocabulary import EvidenceRank, ProjectStatus

# Tables whose level is null where neither heading nor number says it.
_LEVEL_TABLES = ("projects", "standards", "lists")
# The operators of the filter form, by Datasette's key.
LOOKUPS = {
    "exact": "等于",
    "not": "不等于",
    "contains": "包含",
    "endswith": "以此结尾",
    "startswith": "以此开头",
    "gt": "大于",
    "gte": "大于或等于",
    "lt": "小于",
    "lte": "小于或等于",
    "like": "匹配（%代表任意字）",
    "notlike": "不匹配（%代表任意字）",
    "glob": "匹配（*代表任意字）",
    "in": "是其中之一（逗号分隔）",
    "notin": "不是其中任何一个（逗号分隔）",
    "arraycontains": "其中有",
    "arraynotcontains": "其中没有",
    "date": "日期为",
    "isnull": "没有值",
    "notnull": "有值",
    "isblank": "为空",
    "notblank": "不为空",
}
# The inputs of the ready-made queries, which people meet again when they change the SQL.
PARAMETERS = {one.name: one.title for query in canned_queries() for one in query.inputs}
# Fields of findings and corrections that are no column of projects.
OUTCOME_FIELDS = {
    "standard_number": "标准号",
    "published_title": "发布名称",
    "published_on": "发布日期",
    "implemented_on": "实施日期",
    "replaces": "代替标准",
    "evidence": "证据",
}
# The values of projects.status in a few words, for tables.
STATUS_IN_SHORT = {
    ProjectStatus.VERIFIED.value: "",
    ProjectStatus.UNVERIFIED.value: "待核实",
    ProjectStatus.STATED.value: "标准号未查明",
    ProjectStatus.DISPUTED.value: "说法不一",
    ProjectStatus.ENDED.value: "已终止",
    ProjectStatus.SUSPENDED.value: "已暂缓",
    ProjectStatus.UNKNOWN.value: "未查明",
}
# Projects whose standard has no known number, which says nothing against its publication.
NUMBER_NOT_KNOWN = (ProjectStatus.STATED, ProjectStatus.UNKNOWN)
# Where a number was seen, beside it in tables.
RANK_IN_SHORT = {
    EvidenceRank.OFFICIAL.value: "见于官方页面",
}


def number_note(status: str | None, rank: str | None) -> str:
    """What stands beside the numbers of a project: how sure they are, and where they were seen; or
    what is known without a number."""
    short = STATUS_IN_SHORT.get(status or "", status or "")
    return "，".join(filter(None, (short, RANK_IN_SHORT.get(rank or "", rank or ""))))


def has_no_number(status: str | None) -> bool:
    """Whether tables show a dash for the number of a project's standard."""
    return status in NUMBER_NOT_KNOWN


def may_be_unstated(table: str, column: str) -> bool:
    """Whether null in a column means that no list states it."""
    if column == "level":
        return table in _LEVEL_TABLES
    declared = fields().get(column)
    return declared is not None and table in declared.tables


def chinese_half(text: str) -> str:
    """The Chinese half of a description that goes on in English."""
    return _halves(text)[0]


def note_halves(note: str) -> tuple[str, str]:
    """The Chinese and the English half of a column note, without the column's name."""
    _, found, text = note.partition("：")
    return _halves(text if found else note)


def _halves(text: str) -> tuple[str, str]:
    """What stands before and after the last Chinese full stop, if English follows it."""
    # By letters: the English may quote a Chinese word.
    chinese, stop, english = text.rpartition("。")
    hanzi = len(re.findall(r"[一-鿿]", english))
    if stop and len(re.findall(r"[A-Za-z]", english)) > hanzi:
        return chinese + stop, english.strip()
    return text, ""


def column_title(note: str) -> str:
    """The name of a column: what its note says before the first full-width colon."""
    return note.partition("：")[0]


def date_text(value: str | None) -> str:
    """A date as precise as it is known: ``2025-08`` is 2025年8月."""
    units = zip(str(value or "").split("-"), "年月日", strict=False)
    return "".join(f"{int(number)}{unit}" for number, unit in units if number.isdigit())


def shorten_url(address: str) -> str:
    """An address as a text to click: without the protocol, and not too long."""
    text = address.partition("://")[2].removeprefix("www.") or address
    return text if len(text) <= 60 else f"{text[:59]}…"
