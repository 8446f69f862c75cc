"""Readers: bytes → :class:`~etl.readers.document.Document`. One module a file format.

A new format is one module with a ``read_…(data) -> Document`` function, a line in
``detect_format`` and a line in ``READERS``.
"""

from collections.abc import Callable

from etl.problems import CatalogueError, Problem
from etl.readers.document import Document
from etl.readers.text import read_text

READERS: dict[str, Callable[[bytes], Document]] = {"text": read_text}

# The first bytes of files that people send instead of text, and what they are called.
SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word, Excel or ZIP file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a Rich Text file"),
)


def read_document(data: bytes) -> Document:
    """Read a document whose format is recognised from its content.

    Raises ``CatalogueError`` with one problem when the file as a whole cannot be used.
    """
    return READERS[detect_format(data)](data)


def detect_format(data: bytes) -> str:
    """The format of ``data``, told from its bytes, never from the file's name."""
    if not data.strip():
        raise CatalogueError(
            [
                Problem(
                    "empty_file",
                    "whole file",
                    "the file is empty",
                    "a notice",
                    "Get the document again from where it was issued.",
                )
            ]
        )
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            raise CatalogueError([_unsupported(name)])
    if b"\x00" in data:
        raise CatalogueError([_unsupported("not text")])
    return "text"


def _unsupported(name: str) -> Problem:
    return Problem(
        "unsupported_format",
        "whole file",
        f"the file is {name}",
        "plain text with tab-separated tables",
        "Save the document as plain text and try again.",
    )
