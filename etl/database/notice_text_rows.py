"""The text of notices as rows, and the lines that each entry was read from."""

from collections.abc import Iterator

from etl.catalogue import Catalogue
from schema.notice_text import EntryLine, NoticeLine
from schema.rows import Row


def notice_line_rows(catalogue: Catalogue) -> Iterator[Row]:
    """Every line of every file, in the order of print."""
    for notice_id, position, number, place, cells in catalogue.entries.text_lines():
        yield Row(
            NoticeLine,
            {
                "notice_id": notice_id,
                "file_position": position,
                "line": number,
                "place": place,
                "cells": cells,
            },
        )


def entry_line_rows(catalogue: Catalogue) -> Iterator[Row]:
    """The lines of every entry."""
    for entry, notice_id, position, number in catalogue.entries.entry_lines():
        yield Row(
            EntryLine,
            {
                "entry_id": entry,
                "notice_id": notice_id,
                "file_position": position,
                "line": number,
            },
        )
