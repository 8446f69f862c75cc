"""The ready-made queries: one SQL file each in ``queries/``.

A file begins with its texts and inputs in comments, one a line: ``title``, ``description``,
``english`` and ``input NAME`` (``schema/query_inputs.py``). After the query may follow what its
result leaves out: ``-- left out: SENTENCE``, in which ``{count}`` stands for the number that the
SQL below it counts, with the same parameters.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schema.query_inputs import QueryInput, read_input

FOLDER = Path(__file__).with_name("queries")
_LEFT_OUT = re.compile(r"^-- left out: (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class LeftOut:
    """What the result of a query does not count: a sentence with ``{count}``, and the SQL that
    counts it."""

    sentence: str
    sql: str


@dataclass(frozen=True)
class CannedQuery:
    """A query that users run by its name. ``:name`` in the SQL is one of its inputs."""

    name: str
    title: str
    description: str
    english: str
    sql: str
    inputs: tuple[QueryInput, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it can't be answered before something is filled in."""
        return any(one.is_required for one in self.inputs)


@cache
def canned_queries() -> tuple[CannedQuery, ...]:
    """Every ready-made query, ordered by name."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.sql")))


def _read(path: Path) -> CannedQuery:
    heads: dict[str, str] = {}
    inputs: list[QueryInput] = []
    lines = path.read_text(encoding="utf-8").splitlines()
    while lines and lines[0].startswith("-- "):
        key, _, text = lines.pop(0).removeprefix("-- ").partition(": ")
        if key.startswith("input "):
            inputs.append(read_input(key.removeprefix("input "), text))
        else:
            heads[key] = text
    sql, *rest = _LEFT_OUT.split("\n".join(lines))
    left_out = zip(rest[::2], rest[1::2], strict=True)
    return CannedQuery(
        path.stem,
        sql=sql.strip(),
        inputs=tuple(inputs),
        left_out=tuple(LeftOut(sentence.strip(), count.strip()) for sentence, count in left_out),
        **heads,
    )
