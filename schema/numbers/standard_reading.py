"""From the text at one place to the number of a standard that stands there."""

import re
from itertools import pairwise

from schema.numbers import standard_grammar as grammar
from schema.numbers.issuers import ADOPTING
from schema.numbers.spelling import Folded, century, fold
from schema.numbers.standard_number import NATIONAL_CODES, StandardNumber

EXAMPLE = "a number such as GB 38031-2025, GB/T 32151.42-2024, HG/T 2006-2022 or DB11/T 1322-2016"

_NUMERALS = {numeral: n for n, numeral in enumerate("一二三四五六七八九十", start=1)}
# Codes with the slash left out; three letters of which the last is T are an industry's too.
_WITHOUT_SLASH = {
    "GBZT": "GBZ/T",
    "CJJT": "CJJ/T",
    "JGJT": "JGJ/T",
    "JTGT": "JTG/T",
    "DBJT": "DBJ/T",
    "NBSHT": "NB/SH/T",
    "GBN": "GBn",
}
_KINDS_OF_AMENDMENT = {"COR": "Cor", "AC": "Cor"}
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d", re.ASCII)


def parse_standard_number(text: str) -> StandardNumber | None:
    """Read a number in any spelling; None if the whole text is not exactly one."""
    folded = fold(text.strip())
    found = read_at(folded, 0)
    return found[0] if found is not None and found[1] == len(folded.text) else None


def read_at(folded: Folded, start: int) -> tuple[StandardNumber, int] | None:
    """The number that begins at ``start`` of the folded text, and where it ends; None for none."""
    text = folded.text
    if text.startswith("ITU", start):
        return _itu(folded, grammar.ITU.match(text, start))
    if grammar.ISSUER.match(text, start):
        return _foreign(folded, grammar.FOREIGN_NUMBER.match(text, start))
    for pattern in (grammar.NATIONAL, grammar.LOCAL, grammar.GROUP, grammar.ENTERPRISE):
        match = pattern.match(text, start)
        if match is not None:
            return _chinese(folded, match, _code(pattern, match))
    match = grammar.METROLOGY.match(text, start)
    if match is not None:
        return _chinese(folded, match, f"{match['head']}({match['body']})")
    match = grammar.OTHER_CHINESE.match(text, start)
    if match is None:
        return None
    code = canonical_code(match["code"])
    if code.split("/")[0] == "GB" or code in ("T", "Q"):
        return None  # GB, and not as national standards are numbered
    found = _chinese(folded, match, code)
    # A word and digits are a number only if the year or the code's form says so: not TC 260.
    return found if found[0].year or found[0].suffix or code in NATIONAL_CODES else None


def canonical_code(letters: str) -> str:
    """The one spelling of Chinese letters: ``HGT``, ``HG-T`` and ``HG / T`` are ``HG/T``."""
    code = letters.replace(" ", "").replace("-", "/")
    if code in _WITHOUT_SLASH:
        return _WITHOUT_SLASH[code]
    if len(code) == 3 and code.endswith("T"):
        return f"{code[:2]}/T"
    return code


def _code(pattern: re.Pattern[str], match: re.Match[str]) -> str:
    if pattern is grammar.NATIONAL:
        letter = match["t"] or match["z"]
        return f"GB/{letter}" if letter else "GB"
    if pattern is grammar.LOCAL:
        letter = match["a"] or match["b"]
        return f"{match['head']}{match['region']}" + (f"/{letter}" if letter else "")
    sign = "T" if pattern is grammar.GROUP else "Q"
    return f"{sign}/{match['body'] or match['glued']}"


def _chinese(folded: Folded, match: re.Match[str], code: str) -> tuple[StandardNumber, int]:
    year = match["year"]
    confirmed = match["confirmed"]
    number = StandardNumber(
        folded.printed(match.start(), match.end()),
        code,
        match["serial"].replace(" ", ""),
        tuple(match["parts"].split(".")[1:]),
        None if year is None else century(year),
        _amendment(match),
        None if confirmed is None else int(confirmed),
    )
    return number, match.end()


def _amendment(match: re.Match[str]) -> str | None:
    """``XG1-2012`` and 第1号修改单 in one spelling."""
    sheet, year = (
        (match["xg"], match["xg_year"]) if match["xg"] else (match["sheet"], match["sheet_year"])
    )
    if sheet is None:
        return None
    return f"XG{_NUMERALS.get(sheet) or int(sheet)}" + (f"-{year}" if year else "")


def _foreign(folded: Folded, match: re.Match[str] | None) -> tuple[StandardNumber, int] | None:
    if match is None:
        return None
    parts = re.findall(r"\d{1,5}[A-Z]?", match["parts"], re.ASCII)
    issuers = [found[0] for found in grammar.ISSUER.finditer(match["issuers"])]
    year = None if match["year"] is None else int(match["year"])
    if year is None and parts:
        year = _year_in_parts(parts, issuers[0])
    amendments = map(_foreign_amendment, grammar.FOREIGN_AMENDMENT.finditer(match["amendments"]))
    confirmed = match["confirmed"]
    number = StandardNumber(
        folded.printed(match.start(), match.end()),
        _foreign_code(issuers, match["type"]),
        match["serial"].replace(" ", ""),
        tuple(parts),
        year,
        "/".join(amendments) or None,
        None if confirmed is None else int(confirmed),
    )
    return number, match.end()


def _year_in_parts(parts: list[str], issuer: str) -> int | None:
    """The year after the last hyphen, taken out of ``parts``: ISO 9001-2015. ASTM alone writes two
    digits, of this century up to 49."""
    last = parts[-1]
    if _YEAR_LIKE.fullmatch(last):
        parts.pop()
        return int(last)
    if issuer == "ASTM" and len(last) == 2 and last.isdigit():
        parts.pop()
        return century(last) if last >= "50" else 2000 + int(last)
    return None


def _foreign_code(issuers: list[str], document_type: str | None) -> str:
    code = issuers[0]
    for left, right in pairwise(issuers):
        code += (" " if left in ADOPTING else "/") + right
    if document_type is None:
        return code
    if document_type == "GUIDE":
        return f"{code} Guide"
    sign = "/" if code in ("ISO", "CAC") else " "  # ISO/TS, and IEC TS, ISO/IEC TS
    return f"{code}{sign}{document_type}"


def _foreign_amendment(match: re.Match[str]) -> str:
    kind = _KINDS_OF_AMENDMENT.get(match["kind"], "Amd")
    return f"{kind} {int(match['n'])}" + (f":{match['year']}" if match["year"] else "")


def _itu(folded: Folded, match: re.Match[str] | None) -> tuple[StandardNumber, int] | None:
    if match is None:
        return None
    year = match["year"] or match["edition"]
    number = StandardNumber(
        folded.printed(match.start(), match.end()),
        f"ITU-{match['sector']}",
        match["serial"],
        tuple(match["parts"].split("-")[1:]),
        None if year is None else int(year),
    )
    return number, match.end()
