"""One page of a PDF file: its tables and paragraphs from top to bottom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.readers.pdf_columns import (
    BandTable,
    ColumnLayout,
    find_layouts,
    fits_columns,
    fits_every_column,
    keeps_to_columns,
    read_bands,
)
from etl.readers.pdf_geometry import Glyph, PageContent, Rule
from etl.readers.pdf_grid import RuledTable, fill_table, find_tables
from etl.readers.pdf_text import glyph_lines, join_lines, line_text, lines_of, paragraphs_of

# Characters this much larger than those of their table are a watermark behind it.
_WATERMARK = 2.5
# Remarks and page numbers that may stand below a table, in lines.
_FOOT_LINES = 6
# Lines further apart than this, in parts of a character's size, belong to no one table.
_FARTHEST = 5.0
_PAGE_NUMBER = re.compile(
    r"[-—–―·.\s]*(?:\d{1,4}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|"
    r"\d{1,4}\s*/\s*\d{1,4})[-—–―·.\s]*"
)


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page number: 12, — 12 —, 第 12 页 共 40 页."""
    return _PAGE_NUMBER.fullmatch(text) is not None


@dataclass
class PageRow:
    """A row and how many rows each of its cells spans."""

    cells: list[str]
    spans: list[int]


@dataclass(frozen=True)
class PageTable:
    """A table on a page. ``is_sure``: its rows can be told apart without doubt."""

    top: float
    rows: list[PageRow]
    is_sure: bool = True


@dataclass(frozen=True)
class PageText:
    """A paragraph on a page."""

    top: float
    text: str


def read_page(
    content: PageContent, layouts: list[ColumnLayout], place: str
) -> list[PageTable | PageText]:
    """What stands on a page, in reading order.

    ``layouts`` are the tables without vertical rules on the pages before; kept up to date.
    """
    tables, alone = find_tables(content.horizontal, content.vertical, place)
    rest, inside = _share_out([*content.glyphs, *content.sideways], tables)
    items: list[PageTable | PageText] = []
    for table, glyphs in zip(tables, inside, strict=True):
        if any(g.text.strip() for g in glyphs):
            rows = fill_table(table, _without_watermark(glyphs))
            page_rows = [PageRow(row.cells, row.spans) for row in rows]
            if page_rows:
                items.append(PageTable(table.box.top, page_rows))
    for band_table in _band_tables(content, rest, alone, layouts):
        taken = set(map(id, band_table.glyphs))
        rest = [g for g in rest if id(g) not in taken]
        band_rows = [PageRow(cells, [1] * len(cells)) for cells in band_table.rows]
        items.append(PageTable(band_table.top, band_rows, band_table.is_sure))
    edges = sorted(item.top for item in items)
    items.extend(_paragraphs(rest, edges))
    items.sort(key=lambda item: item.top)
    return items


def _share_out(
    glyphs: Sequence[Glyph], tables: list[RuledTable]
) -> tuple[list[Glyph], list[list[Glyph]]]:
    """The glyphs outside of all tables, and those in each; the smallest table around counts."""
    inside: list[list[Glyph]] = [[] for _ in tables]
    rest: list[Glyph] = []
    order = sorted(range(len(tables)), key=lambda i: _area(tables[i]))
    for glyph in glyphs:
        for i in order:
            if tables[i].holds(glyph):
                inside[i].append(glyph)
                break
        else:
            rest.append(glyph)
    return rest, inside


def _area(table: RuledTable) -> float:
    return (table.box.x1 - table.box.x0) * (table.box.bottom - table.box.top)


def _without_watermark(glyphs: list[Glyph]) -> list[Glyph]:
    sizes = sorted(g.size for g in glyphs if g.text.strip())
    largest = _WATERMARK * sizes[len(sizes) // 2]
    return [g for g in glyphs if g.size <= largest]


def _paragraphs(glyphs: list[Glyph], tables: list[float]) -> list[PageText]:
    """Paragraphs of the text outside of tables; none goes on across a table."""
    lines = lines_of(glyphs)
    found: list[PageText] = []
    bounds = [float("-inf"), *tables, float("inf")]
    for top, bottom in pairwise(bounds):
        between = [line for line in lines if top <= line.top < bottom]
        found.extend(PageText(part[0].top, join_lines(part)) for part in paragraphs_of(between))
    return found


def _band_tables(
    content: PageContent, glyphs: list[Glyph], alone: list[Rule], layouts: list[ColumnLayout]
) -> list[BandTable]:
    """Tables with horizontal rules only, and the rest of one that the last page left open."""
    found: list[BandTable] = []
    matched: set[int] = set()
    for new, rules in find_layouts(alone, content.width):
        known = next((known for known in layouts if known.is_of(rules[0])), None)
        if known is None and len(rules) < 2:
            continue
        layout = known or new
        places = [rule.at for rule in rules]
        above = _rows_above(layout, places[0], glyphs) if known else None
        if above is not None:
            places.insert(0, above)
        below = _rows_below(layout, places[-1], glyphs)
        if below is not None:
            places.append(below)
        layout.open_below = below is not None
        table = read_bands(layout, places, glyphs) if len(places) > 1 else None
        if table is not None:
            found.append(table)
            matched.add(id(layout))
            if known is None:
                layouts.append(layout)
    for layout in layouts:
        if layout.open_below and id(layout) not in matched and not found:
            places = _whole_page(layout, glyphs)
            table = read_bands(layout, places, glyphs) if places else None
            layout.open_below = table is not None
            if table is not None:
                found.append(table)
    return found


def _rows_above(layout: ColumnLayout, rule: float, glyphs: list[Glyph]) -> float | None:
    """Where the rows of a table begin that goes on above its first rule on this page."""
    return _edge_of_rows(layout, [g for g in glyphs if g.middle < rule], upwards=True)


def _rows_below(layout: ColumnLayout, rule: float, glyphs: list[Glyph]) -> float | None:
    """Where the rows end of a table that goes on below its last rule on this page."""
    below = [g for g in glyphs if g.middle > rule]
    if layout.covered:
        return _edge_of_rows(layout, below, upwards=False)
    # A table not seen before: its header alone does not show how wide the columns are.
    header = [g for g in glyphs if g.middle < rule and layout.start <= g.center <= layout.end]
    lines = [line for line in glyph_lines(below) if any(g.text.strip() for g in line)]
    lines = [line for line in lines if not is_page_number(line_text(line))]
    for count in range(len(lines), max(0, len(lines) - _FOOT_LINES), -1):
        body = [g for line in lines[:count] for g in line]
        trial = ColumnLayout(layout.start, layout.end)
        trial.add([*header, *body])
        if fits_columns(trial, body) and fits_every_column(trial, header):
            return max(g.bottom for g in body) + 1
    return None


def _whole_page(layout: ColumnLayout, glyphs: list[Glyph]) -> list[float]:
    """The stretch of a page without rules that a table fills."""
    bottom = _edge_of_rows(layout, glyphs, upwards=False)
    if bottom is None:
        return []
    return [min(g.top for g in glyphs if g.text.strip()) - 1, bottom]


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
