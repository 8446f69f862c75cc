"""Excel workbooks (.xlsx): the stored values of all sheets.

python-calamine reads the values. Before it does, the sheets are scanned for how far they reach,
because one cell at the far corner would make it hold billions. Hidden rows, columns and sheets
are read like all others: a filter must not lose a project; a hidden sheet says so in its place.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineWorkbook

from etl.problems import CatalogueError, Problem
from etl.readers.document import Document
from etl.readers.office.archive import Archive
from etl.readers.office.relationships import identified_relationships
from etl.readers.office.sheets import SheetReader, check_area, parse_range, parse_reference
from etl.readers.office.xml import iterate_xml, parse_xml
from etl.readers.refusal import GET_AGAIN, refuse

FORMAT = "xlsx"
_SHOWN_FORMULAS = 5
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z]\w*)[\s>/]")
# A sheet of cells; sheets of a chart, of a form and of old macros hold none.
_SHEET_ROOTS = ("worksheet", "chartsheet", "dialogsheet", "macrosheet")


def read_xlsx(data: bytes, archive: Archive, main: str) -> Document:
    """Read a workbook whose main part is ``main``."""
    reader = SheetReader(FORMAT)
    relations = identified_relationships(archive, main)
    parts = {key: (name, kind.rpartition("/")[2]) for key, kind, name in relations}
    shared = next((name for _, kind, name in relations if kind.endswith("/sharedStrings")), "")
    texts = _count_texts(archive, shared) if shared in archive else 0
    scanned: dict[str, str] = {}
    for name, key in _sheets(parse_xml(archive.read(main), main)):
        part, kind = parts.get(key, ("", ""))
        _check_sheet(archive, part, kind, name, scanned)
        scanned[part] = name
        reader.built.problems.extend(_scan(archive, part, name, texts))
    workbook: Any = CalamineWorkbook.from_filelike(io.BytesIO(data))
    reader.read(workbook)
    return reader.built.document()


def _sheets(workbook: Any) -> Iterator[tuple[str, str]]:
    """Name and relationship of every sheet."""
    for sheet in workbook.iterfind("{*}sheets/{*}sheet"):
        for attribute, value in sheet.attrib.items():
            if attribute.endswith("}id"):
                yield sheet.get("name", ""), value


def _check_sheet(
    archive: Archive, part: str, kind: str, sheet: str, others: dict[str, str]
) -> None:
    """Raise ``CatalogueError`` if a sheet that the workbook names is not there to be read."""
    found = ""
    if part not in archive:
        found = "is missing from the file"
    elif part in others:
        found = f"and the sheet {others[part]} are one and the same part of the file"
    else:
        root = _ROOT.search(archive.read(part)[:4096].replace(b"\x00", b""))  # UTF-16, too
        name = root[1].decode() if root else ""
        if name not in _SHEET_ROOTS or (name == "worksheet" and kind != name):
            found = "holds something else than the workbook says"
    if found:
        raise refuse(
            "corrupt_file",
            f"the sheet {sheet} {found}",
            "every sheet that the workbook names",
            f"{GET_AGAIN} If it opens in Excel, save it again from there.",
            f"sheet {sheet}",
        )


def _count_texts(archive: Archive, part: str) -> int:
    return sum(1 for _ in iterate_xml(archive.read(part), part, ("si",)))


def _contradiction(sheet: str, place: str, found: str) -> CatalogueError:
    return refuse(
        "corrupt_file",
        f"in the sheet {sheet}, {found}",
        "a workbook as a spreadsheet saves it",
        f"{GET_AGAIN} If it opens in Excel, compare this place and save it again from there.",
        place,
    )


def _scan(archive: Archive, part: str, sheet: str, texts: int) -> list[Problem]:
    """Check that a sheet does not contradict itself, and how far it and its merges reach; report
    formulas without a stored value. ``texts``: how many texts the sheets share."""
    rows: list[int] = []
    columns: list[int] = []
    unstored: list[str] = []
    faults: list[tuple[int, str]] = []
    row, column = -1, -1
    seen_cells: set[tuple[int, int]] = set()
    seen_rows: set[int] = set()
    for element in iterate_xml(archive.read(part), part, ("c", "mergeCell", "row")):
        tag = element.tag.rpartition("}")[2]
        reference = element.get("ref" if tag == "mergeCell" else "r", "")
        if tag == "mergeCell":
            (top, left), (bottom, right) = parse_range(reference)
            check_area(bottom - top + 1, right - left + 1, f"sheet {sheet}, {reference}")
        elif tag == "row":
            # Ends after its cells; those without a reference stand in the row after the last.
            row, column = int(reference) - 1 if reference.isdigit() else row + 1, -1
            if row in seen_rows:
                raise _contradiction(sheet, f"sheet {sheet}, row {row + 1}", "a row stands twice")
            seen_rows.add(row)
        else:
            at, column = parse_reference(reference) or (row + 1, column + 1)
            if (at, column) in seen_cells:
                place = f"sheet {sheet}, {reference or f'row {at + 1}'}"
                raise _contradiction(sheet, place, "a cell stands twice")
            seen_cells.add((at, column))
            children = {child.tag.rpartition("}")[2]: child for child in element}
            value = children.get("v", children.get("is"))
            is_stored = value is not None and (
                len(value) or value.text or element.get("t") == "str"
            )
            if element.get("t") == "s" and value is not None:
                index = (value.text or "").strip()
                if not (index.isascii() and index.isdigit() and int(index) < texts):
                    place = f"sheet {sheet}, {reference}"
                    raise _contradiction(sheet, place, "a cell refers to a text that is not there")
            if element.get("t") == "e" and value is not None:
                faults.append((at, value.text or ""))
            if "f" in children and not is_stored:
                unstored.append(reference)
            elif value is not None:
                rows = [min([at, *rows]), max([at, *rows])]
                columns = [min([column, *columns]), max([column, *columns])]
    if rows:
        check_area(rows[1] - rows[0] + 1, columns[1] - columns[0] + 1, f"sheet {sheet}")
    problems = [
        Problem(
            "suspicious_text",
            f"sheet {sheet}, row {at + 1}",
            f"a formula gives the error {fault}",
            "a value",
            "Open the file in Excel, mend the formula, and save it.",
        )
        for at, fault in faults
    ]
    if unstored:
        problems.append(_without_values(sheet, unstored))
    return problems


def _without_values(sheet: str, unstored: list[str]) -> Problem:
    shown = ", ".join(unstored[:_SHOWN_FORMULAS])
    more = " …" if len(unstored) > _SHOWN_FORMULAS else ""
    return Problem(
        "unsupported_layout",
        f"sheet {sheet}, {unstored[0]}",
        f"{len(unstored)} formulas have no stored value: {shown}{more}",
        "a workbook saved by a spreadsheet, which stores what each formula gives",
        "Open the file in Excel, let it calculate, and save it.",
    )
