"""The number of a standard that a web address itself carries, and whether it is that of the
standard which the address is evidence for.

Shops and libraries name their pages by the standard: ``/PDF.aspx/GBT26311-2010``,
``/standards/GB/T%2036980-2018``, ``/products/gbt18487-5-2024``. A page of a replaced edition, or of
another standard, may mention a number; it is no page of it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_plus

from schema.numbers import StandardNumber

# With a year, letters and digits may stand apart; without one, only together: /gb/283576.html is
# the number of a page.
_DATED = re.compile(
    r"(?<![a-z0-9])gb[\s/_-]*(?P<letter>[tz]?)[\s/_-]*(?P<serial>\d{1,6})(?:[.-](?P<part>\d{1,3}))?"
    r"[-_](?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_UNDATED = re.compile(
    r"(?<![a-z0-9])gb(?P<letter>[tz]?)(?P<serial>\d{1,6})(?:\.(?P<part>\d{1,3}))?(?![\d.])",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class AddressNumber:
    """A number as an address carries it. ``part`` and ``year`` are None where it has none."""

    letter: str
    serial: str
    part: str | None
    year: int | None

    def __str__(self) -> str:
        letter = f"/{self.letter}" if self.letter else ""
        part = f".{self.part}" if self.part else ""
        year = f"-{self.year}" if self.year else ""
        return f"GB{letter} {self.serial}{part}{year}"

    def is_of(self, number: StandardNumber) -> bool:
        """Whether it can be that number. What the address leaves out proves nothing, nor does the
        letter: no serial belongs to GB and to GB/T in one year."""
        if self.serial != number.serial:
            return False
        if self.part is not None and (self.part,) != number.parts:
            return False
        return self.year is None or self.year == number.year

    def is_edition_of(self, number: StandardNumber) -> bool:
        """Whether it is another edition of the same standard."""
        same = self.serial == number.serial and self.year not in (None, number.year)
        return same and self.part in (None, *number.parts)


# The pages of a result are asked for several times one after the other.
@lru_cache(maxsize=256)
def number_in_address(address: str) -> AddressNumber | None:
    """The first number of a national standard in an address; None where it carries none."""
    text = unquote_plus(address)
    found = _DATED.search(text) or _UNDATED.search(text)
    if found is None:
        return None
    year = found.groupdict().get("year")
    return AddressNumber(
        found["letter"].upper(), found["serial"], found["part"], int(year) if year else None
    )
