"""Where on a page the tables without vertical rules stand, also when they go on over its end.

A table is recognised by its header, a line in several columns with text below that keeps to them
and is numbered. On the next page it goes on, with or without the header. Horizontal rules part
rows; tables of few columns or without numbers are recognised by their rules alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from etl.readers.pdf.band_columns import (
    BandTable,
    ColumnLayout,
    find_layouts,
    fits_columns,
    fits_every_column,
    has_columns,
    keeps_to_columns,
    read_bands,
)
from etl.readers.pdf.band_rows import counts_on, merge_intervals
from etl.readers.pdf.geometry import Glyph, PageContent, Rule
from etl.readers.pdf.glyph_text import glyph_lines, is_page_number, line_text, without_watermark
from etl.readers.pdf.settings import PdfSettings


@dataclass
class OpenTable:
    """The columns of a table without vertical rules that the page before did not end."""

    layout: ColumnLayout | None = None


@dataclass(frozen=True)
class _Found:
    """Lines ``first`` to ``last`` of a page, in these columns."""

    first: int
    last: int
    layout: ColumnLayout


def find_band_tables(
    content: PageContent,
    glyphs: list[Glyph],
    alone: list[Rule],
    open_table: OpenTable,
    settings: PdfSettings,
) -> list[BandTable]:
    """Tables with horizontal rules only or with none, and the rest of one that the last page
    left open.

    ``glyphs`` and ``alone`` are what no ruled table holds; ``open_table`` is kept up to date.
    """
    lines = _printed_lines(without_watermark(glyphs, settings), settings)
    for line in lines:
        _bridge(line, settings)
    places = list(_headed(lines, alone, settings))
    if open_table.layout is not None:
        above = lines[: places[0].first] if places else lines
        rest = _rest(open_table.layout, above, settings)
        places[:0] = [rest] if rest is not None else []
    tables: list[BandTable] = []
    open_table.layout = None
    for place in places:
        table = _read(place, lines, alone, settings)
        if table is not None:
            tables.append(table)
            is_last = all(
                is_page_number(line_text(line, settings)) for line in lines[place.last + 1 :]
            )
            open_table.layout = place.layout if is_last else None
    taken = {id(glyph) for table in tables for glyph in table.glyphs}
    left = [g for line in lines for g in line if id(g) not in taken]
    edge = settings.table_edge_tolerance
    unused = [r for r in alone if not any(t.top - edge <= r.at <= t.bottom + edge for t in tables)]
    for ends, rules in find_layouts(unused, content.width, settings):
        for run in _runs([rule.at for rule in rules], _between_ends(ends, left), settings):
            by_rules = _read_run(ends, run, left, open_table, settings)
            tables.extend([by_rules] if by_rules is not None else [])
    return tables


def _headed(lines: list[list[Glyph]], rules: list[Rule], settings: PdfSettings) -> Iterator[_Found]:
    """Tables, each from its header down to the first line that breaks a column."""
    first = 0
    while first < len(lines):
        found = None
        for height in range(1, settings.header_max_lines + 1):
            header = lines[first : first + height]
            if found is None and _may_be_header(header, settings):
                found = _below_header(lines, first, height, rules, settings)
        if found is not None:
            yield found
        first = found.last + 1 if found is not None else first + 1


def _may_be_header(lines: list[list[Glyph]], settings: PdfSettings) -> bool:
    """Whether lines close together stand in several columns, none of which is a number."""
    if any(
        _distance(*pair) > settings.header_max_leading * pair[0][0].size for pair in pairwise(lines)
    ):
        return False
    header = [g for line in lines for g in line]
    cells = _cells_of(header, settings)
    texts = ["".join(g.text for g in header if a <= g.center <= b).strip() for a, b in cells]
    return len(cells) >= settings.header_min_columns and not any(text.isdecimal() for text in texts)


def _below_header(
    lines: list[list[Glyph]], first: int, height: int, rules: list[Rule], settings: PdfSettings
) -> _Found | None:
    header = [g for line in lines[first : first + height] for g in line]
    cells = _cells_of(header, settings)
    layout, rows = (ColumnLayout(float("-inf"), float("inf")) for _ in range(2))
    layout.add(header)
    last = first + height - 1
    for line in lines[first + height :]:
        size = line[0].size
        far = _distance(lines[last], line) > settings.max_leading * size
        if far or is_page_number(line_text(line, settings)):
            break
        if _joins(layout, line, cells, settings) or _joins(
            rows, line, rows.columns(settings.column_min_gap * size), settings
        ):
            break
        layout.add(line)
        rows.add(line)
        last += 1
    while first > 0 and keeps_to_columns(layout, lines[first - 1], settings):
        if (
            _distance(lines[first - 1], lines[first])
            > settings.max_leading * lines[first][0].size / 2
        ):
            break
        first -= 1
        layout.add(lines[first])
    body = [g for line in lines[first : last + 1] for g in line]
    numbers = counts_on(
        body, layout.columns(settings.column_min_gap * lines[first][0].size), settings
    )
    ruled = any(body[0].top < rule.at < body[-1].bottom for rule in rules)
    if len(numbers) < (1 if ruled else settings.min_numbers):
        return None
    above = [g for g in body if g.bottom < numbers[0][0].top]
    return _Found(first, last, layout) if fits_every_column(layout, above, settings) else None


def _joins(
    layout: ColumnLayout,
    line: list[Glyph],
    stripes: list[tuple[float, float]],
    settings: PdfSettings,
) -> bool:
    """Whether a line stands across two of these stripes, as a title or a remark does."""
    wider = ColumnLayout(layout.start, layout.end, list(layout.covered))
    wider.add(line)
    return any(
        sum(a <= start and end <= b for start, end in stripes) > 1
        for a, b in wider.columns(settings.column_min_gap * line[0].size)
    )


def _rest(layout: ColumnLayout, lines: list[list[Glyph]], settings: PdfSettings) -> _Found | None:
    """The lines with which a table goes on at the top of a page, below running heads."""
    for first in range(min(settings.head_max_lines, len(lines)) + 1):
        last = first - 1
        for line in lines[first:]:
            far = (
                last >= first and _distance(lines[last], line) > settings.max_leading * line[0].size
            )
            if (
                far
                or not keeps_to_columns(layout, line, settings)
                or is_page_number(line_text(line, settings))
            ):
                break
            last += 1
        if fits_columns(layout, [g for line in lines[first : last + 1] for g in line], settings):
            return _Found(first, last, layout)
    return None


def _read(
    place: _Found, lines: list[list[Glyph]], rules: list[Rule], settings: PdfSettings
) -> BandTable | None:
    body = [g for line in lines[place.first : place.last + 1] for g in line]
    edge = settings.table_edge_tolerance
    top, bottom = min(g.top for g in body) - edge, max(g.bottom for g in body) + edge
    left, right = min(g.x0 for g in body), max(g.x1 for g in body)
    across = [
        rule.at
        for rule in rules
        if top < rule.at < bottom
        and min(rule.end, right) - max(rule.start, left)
        >= settings.rule_across_share * (right - left)
    ]
    return read_bands(place.layout, [top, *sorted(across), bottom], body, settings)


def _read_run(
    ends: ColumnLayout,
    places: list[float],
    glyphs: list[Glyph],
    open_table: OpenTable,
    settings: PdfSettings,
) -> BandTable | None:
    """The table whose rules stand at ``places``, with rows above and below them."""
    inside = [g for g in _between_ends(ends, glyphs) if places[0] < g.middle < places[-1]]
    if not has_columns(inside, settings):
        return None
    layout = ColumnLayout(ends.start, ends.end)
    layout.add(inside)
    if len(places) == 2:
        below = _edge_below_header(layout, places[-1], glyphs, settings)
    else:
        under = [g for g in glyphs if g.middle > places[-1]]
        below = _edge_of_rows(layout, under, upwards=False, settings=settings)
    above = _edge_of_rows(
        layout, [g for g in glyphs if g.middle < places[0]], upwards=True, settings=settings
    )
    places = [*([above] if above is not None else []), *places]
    places += [below] if below is not None else []
    table = read_bands(layout, places, glyphs, settings) if len(places) > 1 else None
    if table is not None and below is not None:
        open_table.layout = layout
    return table


def _runs(places: list[float], glyphs: list[Glyph], settings: PdfSettings) -> Iterator[list[float]]:
    """Rules of one table each: text without columns between two of them parts two tables."""
    run = places[:1]
    for top, bottom in pairwise(places):
        band = [g for g in glyphs if top < g.middle < bottom]
        if any(g.text.strip() for g in band) and not has_columns(band, settings):
            yield run
            run = []
        run.append(bottom)
    yield run


def _between_ends(ends: ColumnLayout, glyphs: list[Glyph]) -> list[Glyph]:
    return [g for g in glyphs if ends.start <= g.center <= ends.end]


def _edge_below_header(
    layout: ColumnLayout, rule: float, glyphs: list[Glyph], settings: PdfSettings
) -> float | None:
    """Where the rows end below a header, which alone does not show how wide columns are."""
    header = [g for g in _between_ends(layout, glyphs) if g.middle < rule]
    header = [g for g in header if any(a <= g.center <= b for a, b in layout.covered)]
    below = [g for g in glyphs if g.middle > rule]
    lines = _printed_lines(below, settings)
    lines = [line for line in lines if not is_page_number(line_text(line, settings))]
    for count in range(len(lines), max(0, len(lines) - settings.foot_max_lines), -1):
        body = [g for line in lines[:count] for g in line]
        trial = ColumnLayout(layout.start, layout.end, list(layout.covered))
        trial.add(body)
        if fits_columns(trial, body, settings) and fits_every_column(trial, header, settings):
            return max(g.bottom for g in body) + settings.table_edge_tolerance
    return None


def _edge_of_rows(
    layout: ColumnLayout, glyphs: list[Glyph], *, upwards: bool, settings: PdfSettings
) -> float | None:
    """How far lines of text keep to the columns, counted from the nearest line."""
    lines = _printed_lines(glyphs, settings)
    if upwards:
        lines.reverse()
    kept: list[list[Glyph]] = []
    for line in lines:
        # A wrapped cell makes lines with few columns: lines count together.
        near = not kept or _distance(kept[-1], line) <= settings.max_leading * line[0].size
        if (
            not near
            or not keeps_to_columns(layout, line, settings)
            or is_page_number(line_text(line, settings))
        ):
            break
        kept.append(line)
    if not fits_columns(layout, [g for line in kept for g in line], settings):
        return None
    edge = settings.table_edge_tolerance
    return (
        min(g.top for g in kept[-1]) - edge if upwards else max(g.bottom for g in kept[-1]) + edge
    )


def _distance(line: list[Glyph], other: list[Glyph]) -> float:
    return abs(line[0].middle - other[0].middle)


def _printed_lines(glyphs: list[Glyph], settings: PdfSettings) -> list[list[Glyph]]:
    return [line for line in glyph_lines(glyphs, settings) if any(g.text.strip() for g in line)]


def _bridge(line: list[Glyph], settings: PdfSettings) -> None:
    """What touches is one text, without white for a column's edge: also around punctuation, which
    does not fill its box, and around blanks that are drawn, as in 制定 / 修订."""
    text: Glyph | None = None  # the last that is printed, with what touches it
    end = 0.0
    for glyph in line:
        touches = text is not None and glyph.x0 - end <= settings.touching_max_gap * glyph.size
        end = glyph.x1
        if glyph.text.strip():
            if text is not None and touches:
                text.ink = (text.ink[0], max(text.ink[1], glyph.ink[0]))
            text = glyph
        elif not touches:
            text = None


def _cells_of(line: list[Glyph], settings: PdfSettings) -> list[tuple[float, float]]:
    pieces = (glyph.ink for glyph in line if glyph.text.strip())
    return merge_intervals(pieces, settings.header_min_gap * line[0].size)
