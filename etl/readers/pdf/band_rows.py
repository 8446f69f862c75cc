"""Rows of a table without rules between them, told apart by their numbers.

Every row has one number, and its cells stand at one height: all begin at the line of the number,
all end there, or all have their middle there. Of a row that the page end cuts, cells begin at one
height. The lines of a column are given to the rows in the one way that fits. Where none or several
fit, gaps wider than those between lines part the rows, if that gives each row exactly one number.
Otherwise there is doubt, and it is said.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise

from etl.readers.pdf.geometry import Glyph
from etl.readers.pdf.glyph_text import glyph_lines
from etl.readers.pdf.settings import DEFAULT, PdfSettings

Stripe = tuple[float, float]
Line = list[Glyph]
# Lines of one column: for each row, from which line to which; first comes what stands above the
# rows, last what stands below.
Shares = list[tuple[int, int]]


def rows_of_band(
    band: list[Glyph], columns: Sequence[Stripe], settings: PdfSettings = DEFAULT
) -> tuple[list[list[Glyph]], bool]:
    """The rows between two rules, and whether there is no doubt about them.

    What stands above the first number, as a header does, is a row, too.
    """
    numbers = counts_on(band, columns, settings)
    lines = _lines_across([g for g in band if g.text.strip()], settings)
    if len(numbers) <= 1 and len(lines) <= 1:
        return [band], True
    by_height = _rows_by_height(band, columns, numbers, settings) if len(numbers) > 1 else None
    return (
        (by_height, True)
        if by_height is not None
        else _rows_by_gaps(band, lines, numbers, settings)
    )


def counts_on(
    band: Sequence[Glyph], columns: Sequence[Stripe], settings: PdfSettings
) -> list[Line]:
    """The numbers of the rows: those of the column in which most of them count on by one."""
    best: list[Line] = []
    most = 0
    for column in columns:
        lines = [
            line
            for line in glyph_lines(_within(band, column, settings), settings)
            if _number(line).isdecimal()
        ]
        values = [int(_number(line)) for line in lines]
        counting = 1 + sum(after == before + 1 for before, after in pairwise(values))
        if lines and counting > most:
            best, most = lines, counting
    return best


def _rows_by_height(
    band: list[Glyph], columns: Sequence[Stripe], numbers: list[Line], settings: PdfSettings
) -> list[list[Glyph]] | None:
    """The rows, if the heights of their cells allow exactly one way to part them."""
    centers = [_middle(line) for line in numbers]
    near = (
        settings.row_height_tolerance * sorted(line[0].size for line in numbers)[len(numbers) // 2]
    )
    in_columns = [
        [line for line in glyph_lines(_within(band, column, settings), settings) if _text(line)]
        for column in columns
    ]
    found: list[list[list[Glyph]]] = []
    ways = (
        _share_from_top,
        _share_from_bottom,
        partial(_share_around_middle, settings=settings),
        partial(_share_before_cut, settings=settings),
        partial(_share_cut, settings=settings),
    )
    for share in ways:
        shares = [share([_middle(line) for line in lines], centers, near) for lines in in_columns]
        whole = [each for each in shares if each is not None]
        if len(whole) < len(in_columns):
            continue
        pairs = zip(in_columns, whole, strict=True)
        if any(_parts_close_lines(lines, of_column, settings) for lines, of_column in pairs):
            continue
        rows: list[list[Glyph]] = [[] for _ in range(len(centers) + 2)]
        for lines, shares_of_column in zip(in_columns, whole, strict=True):
            for row, (start, end) in zip(rows, shares_of_column, strict=True):
                row.extend(glyph for line in lines[start:end] for glyph in line)
        rows = [row for row in rows if row]
        if rows not in found and _stand_apart(rows, near):
            found.append(rows)
    return found[0] if len(found) == 1 else None


def _parts_close_lines(lines: list[Line], shares: Shares, settings: PdfSettings) -> bool:
    """Whether two lines of one cell stand further apart than lines of two cells do anywhere.

    What stands above the first row may be a header and the rest of a row.
    """
    starts = {start for start, _ in shares[1:]}
    within, between = [0.0], [float("inf")]
    for i, (line, after) in enumerate(pairwise(lines), start=1):
        if i >= shares[1][0]:
            (between if i in starts else within).append(_middle(after) - _middle(line))
    return (
        bool(lines) and max(within) > min(between) + settings.leading_tolerance * lines[0][0].size
    )


def _stand_apart(rows: list[list[Glyph]], near: float) -> bool:
    """Whether every row begins below the end of the one above it, as rows do."""
    return all(
        max(g.middle for g in upper) < min(g.middle for g in lower) - near
        for upper, lower in pairwise(rows)
    )


def _share_from_top(middles: list[float], centers: list[float], near: float) -> Shares | None:
    """The first line of every cell stands at the number."""
    starts = [bisect_left(middles, center - near) for center in [*centers, float("inf")]]
    shares = list(pairwise(starts))
    fits = all(
        start == end or abs(middles[start] - center) <= near
        for (start, end), center in zip(shares, centers, strict=True)
    )
    return [(0, starts[0]), *shares, (len(middles), len(middles))] if fits else None


def _share_from_bottom(middles: list[float], centers: list[float], near: float) -> Shares | None:
    """The last line of every cell stands at the number. Nothing shows where a header ends and
    the first row begins: they stay together, and this way is one too many."""
    ends = [0, *(bisect_right(middles, center + near) for center in centers)]
    if ends[-1] < len(middles):
        return None
    shares = list(pairwise(ends))
    fits = all(
        start == end or abs(middles[end - 1] - center) <= near
        for (start, end), center in zip(shares, centers, strict=True)
    )
    return [(0, 0), *shares, (len(middles), len(middles))] if fits else None


def _share_around_middle(
    middles: list[float], centers: list[float], near: float, settings: PdfSettings
) -> Shares | None:
    """The middle of every cell's lines stands at the number, in exactly one way."""
    whole = _ways_around_middle(middles, centers, near, settings).get(len(middles), [])
    return [*whole[0], (len(middles), len(middles))] if len(whole) == 1 else None


