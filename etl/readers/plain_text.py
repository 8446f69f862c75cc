"""Plain text: a line with tabs is a row of cells, any other line is text; cells may also stand on
lines of their own with bars between them.

The place of a row is its line number, counted from 1, as an editor shows it.
"""

import re

from etl.readers.barred_lines import barred_table
from etl.readers.builder import DocumentBuilder
from etl.readers.document import Document
from etl.readers.encoding import decode

FORMAT = "text"
_LINE_END = re.compile(r"\r\n|\n|\r")


def read_text(data: bytes) -> Document:
    """Read plain text with tab-separated tables."""
    built = DocumentBuilder(FORMAT)
    starts_page = False
    lines = split_lines(decode(data))
    read_to = looked_to = 0
    for number, line in enumerate(lines, start=1):
        if number <= read_to:
            continue
        barred = barred_table(lines, number - 1) if number > looked_to else None
        looked_to = barred.end if barred else looked_to
        if barred and barred.rows:
            for first, cells in barred.rows:
                built.row(list(cells), f"line {first}")
            read_to = barred.end
            continue
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
