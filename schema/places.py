"""Where a row stands in a document, as readers are told."""

import re

# Stands between the two places of a row that a page end cuts.
BOTH = " and "
_PLACES = {
    "page": "页",
    "line": "行",
    "row": "行",
    "sheet": "工作表",
    "table": "表",
    "cell": "格",
    "paragraph": "段",
}
_PLACE = re.compile(r"(page|line|row|sheet|table|cell|paragraph)s? (\S+)")


def place_text(place: str) -> str:
    """Where a row stands, in Chinese: ``page 7, row 3`` is 第7页第3行."""
    parts = [
        f"第{number}{_PLACES[unit]}" if number.isdigit() else f"{_PLACES[unit]}“{number}”"
        for unit, number in _PLACE.findall(place.replace(",", " "))
    ]
    return "，".join(parts) or place
