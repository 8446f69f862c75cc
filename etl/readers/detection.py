"""Which format a file has, told from its bytes: names lie, and so do declarations inside."""

import re

from etl.problems import CatalogueError
from etl.readers import delimited, limits, markdown
from etl.readers.barred_lines import has_bars_alone
from etl.readers.encoding import decode
from etl.readers.refusal import GET_AGAIN, over_limit, refuse

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "Open it in the program that made it and save it as {}."
# The first bytes of files that people send and that are not read: what they are, what to do.
_UNSUPPORTED = (
    (b"\x89PNG", "a picture (PNG)", ""),
    (b"\xff\xd8\xff", "a picture (JPEG)", ""),
    (b"GIF8", "a picture (GIF)", ""),
    (b"BM", "a picture (BMP)", ""),
    (b"II*\x00", "a picture (TIFF)", ""),
    (b"MM\x00*", "a picture (TIFF)", ""),
    (b"{\\rtf", "a Rich Text file (RTF)", _SAVE_AS.format("Word (.docx)")),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it and choose the document inside."),
    (b"Rar!", "a RAR archive", "Unpack it and choose the document inside."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and choose the document inside."),
    (b"%!PS", "a PostScript file", "Print it as PDF."),
)
_PICTURE_ADVICE = (
    "Get the document itself; if there is only a picture, have its text recognised and checked, "
    "and type the list into a spreadsheet."
)
_SUPPORTED = "a PDF, Word, Excel, HTML, CSV, Markdown or text file"
# Pictures whose signature is short could be text.
_SHORT_SIGNATURE = b"BM"
_PDF_WITHIN = 1024
_MARKUP_WITHIN = 8192
_MARKUP_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|style|script|table|div|p|h\d|center|font|span)"
    r"\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP_TABLE = re.compile(r"<html[\s>]|<table[\s>]", re.IGNORECASE)


def detect_format(data: bytes) -> str:
    """The format of ``data``: a name of ``etl.readers.READERS``, or of ``worker.ISOLATED`` for what
    is read in a process of its own.

    Word and Excel files are told apart when they are unpacked: ``package`` is a ZIP archive,
    ``ole`` the container of the old formats and of files with a password.
    """
    if not data.strip(b"\x00 \t\r\n\f\v\xef\xbb\xbf\xff\xfe"):
        raise refuse("empty_file", "the file is empty", "a notice", GET_AGAIN)
    if len(data) > limits.MAX_FILE_BYTES:
        raise over_limit(
            f"the file has {len(data) / limits.MIB:.0f} MB",
            f"{limits.MAX_FILE_BYTES // limits.MIB} MB",
        )
    head = data[:_PDF_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if head.startswith(b"%PDF-") or (b"%PDF-1." in head and b" obj" in data):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "package"
    if data.startswith(OLE_SIGNATURE):
        return "ole"
    for signature, name, advice in _UNSUPPORTED:
        if data.startswith(signature) and (signature != _SHORT_SIGNATURE or b"\x00" in head):
            raise _unsupported(name, advice or _PICTURE_ADVICE)
    return _detect_text_format(decode(data))


def _detect_text_format(text: str) -> str:
    head = text[:_MARKUP_WITHIN]
    if _MARKUP_START.match(head):
        return "html"
    if head.lstrip().startswith("<?xml"):
        if _MARKUP_TABLE.search(head):
            return "html"
        raise _unsupported("an XML file", _SAVE_AS.format("Word (.docx) or Excel (.xlsx)"))
    if re.match(r"(?:[\w-]+: .*\r?\n)*mime-version:", head, re.IGNORECASE):
        raise _unsupported(
            "a web archive (MHTML)", _SAVE_AS.format("a web page (.html) or Word (.docx)")
        )
    if has_bars_alone(text):
        return "text"
    if markdown.has_pipe_table(text):
        return "markdown"
    if "\t" in text and not delimited.has_quoted_tabs(text):
        return "text"
    if delimited.find_delimiter(text):
        return "csv"
    if _MARKUP_TABLE.search(text):
        return "html"
    if text.count("\n|") > 1 or markdown.is_marked_up(text):
        return "markdown"
    return "text"


def _unsupported(name: str, advice: str) -> CatalogueError:
    return refuse("unsupported_format", f"the file is {name}", _SUPPORTED, advice)
