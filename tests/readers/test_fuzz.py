"""Mutated documents: read right, reported, or refused; never a traceback, never a silent change.

A changed letter in a title is another title, and no reader can know: mutations of bytes compare
everything but titles and the year. Every list states its total, which shows a lost last row.
"""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.platypus import Flowable, PageBreak, Paragraph, Table, TableStyle

from etl.extract import Extraction
from tests.corpus import prints, web, word, workbooks
from tests.corpus.annexes import Annex, annexes, expected_records, extract, records
from tests.corpus.containers import unzip, zip_of

ROWS = 12
SEED = 20240314


# The whole of a list may be cut off: what is stated for both years shows it.
STATED = f"2024 年和 2025 年分别完成 {ROWS} 项和 {ROWS} 项。"


def titled(annex: Annex) -> str:
    return f"{annex.title}（共 {len(annex.rows)} 项）"


def as_text(delimiter: str = "\t") -> bytes:
    lines = [STATED, ""]
    for annex in annexes(ROWS):
        lines += [titled(annex), *(delimiter.join(row) for row in (annex.header, *annex.rows)), ""]
    return "\n".join(lines).encode()


def as_markdown() -> bytes:
    lines = [STATED, ""]
    for annex in annexes(ROWS):
        lines += [titled(annex), "", *(f"| {' | '.join(row)} |" for row in (annex.header,))]
        lines += ["|---" * 7 + "|", *(f"| {' | '.join(row)} |" for row in annex.rows), ""]
    return "\n".join(lines).encode()


def as_page() -> bytes:
    return web.page(
        f"<p>{STATED}</p>" + "".join(f"<p>{titled(a)}</p>{web.table(a)}" for a in annexes(ROWS))
    ).encode()


def as_word() -> bytes:
    return word.document(
        word.paragraph(word.run(STATED))
        + "".join(
            word.paragraph(word.run(titled(a))) + word.table(word.plain_rows(a))
            for a in annexes(ROWS)
        )
    )


def as_workbook() -> bytes:
    def fill(book: object) -> None:
        book.add_worksheet("说明").write(0, 0, STATED)  # type: ignore[attr-defined]
        for annex in annexes(ROWS):
            sheet = book.add_worksheet(annex.title[:4])  # type: ignore[attr-defined]
            workbooks.write_list(sheet, Annex(titled(annex), annex.header, annex.rows))

    return workbooks.workbook(fill)


def as_print() -> bytes:
    cell, title = prints.styles()
    story: list[Flowable] = [Paragraph(STATED, cell)]
    for annex in annexes(ROWS):
        cells = [[Paragraph(c, cell) for c in row] for row in (annex.header, *annex.rows)]
        style = TableStyle(prints.GRID)
        story.append(Paragraph(titled(annex), title))
        story.append(Table(cells, colWidths=prints.WIDTHS, style=style))
        story.append(PageBreak())
    return prints.build(story)


def comma() -> bytes:
    return as_text(",")


# format: the document, rounds on its bytes
FORMATS: dict[str, tuple[Callable[[], bytes], int]] = {
    "text": (as_text, 120),
    "csv": (comma, 80),
    "markdown": (as_markdown, 80),
    "html": (as_page, 60),
    "docx": (as_word, 25),
    "xlsx": (as_workbook, 25),
    "pdf": (as_print, 40),
}


def outline(found: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Records without what a changed letter makes another valid value of: year and title."""
    return [record[1:2] + record[3:] for record in found]


def is_right_or_reported(extraction: Extraction, *, exactly: bool) -> bool:
    if extraction.problems:
        assert all(str(problem) for problem in extraction.problems)
        return True
    found, expected = records(extraction), expected_records(ROWS)
    return found == expected if exactly else outline(found) == outline(expected)


def mutate_bytes(data: bytes, chance: random.Random) -> bytes:
    """One mutation: a byte changed, some cut out, doubled or put in, or the end lost."""
    at = chance.randrange(len(data))
    length = chance.choice((1, 1, 2, 3, 7, 50, 400))
    kind = chance.randrange(6)
    if kind == 0:
        return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
    if kind == 1:
        return data[:at] + data[at + length :]
    if kind == 2:
        return data[: at + length] + data[at:]
    if kind == 3:
        return data[:at] + chance.randbytes(length) + data[at:]
    if kind == 4:
        return data[:at]
    other = chance.randrange(len(data))
    return data[:at] + data[other : other + length] + data[at + length :]


@pytest.mark.parametrize("format_name", FORMATS)
def test_document_is_read_right_before_it_is_changed(format_name: str, tmp_path: Path) -> None:
    make, _ = FORMATS[format_name]

    extraction = extract(make(), tmp_path)

    assert [str(problem) for problem in extraction.problems] == []
    assert records(extraction) == expected_records(ROWS)


@pytest.mark.parametrize("format_name", FORMATS)
def test_changed_bytes_are_never_a_silent_difference(format_name: str, tmp_path: Path) -> None:
    make, rounds = FORMATS[format_name]
    chance = random.Random(f"{SEED} {format_name}")
    data = make()

    failed = []
    for number in range(rounds):
        changed = mutate_bytes(data, chance)
        if not is_right_or_reported(extract(changed, tmp_path), exactly=False):
            failed.append(number)

    assert failed == []


@pytest.mark.parametrize(
    ("format_name", "part"), [("docx", "word/document.xml"), ("xlsx", "xl/worksheets/sheet1.xml")]
)
def test_changed_structure_is_never_a_silent_difference(
    format_name: str, part: str, tmp_path: Path
) -> None:
    make, _ = FORMATS[format_name]
    chance = random.Random(f"{SEED} structure {format_name}")
    members = unzip(make())

    failed = []
    for number in range(30):
        changed = zip_of({**members, part: mutate_tags(members[part], chance)})
        if not is_right_or_reported(extract(changed, tmp_path), exactly=False):
            failed.append(number)

    assert failed == []


def mutate_tags(data: bytes, chance: random.Random) -> bytes:
    """One mutation of markup: a tag lost, doubled or exchanged with another."""
    pieces = data.split(b"<")
    i, j = chance.randrange(3, len(pieces)), chance.randrange(3, len(pieces))
    kind = chance.randrange(3)
    if kind == 0:
        del pieces[i]
    elif kind == 1:
        pieces.insert(i, pieces[j])
    else:
        pieces[i], pieces[j] = pieces[j], pieces[i]
    return b"<".join(pieces)


def test_changed_tags_of_a_page_are_never_a_silent_difference(tmp_path: Path) -> None:
    chance = random.Random(f"{SEED} structure html")
    data = as_page()

    failed = []
    for number in range(60):
        changed = mutate_tags(data, chance)
        if not is_right_or_reported(extract(changed, tmp_path), exactly=False):
            failed.append(number)

    assert failed == []
