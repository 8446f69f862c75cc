"""Which column of a table is which: header words matched by meaning, not by position."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Field of a project → the words that notices print above its column.
HEADER_WORDS: dict[str, tuple[str, ...]] = {
    "seq": ("序号", "编号", "序", "项目序号"),
    "title": ("标准项目名称", "项目名称", "标准名称", "项目中文名称", "标准中文名称", "名称"),
    "project_type": ("制定/修订", "制修订", "制/修订", "制订/修订", "制定或修订", "制修订类型"),
    "mandate": ("强制/推荐", "标准性质", "性质", "强制性/推荐性", "强制或推荐", "标准类别"),
    "departments": ("主管部门", "主管单位", "主管部门(单位)", "主管部门/单位"),
    "committees": (
        "归口技术委员会",
        "归口单位",
        "归口技术委员会/单位",
        "归口单位(技术委员会)",
        "技术归口单位",
        "归口",
        "技术委员会",
    ),
    "domain": ("所属领域", "领域", "重点领域"),
    "year": ("年度", "年份", "计划年度", "完成年份", "完成年度"),
}
FIELD_OF_WORD = {word: field for field, words in HEADER_WORDS.items() for word in words}
REQUIRED = ("seq", "title", "project_type", "mandate", "departments", "committees", "domain")
# A row that names at least this many of these is the header of a list of standards projects.
_TELLING = frozenset(("title", "project_type", "mandate", "departments", "committees", "domain"))
_TELLING_MINIMUM = 3


@dataclass(frozen=True)
class Header:
    """A header row: which column holds which field, and what else there is."""

    columns: dict[str, int]
    words: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.words)

    @property
    def missing(self) -> tuple[str, ...]:
        """The required fields that no column has."""
        return tuple(field for field in REQUIRED if field not in self.columns)

    @property
    def extra(self) -> tuple[str, ...]:
        """The words above columns that are no field of a project; their cells stay verbatim."""
        used = set(self.columns.values())
        return tuple(word for i, word in enumerate(self.words) if i not in used)


def match_header(cells: Sequence[str]) -> Header | None:
    """The header that ``cells`` are, or ``None`` if they are not one of a standards list."""
    words = [header_word(cell) for cell in cells]
    columns: dict[str, int] = {}
    for position, word in enumerate(words):
        field = FIELD_OF_WORD.get(word)
        if field is not None:
            columns.setdefault(field, position)
    if len(_TELLING & columns.keys()) < _TELLING_MINIMUM:
        return None
    return Header(columns, tuple(words))


def header_word(cell: str) -> str:
    """A header cell without blanks and differences of width: 制定 / 修订 → 制定/修订."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell))


def expected_word(field: str) -> str:
    """The usual header of a field, for messages."""
    return HEADER_WORDS[field][0]
