"""计划号: the number under which a project was planned, which joins the lists that name it.

Forms with evidence: national ``20240001-T-469`` (year, serial number, nature, department, at times
a further number), industry ``2024-0123T-HG`` (year, serial number, nature, code of the industry),
editions in foreign languages ``W20240001``, inspection and quarantine ``2016B234j`` (the plan of
国认科〔2016〕53号).
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from schema.numbers.number_lists import MOST_NUMBERS
from schema.numbers.spelling import Folded, fold
from schema.vocabulary import StandardLevel, StandardMandate

EXAMPLE = "a number such as 20240001-T-469, 2024-0123T-HG or W20240001"

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DASH = r" ?-{1,2} ?"
_AROUND = (r"(?<![A-Z\d-])", r"(?! ?-{1,2} ?[A-Z\d]|[A-Z\d])")


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(f"{_AROUND[0]}{text}{_AROUND[1]}", re.ASCII)


_NATIONAL = _pattern(
    rf"{_YEAR}(?P<serial>\d{{4}}){_DASH}(?P<letter>[TQZ]){_DASH}(?P<body>\d{{3}})"
    rf"(?:{_DASH}(?P<further>[A-Z\d]{{1,6}}))?"
)
_INDUSTRY = _pattern(
    rf"{_YEAR}{_DASH}(?P<serial>\d{{4}}) ?(?P<letter>[TQZ])?{_DASH}(?P<body>[A-Z]{{2}})"
)
_FOREIGN_EDITION = _pattern(rf"W ?{_YEAR}(?P<serial>\d{{4}})")
_INSPECTION = _pattern(rf"{_YEAR}B(?P<serial>\d{{3}})(?P<further>[A-Z])?")
_START = re.compile(r"(?<![A-Z\d-])(?:W ?)?(?:19|20)\d\d", re.ASCII)
_MANDATES = {
    "T": StandardMandate.RECOMMENDED,
    "Q": StandardMandate.MANDATORY,
    "Z": StandardMandate.GUIDANCE,
}
_SEPARATORS = " 、，,；;/。.:：()|·-和及与"


@dataclass(frozen=True)
class PlanNumber:
    """The number of a planned project.

    ``year`` is the year of the plan; ``letter`` T, Q, Z or None; ``department`` the three digits of
    a national plan, which several bodies can share; ``industry`` the code of an industry plan;
    ``further`` what stands after the department; two numbers are equal whatever their spelling.
    """

    printed: str = field(compare=False)
    normalized: str
    level: StandardLevel
    year: int
    serial: str
    letter: str | None = None
    department: str | None = None
    industry: str | None = None
    further: str | None = None
    is_foreign_edition: bool = False

    def __str__(self) -> str:
        return self.normalized

    @property
    def mandate(self) -> StandardMandate | None:
        """标准性质 by the letter; None where there is none."""
        return None if self.letter is None else _MANDATES[self.letter]


@dataclass(frozen=True)
class PlanList:
    """The plan numbers of a text in the order of print, and the pieces that are none."""

    numbers: tuple[PlanNumber, ...]
    unread: tuple[str, ...]


@lru_cache(maxsize=4096)
def parse_plan_number(text: str) -> PlanNumber | None:
    """Read a plan number in any spelling; None if the whole text is not exactly one."""
    folded = fold(text.strip())
    found = _read_at(folded, 0)
    return found[0] if found is not None and found[1] == len(folded.text) else None


def find_plan_numbers(text: str) -> PlanList:
    """Every plan number of a cell; what is none and no separator is unread."""
    folded = fold(text)
    numbers: list[PlanNumber] = []
    unread: list[str] = []
    left = place = 0
    while len(numbers) < MOST_NUMBERS and (start := _START.search(folded.text, place)):
        found = _read_at(folded, start.start())
        if found is None:
            place = start.end()
            continue
        _leave(folded, left, start.start(), unread)
        numbers.append(found[0])
        left = place = found[1]
    _leave(folded, left, len(folded.text), unread)
    return PlanList(tuple(numbers), tuple(unread))


def _leave(folded: Folded, start: int, end: int, unread: list[str]) -> None:
    piece = folded.printed(start, end)
    if fold(piece).text.strip(_SEPARATORS):
        unread.append(piece.strip(_SEPARATORS))


def _read_at(folded: Folded, start: int) -> tuple[PlanNumber, int] | None:
    for pattern in (_NATIONAL, _INDUSTRY, _FOREIGN_EDITION, _INSPECTION):
        match = pattern.match(folded.text, start)
        if match is not None:
            return _number(folded, pattern, match), match.end()
    return None


def _number(folded: Folded, pattern: re.Pattern[str], match: re.Match[str]) -> PlanNumber:
    printed = folded.printed(match.start(), match.end())
    year, serial = match["year"], match["serial"]
    if pattern is _NATIONAL:
        letter, body, further = match["letter"], match["body"], match["further"]
        normalized = f"{year}{serial}-{letter}-{body}" + (f"-{further}" if further else "")
        return PlanNumber(
            printed, normalized, StandardLevel.NATIONAL, int(year), serial, letter,
            department=body, further=further,
        )  # fmt: skip
    if pattern is _INDUSTRY:
        letter, body = match["letter"], match["body"]
        normalized = f"{year}-{serial}{letter or ''}-{body}"
        return PlanNumber(
            printed, normalized, StandardLevel.INDUSTRY, int(year), serial, letter, industry=body
        )
    if pattern is _FOREIGN_EDITION:
        return PlanNumber(
            printed, f"W{year}{serial}", StandardLevel.NATIONAL, int(year), serial,
            is_foreign_edition=True,
        )  # fmt: skip
    further = match["further"] and match["further"].lower()
    return PlanNumber(
        printed, f"{year}B{serial}{further or ''}", StandardLevel.INDUSTRY, int(year), serial,
        further=further,
    )  # fmt: skip
