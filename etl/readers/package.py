"""Word and Excel files (OOXML): which of them an archive is, and what others are."""

import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote

from etl.problems import CatalogueError
from etl.readers.archive import Archive
from etl.readers.document import Document
from etl.readers.refusal import refuse
from etl.readers.xml import parse_xml

_OFFICE_DOCUMENT = re.compile(r"/relationships/officeDocument$")
# A file of each other kind: a member that tells it, what it is, what to do.
_OTHERS = (
    ("OFD.xml", "an OFD document", "Open it in its reader and print or export it as PDF."),
    ("ppt/presentation.xml", "a presentation", "Save it as PDF."),
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)", "Save it in Excel as .xlsx."),
    ("content.xml", "an OpenDocument file", "Save it as Word (.docx) or Excel (.xlsx)."),
)
_SUPPORTED = "a PDF, Word (.docx), Excel (.xlsx), HTML, CSV, Markdown or text file"


def read_package(data: bytes, progress: Callable[[int, int], None]) -> Document:
    """Read a ZIP archive that is a Word or Excel file."""
    archive = Archive(data)
    main = main_part(archive)
    if main is not None and main in archive:
        root = archive.read(main)[:4096].replace(b"\x00", b"")  # UTF-16, too
        if b"document" in root and b"wordprocessingml" in root:
            from etl.readers.docx import read_docx

            return read_docx(archive, main)
        if b"workbook" in root and b"spreadsheetml" in root:
            from etl.readers.xlsx import read_xlsx

            return read_xlsx(data, archive, main)
    raise _unsupported(archive, main)


def main_part(archive: Archive) -> str | None:
    """The name of the part that is the document, as the package declares it."""
    if "_rels/.rels" in archive:
        for part_type, target in relationships(archive, ""):
            if _OFFICE_DOCUMENT.search(part_type):
                return target
    for name in ("word/document.xml", "xl/workbook.xml"):
        if name in archive:
            return name
    return None


def relationships(archive: Archive, part: str) -> list[tuple[str, str]]:
    """Type and name of the parts that ``part`` refers to within the package."""
    return [(kind, target) for _, kind, target in identified_relationships(archive, part)]


def identified_relationships(archive: Archive, part: str) -> list[tuple[str, str, str]]:
    """Id, type and name of the parts that ``part`` refers to within the package."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive:
        return []
    found = []
    for relation in parse_xml(archive.read(path), path).iter("{*}Relationship"):
        target = unquote(relation.get("Target", ""))
        if relation.get("TargetMode") != "External" and target:
            full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append((relation.get("Id", ""), relation.get("Type", ""), full))
    return found


def _unsupported(archive: Archive, main: str | None) -> CatalogueError:
    for member, name, advice in _OTHERS:
        if member in archive:
            return refuse("unsupported_format", f"the file is {name}", _SUPPORTED, advice)
    if main is not None or "[Content_Types].xml" in archive:
        return refuse(
            "corrupt_file",
            "the file is an office document without its main part",
            "a whole Word or Excel file",
        )
    names = ", ".join(archive.names[:5]) or "nothing"
    return refuse(
        "unsupported_format",
        f"the file is an archive that holds {names}",
        _SUPPORTED,
        "Unpack it and choose the document inside.",
    )
