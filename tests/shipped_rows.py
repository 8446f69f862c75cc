"""Rows of the shipped catalogue that tests need one of, whichever it is."""

import sqlite3
from contextlib import closing

from etl.paths import DATABASE


def page_of_a_finding() -> str:
    """The address of the page of a finding."""
    with closing(sqlite3.connect(DATABASE)) as connection:
        (number,) = connection.execute("select min(id) from findings").fetchone()
    return f"/catalogue/findings/{number}"
