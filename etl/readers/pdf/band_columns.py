"""Tables with horizontal rules only (three-line tables): columns and rows from the text.

Columns are told apart by the white stripes that run through all rows between the same two ends
of a rule. Rows are the bands between rules; a band with several numbers in its first column is
cut where the white gaps are, and only if that gives each row exactly one number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from etl.readers.pdf.band_rows import merge_intervals, rows_of_band
from etl.readers.pdf.geometry import Glyph, Rule
from etl.readers.pdf.glyph_text import PageRow, cell_text, glyph_lines, overdrawn
from etl.readers.pdf.settings import PdfSettings


@dataclass
class ColumnLayout:
    """The ends of a table's rules, and what its text covers between them on all pages so far."""

    start: float
    end: float
    covered: list[tuple[float, float]] = field(default_factory=list)

    def is_of(self, rule: Rule, tolerance: float) -> bool:
        return abs(rule.start - self.start) <= tolerance and abs(rule.end - self.end) <= tolerance

    def add(self, glyphs: Iterable[Glyph]) -> None:
        pieces = [g.ink for g in glyphs if g.text.strip()]
        self.covered = merge_intervals([*self.covered, *pieces])

    def columns(self, gap: float) -> list[tuple[float, float]]:
        """The stripes of text, told apart by white ones of at least ``gap`` points."""
        return merge_intervals(self.covered, gap)


@dataclass(frozen=True)
class BandTable:
    """A table without vertical rules as found on one page. ``is_sure`` is false where its rows
    could not be told apart with certainty."""

    top: float
    bottom: float
    rows: list[PageRow]
    glyphs: list[Glyph]
    is_sure: bool


def find_layouts(
    rules: Sequence[Rule], width: float, settings: PdfSettings
) -> list[tuple[ColumnLayout, list[Rule]]]:
    """Long rules with the same ends, two or more of them, belong to one table."""
    found: list[tuple[ColumnLayout, list[Rule]]] = []
    for rule in sorted(rules):
        if rule.end - rule.start < settings.rule_min_share * width:
            continue
        for layout, same in found:
            if layout.is_of(rule, settings.rule_end_tolerance):
                same.append(rule)
                break
        else:
            found.append((ColumnLayout(rule.start, rule.end), [rule]))
    return found


def read_bands(
    layout: ColumnLayout, rules: Sequence[float], glyphs: Sequence[Glyph], settings: PdfSettings
) -> BandTable | None:
    """The table between ``rules`` (from top to bottom), or ``None`` if its text has no columns.

    The glyphs are those between the first and the last of ``rules``.
    """
    inside = [g for g in glyphs if rules[0] <= g.middle <= rules[-1]]
    ends = settings.rule_end_tolerance
    inside = [g for g in inside if layout.start - ends <= g.center <= layout.end + ends]
    printed = [g for g in inside if g.text.strip()]
    if not printed:
        return None
    layout.add(printed)
    size = _size_of(printed)
    columns = layout.columns(settings.column_min_gap * size)
    if len(columns) < settings.min_columns:
        return None
    edge = settings.column_tolerance
    rows: list[PageRow] = []
    is_sure = True
    for top, bottom in pairwise(rules):
        band = [g for g in inside if top <= g.middle < bottom]
        if not any(g.text.strip() for g in band):
            continue
        parts, sure = rows_of_band(band, columns, settings)
        is_sure = is_sure and sure
        for part in parts:
            cells = [[g for g in part if a - edge <= g.center <= b + edge] for a, b in columns]
            over = " ".join(filter(None, (overdrawn(cell, settings) for cell in cells)))
            rows.append(
                PageRow([cell_text(cell, settings) for cell in cells], [1] * len(cells), over)
            )
    return BandTable(rules[0], rules[-1], rows, inside, is_sure)


def has_columns(glyphs: Sequence[Glyph], settings: PdfSettings) -> bool:
    """Whether text leaves enough white stripes free to be the row of a table."""
    printed = [g for g in glyphs if g.text.strip()]
    if not printed:
        return False
    trial = ColumnLayout(0.0, 0.0)
    trial.add(printed)
    return len(trial.columns(settings.column_min_gap * _size_of(printed))) >= settings.min_columns


def keeps_to_columns(layout: ColumnLayout, glyphs: Sequence[Glyph], settings: PdfSettings) -> bool:
    """Whether text stands in the columns of a table and leaves the white stripes free.

    It may make a column wider, and neither join two nor stand between them.
    """
    printed = [g for g in glyphs if g.text.strip()]
    if not printed or not layout.covered:
        return False
    size = _size_of(printed)
    columns = layout.columns(settings.column_min_gap * size)
    wider = ColumnLayout(layout.start, layout.end, list(layout.covered))
    wider.add(printed)
    after = wider.columns(settings.column_min_gap * size)
    if len(after) != len(columns) or any(
        not (a <= start and end <= b) for (start, end), (a, b) in zip(columns, after, strict=True)
    ):
        return False
    # Text that runs on from one column into the next is no row, even if no glyph is between.
    for line in glyph_lines(printed, settings):
        for before, behind in pairwise(line):
            gap = behind.x0 - before.x1
            if (
                _column_of(before, after) != _column_of(behind, after)
                and gap < settings.run_on_max_gap
            ):
                return False
    return True


def fits_columns(layout: ColumnLayout, glyphs: Sequence[Glyph], settings: PdfSettings) -> bool:
    """Whether text keeps to the columns and fills several of them."""
    if not keeps_to_columns(layout, glyphs, settings):
        return False
    printed = [g for g in glyphs if g.text.strip()]
    columns = layout.columns(settings.column_min_gap * _size_of(printed))
    return len({_column_of(g, columns) for g in printed}) >= settings.min_columns


def _size_of(printed: Sequence[Glyph]) -> float:
    """The size of most characters."""
    return sorted(g.size for g in printed)[len(printed) // 2]


def _column_of(glyph: Glyph, columns: Sequence[tuple[float, float]]) -> int | None:
    return next((i for i, (a, b) in enumerate(columns) if a <= glyph.center <= b), None)


def fits_every_column(layout: ColumnLayout, header: Sequence[Glyph], settings: PdfSettings) -> bool:
    """Whether a header names every column."""
    printed = [g for g in header if g.text.strip()]
    if not printed:
        return False
    edge = settings.header_tolerance
    columns = layout.columns(settings.column_min_gap * _size_of(printed))
    return len(columns) >= settings.min_columns and all(
        any(a - edge <= g.center <= b + edge for g in printed) for a, b in columns
    )
