"""The documents of this corpus in every file format that can carry them."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from html import escape
from itertools import groupby
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle

from tests.corpus import prints, web, word
from tests.corpus.forms.documents import Column, Form, Line, PrintedTable
from tests.corpus.workbooks import workbook

# Of a PDF, in points: the size of the letters, the room left and right of them, the widest column,
# and the narrowest of a page into which the table must fit.
_LETTER, _PADDING, _WIDEST, _NARROWEST = 9, 14, 260, 24


def squeezed(text: str) -> str:
    return "".join(text.split())


def one_line(line: Line) -> list[str]:
    """Cells for a format whose cells have no line ends."""
    return [" ".join(cell.split("\n")) for cell in line.cells]


def flat_header(table: PrintedTable) -> list[str]:
    """One header row, for a format that merges no cells."""
    return [squeezed(column.header) for column in table.columns]


def spans(columns: Sequence[Column]) -> list[tuple[str, int]]:
    """The upper row of a header of two rows: its words, and over how many columns each stands.

    A column of its own has an empty word: its word stands over both rows.
    """
    found: list[tuple[str, int]] = []
    for above, run in groupby(columns, key=lambda column: column.above):
        count = len(list(run))
        found += [(above, count)] if above else [("", 1)] * count
    return found


def has_two_rows(table: PrintedTable) -> bool:
    return any(column.above for column in table.columns)


def delimited(form: Form, delimiter: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    for table in form.tables:
        width = len(table.columns)
        for text in (*table.above, table.heading):
            writer.writerow([text])
        writer.writerow([column.header for column in table.columns])
        for line in table.lines:
            writer.writerow([*line.cells, *[""] * (width - len(line.cells))])
        for text in table.below:
            writer.writerow([text])
        writer.writerow([])
    return out.getvalue().encode("utf-8-sig")


def text(form: Form) -> bytes:
    lines: list[str] = []
    for table in form.tables:
        width = len(table.columns)
        lines += [*table.above, "", table.heading, "", "\t".join(flat_header(table))]
        for line in table.lines:
            lines.append("\t".join([*one_line(line), *[""] * (width - len(line.cells))]))
        lines += ["", *table.below, ""]
    return "\n".join(lines).encode()


def markdown(form: Form) -> bytes:
    lines: list[str] = []
    for table in form.tables:
        width = len(table.columns)
        for above in table.above:
            lines += [above, ""]
        rows = [flat_header(table), ["---"] * width]
        rows += [[*one_line(line), *[""] * (width - len(line.cells))] for line in table.lines]
        lines += [f"## {table.heading}", "", *(f"| {' | '.join(row)} |" for row in rows), ""]
        for below in table.below:
            lines += [below, ""]
    return "\n".join(lines).encode()


def _html_cell(cell: str, tag: str = "td", attributes: str = "") -> str:
    return f"<{tag}{attributes}>{escape(cell).replace(chr(10), '<br>')}</{tag}>"


def _html_header(table: PrintedTable) -> str:
    if not has_two_rows(table):
        words = "".join(_html_cell(column.word, "th") for column in table.columns)
        return f"<tr>{words}</tr>"
    upper, at = [], 0
    for above, count in spans(table.columns):
        upper.append(
            _html_cell(above, "th", f' colspan="{count}"')
            if above
            else _html_cell(table.columns[at].word, "th", ' rowspan="2"')
        )
        at += count
    lower = [_html_cell(column.word, "th") for column in table.columns if column.above]
    return f"<tr>{''.join(upper)}</tr><tr>{''.join(lower)}</tr>"


def html(form: Form) -> bytes:
    parts = []
    for table in form.tables:
        parts += [f"<p>{escape(above)}</p>" for above in table.above]
        rows = [
            _html_cell(line.cells[0], attributes=f' colspan="{len(table.columns)}"')
            if line.is_group
            else "".join(map(_html_cell, line.cells))
            for line in table.lines
        ]
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        parts.append(f"<h2>{escape(table.heading)}</h2>")
        parts.append(f'<table border="1">{_html_header(table)}{body}</table>')
        parts += [f"<p>{escape(below)}</p>" for below in table.below]
    return web.page("".join(parts)).encode()


def _word_cell(cell: str, properties: str = "") -> str:
    return word.cell("".join(word.paragraph(word.run(p)) for p in cell.split("\n")), properties)


def _word_header(table: PrintedTable) -> list[str]:
    if not has_two_rows(table):
        return [word.row("".join(_word_cell(column.word) for column in table.columns))]
    upper, at = [], 0
    for above, count in spans(table.columns):
        upper.append(
            _word_cell(above, f'<w:gridSpan w:val="{count}"/>')
            if above
            else _word_cell(table.columns[at].word, '<w:vMerge w:val="restart"/>')
        )
        at += count
    lower = [
        _word_cell(column.word) if column.above else _word_cell("", "<w:vMerge/>")
        for column in table.columns
    ]
    return [word.row("".join(upper)), word.row("".join(lower))]


def docx(form: Form) -> bytes:
    parts = []
    for table in form.tables:
        across = f'<w:gridSpan w:val="{len(table.columns)}"/>'
        rows = [
            word.row(
                _word_cell(line.cells[0], across)
                if line.is_group
                else "".join(map(_word_cell, line.cells))
            )
            for line in table.lines
        ]
        parts += [word.paragraph(word.run(above)) for above in (*table.above, table.heading)]
        parts.append(word.table([*_word_header(table), *rows]))
        parts += [word.paragraph(word.run(below)) for below in ("", *table.below)]
    return word.document("".join(parts))


def _excel_value(cell: str, date_format: Any) -> tuple[Any, ...]:
    """What a person's typing becomes in Excel: numbers and dates are stored as such."""
    if cell.isdigit() and len(cell) <= 4:
        return (int(cell),)
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return (cell,)
    return (datetime(day.year, day.month, day.day), date_format)


