"""The page of policy documents: all of them as a tree."""

from web.policy.reading import document_label
from web.store import Row, Store, texts


async def documents(store: Store) -> dict[str, object]:
    """Every document under the one that contains it, local ones first."""
    rows = await store.rows(
        """
        select policy_documents.*,
               (select count(*) from measures where document_id = policy_documents.id) as measures,
               (select count(*) from targets where document_id = policy_documents.id) as targets
        from policy_documents order by id
        """
    )
    children: dict[int | None, list[Row]] = {}
    for row in rows:
        row["label"] = document_label(row)
        row["issuers"] = texts(row["issuers"])
        children.setdefault(row["contained_in_id"], []).append(row)
    listed: list[Row] = []
    stack = [(row, 0) for row in reversed(children.get(None, []))]
    while stack:
        row, depth = stack.pop()
        listed.append(row | {"depth": min(depth, 3)})
        stack += [(child, depth + 1) for child in reversed(children.get(row["id"], []))]
    return {"documents": listed, "total": len(rows)}
