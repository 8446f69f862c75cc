"""Projects by 标准性质, for pictures: its values as series, those that occur in the usual order."""

from collections.abc import Callable, Iterable

from schema.vocabulary import Mandate
from web.charts import Line
from web.labels import NOT_STATED
from web.store import Row

# Always drawn, so that one picture compares with the next.
_USUAL = (Mandate.MANDATORY.value, Mandate.RECOMMENDED.value)
_ORDER = (*(mandate.value for mandate in Mandate), NOT_STATED)


def mandate_series(values: Iterable[str | None]) -> tuple[str, ...]:
    """The series of a picture of projects with these values; null is 未列明."""
    found = {*_USUAL, *(value or NOT_STATED for value in values)}
    return (*(value for value in _ORDER if value in found), *sorted(found - {*_ORDER}))


def by_mandate(
    rows: list[Row], line: Callable[[Row], tuple[str, str]]
) -> tuple[tuple[str, ...], list[Line]]:
    """Series and lines of a picture. Each row has a mandate and a number of projects; ``line``
    gives label and address of the line that it belongs to. Lines keep the order of the rows."""
    series = mandate_series(row["mandate"] for row in rows)
    lines: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        values = lines.setdefault(line(row), [0] * len(series))
        values[series.index(row["mandate"] or NOT_STATED)] += row["projects"]
    return series, [Line(label, values, url) for (label, url), values in lines.items()]
