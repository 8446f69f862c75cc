"""A picture of publication over time: columns drawn on the server as SVG, and what was announced.

Columns are months, quarters or years, the finest of which there are few enough.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from schema.counts import PUBLISHED_MONTH
from schema.vocabulary import CountSubject, StandardRole
from web.counts import by_value
from web.store import Store

# Months of a column, and how many columns there may be.
_STEPS = ((1, 26), (3, 34), (12, 200))
HEIGHT = 150
# So much of its place a column fills.
_FILLED = 0.72
_STANDARDS = "/catalogue/standards"


@dataclass(frozen=True)
class Column:
    """A column: its period, how many standards, where it stands (hundredths of the width, pixels of
    the height), the mark below it, and the table of these standards."""

    label: str
    value: int
    start: float
    width: float
    middle: float
    top: float
    height: float
    tick: str
    url: str


@dataclass(frozen=True)
class Mark:
    """What was announced at a time, at its place."""

    label: str
    place: float
    is_late: bool


@dataclass(frozen=True)
class Timeline:
    """The picture with its data. ``undated`` standards have no month, or none at all."""

    unit: str
    columns: tuple[Column, ...]
    marks: tuple[Mark, ...]
    undated: int

    @property
    def total(self) -> int:
        """Standards in the picture."""
        return sum(column.value for column in self.columns)

    @property
    def description(self) -> str:
        """The picture in words."""
        said = [f"{one.label}{one.value}项" for one in self.columns if one.value]
        return "，".join((*said, *(mark.label for mark in self.marks))) + "。"


async def timeline(store: Store, announced: Sequence[tuple[str, str]]) -> Timeline | None:
    """When the standards that projects resulted in were published; ``announced`` are dates and
    labels of statements. None where no date is known."""
    standards = await by_value(
        store, CountSubject.STANDARDS, PUBLISHED_MONTH, part=StandardRole.RESULT.value
    )
    months = Counter(
        {_place(month): count for month, count in standards.items() if month and len(month) == 7}
    )
    if not months:
        return None
    undated = sum(standards.values()) - months.total()
    dated = [(_place(day), label) for day, label in announced if len(day) >= 7]
    return _drawn(months, dated, undated)


def _drawn(months: Counter[int], announced: list[tuple[int, str]], undated: int) -> Timeline:
    places = [*months, *(place for place, _ in announced)]
    first, last = min(places), max(places)
    step = next(step for step, most in _STEPS if last // step - first // step < most)
    periods = range(first // step, last // step + 1)
    counts: Counter[int] = Counter()
    for place, number in months.items():
        counts[place // step] += number
    wide, greatest = 100 / len(periods), max(counts.values())
    columns = []
    for number, period in enumerate(periods):
        value = counts[period]
        height = round(value * HEIGHT / greatest, 1)
        columns.append(
            Column(
                _label(period, step),
                value,
                round(wide * (number + (1 - _FILLED) / 2), 3),
                round(wide * _FILLED, 3),
                round(wide * (number + 0.5), 3),
                round(HEIGHT - height, 1),
                height,
                _tick(period, step, number),
                _address(period, step) if value else "",
            )
        )
    marks = []
    for place, label in announced:
        middle = round(wide * (place // step - periods[0] + 0.5), 3)
        marks.append(Mark(label, middle, middle > 50))
    unit = {1: "月", 3: "季度", 12: "年"}[step]
    return Timeline(unit, tuple(columns), tuple(marks), undated)


def _place(date: str) -> int:
    """A month as a number: those that follow differ by one."""
    return int(date[:4]) * 12 + int(date[5:7]) - 1


def _label(period: int, step: int) -> str:
    year, month = divmod(period * step, 12)
    if step == 12:
        return f"{year}年"
    return f"{year}年{month + 1}月" if step == 1 else f"{year}年第{month // 3 + 1}季度"


def _tick(period: int, step: int, number: int) -> str:
    """What stands below a column: its year, where one begins, every tenth where columns are
    years."""
    year, month = divmod(period * step, 12)
    if step == 12:
        return str(year) if number == 0 or year % 10 == 0 else ""
    return str(year) if month == 0 or number == 0 else ""


def _address(period: int, step: int) -> str:
    """The table of the standards of a period. What is dated to a year alone stands before its first
    month, so that a period at the end of a year ends before the bare year."""
    year, month = divmod(period * step, 12)
    after, next_month = divmod((period + 1) * step, 12)
    begin = f"{year}-{month + 1:02}"
    end = f"{after}-{next_month + 1:02}" if next_month else str(after)
    conditions = {
        "role": StandardRole.RESULT.value,
        "published_on__gte": begin,
        "published_on__lt": end,
    }
    return f"{_STANDARDS}?{urlencode(conditions)}"
