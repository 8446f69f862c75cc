"""What was filled in, read by its type: one value in one form, or what is wrong with it.

A value is put into the form of the catalogue only where its meaning is certain. Whether a name or
a body is one that the catalogue knows is asked in ``known_names.py``.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from schema.numbers.plan_number import parse_plan_number
from schema.numbers.spelling import fold as fold_number
from schema.query_inputs import InputType, QueryInput
from schema.search import fold
from web.safety.numbers import whole_number

FIRST_YEAR, LAST_YEAR = 1900, 2099
# Of what was typed, an explanation quotes so many characters.
_QUOTED = 40
_DATE = re.compile(
    r"(\d{4}) ?(?:[-/.。] ?(\d{1,2}) ?[-/.。] ?(\d{1,2})|年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?)",
    re.ASCII,
)
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9/.\- ():]*")


class WrongValueError(ValueError):
    """What was filled in is no value of its type; the message is Chinese and names a good one."""


@dataclass(frozen=True)
class Read:
    """A value as the query gets it, and as it was typed; empty means any."""

    value: str
    typed: str

    @property
    def is_other(self) -> bool:
        """Whether the value is written in another way than it was typed."""
        return self.value != self.typed.strip()


def read_value(one: QueryInput, typed: str) -> Read:
    """What was filled in for an input. Raises ``WrongValueError`` with what to do."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text:
        return Read("", "")
    return Read(_READERS[one.type](one, text, typed.strip()), typed)


def quoted(text: str) -> str:
    """What was typed, as an explanation quotes it."""
    return f"“{text[:_QUOTED]}…”" if len(text) > _QUOTED else f"“{text}”"


def _date(one: QueryInput, text: str, typed: str) -> str:
    found = _DATE.fullmatch(text) or _DIGITS.fullmatch(text)
    if found is None:
        raise WrongValueError(
            f"{one.title}{quoted(typed)}不能读作某一天。请写成 {one.example}；"
            "2026/7/1、20260701、2026年7月1日 这样的写法也能识别。"
        )
    year, month, day = (int(group) for group in found.groups() if group)
    try:
        known = date(year, month, day)
    except ValueError:
        raise WrongValueError(
            f"日历上没有{one.title}{quoted(typed)}这一天。请改正，如 {one.example}。"
        ) from None
    return known.isoformat()


def _year(one: QueryInput, text: str, typed: str) -> str:
    number = whole_number(text.removesuffix("年"))
    if number is None or not FIRST_YEAR <= number <= LAST_YEAR:
        raise WrongValueError(f"{one.title}{quoted(typed)}不是四位数的年份。请写成 {one.example}。")
    return str(number)


def _choice(one: QueryInput, text: str, typed: str) -> str:
    wanted = fold(text)
    folded = {fold(choice): choice for choice in one.choices}
    if wanted in folded:
        return folded[wanted]
    # 强制性 is 强制, and 待核实 the only status that says so.
    alike = [choice for key, choice in folded.items() if wanted and wanted in key]
    alike += [choice for key, choice in folded.items() if wanted == f"{key}性"]
    if len(alike) == 1:
        return alike[0]
    listed = "、".join(alike or one.choices)
    raise WrongValueError(f"{one.title}没有{quoted(typed)}这个值。请从这些值中选一个：{listed}。")


def _plan_number(one: QueryInput, text: str, typed: str) -> str:
    found = parse_plan_number(text)
    if found is None:
        raise WrongValueError(
            f"{quoted(typed)}不是{one.title}。计划号如 {one.example}（行业标准）、"
            "20240001-T-469（国家标准）。"
        )
    return found.normalized


def _number(one: QueryInput, text: str, typed: str) -> str:
    number = fold_number(text).text.strip()
    if not _NUMBER.fullmatch(number):
        raise WrongValueError(
            f"{quoted(typed)}不是标准号或其中一段。{one.title}只有字母、数字和 / - . 等符号，"
            f"如 {one.example}。"
        )
    return number


def _words(_: QueryInput, text: str, typed: str) -> str:
    return typed


_READERS: dict[InputType, Callable[[QueryInput, str, str], str]] = {
    InputType.DATE: _date,
    InputType.YEAR: _year,
    InputType.CHOICE: _choice,
    InputType.PLAN_NUMBER: _plan_number,
    InputType.NUMBER: _number,
    InputType.WORDS: _words,
    # What the catalogue calls it is found by ``known_names.py``.
    InputType.BODY: _words,
    InputType.NAME: _words,
}
