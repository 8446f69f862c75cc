"""采用国际标准: which standards from abroad one adopts, and to what degree.

Lists print ``ISO 12100:2010，IDT``, ``IEC 60335-1：2013 MOD``, ``ISO 9001:2015（等同采用）`` or
``修改采用 ISO 9001:2015``, and several in one cell.
"""

import re
from dataclasses import dataclass, replace

from schema.numbers.number_lists import MOST_NUMBERS, scan
from schema.numbers.spelling import Folded, fold
from schema.numbers.standard_number import StandardNumber
from schema.vocabulary import AdoptionDegree

_DEGREES = {
    "等同": AdoptionDegree.IDENTICAL,
    "修改": AdoptionDegree.MODIFIED,
    "非等效": AdoptionDegree.NOT_EQUIVALENT,
    "等效": AdoptionDegree.EQUIVALENT,
}
# Longer words first: 非等效 is not 等效.
_DEGREE = re.compile(
    r"(?<![A-Z\d])(?P<letters>IDT|MOD|NEQ|EQV)(?![A-Z\d])|(?P<word>非等效|等同|修改|等效)(?:采用)?"
)
_SEPARATORS = " 、，,；;/。.:：()《》“”\"'|·-=和及与"
_ABSENT = frozenset(("无", "没有", "否", "不采用", "未采用"))


@dataclass(frozen=True)
class Adoption:
    """A standard that is adopted; ``degree`` is None where the cell does not say it."""

    number: StandardNumber
    degree: AdoptionDegree | None = None


@dataclass(frozen=True)
class Adoptions:
    """The adoptions of a cell in the order of print, and the pieces that were not read."""

    adoptions: tuple[Adoption, ...]
    unread: tuple[str, ...]


def find_adoptions(text: str) -> Adoptions:
    """Every adopted standard of a cell.

    A degree belongs to the number before it; in a cell that begins with a degree, each belongs to
    the number after it. A number without a degree beside it has none: in ``ISO 1，ISO 2，IDT`` the
    first is not said to be adopted identically.
    """
    folded = fold(text)
    if folded.text.strip() in _ABSENT:
        return Adoptions((), ())
    adoptions: list[Adoption] = []
    unread: list[str] = []
    waiting: AdoptionDegree | None = None  # a degree before its number
    before = False
    place = 0
    for number, start, end in scan(folded):
        degrees = _gap(folded, place, start, unread)
        if len(adoptions) == MOST_NUMBERS:
            unread.append(folded.printed(start, end))
            place = end
            continue
        if not adoptions:
            before = bool(degrees)
        if before:
            waiting = degrees[-1] if degrees else None
        elif degrees:
            adoptions[-1] = replace(adoptions[-1], degree=degrees[0])
        adoptions.append(Adoption(number, waiting))
        place = end
    degrees = _gap(folded, place, len(folded.text), unread)
    if degrees and adoptions and adoptions[-1].degree is None:
        adoptions[-1] = replace(adoptions[-1], degree=degrees[0])
    elif degrees and not adoptions:  # a degree without a number says something; it is not lost
        unread.append(text.strip())
    return Adoptions(tuple(adoptions), tuple(unread))


def _gap(folded: Folded, start: int, end: int, unread: list[str]) -> list[AdoptionDegree]:
    """The degrees between two numbers; other text is added to ``unread``."""
    degrees = []
    place = start
    for match in _DEGREE.finditer(folded.text, start, end):
        _leave(folded, place, match.start(), unread)
        place = match.end()
        degrees.append(
            AdoptionDegree(match["letters"]) if match["letters"] else _DEGREES[match["word"]]
        )
    _leave(folded, place, end, unread)
    return degrees


def _leave(folded: Folded, start: int, end: int, unread: list[str]) -> None:
    left = folded.printed(start, end).strip(_SEPARATORS)
    if left.strip("（）：－—–") and left not in ("采用", "采标"):
        unread.append(left)
