"""The page of a standard: what lists and outcomes say of it."""

from dataclasses import asdict

from schema.official_search import number_searches
from web.corrections import corrections_of_standard
from web.editions import editions
from web.evidence import pages, result_pages
from web.stated import mandate_in_words
from web.store import Row, Store, texts
from web.story import story_of_standard


async def standard_page(store: Store, standard: Row) -> dict[str, object]:
    """What the page of a standard shows; ``standard`` is its row."""
    number = standard["id"]
    return {
        "standard": standard,
        "kind": mandate_in_words(standard["mandate"], standard["level"]),
        "projects": await _projects(store, number),
        "editions": await editions(store, number),
        # Of what is said of the projects that resulted in it, the newest evidence.
        "as_of": await store.value(
            "select max(status_as_of) from project_outcomes "
            "join projects on projects.id = project_id where standard_id = :id",
            id=number,
        ),
        "replaces": await related_standards(store, number, "standard_id", "replaced_id"),
        "replaced_by": await related_standards(store, number, "replaced_id", "standard_id"),
        "searches": number_searches(standard["normalized_number"], standard["level"]),
        "story": await story_of_standard(store, number),
        "corrections": await corrections_of_standard(store, number),
    }


async def standard_data(store: Store, standard: Row, address: str) -> dict[str, object]:
    """What is known of a standard, for programs: its row, the standards on both sides of
    replacements, the projects behind it with their pages of evidence, and where it can be checked.
    ``address`` is that of its page. Pages and searches are objects of their own."""
    number = standard["id"]
    return {
        "url": address,
        "standard": standard,
        "replaces": await related_standards(store, number, "standard_id", "replaced_id"),
        "replaced_by": await related_standards(store, number, "replaced_id", "standard_id"),
        "projects": [
            {**project, "evidence": [asdict(page) for page in project["evidence"]]}
            for project in await _projects(store, number)
        ],
        "official_searches": number_searches(standard["normalized_number"], standard["level"]),
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
