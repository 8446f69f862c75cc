"""The container of old Office files (OLE2): .xls workbooks, .doc documents and those of WPS Office
(.wps), which have the form of .doc, and locked OOXML."""

import io
from collections.abc import Callable
from typing import Any

import olefile

from etl.problems import CatalogueError
from etl.readers.document import Document
from etl.readers.refusal import GET_AGAIN, refuse

XLS, DOC = "xls", "doc"
_WORKBOOKS = ("Workbook", "Book", "WORKBOOK", "BOOK")
# Other kinds of file, each by a stream that tells it.
_OTHERS = {
    "PowerPoint Document": "a presentation",
    "MatOST": "a document of Microsoft Works (an older .wps than that of WPS Office)",
    "HwpSummaryInformation": "a document of Hangul (.hwp)",
}
_UNKNOWN = "not a Word or Excel file"
# BIFF records: a workbook with a password to open it begins with the second one, early on.
_FILEPASS = 0x2F
_BEGINNING_RECORDS = 60
# A flag in the header of a Word document says that it is encrypted.
_ENCRYPTED_FLAG = 0x0100


def read_ole(data: bytes, progress: Callable[[int, int], None]) -> Document:
    """Read an .xls workbook. A .doc or .wps document comes back empty, to be converted first."""
    _check_length(data)
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        names = {"/".join(path) for path in container.listdir()}
        if names & {"EncryptedPackage", "EncryptionInfo"}:
            raise _locked()
        workbook = next((name for name in _WORKBOOKS if name in names), None)
        if workbook is not None:
            _check_workbook(container.openstream(workbook).read(8192))
            return _read_xls(data)
        if "WordDocument" in names:
            head = container.openstream("WordDocument").read(12)
            if int.from_bytes(head[10:12], "little") & _ENCRYPTED_FLAG:
                raise _locked()
            return Document(DOC)
    found = next((kind for stream, kind in _OTHERS.items() if stream in names), _UNKNOWN)
    raise refuse(
        "unsupported_format",
        f"the file is {found}",
        "a PDF, Word, Excel, HTML, CSV, Markdown or text file",
        "Open it in the program that made it and save it as one of these.",
    )


def _read_xls(data: bytes) -> Document:
    from python_calamine import CalamineWorkbook

    from etl.readers.office.sheets import SheetReader

    reader = SheetReader(XLS)
    workbook: Any = CalamineWorkbook.from_filelike(io.BytesIO(data))
    reader.read(workbook)
    return reader.built.document()


def _check_length(data: bytes) -> None:
    """The header says how many sectors the allocation table covers; all must be there."""
    sector = 1 << min(int.from_bytes(data[30:32], "little"), 20)
    tables = int.from_bytes(data[44:48], "little")
    first_directory = int.from_bytes(data[48:52], "little")
    least = (max(tables, 1) - 1) * (sector // 4) * sector
    if len(data) < 512 + sector or least > len(data) or first_directory * sector > len(data):
        raise refuse(
            "truncated",
            "the file ends before its content does: it was not copied to the end",
            "a whole Word or Excel file",
            GET_AGAIN,
        )


def _check_workbook(stream: bytes) -> None:
    at = 0
    for _ in range(_BEGINNING_RECORDS):
        record = int.from_bytes(stream[at : at + 2], "little")
        if at + 4 > len(stream):
            return
        if record == _FILEPASS:
            raise _locked()
        at += 4 + int.from_bytes(stream[at + 2 : at + 4], "little")


def _locked() -> CatalogueError:
    return refuse(
        "password_protected",
        "the file cannot be opened without a password",
        "a document without a password",
        "Open it with the password and save it without one (File, Info, Protect).",
    )
