"""The pages of bodies."""

from typing import Any

from schema.kinds.fields import fields_of
from schema.vocabulary import Level, OrganizationKind
from web.charts import Figure, figure
from web.evidence import pages
from web.labels import NOT_STATED
from web.mandates import by_mandate
from web.policy.measure_page import body_measures
from web.store import Row, Store, projects_url, texts

KINDS = tuple(kind.value for kind in OrganizationKind)
LEVELS = tuple(level.value for level in Level)
# The column of projects in which bodies stand in a role.
ROLE_COLUMNS = {str(field.role): field.name for field in fields_of("projects") if field.role}
# A page shows so many projects; the table has all of them.
LISTED = 1_000


async def bodies(store: Store) -> dict[str, Any]:
    """The bodies of lists with their numbers of projects, by kind; and apart from them those that
    have no project and that policy documents name, by level and place."""
    rows = await store.rows(
        """
        select organizations.*, count(distinct project_id) as projects,
               count(distinct case when mandate = '强制' then project_id end) as mandatory,
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
        """
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


async def body_page(store: Store, number: int) -> dict[str, Any] | None:
    """What the page of a body shows."""
    body = await store.row("select * from organizations where id = :id", id=number)
    if body is None:
        return None
    projects = await store.rows(
        """
        select projects.*, group_concat(role, '、') as roles
        from projects join project_organizations as link on link.project_id = projects.id
        where organization_id = :id group by projects.id order by projects.id limit :listed
        """,
        id=number,
        listed=LISTED,
    )
    roles = await store.rows(
        """
        select role, count(*) as projects from project_organizations
        where organization_id = :id group by role order by count(*) desc
        """,
        id=number,
    )
    for role in roles:
        role["url"] = projects_url(**{f"_{ROLE_COLUMNS[role['role']]}": number})
    partners = await store.rows(
        """
        select other.role, organizations.id, name, count(*) as projects
        from project_organizations as mine
        join project_organizations as other
          on other.project_id = mine.project_id and other.organization_id <> :id
        join organizations on organizations.id = other.organization_id
        where mine.organization_id = :id
        group by other.role, organizations.id order by count(*) desc, organizations.id
        """,
        id=number,
    )
    for project in projects:
        project["standard_numbers"] = texts(project.get("standard_numbers"))
    count = await store.value(
        "select count(distinct project_id) from project_organizations where organization_id = :id",
        id=number,
    )
    return {
        "body": body,
        "measures": await body_measures(store, number),
        "part_of": await store.row(
            "select id, name from organizations where id = :id", id=body["part_of_id"]
        ),
        "parts": await store.rows(
            "select id, name from organizations where part_of_id = :id order by id", id=number
        ),
        "projects": projects,
        "project_count": count,
        "roles": roles,
        "partners": {
            role: [partner for partner in partners if partner["role"] == role]
            for role in ROLE_COLUMNS
            if any(partner["role"] == role for partner in partners)
        },
        "pictures": await _pictures(store, number),
        "with_status": await store.has_outcomes(),
        "as_of": await store.value(
            "select max(status_as_of) from project_organizations "
            "join projects on projects.id = project_id where organization_id = :id",
            id=number,
        ),
        "sources": await pages(store, (body["sac_code_sources"] or "").split()),
    }


async def _pictures(store: Store, number: int) -> list[Figure]:
    """Pictures of the body's projects; none of what no list states."""
    found = []
    for name, title, heading, column in (
        ("years", "分年度", "年度", "year"),
        ("types", "制定与修订", "制修订", "project_type"),
        ("domains", "分领域", "所属领域", "domain"),
    ):
        rows = await store.rows(
            f"""
            select {column} as value, mandate, count(*) as projects
            from projects where id in (
              select project_id from project_organizations where organization_id = :id
            )
            group by 1, 2 order by min(min(id)) over (partition by {column}), 2
            """,
            id=number,
        )
        picture = figure_of(name, title, heading, rows)
        if picture:
            found.append(picture)
    return found


def figure_of(name: str, title: str, heading: str, rows: list[Row]) -> Figure | None:
    """A picture of projects by a value and by mandate; None where no row states the value."""
    if not any(row["value"] for row in rows):
        return None
    unit = "年" if name == "years" else ""
    series, lines = by_mandate(
        rows, lambda row: (NOT_STATED if row["value"] is None else f"{row['value']}{unit}", "")
    )
    return figure(name, title, heading, series, lines)
