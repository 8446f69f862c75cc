"""What authorities stated of the publication of projects as a whole."""

from dataclasses import dataclass

from schema.vocabulary import EventKind
from web.store import Store

_COVERED = """
with whole as (
  select event_subjects.* from event_subjects join events on events.id = event_id
  where kind = :kind and stated_count = counted and contradicts_id is null
)
select count(*) from projects join lists on lists.id = projects.list_id
where projects.list_id in (select list_id from whole)
   or projects.id in (select project_id from whole)
   or lists.notice_id in (select notice_id from whole where scope = '通知')
   or (lists.notice_id, projects.domain) in (
     select notice_id, domain from whole where scope = '领域')
"""


@dataclass(frozen=True)
class Statement:
    """That an authority said of a notice, list or domain that all of it is published."""

    stated_on: str
    stated_by: str


@dataclass(frozen=True)
class StatedPublished:
    """Of how many projects authorities said that they are published, and the statements, the newest
    last. What they said of a part without naming it is not counted."""

    projects: int
    statements: tuple[Statement, ...]


async def stated_published(store: Store) -> StatedPublished:
    """What authorities stated; nothing where the catalogue has no such event."""
    if not await store.has_outcomes() or not await store.database.table_exists("events"):
        return StatedPublished(0, ())
    rows = await store.rows(
        """
        select distinct stated_on, stated_by from events
        join event_subjects on event_id = events.id
        where kind = :kind and stated_count = counted and contradicts_id is null
          and scope <> '项目'
        order by stated_on
        """,
        kind=EventKind.APPROVED.value,
    )
    if not rows:
        return StatedPublished(0, ())
    number = await store.value(_COVERED, kind=EventKind.APPROVED.value)
    return StatedPublished(
        number, tuple(Statement(row["stated_on"], row["stated_by"]) for row in rows)
    )
