"""Headings: which text names a list, and which year it is for."""

import re
import unicodedata

from etl.titles import chinese_number

_MAXIMUM_LENGTH = 80
_ANNEX = re.compile(r"^附(?:件|表|录)\s*[0-9一二三四五六七八九十]*\s*[:：.、]?$")
# No list's year: part of a date (2024年3月) or of a document number (〔2024〕34号).
_YEAR = re.compile(r"(?<![\d〔\[(（])((?:19|20)\d{2})\s*年?度?(?!\s*[\d月〕\]])")
_YEAR_CHINESE = re.compile(r"([一二三四五六七八九〇○零]{4})\s*年(?!\s*[一二三四五六七八九十]+月)")
_CHINESE_DIGITS = {digit: str(i) for i, digit in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
}
_LIST_WORDS = ("清单", "项目", "计划", "目录", "名单", "一览表")


def is_annex_mark(text: str) -> bool:
    """Whether a text is only the mark of an annex: 附件 1:"""
    return bool(_ANNEX.match(unicodedata.normalize("NFKC", text).strip()))


def annex_number(text: str) -> int | None:
    """The number of an annex mark, if it has one."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    if digits:
        return int(digits)
    numerals = re.search(r"[一二三四五六七八九十]+", text)
    return chinese_number(numerals[0]) if numerals else None


def is_list_title(text: str) -> bool:
    """Whether a text can be the title of a list: short, no sentence, and calls itself a list."""
    text = text.strip()
    return (
        0 < len(text) <= _MAXIMUM_LENGTH
        and not text.endswith(("。", "；", "，", ";"))
        and any(word in text for word in _LIST_WORDS)
    )


def years_in(text: str) -> list[int]:
    """The distinct years a heading names, in order: 2024, 2025年度, 二〇二五年."""
    text = unicodedata.normalize("NFKC", text)
    found = [(match.start(), int(match[1])) for match in _YEAR.finditer(text)]
    for match in _YEAR_CHINESE.finditer(text):
        year = int("".join(_CHINESE_DIGITS[character] for character in match[1]))
        found.append((match.start(), year))
    return list(dict.fromkeys(year for _, year in sorted(found)))


def year_of_title(text: str) -> int | None:
    """The year of a list whose title is ``text``: there must be exactly one."""
    years = years_in(text)
    return years[0] if len(years) == 1 else None
