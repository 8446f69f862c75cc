"""Readers: bytes → :class:`~etl.readers.document.Document`. One module a file format;
``pdf`` and ``office`` are packages.

The format is recognised from the content. Text, CSV and Markdown are read in this process by
the standard library; HTML, Word, Excel and PDF by libraries in a process of its own with
limited memory and time (``sandbox``). Libraries are imported only where they are used.
"""

from collections.abc import Callable

from etl.readers.delimited import read_delimited
from etl.readers.detection import detect_format
from etl.readers.document import Document
from etl.readers.markdown import read_markdown
from etl.readers.plain_text import read_text
from etl.readers.sandbox import read_in_sandbox

# Formats that only the standard library touches.
READERS: dict[str, Callable[[bytes], Document]] = {
    "text": read_text,
    "csv": read_delimited,
    "markdown": read_markdown,
}
CONVERTED = "doc"


def read_document(data: bytes, progress: Callable[[int, int], None] | None = None) -> Document:
    """Read a document whose format is recognised from its content.

    ``progress`` is called with the number of pages read and of all pages, where there are any.
    Raises ``CatalogueError`` with one problem when the file as a whole cannot be used.
    """
    format_name = detect_format(data)
    if format_name in READERS:
        return READERS[format_name](data)
    document = read_in_sandbox(format_name, data, progress)
    if document.format == CONVERTED:
        from etl.readers.conversion import read_converted

        return read_converted(data, progress)
    return document
