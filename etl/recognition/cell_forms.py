"""What cells look like by themselves: whether those of a column fit what its word may mean."""

import re
from collections.abc import Callable, Sequence

from etl.text.cleaning import clean
from schema.kinds.fields import Field, FieldType
from schema.numbers import find_standard_numbers, parse_plan_number

# Of the filled cells, at least this share must be of the form; the rest may be damaged.
_SHARE = 0.6
_SEQ = re.compile(r"[(（]?(\d{1,6})[)）]?[.、．]?")
# A narrow column breaks a long number, a wide one spreads it; that the digits are one number is
# proved by the numbers around it.
_BROKEN_NUMBER = re.compile(r"(?<=\d)[ \n](?=\d)")
_CODE = re.compile(r"(?=[^\d]*\d{3})[A-Za-z\d-]{6,24}")
_TERMS = {
    "project_type": re.compile(r"制[定订]|修[定订]|制修[定订]"),
    "mandate": re.compile(r"(强制|推荐|指导)性?(技术文件)?"),
}


def read_seq(cell: str) -> int | None:
    """The number that a cell prints, if it prints one: 7, 7., （7）, ７, and 10 over 0."""
    match = _SEQ.fullmatch(clean(_BROKEN_NUMBER.sub("", cell)))
    return int(match[1]) if match and int(match[1]) > 0 else None


def is_plan_number(cell: str) -> bool:
    """Whether a cell is a plan number and nothing else, be it broken over lines."""
    texts = {clean(cell), clean(cell.replace("\n", ""))}
    return any(parse_plan_number(text) is not None for text in texts)


def is_standard_number(cell: str) -> bool:
    """Whether a cell begins with the number of a standard."""
    found = find_standard_numbers(clean(cell))
    return bool(found.numbers)


def _is_term(cell: str, name: str) -> bool:
    word = re.sub(r"\s+", "", clean(cell))
    form = _TERMS.get(name)
    return form is None or form.fullmatch(word) is not None


def _is_code(cell: str) -> bool:
    """Whether a cell is a plan number, if only of a scheme that no rule describes: S2024001."""
    return is_plan_number(cell) or _CODE.fullmatch(clean(cell)) is not None


_FORMS: dict[FieldType, Callable[[str], bool]] = {
    "seq": lambda cell: read_seq(cell) is not None,
    "plan_number": _is_code,
    "standard_number": is_standard_number,
}


def fits(field: Field, cells: Sequence[str]) -> bool:
    """Whether most of the filled ``cells`` of a column are of the field's form. A field whose
    cells have no form of their own fits everything."""
    if field.type == "term":
        return sum(_is_term(cell, field.name) for cell in cells) >= _SHARE * len(cells)
    form = _FORMS.get(field.type)
    return form is None or sum(map(form, cells)) >= _SHARE * len(cells)
