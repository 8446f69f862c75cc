"""The printed numbers of measures: （十四）, (5), 3., 专栏2, 1."""

import re
import unicodedata

from etl.text.numerals import chinese_number

_CHINESE = "一二三四五六七八九十百"
_NUMBER = re.compile(
    rf"(?:专栏|第)?\(?(?:(?P<digits>[0-9]+)|(?P<chinese>[{_CHINESE}]+))\)?[.、章项]?"
)
_LEADING = re.compile(
    rf"(?:专栏|\()?(?:(?P<digits>[0-9]{{1,4}})|(?P<chinese>[{_CHINESE}]{{1,4}}))(?:\)|\.(?![0-9])|、)?"
)
_LAST = re.compile(r"([0-9]+)$", re.ASCII)


def printed_number(text: str) -> int | None:
    """The value of a printed number in any of its forms; None if it is none."""
    match = _NUMBER.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if match is None:
        return None
    return int(match["digits"]) if match["digits"] else chinese_number(match["chinese"])


def leading_number(line: str) -> tuple[str, int] | None:
    """The number with which a line in plain form begins, and its shape: ``(#)`` and 14 of
    ``(十四)加强组织领导``; None if it begins with none."""
    match = _LEADING.match(line)
    if match is None:
        return None
    value = int(match["digits"]) if match["digits"] else chinese_number(match["chinese"])
    start, end = match.span("digits" if match["digits"] else "chinese")
    return f"{line[:start]}#{line[end : match.end()]}", value


def slug_number(slug: str) -> int | None:
    """The number at the end of a measure's slug: 14 of ``plan:safeguard-14``, 2 of
    ``plan:task-4.2``; None where it has none."""
    match = _LAST.search(slug)
    return int(match[1]) if match else None


def series_of(slug: str) -> str:
    """The slug without its last number: measures that have it in common are numbered through."""
    return _LAST.sub("", slug)
