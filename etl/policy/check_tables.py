"""Tables and demonstration projects against the texts: rows recounted, cells re-joined."""

import hashlib
import re
from collections.abc import Iterator

from etl.policy.comparison import Comparison
from etl.policy.material import DEMONSTRATIONS, TABLES, Demonstration, DocumentTable
from etl.policy.source_texts import SourceText, plain
from etl.policy.strict_rows import Lines
from schema.policy_vocabulary import TableForm

_SEQ = re.compile(r"^[0-9]+\t")
_CELL_SEQ = re.compile(r"^\s*[0-9]+\s*$")
_ITEM = re.compile(r"^\s*(?:-\s*)?(?:附件[:：]\s*)?[0-9]+\s*[.．、-]")
_BULLET = re.compile(r"^\s*-\s*[0-9]+-")
_PAGE = re.compile(r"\t[0-9]+\s*$")
_SEQ_HEADING = "序号"
# 方向、建设内容 … of the list: seq, name, direction, content, region, entities.
_CELLS = 6


def check_tables(comparison: Comparison) -> None:
    """Title, header and number of rows of every table."""
    for table in comparison.policy.tables:
        text = comparison.text(table.document)
        if text is None:
            continue
        place = (TABLES, table.row)
        lines = Lines(table.title_line, table.title_line + 1)
        comparison.stands(table.title, text, lines, place, "title")
        # A header with a cell on each line takes as many lines as it has cells.
        height = len(table.columns) if table.form is TableForm.CELL_A_LINE else 1
        for line in map(int, table.header_lines):
            header = Lines(line, line + height - 1)
            comparison.stands("".join(table.columns), text, header, place, "columns")
        last = text.raw(table.lines.last)
        is_row = _row_of(table).search(last) is not None
        comparison.expect(
            is_row,
            place,
            "last_line",
            f"line {table.lines.last} of {text.name} is no row of the table: "
            f"{text.excerpt(table.lines.last)!r}",
            "the line of its last row",
        )
        counted = _count(table, text)
        if counted is not None:
            comparison.expect(
                counted == table.row_count,
                place,
                "row_count",
                f"{counted} rows in {table.lines} of {text.name}, not {table.row_count}",
                "the rows of the document",
            )


def _row_of(table: DocumentTable) -> re.Pattern[str]:
    """What a line of the table has."""
    return {
        TableForm.TABS: re.compile("\t"),
        TableForm.CELL_A_LINE: re.compile("^\t"),
        TableForm.BULLETS: _BULLET,
        TableForm.NUMBERED: _ITEM,
        TableForm.TAB_LIST: _PAGE,
    }.get(table.form or TableForm.NAMES, re.compile(r"\S"))


def _count(table: DocumentTable, text: SourceText) -> int | None:
    """The rows of a table, counted by its form; None for a form that lines do not show."""
    headers = set(map(int, table.header_lines))
    lines = [
        text.raw(number)
        for number in range(table.lines.first, table.lines.last + 1)
        if number not in headers
    ]
    if table.form is TableForm.TABS and table.columns[:1] == (_SEQ_HEADING,):
        return sum(_SEQ.match(line) is not None for line in lines)
    if table.form is TableForm.TABS:
        return sum("\t" in line for line in lines)
    pattern = {
        TableForm.CELL_A_LINE: _CELL_SEQ,
        TableForm.BULLETS: _BULLET,
        TableForm.NUMBERED: _ITEM,
        TableForm.TAB_LIST: _PAGE,
    }.get(table.form or TableForm.NAMES)
    return None if pattern is None else sum(pattern.search(line) is not None for line in lines)


def check_demonstrations(comparison: Comparison) -> None:
    """Every cell of a demonstration project, the content by its digest."""
    for project in comparison.policy.demonstrations:
        text = comparison.text(project.document)
        if text is None:
            continue
        place = (DEMONSTRATIONS, project.row)
        cells, fragments = _cells(text, project)
        for column, wanted, found in _compared(project, cells, fragments):
            comparison.expect(
                wanted == found,
                place,
                column,
                f"{wanted!r}, where {project.lines} of {text.name} have {found!r}",
                "the cell of the document",
            )
        for fact in project.facts_printed:
            comparison.expect(
                plain(fact) in plain(cells[3]),
                place,
                "facts_printed",
                f"{fact!r} does not stand in the content of project {project.seq}",
                "the words of the document",
            )


def _cells(text: SourceText, project: Demonstration) -> tuple[list[str], int]:
    """The cells of a row that page ends may have cut, and in how many pieces it came."""
    cells = [""] * _CELLS
    fragments = 0
    for number in range(project.lines.first, project.lines.last + 1):
        pieces = text.raw(number).split("\t")
        if len(pieces) != _CELLS:
            continue
        fragments += 1
        cells = [cell + piece for cell, piece in zip(cells, pieces, strict=True)]
    return cells, fragments


def _compared(
    project: Demonstration, cells: list[str], fragments: int
) -> Iterator[tuple[str, object, object]]:
    seq, name, direction, content, region, entities = cells
    bare = "".join(content.split())
    yield "seq", str(project.seq), seq.strip()
    yield "name", plain(project.name), plain(name)
    yield "direction", plain(project.direction), plain(direction)
    yield "region", plain(project.region), plain(region)
    listed = plain("、".join(project.entities)) + ("等" if project.is_open else "")
    yield "entities", listed, plain(entities)
    yield "fragments", project.fragments, fragments
    yield "content_length", project.content_length, len(bare)
    digest = hashlib.sha256(bare.encode()).hexdigest()[: len(project.content_sha256)]
    yield "content_sha256", project.content_sha256, digest
    if project.category is not None:
        yield "category", True, bare.startswith("".join(project.category.split()))
