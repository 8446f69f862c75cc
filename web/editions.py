"""The editions of a standard: what it replaces and is replaced by, over any number of steps."""

from web.store import Row, Store

# Standards of one picture. The longest chain known has four.
MOST = 60
_REACHED = f"""
with recursive
older(id) as (
  select :id
  union
  select relation.replaced_id from older
  join standard_relations as relation on relation.standard_id = older.id limit {MOST}
),
newer(id) as (
  select :id
  union
  select relation.standard_id from newer
  join standard_relations as relation on relation.replaced_id = newer.id limit {MOST}
),
reached(id) as (select id from older union select id from newer)
"""


async def editions(store: Store, number: int) -> list[Row]:
    """The standards before and after one, the newest first, each with those that it replaces. Only
    what leads to it or from it, no sisters; empty where it stands alone."""
    found = await store.rows(
        f"""
        {_REACHED}
        select standards.id, standards.number, standards.normalized_number, standards.title,
               published_on, implemented_on, withdrawn_on, number_year
        from reached join standards on standards.id = reached.id
        order by coalesce(published_on, cast(number_year as text), '') desc,
                 normalized_number desc
        limit {MOST}
        """,
        id=number,
    )
    if len(found) < 2:
        return []
    edges = await store.rows(
        f"""
        {_REACHED}
        select relation.standard_id, relation.replaced_id, extent, basis
        from reached join standard_relations as relation on relation.standard_id = reached.id
        where relation.replaced_id in (select id from reached)
        order by relation.standard_id, relation.replaced_id
        """,
        id=number,
    )
    return _in_order(found, edges)


def _in_order(found: list[Row], edges: list[Row]) -> list[Row]:
    """The standards with their relations, each after all that replace it, the newest first among
    those that may come next. Relations that run in a circle are kept; the order then is by date."""
    rows = {row["id"]: row | {"replaces": [], "replaced_by": []} for row in found}
    waiting = dict.fromkeys(rows, 0)
    for edge in edges:
        new, old = rows.get(edge["standard_id"]), rows.get(edge["replaced_id"])
        if new is not None and old is not None:
            said: dict[str, object] = {"extent": edge["extent"], "basis": edge["basis"]}
            new["replaces"].append(said | {"standard": old})
            old["replaced_by"].append(said | {"standard": new})
            waiting[old["id"]] += 1
    ordered: list[Row] = []
    left = list(rows.values())
    while left:
        at = next((place for place, row in enumerate(left) if not waiting[row["id"]]), 0)
        row = left.pop(at)
        ordered.append(row)
        for relation in row["replaces"]:
            waiting[relation["standard"]["id"]] -= 1
    return ordered
