"""Numbers of Chinese national standards: kind, serial number, part and year.

``GB/T 32151.42-2024`` is the 42nd part of recommended standard 32151, published in 2024: by the
Measures for the Administration of National Standards a number consists of the standard's letters,
its serial number and the year of its publication. In print the blank is often missing, the dash
has several shapes and characters are full-width: ``GB38448—2025``, ``ＧＢ／Ｔ２０２３４－2023``.
All spellings of one number are equal here; as printed they are kept by those who hold them.
"""

import re
import unicodedata
from dataclasses import dataclass

from schema.vocabulary import StandardKind, StandardMandate

_DASHES = "-‐‑‒–—―−─"
_NUMBER = re.compile(
    rf"GB(?:/?([TZ]))?([1-9]\d{{0,5}})(?:\.([1-9]\d{{0,3}}))?[{_DASHES}]{{1,2}}((?:19|20)\d\d)",
    re.ASCII,
)
_KINDS = {
    None: StandardKind.MANDATORY,
    "T": StandardKind.RECOMMENDED,
    "Z": StandardKind.GUIDANCE,
}
_KIND_DIGITS = {kind: digit for digit, kind in enumerate(StandardKind, start=1)}
MANDATES = {
    StandardKind.MANDATORY: StandardMandate.MANDATORY,
    StandardKind.RECOMMENDED: StandardMandate.RECOMMENDED,
    StandardKind.GUIDANCE: StandardMandate.GUIDANCE,
}
EXAMPLE = "a number such as GB 38031-2025 or GB/T 32151.42-2024"


@dataclass(frozen=True)
class StandardNumber:
    """The number of one edition of a national standard. ``part`` is None where it has none."""

    kind: StandardKind
    serial: int
    part: int | None
    year: int

    def __str__(self) -> str:
        """The normalised form, as the standards themselves print it but for a plain hyphen."""
        part = "" if self.part is None else f".{self.part}"
        return f"{self.kind} {self.serial}{part}-{self.year}"

    @property
    def id(self) -> int:
        """The permanent number of its record: kind (1 GB, 2 GB/T, 3 GB/Z), serial (6 digits),
        part (4 digits, 0000 for none) and year, so 2 032151 0042 2024. Below 2**53."""
        head = _KIND_DIGITS[self.kind] * 10**6 + self.serial
        return (head * 10**4 + (self.part or 0)) * 10**4 + self.year

    @property
    def mandate(self) -> StandardMandate:
        return MANDATES[self.kind]

    @property
    def edition(self) -> tuple[int, int, int]:
        """What no second standard shares, whatever its letters: serial, part and year."""
        return (self.serial, self.part or 0, self.year)


def parse_standard_number(text: str) -> StandardNumber | None:
    """Read a number in any spelling; None if the whole text is not exactly one."""
    narrow = unicodedata.normalize("NFKC", text).upper()
    match = _NUMBER.fullmatch("".join(narrow.split()))
    if match is None:
        return None
    letter, serial, part, year = match.groups()
    return StandardNumber(_KINDS[letter], int(serial), int(part) if part else None, int(year))
