"""A document as issued, line by line, for those who want to see where a row stands.

A text form (text, CSV, Markdown) is given by the lines of the file, blank ones included, counted as
its reader counts them. Of the other formats it is the paragraphs and rows that the reader found, in
the order of the document: what they look like in their own program is not kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from etl.readers.builder import well_formed
from etl.readers.delimited import FORMAT as CSV
from etl.readers.document import Document, TextBlock
from etl.readers.encoding import decode
from etl.readers.markdown import FORMAT as MARKDOWN
from etl.readers.plain_text import FORMAT as TEXT
from etl.readers.plain_text import split_lines


def _whole_lines(text: str) -> list[str]:
    """The lines of a text; what stands after the last line end is none."""
    lines = split_lines(text)
    return lines if lines[-1] else lines[:-1]


# How the reader of a text form splits a file: its places are numbers of these lines.
_SPLIT: dict[str, Callable[[str], list[str]]] = {
    TEXT: _whole_lines,
    MARKDOWN: _whole_lines,
    CSV: str.splitlines,
}


@dataclass(frozen=True)
class PrintedLine:
    """A line, paragraph or row, verbatim. ``place`` is what the reader calls it; several paragraphs
    of one page share theirs. A line of a text form is a single cell."""

    place: str
    cells: tuple[str, ...]


def printed_lines(document: Document, data: bytes) -> Iterator[PrintedLine]:
    """The lines of a document that was read from ``data``, in its order."""
    split = _SPLIT.get(document.format)
    if split is None:
        yield from _blocks(document)
        return
    for number, line in enumerate(split(decode(data)), start=1):
        yield PrintedLine(f"line {number}", (well_formed(line),))


def _blocks(document: Document) -> Iterator[PrintedLine]:
    for block in document.blocks:
        if isinstance(block, TextBlock):
            yield PrintedLine(block.place, (block.text,))
        else:
            for row in block.rows:
                yield PrintedLine(row.place, row.cells)
