"""Tables with horizontal rules only (three-line tables): columns and rows from the text.

Columns are told apart by the white stripes that run through all rows between the same two ends
of a rule. Rows are the bands between rules; a band with several numbers in its first column is
cut where the white gaps are, and only if that gives each row exactly one number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from etl.readers.pdf_geometry import Glyph, Rule
from etl.readers.pdf_text import cell_text, glyph_lines

_SAME_END = 4.0
_SHORTEST = 0.3  # of the page's width
_STRIPE = 0.3  # of a character's size
_FEWEST_COLUMNS = 3
_CLEAR_JUMP = 1.5


@dataclass
class ColumnLayout:
    """The ends of a table's rules, and what its text covers between them on all pages so far."""

    start: float
    end: float
    covered: list[tuple[float, float]] = field(default_factory=list)
    open_below: bool = False

    def is_of(self, rule: Rule) -> bool:
        return abs(rule.start - self.start) <= _SAME_END and abs(rule.end - self.end) <= _SAME_END

    def has_ends_of(self, other: "ColumnLayout") -> bool:
        return self.is_of(Rule(0.0, other.start, other.end))

    def add(self, glyphs: Iterable[Glyph]) -> None:
        pieces = [(g.x0, g.x1) for g in glyphs if g.text.strip()]
        self.covered = merge_intervals([*self.covered, *pieces])

    def columns(self, size: float) -> list[tuple[float, float]]:
        """The stripes of text, told apart by white ones of at least a part of a character."""
        return merge_intervals(self.covered, _STRIPE * size)


@dataclass(frozen=True)
class BandTable:
    """A table without vertical rules as found on one page. ``is_sure`` is false where its rows
    could not be told apart with certainty."""

    top: float
    bottom: float
    rows: list[list[str]]
    glyphs: list[Glyph]
    is_sure: bool


def find_layouts(rules: Sequence[Rule], width: float) -> list[tuple[ColumnLayout, list[Rule]]]:
    """Long rules with the same ends, two or more of them, belong to one table."""
    found: list[tuple[ColumnLayout, list[Rule]]] = []
    for rule in sorted(rules):
        if rule.end - rule.start < _SHORTEST * width:
            continue
        for layout, same in found:
            if layout.is_of(rule):
                same.append(rule)
                break
        else:
            found.append((ColumnLayout(rule.start, rule.end), [rule]))
    return found


