"""Word and Excel files (OOXML): which of them an archive is, and what others are."""

import re
from collections.abc import Callable

from etl.problems import CatalogueError
from etl.readers.document import Document
from etl.readers.office.archive import Archive
from etl.readers.office.relationships import relationships
from etl.readers.refusal import refuse

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
            from etl.readers.office.docx import read_docx

            return read_docx(archive, main)
        if b"workbook" in root and b"spreadsheetml" in root:
            from etl.readers.office.xlsx import read_xlsx

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
