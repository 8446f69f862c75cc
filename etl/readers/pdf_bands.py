"""Where on a page the tables without vertical rules stand, also when they go on over its end."""

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
from etl.readers.pdf_text import glyph_lines, is_page_number, line_text

# Remarks and page numbers that may stand below a table, in lines.
_FOOT_LINES = 6
# Lines further apart than this, in parts of a character's size, belong to no one table.
_FARTHEST = 5.0


def find_band_tables(
    content: PageContent, glyphs: list[Glyph], alone: list[Rule], layouts: list[ColumnLayout]
) -> list[BandTable]:
    """Tables with horizontal rules only, and the rest of one that the last page left open.

    ``glyphs`` and ``alone`` are what no ruled table holds; ``layouts`` what the pages before
    have shown, which is kept up to date.
    """
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
        bottom = _edge_of_rows(layout, glyphs, upwards=False)
        if bottom is not None:
            top = min(g.top for g in glyphs if g.text.strip()) - 1
            table = read_bands(layout, [top, bottom], glyphs)
            layout.open_below = table is not None
            found.extend([table] if table is not None else [])
    return found


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
    lines = [line for line in glyph_lines(below) if any(g.text.strip() for g in line)]
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
    lines = [line for line in glyph_lines(glyphs) if any(g.text.strip() for g in line)]
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
