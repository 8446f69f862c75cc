"""Totals that a document states about its own lists, found in its text.

A stated total is the only thing that shows that the last row of a list was lost.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from etl.lists import StandardsList
from etl.readers.document import Document, TextBlock

_PER_YEAR = re.compile(
    r"(?:(?P<total>\d+)\s*项[^。；]{0,20}?)?"
    r"(?P<first>(?:19|20)\d{2})\s*年(?:度)?和\s*(?P<second>(?:19|20)\d{2})\s*年(?:度)?[^。；\d]{0,12}分别[^。；\d]{0,12}"
    r"(?P<count_first>\d+)\s*项和\s*(?P<count_second>\d+)\s*项"
)
_OF_LIST = re.compile(r"(?:共有|共计|合计|总计|总共|共|计)\s*(\d+)\s*[项个条]")


@dataclass(frozen=True)
class StatedCount:
    """A number of projects that the document states, where, and for which year's list.

    ``year`` is ``None`` for a total over all lists.
    """

    count: int
    year: int | None
    place: str
    quote: str


def stated_for_years(document: Document) -> list[StatedCount]:
    """Totals by year in the document's sentences: 2024 年和 2025 年分别完成 129 项和 165 项."""
    found: list[StatedCount] = []
    for block in document.blocks:
        if not isinstance(block, TextBlock):
            continue
        for match in _PER_YEAR.finditer(unicodedata.normalize("NFKC", block.text)):
            quote = match[0].strip()
            for year, count in (("first", "count_first"), ("second", "count_second")):
                found.append(StatedCount(int(match[count]), int(match[year]), block.place, quote))
            if match["total"]:
                found.append(StatedCount(int(match["total"]), None, block.place, quote))
    return found


def stated_for_list(found: StandardsList, above: Iterable[TextBlock] = ()) -> list[StatedCount]:
    """Totals in a list's title, and in remarks above and below it: 本清单共 165 项."""
    blocks = [TextBlock(found.title, found.place), *above, *found.notes]
    return [
        StatedCount(int(match[1]), found.year, block.place, match[0])
        for block in blocks
        if len(block.text) <= 80
        for match in _OF_LIST.finditer(unicodedata.normalize("NFKC", block.text))
    ]
