"""Pages of one record, key and value, in the ways in which sites and exports print them."""

import csv
import io
from collections.abc import Callable
from html import escape

from reportlab.platypus import Paragraph, Spacer, Table, TableStyle

from tests.corpus import prints, web, word
from tests.corpus.forms.documents import Form, PrintedTable
from tests.corpus.workbooks import workbook

Pair = tuple[str, str]


def pairs_of(form: Form) -> tuple[PrintedTable, list[Pair]]:
    """The one table of a page, and its keys with their values."""
    (table,) = form.tables
    (line,) = table.lines
    return table, list(zip((c.header for c in table.columns), line.cells, strict=True))


def _by_two(pairs: list[Pair]) -> list[list[str]]:
    """Two pairs beside each other, as detail pages arrange them."""
    rows = [[*first, *second] for first, second in zip(pairs[::2], pairs[1::2], strict=False)]
    if len(pairs) % 2:
        rows.append([*pairs[-1], "", ""])
    return rows


def _lines(form: Form, heading: str, pair: str) -> bytes:
    table, pairs = pairs_of(form)
    lines = [*table.above, "", heading + table.heading, ""]
    lines += [pair.format(key, value) for key, value in pairs]
    return ("\n".join(lines) + "\n").encode()


def _csv(form: Form) -> bytes:
    table, pairs = pairs_of(form)
    out = io.StringIO()
    csv.writer(out).writerows([*[[text] for text in (*table.above, table.heading)], *pairs])
    return out.getvalue().encode("utf-8-sig")


def _page(form: Form, content: str) -> bytes:
    table, _ = pairs_of(form)
    above = "".join(f"<p>{escape(text)}</p>" for text in table.above)
    return web.page(f"{above}<h2>{escape(table.heading)}</h2>{content}").encode()


def _html_rows(form: Form) -> bytes:
    rows = [f"<tr><th>{escape(k)}</th><td>{escape(v)}</td></tr>" for k, v in pairs_of(form)[1]]
    return _page(form, f"<table>{''.join(rows)}</table>")


def _html_two(form: Form) -> bytes:
    rows = [
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
        for row in _by_two(pairs_of(form)[1])
    ]
    return _page(form, f'<table class="table">{"".join(rows)}</table>')


def _html_definitions(form: Form) -> bytes:
    items = [f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in pairs_of(form)[1]]
    return _page(form, f'<dl class="basicInfo">{"".join(items)}</dl>')


def _docx(form: Form) -> bytes:
    table, pairs = pairs_of(form)
    rows = [word.row("".join(map(word.text_cell, row))) for row in _by_two(pairs)]
    above = [word.paragraph(word.run(text)) for text in (*table.above, table.heading)]
    return word.document("".join(above) + word.table(rows) + word.paragraph(""))


def _xlsx(form: Form) -> bytes:
    table, pairs = pairs_of(form)

    def fill(book: object) -> None:
        sheet = book.add_worksheet("Sheet1")  # type: ignore[attr-defined]
        texts = (*table.above, table.heading)
        for i, text in enumerate(texts):
            sheet.merge_range(i, 0, i, 1, text)
        for i, pair in enumerate(pairs, start=len(texts)):
            sheet.write_row(i, 0, pair)

    return workbook(fill)


def _pdf(form: Form) -> bytes:
    table, pairs = pairs_of(form)
    cell, title = prints.styles()
    rows = [[Paragraph(escape(text), cell) for text in pair] for pair in pairs]
    drawn = Table(rows, colWidths=(130, 340), style=TableStyle(prints.GRID))
    above = [Paragraph(escape(text), cell) for text in table.above]
    return prints.build([*above, Paragraph(escape(table.heading), title), Spacer(1, 10), drawn])


PAGES: dict[str, Callable[[Form], bytes]] = {
    "text": lambda form: _lines(form, "", "{}：{}"),
    "text, tabs": lambda form: _lines(form, "", "{}\t{}"),
    "markdown": lambda form: _lines(form, "## ", "- {}：{}"),
    "csv": _csv,
    "html, a pair a row": _html_rows,
    "html, two pairs a row": _html_two,
    "html, definitions": _html_definitions,
    "docx": _docx,
    "xlsx": _xlsx,
    "pdf": _pdf,
}
