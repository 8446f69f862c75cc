"""Word documents (.docx): tables and paragraphs of the main part, as they are printed.

A table that only arranges others on the page is taken apart; a small table inside of a cell is
part of the cell's text. The place of a row is ``table 2, row 5``, in printed order.
"""

from collections.abc import Iterator
from typing import Any

from etl.problems import Problem
from etl.readers.builder import DocumentBuilder
from etl.readers.document import Document
from etl.readers.grid import Grid
from etl.readers.office.archive import Archive
from etl.readers.office.docx_numbering import Numbering
from etl.readers.office.docx_text import (
    PAGE_BREAK,
    attribute,
    chosen,
    hidden_styles_of,
    hidden_text,
    is_on,
    local_name,
    mark_is_deleted,
    paragraph_text,
    struck_text,
    text_boxes,
)
from etl.readers.office.relationships import relationships
from etl.readers.office.xml import parse_xml

FORMAT = "docx"
# Whatever else stands around paragraphs, rows and cells prints nothing itself.
_NOT_PRINTED = frozenset(
    ("del", "moveFrom", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr")
)
_EMBEDDED = frozenset(("altChunk", "subDoc"))
# From this size on, a table inside of a cell is a table and not a way to arrange its text.
_TABLE_ROWS, _TABLE_COLUMNS = 2, 3


def read_docx(archive: Archive, main: str) -> Document:
    """Read a Word document whose main part is ``main``."""
    parts = {kind.rpartition("/")[2]: name for kind, name in relationships(archive, main)}

    def part(kind: str) -> Any | None:
        name = parts.get(kind, "")
        return parse_xml(archive.read(name), name) if name in archive else None

    styles = part("styles")
    body = parse_xml(archive.read(main), main).find("{*}body")
    reader = _Reader(Numbering(part("numbering"), styles), hidden_styles_of(styles))
    if body is not None:
        reader.flow(body)
    return reader.built.document()


class _Reader:
    def __init__(self, numbering: Numbering, hidden_styles: set[str]) -> None:
        self.built = DocumentBuilder(FORMAT)
        self.numbering = numbering
        self.hidden_styles = hidden_styles
        self.paragraphs = 0
        self.tables = 0
        self.after_page_break = False

    def flow(self, container: Any) -> None:
        """Read paragraphs and tables one below the other."""
        carried = ""
        for child in blocks_of(container):
            name = local_name(child)
            if name == "p":
                carried = self.paragraph(child, carried)
            elif name == "tbl":
                self.table(child)
            elif name in _EMBEDDED:
                self.cannot_read("another document is embedded here")
        if carried:
            self.built.text(carried, f"paragraph {self.paragraphs}")

    def paragraph(self, paragraph: Any, carried: str = "") -> str:
        """Read a paragraph. If its end mark is deleted, its text goes on to the next one."""
        self.paragraphs += 1
        for embedded in paragraph.iter("{*}OLEObject"):
            if (embedded.get("ProgID") or "").startswith(("Excel", "Word", "ET.", "WPS")):
                self.cannot_read("a table of another program is embedded here")
        properties = paragraph.find("{*}pPr")
        text = carried + self.numbering.label(paragraph) + self.text_of(paragraph)
        for box in text_boxes(paragraph):
            self.flow(box)
        if is_on(properties, "pageBreakBefore") or PAGE_BREAK in text:
            self.after_page_break = True
        if properties is not None and properties.find("{*}sectPr") is not None:
            self.after_page_break = True
        text = text.replace(PAGE_BREAK, "")
        if mark_is_deleted(paragraph):
            return text
        if text.strip():
            self.after_page_break = False
        self.built.text(text, f"paragraph {self.paragraphs}")
        return ""

    def table(self, table: Any) -> None:
        self.built.end_table()
        grid = Grid()
        above: dict[int, str] = {}
        number, row_number = 0, 0
        for row in rows_of(table):
            row_number += 1
            cells = list(cells_of(row))
            if any(is_table(nested) for cell in cells for nested in _nested(cell)):
                number = 0
                for cell in cells:
                    self.flow(cell)
                    self.built.end_table()
                continue
            if number == 0:
                self.tables += 1
                number = self.tables
            place = f"table {number}, row {row_number}"
            laid = grid.lay_row(self._laid(row, cells, above), place)
            self.built.row(laid, place, self.after_page_break)
            if hidden := hidden_text(row, self.hidden_styles):
                self.built.hidden(place, hidden)
            if struck := struck_text(row):
                self.built.struck(place, struck)
            self.after_page_break = False
        self.built.end_table()

    def _laid(
        self, row: Any, cells: list[Any], above: dict[int, str]
    ) -> Iterator[tuple[str, int, int]]:
        """Each cell's text and columns; vertical merges take the text of the cell above."""
        before = attribute(row.find("{*}trPr/{*}gridBefore"), "val")
        column = min(_count(before, 0), 1000)
        for _ in range(column):
            yield "", 1, 1
        below: dict[int, str] = {}
        for cell in cells:
            properties = cell.find("{*}tcPr")
            merge = properties.find("{*}vMerge") if properties is not None else None
            span = properties.find("{*}gridSpan") if properties is not None else None
            columns = max(1, _count(attribute(span, "val"), 1))
            text = self.cell_text(cell)
            if merge is not None:
                if attribute(merge, "val") != "restart" and column in above:
                    if text.strip() and text != above[column]:
                        self.built.hidden(f"table {self.tables}", text)
                    text = above[column]
                below[column] = text
            yield text, columns, 1
            column += columns
        above.clear()
        above.update(below)

    def cell_text(self, cell: Any) -> str:
        """The paragraphs of a cell, one a line; numbers are counted as they are printed."""
        lines: list[str] = []
        joined = False
        for child in blocks_of(cell):
            if local_name(child) == "p":
                text = self.numbering.label(child) + self.text_of(child)
                text = text.replace(PAGE_BREAK, "")
                text += "".join(self.cell_text(box) for box in text_boxes(child))
                if joined:
                    lines[-1] += text
                else:
                    lines.append(text)
                joined = mark_is_deleted(child)
            elif local_name(child) == "tbl":
                for row in rows_of(child):
                    lines.extend(self.cell_text(inner) for inner in cells_of(row))
                joined = False
        # A cell ends with an empty paragraph wherever a table stands in it.
        return (
            "\n".join(line for line in lines if line.strip()) if len(lines) > 1 else "".join(lines)
        )

    def text_of(self, paragraph: Any) -> str:
        return paragraph_text(paragraph, self.hidden_styles)

    def cannot_read(self, found: str) -> None:
        self.built.problems.append(
            Problem(
                "unsupported_layout",
                f"paragraph {self.paragraphs}",
                found,
                "tables made in Word",
                "Open the document, copy the embedded content into it as a Word table and save it.",
            )
        )


def blocks_of(container: Any) -> Iterator[Any]:
    """Paragraphs and tables of a container, looking through content controls and revisions."""
    for child in container:
        name = local_name(child)
        if name in ("p", "tbl", *_EMBEDDED):
            yield child
        else:
            yield from blocks_of(_inside(child, name))


def rows_of(table: Any) -> Iterator[Any]:
    """The rows of a table that are printed: not the deleted ones."""
    for child in table:
        name = local_name(child)
        if name != "tr":
            yield from rows_of(_inside(child, name))
        elif child.find("{*}trPr/{*}del") is None:
            yield child


def cells_of(row: Any) -> Iterator[Any]:
    """The cells of a row that are printed."""
    for child in row:
        name = local_name(child)
        if name != "tc":
            yield from cells_of(_inside(child, name))
        elif child.find("{*}tcPr/{*}cellDel") is None:
            yield child


def _inside(element: Any, name: str) -> Any:
    """What is to be read of an element that only stands around others."""
    if name == "AlternateContent":
        form = chosen(element)
        return () if form is None else form
    return () if name in _NOT_PRINTED or not name else element


def is_table(table: Any) -> bool:
    """Whether a table inside of a cell is large enough to be one of its own."""
    widths = [sum(1 for _ in cells_of(row)) for row in rows_of(table)]
    large = len(widths) >= _TABLE_ROWS and max(widths) >= _TABLE_COLUMNS
    return large or any(is_table(inner) for row in rows_of(table) for inner in _nested(row))


def _nested(cell: Any) -> Iterator[Any]:
    for child in blocks_of(cell):
        if local_name(child) == "tbl":
            yield child
    if local_name(cell) == "tr":
        for inner in cells_of(cell):
            yield from _nested(inner)


def _count(text: str | None, default: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default
