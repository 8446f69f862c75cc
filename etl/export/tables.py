"""Rows as files, in pieces: CSV that Excel and WPS open, JSON, and lines of JSON.

A ``Head`` says what the columns are; an encoder of it turns batches of rows into bytes. Nothing
holds more than one batch, so that a file may be longer than the memory.
"""

import csv
import io
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from etl.export.spreadsheet_cells import defused

# Kinds of columns that are stored as JSON.
STRUCTURED = ("array", "object")
# By which Excel knows that a file is UTF-8.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
Row = Sequence[Any]
Batch = Sequence[Row]


@dataclass(frozen=True)
class Heading:
    """The head of a column: its title, its ``kind`` (text, integer, number, date, array or
    object), its own ``name``, and what it means. ``address`` gives the page of a value."""

    title: str
    kind: str = "text"
    name: str = ""
    note: str = ""
    address: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Head:
    """What a table of rows is called, and its columns."""

    title: str
    headings: Sequence[Heading]


class Encoder(ABC):
    """Rows in one form. The bytes of ``begin``, of every batch and of ``end`` are the file."""

    def __init__(self, head: Head) -> None:
        self.head = head

    def begin(self) -> bytes:
        """What comes before the first row."""
        return b""

    @abstractmethod
    def rows(self, batch: Batch) -> bytes:
        """A batch of rows, after those before it."""

    def end(self) -> bytes:
        """What comes after the last row."""
        return b""

    def pieces(self, batches: Iterable[Batch]) -> Iterator[bytes]:
        """The whole file."""
        yield self.begin()
        yield from map(self.rows, batches)
        yield self.end()


class CsvEncoder(Encoder):
    """CSV with a byte order mark and no cell that a program would run as a formula."""

    def begin(self) -> bytes:
        titles = [[heading.title for heading in self.head.headings]]
        return BYTE_ORDER_MARK + self.rows(titles)

    def rows(self, batch: Batch) -> bytes:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerows([defused(plain(value)) for value in row] for row in batch)
        return text.getvalue().encode("utf-8", "replace")


class _Records(Encoder):
    """Rows as objects, by the names of their columns; what is stored as JSON is JSON."""

    def __init__(self, head: Head) -> None:
        super().__init__(head)
        self._columns = [(h.name or h.title, h.kind in STRUCTURED) for h in head.headings]

    def _records(self, batch: Batch) -> Iterator[str]:
        for row in batch:
            yield dumps(
                {
                    name: json.loads(value) if is_structured and value else value
                    for (name, is_structured), value in zip(self._columns, row, strict=True)
                }
            )


class LinesEncoder(_Records):
    """An object a line."""

    def rows(self, batch: Batch) -> bytes:
        return "".join(f"{record}\n" for record in self._records(batch)).encode("utf-8")


class ArrayEncoder(_Records):
    """One array, an object a line."""

    _is_begun = False

    def begin(self) -> bytes:
        return b"[\n"

    def rows(self, batch: Batch) -> bytes:
        if not batch:
            return b""
        joint = ",\n" if self._is_begun else ""
        self._is_begun = True
        return (joint + ",\n".join(self._records(batch))).encode("utf-8")

    def end(self) -> bytes:
        return b"\n]\n"


def plain(value: Any) -> Any:
    """A value for people: bytes are named, not shown."""
    return f"（{len(value)}字节）" if isinstance(value, bytes) else value


def dumps(value: Any, default: Callable[[Any], Any] | None = None) -> str:
    """JSON on one line with readable characters; halves of characters become question marks."""
    text = json.dumps(value, ensure_ascii=False, default=default or _in_words)
    return text.encode("utf-8", "replace").decode()


def _in_words(value: object) -> str:
    return f"({len(value)} bytes)" if isinstance(value, bytes) else str(value)
