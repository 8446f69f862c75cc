"""The number of a standard: what it consists of, its one spelling, and what its letters say.

Sources of the rules: the Measures for the Administration of national, industry and local
standards (国家标准管理办法, 行业标准管理办法, 地方标准管理办法) for GB, for two letters and /T, and
for DB with the digits of a region; the Provisions on Group Standards (团体标准管理规定) for T/.
"""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from schema.numbers.issuers import FOREIGN, HYPHEN_YEARS, INTERNATIONAL
from schema.vocabulary import StandardLevel, StandardMandate

NATIONAL_CODES = frozenset(
    ("GB", "GBJ", "GBn", "GBZ", "GSB", "GJB", "GHZB", "GWKB", "GWPB", "JJF", "JJG")
)
_MANDATORY_WITHOUT_SUFFIX = frozenset(("GB", "GBZ"))


@dataclass(frozen=True)
class StandardNumber:
    """The number of a standard or of one edition of it.

    ``printed``: as printed; two numbers are equal whatever their spelling.
    ``code``: the letters in their one spelling: ``GB/T``, ``DB11/T``, ``T/CAS``, ``ISO/TS``.
    ``serial``: digits as printed, with letters and leading zeros where a number has them.
    ``parts``: what follows the serial number after dots (Chinese) or hyphens (``ISO 5167-1``).
    ``year``: four digits, None for a number without a year.
    ``amendment``: ``XG1-2012``, ``XG1`` where no year is printed, ``Amd 1:2020``; None for none.
    ``confirmed``: the year of a confirmation in brackets, ``GB 1-2008(2015)``; the same edition.
    """

    printed: str = field(compare=False)
    code: str
    serial: str
    parts: tuple[str, ...] = ()
    year: int | None = None
    amendment: str | None = None
    confirmed: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return self.normalized

    @cached_property
    def normalized(self) -> str:
        """The one spelling for matching: ``GB/T 32151.42-2024``, ``ISO 5167-1:2022/Amd 1:2024``."""
        chinese = self.is_chinese
        join = "." if chinese else "-"
        year_sign = "-" if chinese or self.issuer in HYPHEN_YEARS else ":"
        parts = "".join(f"{join}{part}" for part in self.parts)
        year = "" if self.year is None else f"{year_sign}{self.year}"
        amendment = "" if self.amendment is None else f"/{self.amendment}"
        return f"{self.code} {self.serial}{parts}{year}{amendment}"

    @property
    def issuer(self) -> str:
        """The first letters of the code: ``GB`` of GB/T, ``DB`` of DB11/T, ``EN`` of EN ISO."""
        return _issuer(self.code)

    @property
    def is_chinese(self) -> bool:
        return self.issuer not in INTERNATIONAL and self.issuer not in FOREIGN

    @property
    def suffix(self) -> str | None:
        """The letter after the code that says the mandate: T or Z."""
        head, slash, letter = self.code.rpartition("/")
        return letter if slash and head not in ("T", "Q") and letter in ("T", "Z") else None

    @property
    def region(self) -> str | None:
        """The digits of a local standard's code, by GB/T 2260: ``11`` of DB11/T."""
        digits = self.code.split("/", maxsplit=1)[0].lstrip("DBJS")
        return digits if self.code.startswith("DB") and digits.isdigit() else None

    @property
    def level(self) -> StandardLevel | None:
        """What the form of the code says; None where only a table of codes can tell (``HG``)."""
        if self.issuer in INTERNATIONAL:
            return StandardLevel.INTERNATIONAL
        if self.issuer in FOREIGN:
            return StandardLevel.FOREIGN
        if self.code.startswith("T/"):
            return StandardLevel.GROUP
        if self.code.startswith("Q/"):
            return StandardLevel.ENTERPRISE
        if "(" in self.code:  # JJG(交通), JJF(京): of a department or a region
            return None
        if self.issuer in NATIONAL_CODES:
            return StandardLevel.NATIONAL
        if self.region is not None or self.issuer in ("DBJ", "DBS"):
            return StandardLevel.LOCAL
        if self.suffix is not None and len(self.issuer) == 2:
            return StandardLevel.INDUSTRY
        return None

    @property
    def mandate(self) -> StandardMandate | None:
        """What the number says of 标准性质: GB and DB11 mandatory, /T recommended, /Z guidance.
        None where it says nothing (团体, 企业, 国际) or only a table of codes can tell."""
        if self.suffix is not None:
            return StandardMandate.RECOMMENDED if self.suffix == "T" else StandardMandate.GUIDANCE
        if self.code in _MANDATORY_WITHOUT_SUFFIX or self.level is StandardLevel.LOCAL:
            return StandardMandate.MANDATORY
        return None

    @property
    def edition(self) -> tuple[str, tuple[str, ...], int | None]:
        """What no second national standard shares, whatever its letters: serial, parts, year."""
        return (self.serial, self.parts, self.year)

    @property
    def is_national_edition(self) -> bool:
        """Whether it is one edition of a GB, GB/T or GB/Z standard and not an amendment."""
        return (
            self.code in ("GB", "GB/T", "GB/Z")
            and len(self.parts) <= 1
            and self.year is not None
            and self.amendment is None
        )


# There are few codes, and each is asked for again and again.
@lru_cache(maxsize=1024)
def _issuer(code: str) -> str:
    return code.replace("/", " ").replace("(", " ").split()[0].rstrip("0123456789")
