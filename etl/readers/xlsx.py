"""Excel workbooks (.xlsx): the stored values of all sheets.

python-calamine reads the values. Before it does, the sheets are scanned for how far they reach,
because one cell at the far corner would make it hold billions. Hidden rows, columns and sheets
are read like all others: a filter must not lose a project; a hidden sheet says so in its place.
"""

import io
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineWorkbook

from etl.problems import Problem
from etl.readers.archive import Archive
from etl.readers.document import Document
from etl.readers.package import identified_relationships
from etl.readers.sheets import SheetReader, check_area, parse_range, parse_reference
from etl.readers.xml import iterate_xml, parse_xml

FORMAT = "xlsx"
_SHOWN_FORMULAS = 5


def read_xlsx(data: bytes, archive: Archive, main: str) -> Document:
    """Read a workbook whose main part is ``main``."""
    reader = SheetReader(FORMAT)
    parts = {key: name for key, _, name in identified_relationships(archive, main)}
    for name, key in _sheets(parse_xml(archive.read(main), main)):
        if parts.get(key, "") in archive:
            reader.built.problems.extend(_scan(archive, parts[key], name))
    workbook: Any = CalamineWorkbook.from_filelike(io.BytesIO(data))
    reader.read(workbook)
    return reader.built.document()


def _sheets(workbook: Any) -> Iterator[tuple[str, str]]:
    """Name and relationship of every sheet."""
    for sheet in workbook.iterfind("{*}sheets/{*}sheet"):
        for attribute, value in sheet.attrib.items():
            if attribute.endswith("}id"):
                yield sheet.get("name", ""), value


def _scan(archive: Archive, part: str, sheet: str) -> list[Problem]:
    """Check how far a sheet and its merges reach; report formulas without a stored value."""
    rows: list[int] = []
    columns: list[int] = []
    unstored: list[str] = []
    row, column = -1, -1
    for element in iterate_xml(archive.read(part), part, ("c", "mergeCell", "row")):
        tag = element.tag.rpartition("}")[2]
        reference = element.get("ref" if tag == "mergeCell" else "r", "")
        if tag == "mergeCell":
            (top, left), (bottom, right) = parse_range(reference)
            check_area(bottom - top + 1, right - left + 1, f"sheet {sheet}, {reference}")
        elif tag == "row":
            # Ends after its cells; those without a reference stand in the row after the last.
            row, column = int(reference) - 1 if reference.isdigit() else row + 1, -1
        else:
            at, column = parse_reference(reference) or (row + 1, column + 1)
            children = {child.tag.rpartition("}")[2]: child for child in element}
            value = children.get("v", children.get("is"))
            is_stored = value is not None and (
                len(value) or value.text or element.get("t") == "str"
            )
            if "f" in children and not is_stored:
                unstored.append(reference)
            elif value is not None:
                rows = [min([at, *rows]), max([at, *rows])]
                columns = [min([column, *columns]), max([column, *columns])]
    if rows:
        check_area(rows[1] - rows[0] + 1, columns[1] - columns[0] + 1, f"sheet {sheet}")
    if not unstored:
        return []
    shown = ", ".join(unstored[:_SHOWN_FORMULAS]) + (
        " …" if len(unstored) > _SHOWN_FORMULAS else ""
    )
    return [
        Problem(
            "unsupported_layout",
            f"sheet {sheet}, {unstored[0]}",
            f"{len(unstored)} formulas have no stored value: {shown}",
            "a workbook saved by a spreadsheet, which stores what each formula gives",
            "Open the file in Excel, let it calculate, and save it.",
        )
    ]
