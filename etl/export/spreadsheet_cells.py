"""What a cell of a spreadsheet may hold."""

import unicodedata
from typing import Any

# A program that opens a table would run a cell that begins like this as a formula. Other forms of
# these signs count too: Chinese and Japanese programs read them as the narrow ones.
_FORMULA_STARTS = ("=", "+", "-", "@")
# Excel takes no longer text.
MAX_TEXT = 32_767


def defused(value: Any) -> Any:
    """The value, with an apostrophe before a text that a spreadsheet would take for a formula.

    Blanks, tabs and line ends before the sign do not help: programs skip them.
    """
    if isinstance(value, str) and _first_sign(value).startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def cell_text(value: Any) -> Any:
    """The value as an Excel cell takes it: defused, not too long, without control characters."""
    value = defused(value)
    if isinstance(value, str):
        value = "".join(c for c in value if c in "\n\t" or unicodedata.category(c) != "Cc")
        if len(value) > MAX_TEXT:
            value = value[: MAX_TEXT - 1] + "…"
    return value


def display_width(text: str) -> int:
    """How many half-width characters wide the widest line of a text is shown."""
    return max(
        (
            sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)
            for line in text.splitlines()
        ),
        default=0,
    )


def _first_sign(text: str) -> str:
    """The first character that a program doesn't skip, in its usual form."""
    for character in text:
        if not (character.isspace() or unicodedata.category(character) in ("Cc", "Cf")):
            return unicodedata.normalize("NFKC", character)
    return ""
