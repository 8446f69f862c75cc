"""The documents print what they say they print: read back with libraries that the ETL does not use
for them, or in a way of their own.
"""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pdfplumber
import pytest
from lxml import etree, html

from tests.corpus import word
from tests.corpus.forms.documents import Form, decoys, forms
from tests.corpus.forms.pages import PAGES, pairs_of
from tests.corpus.forms.renderings import FORMATS, has_two_rows, spans, squeezed
from tests.corpus.forms.renderings import pdf as pdf_of

W = f"{{{word.W}}}"
LISTS = [form for form in (*forms(), *decoys()) if not form.pairs]
RECORDS = [form for form in forms() if form.pairs]
GROUPED = [form for form in LISTS if any(line.is_group for t in form.tables for line in t.lines)]


def texts(values: list[str | None]) -> list[str]:
    """What is not blank, without blanks."""
    return [found for value in values if (found := squeezed(value or ""))]


def printed(form: Form, *, merges: bool) -> list[str]:
    """Every text of a document's tables in reading order."""
    found: list[str] = []
    for table in form.tables:
        if merges and has_two_rows(table):
            at = 0
            for above, count in spans(table.columns):
                found.append(above or table.columns[at].word)
                at += count
            found += [column.word for column in table.columns if column.above]
        else:
            found += [column.header for column in table.columns]
        found += [cell for line in table.lines for cell in line.cells]
    return texts(list(found))


def around(form: Form) -> list[str]:
    """What stands above and below the tables."""
    return texts([text for t in form.tables for text in (*t.above, t.heading, *t.below)])


def read_delimited(data: bytes, delimiter: str) -> list[str]:
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    return texts([cell for row in rows for cell in row])


def read_markdown(data: bytes) -> list[str]:
    lines = [line.strip("#| ") for line in data.decode().split("\n") if not line.startswith("| --")]
    return texts([cell for line in lines for cell in line.split(" | ")])


def read_html(data: bytes) -> list[str]:
    tree = html.document_fromstring(data)
    return texts([found.text_content() for found in tree.iter("p", "h2", "th", "td", "dt", "dd")])


def read_docx(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    blocks = [
        c for block in body for c in (block.iter(f"{W}tc") if block.tag == f"{W}tbl" else [block])
    ]
    return texts(["".join(t.text or "" for t in block.iter(f"{W}t")) for block in blocks])


def read_xlsx(data: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    return texts(
        [
            cell.date().isoformat() if isinstance(cell, datetime) else str(cell)
            for cell in cells
            if cell is not None
        ]
    )


READ: dict[str, Callable[[bytes], list[str]]] = {
    "csv": lambda data: read_delimited(data, ","),
    "tsv": lambda data: read_delimited(data, "\t"),
    "text": lambda data: texts([c for line in data.decode().split("\n") for c in line.split("\t")]),
    "markdown": read_markdown,
    "html": read_html,
    "docx": read_docx,
    "xlsx": read_xlsx,
}
MERGING = {"html", "docx", "xlsx", "pdf"}


def without(found: list[str], outside: list[str]) -> list[str]:
    """``found`` without each text of ``outside`` once; all of them must be there."""
    left = list(found)
    for text in outside:
        left.remove(text)
    return left


@pytest.mark.parametrize("format_name", READ)
@pytest.mark.parametrize("form", LISTS, ids=lambda form: form.name)
def test_document_prints_its_texts(form: Form, format_name: str) -> None:
    data = FORMATS[format_name](form)

    found = READ[format_name](data)

    assert without(found, around(form)) == printed(form, merges=format_name in MERGING)


@pytest.mark.parametrize("wrapped", [False, True], ids=["wide", "wrapped"])
@pytest.mark.parametrize("form", LISTS, ids=lambda form: form.name)
def test_pdf_prints_its_texts(form: Form, wrapped: bool) -> None:
    data = pdf_of(form, wrapped=wrapped)

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        tables = [table for page in pdf.pages for table in page.extract_tables()]
        whole = squeezed("".join(page.extract_text() for page in pdf.pages))

    assert texts([c for table in tables for row in table for c in row]) == printed(
        form, merges=True
    )
    assert all(text in whole for text in around(form))


@pytest.mark.parametrize("form", GROUPED, ids=lambda form: form.name)
def test_group_rows_stand_over_all_columns(form: Form) -> None:
    (table,) = form.tables
    width, count = len(table.columns), sum(line.is_group for line in table.lines)

    tree = html.document_fromstring(FORMATS["html"](form))
    sheet = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"](form))).active
    document = zipfile.ZipFile(io.BytesIO(FORMATS["docx"](form))).read("word/document.xml")
    with pdfplumber.open(io.BytesIO(FORMATS["pdf"](form))) as pdf:
        rows = [row for page in pdf.pages for found in page.extract_tables() for row in found]

    assert len(tree.xpath(f'//tr[td[@colspan="{width}"]]')) == count
    merged = [str(found) for found in sheet.merged_cells.ranges if found.size["columns"] == width]
    assert len(merged) == count + len(table.above) + 1
    assert document.count(f'<w:gridSpan w:val="{width}"/>'.encode()) == count
    assert sum(all(cell is None for cell in row[1:]) for row in rows) == count


@pytest.mark.parametrize("format_name", [name for name in PAGES if name != "pdf"])
@pytest.mark.parametrize("form", RECORDS, ids=lambda form: form.name)
def test_page_of_one_record_prints_its_pairs(form: Form, format_name: str) -> None:
    kind = format_name.partition(",")[0]
    _, pairs = pairs_of(form)

    found = READ[kind](PAGES[format_name](form))

    if kind in ("text", "markdown"):
        joint = {"text, tabs": "", "markdown": "："}.get(format_name, "：")
        lines = "".join(found)
        assert all(squeezed(f"{key}{joint}{value}") in lines for key, value in pairs)
    else:
        assert without(found, around(form)) == texts([text for pair in pairs for text in pair])


@pytest.mark.parametrize("form", RECORDS, ids=lambda form: form.name)
def test_printed_page_of_one_record_prints_its_pairs(form: Form) -> None:
    _, pairs = pairs_of(form)

    with pdfplumber.open(io.BytesIO(PAGES["pdf"](form))) as pdf:
        rows = [row for page in pdf.pages for table in page.extract_tables() for row in table]

    assert [tuple(texts(row)) for row in rows] == [tuple(texts(list(pair))) for pair in pairs]
