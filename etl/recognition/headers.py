"""Which column of a table is which: header words matched by meaning, not by position."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from etl.text.cleaning import clean

# Field of a project → the words that notices print above its column, the most specific first.
# Blanks, brackets, slashes, 、 and 或 between the parts of a word do not matter.
HEADER_WORDS: dict[str, tuple[str, ...]] = {
    "seq": ("序号", "项目序号", "顺序号", "编号", "序", "No"),
    "title": (
        "标准项目名称",
        "国家标准项目名称",
        "国家标准名称",
        "标准名称",
        "项目名称",
        "标准项目中文名称",
        "标准中文名称",
        "项目中文名称",
        "中文名称",
        "计划项目名称",
        "拟制修订标准名称",
        "标准项目",
        "名称",
    ),
    "project_type": (
        "制定/修订",
        "制修订",
        "制订/修订",
        "制/修订",
        "制定/修订类型",
        "制修订类型",
        "制修订类别",
        "制修订方式",
        "制修订情况",
        "制修订性质",
        "标准制修订",
        "修制订",
    ),
    "mandate": (
        "强制/推荐",
        "强制性/推荐性",
        "强制/推荐性",
        "标准性质",
        "标准属性",
        "标准类别",
        "标准类型",
        "性质",
    ),
    "departments": (
        "主管部门",
        "主管单位",
        "主管部门(单位)",
        "行业主管部门",
        "业务主管部门",
        "标准主管部门",
        "项目主管部门",
    ),
    "committees": (
        "归口技术委员会",
        "归口单位",
        "归口技术委员会(单位)",
        "归口单位(技术委员会)",
        "归口标准化技术委员会",
        "归口委员会",
        "归口标委会",
        "技术归口单位",
        "技术归口",
        "归口",
        "标准化技术委员会",
        "技术委员会",
    ),
    "domain": ("所属领域", "重点领域", "应用领域", "项目领域", "领域"),
    "year": ("年度", "年份", "计划年度", "计划年份", "所属年度", "项目年度", "列入年度", "年"),
    # Says a list's year only where no heading does: a plan also names when its work is to end.
    "completion_year": ("完成年度", "完成年份", "计划完成年度", "计划完成年份"),
}
REQUIRED = ("title", "project_type", "mandate", "departments", "committees", "domain")
# Columns of a list of standards that are published already, and so no projects.
_OF_PUBLISHED = frozenset(("标准号", "标准编号", "实施日期", "发布日期", "国家标准编号"))
_MAXIMUM_LENGTH = 60
_IGNORED = re.compile(r"[\s/\\|、,.·:;()\[\]*#※_-]|(?<=.)[或和及与](?=.)")


@lru_cache(maxsize=4096)
def _folded_short(word: str) -> str:
    return _IGNORED.sub("", unicodedata.normalize("NFKC", clean(word))).casefold()


def _folded(word: str) -> str:
    """A header word without what does not tell it: blanks, brackets, slashes, 或. Empty for a
    text too long to be one."""
    return _folded_short(word) if len(word) <= _MAXIMUM_LENGTH else ""


# Folded word → (field, how specific: lower is better).
_FIELD_OF_WORD = {
    _folded(word): (name, rank)
    for name, words in HEADER_WORDS.items()
    for rank, word in reversed(list(enumerate(words)))
}


@dataclass(frozen=True)
class Header:
    """A header: which column holds which field, and what else there is.

    ``twins`` are further columns under the very word of a field, as a merge over several
    columns leaves them: their cells must agree with the field's.
    """

    columns: dict[str, int]
    words: tuple[str, ...]
    twins: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return len(self.words)

    @property
    def missing(self) -> tuple[str, ...]:
        """The required fields that no column has."""
        return tuple(name for name in REQUIRED if name not in self.columns)

    @property
    def extra(self) -> tuple[str, ...]:
        """The words above columns that are no field of a project; their cells stay verbatim."""
        used = {*self.columns.values(), *(i for twins in self.twins.values() for i in twins)}
        return tuple(word for i, word in enumerate(self.words) if i not in used and word)

    @property
    def unnamed(self) -> tuple[int, ...]:
        """The columns without a word above them."""
        return tuple(i for i, word in enumerate(self.words) if not word)


def match_header(cells: Sequence[str], below: Sequence[str] | None = None) -> Header | None:
    """The header that ``cells`` are, or ``None`` if they are not one of a standards list.

    ``below`` is the second row of a header of two: a word there is the column's, under an upper
    word that may stand over several columns (标准 over 名称 and 性质).
    """
    if below is None:
        return _header([(header_word(cell), (header_word(cell),)) for cell in cells])
    if len(below) != len(cells):
        return None
    pairs = [
        (header_word(cell), header_word(lower)) for cell, lower in zip(cells, below, strict=True)
    ]
    return _header([_word_of_two(upper, lower) for upper, lower in pairs])


def _word_of_two(upper: str, lower: str) -> tuple[str, tuple[str, ...]]:
    """How a column under two words is called, and the words to know its field by."""
    if not lower or lower == upper:
        return upper, (upper,)
    if not upper:
        return lower, (lower,)
    return f"{upper}/{lower}", (lower, upper + lower)


def _header(words: list[tuple[str, tuple[str, ...]]]) -> Header | None:
    columns: dict[str, int] = {}
    ranks: dict[str, int] = {}
    found: list[tuple[int, str, int]] = []
    for position, (_, candidates) in enumerate(words):
        for candidate in candidates:
            name, rank = _FIELD_OF_WORD.get(_folded(candidate), ("", 0))
            if name:
                found.append((position, name, rank))
                if name not in ranks or rank < ranks[name]:
                    columns[name], ranks[name] = position, rank
                break
    header = Header(
        columns,
        tuple(word for word, _ in words),
        {
            name: twins
            for name in columns
            if (
                twins := tuple(
                    i
                    for i, other, rank in found
                    if other == name and rank == ranks[name] and i != columns[name]
                )
            )
        },
    )
    return header if _is_of_projects(header) else None


def _is_of_projects(header: Header) -> bool:
    """Whether the words are those of a list of projects, be it with a word too few.

    Title, type, mandate and department tell it. A header that lacks one of them is still told,
    so that the list is reported and not passed over.
    """
    known = [name for name in REQUIRED if name in header.columns]
    kinds = {"project_type", "mandate"} & header.columns.keys()
    if "project_type" not in kinds and _OF_PUBLISHED & set(map(_folded, header.words)):
        return False
    return (
        len(known) >= 5
        or (len(known) >= 4 and bool(kinds))
        or (len(known) == 3 and len(kinds) == 2)
    )


def header_words_in(cells: Sequence[str]) -> int:
    """How many of ``cells`` are words of a header of a standards list."""
    return len(
        {_FIELD_OF_WORD[word][0] for cell in cells if (word := _folded(cell)) in _FIELD_OF_WORD}
    )


def fields_named_in(text: str) -> set[str]:
    """The fields of a project whose header words occur anywhere in a text."""
    folded = _IGNORED.sub("", unicodedata.normalize("NFKC", clean(text))).casefold()
    return {
        name for name in REQUIRED if any(_folded(word) in folded for word in HEADER_WORDS[name])
    }


def header_word(cell: str) -> str:
    """A header cell without blanks and differences of width: 制定 / 修订 → 制定/修订."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", clean(cell)))


def expected_word(name: str) -> str:
    """The usual header of a field, for messages."""
    return HEADER_WORDS[name][0]