def read_bands(
    layout: ColumnLayout, rules: Sequence[float], glyphs: Sequence[Glyph]
) -> BandTable | None:
    """The table between ``rules`` (from top to bottom), or ``None`` if its text has no columns.

    The glyphs are those between the first and the last of ``rules``.
    """
    inside = [g for g in glyphs if rules[0] <= g.middle <= rules[-1]]
    inside = [g for g in inside if layout.start - _SAME_END <= g.center <= layout.end + _SAME_END]
    printed = [g for g in inside if g.text.strip()]
    if not printed:
        return None
    layout.add(printed)
    size = sorted(g.size for g in printed)[len(printed) // 2]
    columns = layout.columns(size)
    if len(columns) < _FEWEST_COLUMNS:
        return None
    rows: list[list[str]] = []
    is_sure = True
    for top, bottom in pairwise(rules):
        band = [g for g in inside if top <= g.middle < bottom]
        if not any(g.text.strip() for g in band):
            continue
        parts, sure = _rows_of_band(band, columns[0])
        is_sure = is_sure and sure
        for part in parts:
            rows.append(
                [cell_text([g for g in part if a - 0.5 <= g.center <= b + 0.5]) for a, b in columns]
            )
    return BandTable(rules[0], rules[-1], rows, inside, is_sure)


def has_columns(glyphs: Sequence[Glyph]) -> bool:
    """Whether text leaves enough white stripes free to be the row of a table."""
    printed = [g for g in glyphs if g.text.strip()]
    if not printed:
        return False
    trial = ColumnLayout(0.0, 0.0)
    trial.add(printed)
    return len(trial.columns(sorted(g.size for g in printed)[len(printed) // 2])) >= _FEWEST_COLUMNS


def keeps_to_columns(layout: ColumnLayout, glyphs: Sequence[Glyph]) -> bool:
    """Whether text stands in the columns of a table and leaves the white stripes free."""
    printed = [g for g in glyphs if g.text.strip()]
    if not printed or not layout.covered:
        return False
    columns = layout.columns(sorted(g.size for g in printed)[len(printed) // 2])
    if not columns or any(_column_of(g, columns) is None for g in printed):
        return False
    # Text that runs on from one column into the next is no row, even if no glyph is between.
    for line in glyph_lines(printed):
        for before, after in pairwise(line):
            gap = after.x0 - before.x1
            if _column_of(before, columns) != _column_of(after, columns) and gap < 0.5:
                return False
    return True


def fits_columns(layout: ColumnLayout, glyphs: Sequence[Glyph]) -> bool:
    """Whether text keeps to the columns and fills several of them."""
    if not keeps_to_columns(layout, glyphs):
        return False
    printed = [g for g in glyphs if g.text.strip()]
    columns = layout.columns(sorted(g.size for g in printed)[len(printed) // 2])
    return len({_column_of(g, columns) for g in printed}) >= _FEWEST_COLUMNS


def _column_of(glyph: Glyph, columns: Sequence[tuple[float, float]]) -> int | None:
    """The column of a glyph. Punctuation may hang over into the stripe beside its column."""
    center = glyph.center
    nearest, least = None, glyph.size
    for i, (start, end) in enumerate(columns):
        if start <= center <= end:
            return i
        distance = max(start - center, center - end)
        if distance <= least:
            nearest, least = i, distance
    return nearest


def fits_every_column(layout: ColumnLayout, header: Sequence[Glyph]) -> bool:
    """Whether a header names every column."""
    printed = [g for g in header if g.text.strip()]
    if not printed:
        return False
    columns = layout.columns(sorted(g.size for g in printed)[len(printed) // 2])
    return len(columns) >= _FEWEST_COLUMNS and all(
        any(a - 1 <= g.center <= b + 1 for g in printed) for a, b in columns
    )


def _rows_of_band(band: list[Glyph], first: tuple[float, float]) -> tuple[list[list[Glyph]], bool]:
    """The rows between two rules, and whether there is no doubt about them."""
    numbers = [
        line
        for line in glyph_lines(g for g in band if first[0] - 0.5 <= g.center <= first[1] + 0.5)
        if "".join(g.text for g in line).strip().rstrip(".、．").isdigit()
    ]
    lines = _lines_across([g for g in band if g.text.strip()])
    gaps = [after[0] - before[1] for before, after in pairwise(lines)]
    if len(numbers) <= 1 and len(lines) <= 1:
        return [band], True
    middles = [line[0].middle for line in numbers]
    if len(numbers) > 1:
        for threshold in sorted({round(gap, 2) for gap in gaps}):
            parts = _cut(lines, gaps, threshold - 0.01)
            held = [sum(a <= m <= b for m in middles) for a, b in parts]
            if all(count == 1 for count in held[1:]) and held[0] <= 1:
                return _glyphs_of(parts, band), True
        return _glyphs_of(_cut(lines, gaps, _jump(gaps)), band), False
    if len(numbers) == 1 or not _has_jump(gaps):
        return [band], True
    return _glyphs_of(_cut(lines, gaps, _jump(gaps)), band), True


def _lines_across(band: list[Glyph]) -> list[tuple[float, float]]:
    """The stretches from top to bottom in which any column has text."""
    return merge_intervals([(g.top, g.bottom) for g in band], -0.5)


def _cut(
    lines: list[tuple[float, float]], gaps: list[float], threshold: float
) -> list[tuple[float, float]]:
    """Lines put together into rows: a gap wider than ``threshold`` ends a row."""
    rows = [lines[0]]
    for line, gap in zip(lines[1:], gaps, strict=True):
        if gap > threshold:
            rows.append(line)
        else:
            rows[-1] = (rows[-1][0], line[1])
    return rows


def _glyphs_of(parts: list[tuple[float, float]], band: list[Glyph]) -> list[list[Glyph]]:
    return [[g for g in band if top <= g.middle <= bottom] for top, bottom in parts]


def _has_jump(gaps: list[float]) -> bool:
    low, high = min(gaps, default=0.0), max(gaps, default=0.0)
    return high > _CLEAR_JUMP * max(low, 0.5)


def _jump(gaps: list[float]) -> float:
    """The middle of the widest jump between small gaps (lines) and large ones (rows)."""
    ordered = sorted(gaps)
    jumps = [(b / max(a, 0.5), (a + b) / 2) for a, b in pairwise(ordered)]
    return max(jumps, default=(0.0, 0.0))[1]


def merge_intervals(
    intervals: Iterable[tuple[float, float]], gap: float = 0.0
) -> list[tuple[float, float]]:
    """Intervals joined where they overlap or stand at most ``gap`` apart."""
    merged: list[tuple[float, float]] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1] + gap:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
