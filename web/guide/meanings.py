"""What tables, columns and values mean, as the catalogue itself says it."""

from dataclasses import dataclass
from itertools import groupby

from schema.closed_values import closed_values
from schema.dictionary import declarations
from schema.kinds.list_kinds import list_kinds
from web.store import Row, Store


@dataclass(frozen=True)
class Value:
    """A value that a column may hold, and what it means."""

    value: str
    description: str
    english: str


@dataclass(frozen=True)
class ValueList:
    """The values of a closed list; ``columns`` are those that hold them, as ``table.column``."""

    title: str
    english: str
    columns: tuple[str, ...]
    values: tuple[Value, ...]


async def tables(store: Store) -> list[Row]:
    """Every table of the data dictionary, in its order, with its ``columns``, each with its English
    title."""
    rows = await store.rows("select * from data_dictionary order by rowid")
    found = []
    for name, group in groupby(rows, key=lambda row: row["table_name"]):
        declared = declarations()[name].columns
        ordered = sorted(group, key=lambda row: row["position"])
        columns = [
            {**row, "english_title": declared[row["column_name"]].english_title}
            for row in ordered
            if row["column_name"]
        ]
        found.append({**ordered[0], "columns": columns})
    return found


async def value_lists(store: Store) -> list[ValueList]:
    """Every closed list: the values that lists print, kinds of lists, and those of the schema."""
    words = await store.rows("select * from vocabulary order by rowid")
    titles = {
        row["column_name"]: row
        for row in await store.rows("select * from data_dictionary where table_name = 'projects'")
    }
    found = [
        ValueList(
            titles[field]["title"],
            declarations()["projects"].columns[field].english_title,
            (f"projects.{field}", f"entries.{field}"),
            tuple(Value(row["value"], row["definition"], row["english"]) for row in group),
        )
        for field, group in groupby(words, key=lambda row: row["field"])
        if field in titles
    ]
    found.append(
        ValueList(
            "清单种类",
            "kind of a list",
            ("lists.kind",),
            tuple(Value(kind.kind, kind.title, kind.english) for kind in list_kinds()),
        )
    )
    found += [
        ValueList(
            declared.title,
            declared.english,
            declared.columns,
            tuple(Value(value, *words) for value, words in declared.values.items()),
        )
        for declared in closed_values().values()
    ]
    return found
