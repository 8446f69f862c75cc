"""What the result of a ready-made query leaves out, in sentences."""

import sqlite3

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.views.base import DatasetteError

from web.queries.checked_address import Asked
from web.site import DATABASE


async def left_out(datasette: Datasette, asked: Asked) -> list[str]:
    """A sentence for each kind of row that the result does not count; none for what is complete.
    Counted where the query itself runs, so that it waits and stops like it."""
    sentences = []
    for one in asked.query.left_out:
        try:
            found = await datasette.execute(DATABASE, one.sql, asked.values)
        except (sqlite3.Error, QueryInterrupted, DatasetteError):
            sentences.append("未计入的数目没有来得及统计")
            continue
        count = int(found.rows[0][0])
        if count:
            sentences.append(one.sentence.format(count=f"{count:,}"))
    return sentences
