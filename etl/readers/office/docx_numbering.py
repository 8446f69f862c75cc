"""Automatic numbers of Word paragraphs: printed on the page, absent from the text.

A list number is counted over the document in printed order, each level within the one above.
Bullets are no text and are left out.
"""

import re
from typing import Any

from etl.readers.office.docx_text import attribute, is_on

_LEVEL_MARK = re.compile(r"%([1-9])")
_CHINESE_DIGITS = "零一二三四五六七八九"
_LEVELS = 9


class Numbering:
    """The numbering definitions of a document and how far each list has been counted."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._levels: dict[str, dict[int, Any]] = {}  # abstract list → level → definition
        self._abstract_of: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}  # list and level → start of its own
        self._overrides: dict[tuple[str, int], Any] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._of_style: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read_numbering(numbering)
        if styles is not None:
            self._read_styles(styles)

    def label(self, paragraph: Any) -> str:
        """Count a paragraph; the number printed before it, empty if it has none."""
        found = self._number_of(paragraph.find("{*}pPr"))
        if found is None:
            return ""
        number, level = found
        abstract = self._abstract_of.get(number)
        if abstract is None or level >= _LEVELS:
            return ""
        definition = self._definition(number, level)
        if definition is None:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        own_start = self._starts.get((number, level))
        if own_start is not None and (number, level) not in self._begun:
            counts[level] = own_start
        else:
            before = counts[level]
            counts[level] = self._start(definition) if before is None else before + 1
        self._begun.add((number, level))
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return self._printed(number, level, counts)

    def _printed(self, number: str, level: int, counts: list[int | None]) -> str:
        definition = self._definition(number, level)
        if definition is None or _value(definition, "numFmt") == "bullet":
            return ""
        pattern = _value(definition, "lvlText") or ""

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            above = self._definition(number, at)
            count = counts[at]
            if count is None:
                count = self._start(above)
            return format_number(count, _value(above, "numFmt") or "decimal")

        label = _LEVEL_MARK.sub(printed, pattern)
        if not label:
            return ""
        return label if _value(definition, "suff") == "nothing" else label + " "

    def _number_of(self, properties: Any | None) -> tuple[str, int] | None:
        if properties is None:
            return None
        style = _value(properties, "pStyle")
        inherited = self._of_style.get(style) if style else None
        found = _number_in(properties, inherited)
        return None if found is None or found[0] == "0" else found

    def _definition(self, number: str, level: int) -> Any | None:
        override = self._overrides.get((number, level))
        if override is not None:
            return override
        return self._levels.get(self._abstract_of.get(number, ""), {}).get(level)

    def _start(self, definition: Any | None) -> int:
        return _integer(_value(definition, "start"), 1) if definition is not None else 1

    def _read_numbering(self, root: Any) -> None:
        for abstract in root.iterfind("{*}abstractNum"):
            self._levels[attribute(abstract, "abstractNumId") or ""] = {
                _integer(attribute(level, "ilvl"), 0): level
                for level in abstract.iterfind("{*}lvl")
            }
        for number in root.iterfind("{*}num"):
            key = attribute(number, "numId") or ""
            self._abstract_of[key] = _value(number, "abstractNumId") or ""
            for override in number.iterfind("{*}lvlOverride"):
                level = _integer(attribute(override, "ilvl"), 0)
                start = _value(override, "startOverride")
                if start is not None:
                    self._starts[key, level] = _integer(start, 1)
                definition = override.find("{*}lvl")
                if definition is not None:
                    self._overrides[key, level] = definition

    def _read_styles(self, root: Any) -> None:
        based_on: dict[str, str] = {}
        for style in root.iterfind("{*}style"):
            name = attribute(style, "styleId") or ""
            based_on[name] = _value(style, "basedOn") or ""
            properties = style.find("{*}pPr")
            found = _number_in(properties, None) if properties is not None else None
            if found is not None:
                self._of_style[name] = found
        for name in based_on:
            ancestor, steps = name, 0
            while ancestor and ancestor not in self._of_style and steps < len(based_on):
                ancestor, steps = based_on.get(ancestor, ""), steps + 1
            if ancestor in self._of_style:
                self._of_style.setdefault(name, self._of_style[ancestor])


def format_number(value: int, number_format: str) -> str:
    """A number as Word prints it in the named format; decimal for rare formats."""
    if number_format in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if number_format == "upperLetter" else letter
    if number_format in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        roman = _roman(value)
        return roman if number_format == "upperRoman" else roman.lower()
    if number_format.startswith(("chineseCounting", "taiwaneseCounting", "japaneseCounting")):
        return _chinese(value)
    if number_format == "ideographDigital":
        return "".join(_CHINESE_DIGITS[int(digit)] for digit in str(value))
    if number_format == "decimalZero":
        return f"{value:02}"
    if number_format.startswith("decimalEnclosedCircle") and 0 < value <= 20:
        return chr(ord("①") + value - 1)
    if number_format == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(value))
    return "" if number_format == "none" else str(value)


def _chinese(value: int) -> str:
    if not 0 < value < 10_000:
        return str(value)
    text, digits = "", str(value)
    for i, digit in enumerate(digits):
        power = len(digits) - 1 - i
        unit = " 十百千"[power].strip()
        if digit != "0":
            text += _CHINESE_DIGITS[int(digit)] + unit
        elif not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text.removeprefix("一") if 10 <= value < 20 else text


def _roman(value: int) -> str:
    text = ""
    for number, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        text += letters * (value // number)
        value %= number
    return text


def _number_in(properties: Any, inherited: tuple[str, int] | None) -> tuple[str, int] | None:
    """List and level in paragraph properties; what is not said there is inherited."""
    found = properties.find("{*}numPr")
    if found is None or is_on(found, "del"):
        return inherited
    number = _value(found, "numId") or (inherited[0] if inherited else None)
    level = _integer(_value(found, "ilvl"), inherited[1] if inherited else 0)
    return None if number is None else (number, level)


def _value(element: Any, name: str) -> str | None:
    return attribute(element.find(f"{{*}}{name}"), "val") if element is not None else None


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default
