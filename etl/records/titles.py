"""The structure of a title: family, part number and title of the part.

Only ``第N部分`` splits a title safely. Other elements of a title are separated by blanks that
documents lose, and no rule can bring them back.
"""

import re
from typing import NamedTuple

from etl.text.numerals import DIGITS, chinese_number

_PART = re.compile(
    r"^(?P<family>.+?)第(?P<number>[0-9]+|[A-Z]+|[一二三四五六七八九十百]+)部分(?:：(?P<title>.+))?$"
)


class TitleParts(NamedTuple):
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
    if number[0] in DIGITS or number[0] == "十":
        number = str(chinese_number(number))
    return TitleParts(match["family"].strip(), number, match["title"])
