"""Headings: which text names a list, and which year it is for."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from etl.readers.document import TextBlock
from etl.text.cleaning import clean
from etl.text.numerals import chinese_number
from etl.text.traditional import simplified

# Of the texts above and below a list, so many can be about it.
TEXTS_BESIDE = 8
_MAXIMUM_LENGTH = 80
_MAXIMUM_DISTANCE = 10
_NUMERALS = "一二三四五六七八九十"
_ANNEX = re.compile(rf"^附(?:件|表|录)\s*(?:[0-9]+|[{_NUMERALS}]+)?\s*[:：.、]?$")
# An annex's mark before its title: 附件1：2025年…清单. A year's digits are not the mark's.
_ANNEX_PREFIX = re.compile(
    rf"^附(?:件|表|录)\s*(?P<number>\d{{1,2}}(?!\d)|\d{{1,2}}?(?=(?:19|20)\d\d\s*年)|[{_NUMERALS}]+)?"
    r"\s*[:：.、]?\s*(?=\S)"
)
# An entry of the enumeration of annexes at the end of a letter, which is no heading.
_ENUMERATED = re.compile(r"^(?:附件\s*[:：]\s*)?\d{1,2}\s*[.、．](?!\d)")
# What is said about a list is not its title: 本清单共 165 项.
_STATEMENT = re.compile(r"^[(（]?(?:本|此|该|以上|上述|注|备注|说明|共|合计|总计)")
# No list's year: part of a date (2024年3月), of a document number (〔2024〕34号), of a standard's
# number (GB/T 2589-2020) or of a span of years.
_SPAN = r"[-~—–至到]"
_YEAR = re.compile(
    rf"(?<![\dA-Za-z〔\[(/.])(?<!{_SPAN})(?<!{_SPAN}\s)((?:19|20)\d{{2}})\s*"
    rf"(?:年度?|(?![\d.A-Za-z/]|\s*年))"
    rf"(?!\s*\d{{1,2}}\s*月|\s*{_SPAN}|\s*[〕\])]|\s*第\s*\d+\s*号)"
)
_YEAR_IN_BRACKETS = re.compile(
    rf"[(（]\s*((?:19|20)\d{{2}})\s*年?度?\s*(?:第\s*[{_NUMERALS}\d]+\s*批)?\s*[)）](?!\s*第?\s*\d*\s*号)"
)
# The year of a list that is one of a month: 2025年3月国家标准征求意见稿目录.
_YEAR_OF_MONTH = re.compile(r"((?:19|20)\d{2})\s*年\s*\d{1,2}\s*月(?!\s*\d{1,2}\s*日)")
_YEAR_CHINESE = re.compile(
    rf"(?<!{_SPAN})([一二三四五六七八九〇○零]{{4}})\s*年"
    rf"(?!\s*[{_NUMERALS}]+\s*月|\s*{_SPAN}|\s*第[{_NUMERALS}]+号)"
)
_YEAR_IN_NAME = re.compile(
    r"(?<![\d〔\[])((?:19|20)\d{2})"
    r"(?!\d|[-_.]?(?:0[1-9]|1[0-2])(?!\d)|[-_.]\d{1,2}[-_.]\d|\s*年\s*\d{1,2}\s*月)"
)
# A short text that is a year and little else: the name of a sheet, a subtitle.
_YEAR_ONLY = re.compile(
    rf"(?:sheet|工作表|表)?\s*[(（]?\s*(?:(?:19|20)\d{{2}}|[一二三四五六七八九〇○零]{{4}}(?=年))\s*年?度?\s*[)）]?"
    rf"\s*(?:[(（]?第[{_NUMERALS}\d]+批[)）]?|清单|部分)?",
    re.IGNORECASE,
)
_CHINESE_DIGITS = {digit: str(i) for i, digit in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
}
_LIST_WORDS = (
    "清单",
    "项目",
    "计划",
    "目录",
    "名单",
    "一览表",
    "汇总表",
    "情况表",
    "公告",
    "通告",
    "编号、名称",
    "编号和名称",
    "标准表",
)
# The year of an announcement is printed in its number: 2024年第1号.
_YEAR_OF_NUMBER = re.compile(r"((?:19|20)\d{2})\s*年\s*[\u4e00-\u9fff]{0,4}第\s*\d+\s*号")
_STANDARDS = re.compile("标准(?!化)")
# Lists that speak of standards and are of other things.
_OF_OTHERS = re.compile(
    "试点|示范|专家|预算|经费|人员|名单|设备目录|产品目录|培训|会议|参会|检测机构"
)
_CONTINUED = re.compile(
    r"[(（]?(?:续表?|续前表|接上表)\s*\d*[)）]?$|^[(（]?(?:续表?|接上表)[)）]?\s*[:：]?"
)


@dataclass(frozen=True)
class Heading:
    """What stands above a list: its title, where that stands, its year and annex number.

    ``year`` is ``None`` where no text names exactly one, ``title`` is empty where none is found.
    """

    title: str = ""
    place: str = ""
    year: int | None = None
    annex: int | None = None
    has_annex: bool = False


def find_heading(above: Sequence[TextBlock]) -> Heading:
    """The heading of a list from the texts above it, the nearest last.

    Only texts after the last mark of an annex count. Of several titles the nearest with exactly
    one year is taken; a title may run over up to three lines. A short text that is a year and
    little else (a sheet's name, a subtitle) gives the year where the title has none.
    """
    blocks = list(above)[-_MAXIMUM_DISTANCE:]
    annex, has_annex = None, False
    for i in range(len(blocks) - 1, -1, -1):
        text = blocks[i].text
        if is_annex_mark(text) or annex_of_title(text) is not None:
            annex, has_annex = annex_number(text), True
            blocks = blocks[i + 1 :] if is_annex_mark(text) else blocks[i:]
            break
    titles = [found for found in _titles(blocks) if is_list_title(found.text)]
    best = next((found for found in titles if year_of_title(found.text) is not None), None)
    if best is not None:
        title = clean(without_annex(best.text))
        return Heading(title, best.place, year_of_title(best.text), annex, has_annex)
    years = {
        year
        for block in blocks
        if _YEAR_ONLY.fullmatch(unicodedata.normalize("NFKC", without_annex(block.text)).strip())
        for year in years_in(block.text)
    }
    two_years = any(len(years_in(found.text)) > 1 for found in titles)
    if not years and titles and not two_years:
        text = unicodedata.normalize("NFKC", titles[0].text)
        years = {int(match[1]) for match in _YEAR_OF_MONTH.finditer(text)}
    year = years.pop() if len(years) == 1 and not two_years else None
    if titles:
        return Heading(
            clean(without_annex(titles[0].text)), titles[0].place, year, annex, has_annex
        )
    return Heading("", "", year, annex, has_annex)


def year_of_announcement(blocks: Iterable[TextBlock]) -> int | None:
    """The year in the number of the one announcement that a document is: 2024年第1号."""
    years = {
        int(match[1])
        for block in blocks
        if len(block.text) <= _MAXIMUM_LENGTH
        for match in _YEAR_OF_NUMBER.finditer(unicodedata.normalize("NFKC", block.text))
    }
    return years.pop() if len(years) == 1 else None


def tells_list_of_standards(text: str) -> bool:
    """Whether a text is the heading of a list of standards, or of projects of standards."""
    normal = simplified(unicodedata.normalize("NFKC", clean(text)))
    return (
        len(normal) <= _MAXIMUM_LENGTH
        and _STANDARDS.search(normal) is not None
        and _OF_OTHERS.search(normal) is None
        and any(word in normal for word in (*_LIST_WORDS, "制修订", "立项", "外文版", "征求意见"))
    )


def heads_among(blocks: Sequence[TextBlock]) -> set[str]:
    """The texts among these that say a year or an annex, as headings do."""
    return {
        clean(block.text)
        for block in blocks[-TEXTS_BESIDE:]
        if is_annex_mark(block.text) or years_in(block.text)
    }


def start_of_heading(blocks: Sequence[TextBlock], heading: Heading) -> int:
    """Where among the texts above a list its own heading begins."""
    for i, block in enumerate(blocks):
        if is_annex_mark(block.text) or annex_of_title(block.text) is not None:
            return i
        if heading.title and block.place == heading.place:
            return i
    return len(blocks)


def _titles(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """The texts that may be titles, nearest first: single lines, then two or three together."""
    joined = [
        TextBlock("\n".join(block.text.strip() for block in blocks[i : i + lines]), blocks[i].place)
        for lines in (2, 3)
        for i in range(len(blocks) - lines, -1, -1)
        if not any(
            year_of_title(block.text) is not None and is_list_title(block.text)
            for block in blocks[i : i + lines]
        )
    ]
    return [*reversed(blocks), *joined]


def is_annex_mark(text: str) -> bool:
    """Whether a text is only the mark of an annex: 附件 1:"""
    return bool(_ANNEX.match(unicodedata.normalize("NFKC", text).strip()))


def annex_of_title(text: str) -> int | None:
    """The annex number in front of a title: 附件2：2025年…清单 → 2."""
    match = _ANNEX_PREFIX.match(unicodedata.normalize("NFKC", text).strip())
    return annex_number(match[0]) if match and match["number"] else None


def annex_number(text: str) -> int | None:
    """The number of an annex mark, if it has one."""
    normal = unicodedata.normalize("NFKC", text).strip()
    prefix = _ANNEX_PREFIX.match(normal + " .")
    number = prefix["number"] if prefix else None
    if number is None:
        return None
    return int(number) if number.isdigit() else chinese_number(number)


def without_annex(text: str) -> str:
    """A title without the mark of its annex in front and 续表 at its end."""
    text = unicodedata.normalize("NFKC", text).strip() if _ANNEX_PREFIX.match(text) else text
    return _CONTINUED.sub("", _ANNEX_PREFIX.sub("", text).strip()).strip()


def is_list_title(text: str) -> bool:
    """Whether a text can be the title of a list: short, no sentence, and calls itself a list."""
    text = text.strip()
    return (
        0 < len(text) <= _MAXIMUM_LENGTH
        and not any(mark in text for mark in "。；，！？;")
        and not _ENUMERATED.match(text)
        and not _STATEMENT.match(text)
        and any(word in simplified(clean(text)) for word in _LIST_WORDS)
    )


def years_in(text: str) -> list[int]:
    """The distinct years a heading names, in order: 2024, 2025年度, 二〇二五年."""
    text = unicodedata.normalize("NFKC", without_annex(text))
    found = [
        (match.start(), int(match[1]))
        for pattern in (_YEAR, _YEAR_IN_BRACKETS)
        for match in pattern.finditer(text)
    ]
    for match in _YEAR_CHINESE.finditer(text):
        year = int("".join(_CHINESE_DIGITS[character] for character in match[1]))
        found.append((match.start(), year))
    return list(dict.fromkeys(year for _, year in sorted(found)))


def year_of_title(text: str) -> int | None:
    """The year of a list whose title is ``text``: there must be exactly one."""
    years = years_in(text)
    return years[0] if len(years) == 1 else None


def year_of_cell(text: str) -> int | None:
    """The year that a cell of a year column names: 2025, 2025年, 二〇二五年."""
    text = unicodedata.normalize("NFKC", clean(text))
    return year_of_title(text) if len(text) <= len("二〇二五年度") else None


def year_of_name(name: str) -> int | None:
    """The year in a file's name, if there is exactly one that is no part of a date."""
    years = {int(match[1]) for match in _YEAR_IN_NAME.finditer(unicodedata.normalize("NFKC", name))}
    years |= set(years_in(name)) if not years else set()
    return years.pop() if len(years) == 1 else None
