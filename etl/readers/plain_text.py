"""Plain text: a line with tabs is a row of cells, any other line is text.

The place of a row is its line number, counted from 1, as an editor shows it.
"""

import re

from etl.readers.builder import DocumentBuilder
from etl.readers.document import Document
from etl.readers.encoding import decode

FORMAT = "text"
_LINE_END = re.compile(r"\r\n|\n|\r")


def read_text(data: bytes) -> Document:
    """Read plain text with tab-separated tables."""
    built = DocumentBuilder(FORMAT)
    starts_page = False
    for number, line in enumerate(split_lines(decode(data)), start=1):
        starts_page = starts_page or line.startswith("\f")
        line = line.lstrip("\f")
        place = f"line {number}"
        if "\t" in line:
            built.row(line.split("\t"), place, starts_page)
            starts_page = False
        else:
            built.text(line, place)
            starts_page = starts_page and not line.strip()
    return built.document()


def split_lines(text: str) -> list[str]:
    """The lines of a text, with the line ends of any system."""
    return _LINE_END.split(text)
