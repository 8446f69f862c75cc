"""The page of all bodies."""

from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from schema.vocabulary import Level, Mandate, OrganizationKind
from web.rendering import render_page
from web.roles import ROLE_COLUMNS
from web.store import Row, Store

KINDS = tuple(kind.value for kind in OrganizationKind)
LEVELS = tuple(level.value for level in Level)


async def bodies(store: Store) -> dict[str, Any]:
    """The bodies of lists with their numbers of projects, by kind; and apart from them those that
    have no project and that policy documents name, by level and place."""
    rows = await store.rows(
        """
        select organizations.*, count(distinct project_id) as projects,
               count(distinct case when mandate = :mandatory then project_id end) as mandatory,
               (select count(*) from measure_organizations as answer
                where answer.organization_id = organizations.id
                  and answer.basis = '载明') as measures,
               organizations.id in (select organization_id from measure_organizations)
               or organizations.id in (
                 select part_of_id from organizations where part_of_id is not null
               ) as is_of_policy
        from organizations
        left join project_organizations as link on link.organization_id = organizations.id
        left join projects on projects.id = link.project_id
        group by organizations.id order by projects desc, organizations.id
        """,
        mandatory=Mandate.MANDATORY.value,
    )
    of_lists = [row for row in rows if row["projects"] or not row["is_of_policy"]]
    of_policy = sorted(
        (row for row in rows if row["is_of_policy"] and not row["projects"]), key=_by_place
    )
    roles = await store.rows("select distinct role from project_organizations")
    held = {row["role"] for row in roles}
    by_kind: dict[str, list[Row]] = {kind: [] for kind in KINDS}
    for row in of_lists:
        by_kind.setdefault(row["kind"], []).append(row)
    by_place: dict[str, list[Row]] = {}
    for row in of_policy:
        by_place.setdefault(row["place"] or Level.NATIONAL.value, []).append(row)
    return {
        "total": len(of_lists),
        "roles": joined([role for role in ROLE_COLUMNS if role in held]),
        "groups": [{"kind": kind, "bodies": found} for kind, found in by_kind.items() if found],
        "policy_total": len(of_policy),
        "places": [{"name": place, "bodies": found} for place, found in by_place.items()],
    }


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
    context = await bodies(Store(datasette))
    return await render_page(datasette, request, "bodies.html", "机构", [("机构", "")], context)
