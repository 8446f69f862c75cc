"""The pages of bodies."""

from typing import Any

from schema.kinds.fields import fields_of
from schema.vocabulary import OrganizationKind
from web.charts import Figure, figure
from web.labels import NOT_STATED
from web.mandates import by_mandate
from web.store import Row, Store, projects_url, texts

KINDS = tuple(kind.value for kind in OrganizationKind)
# The column of projects in which bodies stand in a role.
ROLE_COLUMNS = {str(field.role): field.name for field in fields_of("projects") if field.role}
# A page shows so many projects; the table has all of them.
LISTED = 1_000


async def bodies(store: Store) -> dict[str, Any]:
    """Every body with its number of projects, by kind."""
    rows = await store.rows(
        """
        select organizations.*, count(distinct project_id) as projects,
               count(distinct case when mandate = '强制' then project_id end) as mandatory
        from organizations
        left join project_organizations as link on link.organization_id = organizations.id
        left join projects on projects.id = link.project_id
        group by organizations.id order by projects desc, organizations.id
        """
    )
    roles = await store.rows("select distinct role from project_organizations")
    held = {row["role"] for row in roles}
    by_kind: dict[str, list[Row]] = {kind: [] for kind in KINDS}
    for row in rows:
        by_kind.setdefault(row["kind"], []).append(row)
    return {
        "total": len(rows),
        "roles": joined([role for role in ROLE_COLUMNS if role in held]),
        "groups": [{"kind": kind, "bodies": found} for kind, found in by_kind.items() if found],
    }


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
        "sources": (body["sac_code_sources"] or "").split(),
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
