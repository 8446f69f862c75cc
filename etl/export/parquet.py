"""Rows as Parquet: columns with types, written by groups of rows, so that a file may be longer than
the memory. A group becomes columns one after the other, and is the most that is held.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from etl.export.columns import Column
from etl.export.tables import STRUCTURED, Row

# Rows of a group: readers skip or share out whole groups, and memory is that of one of them.
GROUP = 10_000


class ParquetFile(AbstractContextManager["ParquetFile"]):
    """A Parquet file that is being made at ``path`` of rows as stored, in the order of ``columns``;
    complete when the block ends."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        # 60 MB: only for those who write such a file, not for all who ask about forms.
        from pyarrow.parquet import ParquetWriter

        self._columns = columns
        self._schema = _schema(columns)
        self._writer = ParquetWriter(path, self._schema)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._writer.close()

    def write(self, rows: Iterable[Row]) -> None:
        """Write rows, ``GROUP`` of them as a group."""
        import pyarrow as pa

        rest = iter(rows)
        while group := list(islice(rest, GROUP)):
            arrays = [
                pa.array(_values(column, group, place), self._schema.field(place).type)
                for place, column in enumerate(self._columns)
            ]
            self._writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=self._schema))


def _schema(columns: Sequence[Column]) -> Any:
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        # Dates may be of a month or a year alone.
        "date": pa.string(),
        "array": pa.list_(pa.string()),
        "object": pa.map_(pa.string(), pa.string()),
    }
    return pa.schema([(column.name, types[column.kind]) for column in columns])


def _values(column: Column, group: Sequence[Row], place: int) -> list[Any]:
    if column.kind not in STRUCTURED:
        return [row[place] for row in group]
    return list(_parsed(row[place] for row in group))


def _parsed(texts: Iterator[str | None]) -> Iterator[Any]:
    """Arrays as lists, objects as pairs of key and value."""
    for text in texts:
        value = None if text is None else json.loads(text)
        yield list(value.items()) if isinstance(value, dict) else value
