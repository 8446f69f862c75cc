"""Facets as numbers in a catalogue in which rows went and came: the arrays that ``facet_codes.py``
makes of all rows, changed by these rows alone; the rest is arithmetic on whole arrays."""

import sqlite3

import numpy as np

from etl.database.changed_values import CodedRows, by_key, by_value, integers, stored
from etl.database.changes import Changes, Side
from schema.facet_codes import (
    CODED,
    IDS,
    ORDER,
    PLACES,
    SORT_KEYS,
    LinkTable,
    coded_columns,
    fitting,
    is_by_value,
    link_tables,
    ordered_columns,
    write_numbers,
)

_LINKED = {link.table for table in CODED for link in link_tables(table).values()}
# The tables whose rows have to be noted: those that have codes, and those of their links.
NOTED = (*CODED, *sorted(_LINKED))


def change_facet_codes(database: sqlite3.Connection, changes: Changes) -> None:
    """Make the codes of all tables what ``fill_facet_codes`` would make of the rows of now.
    ``changes`` has noted the tables of ``NOTED`` since the codes were right."""
    assert set(NOTED) <= set(changes.tables)
    for table in CODED:
        rows = CodedRows(database, table)
        for column in ordered_columns(table):
            _change_order(rows, column)
        # After the orders: a facet in the order of a key takes the places of the key from there.
        for column in coded_columns(table):
            _change_codes(rows, column)
        _change_links(rows, link_tables(table))
        write_numbers(database, table, IDS, rows.now, rows.before)


def _change_order(rows: CodedRows, column: str) -> None:
    array = f"{column}{ORDER}"
    before = stored(rows.database, rows.table, array)
    now = by_value(rows.column(column, before), is_falling=False)
    write_numbers(rows.database, rows.table, array, now, before)


def _change_codes(rows: CodedRows, name: str) -> None:
    before = stored(rows.database, rows.table, name)
    column = rows.column(name, before)
    if key := SORT_KEYS.get((rows.table, name)):
        now = by_key(column, stored(rows.database, rows.table, f"{key}{ORDER}"))
    else:
        now = by_value(column, is_falling=is_by_value(rows.database, rows.table, name))
    write_numbers(rows.database, rows.table, name, now, before)


def _change_links(rows: CodedRows, links: dict[str, LinkTable]) -> None:
    """Where a row or one of its links went or came, all links of the row are read again."""
    if not links:
        return
    database, table = rows.database, rows.table
    keys_of = {table: "id"} | {link.table: "project_id" for link in links.values()}
    changed = " union ".join(
        f"select {key} from temp.{side}_{name}" for name, key in keys_of.items() for side in Side
    )
    is_read = np.isin(rows.before, integers(number for (number,) in database.execute(changed)))
    place_now = np.searchsorted(rows.now, rows.before)
    for name, link in links.items():
        read = database.execute(
            f"select project_id, {link.key} from main.{link.table} "
            f"where {link.condition} and project_id in ({changed}) order by project_id, {link.key}"
        ).fetchall()
        places, keys = (stored(database, table, array) for array in (f"{name}{PLACES}", name))
        stay = ~is_read[places]
        places_stay, keys_stay = place_now[places[stay]], keys[stay]
        places_read = np.searchsorted(rows.now, integers(row for row, _ in read))
        keys_read = integers(key for _, key in read)
        at = np.searchsorted(places_stay, places_read)
        now = np.insert(places_stay, at, places_read).astype(fitting(len(rows.now)))
        write_numbers(database, table, f"{name}{PLACES}", now, places)
        most = max(int(keys_stay.max(initial=0)), int(keys_read.max(initial=0)))
        now = np.insert(keys_stay.astype(fitting(most)), at, keys_read)
        write_numbers(database, table, name, now, keys)
