"""A made list as a document, in the form of one format."""

import csv
import html
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

import xlsxwriter

# A year before the first notice: the bytes of a workbook depend on no clock.
_CREATED = datetime(2013, 1, 1, tzinfo=UTC).replace(tzinfo=None)

Rows = Iterable[Sequence[str]]


def _text(title: str, header: Sequence[str], rows: Rows) -> bytes:
    lines = [title, "", "\t".join(header), *("\t".join(row) for row in rows), ""]
    return "\n".join(lines).encode()


def _csv(title: str, header: Sequence[str], rows: Rows) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([title])
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def _markdown(title: str, header: Sequence[str], rows: Rows) -> bytes:
    lines = [f"# {title}", "", f"| {' | '.join(header)} |", f"|{' --- |' * len(header)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, ""]).encode()


def _html(title: str, header: Sequence[str], rows: Rows) -> bytes:
    lines = [
        "<!doctype html>",
        f'<html lang="zh-Hans"><meta charset="utf-8"><title>{title}</title>',
        f"<body><h1>{title}</h1><table>",
        f"<tr>{''.join(f'<th>{cell}</th>' for cell in header)}</tr>",
        *(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows),
        "</table></body></html>",
        "",
    ]
    return "\n".join(lines).encode()


def _xlsx(title: str, header: Sequence[str], rows: Rows) -> bytes:
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"constant_memory": True})
    workbook.set_properties({"created": _CREATED})
    sheet = workbook.add_worksheet("清单")
    sheet.write_row(0, 0, [title])
    sheet.write_row(1, 0, header)
    for number, row in enumerate(rows, start=2):
        sheet.write_row(number, 0, row)
    workbook.close()
    return out.getvalue()


# Ending → how the document is made, and how many rows notices of this form have at most.
FORMS: dict[str, tuple[Callable[[str, Sequence[str], Rows], bytes], int]] = {
    "txt": (_text, 60_000),
    "csv": (_csv, 60_000),
    "xlsx": (_xlsx, 60_000),
    "html": (_html, 8_000),
    "md": (_markdown, 8_000),
}
