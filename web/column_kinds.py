"""What the columns of a table or of a query's result hold, judged by the rows that are shown.

The kind of a column is the attribute ``data-kind`` of its cells, and ``static/site.css`` says how
wide each kind is and whether it may be broken over lines: numbers, codes and dates never are, names
of standards get the most room.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypedDict

from jinja2.runtime import Context

# Columns that name what a row is about, in the catalogue and in the results of queries.
TITLES = (
    "title",
    "heading",
    "subject",
    "标准项目名称",
    "标准名称",
    "name",
    "机构名称",
    "机构",
    "标准族",
)
# Whole numbers that name something: they are read, not compared.
_NAMING = re.compile(r"(^|_)(id|year|seq|number|line)$|年度$|年份$|^序号$")
# Texts that stay in one line.
NUMBER_OR_CODE = re.compile(r"[0-9A-Za-z./:+\-—–… ()（）年月日]{1,32}")
_LONG_WORD = re.compile("[!-~]{41}")
_SHORT = 6
_PROSE = 60
# Arrays that are kept as read, if they are no longer than this.
_KEPT, _LENGTH = 1_000, 300


class ShownColumn(TypedDict):
    """A column that a page shows, and whether it can be sorted by it."""

    name: str
    sortable: bool


def column_kinds(context: Context, shown: Sequence[ShownColumn] | None = None) -> dict[str, str]:
    """The kind of every column that a page shows; a function of the templates of tables, which say
    what is ``shown``, and of queries."""
    if shown is not None:
        rows = [
            {cell["column"]: cell["raw"] for cell in row.cells} for row in context["display_rows"]
        ]
        columns = {one["name"]: [row.get(one["name"]) for row in rows] for one in shown}
    else:
        columns = {
            name: [row[place] for row in context["rows"]]
            for place, name in enumerate(context["columns"])
        }
    return kinds_of(columns)


def kinds_of(columns: Mapping[str, Sequence[object]]) -> dict[str, str]:
    """The kind of every column, of which the values are given: number, code, codes, short, title,
    wide, prose, long or text."""
    kinds: dict[str, str] = {}
    lengths: dict[str, float] = {}
    for name, values in columns.items():
        kinds[name], lengths[name] = _kind_of(name, values)
    title = next((name for name in TITLES if kinds.get(name) in ("text", "short")), None)
    if title is not None:
        kinds[title] = "title"
    else:
        longest = max(lengths, key=lambda name: lengths[name], default=None)
        if longest is not None and kinds[longest] == "text":
            kinds[longest] = "wide"
    return kinds


def _kind_of(name: str, column: Sequence[object]) -> tuple[str, float]:
    """The kind of a column of these values, and how long a value is on the whole."""
    values = [value for value in column if value not in (None, "", "[]")]
    texts = [text for value in values for text in _texts(value)]
    return _kind(name, values, texts), sum(map(len, texts)) / max(1, len(values))


def _kind(name: str, values: list[object], texts: list[str]) -> str:
    if not texts:
        return "short"
    if all(isinstance(value, int | float) for value in values):
        return "code" if _NAMING.search(name) else "number"
    if all(NUMBER_OR_CODE.fullmatch(text) for text in texts):
        return "codes" if len(texts) > len(values) or _is_array(values[0]) else "code"
    if any(map(_LONG_WORD.search, texts)):
        return "long"
    if max(map(len, texts)) <= _SHORT and len(texts) == len(values):
        return "short"
    return "prose" if sum(map(len, texts)) > _PROSE * len(values) else "text"


def _texts(value: object) -> Sequence[str]:
    """What a cell says: the texts of an array one by one."""
    if isinstance(value, dict):
        value = value.get("label")
    if isinstance(value, str) and _is_array(value):
        return _short_array(value) if len(value) <= _LENGTH else _texts_of_array(value)
    return (str(value),)


def _texts_of_array(value: str) -> tuple[str, ...]:
    try:
        found = json.loads(value)
    except ValueError:
        return (value,)
    return tuple(str(text) for text in found) if isinstance(found, list) else (value,)


_short_array = lru_cache(_KEPT)(_texts_of_array)


def _is_array(value: object) -> bool:
    return isinstance(value, str) and value.startswith("[")
