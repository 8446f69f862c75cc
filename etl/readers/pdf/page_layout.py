"""One page of a PDF file: its tables and paragraphs from top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.readers.pdf.bands import OpenTable, find_band_tables
from etl.readers.pdf.geometry import Glyph, PageContent
from etl.readers.pdf.glyph_text import (
    PageRow,
    join_lines,
    lines_of,
    paragraphs_of,
    without_watermark,
)
from etl.readers.pdf.ruled_cells import fill_table
from etl.readers.pdf.ruled_tables import RuledTable, find_tables
from etl.readers.pdf.settings import PdfSettings


@dataclass(frozen=True)
class PageTable:
    """A table on a page. ``is_sure``: its rows can be told apart without doubt;
    ``open_top``, ``open_bottom``: the columns whose first or last cell no rule closes."""

    top: float
    rows: list[PageRow]
    is_sure: bool = True
    open_top: frozenset[int] = frozenset()
    open_bottom: frozenset[int] = frozenset()


@dataclass(frozen=True)
class PageText:
    """A paragraph on a page."""

    top: float
    text: str


def read_page(
    content: PageContent, open_table: OpenTable, place: str, settings: PdfSettings
) -> list[PageTable | PageText]:
    """What stands on a page, in reading order.

    ``open_table`` is a table without vertical rules that goes on from the page before; it is kept
    up to date.
    """
    tables, alone = find_tables(content.horizontal, content.vertical, place, settings)
    rest, inside = _share_out([*content.glyphs, *content.sideways], tables, settings)
    items: list[PageTable | PageText] = []
    for table, glyphs in zip(tables, inside, strict=True):
        if any(g.text.strip() for g in glyphs):
            filled = fill_table(table, without_watermark(glyphs, settings), content.cut, settings)
            if filled.rows:
                ends = filled.open_top, filled.open_bottom
                items.append(PageTable(table.box.top, filled.rows, True, *ends))
    for band_table in find_band_tables(content, rest, alone, open_table, settings):
        taken = set(map(id, band_table.glyphs))
        rest = [g for g in rest if id(g) not in taken]
        middles = [(area.top + area.bottom) / 2 for area in content.cut]
        whole = not any(band_table.top < middle < band_table.bottom for middle in middles)
        items.append(PageTable(band_table.top, band_table.rows, band_table.is_sure and whole))
    edges = sorted(item.top for item in items)
    items.extend(_paragraphs(rest, edges, settings))
    items.sort(key=lambda item: item.top)
    return items


def _share_out(
    glyphs: Sequence[Glyph], tables: list[RuledTable], settings: PdfSettings
) -> tuple[list[Glyph], list[list[Glyph]]]:
    """The glyphs outside of all tables, and those in each; the smallest table around counts."""
    inside: list[list[Glyph]] = [[] for _ in tables]
    rest: list[Glyph] = []
    order = sorted(range(len(tables)), key=lambda i: _area(tables[i]))
    for glyph in glyphs:
        for i in order:
            if tables[i].holds(glyph, settings.table_edge_tolerance):
                inside[i].append(glyph)
                break
        else:
            rest.append(glyph)
    return rest, inside


def _area(table: RuledTable) -> float:
    return (table.box.x1 - table.box.x0) * (table.box.bottom - table.box.top)


def _paragraphs(glyphs: list[Glyph], tables: list[float], settings: PdfSettings) -> list[PageText]:
    """Paragraphs of the text outside of tables; none goes on across a table."""
    lines = lines_of(glyphs, settings)
    found: list[PageText] = []
    bounds = [float("-inf"), *tables, float("inf")]
    for top, bottom in pairwise(bounds):
        between = [line for line in lines if top <= line.top < bottom]
        found.extend(
            PageText(part[0].top, join_lines(part)) for part in paragraphs_of(between, settings)
        )
    return found
