"""Cells → values: how a clean cell is read, by the type that its field is declared with.

A cell that its type cannot read gives ``None``, and the caller keeps it as printed. What stands
for nothing (—, /, 无) is nothing.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from etl.text.cleaning import clean
from schema.kinds.fields import FieldType
from schema.numbers import NumberList, find_standard_numbers, parse_plan_number
from schema.vocabulary import Extent

# Marks by which lists say that there is nothing to say.
NOTHING = frozenset(
    ("", "—", "——", "-", "--", "–", "－", "─", "―", "/", "／", "\\", "无", "*", "…")
)
_MONTHS = re.compile(r"(\d{1,3})\s*(?:[（(]?\s*(?:个月|月)\s*[)）]?)?")
_YEARS = re.compile(r"(\d{1,2}|[一两二三四五])\s*年")
_QUOTED = re.compile("《(?P<title>[^《》]+)》")
_PLAN_OF_OTHER_SCHEME = re.compile(r"(?=[^\d]*\d)[0-9A-Za-z\u4e00-\u9fff]{1,8}[-0-9A-Za-z/.]{2,24}")
# A line end within a number: before digits, dots and dashes, and after dashes and slashes.
_WITHIN_NUMBER = re.compile(r"\n(?=[\d.\-—–－/])|(?<=[\-—–－/.])\n")
_CHINESE = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_DATES = (
    re.compile(
        r"(?P<y>(?:19|20)\d{2})\s*[-./]\s*(?P<m>\d{1,2})\s*[-./]\s*(?P<d>\d{1,2})"
        r"(?:[ T]0?0:00(?::00)?)?"
    ),
    re.compile(r"(?P<y>(?:19|20)\d{2})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日?"),
    re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)"),
    re.compile(
        r"(?P<y>(?:19|20)\d{2})\s*(?:年\s*(?P<m>\d{1,2})\s*月(?:份|底|末)?|[-./]\s*(?P<m2>\d{1,2}))"
    ),
    re.compile(r"(?P<y>(?:19|20)\d{2})\s*(?:年度?)?"),
)


def is_nothing(cell: str) -> bool:
    """Whether a clean cell says that there is nothing."""
    return cell in NOTHING


def read_title(cell: str) -> str:
    """A title, without the 《》 that quote it as a whole."""
    quoted = _QUOTED.fullmatch(cell)
    return quoted["title"] if quoted else cell


def read_months(cell: str) -> int | None:
    """A period in months: 24, 24个月, 18（月）, 2年 → 24."""
    match = _MONTHS.fullmatch(cell)
    if match:
        return int(match[1]) or None
    match = _YEARS.fullmatch(cell)
    if match:
        return 12 * (_CHINESE.get(match[1]) or int(match[1]))
    return None


def read_date(cell: str) -> str | None:
    """A date as precise as printed: ``2025``, ``2025-06`` or ``2025-06-30``."""
    for pattern in _DATES:
        match = pattern.fullmatch(cell)
        if match is None:
            continue
        parts = match.groupdict()
        year, month, day = parts["y"], parts.get("m") or parts.get("m2"), parts.get("d")
        try:
            whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
        except ValueError:
            return None
        return whole[: 10 if day else 7 if month else 4]
    return None


def read_plan_number(cell: str) -> str | None:
    """A plan number in its one spelling; one of a scheme that no rule describes as printed."""
    for text in (cell.replace("\n", ""), cell.replace("\n", " ")):
        number = parse_plan_number(text)
        if number is not None:
            return number.normalized
    cell = cell.replace("\n", "")
    return cell if _PLAN_OF_OTHER_SCHEME.fullmatch(cell) else None


def read_standard_number(cell: str) -> str | None:
    """The one number of a standard that a cell prints, in its one spelling."""
    found = _numbers_in(cell)
    if len(found.numbers) != 1 or found.unread:
        return None
    return found.numbers[0].number.normalized


def read_standard_numbers(cell: str) -> list[str] | None:
    """All numbers of standards of a cell, in one spelling each; nothing of it is left over."""
    found = _numbers_in(cell)
    if not found.numbers or found.unread:
        return None
    return list(dict.fromkeys(item.number.normalized for item in found.numbers))


def _numbers_in(cell: str) -> NumberList:
    """The numbers of a cell. A line may end between two numbers or within one: where the lines
    as printed leave a number without its year, or something unread, those that go on with the
    number before them are joined to it."""
    found = find_standard_numbers(cell)
    if "\n" not in cell or (_is_whole(found) and found.numbers):
        return found
    joined = find_standard_numbers(_WITHIN_NUMBER.sub("", cell))
    return joined if _is_whole(joined) else found


def _is_whole(found: NumberList) -> bool:
    return not found.unread and all(item.number.year for item in found.numbers)


def read_partly(cell: str) -> list[str]:
    """Of the numbers of a cell those that are replaced in part only."""
    found = _numbers_in(cell).numbers
    return [item.number.normalized for item in found if item.extent is Extent.PARTLY]


# For each type, how its cells are read; terms, bodies and numbers in a list need more than a cell.
READ: dict[FieldType, Callable[[str], Any]] = {
    "text": lambda cell: cell,
    "title": read_title,
    "plan_number": read_plan_number,
    "standard_number": read_standard_number,
    "standard_numbers": read_standard_numbers,
    "adoptions": lambda cell: cell.replace("\n", " "),
    "months": read_months,
    "date": read_date,
}
# What each of them expects, for messages.
EXPECTED: dict[FieldType, str] = {
    "plan_number": "a plan number such as 20240001-T-469 or 2024-0123T-HG",
    "standard_number": "the number of one standard, such as GB/T 1234-2024",
    "standard_numbers": "numbers of standards, such as GB/T 1234-2008",
    "months": "a number of months, such as 24",
    "date": "a date such as 2025-06-30, 2025年6月 or 2025",
}


def tidy(type_: FieldType, printed: str) -> str:
    """A cell in the form in which its type is read; numbers keep the breaks between them."""
    if type_ in ("plan_number", "standard_number", "standard_numbers", "adoptions"):
        return "\n".join(filter(None, map(clean, printed.split("\n"))))
    return clean(printed)
