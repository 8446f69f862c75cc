"""Where on a page the tables without vertical rules stand, also when they go on over its end.

Horizontal rules show where a table begins and ends. One without any rule is recognised by its
header, a line in several columns, and by numbers below it that count on by one.
"""

from collections.abc import Iterator
from itertools import pairwise

from etl.readers.pdf_columns import (
    BandTable,
    ColumnLayout,
    find_layouts,
    fits_columns,
    fits_every_column,
    has_columns,
    keeps_to_columns,
    read_bands,
)
from etl.readers.pdf_geometry import Glyph, PageContent, Rule
from etl.readers.pdf_rows import counts_on
from etl.readers.pdf_text import glyph_lines, is_page_number, line_text, without_watermark

# Remarks and page numbers that may stand below a table, in lines.
_FOOT_LINES = 6
# Lines further apart than this, in parts of a character's size, belong to no one table.
_FARTHEST = 5.0
# Running heads that may stand above the rest of a table, in lines.
_HEAD_LINES = 3
# A table without any rule is believed from so many columns and numbers on.
_FEWEST_COLUMNS_UNRULED = 5
_FEWEST_NUMBERS = 3


def find_band_tables(
    content: PageContent, glyphs: list[Glyph], alone: list[Rule], layouts: list[ColumnLayout]
) -> list[BandTable]:
    """Tables with horizontal rules only, and the rest of one that the last page left open.

    ``glyphs`` and ``alone`` are what no ruled table holds; ``layouts`` what the pages before
    have shown, which is kept up to date.
    """
    glyphs = without_watermark(glyphs)
    found: list[BandTable] = []
    was_open = [layout for layout in layouts if layout.open_below]
    for layout in was_open:
        layout.open_below = False
    for ends, rules in find_layouts(alone, content.width):
        runs = list(_runs([rule.at for rule in rules], _between_ends(ends, glyphs)))
        for places in runs:
            table = _read_run(ends, places, glyphs, layouts, is_last=places is runs[-1])
            if table is not None:
                found.append(table)
    for layout in was_open if not found else ():
        table = _read_rest(layout, glyphs)
        layout.open_below = table is not None
        found.extend([table] if table is not None else [])
    taken = {id(glyph) for table in found for glyph in table.glyphs}
    found.extend(_unruled([g for g in glyphs if id(g) not in taken], layouts))
    return found


def _read_rest(layout: ColumnLayout, glyphs: list[Glyph]) -> BandTable | None:
    """The rows with which a table goes on at the top of a page, below running heads."""
    lines = _printed_lines(glyphs)
    for head in range(min(_HEAD_LINES, len(lines)) + 1):
        below = [g for line in lines[head:] for g in line]
        bottom = _edge_of_rows(layout, below, upwards=False)
        if bottom is not None:
            return read_bands(layout, [min(g.top for g in below) - 1, bottom], below)
    return None


def _unruled(glyphs: list[Glyph], layouts: list[ColumnLayout]) -> Iterator[BandTable]:
    """Tables without any rule, each from its header down to the first line that breaks a column.

    A line that stands in several columns may be a header; it is one if every column has a part
    of it and the rows below are numbered.
    """
    lines = _printed_lines(glyphs)
    first = 0
    while first < len(lines):
        table = None
        if _stripes(lines[first]) >= _FEWEST_COLUMNS_UNRULED:
            table = _read_unruled(lines, first, layouts)
        if table is not None:
            yield table
            while first < len(lines) and lines[first][0].middle < table.bottom:
                first += 1
        else:
            first += 1


def _read_unruled(
    lines: list[list[Glyph]], first: int, layouts: list[ColumnLayout]
) -> BandTable | None:
    layout = ColumnLayout(float("-inf"), float("inf"))
    layout.add(lines[first])
    cells = layout.columns(lines[first][0].size)
    last = first
    for line in lines[first + 1 :]:
        if _distance(lines[last], line) > _FARTHEST * line[0].size or is_page_number(
            line_text(line)
        ):
            break
        wider = ColumnLayout(layout.start, layout.end, list(layout.covered))
        wider.add(line)
        if any(
            sum(a <= start and end <= b for start, end in cells) > 1
            for a, b in wider.columns(line[0].size)
        ):
            break  # the line joins two columns of the header
        layout.covered = wider.covered
        last += 1
    while first > 0 and keeps_to_columns(layout, lines[first - 1]):
        if _distance(lines[first - 1], lines[first]) > _FARTHEST * lines[first][0].size / 2:
            break
        first -= 1
    body = [g for line in lines[first : last + 1] for g in line]
    columns = layout.columns(lines[first][0].size)
    numbers = counts_on(body, columns)
    if len(numbers) < _FEWEST_NUMBERS:
        return None
    above = [g for g in body if g.bottom < numbers[0][0].top]
    if not fits_every_column(layout, above):
        return None
    table = read_bands(
        layout, [min(g.top for g in body) - 1, max(g.bottom for g in body) + 1], body
    )
    if table is not None:
        for earlier in layouts:
            earlier.open_below = False
        layout.open_below = True
        layouts.append(layout)
    return table


