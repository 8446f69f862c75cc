"""The page of all bodies."""

import json
from itertools import groupby

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from schema.vocabulary import CountSubject, Level, Mandate, OrganizationKind
from web.counts import held_roles
from web.numbered_pages import asked_page, numbered_page
from web.rendering import render_page
from web.roles import ROLE_COLUMNS
from web.store import Row, Store

KINDS = tuple(kind.value for kind in OrganizationKind)
LEVELS = tuple(level.value for level in Level)


# So many bodies stand on a page.
PAGE = 500
_BODIES = """
with counted as (
  select subject_id, sum(counted) as projects,
         sum(case when mandate = :mandatory then counted end) as mandatory
  from counts where subject = :subject and part = '' and dimension = '' group by subject_id
), all_bodies as (
  select organizations.*, coalesce(projects, 0) as projects, coalesce(mandatory, 0) as mandatory,
         organizations.id in (select organization_id from measure_organizations)
         or organizations.id in (
           select part_of_id from organizations where part_of_id is not null
         ) as is_of_policy
  from organizations left join counted on subject_id = organizations.id
)
"""
_OF_LISTS = "(projects > 0 or not is_of_policy)"


async def bodies(store: Store, number: int = 1) -> dict[str, object]:
    """A page of the bodies of lists with their numbers of projects, by kind. On the first stand
    apart from them the bodies that have no project and that policy documents name, by level and
    place. Raises ``NotFound`` for a page that there is not."""
    given = {"mandatory": Mandate.MANDATORY.value, "subject": CountSubject.BODY.value}
    kinds = await store.rows(
        f"{_BODIES} select kind, count(*) as bodies from all_bodies where {_OF_LISTS} "
        "group by kind",
        **given,
    )
    sizes = {row["kind"]: row["bodies"] for row in kinds}
    page = numbered_page(number, PAGE, sum(sizes.values()))
    order = [*KINDS, *sorted(set(sizes) - set(KINDS))]
    found = await store.rows(
        f"""
        {_BODIES}
        select * from all_bodies
        where {_OF_LISTS}
        order by (select key from json_each(:kinds) as known where known.value = kind),
                 projects desc, id
        limit :size offset :skipped
        """,
        **given,
        kinds=json.dumps(order, ensure_ascii=False),
        size=PAGE,
        skipped=page.skipped,
    )
    of_policy = await _of_policy(store, given) if number == 1 else []
    held = await held_roles(store)
    by_place: dict[str, list[Row]] = {}
    for row in of_policy:
        by_place.setdefault(row["place"] or Level.NATIONAL.value, []).append(row)
    return {
        "page": page,
        "total": page.total,
        "roles": joined([role for role in ROLE_COLUMNS if role in held]),
        "groups": [
            {"kind": kind, "count": sizes[kind], "bodies": list(rows)}
            for kind, rows in groupby(found, key=lambda row: row["kind"])
        ],
        "policy_total": len(of_policy),
        "places": [{"name": place, "bodies": rows} for place, rows in by_place.items()],
    }


async def _of_policy(store: Store, given: dict[str, str]) -> list[Row]:
    rows = await store.rows(
        f"""
        {_BODIES}
        select *, (select count(*) from measure_organizations as answer
                   where answer.organization_id = all_bodies.id
                     and answer.basis = '载明') as measures
        from all_bodies where not {_OF_LISTS} order by id
        """,
        **given,
    )
    return sorted(rows, key=_by_place)


def _by_place(row: Row) -> tuple[bool, int, str, int]:
    """The order of bodies of policy documents: the nation, then places by level and name; those
    with the most measures first."""
    level, place = row["level"], row["place"] or ""
    grade = LEVELS.index(level) if level in LEVELS else len(LEVELS)
    return (bool(place), grade if place else 0, place, -row["measures"])


def joined(names: list[str]) -> str:
    """Names as a phrase: 主管部门、归口单位与起草单位."""
    return "与".join(("、".join(names[:-1]), names[-1])) if names[1:] else "".join(names)


async def bodies_view(datasette: Datasette, request: Request) -> Response:
    context = await bodies(Store(datasette), asked_page(request))
    return await render_page(datasette, request, "bodies.html", "机构", [("机构", "")], context)
