"""What the catalogue changed against the notices: corrections of rows of lists."""

from web.store import Row, Store

_ROWS = """
select corrections.*, lists.slug || '-' || printf('%03d', entries.seq) as row_code,
       lists.slug as list_slug, lists.title as list_title, notices.document_number,
       projects.code, standards.normalized_number as number
from corrections
join entries on entries.id = corrections.entry_id
join lists on lists.id = entries.list_id
join notices on notices.id = lists.notice_id
left join projects on projects.id = corrections.project_id
left join standards on standards.id = entries.standard_id
"""
# Of one project or standard so many corrections are shown.
MOST = 200


async def first_corrections(store: Store, most: int) -> list[Row]:
    """The first corrections, each with the code of its row (``row_code``), the row's list and
    notice, and what the row is about: the code of a project, the number of a standard, or none."""
    return await store.rows(f"{_ROWS} order by corrections.id limit :most", most=most)


async def corrections_of_project(store: Store, project: int) -> list[Row]:
    """The corrections of all rows that are about a project."""
    return await store.rows(
        f"{_ROWS} where corrections.project_id = :id order by corrections.id limit {MOST}",
        id=project,
    )


async def corrections_of_standard(store: Store, standard: int) -> list[Row]:
    """The corrections of all rows that are about a standard."""
    return await store.rows(
        # The rows of the standard first: its index is the one that leads to few rows.
        f"{_ROWS} where entry_id in (select id from entries where standard_id = :id) "
        f"order by corrections.id limit {MOST}",
        id=standard,
    )
