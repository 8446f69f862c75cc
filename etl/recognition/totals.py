"""Totals that a document states about its own lists, found in its text.

A stated total is the only thing that shows that the last row of a list was lost.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from etl.problems import Problem
from etl.readers.document import Document, TextBlock
from etl.recognition.lists import StandardsList
from etl.text.numerals import chinese_number

_YEAR = r"((?:19|20)\d{2})\s*年(?:度)?"
_COUNT = r"(\d+)\s*[项个]"
# 294 项, 2024 年和 2025 年分别完成 129 项和 165 项
_RESPECTIVELY = re.compile(
    rf"(?:(?P<total>\d+)\s*项[^。；]{{0,20}}?)?"
    rf"{_YEAR}\s*[和、及与,，]\s*{_YEAR}[^。；\d]{{0,12}}分别[^。；\d]{{0,12}}"
    rf"{_COUNT}\s*[和、及与,，]\s*{_COUNT}"
)
# 2024 年 129 项、2025 年 165 项
_EACH = re.compile(
    rf"{_YEAR}[^。；,，\d]{{0,12}}{_COUNT}\s*[和、及与,，；;]\s*{_YEAR}[^。；,，\d]{{0,12}}{_COUNT}"
)
# 附件 1 共 129 项
_OF_ANNEX = re.compile(
    r"附件\s*(\d{1,2}|[一二三四五六七八九十]+)[^。；\d]{0,40}?共(?:计|有)?\s*(\d+)\s*[项个]"
)
_OF_LIST = re.compile(
    r"(?P<about>其中|[^，。；,;、]*)?"
    r"(?:共有|共计|共列|共收录|共包括|合计|总计|总共|总数为?|共)\s*[:：]?\s*[^\d，。；,;、]{0,8}?"
    r"(?P<count>\d+|[一二三四五六七八九十百]+)"
    r"\s*(?:个?项(?!.{0,4}(?:任务|措施|举措|工作|政策|要求|内容|制度))|个(?=项目|标准)|条|$)"
)
# What may stand before a total of the list itself; anything else is a part of the list.
_OF_THE_WHOLE = re.compile(
    r"^[\s(（*※]*(?:注|备注|说明)?\s*\d?\s*[:：]?\s*"
    r"(?:本|该|此|以上|上述|全部|清单|项目|标准|附件|列入|总|表|批|次|(?:19|20)\d\d年度?|\d+|"
    r"[一二三四五六七八九十]+、|制修订|重点|国家|计划|所列|中|内|的)*\s*$"
    r"|(?:19|20)\d\d\s*年.*(?:清单|目录|计划|汇总表|一览表)\s*[(（]?\s*$"
)
_NAMES_THE_LIST = re.compile("清单|目录|附件|本表|合计|总计")
_OF_THE_LIST_NAMED = re.compile(r"本清单|本附件|本表|年.*清单")
_OF_PLANS = re.compile("制修订|下达|立项|清单|附件")
_MAXIMUM_LENGTH = 80
# 关于批准发布《…》等127项国家标准的公告
_IN_TITLE = re.compile(r"(?:等|^|的)\s*(\d+)\s*项(?=[^，。；]{0,12}(?:标准|计划|项目))")


@dataclass(frozen=True)
class StatedCount:
    """A number of projects that the document states, where, and for which list.

    ``year`` and ``annex`` say which list it is about; a total without either is over all lists.
    """

    count: int
    year: int | None
    place: str
    quote: str
    annex: int | None = None


class Totals:
    """The totals that a document states, each beside the lists it is about."""

    def __init__(self, document: Document, lists: Sequence[StandardsList]) -> None:
        self.lists = lists
        self.sentences = stated_in_sentences(document, [found.year for found in lists])
        self.beside = {
            found.whole: stated_for_list([part for part in lists if part.whole == found.whole])
            for found in lists
        }

    def of(self, found: StandardsList) -> list[StatedCount]:
        """The totals of one list, the nearest first."""
        alone = [part.whole for part in self.lists].count(found.whole) == 1
        counts = list(self.beside[found.whole]) if alone else []
        if [part.year for part in self.lists].count(found.year) == 1:
            counts += [count for count in self.sentences if count.year == found.year is not None]
        if found.annex is not None and [x.annex for x in self.lists].count(found.annex) == 1:
            counts += [count for count in self.sentences if count.annex == found.annex]
        return counts

    def problems(self, printed: Sequence[int]) -> Iterator[Problem]:
        """The totals that the lists do not have. ``printed``: the number of rows of each."""
        rows = dict(zip(map(id, self.lists), printed, strict=True))
        for found in self.lists:
            for count in self.of(found):
                if count.count != rows[id(found)]:
                    yield _mismatch(found, rows[id(found)], count)
        for whole, counts in self.beside.items():
            parts = [part for part in self.lists if part.whole == whole]
            together = sum(rows[id(part)] for part in parts)
            for count in counts if len(parts) > 1 else ():
                if count.count != together:
                    yield _mismatch(parts[0], together, count)
        of_years = {count.year for count in self.sentences if count.year is not None}
        for count in self.sentences:
            if count.year is not None and count.year not in {x.year for x in self.lists}:
                yield Problem(
                    "control_total",
                    count.place,
                    f"no list of {count.year} is found",
                    f"a list of {count.count} rows, as stated here: {count.quote}",
                    "Compare with the document: the list is missing, or its heading was lost.",
                    year=count.year,
                )
        together = sum(rows[id(found)] for found in self.lists if found.year in of_years)
        for count in self.sentences:
            if count.year is None and count.annex is None and count.count != together:
                yield Problem(
                    "control_total",
                    count.place,
                    f"the lists have {together} rows together",
                    f"{count.count}, as stated here: {count.quote}",
                    "Compare with the document: rows were lost, or a list is missing.",
                )


def _mismatch(found: StandardsList, printed: int, count: StatedCount) -> Problem:
    return Problem(
        "count_mismatch",
        found.place,
        f"the list {found.title!r} has {printed} rows",
        f"{count.count}, as stated at {count.place}: {count.quote}",
        "Compare with the document: rows were lost, or the statement is about another list.",
        year=found.year,
    )


def stated_in_sentences(document: Document, years: Iterable[int | None]) -> list[StatedCount]:
    """Totals by year or annex in the document's sentences.

    ``years`` are those of the lists found: a sentence about other years is about other things.
    Where it names one of them and speaks of plans, the list of the other year may be lost.
    """
    of_lists = set(years)
    found: dict[StatedCount, None] = {}
    for block in document.blocks:
        if not isinstance(block, TextBlock):
            continue
        text = unicodedata.normalize("NFKC", block.text)
        for match in _RESPECTIVELY.finditer(text):
            first, second, count_first, count_second = map(int, match.groups()[1:])
            known = {first, second} & of_lists
            if len(known) < 2 and not (known and _OF_PLANS.search(text)):
                continue
            quote = match[0].strip()
            found[StatedCount(count_first, first, block.place, quote)] = None
            found[StatedCount(count_second, second, block.place, quote)] = None
            if match["total"]:
                found[StatedCount(int(match["total"]), None, block.place, quote)] = None
        for match in _EACH.finditer(text):
            first, count_first, second, count_second = map(int, match.groups())
            if {first, second} <= of_lists and ("标准" in text or "项目" in text):
                quote = match[0].strip()
                found[StatedCount(count_first, first, block.place, quote)] = None
                found[StatedCount(count_second, second, block.place, quote)] = None
        for match in _OF_ANNEX.finditer(text):
            annex = int(match[1]) if match[1].isdigit() else chinese_number(match[1])
            found[StatedCount(int(match[2]), None, block.place, match[0].strip(), annex)] = None
    return list(found)


def stated_for_list(parts: Sequence[StandardsList]) -> list[StatedCount]:
    """Totals in remarks above and below a list, and in a row of totals: 本清单共 165 项.

    ``parts`` are the list, or the lists that a column of years makes of one table. A total of a
    part of the list (其中强制 74 项) is not one of the list.
    """
    first, last = parts[0], parts[-1]
    below = [
        block
        for part in parts
        for block, position in zip(part.notes, part.note_positions, strict=True)
        if (part is last and position == len(part.rows)) or _OF_THE_LIST_NAMED.search(block.text)
    ]
    counts = []
    named = _IN_TITLE.search(unicodedata.normalize("NFKC", first.title))
    if named and len(parts) == 1:
        counts.append(StatedCount(int(named[1]), first.year, first.place, first.title))
    for block in (*first.above, *below):
        text = unicodedata.normalize("NFKC", block.text).strip()
        if len(text) > _MAXIMUM_LENGTH or _OF_ANNEX.search(text):
            continue
        for match in _OF_LIST.finditer(text):
            says_of_what = match.start() == 0 or _NAMES_THE_LIST.search(text[: match.end()])
            if says_of_what and _OF_THE_WHOLE.match(match["about"] or ""):
                number = match["count"]
                count = int(number) if number.isdigit() else chinese_number(number)
                year = first.year if len(parts) == 1 else None
                counts.append(StatedCount(count, year, block.place, text))
                break
    return counts
