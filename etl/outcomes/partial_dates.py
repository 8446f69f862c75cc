"""Dates of which only the year or the month may be known: 2025, 2025-08, 2025-08-01."""

import re
from dataclasses import dataclass
from datetime import date

from schema.vocabulary import DatePrecision

_FORM = re.compile(r"((?:19|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
EXAMPLE = "a date as 2025-08-01, or 2025-08 or 2025 where no more is known"


@dataclass(frozen=True)
class PartialDate:
    """A date as far as it is known. ``text`` has four, seven or ten characters."""

    text: str
    precision: DatePrecision

    @property
    def year(self) -> int:
        return int(self.text[:4])

    def is_before(self, other: "PartialDate") -> bool:
        """Whether it is certainly earlier: unknown months and days prove nothing."""
        known = min(len(self.text), len(other.text))
        return self.text[:known] < other.text[:known]


def parse_partial_date(text: str) -> PartialDate | None:
    """Read a date; None if it has another form or is on no calendar."""
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    known = DatePrecision.YEAR
    if month:
        known = DatePrecision.DAY if day else DatePrecision.MONTH
    return PartialDate(text, known)
