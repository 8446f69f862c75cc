"""What authorities stated of the publication of projects as a whole."""

from dataclasses import dataclass

from schema.counts import STATED_PUBLISHED
from schema.vocabulary import CountSubject, EventKind
from web.counts import by_value
from web.store import Store


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
    number = sum((await by_value(store, CountSubject.CATALOGUE, STATED_PUBLISHED)).values())
    return StatedPublished(
        number, tuple(Statement(row["stated_on"], row["stated_by"]) for row in rows)
    )
