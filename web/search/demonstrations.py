"""Demonstration projects that a search finds: they are no standards, and stand by themselves."""

import json

from datasette.app import Datasette

from schema.search import words
from web.site import DATABASE

SHOWN = 20
_TEXT = "fold(seq || ' ' || name || ' ' || coalesce(category, '') || ' ' || region || entities)"


async def found_demonstrations(datasette: Datasette, query: str) -> dict[str, object] | None:
    """The demonstration projects whose name, category, region or builders have every word of
    ``query``, the first of them and how many there are; None if there are none."""
    searched = words(query)
    if not searched or not all(searched):
        return None
    conditions = " and ".join(f"instr({_TEXT}, :word_{n})" for n in range(len(searched)))
    database = datasette.get_database(DATABASE)
    answer = await database.execute(
        "select id, name, direction, category, region, entities, count(*) over () as total "
        f"from demonstration_projects where {conditions} order by id limit {SHOWN}",
        {f"word_{n}": word for n, word in enumerate(searched)},
    )
    rows = [dict(row) for row in answer.rows]
    for row in rows:
        row["entities"] = json.loads(row["entities"])
    return {"rows": rows, "total": rows[0]["total"]} if rows else None
