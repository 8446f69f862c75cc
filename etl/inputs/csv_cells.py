"""What a cell of a curated CSV file may hold, as types of a model's fields.

An empty cell says that nothing is known; only ``Text`` must hold something.
"""

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from etl.text.cleaning import clean

FAULT = "fault"
_FLAGS = {"yes": True, "no": False}
_WHOLE = re.compile(r"[0-9]{1,12}", re.ASCII)


def fault(found: str, expected: str, next_step: str = "") -> PydanticCustomError:
    """What a validator raises: what was found in the cell (empty for nothing), what was expected,
    and what to do."""
    context = {"found": found, "expected": expected, "next_step": next_step}
    return PydanticCustomError(FAULT, "{found}", context)


def one_of(closed: type[StrEnum], next_step: str = "") -> BeforeValidator:
    """The cell holds a value of a closed list."""

    def choose(text: str) -> StrEnum:
        if text not in list(closed):
            raise fault(f"{text!r}", " | ".join(closed), next_step)
        return closed(text)

    return BeforeValidator(choose)


def split_at(separator: str | None) -> BeforeValidator:
    """The cell holds several values with ``separator`` (or blanks) between; none if it is empty."""

    def split(text: str) -> tuple[str, ...]:
        parts = (part.strip() for part in text.split(separator))
        return tuple(part for part in parts if part)

    return BeforeValidator(split)


def _whole_number(text: Any) -> int:
    if not _WHOLE.fullmatch(text):
        raise fault(f"{text!r}", "a whole number")
    return int(text)


def _printed(text: str) -> str:
    if not text:
        raise fault("", "a text")
    return text


def _clean_name(text: str) -> str:
    if not text or text != clean(text):
        raise fault(f"{text!r}", f"the name in clean form: {clean(text)!r}")
    return text


def _flag(text: Any) -> bool:
    if text not in _FLAGS:
        raise fault(f"{text!r}" if text else "nothing", " or ".join(_FLAGS))
    return _FLAGS[text]


Flag = Annotated[bool, BeforeValidator(_flag)]
WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
Text = Annotated[str, AfterValidator(_printed)]
CleanName = Annotated[str, AfterValidator(_clean_name)]