def _share_before_cut(
    middles: list[float], centers: list[float], near: float, settings: PdfSettings
) -> Shares | None:
    """As around the middle, and below the last row stands the beginning of one whose number is on
    the next page."""
    ways = _ways_around_middle(middles, centers, near, settings)
    found = [way for some in ways.values() for way in some]
    return [*found[0], (found[0][-1][1], len(middles))] if len(found) == 1 else None


def _share_cut(
    middles: list[float], centers: list[float], near: float, settings: PdfSettings
) -> Shares | None:
    """As around the middle, but the last row, which the page end cuts, begins at its number."""
    start = bisect_left(middles, centers[-1] - near)
    ways = (
        _ways_around_middle(middles[:start], centers[:-1], near, settings)
        if len(centers) > 1
        else {}
    )
    whole = ways.get(start, [])
    begins = start == len(middles) or abs(middles[start] - centers[-1]) <= near
    ends = (start, len(middles)), (len(middles), len(middles))
    return [*whole[0], *ends] if len(whole) == 1 and begins else None


def _ways_around_middle(
    middles: list[float], centers: list[float], near: float, settings: PdfSettings
) -> dict[int, list[Shares]]:
    """Which line comes next → the ways that lead there; two are as good as more."""
    steps = [after - before for before, after in pairwise(middles)]
    widest = settings.even_leading_ratio * min(steps, default=0.0)
    # For each line, where the lines end that stand at equal distances below it.
    run_ends = [len(middles)] * (len(middles) + 1)
    for i in range(len(steps) - 1, -1, -1):
        run_ends[i] = i + 1 if steps[i] > widest else run_ends[i + 1]
    ways: dict[int, list[Shares]] = {
        above: [[(0, above)]] for above in range(bisect_left(middles, centers[0] - near) + 1)
    }
    for center, after in pairwise([*centers, float("inf")]):
        # No row reaches up to the number above it, or down to the one below it.
        ends = range(bisect_right(middles, center + near), bisect_left(middles, after - near) + 1)
        longer: dict[int, list[Shares]] = {}
        for start, shares in ways.items():
            for end in ends:
                mean = sum(middles[start:end]) / max(1, end - start)
                even = start < end <= run_ends[start] and abs(mean - center) <= near
                if end == start or even:
                    longer.setdefault(end, []).extend([*way, (start, end)] for way in shares[:2])
        ways = longer
    return ways


