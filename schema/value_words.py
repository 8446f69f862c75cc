"""Chinese words for the codes that the catalogue stores in English, by column.

Pages and files for people show the word; data for programs has the code.
"""

from schema.vocabulary import Confidence, DatePrecision

# What stands for a value that a list does not print.
NOT_STATED = "未列明"
# Columns, by table, whose empty cells say so: what a list leaves out there, others print.
SAY_NOT_STATED = frozenset((("projects", "committees"),))
_YES_NO: dict[str | int, str] = {0: "否", 1: "是"}
_PRECISIONS: dict[str | int, str] = {
    DatePrecision.YEAR.value: "到年",
    DatePrecision.MONTH.value: "到月",
    DatePrecision.DAY.value: "到日",
}
VALUES: dict[str, dict[str | int, str]] = {
    "confidence": {Confidence.HIGH.value: "已核实", Confidence.MEDIUM.value: "待核实"},
    "published_on_precision": _PRECISIONS,
    "implemented_on_precision": _PRECISIONS,
    "withdrawn_on_precision": _PRECISIONS,
    "stated_on_precision": _PRECISIONS,
    "issued_on_precision": _PRECISIONS,
    "comparator": {
        "=": "等于",
        ">=": "不少于",
        ">": "超过",
        "<=": "不超过",
        "<": "低于",
        "~": "约",
        "range": "区间",
    },
    "is_title_printed": _YES_NO,
    "is_counted": _YES_NO,
    "is_linked": _YES_NO,
    "is_list_open": _YES_NO,
    "is_other_domain": _YES_NO,
    "is_entities_open": _YES_NO,
    "is_standards_list": _YES_NO,
    "format": {
        "text": "文本",
        "pdf": "PDF",
        "docx": "Word",
        "doc": "Word（旧格式）",
        "xlsx": "Excel",
        "xls": "Excel（旧格式）",
        "html": "网页",
        "csv": "CSV",
        "markdown": "Markdown",
    },
}


def value_in_words(column: str, value: object) -> object:
    """The word for a stored code; other values as they are."""
    words = VALUES.get(column)
    return words.get(value, value) if words and isinstance(value, (str, int)) else value