def _printed_lines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    return [line for line in glyph_lines(glyphs) if any(g.text.strip() for g in line)]


def _stripes(line: list[Glyph]) -> int:
    """In how many columns a line stands, at least a character apart."""
    trial = ColumnLayout(0.0, 0.0)
    trial.add(line)
    return len(trial.columns(2 * line[0].size))


def _read_run(
    ends: ColumnLayout,
    places: list[float],
    glyphs: list[Glyph],
    layouts: list[ColumnLayout],
    is_last: bool,
) -> BandTable | None:
    """The table whose rules stand at ``places``, with rows above and below them."""
    inside = [g for g in _between_ends(ends, glyphs) if places[0] < g.middle < places[-1]]
    layout = next(
        (
            known
            for known in layouts
            if known.has_ends_of(ends) and (not inside or keeps_to_columns(known, inside))
        ),
        None,
    )
    is_new = layout is None
    if layout is None:
        if not has_columns(inside):
            return None
        layout = ColumnLayout(ends.start, ends.end)
        layout.add(inside)
    below = None
    if is_last and is_new and len(places) == 2:
        below = _edge_below_header(layout, places[-1], glyphs)
    elif is_last:
        below = _edge_of_rows(layout, [g for g in glyphs if g.middle > places[-1]], upwards=False)
    above = _edge_of_rows(layout, [g for g in glyphs if g.middle < places[0]], upwards=True)
    places = [*([above] if above is not None else []), *places]
    places += [below] if below is not None else []
    table = read_bands(layout, places, glyphs) if len(places) > 1 else None
    if table is not None:
        layout.open_below = below is not None
        if is_new:
            layouts.append(layout)
    return table


def _runs(places: list[float], glyphs: list[Glyph]) -> Iterator[list[float]]:
    """Rules of one table each: text without columns between two of them parts two tables."""
    run = places[:1]
    for top, bottom in pairwise(places):
        band = [g for g in glyphs if top < g.middle < bottom]
        if any(g.text.strip() for g in band) and not has_columns(band):
            yield run
            run = []
        run.append(bottom)
    yield run


def _between_ends(ends: ColumnLayout, glyphs: list[Glyph]) -> list[Glyph]:
    return [g for g in glyphs if ends.start <= g.center <= ends.end]


def _edge_below_header(layout: ColumnLayout, rule: float, glyphs: list[Glyph]) -> float | None:
    """Where the rows end below a header, which alone does not show how wide columns are."""
    header = [g for g in _between_ends(layout, glyphs) if g.middle < rule]
    header = [g for g in header if any(a <= g.center <= b for a, b in layout.covered)]
    below = [g for g in glyphs if g.middle > rule]
    lines = _printed_lines(below)
    lines = [line for line in lines if not is_page_number(line_text(line))]
    for count in range(len(lines), max(0, len(lines) - _FOOT_LINES), -1):
        body = [g for line in lines[:count] for g in line]
        trial = ColumnLayout(layout.start, layout.end, list(layout.covered))
        trial.add(body)
        if fits_columns(trial, body) and fits_every_column(trial, header):
            return max(g.bottom for g in body) + 1
    return None


def _edge_of_rows(layout: ColumnLayout, glyphs: list[Glyph], *, upwards: bool) -> float | None:
    """How far lines of text keep to the columns, counted from the nearest line."""
    lines = _printed_lines(glyphs)
    if upwards:
        lines.reverse()
    kept: list[list[Glyph]] = []
    for line in lines:
        # A wrapped cell makes lines with few columns: lines count together.
        near = not kept or _distance(kept[-1], line) <= _FARTHEST * line[0].size
        if not near or not keeps_to_columns(layout, line) or is_page_number(line_text(line)):
            break
        kept.append(line)
    if not fits_columns(layout, [g for line in kept for g in line]):
        return None
    return min(g.top for g in kept[-1]) - 1 if upwards else max(g.bottom for g in kept[-1]) + 1


def _distance(line: list[Glyph], other: list[Glyph]) -> float:
    return abs(line[0].middle - other[0].middle)