def _excel_header(sheet: Any, table: PrintedTable, top: int) -> int:
    if not has_two_rows(table):
        sheet.write_row(top, 0, [column.word for column in table.columns])
        return top + 1
    at = 0
    for above, count in spans(table.columns):
        if above and count > 1:
            sheet.merge_range(top, at, top, at + count - 1, above)
        elif above:
            sheet.write(top, at, above)
        else:
            sheet.merge_range(top, at, top + 1, at, table.columns[at].word)
        for i in range(at, at + count):
            if above:
                sheet.write(top + 1, i, table.columns[i].word)
        at += count
    return top + 2


def xlsx(form: Form) -> bytes:
    """A sheet for each table; texts above it stand in cells merged over its columns."""

    def fill(book: Any) -> None:
        dates = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, table in enumerate(form.tables, start=1):
            sheet = book.add_worksheet(f"Sheet{number}")
            last = len(table.columns) - 1
            top = 0
            for top, above in enumerate((*table.above, table.heading)):
                sheet.merge_range(top, 0, top, last, above)
            top = _excel_header(sheet, table, top + 1)
            for line in table.lines:
                if line.is_group:
                    sheet.merge_range(top, 0, top, last, line.cells[0])
                for i, cell in enumerate(() if line.is_group else line.cells):
                    if cell:
                        sheet.write(top, i, *_excel_value(cell, dates))
                top += 1
            for i, below in enumerate(table.below):
                sheet.write(top + i, 0, below)

    return workbook(fill)


def _pdf_width(cells: Sequence[str]) -> float:
    lines = [line for cell in cells for line in cell.split("\n")]
    widest = max(float(stringWidth(line, prints.FONT, _LETTER)) for line in lines)
    return min(widest + _PADDING, _WIDEST)


def _pdf_table(table: PrintedTable, style: Any, room: float | None = None) -> tuple[Table, float]:
    """The table as drawn, and its width. ``room``: the width into which it must fit."""
    count = len(table.columns)
    rows: list[list[str]] = []
    merges: list[Any] = []
    if has_two_rows(table):
        upper: list[str] = []
        for above, width in spans(table.columns):
            at = len(upper)
            merges.append(("SPAN", (at, 0), (at + width - 1, 0) if above else (at, 1)))
            upper += [above or table.columns[at].word, *[""] * (width - 1)]
        rows += [upper, [column.word if column.above else "" for column in table.columns]]
    else:
        rows.append([column.word for column in table.columns])
    header_rows = len(rows)
    for line in table.lines:
        if line.is_group:
            merges.append(("SPAN", (0, len(rows)), (-1, len(rows))))
        rows.append([*line.cells, *[""] * (count - len(line.cells))])
    printed = [line.cells for line in table.lines if not line.is_group]
    widths = [
        _pdf_width([column.word, *(cells[i] for cells in printed)])
        for i, column in enumerate(table.columns)
    ]
    if room is not None and sum(widths) > room:
        spare = (room - _NARROWEST * count) / sum(widths)
        widths = [_NARROWEST + width * spare for width in widths]
    drawn = [
        [Paragraph(escape(cell).replace("\n", "<br/>"), style) for cell in row] for row in rows
    ]
    look = TableStyle([*prints.GRID, *merges, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    return Table(drawn, colWidths=widths, repeatRows=header_rows, style=look), sum(widths)


def pdf(form: Form, *, wrapped: bool = False) -> bytes:
    """Columns wide enough for their cells, so that blanks of titles are never at a line's end.

    ``wrapped``: pages of paper, on which cells break into lines wherever they must.
    """
    cell, title = prints.styles()
    story: list[Flowable] = []
    width, height = landscape(A4) if wrapped else A4
    for table in form.tables:
        drawn, wide = _pdf_table(table, cell, width - 100 if wrapped else None)
        width = max(width, wide + 100)
        story += [Paragraph(escape(above), cell) for above in table.above]
        story += [Paragraph(escape(table.heading), title), Spacer(1, 10), drawn, Spacer(1, 10)]
        story += [Paragraph(escape(below), cell) for below in table.below]
    return prints.build(story, (width, height))


FORMATS: dict[str, Callable[[Form], bytes]] = {
    "csv": lambda form: delimited(form, ","),
    "tsv": lambda form: delimited(form, "\t"),
    "text": text,
    "markdown": markdown,
    "html": html,
    "docx": docx,
    "xlsx": xlsx,
    "pdf": pdf,
}
