"""The page of a standard: what lists and outcomes say of it."""

from typing import Any

from schema.official_search import number_searches
from web.evidence import pages, result_pages
from web.stated import mandate_in_words
from web.store import Row, Store, texts
from web.story import story_of_standard


async def standard_page(store: Store, number: int) -> dict[str, Any] | None:
    """What the page of a standard shows; ``number`` is its permanent number."""
    standard = await store.row("select * from standards where id = :id", id=number)
    if standard is None:
        return None
    return {
        "standard": standard,
        "kind": mandate_in_words(standard["mandate"], standard["level"]),
        "projects": await _projects(store, number),
        "replaces": await related_standards(store, number, "standard_id", "replaced_id"),
        "replaced_by": await related_standards(store, number, "replaced_id", "standard_id"),
        "searches": number_searches(standard["normalized_number"], standard["level"]),
        "story": await story_of_standard(store, number),
    }


async def related_standards(store: Store, number: int, mine: str, other: str) -> list[Row]:
    """The standards on the other side of replacements of a standard, with evidence: addresses,
    and the entry of an announcement."""
    rows = await store.rows(
        f"""
        select standards.id, standards.number, standards.title, extent, basis, evidence,
               relation.entry_id
        from standard_relations as relation join standards on standards.id = relation.{other}
        where relation.{mine} = :id order by normalized_number
        """,
        id=number,
    )
    for row in rows:
        row["evidence"] = texts(row["evidence"])
    return rows


async def _projects(store: Store, number: int) -> list[Row]:
    rows = await store.rows(
        """
        select projects.id, code, projects.title, relation, confidence, evidence, note,
               project_outcomes.evidence_rank as evidence_rank
        from project_outcomes join projects on projects.id = project_id
        where standard_id = :id order by projects.id, relation
        """,
        id=number,
    )
    seen = await result_pages(store, "standard_id", number)
    for row in rows:
        known = seen.get((row["id"], number))
        row["evidence"] = known or await pages(store, texts(row["evidence"]))
    return rows
