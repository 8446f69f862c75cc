"""PDF files: ruled tables, three-line tables and the text around them, page by page.

The place of a row is ``page 7, row 3``, counting the rows of all tables on the page. What the
pages repeat at their edges (running heads) is given once; bare page numbers and watermarks are
left out.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pdfplumber

from etl.readers.builder import DocumentBuilder
from etl.readers.document import Document
from etl.readers.pdf import page_problems
from etl.readers.pdf.bands import OpenTable
from etl.readers.pdf.geometry import UNREADABLE, PageContent, page_content
from etl.readers.pdf.glyph_text import PageRow, is_page_number
from etl.readers.pdf.page_layout import PageTable, PageText, read_page
from etl.readers.pdf.preflight import Preflight
from etl.readers.pdf.settings import DEFAULT, PdfSettings
from etl.readers.refusal import refuse

FORMAT = "pdf"


@dataclass
class _LastRow:
    """The last row above a page end, and how many rows each of its cells spans."""

    cells: tuple[str, ...]
    spans: list[int]
    header: tuple[str, ...]
    open_bottom: frozenset[int]


def read_pdf(
    data: bytes, progress: Callable[[int, int], None], settings: PdfSettings = DEFAULT
) -> Document:
    """Read a PDF file."""
    preflight = Preflight(data)
    total = len(preflight.pages)
    reader = _Reader(preflight, settings)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            progress(number - 1, total)
            reader.page(number, page_content(page, f"page {number}", settings))
            page.close()
    reader.check_pages(total)
    if preflight.hidden_layers:
        reader.built.problems.append(page_problems.hidden_layers(preflight.hidden_layers))
    return reader.built.document()


class _Reader:
    def __init__(self, preflight: Preflight, settings: PdfSettings) -> None:
        self.settings = settings
        self.preflight = preflight
        self.built = DocumentBuilder(FORMAT)
        self.open_table = OpenTable()
        self.edge_texts: set[tuple[str, int]] = set()
        self.last: _LastRow | None = None
        # Column → rows before this page whose merged cell has its text further down.
        self.waiting: dict[int, list[tuple[int, int]]] = {}
        self.scanned: list[int] = []
        self.recognised: list[int] = []
        self.read = 0

    def page(self, number: int, content: PageContent) -> None:
        self.read += 1
        place = f"page {number}"
        self.look_for_pictures(number, content)
        if content.hidden:
            self.built.hidden(place, content.hidden)
        rows = 0
        starts_page = number > 1
        for item in read_page(content, self.open_table, place, self.settings):
            if isinstance(item, PageText):
                from_edge = min(item.top, content.height - item.top)
                in_edge = from_edge <= self.settings.head_share * content.height
                if not (in_edge and self.is_repeated(item)):
                    starts_page = False
                    self.built.text(item.text, place)
                if not in_edge:
                    self.last = None  # the table above ends here
                continue
            self.built.end_table()
            if not item.is_sure:
                self.built.problems.append(page_problems.unsure_rows(place))
            rows = self.table(item, place, rows, starts_page)
            starts_page = False
        self.built.end_table()

    def table(self, table: PageTable, place: str, rows: int, starts_page: bool) -> int:
        """Add the rows of a table; returns how many rows of the page are read."""
        last = self.last if starts_page else None
        if last is not None:
            _part_from_header(table, last.header)
        header = tuple(table.rows[0].cells)
        repeated = last is not None and header == last.header
        if last is not None:
            _fill_from_last_page(table, repeated, last)
            self.fill_last_pages(table, repeated, last)
        self.wait_for_texts(table, repeated, last)
        for i, row in enumerate(table.rows):
            rows += 1
            self.built.row(row.cells, f"{place}, row {rows}", starts_page and i <= repeated)
            beside = table.rows[max(0, i - 1) : i + 2]
            doubt = row.overdrawn or next((r.overdrawn for r in beside if r.overdrawn), "")
            if doubt:
                here = bool(row.overdrawn)
                self.built.problems.append(
                    page_problems.overdrawn_text(f"{place}, row {rows}", doubt, here)
                )
            elif row.overrun:
                self.built.problems.append(
                    page_problems.overrun_text(f"{place}, row {rows}", row.overrun)
                )
        if last is not None and len(header) == len(last.header):
            header = last.header
        end = table.rows[-1]
        self.last = _LastRow(tuple(end.cells), end.spans, header, table.open_bottom)
        return rows

    def fill_last_pages(self, table: PageTable, header: int, last: _LastRow) -> None:
        """A merged cell may have its text on a later page than it begins: give it to the rows
        before the page end. Only where no rule closes the cell on either side of the page end.

        ``header``: how many rows at the top repeat the header.
        """
        rows = table.rows[header:]
        fits = bool(rows) and not header and len(rows[0].cells) == len(last.cells)
        if not fits or _is_cut(table.open_top, last):
            self.waiting = {}
            return
        for column, waiting in list(self.waiting.items()):
            text = rows[0].cells[column]
            if text and column in table.open_top:
                for block, row in waiting:
                    self.built.fill(block, row, column, text)
            if text or column not in table.open_top:
                del self.waiting[column]

    def wait_for_texts(self, table: PageTable, header: int, last: _LastRow | None) -> None:
        """Remember the rows at the end of this page whose merged cell goes on and is still
        without text.

        ``header``: how many rows at the top repeat the header.
        """
        before = self.waiting if last is not None else {}
        self.waiting = {}
        rows, block = table.rows, len(self.built.blocks)
        for column, (cell, span) in enumerate(zip(rows[-1].cells, rows[-1].spans, strict=True)):
            if not cell and column in table.open_bottom:
                top = max(len(rows) - span, header)
                earlier = before.get(column, []) if top == header else []
                here = [(block, i) for i in range(top, len(rows)) if _is_mostly_full(rows[i])]
                self.waiting[column] = earlier + here

    def is_repeated(self, text: PageText) -> bool:
        """Whether a text at the edge of the page is its number, or stood there before."""
        if is_page_number(text.text):
            return True
        keys = {(text.text, round(text.top) + shift) for shift in (-1, 0, 1)}
        seen = bool(keys & self.edge_texts)
        self.edge_texts.add((text.text, round(text.top)))
        return seen

    def look_for_pictures(self, number: int, content: PageContent) -> None:
        settings = self.settings
        printed = sum(1 for g in content.glyphs if g.text.strip()) + len(content.sideways)
        drawn = [g.text for g in (*content.glyphs, *content.sideways)]
        unreadable = sum(text == UNREADABLE for text in drawn)
        if unreadable > max(
            settings.scan_max_characters, settings.unreadable_min_share * len(drawn)
        ) or (not drawn and self.preflight.draws_text(number)):
            self.built.problems.append(page_problems.unreadable_page(number))
            return
        picture = content.image_share >= settings.scan_min_image_share
        if printed < settings.scan_max_characters and (
            picture or (not printed and content.shapes > settings.outline_min_shapes)
        ):
            self.scanned.append(number)
        elif self.preflight.has_invisible_text(number):
            if picture:
                self.recognised.append(number)
            else:
                self.built.problems.append(page_problems.invisible_text(number))

    def check_pages(self, total: int) -> None:
        """Say which pages hold pictures in place of text."""
        if self.scanned and len(self.scanned) == self.read:
            raise refuse(
                "no_text_layer",
                f"the file is a scan: its {total} pages are pictures without text",
                "a PDF file whose text can be selected and copied",
                "Get the document as it was written (Word or PDF); if there is only the scan, "
                "have its text recognised and compare every row.",
            )
        if self.read != total:
            raise refuse(
                "corrupt_file",
                f"{self.read} of {total} pages can be read",
                "a whole PDF file",
            )
        self.built.problems.extend(map(page_problems.scanned_page, self.scanned))
        self.built.problems.extend(map(page_problems.recognised_page, self.recognised))


def _part_from_header(table: PageTable, header: tuple[str, ...]) -> None:
    """Where no rule is drawn below a repeated header, part it from the row under it."""
    first = table.rows[0]
    if len(first.cells) != len(header) or not all(header):
        return
    if not all(map(str.startswith, first.cells, header)):
        return
    rest = [cell[len(text) :] for cell, text in zip(first.cells, header, strict=True)]
    if any(rest) and all(text.startswith("\n") for text in rest if text):
        below = PageRow([text.strip() for text in rest], first.spans)
        table.rows[:1] = [PageRow(list(header), [1] * len(header)), below]


def _fill_from_last_page(table: PageTable, header: int, last: _LastRow) -> None:
    """A merged cell that goes on over a page end is empty there: give it its text.

    Only in rows that are mostly full: one with few texts is the rest of a row that was cut. Where
    a rule closed the cell above, and the empty one goes on to the next page, it is another cell,
    whose text stands there. ``header``: how many rows at the top repeat the header.
    """
    rows = table.rows[header:]
    if not rows or len(rows[0].cells) != len(last.cells):
        return
    # A repeated header closes every cell at the top.
    open_top = last.open_bottom if header else table.open_top
    merged = frozenset[int]() if _is_cut(open_top, last) else open_top
    for column, (cell, span) in enumerate(zip(rows[0].cells, rows[0].spans, strict=True)):
        if cell or not last.cells[column]:
            continue
        goes_on = column in last.open_bottom and column in merged
        if not goes_on and max(span, last.spans[column]) < 2:
            continue
        if column not in last.open_bottom and span >= len(rows) and column in table.open_bottom:
            continue
        for row in rows[:span]:
            if _is_mostly_full(row):
                row.cells[column] = last.cells[column]


def _is_cut(open_top: frozenset[int], last: _LastRow) -> bool:
    """Whether the page end cuts a row in two: most columns are open on both pages."""
    return min(len(open_top), len(last.open_bottom)) * 2 >= len(last.cells)


def _is_mostly_full(row: PageRow) -> bool:
    return sum(map(bool, row.cells)) * 2 >= len(row.cells)
