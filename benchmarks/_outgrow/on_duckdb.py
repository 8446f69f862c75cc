"""The ready-made queries over partitioned Parquet by DuckDB: the very SQL of the catalogue."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from benchmarks._outgrow.questions import Answer, query

_PARAMETER = re.compile(r"(?<!:):(\w+)")
# DuckDB wants every column that is shown among those that are grouped by; SQLite takes the key.
_GROUPED = {
    "group by organizations.id": "group by organizations.id, organizations.name, "
    "organizations.sac_code",
    "group by lists.id": "group by lists.id, lists.title",
}


class DuckDb:
    """DuckDB on the files below ``folder``, each table as a view."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        self._connection = duckdb.connect()
        if threads:
            self._connection.execute(f"set threads = {threads:d}")
        for table in sorted(path for path in folder.iterdir() if path.is_dir()):
            files = str(table / "**/*.parquet").replace("'", "''")
            self._connection.execute(
                f'create view "{table.name}" as '
                f"select * from read_parquet('{files}', hive_partitioning = true)"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def ask(self, name: str, given: Mapping[str, str]) -> Answer:
        """The answer to a ready-made query."""
        sql = _PARAMETER.sub(r"$\1", query(name).sql)
        for short, whole in _GROUPED.items():
            sql = sql.replace(short, whole)
        return self._connection.execute(sql, dict(given)).fetchall()