def _rows_by_gaps(
    band: list[Glyph], lines: list[Stripe], numbers: list[Line], settings: PdfSettings
) -> tuple[list[list[Glyph]], bool]:
    gaps = [after[0] - before[1] for before, after in pairwise(lines)]
    middles = [_middle(line) for line in numbers]
    if len(numbers) > 1:
        for threshold in sorted({round(gap, 2) for gap in gaps}):
            parts = _cut(lines, gaps, threshold - 0.01)
            held = [sum(a <= m <= b for m in middles) for a, b in parts]
            if all(count == 1 for count in held[1:]) and held[0] <= 1:
                return _glyphs_of(parts, band), True
        return _glyphs_of(_cut(lines, gaps, _jump(gaps, settings)), band), False
    if len(numbers) == 1 or not _has_jump(gaps, settings):
        return [band], True
    return _glyphs_of(_cut(lines, gaps, _jump(gaps, settings)), band), True


def _within(glyphs: Iterable[Glyph], column: Stripe, settings: PdfSettings) -> list[Glyph]:
    start, end = column
    return [
        g
        for g in glyphs
        if start - settings.column_tolerance <= g.center <= end + settings.column_tolerance
    ]


def _text(line: Line) -> str:
    return "".join(glyph.text for glyph in line).strip()


def _number(line: Line) -> str:
    return _text(line).rstrip(".、．")


def _middle(line: Line) -> float:
    return line[0].middle


def _lines_across(band: list[Glyph], settings: PdfSettings) -> list[Stripe]:
    """The stretches from top to bottom in which any column has text."""
    return merge_intervals([(g.top, g.bottom) for g in band], -settings.line_min_overlap)


def _cut(lines: list[Stripe], gaps: list[float], threshold: float) -> list[Stripe]:
    """Lines put together into rows: a gap wider than ``threshold`` ends a row."""
    rows = [lines[0]]
    for line, gap in zip(lines[1:], gaps, strict=True):
        if gap > threshold:
            rows.append(line)
        else:
            rows[-1] = (rows[-1][0], line[1])
    return rows


def _glyphs_of(parts: list[Stripe], band: list[Glyph]) -> list[list[Glyph]]:
    return [[g for g in band if top <= g.middle <= bottom] for top, bottom in parts]


def _has_jump(gaps: list[float], settings: PdfSettings) -> bool:
    low, high = min(gaps, default=0.0), max(gaps, default=0.0)
    return high > settings.clear_gap_ratio * max(low, settings.gap_floor)


def _jump(gaps: list[float], settings: PdfSettings) -> float:
    """The middle of the widest jump between small gaps (lines) and large ones (rows)."""
    ordered = sorted(gaps)
    jumps = [(b / max(a, settings.gap_floor), (a + b) / 2) for a, b in pairwise(ordered)]
    return max(jumps, default=(0.0, 0.0))[1]


def merge_intervals(intervals: Iterable[Stripe], gap: float = 0.0) -> list[Stripe]:
    """Intervals joined where they overlap or stand at most ``gap`` apart."""
    merged: list[Stripe] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1] + gap:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
