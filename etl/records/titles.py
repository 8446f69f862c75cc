"""The structure of a title: family, part number and title of the part.

Only ``第N部分`` splits a title safely. Other elements of a title are separated by blanks that
documents lose, and no rule can bring them back.
"""

import re
from dataclasses import dataclass

_PART = re.compile(
    r"^(?P<family>.+?)第(?P<number>[0-9]+|[A-Z]+|[一二三四五六七八九十百]+)部分(?:：(?P<title>.+))?$"
)
_DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))


@dataclass(frozen=True)
class TitleParts:
    """``family``: the common title of all parts. ``part_number``: as printed, ``X`` for a part
    not yet numbered. All are ``None`` for a standard that is not a part."""

    family: str | None = None
    part_number: str | None = None
    part_title: str | None = None


def split_title(title: str) -> TitleParts:
    """Split a clean title at ``第N部分``.

    >>> split_title("智能消费品安全第2部分：风险评估")
    TitleParts(family='智能消费品安全', part_number='2', part_title='风险评估')
    """
    match = _PART.match(title)
    if match is None:
        return TitleParts()
    number = match["number"]
    if number[0] in _DIGITS or number[0] == "十":
        number = str(chinese_number(number))
    return TitleParts(match["family"].strip(), number, match["title"])


def chinese_number(text: str) -> int:
    """The value of a Chinese numeral below one thousand: 二十一 → 21, 一百零五 → 105."""
    total = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in "十百":
            total += (digit or 1) * {"十": 10, "百": 100}[character]
            digit = 0
    return total + digit
