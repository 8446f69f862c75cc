"""Pictures: bars drawn on the server as SVG, whose widths are percentages of the page.

Text keeps its size on every screen, since nothing is scaled; the template draws a figure and,
below it, its data as a table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Segment:
    """A part of a bar: where it begins and how wide it is, in hundredths of the picture, and the
    address of what it counts, if it has one."""

    series: str
    value: int
    start: float
    width: float
    url: str = ""


@dataclass(frozen=True)
class Bar:
    """One line of a picture."""

    label: str
    url: str
    segments: tuple[Segment, ...]

    @property
    def total(self) -> int:
        return sum(segment.value for segment in self.segments)


@dataclass(frozen=True)
class Figure:
    """A picture with everything that is needed to draw and to describe it."""

    name: str
    title: str
    heading: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    note: str = ""
    height: int = field(default=0)

    @property
    def description(self) -> str:
        """The picture in words."""
        lines = []
        for bar in self.bars:
            parts = "，".join(f"{part.series}{part.value}项" for part in bar.segments if part.value)
            lines.append(f"{bar.label}{bar.total}项" + (f"（{parts}）" if self.series[1:] else ""))
        return "；".join(lines) + "。"


LINE = 46


@dataclass(frozen=True)
class Line:
    """What a bar is drawn of: its label, the address that it leads to, a value for every series,
    and, where its parts lead somewhere, an address for every series."""

    label: str
    values: Sequence[int]
    url: str = ""
    urls: Sequence[str] = ()


def figure(
    name: str,
    title: str,
    heading: str,
    series: Sequence[str],
    lines: Iterable[Line],
    note: str = "",
    shares: bool = False,
) -> Figure:
    """A picture of ``lines``.

    Bars are as long as their numbers, or all of the same length when ``shares`` are compared.
    """
    rows = list(lines)
    greatest = max((sum(row.values) for row in rows), default=0)
    bars = []
    for row in rows:
        longest = (sum(row.values) if shares else greatest) or 1
        start, segments = 0.0, []
        urls = row.urls or [""] * len(series)
        for label, value, url in zip(series, row.values, urls, strict=True):
            width = round(value * 100 / longest, 3)
            segments.append(Segment(label, value, round(start, 3), width, url))
            start += width
        bars.append(Bar(row.label, row.url, tuple(segments)))
    return Figure(name, title, heading, tuple(series), tuple(bars), note, LINE * len(bars))
