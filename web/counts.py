"""The figures that the build counted, as pages read them."""

import json

from schema.counts import TOTAL
from schema.vocabulary import CountSubject, Role
from web.store import Row, Store

_OF = (
    "from counts where subject = :subject and subject_id = :id and part = :part "
    "and dimension = :dimension"
)


async def counted_rows(
    store: Store, subject: CountSubject, dimension: str, number: int = 0, part: str = ""
) -> list[Row]:
    """The counts of a subject by the values of a column and by mandate, in the order in which the
    values are first met: ``value``, ``mandate``, ``projects``, ``as_of``."""
    return await store.rows(
        "select nullif(value, '') as value, nullif(mandate, '') as mandate, counted as projects, "
        f"as_of {_OF} "
        "order by min(first) over (partition by value), counts.mandate",
        subject=subject.value,
        id=number,
        part=part,
        dimension=dimension,
    )


async def by_value(
    store: Store, subject: CountSubject, dimension: str, number: int = 0, part: str = ""
) -> dict[str | None, int]:
    """How many there are of each value, the most frequent first; what is not stated is None."""
    rows = await store.rows(
        f"select nullif(value, '') as value, sum(counted) as projects {_OF} "
        "group by value order by counts.value = '', projects desc, counts.value",
        subject=subject.value,
        id=number,
        part=part,
        dimension=dimension,
    )
    return {row["value"]: row["projects"] for row in rows}


async def total(store: Store, subject: CountSubject, number: int = 0, part: str = "") -> int:
    """How many there are of a subject."""
    return sum((await by_value(store, subject, TOTAL, number, part)).values())


async def newest_evidence(store: Store, subject: CountSubject, number: int = 0) -> str | None:
    """The newest date of evidence for the status of any project of a subject."""
    rows = await counted_rows(store, subject, TOTAL, number)
    return max((row["as_of"] for row in rows if row["as_of"]), default=None)


async def held_roles(store: Store) -> set[str]:
    """The roles that bodies have in any project."""
    rows = await store.rows(
        """
        select role.value as role from json_each(:roles) as role
        where exists (select 1 from counts where subject = :subject and part = role.value
                      and dimension = :dimension)
        """,
        roles=json.dumps([role.value for role in Role], ensure_ascii=False),
        subject=CountSubject.BODY.value,
        dimension=TOTAL,
    )
    return {row["role"] for row in rows}
