"""What the columns of a finished catalogue hold, counted into its data dictionary: from all rows,
or changed by the rows that went and came."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.database.changes import Changes, Side
from schema.dictionary import declarations
from schema.filled_columns import FILLED, UNIFORM
from schema.models import DictionaryEntry

_DICTIONARY = DictionaryEntry.__tablename__


@dataclass(frozen=True)
class _Held:
    """What some rows hold in a column: how many fill it, and whether all say the same, and what
    that is."""

    filled: int
    is_uniform: bool
    value: object


def count_filled(database: sqlite3.Connection) -> None:
    """Say in the data dictionary what its columns hold. Its own are counted last, when the others
    are filled in."""
    for table in sorted(declarations(), key=lambda name: name == _DICTIONARY):
        size, held = _held(database, table, table)
        _write(database, table, {"": (size, False)} | _as_written(held))


def change_dictionary(database: sqlite3.Connection, changes: Changes) -> None:
    """Make what the dictionary said before the changes what it says of the rows of now. Tables
    that are not noted did not change."""
    changed = False
    for table in changes.tables:
        if table in declarations() and table != _DICTIONARY:
            changed |= _change(database, changes, table)
    if changed:
        size, held = _held(database, _DICTIONARY, _DICTIONARY)
        _write(database, _DICTIONARY, {"": (size, False)} | _as_written(held))


def _change(database: sqlite3.Connection, changes: Changes, table: str) -> bool:
    went, gone = _held(database, table, f"temp.{Side.GONE}_{table}")
    came, come = _held(database, table, f"temp.{Side.COME}_{table}")
    if not went and not came:
        return False
    before = {
        name: (filled, bool(is_uniform))
        for name, filled, is_uniform in database.execute(
            f"select column_name, filled, is_uniform from {_DICTIONARY} where table_name = ?",
            (table,),
        )
    }
    old_size, _ = before[""]
    size = old_size - went + came
    columns = list(gone)
    # Any one row tells what a column held that was the same in all.
    one = database.execute(
        f"select {_listed(columns)} from {changes.before(table)} limit 1"
    ).fetchone()
    now = {"": (size, False)}
    for place, name in enumerate(columns):
        filled, was_uniform = before[name]
        if size == came:
            is_uniform = come[name].is_uniform
        elif was_uniform:
            is_uniform = not came or (come[name].is_uniform and come[name].value == one[place])
        else:
            is_uniform = _is_uniform_now(database, table, name, gone, come, went, came)
        now[name] = (filled - gone[name].filled + come[name].filled, is_uniform)
    _write(database, table, {name: now[name] for name in now if now[name] != before[name]})
    return True


def _is_uniform_now(
    database: sqlite3.Connection,
    table: str,
    name: str,
    gone: Mapping[str, _Held],
    come: Mapping[str, _Held],
    went: int,
    came: int,
) -> bool:
    """Whether rows that were not the same in a column are so now: only if all that were others
    went, and what came is all the same."""
    if not went or (came and not come[name].is_uniform):
        return False
    if came:
        value = come[name].value
        if gone[name].is_uniform and gone[name].value == value:
            return False
    else:
        (value,) = database.execute(f'select "{name}" from main.{table} limit 1').fetchone()
    other = f'select 1 from main.{table} where "{name}" is not ? limit 1'
    return value is not None and database.execute(other, (value,)).fetchone() is None


def _held(database: sqlite3.Connection, table: str, source: str) -> tuple[int, dict[str, _Held]]:
    """How many rows a source has of a table, and what they hold in each of its columns."""
    names = list(declarations()[table].columns)
    counted = ", ".join(
        f"{FILLED.format(column=name)}, {UNIFORM.format(column=name)}, min({name})"
        for name in names
    )
    size, *found = database.execute(f"select count(*), {counted} from {source}").fetchone()
    return size, {
        name: _Held(filled, bool(is_uniform), value)
        for name, filled, is_uniform, value in zip(
            names, found[::3], found[1::3], found[2::3], strict=True
        )
    }


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _as_written(held: Mapping[str, _Held]) -> dict[str, tuple[int, bool]]:
    return {name: (one.filled, one.is_uniform) for name, one in held.items()}


def _write(
    database: sqlite3.Connection, table: str, columns: Mapping[str, tuple[int, bool]]
) -> None:
    database.executemany(
        f"update {_DICTIONARY} set filled = ?, is_uniform = ? "
        "where table_name = ? and column_name = ?",
        [(filled, int(same), table, name) for name, (filled, same) in columns.items()],
    )
